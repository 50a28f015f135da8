"""What to do next, shown where a list has nothing to show."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.label import Label


class EmptyState(QWidget):
    """A heading, a sentence, and the button that does what the sentence says."""

    acted = Signal()

    def __init__(
        self, title: str, words: str, action: str | None = None, key: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(6))
        column.addStretch(1)
        for text, role in ((title, "heading"), (words, "muted")):
            label = Label(text, role, wrap=True)  # type: ignore[arg-type]
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        if action is not None:
            self.button = secondary(action, key)
            self.button.clicked.connect(self.acted)
            # Whoever listens hears why there is nothing with what can be done about it.
            self.button.setAccessibleDescription(f"{title}. {words}")
            column.addSpacing(theme.px(6))
            column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(2)
