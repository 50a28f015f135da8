"""Buttons that show the key that presses them. The key is a hint for the eye, not a part of the name."""

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from deskapp import direction
from deskapp.ui.widgets.focus_ring import paint_ring


class KeyButton(QPushButton):
    """A button such as "New call   F2". `key` is only shown: bind the shortcut as an action of the window."""

    def __init__(self, words: str, key: str = "", *, primary: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self._primary = primary
        if primary:
            self.setProperty("kind", "primary")
        self.setAutoDefault(False)
        self.set_words(words)

    @property
    def is_primary(self) -> bool:
        """Whether it is the main action of its screen or dialog."""
        return self._primary

    def set_words(self, words: str, key: str | None = None) -> None:
        """Change what the button says; the key stays, unless another one is given."""
        if key is not None:
            self._key = key
        self.setText(direction.shown(f"{words}   {self._key}" if self._key else words))
        self.setAccessibleName(words.replace("&&", "\0").replace("&", "").replace("\0", "&"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._primary and self.hasFocus():
            # The accent is this button's ground, so its ring lies inside, in the colour of its words.
            paint_ring(self, "on_accent", inset=3.0)


def primary(words: str, key: str = "", parent: QWidget | None = None) -> KeyButton:
    """The main action of a screen or dialog."""
    return KeyButton(words, key, primary=True, parent=parent)


def secondary(words: str, key: str = "", parent: QWidget | None = None) -> KeyButton:
    """Any other action."""
    return KeyButton(words, key, parent=parent)


class LinkButton(QPushButton):
    """An action inside running text."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(direction.shown(words))
        self.setProperty("kind", "link")
        self.setAutoDefault(False)
