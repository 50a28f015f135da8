"""A line inside the window that says what happened and what can be done, such as undo; never a dialog."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QToolButton, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import KeyButton
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.restyle import set_style


class Notice(QFrame):
    """Hidden until it has something to say. Tint OVER for what went wrong, OK for what was done."""

    acted = Signal()  # the action's button was pressed
    said = Signal()  # other words stand here now
    ended = Signal()  # closed by hand, by its time, or by its action

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "notice")
        self.tint = Tint.INFO
        self._act: Callable[[], object] | None = None
        self._words = Label("", wrap=True, selectable=True)
        self._action = KeyButton("")
        self._action.clicked.connect(self._on_acted)
        self._close = QToolButton()
        self._close.setAccessibleName(_("Close this message"))
        self._close.clicked.connect(self.end)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(12), theme.px(6), theme.px(8), theme.px(6))
        row.setSpacing(theme.px(8))
        row.addWidget(self._words, 1)
        row.addWidget(self._action)
        row.addWidget(self._close, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    @property
    def words(self) -> str:
        return self._words.text()

    def say(
        self,
        words: str,
        tint: Tint = Tint.INFO,
        action: str | None = None,
        seconds: float | None = None,
        act: Callable[[], object] | None = None,
        key: str = "",
    ) -> None:
        """Show a message, with an action's button if it has words, until it is closed or its time is over.

        act: what the button does, in place of telling that it was pressed. key: the one that does the same, if any.
        """
        from deskapp.ui.look import icons

        self._act, self.tint = act, tint
        set_style(self, "tint", tint.value)
        self._words.setText(words)
        self._action.set_words(action or "", key)
        self._action.setVisible(action is not None)
        self._close.setIconSize(QSize(theme.px(16), theme.px(16)))
        self._close.setIcon(icons.icon("close", theme.current().text))
        self._timer.stop()
        if seconds is not None:
            self._timer.start(round(seconds * 1000))
        self.show()
        self.said.emit()
        announce(self, words)

    def say_on(self, words: str) -> None:
        """The same message goes on in other words, as how far something is: nobody is told of it anew."""
        self._words.setText(words)

    def end(self) -> None:
        """Take the message away."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.ended.emit()

    def _on_time(self) -> None:
        """Behind a dialog nobody could read it or press its button: then it has its time anew."""
        dialog = QApplication.activeModalWidget()
        if dialog is None or dialog.isAncestorOf(self):
            self.end()
        else:
            self._timer.start()

    def _on_acted(self) -> None:
        # Signals first: who listens to `acted` may still read the words.
        if self._act is None:
            self.acted.emit()
            self.end()
        else:
            self.end()
            self._act()
