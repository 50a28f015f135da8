"""The caller's calls that are open, or of the last 7 days: shown before a second is logged."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.words import OPEN_STATES
from deskapp.language import _
from deskapp.services.calls.row import CallRow
from deskapp.services.site.views import DeskFacts
from deskapp.ui.calls.new_call.open_call_card import OpenCallCard
from deskapp.ui.look import theme
from deskapp.ui.widgets.calls.countdown import Countdowns
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label

#: So many cards; the rest is counted.
_MOST = 6


class OpenCalls(QWidget):
    """Hidden where there are none. At most one is linked as the call this one repeats."""

    add_asked = Signal(int)  # the caller means this call
    repeat_changed = Signal(object)  # the id of the call that this one repeats, or None

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._countdowns = Countdowns()
        self._repeat_of: int | None = None
        self.cards: list[OpenCallCard] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self._heading = Section(_("Already open for them"))
        self._column.addWidget(self._heading)
        self._more = Label("", "muted", wrap=True)
        self._column.addWidget(self._more)
        self.hide()

    @property
    def repeat_of(self) -> int | None:
        """The call that this one repeats; only one that stands here to be seen."""
        return self._repeat_of if any(card.row.id == self._repeat_of for card in self.cards) else None

    def set_calls(self, rows: Sequence[CallRow], facts: DeskFacts | None, now: datetime) -> None:
        """Show the calls of the caller who is chosen now."""
        if [card.row for card in self.cards] != list(rows[:_MOST]):
            self._show(rows)
        if facts is not None:
            self._countdowns.set_calendars(facts.calendars, facts.site.zone)
        self.set_now(now)

    def set_now(self, now: datetime) -> None:
        self._countdowns.set_now(now)
        for card in self.cards:
            card.set_countdown(self._countdowns.of(card.row))

    def link(self, call_id: int | None) -> None:
        """Say which call this one repeats; asked again for the same one, it repeats none."""
        self._repeat_of = None if call_id == self._repeat_of else call_id
        for card in self.cards:
            card.set_linked(card.row.id == self._repeat_of)
        self.repeat_changed.emit(self._repeat_of)

    def _show(self, rows: Sequence[CallRow]) -> None:
        for card in self.cards:
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = []
        for place, row in enumerate(rows[:_MOST]):
            card = OpenCallCard(row, first=place == 0)
            card.add_asked.connect(self.add_asked)
            card.link_asked.connect(self.link)
            self._column.insertWidget(self._column.count() - 1, card)
            self.cards.append(card)
        more = len(rows) - len(self.cards)
        self._more.setText(_("and {n} more").format(n=more) if more > 0 else "")
        self._more.setVisible(more > 0)
        is_open = any(row.state in OPEN_STATES for row in rows)
        self._heading.setText(_("Already open for them") if is_open else _("Of the last 7 days"))
        self.setVisible(bool(rows))
        for card in self.cards:
            card.set_linked(card.row.id == self._repeat_of)
