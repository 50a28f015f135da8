"""Lays things in a row and goes on in the next where the room ends, also from right to left."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """A row that wraps, for pills and chips that must not be clipped at large fonts.

    With `apart` the last thing of a row with several stands at its far end.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 4, apart: bool = False) -> None:
        super().__init__(parent)
        self._apart = apart
        self._items: list[QLayoutItem] = []
        self._known: list[tuple[QLayoutItem, QSize, QSize]] | None = None
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(spacing)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self.invalidate()

    def invalidate(self) -> None:
        self._known = None
        self._heights.clear()
        super().invalidate()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        if not 0 <= index < len(self._items):
            return None
        item = self._items.pop(index)
        self.invalidate()
        return item

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, move=True)

    def sizeHint(self) -> QSize:
        shown = [hint for _item, hint, _least in self._shown()]
        width = sum(size.width() for size in shown) + self.spacing() * max(0, len(shown) - 1)
        return QSize(width, max((size.height() for size in shown), default=0))

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return least

    def _place(self, rect: QRect, *, move: bool) -> int:
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        y = rect.y()
        for row in self._rows(rect.width()):
            height = max(size.height() for _item, size in row)
            x = rect.x()
            for place, (item, size) in enumerate(row):
                if self._apart and place and place == len(row) - 1:
                    x = rect.right() + 1 - size.width()
                if move:
                    left = rect.x() + rect.right() + 1 - x - size.width() if mirrored else x
                    item.setGeometry(QRect(QPoint(left, y + (height - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += height + self.spacing()
        return max(0, y - self.spacing() - rect.y())

    def _shown(self) -> list[tuple[QLayoutItem, QSize, QSize]]:
        """What is shown: the size each thing asks for and its least; kept until one says that it changed."""
        if self._known is None:
            self._known = [(it, it.sizeHint(), it.minimumSize()) for it in self._items if not it.isEmpty()]
        return self._known

    def _rows(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """The things of each row, with the size each gets: never wider than the row."""
        rows: list[list[tuple[QLayoutItem, QSize]]] = []
        room = 0
        for item, hint, least in self._shown():
            size = QSize(min(hint.width(), max(width, least.width())), hint.height())
            if size.width() < hint.width() and item.hasHeightForWidth():  # a row within the row wraps in its turn
                size.setHeight(item.heightForWidth(size.width()))
            if not rows or size.width() > room:
                rows.append([])
                room = width
            rows[-1].append((item, size))
            room -= size.width() + self.spacing()
        return rows
