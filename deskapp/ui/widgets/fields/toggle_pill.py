"""A pill that switches something on and off by itself."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QPushButton, QWidget


class TogglePill(QPushButton):
    """Asks for the room of its words in bold, as they are while it is on."""

    def __init__(self, words: str = "", parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setProperty("kind", "choice")
        self.setCheckable(True)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        bold, plain = QFont(self.font()), QFont(self.font())
        bold.setBold(True)
        plain.setBold(False)
        words = self.text().replace("&", "")
        wider = QFontMetrics(bold).horizontalAdvance(words) - QFontMetrics(plain).horizontalAdvance(words)
        hint = super().sizeHint()
        return QSize(hint.width() + max(0, wider), hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()
