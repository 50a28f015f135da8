"""What was open and overdue at any instant, by what was recorded until then."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from deskapp.domain import sla
from deskapp.domain.clock_state import ClockState, state_at
from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import (
    OPEN_STATES,
    OVERDUE_KINDS,
    PAUSABLE,
    UNRESOLVED_STATES,
    CallState,
    ClockKind,
    Consent,
    EscalationState,
    Priority,
)
from deskapp.domain.working_time import Calendar
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockChange, ClockRow, Pause
from deskapp.models.contacts import Contact
from deskapp.models.customers import Customer
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event
from deskapp.models.site import Staff
from deskapp.services.clocks import conversations, customer_attempts
from deskapp.services.confidential.access import sees
from deskapp.services.masked import blank
from deskapp.services.overview.not_accepted import Waiting, waiting
from deskapp.services.texts import reference
from deskapp.services.work import Look, Work

#: What is told of a confidential call to those who may not see it.
_VISIBLE = ("id", "ref", "state", "owner", "owner_id", "clock", "due", "masked", "late", "left")
#: Ids in one question to the database.
_ASKED = 500


@dataclass(frozen=True, slots=True)
class OverdueCall:
    """A call that was overdue: its resolution clock if that was, else the clock that was due first; or due soon.

    Of a confidential call, for those who may not see it, only state, owner and clock are told.
    """

    id: int
    ref: str
    summary: str
    customer: str
    priority: Priority | None
    state: CallState
    owner: str
    clock: ClockKind
    due: datetime
    with_name: str | None
    masked: bool = False
    #: Every clock of the call that was overdue, with its due instant, the one due first first.
    late: tuple[tuple[ClockKind, datetime], ...] = ()
    #: Who gave it back, while its customer had not been spoken to since; "" for nobody.
    back_from: str = ""
    may_lapse: bool = False
    owner_id: int = 0
    #: Whom it was out with.
    contacts: tuple[int, ...] = ()
    #: Of one that was due soon alone: what was left of its clock; None: it was overdue.
    left: timedelta | None = None

    @property
    def escalated(self) -> bool:
        return self.with_name is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the desk stood at an instant: the same that log, side bar and supervisor count, by what was recorded."""

    overdue: tuple[OverdueCall, ...]
    #: Those due soon and not overdue, by their due instants.
    soon: tuple[OverdueCall, ...]
    #: Escalations that were not accepted in time, the longest waiting first.
    waiting: tuple[Waiting, ...]

    @property
    def due_soon(self) -> int:
        return len(self.soon)

    @property
    def not_accepted(self) -> tuple[tuple[str, timedelta], ...]:
        """(contact, waiting since)."""
        return tuple((one.contact, one.over) for one in self.waiting)

    def of(self, owners: frozenset[int], contacts: frozenset[int]) -> Standing:
        """What of it is of these owners, and out with any of these contacts; of a part that is empty, with anybody."""

        def fits(one: OverdueCall) -> bool:
            return (not owners or one.owner_id in owners) and (not contacts or not contacts.isdisjoint(one.contacts))

        waits = (one for one in self.waiting if not owners or one.owner_id in owners)
        return Standing(
            tuple(filter(fits, self.overdue)),
            tuple(filter(fits, self.soon)),
            tuple(one for one in waits if not contacts or one.contact_id in contacts),
        )


class _Clock(NamedTuple):
    """A clock that ran then: when it was due, and due soon."""

    due: datetime
    kind: ClockKind
    warn: datetime | None
    #: In which what is left is told; None: in real time.
    hours: Calendar | None

    def left(self, at: datetime) -> timedelta:
        return self.due - at if self.hours is None else self.hours.elapsed(at, self.due)


def _leading(dues: Mapping[ClockKind, datetime]) -> tuple[ClockKind, datetime]:
    kind = ClockKind.RESOLUTION if ClockKind.RESOLUTION in dues else min(dues, key=lambda kind: dues[kind])
    return kind, dues[kind]


def _soonest(ran: Sequence[_Clock], at: datetime) -> _Clock | None:
    """The first of those that were due soon."""
    return next((one for one in ran if state_at(one.due, one.warn, at) is ClockState.SOON), None)


class _Change(NamedTuple):
    """An event that changed a code of a call."""

    at: datetime
    field: str | None
    was: str | None
    becomes: str | None


def overdue(work: Work, at: datetime) -> tuple[OverdueCall, ...]:
    """The calls that were open and overdue at an instant, by their due instants."""
    return standing(work, at).overdue


