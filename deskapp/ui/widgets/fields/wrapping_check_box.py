"""A check box whose words go on in a second line where the column is narrow."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QWidget

from deskapp import direction
from deskapp.ui.look import theme


class WrappingCheckBox(QCheckBox):
    """Qt's own never wraps; this one breaks its lines anew whenever it gets another width."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(direction.clean(words))
        # An ampersand that somebody wrote is no key.
        self.setText(direction.shown(words).replace("&", "&&"))

    @property
    def words(self) -> str:
        """All it says, without the breaks."""
        return self._words

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        metrics = QFontMetrics(self.font())
        lines = len(self._lines(width))
        return max(24, theme.px(24), metrics.lineSpacing() * lines + theme.px(9))

    def sizeHint(self) -> QSize:
        width = self.width() if self.width() > theme.px(60) else theme.px(300)
        return QSize(theme.px(200), self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(80), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.setText(direction.shown("\n".join(self._lines(self.width()))).replace("&", "&&"))
            self.setFixedHeight(self.heightForWidth(self.width()))

    def _lines(self, width: int) -> list[str]:
        style = self.style()
        box = style.pixelMetric(QStyle.PixelMetric.PM_IndicatorWidth, None, self)
        room = max(theme.px(40), width - box - theme.px(18))
        metrics = QFontMetrics(self.font())
        lines = [""]
        for word in self._words.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and metrics.horizontalAdvance(longer) > room:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines
