"""A field under its small heading, with room for what is wrong with it and what to do."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.restyle import set_style


class FieldError(Label):
    """The line below a field that says what to do. Hidden while there is nothing to say."""

    def __init__(self, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__("", "error", wrap=True, parent=parent)
        self._field = field
        self.hide()

    def say(self, words: str | None) -> None:
        """Show the words beside the field and mark it; None when it is right again."""
        if (words or "") == self.text():
            return
        self.setText(words or "")
        self.setVisible(bool(words))
        self._field.setAccessibleDescription(words or "")
        set_style(self._field, "wrong", "true" if words else None)
        if words:
            announce(self._field, words)


class FormField(QWidget):
    """Heading, field and message, one below the other. The heading names the field to a screen reader."""

    def __init__(self, words: str, field: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = field
        self.heading = Section(words, field)
        if not field.accessibleName():
            self._name(words)
        self.error = FieldError(field)
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.heading)
        column.addWidget(field)
        column.addWidget(self.error)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def rename(self, words: str) -> None:
        """Ask for something else in the same field."""
        self.heading.setText(words)
        self._name(words)

    def _name(self, words: str) -> None:
        # A drop-down list is heard by its labels alone, and has one in the heading.
        if not isinstance(self.field, QComboBox):
            self.field.setAccessibleName(words)

    def beside_heading(self, widget: QWidget) -> None:
        """Put something at the end of the heading's line."""
        self._column.removeWidget(self.heading)
        line = QHBoxLayout()
        line.setSpacing(theme.px(8))
        line.addWidget(self.heading, 1, Qt.AlignmentFlag.AlignBottom)
        line.addWidget(widget, 0, Qt.AlignmentFlag.AlignBottom)
        self._column.insertLayout(0, line)

    def below(self, widget: QWidget) -> None:
        """Put something below the field and what is wrong with it; it comes and goes with them."""
        self._column.addWidget(widget)

    def say(self, words: str | None) -> None:
        """What is wrong and what to do, or None."""
        self.error.say(words)
