"""The clocks of a call as up to four small cards in a row: name, due instant, and how each stands; live."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QEvent, QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp.services.clocks.views import ClockView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.panel.clock_words import SHOWN, card, most_relevant
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls.clock_card import ClockButton
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.label import Label


class BriefClock(ClockButton):
    """A clock in two lines. Asked why, it says the rest."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._at, self._chip = Label("", "small"), Label("", "small"), Chip()
        self._chip.setProperty("slim", "true")
        top = QHBoxLayout()
        top.setSpacing(theme.px(4))
        top.addWidget(self._name)
        top.addStretch(1)
        top.addWidget(self._at)
        body = QVBoxLayout(self)
        body.setContentsMargins(theme.px(6), theme.px(5), theme.px(6), theme.px(6))
        body.setSpacing(theme.px(4))
        body.addLayout(top)
        body.addWidget(self._chip)
        body.addStretch(1)
        self.setContentsMargins(1, 1, 1, 1)  # the line around it

    def set(self, name: str, at: str, words: str, tint: Tint, spoken: str) -> None:
        """Show a clock: name as "Update", at as "14:26", words as "0:11 left"; spoken: all of it."""
        self._name.setText(name)
        self._at.setText(at)
        self._chip.set(words, tint, shape=True)
        self.setAccessibleName(spoken)
        self._offer_instant()

    @property
    def wide(self) -> int:
        """The width that it needs; the instant stands there where there is room beside the name."""
        least = max(self._chip.sizeHint().width(), self._name.sizeHint().width())
        return least + 2 * theme.px(6) + 2

    def minimumSizeHint(self) -> QSize:
        return QSize(self.wide, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._offer_instant()

    def _offer_instant(self) -> None:
        room = self.width() - 2 * theme.px(6) - 2 - self._name.sizeHint().width() - theme.px(4)
        self._at.setVisible(bool(self._at.text()) and self._at.sizeHint().width() <= room)


class ClockRow(QWidget):
    """Beside each other where all fit; else two, or one."""

    why_asked = Signal(object)  # ClockView

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call: CallDetail | None = None
        self._zone = "UTC"
        self._clocks: tuple[ClockView, ...] = ()
        self.cards = [self._card(place) for place in range(SHOWN)]
        self._placed: tuple[int, int] = (0, 0)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(4))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setSizePolicy(policy)
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
        self._arrange()

    def set_now(self, now: datetime) -> None:
        """The present: only what the cards say changes."""
        if self._call is None:
            return
        for clock, shown in zip(self._clocks, self.cards, strict=False):
            said = card(clock, self._call, self._zone, now)
            spoken = f"{said.name}: {said.countdown.words}, {said.why}"
            shown.set(said.brief, said.at, said.countdown.words, said.countdown.tint, spoken)

    def minimumSizeHint(self) -> QSize:
        shown = self._shown
        return QSize(max((one.wide for one in shown), default=0), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()  # a card got other words, or its style
        return done

    @property
    def _shown(self) -> Sequence[BriefClock]:
        return self.cards[: len(self._clocks)]

    def _card(self, place: int) -> BriefClock:
        made = BriefClock()
        made.hide()
        made.why_asked.connect(lambda: self.why_asked.emit(self._clocks[place]))
        return made

    def _arrange(self) -> None:
        shown, gap = self._shown, self._grid.spacing()
        columns, widths = 1, [self.width()]
        for n in (4, 3, 2):
            needed = [max((one.wide for one in shown[at::n]), default=0) for at in range(n)]
            if sum(needed) + (n - 1) * gap <= self.width() and (n != 3 or len(shown) == 3):
                columns, widths = n, needed
                break
        placed = (columns, len(shown))
        for column in range(SHOWN):
            # Each as wide as it needs, and a share of the rest.
            share = widths[column] or 1 if column < columns else 0
            if self._grid.columnStretch(column) != share:  # to set it has the layout done again, the same or not
                self._grid.setColumnStretch(column, share)
        if placed == self._placed:
            return
        self._placed = placed
        for place, one in enumerate(self.cards):
            self._grid.removeWidget(one)
            self._grid.addWidget(one, place // columns, place % columns)
        self.updateGeometry()
