"""One page as a picture as wide as there is room, scrolled by keys; at its end the next page follows."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QImage, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from deskapp.ui.look import theme

#: A page is not drawn wider than this: lines would become too long to read.
_WIDEST = 900


class _Paper(QWidget):
    """The sheet of paper itself."""

    def __init__(self) -> None:
        super().__init__()
        self._image = QImage()
        self._focused = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def image(self) -> QImage:
        return self._image

    def set_image(self, image: QImage) -> None:
        self._image = image
        self._fit()
        self.update()

    def set_focused(self, focused: bool) -> None:
        self._focused = focused
        self.update()

    def paper_width(self) -> int:
        return max(1, min(self.width() - 2, theme.px(_WIDEST)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._image.isNull():
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = self._shown_width()
        box = QRectF(round((self.width() - width) / 2), 1, width, self.height() - 2)
        painter.drawImage(box, self._image)
        # The page's edge shows where the keyboard is.
        painter.setPen(QPen(theme.colour("accent"), 3) if self._focused else QPen(theme.colour("border"), 1))
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))

    def _shown_width(self) -> float:
        """Drawn for this room, the picture is shown pixel for pixel; until it is drawn anew, it is stretched."""
        own = self._image.width() / self.devicePixelRatioF()
        room = self.paper_width()
        return own if room * 0.95 <= own <= room + 1 else room

    def _fit(self) -> None:
        if self._image.isNull():
            return
        height = round(self._shown_width() * self._image.height() / self._image.width()) + 2
        if height != self.height():
            self.setFixedHeight(height)


class PageView(QScrollArea):
    """Shows one picture; asks for another page by `turned`, and for a sharper picture by `resized`."""

    turned = Signal(int)  # 1: the next page, -1: the one before
    jumped = Signal(bool)  # False: the first page, True: the last
    resized = Signal()  # another width, some time after it last changed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = _Paper()
        self._paper.setProperty("surface", "clear")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWidget(self._paper)
        self.viewport().setAutoFillBackground(False)
        self._paper.setAutoFillBackground(False)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(120)
        self._timer.timeout.connect(self.resized)

    @property
    def device_width(self) -> float:
        """How many pixels of the screen the page is wide."""
        return self._paper.paper_width() * self.devicePixelRatioF()

    @property
    def image(self) -> QImage:
        return self._paper.image

    def show_image(self, image: QImage, *, from_top: bool) -> None:
        """Show a page's picture, or a sharper one of the same page."""
        self._paper.set_image(image)
        if from_top:
            self.verticalScrollBar().setValue(0)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(640), theme.px(600))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._timer.start()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        bar, key = self.verticalScrollBar(), event.key()
        if key in (Qt.Key.Key_PageDown, Qt.Key.Key_Space) and bar.value() == bar.maximum():
            self.turned.emit(1)
        elif key == Qt.Key.Key_PageUp and bar.value() == bar.minimum():
            self.turned.emit(-1)
        elif key == Qt.Key.Key_Space:
            bar.setValue(bar.value() + bar.pageStep())
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.jumped.emit(key == Qt.Key.Key_End)
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            onward = (key == Qt.Key.Key_Right) is not self.isRightToLeft()
            self.turned.emit(1 if onward else -1)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._paper.set_focused(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._paper.set_focused(False)
