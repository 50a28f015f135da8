"""Room that scrolls where a column is higher, or the columns together wider, than the dialog."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui.look import theme

#: What a column keeps free on its right, for the scroll bar where there is one.
PADDING = 12


def make_room(body: QVBoxLayout) -> None:
    """Let what scrolls in a column reach into the column's padding."""
    around = body.contentsMargins()
    around.setRight(around.right() - theme.px(PADDING))
    body.setContentsMargins(around)


class _FollowingScroll(QScrollArea):
    """Brings the field that gets the focus into sight."""

    def __init__(self, inside: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # Qt asks the filter below while it takes the widget.
        self._inside = inside
        self.setWidget(inside)
        inside.setProperty("surface", "clear")
        inside.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        QApplication.instance().focusChanged.connect(self._on_focus_changed)  # type: ignore[union-attr]

    def _on_focus_changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self._inside.isAncestorOf(now):
            self.ensureWidgetVisible(now, theme.px(16), theme.px(16))


class ColumnScroll(_FollowingScroll):
    """Scrolls up and down. With `fit` it is no higher than what it holds, so that the next thing follows it."""

    #: Whether it keeps its full height while there is any other thing in the column that can scroll instead.
    firm = False

    def __init__(
        self, inside: QWidget, *, fit: bool = False, padding: int = PADDING, parent: QWidget | None = None
    ) -> None:
        """padding: what it keeps free beside what it holds while nothing scrolls; 0 where the column keeps its own."""
        self._padding = padding
        super().__init__(inside, parent)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        down = QSizePolicy.Policy.Preferred if fit else QSizePolicy.Policy.Expanding
        self.setSizePolicy(QSizePolicy.Policy.Preferred, down)
        inside.installEventFilter(self)
        self.verticalScrollBar().rangeChanged.connect(self._on_range)
        self._on_range()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._inside and event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def _on_range(self) -> None:
        """The bar takes the room of the padding beside it, so that it costs the fields next to nothing."""
        layout = self._inside.layout()
        if layout is not None:
            scrolls = self.verticalScrollBar().maximum() > 0
            layout.setContentsMargins(0, 0, theme.px(2 if scrolls else self._padding), 0)

    def sizeHint(self) -> QSize:
        inside = self._inside
        width = max(self.viewport().width(), theme.px(200))
        height = inside.heightForWidth(width) if inside.hasHeightForWidth() else inside.sizeHint().height()
        # A wrapping label asks for more at least than it needs at this width, and Qt grants it.
        return QSize(width, max(height, inside.minimumSizeHint().height()))

    def minimumSizeHint(self) -> QSize:
        height = max(theme.px(56), self.sizeHint().height() if self.firm else 0)
        return QSize(self._inside.minimumSizeHint().width(), height)


class _Stage(QWidget):
    """Gives the columns all its room. A layout would ask for the height at which nothing scrolls."""

    def __init__(self, columns: QWidget) -> None:
        super().__init__()
        self._columns = columns
        columns.setParent(self)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._columns.minimumSizeHint().width(), 0)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            # Without a layout nobody else says further up that the columns ask for another width.
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._columns.setGeometry(self.rect())


class ColumnsScroll(_FollowingScroll):
    """Holds the columns side by side and scrolls sideways where they do not fit at this font.

    least_width: what they are given at least; 0: what they ask for, which may become another.
    """

    def __init__(self, columns: QWidget, least_width: int = 0, parent: QWidget | None = None) -> None:
        stage = _Stage(columns)
        if least_width:
            stage.setMinimumWidth(least_width)
        super().__init__(stage, parent)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(320), theme.px(150))