def standing(work: Work, at: datetime) -> Standing:
    """What was overdue, due soon and not accepted in time at an instant; one to come: if nothing happens until then."""
    with work.look() as today:
        look = replace(today, now=at)
        names = {one.id: one.name for one in look.session.scalars(select(Staff))}
        clocks = _running(look.session, at, present=today.now)
        call_ids = sorted(clocks)
        stood = [
            one
            for begin in range(0, len(call_ids), _ASKED)
            for one in _stood(look, call_ids[begin : begin + _ASKED], clocks, names)
        ]
        waits = waiting(look.session, look.rules, at, present=today.now)
        told = _changes(look.session, [one.call_id for one in waits])
        waits = tuple(
            one._replace(owner_id=int(_undone(str(one.owner_id), "owner", told.get(one.call_id, ()), at)))
            for one in waits
        )
    stood.sort(key=lambda call: (call.due, call.id))
    late, soon = (tuple(one for one in stood if (one.left is None) is over) for over in (True, False))
    return Standing(late, soon, waits)


def _running(session: Session, at: datetime, *, present: datetime) -> dict[int, list[ClockRow]]:
    """The clocks against the desk that ran at the instant, by call.

    present: from then on those that run and are due some time, by their index; before, all that were recorded.
    """
    query = select(ClockRow).where(ClockRow.kind.in_(OVERDUE_KINDS), ClockRow.started_at <= at)
    if at >= present:
        query = query.where(ClockRow.due_at.is_not(None))
    else:
        query = query.where(ClockRow.stopped_at.is_(None) | (ClockRow.stopped_at > at))
    rows = session.scalars(query.order_by(ClockRow.call_id, ClockRow.id))
    return {call_id: list(clocks) for call_id, clocks in groupby(rows, key=lambda clock: clock.call_id)}


def _stood(
    look: Look, call_ids: Sequence[int], clocks: dict[int, list[ClockRow]], names: dict[int, str]
) -> Iterator[OverdueCall]:
    """The calls that were overdue or due soon."""
    session, at = look.session, look.now
    changes = _changes(session, call_ids)
    pauses = _pauses(session, call_ids, at)
    terms = _terms(session, [clock.id for call_id in call_ids for clock in clocks[call_id]], at)
    holders, back = _with(session, call_ids, at), _returned(session, call_ids, at)
    rows = session.execute(
        select(Call, Customer)
        .join(Customer, Customer.id == Call.customer_id)
        .where(Call.id.in_(call_ids), Call.logged_at <= at)
    )
    for call, customer in rows:
        told = changes.get(call.id, [])
        state = _state(call.state, told, at)
        if state not in OPEN_STATES:
            continue
        ran = sorted(_clocks(look, clocks[call.id], terms, pauses.get(call.id, ()), state), key=lambda one: one[:2])
        # Of a kind the one due first.
        dues = {one.kind: one.due for one in reversed(ran) if state_at(one.due, None, at) is ClockState.OVERDUE}
        left = None if dues else _soonest(ran, at)
        if not dues and left is None:
            continue
        whose = int(_undone(str(customer.id), "customer", told, at))
        if whose != customer.id:
            customer = session.get_one(Customer, whose)
        kind, due_at = _leading(dues) if left is None else (left.kind, left.due)
        owner_id = int(_undone(str(call.owner_id), "owner", told, at))
        found = OverdueCall(
            id=call.id,
            ref=reference(call.id),
            summary=call.summary,
            customer=", ".join(dict.fromkeys(filter(None, (customer.name, customer.organisation)))),
            priority=Priority(_undone(call.priority.value, "priority", told, at)),
            state=state,
            owner=names[owner_id],
            clock=kind,
            due=due_at,
            with_name=holders[call.id][-1][1] if call.id in holders else None,
            masked=not sees(session, call),
            late=tuple(sorted(dues.items(), key=lambda one: one[1])),
            back_from=back.get(call.id, ""),
            may_lapse=state is CallState.RESOLVED and customer_attempts.since_spoken(session, call, at).enough,
            owner_id=owner_id,
            contacts=tuple(contact_id for contact_id, _name in holders.get(call.id, ())),
            left=None if left is None else left.left(at),
        )
        yield blank(found, _VISIBLE) if found.masked else found


def _clocks(
    look: Look,
    clocks: Iterable[ClockRow],
    terms: dict[int, ClockChange],
    pauses: tuple[tuple[datetime, datetime | None], ...],
    state: CallState,
) -> Iterator[_Clock]:
    """The clocks as they were then; those that stood still, or have no hours, are left out."""
    for clock in clocks:
        if clock.kind in PAUSABLE and state not in UNRESOLVED_STATES:
            continue  # "Resolution stops when resolved"; what waits then is the customer's answer
        then = terms.get(clock.id, clock)
        version = then.calendar_version_id
        facts = sla.ClockFacts(
            kind=clock.kind,
            started=clock.started_at,
            target=then.target,
            calendar=None if version is None else look.rules.calendar(look.session, version),
            fixed=then.fixed_at,
            pauses=pauses,
        )
        due = sla.due(facts)
        if due is not None:
            yield _Clock(due, clock.kind, sla.warn_at(facts), None if then.fixed_at is not None else facts.calendar)


