"""Customers in words: all that reaches one, and who are one, or not: refusals and lines of the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain.codes import Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView
    from deskapp.services.directory.views import CustomerView


def as_text(customer: CustomerView) -> str:
    """Who somebody is and how they are reached, to be put into a letter: a line each."""
    account = _("account {number}").format(number=customer.account) if customer.account else ""
    who = direction.row((customer.name, customer.organisation), ", ")
    return "\n".join(filter(None, (who, account, *customer.phone_lines, *(one.text for one in customer.emails))))


def _of_two(form: Callable[[], str]) -> Callable[[EventView], str]:
    return lambda e: form().format(name=e.payload.get("name", ""), other=e.payload.get("other", ""))


TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.CUSTOMERS_MERGED: _of_two(lambda: _("Customers merged: {other} into {name}")),
    EventKind.CUSTOMERS_PARTED: _of_two(lambda: _("Merge undone: {other} and {name} are two customers again")),
    EventKind.CUSTOMERS_APART: _of_two(lambda: _("Not the same customer: {name} and {other}")),
}

ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.CUSTOMER_MERGED: lambda: _("{name} was merged into {into} meanwhile: change that one, or undo the merge."),
    Refusal.MERGE_UNDONE: lambda: _("That merge was undone already: {name} is a customer of its own."),
    Refusal.MERGE_NOT_LAST: lambda: _("{name} was merged into {other} after that: undo this merge first."),
}
