"""Two columns beside each other where there is room, else one below the other."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from deskapp.ui.look import theme

#: Two columns need so much width in the drawing, and what their words need.
_NEEDED = 620


class SideBySide(QWidget):
    """Put things into `left` and `right`. Tab goes through the left column first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.left, self.right = QVBoxLayout(), QVBoxLayout()
        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(18))
        self._halves: list[QWidget] = []
        for column in (self.left, self.right):
            column.setSpacing(theme.px(8))
            half = QWidget()
            room = QVBoxLayout(half)
            room.setContentsMargins(0, 0, 0, 0)
            room.addLayout(column)
            room.addStretch(1)
            self._row.addWidget(half, 1)
            self._halves.append(half)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        directions = QBoxLayout.Direction
        least = sum(half.minimumSizeHint().width() for half in self._halves) + self._row.spacing()
        beside = self.width() >= max(theme.px(_NEEDED), least)
        direction = directions.LeftToRight if beside else directions.TopToBottom
        if self._row.direction() != direction:
            self._row.setDirection(direction)
