"""Of which calls the figures are: one category, one priority and so on, a button each."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from deskapp.domain.measures.kinds import Slice
from deskapp.domain.words import EscalationType, Priority
from deskapp.language import _
from deskapp.services.measures.views import Choices
from deskapp.ui.calls.log.filter_button import FilterButton
from deskapp.ui.calls.log.filter_popup import FilterPopup
from deskapp.ui.improve.measures.asked import Asked
from deskapp.ui.look import theme
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.wording.measures import slices

#: Those that are there always; the others come from "More".
_ALWAYS = (Slice.CATEGORY, Slice.PRIORITY, Slice.CONTACT)
_NOTHING = Choices((), (), (), (), (), ())


class Filters(QWidget):
    """What is offered is read when it is looked at."""

    changed = Signal(object)  # the Asked from now on, by a person's hand
    choices_wanted = Signal()

    def __init__(self, asked: Asked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("Filters"))
        self._asked, self._choices = asked, _NOTHING
        self._by_agent = self._compact = False
        #: What was asked for, whose choices are on their way or shown.
        self._open: Slice | None = None
        self.buttons = {one: FilterButton(slices.name(one)) for one in Slice}
        self.more = FilterButton(_("More"))
        self.more.setAccessibleName(_("More filters"))
        self.more.opened.connect(self._open_more)
        flow = FlowLayout(self, spacing=theme.px(4))
        for button in (*self.buttons.values(), self.more):
            button.stepped.connect(partial(self._step, button))
            flow.addWidget(button)
        for one, button in self.buttons.items():
            button.opened.connect(partial(self.open, one))
            button.cleared.connect(partial(self._choose, one, None))
        self._show()

    def show_asked(self, asked: Asked) -> None:
        """Show what is asked, without telling anybody."""
        self._asked = asked
        self._show()

    def set_compact(self, compact: bool) -> None:
        """Where there is little room, only those stand there that are on; "Filters" leads to the others."""
        if compact != self._compact:
            self._compact = compact
            self.more.setText(_("Filters") if compact else _("More"))
            self.more.updateGeometry()
            self._show()

    def set_by_agent(self, on: bool) -> None:
        """Whether the site has figures by agent."""
        self._by_agent = on
        self._show()

    def set_choices(self, choices: Choices) -> None:
        """What there is to choose from now."""
        self._choices = choices
        self._show()
        if self._open is not None:
            self._pop_up(self._open)

    def open(self, one: Slice) -> None:
        """Show what a filter offers, as it is now."""
        self._open = one
        self._show()
        self.choices_wanted.emit()

    def words(self) -> str:
        """What the figures are narrowed down to: "Category: Billing; Priority: P1"; "" for nothing."""
        form = _("{filter}: {values}")
        on = [one for one in Slice if self._asked.chosen_of(one) is not None]
        return "; ".join(form.format(filter=slices.name(one), values=self._called(one)) for one in on)

    # Inside

    def _offered(self, one: Slice) -> tuple[tuple[Any, str], ...]:
        choices = self._choices
        return {
            Slice.CATEGORY: choices.categories,
            Slice.PRIORITY: tuple((priority, priority.value) for priority in Priority),
            Slice.CONTACT: choices.contacts,
            Slice.TYPE: tuple((kind, slices.line(one, kind, "")) for kind in EscalationType),
            Slice.TAG: choices.tags,
            Slice.PLACE: choices.places,
            Slice.EQUIPMENT: choices.equipment,
            Slice.AGENT: choices.agents,
        }[one]

    def _called(self, one: Slice) -> str:
        chosen = self._asked.chosen_of(one)
        return "" if chosen is None else dict(self._offered(one)).get(chosen, "…")

    def _pop_up(self, one: Slice) -> None:
        chosen = self._asked.chosen_of(one)
        popup = FilterPopup(
            slices.name(one), self._offered(one), () if chosen is None else (chosen,), self, single=True
        )
        popup.changed.connect(lambda values: self._choose(one, next(iter(values), None)))
        popup.destroyed.connect(self._on_popup_gone)
        popup.open_below(self.buttons[one])

    def _on_popup_gone(self) -> None:
        self._open = None
        self._show()

    def _choose(self, one: Slice, key: Any) -> None:
        asked = self._asked.narrowed_to(one, key)
        if asked != self._asked:
            self._asked = asked
            self._show()
            self.changed.emit(asked)

    def _step(self, button: FilterButton, by: int) -> None:
        shown = [one for one in (*self.buttons.values(), self.more) if one.isVisible()]
        there = shown.index(button) + by
        if 0 <= there < len(shown):
            shown[there].setFocus(Qt.FocusReason.TabFocusReason)

    def _open_more(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for one, button in self.buttons.items():
            if button.isHidden() and self._is_there(one):
                menu.addAction(slices.name(one), partial(self.open, one))
        menu.popup(self.more.mapToGlobal(QPoint(0, self.more.height())))

    def _is_there(self, one: Slice) -> bool:
        return one is not Slice.AGENT or self._by_agent

    def _show(self) -> None:
        for one, button in self.buttons.items():
            button.say(self._called(one))
            on = self._asked.chosen_of(one) is not None
            button.setVisible(
                self._is_there(one) and (on or one is self._open or (one in _ALWAYS and not self._compact))
            )
        self.more.setVisible(any(one.isHidden() and self._is_there(key) for key, one in self.buttons.items()))
