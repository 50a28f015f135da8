"""What is out, by contact and by who must be rung first: all of it in order, and of as many as are shown everything."""

import json
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby, islice
from operator import attrgetter
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.clock_state import state_of_call
from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff.in_time import not_accepted_in_time
from deskapp.domain.sla import ClockState
from deskapp.domain.words import AttemptResult, ClockKind, EscalationState, EscalationType, PromiseKind
from deskapp.models.base import from_stored
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow
from deskapp.models.contacts import Contact, ContactPhone
from deskapp.models.customers import Customer
from deskapp.models.escalations import ContactAttempt, Escalation
from deskapp.models.events import Event, EventWords
from deskapp.models.promises import Promise
from deskapp.models.site import Staff
from deskapp.services.calls.lists import runner
from deskapp.services.clocks.hours import Hours
from deskapp.services.clocks.reading import clock_view
from deskapp.services.confidential import condition
from deskapp.services.escalations.chase import Chase, ChaseAsk, Chased, Holder
from deskapp.services.escalations.reading import escalations_of
from deskapp.services.escalations.views import EscalationOut, EscalationView
from deskapp.services.masked import blank
from deskapp.services.rules import Rules
from deskapp.services.texts import reference
from deskapp.services.work import Look

#: What is told of a confidential call's escalation to those who may not see it.
_VISIBLE = ("escalation", "ref", "owner", "acceptance", "next_update", "masked")
#: Of each contact so many are told at least, where there is room.
_OF_EACH = 5
#: Ids in one question to the database.
_AT_ONCE = 500

#: Everything that is out, as little of each as its place in the order needs. By the index of what is out.
OUT = """
SELECT escalation.id, escalation.contact_id, escalation.state, escalation.made_at, {hidden},
       clock.due_at, estimate.at, estimate.length, contact.calendar_id, call.next_clock, call.next_due_at,
       escalation.types
FROM escalation CROSS JOIN call ON call.id = escalation.call_id
CROSS JOIN contact ON contact.id = escalation.contact_id
LEFT JOIN clock ON clock.call_id = escalation.call_id AND clock.escalation_id = escalation.id
                AND clock.kind = 'acceptance' AND clock.stopped_at IS NULL
LEFT JOIN estimate ON estimate.id = (SELECT said.id FROM estimate AS said WHERE said.escalation_id = escalation.id
                                     ORDER BY said.at DESC, said.id DESC LIMIT 1)
WHERE escalation.ended_at IS NULL
"""


class _Light(NamedTuple):
    """One escalation that is out, as far as the order asks."""

    id: int
    contact_id: int | None
    offered: bool
    made_at: datetime
    masked: bool
    accept_by: datetime | None
    done_by: datetime | None
    clock: ClockKind | None
    due_at: datetime | None
    #: None of a masked one: of which type it is, nobody is told.
    types: frozenset[EscalationType]

    def late(self, now: datetime) -> bool:
        """Whether nobody accepted it in time. With whom a hidden call is, nobody counts."""
        return self.offered and not self.masked and not_accepted_in_time(self.accept_by, now)

    def past_estimate(self, now: datetime) -> bool:
        return not self.offered and not self.masked and self.done_by is not None and now > self.done_by

    def place(self, now: datetime) -> tuple[int, datetime, int]:
        """Whom nobody has heard in time first, then whose estimate is over, then who has yet to accept, then the rest:
        those whose call is overdue before the others."""
        if self.late(now):
            return 0, self.accept_by or self.made_at, self.id
        if self.past_estimate(now):
            return 1, self.done_by or self.made_at, self.id
        if self.offered:
            # Nobody is late who has no time to accept by.
            return (3, self.made_at, self.id) if self.accept_by is None else (2, self.accept_by, self.id)
        if self.due_at is not None and state_of_call(self.clock, self.due_at, None, now) is ClockState.OVERDUE:
            return 4, self.due_at, self.id
        return 5, self.made_at, self.id


