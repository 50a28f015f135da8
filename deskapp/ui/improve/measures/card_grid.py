"""The cards beside and below each other: as many in a row as have room. One stop of Tab, arrow keys choose."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from deskapp.domain.measures.kinds import Measure
from deskapp.paperwork.measure_cards import Card
from deskapp.ui.improve.measures.card import LEAST, PADDING, MeasureCard
from deskapp.ui.look import theme

#: Cards in a row at most.
_MOST = 3


class CardGrid(QWidget):
    """`chosen` is told by a person's hand alone."""

    chosen = Signal(object)  # the Measure of the card
    entered = Signal()  # go to the calls of the chosen one
    resized = Signal()  # charts have another width

    def __init__(self, name: str, cards: Sequence[Card], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.cards = {card.measure: MeasureCard(card) for card in cards}
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.px(9))
        for card in self.cards.values():
            card.installEventFilter(self)
            card.clicked.connect(lambda _on, one=card: self._choose(one))
        self._place(_MOST)
        self._one_tab_stop(None)

    @property
    def chart_width(self) -> int:
        """How wide the chart of a card is, also before there is one."""
        gaps = self._grid.spacing() * (self._columns - 1)
        return (self.width() - gaps) // self._columns - 2 * theme.px(PADDING)

    def set_chosen(self, measure: Measure | None) -> None:
        """Show which card is chosen; None: none of them."""
        for one, card in self.cards.items():
            card.setChecked(one is measure)
        self._one_tab_stop(None if measure is None else self.cards.get(measure))

    @property
    def stop(self) -> MeasureCard:
        """The card that is chosen, or where the keyboard was last."""
        return self._stop

    def minimumSizeHint(self) -> QSize:
        # In a narrow room they stand below each other.
        return QSize(theme.px(LEAST), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(max(1, min(_MOST, (self.width() + theme.px(9)) // theme.px(LEAST + 9))))
        self.resized.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, MeasureCard):
            return self._pressed(watched, event)
        return False

    # Inside

    def _pressed(self, card: MeasureCard, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(card)
            self.entered.emit()
            return True
        cards = list(self.cards.values())
        onward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            onward, back = back, onward
        here = cards.index(card)
        by = {
            onward: 1,
            back: -1,
            Qt.Key.Key_Down: self._columns,
            Qt.Key.Key_Up: -self._columns,
            Qt.Key.Key_Home: -here,
            Qt.Key.Key_End: len(cards) - 1 - here,
        }.get(Qt.Key(event.key()))
        if by is None:
            return False
        if 0 <= here + by < len(cards):
            there = cards[here + by]
            self._choose(there)
            there.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _choose(self, card: MeasureCard) -> None:
        self.set_chosen(card.card.measure)
        self.chosen.emit(card.card.measure)

    def _one_tab_stop(self, stop: MeasureCard | None) -> None:
        cards = list(self.cards.values())
        self._stop = stop or next((one for one in cards if one.isChecked()), cards[0])
        for card in cards:
            wanted = card is self._stop
            card.setFocusPolicy(Qt.FocusPolicy.StrongFocus if wanted else Qt.FocusPolicy.ClickFocus)

    def _place(self, columns: int) -> None:
        """So many in a row."""
        if columns == self._columns:
            return
        self._columns = columns
        for number, card in enumerate(self.cards.values()):
            self._grid.addWidget(card, number // columns, number % columns)
        for column in range(_MOST):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
