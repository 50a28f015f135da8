"""What is seen of the window's messages while it is minimised, or something else is in front of it."""

import re
import unicodedata

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.ui.work.workplace import Workplace

#: After these the window may be in front again.
_BACK = (QEvent.Type.WindowActivate, QEvent.Type.WindowStateChange)
#: So many letters of a message are told on the desktop: the window has all of it.
_LONGEST = 400
#: What some desktops take for a sign in words, which have others where they take words as they are.
_ENTITY = re.compile(r"&(?=#?\w{1,31};)")
_TAGS = str.maketrans({"<": "‹", ">": "›"})


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
        self._icon.setToolTip(_plain(self._window.windowTitle()))
        self._icon.show()
        kind = QSystemTrayIcon.MessageIcon.Warning if over else QSystemTrayIcon.MessageIcon.Information
        self._icon.showMessage(_plain(self._title), _plain(words), kind)

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


def _plain(words: str) -> str:
    """Words for a desktop, which may read markup in them, load what it names, and fail over what is none.

    Not escaped: a desktop that reads none would show that, and which does is not known here.
    """
    said = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"
    drawn = "".join(sign for sign in said if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs", "Cn"))
    return _ENTITY.sub("&\u200b", drawn.translate(_TAGS))
