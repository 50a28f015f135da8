"""Headings: the small capitals above a field or a part, and the numbered steps of a dialog."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.ui.look import theme
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.keys import native


class Section(Label):
    """A heading in small capitals. With a buddy it names that field, also to a screen reader."""

    def __init__(self, text: str, buddy: QWidget | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", "section", parent=parent)
        if buddy is not None:
            self.setBuddy(buddy)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show a text; no sign in it is a key."""
        super().setText(text if self.buddy() is None else text.replace("&", "&&"))


class StepHeading(QWidget):
    """A numbered step: "1   Why". keyed: Alt and its number go there; pointing at it tells so."""

    def __init__(self, number: int, text: str, parent: QWidget | None = None, *, keyed: bool = False) -> None:
        super().__init__(parent)
        if keyed:
            self.setToolTip(native(f"Alt+{number}"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(14))
        row.addWidget(Label(str(number), "heading"))
        row.addWidget(Label(text, "heading"))
        row.addStretch(1)
        row.setAlignment(Qt.AlignmentFlag.AlignVCenter)
