"""What was open and overdue at any instant, by what was recorded until then."""

from collections.abc import Iterable, Iterator, Sequence
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
from deskapp.services.overview.not_accepted import not_accepted
from deskapp.services.texts import reference
from deskapp.services.work import Look, Work

#: What is told of a confidential call to those who may not see it.
_VISIBLE = ("id", "ref", "state", "owner", "clock", "due", "masked", "late")
#: Ids in one question to the database.
_ASKED = 500


@dataclass(frozen=True, slots=True)
class OverdueCall:
    """A call that was overdue: its resolution clock if that was, else the clock that was due first.

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

    @property
    def escalated(self) -> bool:
        return self.with_name is not None


@dataclass(frozen=True, slots=True)
class Standing:
    """How the desk stood at an instant: the same that log, side bar and supervisor count, by what was recorded."""

    overdue: tuple[OverdueCall, ...]
    due_soon: int
    #: (contact, waiting since) of escalations that were not accepted in time, the longest waiting first.
    not_accepted: tuple[tuple[str, timedelta], ...]


class _Clock(NamedTuple):
    """A clock that ran then: when it was due, and due soon."""

    due: datetime
    kind: ClockKind
    warn: datetime | None


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
        waiting = not_accepted(look.session, look.rules, at, present=today.now)
    late = sorted((call for call in stood if call is not None), key=lambda call: (call.due, call.id))
    return Standing(tuple(late), stood.count(None), waiting)


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
) -> Iterator[OverdueCall | None]:
    """The calls that were overdue, and a None for each that was due soon."""
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
        ran = sorted(_clocks(look, clocks[call.id], terms, pauses.get(call.id, ()), state))
        # Of a kind the one due first.
        dues = {one.kind: one.due for one in reversed(ran) if state_at(one.due, None, at) is ClockState.OVERDUE}
        if not dues:
            if any(state_at(one.due, one.warn, at) is ClockState.SOON for one in ran):
                yield None
            continue
        whose = int(_undone(str(customer.id), "customer", told, at))
        if whose != customer.id:
            customer = session.get_one(Customer, whose)
        kind = ClockKind.RESOLUTION if ClockKind.RESOLUTION in dues else min(dues, key=lambda kind: dues[kind])
        found = OverdueCall(
            id=call.id,
            ref=reference(call.id),
            summary=call.summary,
            customer=", ".join(dict.fromkeys(filter(None, (customer.name, customer.organisation)))),
            priority=Priority(_undone(call.priority.value, "priority", told, at)),
            state=state,
            owner=names[int(_undone(str(call.owner_id), "owner", told, at))],
            clock=kind,
            due=dues[kind],
            with_name=holders.get(call.id),
            masked=not sees(session, call),
            late=tuple(sorted(dues.items(), key=lambda one: one[1])),
            back_from=back.get(call.id, ""),
            may_lapse=state is CallState.RESOLVED and customer_attempts.since_spoken(session, call, at).enough,
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
            yield _Clock(due, clock.kind, sla.warn_at(facts))


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


def _with(session: Session, call_ids: Sequence[int], at: datetime) -> dict[int, str]:
    """With whom each call was: the contact of its newest escalation that had not ended."""
    rows = session.execute(
        select(Escalation.call_id, Contact.role, Contact.organisation, Contact.name)
        .join(Contact, Contact.id == Escalation.contact_id)
        .where(
            Escalation.call_id.in_(call_ids),
            Escalation.made_at <= at,
            Escalation.ended_at.is_(None) | (Escalation.ended_at > at),
        )
        .order_by(Escalation.made_at, Escalation.id)
    )
    return {call_id: role or organisation or name for call_id, role, organisation, name in rows}


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
