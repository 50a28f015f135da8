"""Calls whole as the sheets of a workbook: the calls, and a line for everything that belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain import sla
from deskapp.domain.event_kind import EventKind
from deskapp.domain.exchange.table import Cell, Column, Kind, Row, Table, columns
from deskapp.domain.spelling import folded
from deskapp.domain.words import Answer, FieldKind
from deskapp.language import _
from deskapp.wording import approvals as approval_wording
from deskapp.wording import attachments as attachment_wording
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import escalations as escalation_wording
from deskapp.wording import events as event_wording
from deskapp.wording import places as place_wording
from deskapp.wording.story import tried

if TYPE_CHECKING:
    from deskapp.services.library.views import CategoryView
    from deskapp.services.overview.views import CallDetail

#: Lines of the timeline in which the customer was spoken to, or was to be.
_CONVERSATIONS = frozenset(
    (
        *(EventKind.LOGGED, EventKind.CUSTOMER_TOLD, EventKind.ATTEMPT, EventKind.PROMISE_KEPT),
        *(EventKind.NOT_AGREED, EventKind.CLOSED),
    )
)

#: A spreadsheet keeps so many digits of a number.
_EXACT = 15
#: The sheets, by their place.
CALLS, TIMELINE, CONVERSATIONS, CLOCKS, PAUSES, ESCALATIONS, PROMISES, AGREEMENTS, APPROVALS, FIELDS, FILES = range(11)


def own_columns(categories: Iterable[CategoryView]) -> tuple[Column, ...]:
    """One for each field that a category asks for, in their order; fields that are called the same share one."""
    kinds: dict[str, set[FieldKind]] = {}
    labels: dict[str, str] = {}
    for category in categories:
        for one in category.fields:
            labels.setdefault(folded(one.label), one.label)
            kinds.setdefault(folded(one.label), set()).add(one.kind)
    # What holds dates or numbers alone can be reckoned with.
    of = {frozenset((FieldKind.NUMBER,)): Kind.NUMBER, frozenset((FieldKind.DATE,)): Kind.DAY}
    return tuple(Column(label, of.get(frozenset(kinds[key]), Kind.TEXT)) for key, label in labels.items())


def own_cells(columns: Iterable[Column], said: Mapping[str, str]) -> tuple[Cell, ...]:
    """What a call says in these. said: by folded labels."""
    return tuple(_own_cell(said.get(folded(column.head), ""), column.kind) for column in columns)


def _own_cell(value: str, kind: Kind) -> Cell:
    """As the column holds it; what says something else, for the field was another, or has more digits, is text."""
    if value and kind is not Kind.TEXT:
        with suppress(ValueError, ArithmeticError):
            if kind is Kind.DAY:
                return date.fromisoformat(value)
            return Decimal(value) if len(value) <= _EXACT else value
    return value


def sheets(zone: str, fields: Sequence[Column] = ()) -> tuple[Table, ...]:
    """The sheets, empty, in their order; what goes into them comes from `rows`.

    fields: `own_columns`, which stand among the calls too.
    """
    call = Column(_("Call"))
    lines = (call, Column(_("At"), Kind.INSTANT), *columns(_("By"), _("What"), _("Words"), _("From"), _("To")))
    made: dict[int, tuple[str, tuple[Column, ...]]] = {
        CALLS: (
            _("Calls"),
            (
                *(call, *columns(_("Old reference"), _("Status"), _("Priority"), _("Impact"), _("Urgency"))),
                *columns(_("Category"), _("Channel"), _("Customer"), _("Organisation"), _("Account"), _("Phones")),
                *columns(_("E-mail"), _("Summary"), _("Details"), _("Wants"), _("Steps taken"), _("Next step")),
                *columns(_("Solution"), _("Owner"), _("With"), _("Repeat of"), _("Incident"), _("Confidential")),
                *columns(_("Logged"), _("Resolved"), _("Customer's deadline"), kind=Kind.INSTANT),
                *(Column(_("Cycle"), Kind.NUMBER), *columns(_("Fields"), _("Place"), _("Equipment"), _("Spoken to"))),
                *fields,
            ),
        ),
        TIMELINE: (_("Timeline"), lines),
        CONVERSATIONS: (_("Conversations"), lines),
        CLOCKS: (
            _("Clocks"),
            (
                *(call, Column(_("Cycle"), Kind.NUMBER), *columns(_("Clock"), _("State"), _("Against"))),
                *columns(_("Started"), _("Due"), _("Stopped"), kind=Kind.INSTANT),
                *columns(_("Target"), _("Time left at the end"), kind=Kind.DURATION),
            ),
        ),
        PAUSES: (
            _("Pauses"),
            (call, Column(_("Waits for")), *columns(_("From"), _("Until"), kind=Kind.INSTANT), Column(_("Words"))),
        ),
        ESCALATIONS: (
            _("Escalations"),
            (
                *(call, Column(_("No."), Kind.NUMBER), *columns(_("Type"), _("To"), _("State"), _("Made by"))),
                *columns(_("Made"), _("Accepted"), _("Ended"), _("Fixed"), kind=Kind.INSTANT),
                *columns(_("Outcome"), _("Their reference"), _("What was done")),
            ),
        ),
        PROMISES: (
            _("Promises"),
            (
                *(call, *columns(_("Made"), _("Promised for"), _("Kept"), _("Moved to"), kind=Kind.INSTANT)),
                *columns(_("Number"), _("Words"), _("Why moved")),
            ),
        ),
        AGREEMENTS: (
            _("Agreements"),
            (
                *(call, Column(_("Cycle"), Kind.NUMBER), Column(_("At"), Kind.INSTANT)),
                *columns(_("Answer"), _("Who"), _("How"), _("Words"), _("Recorded by")),
            ),
        ),
        APPROVALS: (
            _("Approvals"),
            (
                *(call, *columns(_("What"), _("Reason"), _("State"), _("Asked by"), _("Decided by"), _("Words"))),
                *columns(_("Asked"), _("Decided"), kind=Kind.INSTANT),
            ),
        ),
        FIELDS: (_("Fields"), (call, *columns(_("Category"), _("Field"), _("Value")))),
        FILES: (
            _("Files"),
            (call, *columns(_("File"), _("Kind"), _("Size"), _("Attached by")), Column(_("Attached"), Kind.INSTANT)),
        ),
    }
    return tuple(Table(name, heads, (), zone) for name, heads in made.values())


def rows(call: CallDetail, zone: str, now: datetime, fields: Sequence[Column] = ()) -> Iterator[tuple[int, Row]]:
    """(sheet, row) of everything of a call, as it stands at `now`; of a masked one that it exists, and its clocks.

    fields: as the sheets have them.
    """
    ref = call.row.ref
    own = own_cells(fields, {folded(one.label): one.value for one in reversed(call.fields) if one.value})
    yield CALLS, (*(_masked(call) if call.masked else _call(call, zone, now)), *own)
    yield from ((CLOCKS, row) for row in _clocks(call, now))
    if call.masked:
        return
    for event in call.events:
        # Made to be seen; a file has none of the signs that keep names from the right in their place.
        title = direction.clean(event_wording.event_title(event))
        words = direction.clean(event_wording.event_words(event, zone, now))
        line = (ref, event.at, event.by, title, words, event.was, event.becomes)
        yield TIMELINE, line
        if event.kind in _CONVERSATIONS:
            yield CONVERSATIONS, line
    for pause in call.pauses:
        yield PAUSES, (ref, codes.pause_reason(pause.reason), pause.began_at, pause.ended_at, pause.words)
    for one in call.escalations:
        types = ", ".join(codes.escalation_type(kind) for kind in one.types)
        yield (
            ESCALATIONS,
            (
                *(ref, one.number, types, one.contact, codes.escalation_state(one.state), one.made_by),
                *(one.made_at, one.accepted_at, one.ended_at, one.fixed_at),
                *(escalation_wording.answer(one), one.contact_reference, one.done),
            ),
        )
    for promise in call.promises:
        instants = (promise.made_at, promise.due_at, promise.kept_at, promise.moved_to)
        yield PROMISES, (ref, *instants, promise.phone, promise.words, promise.moved_reason)
    for said in call.agreements:
        answer = _("yes") if said.answer is Answer.YES else _("no")
        yield AGREEMENTS, (ref, said.cycle, said.at, answer, said.who, codes.channel(said.how), said.words, said.by)
    for asked in call.approvals:
        title = direction.clean(approval_wording.title(asked))
        what = (title, asked.reason, approval_wording.standing(asked.standing))
        people = (asked.asked_by, asked.decided_by, asked.words)
        yield APPROVALS, (ref, *what, *people, asked.asked_at, asked.decided_at)
    for file in call.attachments:
        about = (attachment_wording.kind(file.kind), attachment_wording.size(file.size))
        yield FILES, (ref, file.name, *about, file.added_by, file.added_at)
    yield from ((FIELDS, (ref, one.category, one.label, one.value)) for one in call.fields if one.value)


def _call(call: CallDetail, zone: str, now: datetime) -> Row:
    row, customer = call.row, call.customer
    incident = call.incident.title if call.incident else ""
    return (
        *(row.ref, call.source_ref, codes.status_of(row), row.priority, codes.impact(call.impact)),
        *(codes.urgency(call.urgency), call.category, codes.channel(call.channel), customer.name),
        *(customer.organisation, customer.account, "; ".join(customer.phones), customer.email, row.summary),
        *(call.details, call.wants, tried(call, zone, now), row.next_step, call.solution, row.owner),
        *(row.with_name, call.repeat_of, incident),
        *(_("yes") if row.confidential else _("no"), row.logged_at, call.resolved_at, row.customer_deadline),
        *(call.cycle, "; ".join(f"{one.label}: {one.value}" for one in call.fields if one.value)),
        "" if call.place is None else place_wording.whole_place(call.place),
        "" if call.equipment is None else place_wording.whole_equipment(call.equipment),
        "" if call.person is None else place_wording.whole_person(call.person),
    )


def _masked(call: CallDetail) -> Row:
    row, nothing = call.row, ("",) * 10
    told: tuple[Cell, ...] = (row.ref, "", codes.status_of(row), *nothing, confidential_wording.confidential())
    return (*told, *nothing[:5], row.owner, "", "", "", _("yes"), row.logged_at, None, None, call.cycle, *nothing[:4])


def _clocks(call: CallDetail, now: datetime) -> Iterator[Row]:
    for clock in call.clocks:
        facts, reading = clock.facts, sla.reading(clock.facts, now)
        yield (
            *(call.row.ref, clock.cycle, codes.clock(clock.kind), codes.clock_state(clock, reading), clock.contact),
            *(facts.started, reading.due, facts.stopped, facts.target, clock.margin),
        )
