"""Fields of somebody, one below the other: what it is in small letters, then what it says."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.ui import theme
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label


class DetailRows(QWidget):
    """Shows only what there is something to say about."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(3))

    def add(self, words: str, value: str) -> None:
        """A field with its text, as it was typed; an empty one is left out."""
        if not value:
            return
        text = Label(value, wrap=True, selectable=True)
        text.setAccessibleName(f"{words}: {value}")
        self.add_widget(words, text)

    def add_widget(self, words: str, widget: QWidget) -> None:
        """A field that is more than a text."""
        self._column.addWidget(Section(words))
        self._column.addWidget(widget)
        self._column.addSpacing(theme.px(5))