def chase(look: Look, ask: ChaseAsk) -> Chase:
    """What is out, as the question has it."""
    every = sorted(_out(look), key=lambda one: one.place(look.now))
    fit = [one for one in every if _fits(one, ask, look.now)]
    groups: dict[int | None, list[_Light]] = {}
    for one in fit:
        groups.setdefault(None if one.masked else one.contact_id, []).append(one)
    # With whom hidden calls are is not told: they come last, under no name.
    ordered = sorted(groups.items(), key=lambda group: group[0] is None)
    shown = _shown([some for _contact, some in ordered], ask.limit)
    rows = {row.out.escalation.id: row for row in _told(look, shown, {one.id: one for one in fit})}
    people = _people(look.session, [contact for contact, _some in ordered if contact is not None])
    return Chase(
        as_of=look.now,
        holders=tuple(_holder(contact, some, people, rows) for contact, some in ordered),
        calls=len(fit),
        of=len(every),
        offered=sum(one.offered for one in every),
        types=Counter(kind for one in every for kind in one.types),
        accept_by=_accept_by(every),
        done_by=tuple(sorted(one.done_by for one in every if one.done_by and not one.offered and not one.masked)),
    )


def _shown(groups: Sequence[Sequence[_Light]], limit: int | None) -> list[int]:
    """Which are told: of more than are asked for, some of each contact, so that nobody stands behind one of them."""
    if limit is None or sum(map(len, groups)) <= limit:
        return [one.id for some in groups for one in some]
    each = max(limit // len(groups), _OF_EACH)
    return [one.id for some in groups for one in some[:each]][:limit]


def outs(session: Session, rules: Rules, made: Sequence[EscalationView]) -> tuple[EscalationOut, ...]:
    """With each escalation its call, its acceptance clock and what was promised next, in the same order."""
    found: list[EscalationOut] = []
    for some in _parts(made):
        found += _outs(session, rules, some)
    return tuple(found)


def _fits(one: _Light, ask: ChaseAsk, now: datetime) -> bool:
    if ask.contact_id is not None and (one.masked or one.contact_id != ask.contact_id):
        return False
    if ask.types and not one.types.intersection(ask.types):
        return False
    asked = [one.late(now)] if ask.not_accepted else []
    asked += [one.past_estimate(now)] if ask.past_estimate else []
    return not asked or any(asked)


def _out(look: Look) -> Iterator[_Light]:
    hours = Hours(look.session, look.rules)
    for raw in runner(look.session)(OUT.format(hidden=condition.hidden(look.viewer)), ()):
        number, contact, state, made_at, masked, accept_by, at, length, calendar, kind, due, types = raw
        done_by = None
        if at is not None:
            done_by = hours.calendar(calendar).reached(from_stored(at), timedelta(microseconds=length))
        yield _Light(
            id=number,
            contact_id=contact,
            offered=state == EscalationState.OFFERED,
            made_at=from_stored(made_at),
            masked=bool(masked),
            accept_by=None if accept_by is None else from_stored(accept_by),
            done_by=done_by,
            clock=None if kind is None else ClockKind(kind),
            due_at=None if due is None else from_stored(due),
            types=frozenset() if masked else frozenset(map(EscalationType, json.loads(types))),
        )


def _accept_by(some: Collection[_Light]) -> tuple[datetime, ...]:
    return tuple(sorted(one.accept_by for one in some if one.accept_by and one.offered and not one.masked))


def _holder(
    contact_id: int | None,
    some: Sequence[_Light],
    people: Mapping[int, tuple[str, str, str]],
    rows: Mapping[int, Chased],
) -> Holder:
    name, role, phone = ("", "", "") if contact_id is None else people[contact_id]
    told = tuple(rows[one.id] for one in some if one.id in rows)
    return Holder(contact_id, name, role, phone, len(some), _accept_by(some), told)


def _people(session: Session, contact_ids: Sequence[int]) -> dict[int, tuple[str, str, str]]:
    """Name, role and first number of contacts."""
    found: dict[int, tuple[str, str, str]] = {}
    for some in _parts(contact_ids):
        first = (
            select(ContactPhone.shown)
            .where(ContactPhone.contact_id == Contact.id)
            .order_by(ContactPhone.position, ContactPhone.id)
            .limit(1)
            .scalar_subquery()
        )
        rows = session.execute(
            select(Contact.id, Contact.name, Contact.role, Contact.organisation, first).where(Contact.id.in_(some))
        )
        found |= {number: (name, role or firm, phone or "") for number, name, role, firm, phone in rows}
    return found


def _told(look: Look, ids: Sequence[int], light: Mapping[int, _Light]) -> Iterator[Chased]:
    """These whole, masked where the call is not for whoever looks."""
    for some in _parts(ids):
        made = escalations_of(look.session, Escalation.id.in_(some), rules=look.rules)
        heard, tried = _heard(look.session, made), _tried(look.session, some)
        for out in _outs(look.session, look.rules, made):
            one = light[out.escalation.id]
            if out.masked:
                yield Chased(out)
                continue
            said_at, said = heard.get(one.id, (None, ""))
            attempts = tried.get(one.id, [])
            reached = [at for at, result in attempts if result is AttemptResult.REACHED]
            spoke = [at for at in (said_at, out.escalation.accepted_at, *reached[-1:]) if at is not None]
            heard_at = max(spoke, default=None)
            yield Chased(
                out=out,
                heard_at=heard_at,
                heard=said if heard_at == said_at else "",
                tried_at=attempts[-1][0] if attempts else None,
                tried=attempts[-1][1] if attempts else None,
                clock=one.clock,
                due_at=one.due_at,
            )


def _heard(session: Session, made: Sequence[EscalationView]) -> dict[int, tuple[datetime, str]]:
    """What somebody there said last, and when, by escalation."""
    calls = {one.call_id for one in made}
    rows = session.execute(
        select(Event.at, EventWords.payload)
        .join(EventWords, EventWords.event_id == Event.id)
        .where(Event.call_id.in_(calls), Event.kind == EventKind.HEARD)
        .order_by(Event.at, Event.id)
    )
    return {
        payload["escalation"]: (at, str(payload.get("words") or "")) for at, payload in rows if "escalation" in payload
    }


def _tried(session: Session, ids: Sequence[int]) -> dict[int, list[tuple[datetime, AttemptResult]]]:
    """The attempts to reach them, by escalation, the oldest first."""
    rows = session.execute(
        select(ContactAttempt.escalation_id, ContactAttempt.at, ContactAttempt.result)
        .join(Escalation, Escalation.call_id == ContactAttempt.call_id)
        .where(Escalation.id.in_(ids), ContactAttempt.escalation_id == Escalation.id)
        .order_by(ContactAttempt.at, ContactAttempt.id)
    )
    found: dict[int, list[tuple[datetime, AttemptResult]]] = {}
    for number, at, result in rows:
        found.setdefault(number or 0, []).append((at, result))
    return found


def _outs(session: Session, rules: Rules, made: Sequence[EscalationView]) -> Iterator[EscalationOut]:
    calls = {one.call_id for one in made}
    about = {
        call.id: (call, customer, owner)
        for call, customer, owner in session.execute(
            select(Call, Customer.name, Staff.name)
            .join(Customer, Customer.id == Call.customer_id)
            .join(Staff, Staff.id == Call.owner_id)
            .where(Call.id.in_(calls))
        )
    }
    # By its call each is one of few; by the escalations alone, every clock of the desk would be read.
    rows = session.scalars(
        select(ClockRow)
        .where(ClockRow.call_id.in_(calls), ClockRow.kind == ClockKind.ACCEPTANCE)
        .order_by(ClockRow.id.desc())
    )
    clocks = {clock.escalation_id: clock for clock in rows}
    updates = _updates(session, calls)
    for one in made:
        call, customer, owner = about[one.call_id]
        clock = clocks.get(one.id)
        out = EscalationOut(
            escalation=one,
            ref=reference(call.id),
            customer=customer,
            summary=call.summary,
            priority=call.priority,
            owner=owner,
            acceptance=None if clock is None else clock_view(session, rules, clock, (), one.contact),
            next_update=updates.get(call.id),
            masked=one.masked,
        )
        yield blank(out, _VISIBLE) if out.masked else out


def _updates(session: Session, calls: Collection[int]) -> dict[int, datetime]:
    """The next update that was promised to the customer of each call."""
    rows = session.execute(
        select(Promise.call_id, Promise.due_at)
        .where(
            Promise.call_id.in_(calls),
            Promise.kind == PromiseKind.UPDATE,
            Promise.kept_at.is_(None),
            Promise.moved_at.is_(None),
        )
        .order_by(Promise.call_id, Promise.due_at)
    )
    return {call_id: next(iter(due))[1] for call_id, due in groupby(rows, key=attrgetter("call_id"))}


def _parts(every: Sequence[Any]) -> Iterator[Sequence[Any]]:
    left = iter(every)
    while some := list(islice(left, _AT_ONCE)):
        yield some
