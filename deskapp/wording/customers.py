"""Customers in words: all that reaches one, and who are one, or not: refusals and lines of the timeline."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import RetentionKind
from deskapp.language import _, ngettext
from deskapp.wording import codes

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


def age(months: int) -> str:
    """As "3 years", "18 months"."""
    if months % 12 == 0:
        return ngettext("{n} year", "{n} years", months // 12).format(n=months // 12)
    return ngettext("{n} month", "{n} months", months).format(n=months)


def _rule(event: EventView) -> str:
    code = event.becomes or str(event.payload.get("rule", ""))
    return codes.retention_kind(code)


def _went(event: EventView) -> str:
    if event.call_id is not None:
        return _("Gone by its age: {what}").format(what=_rule(event))
    return _("Gone by their age: {what}, {n}").format(what=_rule(event), n=event.payload.get("gone", 0))


TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.CUSTOMERS_MERGED: _of_two(lambda: _("Customers merged: {other} into {name}")),
    EventKind.CUSTOMERS_PARTED: _of_two(lambda: _("Merge undone: {other} and {name} are two customers again")),
    EventKind.CUSTOMERS_APART: _of_two(lambda: _("Not the same customer: {name} and {other}")),
    EventKind.CUSTOMER_FORGOTTEN: lambda e: _("Customer forgotten by {name}").format(name=e.by),
    EventKind.BACKUPS_REMOVED: lambda e: _("Backups removed by {name}").format(name=e.by),
    EventKind.TIMELINE_MISSED: lambda _e: _("The timeline is not as a workstation saw it"),
    EventKind.TIMELINE_LOOKED_INTO: lambda e: _("Looked into by {name}").format(name=e.by),
    EventKind.RETENTION: _went,
    EventKind.RETENTION_RULES: lambda e: _("How long things are kept: changed by {name}").format(name=e.by),
    EventKind.HELD: lambda e: _("Held by {name}: nothing of it goes").format(name=e.by),
    EventKind.HOLD_ENDED: lambda e: _("No longer held, by {name}").format(name=e.by),
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

#: Lines about how long things are kept.
OF_KEEPING = (EventKind.RETENTION, EventKind.RETENTION_RULES, EventKind.HELD, EventKind.HOLD_ENDED)


def details(event: EventView) -> Iterator[str]:
    """What a line says beside its title."""
    payload = event.payload
    if event.kind == EventKind.RETENTION and payload:
        yield _("after {age}").format(age=age(int(payload.get("months", 0))))
    if event.kind == EventKind.RETENTION_RULES:
        for of in RetentionKind:
            was, becomes = payload.get("was", {}).get(of.value), payload.get("becomes", {}).get(of.value)
            if was != becomes:
                yield f"{codes.retention_kind(of)}: {_months(was)} → {_months(becomes)}"
    if payload.get("reason"):
        yield str(payload["reason"])


def _months(count: int | None) -> str:
    return _("for good") if count is None else age(count)


FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.MONTHS: lambda: _("Write 1 to 1200 months, or 0 to keep it for good."),
    FieldFault.NAMES_THEM: lambda: _("This says who they were, and it is kept: give the reason without that."),
}

ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.CUSTOMER_HELD: lambda: _(
        "{name} is held, or a call of theirs is: {reason}. A manager ends that under Settings > Keeping."
    ),
    Refusal.CALL_EXPIRED: lambda: _("The words of {ref} went by their age: log a new call, and name this one in it."),
    Refusal.HELD_ALREADY: lambda: _("It is held already: see Settings > Keeping."),
    Refusal.NOT_HELD: lambda: _("That is not held."),
    Refusal.NO_RULE: lambda: _("No rule says any more that this goes: look at the rules again."),
    Refusal.NOT_OLD_ENOUGH: lambda: _(
        "Not all of this is old enough by the record of this desk: look at what is due again."
    ),
    Refusal.RETENTION_CHANGED: lambda: _("Somebody else changed these rules meanwhile: they are shown anew."),
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
