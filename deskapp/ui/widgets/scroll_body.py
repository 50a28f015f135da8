"""A column that scrolls where the room is too small, and asks for the room that its contents need."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QScrollBar, QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui.look import theme

#: The contents may ask for other room in the midst of being resized so often; then the bar stays.
_TURNS = 4


class ScrollBody(QScrollArea):
    """Put things into `body`. Never scrolls sideways: words wrap instead.

    With `top` they keep together at the top; without, something in the body takes the room that is left.
    With `steady` the room of the bar is kept free also while nothing scrolls: what is inside never gets another
    width by being higher or lower. With `whole` nothing inside is ever lower than its words need at the width there is.
    """

    def __init__(
        self, *, top: bool = True, steady: bool = False, whole: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._turns, self._steady, self._height = 0, steady, -1
        if steady:
            self.setVerticalScrollBar(_QuietBar())
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.inside = inside = _Inside(self, whole=whole)
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

    def room(self) -> int:
        """How wide the contents may be. Told without the viewport: to name one for the first time has PySide make the
        class of every widget there is, and panel and side bar are part of the start.
        """
        bar = self.verticalScrollBar()
        beside = bar.width() if not self._steady and bar.isVisible() else 0
        return self.maximumViewportSize().width() - beside

    def missing(self) -> int:
        """By how much it is too low to show everything; below zero, by how much it is too high."""
        self._outer.activate()
        hidden = self.verticalScrollBar().maximum()
        return hidden or self.height_for(self.viewport().width()) - self.viewport().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is not self.inside or event.type() != QEvent.Type.Resize:
            return super().eventFilter(watched, event)
        # Contents that need a bar without it and none with it would be resized to and fro until the stack ends.
        if self._turns == _TURNS:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
            return False
        self._turns += 1
        try:
            return super().eventFilter(watched, event)
        finally:
            self._turns -= 1

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # What stands in a room of another height is looked at afresh; the bar itself only takes of the width.
        if not self._steady and not self._turns and event.size().height() != self._height:
            self._height = event.size().height()
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def sizeHint(self) -> QSize:
        width = max(self.inside.minimumSizeHint().width(), theme.px(240))
        return QSize(width, self.height_for(max(width, self.room())))

    def minimumSizeHint(self) -> QSize:
        # The bar takes its room beside the contents, which then must not be clipped.
        bar = self.verticalScrollBar().sizeHint().width()
        return QSize(self.inside.minimumSizeHint().width() + bar, theme.px(60))


class _QuietBar(QScrollBar):
    """Not to be seen while there is nothing to scroll."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class _Inside(QWidget):
    """At least as high as the contents are at their width, not as high as they would be at their narrowest."""

    def __init__(self, scroll: ScrollBody, *, whole: bool) -> None:
        super().__init__()
        self._scroll, self._whole = scroll, whole

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        layout = self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return least
        width = max(least.width(), self._scroll.room())
        needed = layout.minimumHeightForWidth(width)
        return QSize(least.width(), needed if self._whole else min(least.height(), needed))


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
