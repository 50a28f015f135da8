"""What is typed after a key that opens a dialog, before the dialog is there: kept, and given to it. Nothing is lost."""

from typing import NamedTuple, Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

#: So long a dialog is waited for; then what was typed goes where it would have gone.
_LONGEST_MS = 3_000
#: A dialog that reads before it can be typed into is asked so often whether it has.
_AGAIN_MS = 15
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
#: Keys that belong to what is typed, once something is.
_AMONG = (Qt.Key.Key_Backspace, Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Enter)
#: What a person does with the mouse, and closing.
_NOT_NOW = (
    *(QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick),
    QEvent.Type.Close,
)


@runtime_checkable
class Awaited(Protocol):
    """A dialog that reads first."""

    @property
    def awaits(self) -> bool:
        """Whether its first field is not there yet."""
        ...


class _Key(NamedTuple):
    key: int
    modifiers: Qt.KeyboardModifier
    text: str


class TypeAhead(QObject):
    """Call `begin` when such a key is pressed, and `end` when it opens nothing after all."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._keys: list[_Key] = []
        self._told: _Key | None = None
        self._waiting = self._taking = False
        self._dialog: QDialog | None = None
        self._longest, self._again = QTimer(self), QTimer(self)
        self._longest.setSingleShot(True)
        self._longest.setInterval(_LONGEST_MS)
        self._longest.timeout.connect(self.end)
        self._again.setInterval(_AGAIN_MS)
        self._again.timeout.connect(self._look)

    def begin(self) -> None:
        app = QApplication.instance()
        if self._waiting or not isinstance(app, QApplication) or app.activeModalWidget() is not None:
            return
        self._waiting = True
        app.installEventFilter(self)
        app.focusChanged.connect(self._on_focus)
        self._longest.start()

    def take_all(self) -> None:
        """A dialog is about to be shown: then the window gets no key any more. Those that wait for it are taken now."""
        if self._waiting and not self._taking:
            self._taking = True
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeSocketNotifiers)
            self._taking = False

    def end(self) -> None:
        """Nothing opens, or it is there: what was typed goes to what has the focus."""
        app = QApplication.instance()
        if not self._waiting or self._taking or not isinstance(app, QApplication):
            return
        self._waiting = False
        self._longest.stop()
        self._again.stop()
        app.removeEventFilter(self)
        app.focusChanged.disconnect(self._on_focus)
        keys, self._keys, self._told = self._keys, [], None
        dialog, self._dialog = self._dialog, None
        for one in keys:
            target = (dialog.focusWidget() if dialog is not None else app.focusWidget()) or dialog
            if target is not None:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    app.sendEvent(target, QKeyEvent(kind, one.key, one.modifiers, one.text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if self._taking and kind in _NOT_NOW:
            # It would come to a window that is as good as behind the dialog.
            event.ignore()
            return True
        if kind not in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress) or not isinstance(event, QKeyEvent):
            return False
        key = _Key(event.key(), event.modifiers(), event.text())
        if not self._is_typing(key):
            if self._taking:
                event.accept()
            return self._taking
        # A key is first asked for as a shortcut, then pressed; the window behind a dialog is only asked.
        if kind == QEvent.Type.ShortcutOverride:
            self._keys.append(key)
            self._told = key
        elif key == self._told:
            self._told = None
        else:
            self._keys.append(key)
        event.accept()
        return True

    def _is_typing(self, key: _Key) -> bool:
        if key.modifiers & _COMMANDS:
            return False
        return (bool(key.text) and key.text.isprintable()) or (bool(self._keys) and key.key in _AMONG)

    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        window = new.window() if new is not None else None
        if isinstance(window, QDialog) and window is not self._window:
            self._dialog = window
            self._look()

    def _look(self) -> None:
        if isinstance(self._dialog, Awaited) and self._dialog.awaits:
            self._again.start()
        else:
            self.end()
