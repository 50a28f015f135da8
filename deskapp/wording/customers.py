"""Customers in words: all that reaches one, and who are one, or not: refusals and lines of the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain.codes import FieldFault, Refusal
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
    EventKind.CUSTOMER_FORGOTTEN: lambda e: _("Customer forgotten by {name}").format(name=e.by),
    EventKind.BACKUPS_REMOVED: lambda e: _("Backups removed by {name}").format(name=e.by),
    EventKind.DESK_RESTORED: lambda e: _("A backup was put back by {name}").format(name=e.payload.get("by") or e.by),
}

#: Lines whose words were forgotten, of kinds that else say in their title whom or what they are about.
FORGOTTEN: Mapping[EventKind, Callable[[], str]] = {
    EventKind.REASSIGNED: lambda: _("Another owner"),
    EventKind.UPDATE_ASKED: lambda: _("Asked for an update"),
    EventKind.UPDATE_ANSWERED: lambda: _("The question answered"),
    EventKind.UPDATE_WITHDRAWN: lambda: _("The question taken back"),
    EventKind.CUSTOMER_CHANGED: lambda: _("Another customer"),
    EventKind.PAUSED: lambda: _("Waiting"),
    EventKind.CLOSED: lambda: _("Agreed: closed"),
    EventKind.NOT_AGREED: lambda: _("Not agreed: open again"),
    EventKind.LAPSED: lambda: _("Lapsed: nobody agreed"),
    EventKind.VOIDED: lambda: _("Made void"),
    EventKind.SATISFACTION: lambda: _("Said how content they were"),
    EventKind.CALL_SHEET: lambda: _("Sheet of the call"),
    EventKind.TAGGED: lambda: _("Tagged"),
    EventKind.UNTAGGED: lambda: _("Tag taken off"),
    EventKind.NAMED: lambda: _("Others named on the call"),
    EventKind.CHECK_DONE: lambda: _("A line of the checklist done"),
    EventKind.CHECK_UNDONE: lambda: _("A line of the checklist not done after all"),
    EventKind.ATTACHED: lambda: _("A file attached"),
    EventKind.ATTACHMENT_REMOVED: lambda: _("Attachment removed"),
    EventKind.ATTACHMENT_RESTORED: lambda: _("Attachment put back"),
    EventKind.ESCALATED: lambda: _("Escalated"),
    EventKind.CONTACT_TRIED: lambda: _("Tried to reach a contact"),
    EventKind.ACCEPTED: lambda: _("Accepted"),
    EventKind.REFUSED: lambda: _("Refused"),
    EventKind.WITHDRAWN: lambda: _("Withdrawn"),
    EventKind.HEARD: lambda: _("Word from the contact"),
    EventKind.RETURNED: lambda: _("Returned"),
    EventKind.HANDOFF_AMENDED: lambda: _("Handoff amended"),
    EventKind.SHEET: lambda: _("Handoff sheet"),
    EventKind.PAPER_FAILED: lambda: _("A sheet did not come out"),
    EventKind.PAPER_AGAIN: lambda: _("A sheet once more"),
    EventKind.APPROVAL_ASKED: lambda: _("Approval asked"),
    EventKind.APPROVAL_GRANTED: lambda: _("Approval granted"),
    EventKind.APPROVAL_REFUSED: lambda: _("Approval refused"),
    EventKind.APPROVAL_CONFIRMED: lambda: _("Approval confirmed"),
    EventKind.APPROVAL_DENIED: lambda: _("Approval not confirmed"),
    EventKind.APPROVAL_WITHDRAWN: lambda: _("Approval taken back"),
    EventKind.INCIDENT_MESSAGE: lambda: _("Message for the customers"),
    EventKind.INCIDENT_LEAD: lambda: _("Another lead"),
    EventKind.VIEW_SAVED: lambda: _("List kept for everybody"),
    EventKind.VIEW_REMOVED: lambda: _("List kept no longer"),
    EventKind.CUSTOMER_ADDED: lambda: _("Customer added"),
    EventKind.CUSTOMER_EDITED: lambda: _("Customer changed"),
    EventKind.CUSTOMER_FILE: lambda: _("Everything about a customer was put together"),
    EventKind.CUSTOMERS_MERGED: lambda: _("Customers merged"),
    EventKind.CUSTOMERS_PARTED: lambda: _("Merge undone"),
    EventKind.CUSTOMERS_APART: lambda: _("Not the same customer"),
    EventKind.PERSON_ADDED: lambda: _("Person added"),
    EventKind.PERSON_EDITED: lambda: _("Person changed"),
    EventKind.PLACE_ADDED: lambda: _("Place added"),
    EventKind.PLACE_EDITED: lambda: _("Place changed"),
    EventKind.EQUIPMENT_ADDED: lambda: _("Equipment added"),
    EventKind.EQUIPMENT_EDITED: lambda: _("Equipment changed"),
}

FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.NAMES_THEM: lambda: _("This says who they were, and it is kept: give the reason without that."),
}

ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.CUSTOMER_FORGOTTEN: lambda: _("{name} was forgotten: nothing is added to them any more."),
    Refusal.CALL_FORGOTTEN: lambda: _("The customer of {ref} was forgotten: nothing is added to it any more."),
    Refusal.CUSTOMER_NOT_OVER: lambda: _(
        "Something of {name} is not over, of these calls: {refs}. End the calls, keep or move what was promised, and"
        " end incidents of theirs first."
    ),
    Refusal.CUSTOMER_MERGED: lambda: _("{name} was merged into {into} meanwhile: change that one, or undo the merge."),
    Refusal.MERGE_UNDONE: lambda: _("That merge was undone already: {name} is a customer of its own."),
    Refusal.MERGE_NOT_LAST: lambda: _("{name} was merged into {other} after that: undo this merge first."),
}
