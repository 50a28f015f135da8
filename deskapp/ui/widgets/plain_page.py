"""The small window that stands in for the main one while there is no desk to show: one white box with words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.placing import title_height
from deskapp.ui.widgets.reading_order import ReadingOrder


class StartPage(ReadingOrder, QWidget):
    """Put what it is about into `body`, and its buttons into `foot`."""

    left = Signal()  # closed by the person

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "window")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(_("Help desk"))
        box = Column()
        box.body.setContentsMargins(theme.px(26), theme.px(24), theme.px(26), theme.px(22))
        box.body.setSpacing(theme.px(10))
        self._title = Label(title, "title", wrap=True)
        self.notice = Notice()
        inside = QWidget()
        inside.setProperty("surface", "clear")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(theme.px(10))
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(theme.px(8))
        box.body.addWidget(self._title)
        box.body.addWidget(self.notice)
        box.body.addWidget(scroll, 1)
        box.body.addLayout(self.foot)
        around = QVBoxLayout(self)
        around.setContentsMargins(theme.px(18), theme.px(18), theme.px(18), theme.px(18))
        around.addWidget(box)
        self.resize(min(theme.px(620), self.screen().availableGeometry().width()), 0)
        self.grow(440)

    def grow(self, drawn: float) -> None:
        """As high as it was drawn, within the screen, and in the middle of it."""
        room = self.screen().availableGeometry()
        self.resize(self.width(), min(theme.px(drawn), room.height() - title_height()))
        self.move(room.center() - self.rect().center())

    def set_title(self, title: str) -> None:
        self._title.setText(title)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as in a dialog."""
        button = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
            return
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.left.emit()
