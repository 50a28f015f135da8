"""The clocks of a call as up to four cards, two beside each other; live."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from deskapp.services.clocks.views import ClockView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.panel.clock_words import SHOWN, card, most_relevant
from deskapp.ui.look import theme
from deskapp.ui.widgets.calls.clock_card import ClockCard


class ClockCards(QWidget):
    """Where the panel is too narrow for two, they stand below each other."""

    why_asked = Signal(object)  # ClockView

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call: CallDetail | None = None
        self._zone = "UTC"
        self._clocks: tuple[ClockView, ...] = ()
        self.cards = [self._card(place) for place in range(SHOWN)]
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(4))
        self._grid.setVerticalSpacing(theme.px(6))
        self._arrange()

    @property
    def clocks(self) -> tuple[ClockView, ...]:
        """What is shown, in order."""
        return self._clocks

    def set_call(self, call: CallDetail | None, zone: str, now: datetime) -> None:
        """Show another call's clocks, or the same call's anew."""
        self._call, self._zone = call, zone
        self._clocks = () if call is None else most_relevant(call, now)
        for place, shown in enumerate(self.cards):
            shown.setVisible(place < len(self._clocks))
        self.set_now(now)

    def set_now(self, now: datetime) -> None:
        """The present: only what the cards say changes."""
        if self._call is None:
            return
        for clock, shown in zip(self._clocks, self.cards, strict=False):
            words = card(clock, self._call, self._zone, now)
            shown.set(words.name, words.countdown.words, words.countdown.tint, words.used, words.why)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()
        self._share()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._share()  # a card got other words, or its style
        return done

    def _card(self, place: int) -> ClockCard:
        made = ClockCard()
        made.hide()
        made.why_asked.connect(lambda: self.why_asked.emit(self._clocks[place]))
        return made

    def _arrange(self) -> None:
        columns = 2 if self.width() >= theme.px(300) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, shown in enumerate(self.cards):
            self._grid.removeWidget(shown)
            self._grid.addWidget(shown, place // columns, place % columns)
        self._grid.setColumnStretch(1, columns - 1)

    def _share(self) -> None:
        """Columns as wide as their chips need beside the names, where both fit; all cards of one height."""
        shown = self.cards[: len(self._clocks)]
        if not shown:
            return
        widths = self._widths(shown)
        for column, width in enumerate(widths):
            # By their shares and not by a least width, which would keep the panel from becoming narrower again.
            if self._grid.columnStretch(column) != width:  # to set it has the layout done again, the same or not
                self._grid.setColumnStretch(column, width)
        height = max(one.heightForWidth(widths[place % self._columns]) for place, one in enumerate(shown))
        for one in shown:
            one.setMinimumHeight(height)

    def _widths(self, shown: Sequence[ClockCard]) -> tuple[int, ...]:
        if self._columns == 1:
            return (self.width(),)
        room = self.width() - self._grid.horizontalSpacing()
        left, right = (max((one.wide for one in shown[column::2]), default=0) for column in range(2))
        first = room // 2
        if left + right <= room:
            first = min(max(first, left), room - right)
        return first, room - first
