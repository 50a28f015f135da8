"""The directory as ranking sees it: contacts with their hours, the routes, and how fast they accepted before."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from deskapp.domain import routing
from deskapp.domain.handoff.in_time import NONE, Limits, answer_needed
from deskapp.domain.routes import Asked
from deskapp.domain.words import CallState, ClockKind, EscalationState
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow
from deskapp.models.contacts import Contact
from deskapp.models.escalations import Escalation
from deskapp.models.routes import Route
from deskapp.services.clocks import clocks
from deskapp.services.clocks.hours import Hours
from deskapp.services.directory import contacts
from deskapp.services.directory.views import ContactView
from deskapp.services.routes import on_duty
from deskapp.services.routes import rules as route_rules
from deskapp.services.routes.took import history as history_of
from deskapp.services.routes.views import ContactRecord, Offer, RankedContact, SkippedView
from deskapp.services.rules import Rules, Target
from deskapp.services.staff.supervisors import supervisors
from deskapp.services.work import Look

#: Of how many of a contact's last escalations the time to accept is told.
_LAST = 5
#: A void call is outside all measures, and so is what a contact did with it.
_MEASURED = ~exists().where(Call.id == Escalation.call_id, Call.state == CallState.VOID)
#: So many contacts are few enough to be named in a query.
_A_FEW = 500


def offer(
    look: Look, found: Sequence[ContactView], asked: Asked, *, usual: Target | None, limits: Limits = NONE
) -> Offer:
    """These contacts, best first, each with its reasons and when an acceptance clock started now would be due.

    usual: the policy's target for contacts without an agreed response of their own. limits: what their answer must
    not come after.
    """
    hours = Hours(look.session, look.rules)
    by_id = {contact.id: contact for contact in found}
    history = _history(look, by_id)
    measured = _measured(look.session, hours, by_id.values())
    candidates = [_candidate(contact, hours, history[contact.id], measured[contact.id]) for contact in found]
    on_call = route_rules.on_call(look)
    ranking = routing.route(
        asked,
        candidates,
        look.now,
        routes=route_rules.rules_in_order(look.session, hours),
        on_call=on_call,
        desk_open=hours.calendar(None).is_open(look.now),
    )
    names = _Names(look.session, by_id)

    @cache  # A directory has few targets, and many contacts.
    def due(target: Target | None) -> datetime | None:
        return clocks.would_be_due(look, target)

    def accept_by(contact: ContactView) -> datetime | None:
        target, duty = _target(hours, contact, usual), on_duty.shift(on_call, contact.id)
        real = on_duty.length(look, contact, target, duty) if target is not None and duty is not None else None
        return due(target) if real is None else look.now + real

    return Offer(
        contacts=tuple(
            RankedContact(
                contact=by_id[one.id],
                reasons=tuple((code, names.told(values)) for code, values in one.reasons),
                reachable=one.reachable,
                until=one.until,
                accept_by=due_at,
                needed=answer_needed(due_at, limits),
            )
            for one in ranking.ranked
            for due_at in (accept_by(by_id[one.id]),)
        ),
        route=names.route(ranking.plan.route_id or ranking.plan.catch_all_id),
        skipped=tuple(
            SkippedView(one.code, names.route(one.route_id), names.step(one.contact_id, one.rota_id), one.reason)
            for one in ranking.skipped
        ),
        nobody=ranking.nobody,
        supervisors=supervisors(look.session) if ranking.nobody else (),
    )


def acceptance_target(session: Session, contact: ContactView, usual: Target | None) -> Target | None:
    """The contact's agreed response in the contact's hours, else the policy's."""
    return _target(Hours(session, Rules()), contact, usual)


def all_active(session: Session) -> tuple[ContactView, ...]:
    return contacts.views(session, Contact.active.is_(True))


def record_of(look: Look, contact_id: int) -> ContactRecord:
    """How a contact did with the last escalations."""
    contact = contacts.one(look.session, contact_id)
    answered = _history(look, [contact_id])[contact_id]
    measured = _measured(look.session, Hours(look.session, look.rules), [contact])[contact_id]
    said, took = routing.on_average(measured) or (None, None)
    accepted = sum(one is not None for one in answered)
    return ContactRecord(len(answered), accepted, said, took, len(measured))


def _candidate(
    contact: ContactView,
    hours: Hours,
    history: Sequence[timedelta | None],
    measured: Sequence[tuple[timedelta, timedelta]],
) -> routing.Candidate:
    return routing.Candidate(
        id=contact.id,
        kind=contact.kind,
        skills=contact.skills,
        authority=contact.authority,
        calendar=hours.calendar(contact.calendar_id),
        agreed_response=contact.agreed_response,
        our_account=contact.our_account,
        answered=tuple(took for took in history if took is not None),
        offered=len(history),
        deputies=contact.deputies,
        estimated=tuple(measured),
    )


