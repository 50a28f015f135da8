"""What one handoff sheet says: frozen data from the record, reduced for its reader, then printed."""

from collections.abc import Mapping
from dataclasses import field
from datetime import UTC, date, datetime, timedelta

from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import (
    ApprovalKind,
    Channel,
    ClockKind,
    Consent,
    EscalationState,
    EscalationType,
    HandoffPart,
    Impact,
    Paper,
    Priority,
    PromiseKind,
    Urgency,
)


@dataclass(frozen=True, slots=True)
class Recipient:
    """To whom: a contact, with our account number with them and their own reference, where there is one."""

    name: str = ""
    role: str = ""
    organisation: str = ""
    phone: str = ""
    our_account: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    """From whom, and so where to answer: the site, and the owner, who stays answerable."""

    site: str
    address: str = ""
    phone: str = ""
    agent: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True)
class SheetCustomer:
    """The customer as this reader may see them; None: not to be seen, "": not known."""

    name: str | None = None
    organisation: str | None = None
    account: str | None = None
    phone: str | None = None
    #: Who speaks for them, with what they do there, and how they are reached.
    person: str | None = None
    person_phone: str | None = None


@dataclass(frozen=True, slots=True)
class SheetPlace:
    """Where the customer needs help, as this reader may see it; a field that they may not see is empty.

    access: how one gets in, and when. person, phone: whom to ask for there.
    """

    name: str = ""
    address: str = ""
    room: str = ""
    access: str = ""
    person: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class SheetFault:
    """An earlier call on the same thing: the day, in the site's clock, on which it was logged, and what it was."""

    on: date
    said: str


