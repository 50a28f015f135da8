"""How long nobody has touched a key or clicked, in any window of this program."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QWindow

from deskapp.domain.clock import Clock

_HANDS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TabletPress,
}


class Idle(QObject):
    """Listens to the windows, not to every widget: what comes from hands passes there first, and little else."""

    #: The key to lock was pressed in a window whose own keys do not know it: a dialog.
    lock_asked = Signal()

    def __init__(self, clock: Clock, lock_key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._lock_key = QKeySequence(lock_key)
        self._since = clock.passed()
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self._listen)
        self._listen(app.focusWindow())

    @property
    def length(self) -> timedelta:
        """For how long it has been still. In real time, sleep included."""
        return self._clock.passed() - self._since

    def touch(self) -> None:
        """Somebody is there."""
        self._since = self._clock.passed()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _HANDS:
            self.touch()
            if isinstance(event, QKeyEvent) and _is(event.keyCombination(), self._lock_key):
                self.lock_asked.emit()
                return True
        return False

    def _listen(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)  # again: is as once


def _is(pressed: QKeyCombination, key: QKeySequence) -> bool:
    modifiers = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(modifiers | pressed.key()) == key
