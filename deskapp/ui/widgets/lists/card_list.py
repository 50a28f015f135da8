"""A scrolling list of cards, the ground of the timeline and of the lists that one picks from."""

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QWidget

from deskapp import direction
from deskapp.ui.look import theme
from deskapp.ui.widgets.calm_wheel import CalmScroll
from deskapp.ui.widgets.focus_ring import paint_ring
from deskapp.ui.widgets.lists.card_delegate import CardDelegate
from deskapp.ui.widgets.lists.card_item import CardItem, CardModel


class CardList(CalmScroll, QListView):
    """Cards below each other, as high as their words need. With `fit` the list is as high as its cards."""

    def __init__(self, name: str, *, empty: str = "", fit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cards = CardModel(self)
        self._empty = empty
        self._fit = fit
        self.setAccessibleName(name)
        self.setProperty("frame", "cards")
        self.setModel(self._cards)
        self.setItemDelegate(CardDelegate(self))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        if fit:
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    @property
    def cards(self) -> CardModel:
        return self._cards

    def set_items(self, items: Sequence[CardItem]) -> None:
        """Show these cards; what was current stays current if it is still there."""
        before, scrolled = self.current, self.verticalScrollBar().value()
        self._cards.set_items(items)
        self._offer_scroll_bar()
        if before is not None and before != self.current:
            self.set_current(before)
            self.verticalScrollBar().setValue(scrolled)
        if self._fit:
            self.updateGeometry()
        self.viewport().update()

    def say_empty(self, words: str) -> None:
        """What stands here where there are no cards."""
        if words != self._empty:
            self._empty = words
            self.viewport().update()

    @property
    def empty_words(self) -> str:
        """What stands here now instead of cards; "" where there are some."""
        return "" if self._cards.items else self._empty

    @property
    def current(self) -> Hashable:
        """The key of the current card, or None."""
        index = self.currentIndex()
        return self._cards.items[index.row()].key if index.isValid() else None

    def set_current(self, key: Hashable) -> bool:
        """Make a card the current one; whether it is there."""
        place = None if key is None else self._cards.place_of(key)
        if place is None:
            self.clearSelection()
            return False
        self.setCurrentIndex(self._cards.index(place))
        return True

    def at_top(self) -> tuple[Hashable, int]:
        """The card at the top of what is seen, and how far below the top it begins; None where there is none."""
        for below in range(0, theme.px(24), 2):  # between two cards there is room
            index = self.indexAt(QPoint(theme.px(12), below))
            if index.isValid():
                return self._cards.items[index.row()].key, self.visualRect(index).top()
        return None, 0

    def put_at_top(self, key: Hashable, top: int = 0) -> None:
        """Scroll so that a card stands there again, if it is still in the list."""
        place = self._cards.place_of(key)
        if place is not None:
            self.scrollTo(self._cards.index(place), QAbstractItemView.ScrollHint.PositionAtTop)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() - top)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.currentIndex().isValid():
            item = self._cards.items[self.currentIndex().row()]
            words = [item.title, *(line.text for line in item.lines)]
            QGuiApplication.clipboard().setText(direction.clean("\n".join(words)))
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            if self._fit:
                self.updateGeometry()
        self._offer_scroll_bar()

    def sizeHint(self) -> QSize:
        if not self._fit:
            return QSize(theme.px(280), theme.px(240))
        return QSize(theme.px(280), self._content_height())

    def minimumSizeHint(self) -> QSize:
        least = theme.px(64)
        return QSize(theme.px(160), min(least, self._content_height()) if self._fit else least)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        # Qt moves the painted picture; the ring of the focus must not move with it.
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            paint_ring(self.viewport())
        if self._empty and not self._cards.items:
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("muted"))
            painter.setFont(theme.font())
            room = self.viewport().rect().adjusted(theme.px(8), theme.px(6), -theme.px(8), 0)
            painter.drawText(room, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop, self._empty)

    def _offer_scroll_bar(self) -> None:
        """Show it from the start where the cards surely need it: else all are measured, it comes, and all again."""
        least = self._cards.rowCount() * (2 * theme.px(9) + self.fontMetrics().height() + theme.px(8))
        policies = Qt.ScrollBarPolicy
        needed = not self._fit and least > self.height() > 0
        self.setVerticalScrollBarPolicy(policies.ScrollBarAlwaysOn if needed else policies.ScrollBarAsNeeded)

    def _content_height(self) -> int:
        rows = self._cards.rowCount()
        cards = sum(self.sizeHintForIndex(self._cards.index(row)).height() for row in range(rows))
        return (cards or (theme.px(28) if self._empty else 0)) + 2 * self.frameWidth()
