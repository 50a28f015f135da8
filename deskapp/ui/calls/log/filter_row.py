"""The filters above a list of calls: they combine, each is a chip while it is on, and the count says what is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from deskapp.language import _, ngettext
from deskapp.services.calls.rows import COUNTED
from deskapp.services.log.sieve import EVERYTHING, Sieve
from deskapp.services.log.views import Choices
from deskapp.ui.calls.log import filter_words
from deskapp.ui.calls.log.filter_button import FilterButton
from deskapp.ui.calls.log.filter_words import ALWAYS, NOTHING, Part
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.wording.lists import counted, figure


class FilterRow(QWidget):
    """Buttons for each part of a sieve; what is offered is read when it is looked at."""

    changed = Signal(object)  # by a person's hand: the Sieve until now
    choices_wanted = Signal()  # what is offered may be old: it is about to be looked at
    count_asked = Signal()  # how many the list has in all, to the last one
    save_asked = Signal()
    remove_asked = Signal()

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Filters"))
        self._today = today
        self._sieve = EVERYTHING
        self._choices = NOTHING
        #: A part that was asked for, whose choices are on their way.
        self._to_open: Part | None = None
        self._asked: set[Part] = set()
        self._compact = False
        self.buttons = {part: FilterButton(filter_words.name(part)) for part in Part}
        for part, button in self.buttons.items():
            button.opened.connect(partial(self.open, part))
            button.cleared.connect(partial(self._clear, part))
            button.stepped.connect(partial(self._step, button))
        self.more = FilterButton(_("More"))
        self.more.setAccessibleName(_("More filters"))
        self.more.opened.connect(self._open_more)
        self.more.stepped.connect(partial(self._step, self.more))
        self.clear_link, self.save_link, self.remove_link = (
            LinkButton(words) for words in (_("Clear"), _("Save as view…"), _("Remove view"))
        )
        self.clear_link.setAccessibleName(_("Clear all filters"))
        self.clear_link.clicked.connect(self.clear)
        self.save_link.clicked.connect(self.save_asked)
        self.remove_link.clicked.connect(self.remove_asked)
        self.count = Label("", "muted")
        self.count_link = LinkButton(_("Count all"))
        self.count_link.clicked.connect(self.count_asked)
        self.count_link.hide()
        inside = QWidget()
        flow = FlowLayout(inside, spacing=theme.px(4))
        for widget in (*self.buttons.values(), self.more, self.clear_link, self.save_link, self.remove_link):
            flow.addWidget(widget)
        self.count.setMinimumHeight(max(24, theme.px(26)))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inside, 1)
        row.addWidget(self.count, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.count_link, 0, Qt.AlignmentFlag.AlignTop)
        self._show()
        self.set_links(may_save=False, may_remove=False)

    @property
    def sieve(self) -> Sieve:
        return self._sieve

    def set_sieve(self, sieve: Sieve) -> None:
        """Show what is on, without telling anybody."""
        self._sieve = sieve
        self._asked.clear()
        self._show()

    def set_choices(self, choices: Choices) -> None:
        """What there is to choose from now."""
        self._choices = choices
        self._show()
        part, self._to_open = self._to_open, None
        if part is not None:
            self._pop_up(part)

    def set_count(self, shown: int | None, among: int | None, overdue: int = 0, *, to_the_last: bool = False) -> None:
        """How many are shown, of how many the list has; None while nobody knows.

        to_the_last: however many it has, they were all counted.
        """
        more = shown is not None and among is not None and among > COUNTED and not to_the_last
        self.count_link.setVisible(more and not self._sieve.is_empty)
        if shown is None:
            words = _("reading…")
        elif self._sieve.is_empty or among is None:
            words = ngettext("{n} call", "{n} calls", shown).format(n=figure(shown))
            if overdue:
                late = ngettext("{n} overdue", "{n} overdue", overdue).format(n=overdue)
                words = f"{words} · {late}"
        elif more and shown > COUNTED:
            # "247 500 of 1 000+" would say less than nothing.
            words = ngettext("{n} call fits", "{n} calls fit", shown).format(n=figure(shown))
        else:
            form = ngettext("{n} of {all} call", "{n} of {all} calls", among)
            words = form.format(n=figure(shown), all=figure(among) if to_the_last else counted(among, COUNTED))
        self.count.setText(words)

    @property
    def is_compact(self) -> bool:
        return self._compact

    def set_compact(self, compact: bool) -> None:
        """Where there is little room, only those stand there that are on; "Filters" leads to the others."""
        self._compact = compact
        self.more.setText(_("Filters") if compact else _("More"))
        self.more.updateGeometry()
        self._show()

    def set_links(self, *, may_save: bool, may_remove: bool) -> None:
        """Whether what is shown can be kept by name, and whether it is kept and can be removed."""
        self.save_link.setVisible(may_save)
        self.remove_link.setVisible(may_remove)

    # What happens

    def clear(self) -> None:
        """No filter is on any more."""
        self._take(EVERYTHING)
        self.take_focus()

    def take_focus(self) -> None:
        """Go to the first filter that is on, or the first."""
        on = [part for part in Part if filter_words.is_on(part, self._sieve)]
        first = self.buttons[on[0] if on else Part.OWNER]
        (self.more if first.isHidden() else first).setFocus(Qt.FocusReason.ShortcutFocusReason)

    def open(self, part: Part) -> None:
        """Show what a filter offers, as it is now."""
        self._to_open = part
        self._asked.add(part)
        self._show()
        self.choices_wanted.emit()

    def _pop_up(self, part: Part) -> None:
        from deskapp.ui.calls.log.filter_popup import FilterPopup

        sieve, period = self._sieve, part is Part.PERIOD
        popup = FilterPopup(
            filter_words.name(part),
            filter_words.offered(part, self._choices),
            filter_words.chosen(part, sieve),
            self,
            single=period,
            days=(sieve.from_day, sieve.to_day, self._today()) if period else None,
        )
        popup.changed.connect(partial(self._choose, part))
        popup.days_changed.connect(self._choose_days)
        popup.destroyed.connect(self._on_popup_gone)
        popup.open_below(self.buttons[part])

    def _on_popup_gone(self) -> None:
        self._asked.clear()
        self._show()

    def _choose(self, part: Part, values: list[Any]) -> None:
        self._take(filter_words.with_chosen(part, self._sieve, values))

    def _choose_days(self, first: date | None, last: date | None) -> None:
        from dataclasses import replace

        if first or last:
            self._take(replace(self._sieve, period=None, from_day=first, to_day=last))
        elif self._sieve.from_day or self._sieve.to_day:
            self._take(replace(self._sieve, from_day=None, to_day=None))

    def _clear(self, part: Part) -> None:
        self._take(filter_words.with_chosen(part, self._sieve, ()))
        if not self.buttons[part].isVisible():
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, sieve: Sieve) -> None:
        if sieve != self._sieve:
            was, self._sieve = self._sieve, sieve
            self._show()
            self.changed.emit(was)

    def _step(self, button: FilterButton, by: int) -> None:
        shown = [one for one in (*self.buttons.values(), self.more) if one.isVisible()]
        there = shown.index(button) + by
        if 0 <= there < len(shown):
            shown[there].setFocus(Qt.FocusReason.TabFocusReason)

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for part in Part:
            if self.buttons[part].isHidden():
                menu.addAction(filter_words.name(part), partial(self.open, part))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _show(self) -> None:
        for part, button in self.buttons.items():
            button.say(filter_words.words(part, self._sieve, self._choices))
            on = filter_words.is_on(part, self._sieve)
            button.setVisible(on or part in self._asked or (part in ALWAYS and not self._compact))
        self.more.setVisible(any(button.isHidden() for button in self.buttons.values()))
        self.clear_link.setVisible(not self._sieve.is_empty)
