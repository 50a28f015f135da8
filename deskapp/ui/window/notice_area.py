"""Where the window's messages stand, above its screen and panel; it takes no room while nothing is said."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.ui.look import theme


class NoticeArea(QWidget):
    """Messages below each other. An empty layout would keep its margins, so the area hides with the last one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(theme.px(12), theme.px(8), theme.px(12), 0)
        self._notices: list[QWidget] = []
        self.hide()

    def put(self, notice: QWidget) -> None:
        """Room for one more kind of message."""
        self._notices.append(notice)
        self._column.addWidget(notice)
        notice.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.ShowToParent, QEvent.Type.HideToParent):
            self.setVisible(any(not notice.isHidden() for notice in self._notices))
        return False