def _target(hours: Hours, contact: ContactView, usual: Target | None) -> Target | None:
    if contact.agreed_response is None:
        return usual
    return Target(contact.agreed_response, hours.version(contact.calendar_id))


class _Names:
    """The names of routes, rotas and contacts that reasons and skipped steps speak of."""

    def __init__(self, session: Session, found: Mapping[int, ContactView]) -> None:
        self._session, self._found = session, found
        self._routes: dict[int, str] = {row.id: row.name for row in session.execute(select(Route.id, Route.name))}
        self._rotas = route_rules.rota_names(session)

    def route(self, route_id: int | None) -> str:
        return self._routes.get(route_id, "") if route_id is not None else ""

    def step(self, contact_id: int | None, rota_id: int | None) -> str:
        """The rota where there is one: its step is empty, whoever it would have named."""
        if rota_id is not None:
            return self._rotas.get(rota_id, "")
        return "" if contact_id is None else self._contact(contact_id)

    def told(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        if "route" in values:
            return {**values, "name": self.route(values["route"])}
        if "rota" in values:
            return {**values, "name": self._rotas.get(values["rota"], "")}
        if "contact" in values:
            return {**values, "name": self._contact(values["contact"])}
        return values

    def _contact(self, contact_id: int) -> str:
        if contact_id in self._found:
            return self._found[contact_id].name
        found = self._session.get(Contact, contact_id)
        return "" if found is None else found.name


def _measured(
    session: Session, hours: Hours, found: Iterable[ContactView]
) -> dict[int, list[tuple[timedelta, timedelta]]]:
    """Of each contact's last escalations that were estimated and returned: what was said, and what it took."""
    calendars = {contact.id: contact.calendar_id for contact in found}
    query = select(Escalation.id, Escalation.contact_id, Escalation.fixed_at, Escalation.ended_at)
    some = Escalation.contact_id.in_(calendars) if len(calendars) <= _A_FEW else Escalation.contact_id.is_not(None)
    rows = session.execute(
        query.where(some, _MEASURED, Escalation.state == EscalationState.RETURNED, Escalation.estimate.is_not(None))
        .order_by(Escalation.id.desc())
        .limit(2000)
    ).all()
    last: dict[int, list[tuple[int, datetime]]] = defaultdict(list)
    for escalation_id, contact_id, fixed_at, ended_at in rows:
        if ended_at is not None and contact_id in calendars and len(last[contact_id]) < _LAST:
            last[contact_id].append((escalation_id, fixed_at or ended_at))
    asked = [(escalation_id, calendars[one], at) for one, ended in last.items() for escalation_id, at in ended]
    known = history_of(session, hours, asked)
    found_of: dict[int, list[tuple[timedelta, timedelta]]] = defaultdict(list)
    for one, ended in last.items():
        found_of[one] = [known[escalation_id] for escalation_id, _at in ended if escalation_id in known]
    return found_of


def _history(look: Look, contact_ids: Iterable[int]) -> dict[int, list[timedelta | None]]:
    """Of each contact's last escalations the time to accept, None where it was not accepted.

    It is measured in the hours that the acceptance's clock ran in, without one in their own: a weekend in which
    nobody works is no answer.
    """
    session, shifts = look.session, on_duty.Shifts(look)
    wanted = frozenset(contact_ids)
    taken: dict[int, list[timedelta | None]] = defaultdict(list)
    own = Hours(session, look.rules)
    query = (
        select(
            Escalation.contact_id,
            Escalation.made_at,
            Escalation.accepted_at,
            Escalation.rota_id,
            ClockRow.id,
            ClockRow.calendar_version_id,
            Contact.calendar_id,
        )
        .join(Contact, Contact.id == Escalation.contact_id)
        .outerjoin(
            ClockRow,
            (ClockRow.call_id == Escalation.call_id)
            & (ClockRow.escalation_id == Escalation.id)
            & (ClockRow.kind == ClockKind.ACCEPTANCE),
        )
    )
    # A few are asked for by name; of a whole directory, whoever had one of the last escalations.
    some = Escalation.contact_id.in_(wanted) if len(wanted) <= _A_FEW else Escalation.contact_id.is_not(None)
    rows = session.execute(query.where(some, _MEASURED).order_by(Escalation.id.desc()).limit(2000))
    for contact_id, made_at, accepted_at, rota_id, clock, version, calendar_id in rows:
        if contact_id not in wanted or len(taken[contact_id]) >= _LAST:
            continue
        if accepted_at is None:
            taken[contact_id].append(None)
        elif clock is not None and version is None and rota_id is not None:
            # On duty it ran in real time until the shift ended.
            ended = min(shifts.end(rota_id, made_at) or accepted_at, accepted_at)
            hours = own.calendar(calendar_id)
            taken[contact_id].append(ended - made_at + hours.elapsed(ended, accepted_at))
        else:
            hours = look.rules.calendar(session, version or own.version(calendar_id))
            taken[contact_id].append(hours.elapsed(made_at, accepted_at))
    return taken
