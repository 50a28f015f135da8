"""A call is given to another customer, whose it really is, with the reason."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.calls.acts import GiveCall
from deskapp.services.calls.row import CallRow
from deskapp.services.directory.views import CustomerView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.look import theme
from deskapp.ui.widgets.calls.about import about
from deskapp.ui.widgets.calls.caller_cards import card, name_of
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.workplace import Workplace


class GiveDialog(ActDialog):
    """Customers are found while typing, as when a call is logged; whose it is now stands above them."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            _("Give to another customer"),
            _("Give"),
            parent,
            about=about(call),
            draft=f"give:{call.row.id}",
            width=560,
        )
        self._call = call
        self._given = 0
        account = _("account {account}").format(account=call.customer.account) if call.customer.account else ""
        now = direction.row((name_of(call.customer), account))
        self.now = Label(_("Now: {customer}").format(customer=now), wrap=True)
        self.body.addWidget(self.now)
        self.field = self.add("customer", _("Whose it is"), QLineEdit())
        self.field.setPlaceholderText(_("Phone, account or name"))
        self.list = PickList(_("Customers found"), fit=True)
        self.list.setMaximumHeight(theme.px(236))
        self.list.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.list.follow(self.field)
        self.list.hide()
        self.body.addWidget(self.list)
        self.reason = self.add("reason", _("Why"), TextArea(lines=2))
        self.hint.setText(_("Its deadlines follow what was promised to them."))
        self.field.textChanged.connect(self._on_typed)
        self.field.returnPressed.connect(self.reason.setFocus)
        self.list.confirmed.connect(lambda _key: self.reason.setFocus())
        self.field.setFocus()

    @property
    def customer_id(self) -> int | None:
        """The customer who is chosen."""
        chosen = self.list.current if self.list.selectedIndexes() else None
        return chosen if isinstance(chosen, int) else None

    def submit(self) -> None:
        customer_id = self.customer_id
        if customer_id is None:
            self.say("customer", _("Find and choose whose it is. Who is not known yet is added in the directory."))
            self.go_to(self.field)
            return
        self._given = customer_id
        act = GiveCall(self._call.row.id, customer_id, self.reason.text(), self._call.customer.id)
        self.carry_out(lambda desk: desk.calls.give(act))

    def succeed(self, value: CallRow) -> None:
        super().succeed(value)
        words = _("{ref}: given to {customer}.").format(ref=value.ref, customer=value.customer)
        back = GiveCall(value.id, self._call.customer.id, _("undone at once"), self._given)
        self.place.undoable.emit(words, partial(_give, self.place, back))

    def _on_typed(self, text: str) -> None:
        self.list.clearSelection()
        self.place.read(
            lambda desk: (text, desk.directory.customers(text)), self._on_found, key=("customers", id(self))
        )

    def _on_found(self, found: tuple[str, Sequence[CustomerView]]) -> None:
        text, customers = found
        if text != self.field.text():
            return
        others = [one for one in customers if one.id != self._call.customer.id]
        self.list.set_items([card(one, text) for one in others])
        self.list.setVisible(bool(others))
        self.list.clearSelection()
        self.list.choose_first()


def _give(place: Workplace, act: GiveCall) -> None:
    place.act(lambda desk: desk.calls.give(act))
