"""Files and pictures that are dropped on a part of the window."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from deskapp.ui.attachments.taking import usable

#: Entering and moving are drops to be.
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class Dropping(QObject):
    """Has drops on a widget taken; what cannot be attached is left to whatever lies around it."""

    def __init__(self, widget: QWidget, take: Callable[[QMimeData], bool]) -> None:
        super().__init__(widget)
        self._take = take
        widget.setAcceptDrops(True)
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _DRAGS or not isinstance(event, QDropEvent):
            return False
        data = event.mimeData()
        if not usable(data) or (event.type() == QEvent.Type.Drop and not self._take(data)):
            event.ignore()
            return True
        event.acceptProposedAction()
        return True
