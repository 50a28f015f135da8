"""Several lines of plain text: takes any text as it is, grows with it, and lets Tab go on to the next field."""

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy, QWidget

from deskapp.ui.look import theme
from deskapp.ui.widgets.calm_wheel import CalmScroll


class TextArea(CalmScroll, QPlainTextEdit):
    """Shows `lines` lines, more as it fills, up to `most`; then it scrolls."""

    def __init__(self, placeholder: str = "", *, lines: int = 2, most: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines, self._most = lines, most
        self.setTabChangesFocus(True)
        self.setPlaceholderText(placeholder)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(theme.px(3))
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def text(self) -> str:
        """What was typed, as it was typed."""
        return self.toPlainText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasText():
            self.insertPlainText(source.text())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(240), self._height(self._lines))

    def _fit(self) -> None:
        # A QPlainTextEdit's document counts its height in lines.
        filled = round(self.document().size().height())
        bars = Qt.ScrollBarPolicy
        self.setVerticalScrollBarPolicy(bars.ScrollBarAsNeeded if filled > self._most else bars.ScrollBarAlwaysOff)
        wanted = self._height(min(self._most, max(self._lines, filled)))
        if self.height() != wanted:
            self.setFixedHeight(wanted)

    def _height(self, lines: int) -> int:
        # Padding of the style sheet, margin of the document, border, and a little air.
        around = 2 * theme.px(7) + 2 * theme.px(3) + theme.px(5)
        return QFontMetrics(self.font()).lineSpacing() * lines + around
