"""Contacts are kept in the directory; this page says so and leads there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.empty_state import EmptyState


class ContactsPage(QWidget):
    directory_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        words = _(
            "Those whom the desk can hand a call to, with their hours, their agreed response and what they may see,"
            " are kept in the directory."
        )
        self.empty = EmptyState(_("Contacts"), words, _("Open the directory"))
        self.empty.acted.connect(self.directory_asked)
        box = Column()
        box.body.addWidget(self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(box)
