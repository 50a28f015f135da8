"""What somebody else saved in a field meanwhile, with a button that takes it over what was typed."""

from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.label import Label


class NewerValue(QWidget):
    """Hidden until there is something newer."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._take: Callable[[], object] | None = None
        self.words = Label("", "muted", wrap=True, selectable=True)
        self.button = secondary(_("Take this"))
        self.button.clicked.connect(self._on_taken)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self.words, 1)
        row.addWidget(self.button)
        self.hide()

    def say(self, words: str, take: Callable[[], object] | None) -> None:
        """Show it; without `take` it is only said."""
        self._take = take
        self.words.setText(words)
        self.button.setVisible(take is not None)
        self.show()

    def _on_taken(self) -> None:
        if self._take is not None:
            self._take()
        self.hide()
