"""What scrolling a form does not change: only what has the focus follows the wheel, all else lets the form go on."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QScrollArea, QWidget

# Each field has one Qt class below it: two would be two objects in C++.
if TYPE_CHECKING:
    _Field = QWidget
    _Scrolling = QAbstractScrollArea
else:
    _Field = object
    _Scrolling = object


class CalmWheel(_Field):
    """Mixed into a field. Call `calm` when it is made: by itself the wheel would also give it the focus."""

    def calm(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class CalmScroll(_Scrolling):
    """Mixed into a list or text that may stand in a form: there it scrolls once it has the focus, elsewhere always."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus() or not _in_a_form(self):
            super().wheelEvent(event)
        else:
            event.ignore()


def _in_a_form(widget: QWidget) -> bool:
    """Whether something around it scrolls, and has something to scroll."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            bar = around.verticalScrollBar()
            if bar.maximum() > bar.minimum():
                return True
        around = None if around.isWindow() else around.parentWidget()
    return False
