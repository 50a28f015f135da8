"""The menu of the overdue view: sorting, groups and their folding, and views kept by name."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.log.views import SavedViewView
from deskapp.services.overview.late.ask import Ask, GroupBy, SortBy, read
from deskapp.ui.supervise import words
from deskapp.ui.work.workplace import Workplace


class ViewMenu(QMenu):
    """Made when it is opened, gone when it is closed."""

    shown = Signal(object)  # the Ask that was chosen
    folded = Signal(bool)  # every group
    save_asked = Signal()
    removed = Signal(object)  # a SavedViewView

    def __init__(self, ask: Ask, views: Sequence[SavedViewView], place: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self.aboutToHide.connect(self.deleteLater)
        self._add_sorting(ask)
        self._add_groups(ask)
        self.addSeparator()
        here = next((one for one in views if read(one.spec) == ask), None)
        for one in views:
            self._tick(self, _named(one), one is here, partial(self.shown.emit, read(one.spec)))
        self.addAction(_("Save as view…")).triggered.connect(self.save_asked)
        if here is not None and _may_remove(here, place):
            gone = self.addAction(_("Remove “{name}”").format(name=_named(here)))
            gone.triggered.connect(partial(self.removed.emit, here))
        self.addSeparator()

    def _add_sorting(self, ask: Ask) -> None:
        sort = self.addMenu(_("Sort by"))
        own = replace(ask, sort=None, descending=False)
        self._tick(sort, _("priority, then over longest"), ask.sort is None, partial(self.shown.emit, own))
        for column, name in words.headings().items():
            full = _("Priority") if column is SortBy.PRIORITY else name
            for form, falling in ((_("{column}, rising"), False), (_("{column}, falling"), True)):
                on = ask.sort is column and ask.descending is falling
                wanted = replace(ask, sort=column, descending=falling)
                self._tick(sort, form.format(column=full), on, partial(self.shown.emit, wanted))

    def _add_groups(self, ask: Ask) -> None:
        group = self.addMenu(_("Group by"))
        for by in GroupBy:
            self._tick(group, words.group_by(by), ask.group is by, partial(self.shown.emit, replace(ask, group=by)))
        for text, folded in ((_("Fold all groups"), True), (_("Unfold all groups"), False)):
            entry = self.addAction(text)
            entry.setEnabled(ask.group is not GroupBy.NOTHING)
            entry.triggered.connect(partial(self.folded.emit, folded))

    def _tick(self, menu: QMenu, text: str, on: bool, act: Callable[[], object]) -> None:
        entry = menu.addAction(text)
        entry.setCheckable(True)
        entry.setChecked(on)
        entry.triggered.connect(lambda _on: act())


def _may_remove(saved: SavedViewView, place: Workplace) -> bool:
    """One's own, or the site's for a supervisor."""
    return not saved.of_site or (place.me is not None and place.me.role is not Role.AGENT)


def _named(view: SavedViewView) -> str:
    return view.name.replace("&", "&&")
