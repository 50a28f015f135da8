"""Who calls for the first time: a name is enough, the number is kept."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.services.calls.acts import NewCustomer
from deskapp.ui.look import theme
from deskapp.ui.widgets.calls.caller_cards import is_number
from deskapp.ui.widgets.fields.form_field import FormField


class NewCaller(QWidget):
    """The fields of a new customer; the rest can follow in the directory. Enter in any of them goes on to the call."""

    entered_all = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name, self.organisation = QLineEdit(), QLineEdit()
        self.phone, self.account = QLineEdit(), QLineEdit()
        self.forms = {
            "caller_name": FormField(_("Name"), self.name),
            "caller_organisation": FormField(_("Organisation"), self.organisation),
            "caller_phone": FormField(_("Phone"), self.phone),
            "caller_account": FormField(_("Account"), self.account),
        }
        for field in (self.name, self.organisation, self.phone, self.account):
            field.returnPressed.connect(self.entered_all)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.forms["caller_name"])
        column.addWidget(self.forms["caller_organisation"])
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(6))
        pair.addWidget(self.forms["caller_phone"], 1)
        pair.addWidget(self.forms["caller_account"], 1)
        column.addLayout(pair)

    def start_with(self, typed: str) -> None:
        """Keep what was typed to find them, unless somebody has begun to fill this in."""
        if self.name.text() or self.phone.text():
            return
        (self.phone if is_number(typed) else self.name).setText(typed.strip())

    def entered(self) -> NewCustomer:
        return NewCustomer(
            name=self.name.text(),
            organisation=self.organisation.text(),
            account=self.account.text(),
            phone=self.phone.text(),
        )
