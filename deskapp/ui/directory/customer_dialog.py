"""Adding or changing a customer."""

from operator import attrgetter

from PySide6.QtWidgets import QWidget

from deskapp.domain.reach import apart
from deskapp.domain.words import Tier
from deskapp.language import _
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.directory.views import CustomerView
from deskapp.ui.directory.words import begun
from deskapp.ui.widgets.dialogs import record
from deskapp.ui.widgets.dialogs.record import Row
from deskapp.ui.widgets.dialogs.record_dialog import RecordDialog
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes


class CustomerDialog(RecordDialog):
    """With a customer: edits them. `typed` is what was searched for, a name or a number to begin with."""

    def __init__(
        self, place: Workplace, customer: CustomerView | None, parent: QWidget | None = None, *, typed: str = ""
    ) -> None:
        self._id = customer.id if customer else None
        self._email, self._kind = (customer.email, customer.email_kind) if customer else ("", "")
        super().__init__(
            place,
            _("New customer") if customer is None else _("Edit customer"),
            _("Save customer"),
            fields(),
            customer,
            parent,
            blank={"name": typed} if any(sign.isalpha() for sign in typed) else {"phones": (typed,)},
            draft=f"customer:{customer.id if customer else 'new'}",
            width=560,
        )
        self.body.addStretch(1)
        self.record["name"].setFocus()

    def submit(self) -> None:
        values = self.record.values()
        values["phones"], values["phone_kinds"] = apart(values["phones"])
        kind = self._kind if values["email"] == self._email else ""
        act = SaveCustomer(**values, email_kind=kind, id=self._id, base_version=self.base_version)
        self.carry_out(lambda desk: desk.directory.save_customer(act))


def fields() -> list[Row]:
    """The fields of a customer: a line each. A new one is a line here, in act and view, and a column."""
    tiers = [(tier, begun(codes.tier(tier))) for tier in Tier]
    return [
        record.line("name", _("Name")),
        record.line("organisation", _("Organisation")),
        record.line("account", _("Account")),
        record.reached("phones", _("Phones, one a line"), _("Phones"), attrgetter("phone_lines")),
        record.line("email", _("E-mail")),
        record.reached("other_emails", _("Other e-mail, one a line"), _("Other e-mail"), attrgetter("other_emails")),
        record.pills("tier", _("Tier"), tiers, Tier.STANDARD, codes.tier),
        record.area("notes", _("Notes")),
    ]