def _changes(session: Session, call_ids: Sequence[int]) -> dict[int, list[_Change]]:
    """What changed a call's state, owner, customer or priority, and its first event, in their order."""
    rows = session.execute(
        select(Event.call_id, Event.at, Event.field, Event.was, Event.becomes)
        .where(Event.call_id.in_(call_ids))
        .order_by(Event.call_id, Event.at, Event.id)
    )
    return {call_id: [_Change(*row[1:]) for row in told] for call_id, told in groupby(rows, key=lambda row: row[0])}


def _state(now: CallState, told: Sequence[_Change], at: datetime) -> CallState | None:
    """The state by the events until the instant; None where nothing was recorded of the call yet."""
    if told and told[0].at > at:
        return None
    changes = [change for change in told if change.field == "state"]
    before = [change.becomes for change in changes if change.at <= at]
    code = before[-1] if before else next((change.was for change in changes), now.value)
    return CallState(code) if code else None


def _undone(now: str, field: str, told: Sequence[_Change], at: datetime) -> str:
    """A code as it was, by taking back what changed it later."""
    later = next((change for change in told if change.field == field and change.at > at), None)
    return later.was if later is not None and later.was is not None else now


def _pauses(
    session: Session, call_ids: Sequence[int], at: datetime
) -> dict[int, tuple[tuple[datetime, datetime | None], ...]]:
    """The pauses that had begun; one that ended later was open."""
    rows = session.execute(
        select(Pause.call_id, Pause.began_at, Pause.ended_at)
        .where(Pause.call_id.in_(call_ids), Pause.began_at <= at, Pause.stops_clocks)
        .order_by(Pause.call_id, Pause.began_at)
    )
    return {
        call_id: tuple((began, None if ended is None or ended > at else ended) for _id, began, ended in spans)
        for call_id, spans in groupby(rows, key=lambda row: row[0])
    }


def _terms(session: Session, clock_ids: Sequence[int], at: datetime) -> dict[int, ClockChange]:
    """What clocks promised then, where it was changed later."""
    found: dict[int, ClockChange] = {}
    for begin in range(0, len(clock_ids), _ASKED):
        rows = session.scalars(
            select(ClockChange)
            .where(ClockChange.clock_id.in_(clock_ids[begin : begin + _ASKED]), ClockChange.until > at)
            .order_by(ClockChange.until, ClockChange.id)
        )
        for change in rows:
            found.setdefault(change.clock_id, change)
    return found


def _with(session: Session, call_ids: Sequence[int], at: datetime) -> dict[int, list[tuple[int, str]]]:
    """With whom each call was, by id and name: of escalations that had not ended, the newest one's last."""
    rows = session.execute(
        select(Escalation.call_id, Contact.id, Contact.role, Contact.organisation, Contact.name)
        .join(Contact, Contact.id == Escalation.contact_id)
        .where(
            Escalation.call_id.in_(call_ids),
            Escalation.made_at <= at,
            Escalation.ended_at.is_(None) | (Escalation.ended_at > at),
        )
        .order_by(Escalation.made_at, Escalation.id)
    )
    found: dict[int, list[tuple[int, str]]] = {}
    for call_id, contact_id, role, organisation, name in rows:
        found.setdefault(call_id, []).append((contact_id, role or organisation or name))
    return found


def _returned(session: Session, call_ids: Sequence[int], at: datetime) -> dict[int, str]:
    """Whose answer was there for each call of which the customer had not been told yet."""
    ended = and_(Escalation.call_id.in_(call_ids), Escalation.made_at <= at)
    returned = session.execute(
        select(Escalation.call_id, Escalation.ended_at, Contact.name)
        .join(Contact, Contact.id == Escalation.contact_id)
        .where(ended, Escalation.state == EscalationState.RETURNED, Escalation.ended_at <= at)
        .order_by(Escalation.ended_at, Escalation.id)
    )
    back = {call_id: (since, name) for call_id, since, name in returned if since is not None}
    # Asking for consent is a conversation, too.
    asked = session.execute(
        select(Escalation.call_id, func.max(Escalation.made_at))
        .where(ended, Escalation.consent.in_((Consent.YES, Consent.NO)))
        .group_by(Escalation.call_id)
    )
    asked_at: dict[int, datetime] = dict(asked.all())
    newest = (
        select(func.max(Event.id))
        .where(
            Event.call_id.in_(back),
            Event.at <= at,
            Event.kind.in_((EventKind.RETURNED, EventKind.REOPENED, *conversations.SPOKEN)),
        )
        .group_by(Event.call_id)
    )
    waiting = session.scalars(select(Event.call_id).where(Event.id.in_(newest), Event.kind == EventKind.RETURNED))
    return {
        call_id: back[call_id][1]
        for call_id in waiting
        if call_id is not None and asked_at.get(call_id, back[call_id][0]) <= back[call_id][0]
    }
