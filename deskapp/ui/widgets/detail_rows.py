"""Fields of somebody, one below the other: what it is in small letters, then what it says."""

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui.look import theme
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
        # As high as its lines at the width it has: what it would like at another width is no minimum here.
        policy = text.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        text.setSizePolicy(policy)
        self.add_widget(words, text)

    def add_widget(self, words: str, widget: QWidget) -> None:
        """A field that is more than a text."""
        heading = Section(words)
        heading.setWordWrap(True)
        self._column.addWidget(heading)
        self._column.addWidget(widget)
        self._column.addSpacing(theme.px(5))
