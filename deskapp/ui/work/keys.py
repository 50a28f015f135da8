"""The keys of the window. They work while a text field has the focus too, whatever the field does with them."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QEvent, QKeyCombination, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from deskapp.language import _
from deskapp.ui.work.commands import Command, Group
from deskapp.ui.work.type_ahead import TypeAhead

#: The window's own; those of a call stand with its acts. F-keys first: text fields of some systems use Ctrl+K and
#: others themselves.
KEYS: Mapping[str, tuple[str, ...]] = {
    "new_call": ("F2", "Ctrl+N"),
    "drafts": ("Shift+F2",),
    "search": ("Ctrl+K",),
    "undo": ("Ctrl+Z",),
    "messages": ("Ctrl+Shift+M",),
    "all_keys": ("Ctrl+/",),
    "menu": ("F10",),
    "lock": ("Ctrl+Shift+L",),
    "export": ("Ctrl+Shift+E",),
    "filters": ("Ctrl+Shift+F",),
    "refresh": ("F5",),
    "columns": ("Ctrl+Shift+K",),
    "back": ("Alt+Left",),
    "onward": ("Alt+Right",),
    "open_call": ("Ctrl+O",),
    "copy_number": ("Ctrl+Shift+C",),
}
#: Of the keys that act on calls, those that open no dialog: the field is there already, or a menu has the keys.
KEPT_HERE = ("search", "undo", "drafts", "open_call", "copy_number")


def native(key: str) -> str:
    """A key as this system writes it; what stands on the key itself is Enter."""
    words = QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)
    return words.replace("Return", _("Enter"))


class Keys(QObject):
    """Binds the commands' keys to a window.

    A field with the focus is asked first whether a key is its own; for our keys it is not asked.
    """

    def __init__(
        self,
        window: QWidget,
        commands: Iterable[Command],
        ahead: TypeAhead | None = None,
        own: Callable[[], Mapping[str, Callable[[], object]]] = dict,
    ) -> None:
        """ahead: keeps what is typed until what a key opens is there. own: keys that mean something else just now."""
        super().__init__(window)
        self._own, self._ahead = own, ahead
        self._window = window
        self._ours: set[str] = set()
        self._watched: QWidget | None = None
        for command in commands:
            for key in command.keys:
                shortcut = QShortcut(QKeySequence(key), window)
                shortcut.setAutoRepeat(False)
                shortcut.activated.connect(partial(self._on_key, command, key))
                self._ours.add(_plain(QKeySequence(key)[0]))  # type: ignore[index]
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, app.focusWidget())

    def _on_key(self, command: Command, key: str) -> None:
        run = self._own().get(key)
        if run is None:
            run = command.run
            if self._ahead is not None and command.group is Group.CALL and command.key not in KEPT_HERE:
                self._ahead.begin()
        run()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        pressed = _plain(event.keyCombination())
        if pressed not in self._ours or (pressed in KEYS["undo"] and _was_typed_into(watched)):
            return False
        event.ignore()
        return True

    def _on_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._watched is not None:
            self._watched.removeEventFilter(self)
            self._watched.destroyed.disconnect(self._on_watched_gone)
            self._watched = None
        if new is not None and new.window() is self._window:
            self._watched = new
            new.installEventFilter(self)
            new.destroyed.connect(self._on_watched_gone)

    def _on_watched_gone(self) -> None:
        self._watched = None


def _was_typed_into(field: QObject) -> bool:
    """Whether a field has typing of its own to undo: that comes first."""
    if isinstance(field, QLineEdit):
        return field.isUndoAvailable()
    return isinstance(field, (QPlainTextEdit, QTextEdit)) and field.document().isUndoAvailable()


def _plain(pressed: QKeyCombination) -> str:
    # The keypad's slash is a slash. A sequence would have no first key where the key has no meaning to Qt.
    modifiers = pressed.keyboardModifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return QKeySequence(modifiers | pressed.key()).toString()
