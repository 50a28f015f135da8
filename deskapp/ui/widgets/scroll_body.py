"""A column that scrolls where the room is too small, and asks for the room that its contents need."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui import theme


class ScrollBody(QScrollArea):
    """Put things into `body`. Never scrolls sideways: words wrap instead."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        inside = QWidget()
        inside.setProperty("surface", "clear")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(6))
        self.setWidget(inside)

    def height_for(self, width: int) -> int:
        """How high the contents are in a column of that width."""
        inside = self.widget()
        return inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()

    def sizeHint(self) -> QSize:
        width = max(self.widget().minimumSizeHint().width(), theme.px(240))
        return QSize(width, self.height_for(max(width, self.viewport().width())))

    def minimumSizeHint(self) -> QSize:
        # The bar takes its room beside the contents, which then must not be clipped.
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.widget().minimumSizeHint().width() + bar, theme.px(60))