@dataclass(frozen=True, slots=True)
class SheetEquipment:
    """The thing that the call is about, with the last days of what covers it; faults: the newest first.

    contract_ref: our reference with whoever looks after it; "" where that is not the reader.
    """

    label: str = ""
    kind: str = ""
    maker: str = ""
    model: str = ""
    serial: str = ""
    warranty_until: date | None = None
    contract_until: date | None = None
    contract_ref: str = ""
    faults: tuple[SheetFault, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetSince:
    """What has come since the call was handed over: what was said to or by the customer, or added to a part.

    part: under which part of the handoff it belongs, and with which it may be seen; None: for the house's own staff.
    """

    at: datetime
    kind: EventKind
    said: str
    part: HandoffPart | None = None


@dataclass(frozen=True, slots=True)
class Promised:
    """What the customer was told about the next word from the desk."""

    at: datetime
    how: Channel | None = None
    kind: PromiseKind = PromiseKind.UPDATE


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that an earlier sheet said otherwise; label and values are those of `told`."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class SheetApproval:
    """Something beyond an agent's authority that somebody above granted; nothing else stands on a sheet."""

    kind: ApprovalKind
    amount: int | None
    currency: str
    by: str
    #: Told by phone, and not confirmed by them.
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class SheetFile:
    """A file kept with the call: its name, and where it is a picture one made anew from it, as JPEG."""

    name: str
    picture: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffSheet:
    """Instants are aware. A part that is not in `parts` is left out; an empty one is shown as such."""

    ref: str
    number: int
    summary: str
    priority: Priority
    to: Recipient
    sender: Sender
    zone: str
    printed_at: datetime
    printed_by: str
    paper: Paper = Paper.A4
    language: str = "en"
    sheet: int = 1
    changes: tuple[Change, ...] = ()
    types: tuple[EscalationType, ...] = ()
    priority_was: Priority | None = None
    impact: Impact | None = None
    urgency: Urgency | None = None
    #: Past where it is needed at once; None: nothing is agreed, or it was answered.
    answer_needed_by: datetime | None = None
    #: What comes before the time that they have, and so asks for an earlier answer.
    answer_because: ClockKind | None = None
    answered: bool = False
    #: Who took it on, and when; by when they are to be done, as they estimated it.
    accepted_by: str = ""
    accepted_at: datetime | None = None
    fixed_by: datetime | None = None
    #: How it ended, and when; None while it is out: then there is nothing to fill in any more.
    ended: EscalationState | None = None
    ended_at: datetime | None = None
    agreed_response: timedelta | None = None
    #: The time to fix as the contact last estimated it.
    estimate: timedelta | None = None
    customer: SheetCustomer = SheetCustomer()
    customer_deadline: datetime | None = None
    resolve_by: datetime | None = None
    parts: Mapping[HandoffPart, str] = field(default_factory=dict)
    may_leave: bool = False
    promise: Promised | None = None
    consent: Consent = Consent.NOT_ASKED
    #: For the house's own staff alone.
    approvals: tuple[SheetApproval, ...] = ()
    files: tuple[SheetFile, ...] = ()
    place: SheetPlace = SheetPlace()
    equipment: SheetEquipment = SheetEquipment()
    #: Oldest first.
    since: tuple[SheetSince, ...] = ()
    #: How far the desk's timeline goes, as papers say it.
    head: str = ""

    @property
    def code(self) -> str:
        """Which handoff this is, to be scanned or typed: "C-01482/1"."""
        return f"{self.ref}/{self.number}"


def told(sheet: HandoffSheet) -> dict[str, str]:
    """What the sheet tells its reader, by stable codes, as plain text that can be kept with the handoff.

    Instants are ISO 8601 in UTC, lengths of time are seconds, enums their stored codes.
    """
    said = {
        "summary": sheet.summary,
        "types": " ".join(sheet.types),
        "priority": sheet.priority,
        "impact": sheet.impact or "",
        "urgency": sheet.urgency or "",
        "to": ", ".join(filter(None, (sheet.to.organisation, sheet.to.name, sheet.to.role, sheet.to.phone))),
        "our_account": sheet.to.our_account,
        "reference": sheet.to.reference,
        "agent": sheet.sender.agent,
        "answer_needed_by": _instant(sheet.answer_needed_by),
        "agreed_response": _seconds(sheet.agreed_response),
        "accepted_by": sheet.accepted_by,
        "accepted_at": _instant(sheet.accepted_at),
        "fixed_by": _instant(sheet.fixed_by),
        "ended": sheet.ended or "",
        "since": "\n".join(f"{_instant(one.at)} {one.said}" for one in sheet.since),
        "estimate": _seconds(sheet.estimate),
        "customer_name": ", ".join(
            filter(None, (sheet.customer.name, sheet.customer.organisation, sheet.customer.person))
        ),
        "customer_account": sheet.customer.account or "",
        "customer_phone": ", ".join(filter(None, (sheet.customer.person_phone, sheet.customer.phone))),
        "customer_deadline": _instant(sheet.customer_deadline),
        "resolve_by": _instant(sheet.resolve_by),
        "may_leave": "yes" if sheet.may_leave else "",
        "promise": _instant(sheet.promise.at if sheet.promise else None),
        "consent": sheet.consent,
        "attachments": "; ".join(one.name.replace(";", ",") for one in sheet.files),
        "approvals": "; ".join(_approval(one) for one in sheet.approvals),
        **_where(sheet.place),
        **_what(sheet.equipment),
    }
    said.update({str(part): sheet.parts.get(part, "") for part in HandoffPart})
    return {label: str(value) for label, value in said.items()}


def _where(place: SheetPlace) -> dict[str, str]:
    return {
        "place": "; ".join(filter(None, (place.name, place.address, place.room, place.access))),
        "place_person": ", ".join(filter(None, (place.person, place.phone))),
    }


def _what(thing: SheetEquipment) -> dict[str, str]:
    make = " ".join(filter(None, (thing.maker, thing.model)))
    return {
        "equipment": "; ".join(filter(None, (thing.label, thing.kind, make, thing.serial, thing.contract_ref))),
        "warranty_until": _day(thing.warranty_until),
        "contract_until": _day(thing.contract_until),
        "faults": "; ".join(f"{one.on.isoformat()} {one.said}" for one in thing.faults),
    }


def _day(on: date | None) -> str:
    return "" if on is None else on.isoformat()


def _approval(one: SheetApproval) -> str:
    """As a sheet keeps it: kind, hundredths, currency, who, and whether that is confirmed."""
    amount = "" if one.amount is None else str(one.amount)
    said = [one.kind.value, amount, one.currency, one.by, "unconfirmed" if one.unconfirmed else ""]
    return " | ".join(text.replace("|", "/").replace(";", ",") for text in said)


def _instant(at: datetime | None) -> str:
    return "" if at is None else at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _seconds(length: timedelta | None) -> str:
    return "" if length is None else str(int(length.total_seconds()))
