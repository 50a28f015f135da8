"""Whom the directory does not have yet: a new contact, or somebody of the desk. Below the list, empty or not."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.people import StaffView
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.menu_button import MenuButton
from deskapp.wording import codes


class SomebodyElse(QWidget):
    """Both lead back to the list, with whoever it is chosen."""

    new_asked = Signal()
    staff_asked = Signal(int)  # the id of the member of staff

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.new_button = secondary(_("New contact…"), _("Ctrl+Shift+N"))
        self.new_button.clicked.connect(self.new_asked)
        self.staff_button = MenuButton(_("Somebody of the desk…"))
        row = FlowLayout(self, spacing=theme.px(4))
        row.addWidget(self.new_button)
        row.addWidget(self.staff_button)

    def set_staff(self, staff: Sequence[StaffView]) -> None:
        """Whoever works here, but for the one who asks."""
        self.staff_button.menu_.clear()
        for one in staff:
            words = direction.row((one.name, codes.role(one.role)))
            self.staff_button.menu_.addAction(words.replace("&", "&&"), partial(self.staff_asked.emit, one.id))
        self.staff_button.setVisible(bool(staff))
