"""What a search found, as cards: commands first, then calls, customers and contacts."""

from collections.abc import Sequence

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.services.calls.row import CallRow
from deskapp.services.directory.views import ContactView, CustomerView
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.work.commands import Command
from deskapp.ui.work.keys import native
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording


def cards(
    calls: Sequence[CallRow],
    customers: Sequence[CustomerView],
    contacts: Sequence[ContactView],
    commands: Sequence[Command],
) -> list[CardItem]:
    """One card each; the key is (kind, id)."""
    return [
        *(_command(command) for command in commands),
        *(_call(row) for row in calls),
        *(_customer(customer) for customer in customers),
        *(_contact(contact) for contact in contacts),
    ]


def _command(command: Command) -> CardItem:
    keys = " · ".join(native(key) for key in command.keys)
    return CardItem(("command", command.key), command.words, (), corner=keys, enabled=command.ready())


def _call(row: CallRow) -> CardItem:
    if row.masked:
        title = f"{row.ref}   {confidential_wording.confidential()}"
        return CardItem(("call", row.id), title, (Line(row.owner),), corner=codes.status_of(row))
    told = direction.row((row.priority, row.customer, row.owner, row.with_name))
    title = direction.row((row.ref, row.summary), "   ")
    return CardItem(("call", row.id), title, (Line(told),), corner=codes.status_of(row))


def _customer(customer: CustomerView) -> CardItem:
    told = [part for part in (customer.organisation, *customer.phones[:2]) if part and part != customer.name]
    if customer.account:
        told.insert(0, _("account {account}").format(account=customer.account))
    if customer.open_calls:
        count = ngettext("{n} open call", "{n} open calls", customer.open_calls)
        told.append(count.format(n=customer.open_calls))
    return CardItem(("customer", customer.id), customer.name, _line(told), corner=_("Customer"))


def _contact(contact: ContactView) -> CardItem:
    told = [part for part in (contact.role, contact.organisation, *contact.phones[:1]) if part]
    return CardItem(("contact", contact.id), contact.name, _line(told), corner=_("Contact"))


def _line(parts: Sequence[str]) -> tuple[Line, ...]:
    return (Line(direction.row(parts)),) if parts else ()
