"""What is seen of the window's messages while it is minimised, or something else is in front of it."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.ui.work.workplace import Workplace

#: After these the window may be in front again.
_BACK = (QEvent.Type.WindowActivate, QEvent.Type.WindowStateChange)


class Outside(QObject):
    """Counts what calls for somebody in the window's title, has the system point at it, and tells it on the desktop
    where the desktop takes that. It ends when the window is in front.
    """

    def __init__(self, place: Workplace, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._window = place, window
        self._title = window.windowTitle()
        self._unseen = 0
        self._icon: QSystemTrayIcon | None = None
        window.installEventFilter(self)

    @property
    def unseen(self) -> int:
        """How much was told since the window was in front."""
        return self._unseen

    def tell(self, words: str, over: bool) -> None:
        """Something calls for somebody: seen in the window where that is in front. over: something is overdue."""
        if not self._window.isActiveWindow() or self._window.isMinimized():
            self._unseen += 1
            self._show_title()
            self.notify(words, over)

    def notify(self, words: str, over: bool) -> None:
        """On the desktop; of a locked window nothing that names anybody."""
        QApplication.alert(self._window)
        if self._place.locked:
            words = _("A call needs somebody: unlock the window.")
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(self._window.windowIcon(), self)
            self._icon.messageClicked.connect(self.come_forward)
            self._icon.activated.connect(self.come_forward)
        self._icon.setToolTip(self._window.windowTitle())
        self._icon.show()
        kind = QSystemTrayIcon.MessageIcon.Warning if over else QSystemTrayIcon.MessageIcon.Information
        self._icon.showMessage(self._title, words, kind)

    def come_forward(self) -> None:
        """Before everything else, from wherever it was."""
        if self._window.isMinimized():
            self._window.showNormal()
        self._window.raise_()
        self._window.activateWindow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _BACK and self._unseen and self._window.isActiveWindow() and not self._window.isMinimized():
            self._unseen = 0
            self._show_title()
            if self._icon is not None:
                self._icon.hide()
        return False

    def _show_title(self) -> None:
        count = f"({self._unseen})" if self._unseen else ""
        self._window.setWindowTitle(direction.row((count, self._title), " "))
