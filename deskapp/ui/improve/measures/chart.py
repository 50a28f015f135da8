"""A chart that was drawn elsewhere, as wide as it was drawn."""

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtSvgWidgets import QSvgWidget
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskapp.documents.charts.inks import Inks
from deskapp.ui.look import theme


class ChartView(QSvgWidget):
    """Its words are in the description of what it stands in; it keeps its height while the next one is drawn."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._drawn = b""
        self.hide()

    def show_drawing(self, drawn: bytes) -> None:
        if drawn == self._drawn:
            return
        self._drawn = drawn
        self.load(QByteArray(drawn))
        self.setFixedHeight(self.renderer().defaultSize().height())
        self.show()

    def sizeHint(self) -> QSize:
        return QSize(0, self.height())


def inks() -> Inks:
    """The colours of the palette that holds now."""
    look = theme.current()
    return Inks(
        text=look.text,
        soft=look.muted,
        rule=look.line,
        base=look.border,
        present=look.accent,
        earlier=look.line,
        over=look.over,
        ok=look.ok,
        ground=look.surface,
    )
