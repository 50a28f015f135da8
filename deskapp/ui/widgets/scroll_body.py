"""A column that scrolls where the room is too small, and asks for the room that its contents need."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui import theme


class ScrollBody(QScrollArea):
    """Put things into `body`. Never scrolls sideways: words wrap instead.

    With `top` they keep together at the top; without, something in the body takes the room that is left.
    """

    def __init__(self, *, top: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.inside = inside = QWidget()
        inside.setProperty("surface", "clear")
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.px(6))
        self._outer = outer = QVBoxLayout(inside)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addLayout(self.body, 0 if top else 1)
        if top:
            outer.addStretch(1)
        self.setWidget(inside)

    def height_for(self, width: int) -> int:
        """How high the contents are in a column of that width."""
        inside = self.inside
        return inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()

    def missing(self) -> int:
        """By how much it is too low to show everything; below zero, by how much it is too high."""
        self._outer.activate()
        hidden = self.verticalScrollBar().maximum()
        return hidden or self.height_for(self.viewport().width()) - self.viewport().height()

    def sizeHint(self) -> QSize:
        width = max(self.inside.minimumSizeHint().width(), theme.px(240))
        return QSize(width, self.height_for(max(width, self.viewport().width())))

    def minimumSizeHint(self) -> QSize:
        # The bar takes its room beside the contents, which then must not be clipped.
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.inside.minimumSizeHint().width() + bar, theme.px(60))


def grow(dialog: QWidget, scroll: ScrollBody, *, shrink: bool = False) -> None:
    """Make a dialog as high as what scrolls in it needs, within the screen; lower only if asked to."""
    most = round(dialog.screen().availableSize().height() * 0.92)
    # Twice: without the bar the contents have more room, and other heights.
    for _turn in range(2):
        layout = dialog.layout()
        if layout is not None:
            layout.activate()
        missing = scroll.missing()
        if missing > 0 or (shrink and missing < 0):
            dialog.resize(dialog.width(), min(dialog.height() + missing, most))
