"""The directory as ranking sees it: contacts with their hours and how fast they accepted before."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain import routing
from deskapp.domain.words import EscalationType
from deskapp.domain.working_time import Calendar
from deskapp.models.contacts import Contact
from deskapp.models.escalations import Escalation
from deskapp.services import contacts, rules
from deskapp.services.rules import Rules, Target
from deskapp.services.views import ContactView, RankedContact

#: Of how many of a contact's last escalations the time to accept is told.
_LAST = 5


def ranked(
    session: Session,
    knows: Rules,
    found: Sequence[ContactView],
    now: datetime,
    *,
    usual: Target | None,
    category_id: int | None,
    types: Collection[EscalationType] = (),
    asks: Collection[str] = (),
) -> tuple[RankedContact, ...]:
    """These contacts, best first, each with its reasons and when an acceptance clock started now would be due.

    usual: the policy's target for contacts without an agreed response of their own.
    """
    by_id = {contact.id: contact for contact in found}
    history = _history(session, by_id)
    hours = {contact.id: _hours(session, knows, contact.calendar_id) for contact in found}
    candidates = [
        routing.Candidate(
            id=contact.id,
            kind=contact.kind,
            skills=contact.skills,
            authority=contact.authority,
            calendar=hours[contact.id][1],
            agreed_response=contact.agreed_response,
            our_account=contact.our_account,
            answered=tuple(took for took in history[contact.id] if took is not None),
            offered=len(history[contact.id]),
        )
        for contact in found
    ]
    return tuple(
        RankedContact(
            contact=by_id[one.id],
            reasons=one.reasons,
            reachable=one.reachable,
            until=one.until,
            accept_by=_due(session, knows, acceptance_target(session, by_id[one.id], usual), now),
        )
        for one in routing.rank(candidates, now, category_id, types, asks)
    )


def acceptance_target(session: Session, contact: ContactView, usual: Target | None) -> Target | None:
    """The contact's agreed response in the contact's hours, else the policy's."""
    if contact.agreed_response is None:
        return usual
    version = _version(session, contact.calendar_id)
    return Target(contact.agreed_response, version)


def all_active(session: Session) -> tuple[ContactView, ...]:
    return contacts.views(session, Contact.active.is_(True))


def _hours(session: Session, knows: Rules, calendar_id: int | None) -> tuple[int, Calendar]:
    version = _version(session, calendar_id)
    return version, knows.calendar(session, version)


def _version(session: Session, calendar_id: int | None) -> int:
    if calendar_id is None:
        return rules.desk_calendar(session)[1].id
    return rules.newest_version(session, calendar_id).id


def _due(session: Session, knows: Rules, target: Target | None, now: datetime) -> datetime | None:
    if target is None:
        return None
    return knows.calendar(session, target.calendar_version_id).due(now, target.length)


def _history(session: Session, contact_ids: Iterable[int]) -> dict[int, list[timedelta | None]]:
    """Of each contact's last escalations the time to accept, None where it was not accepted."""
    taken: dict[int, list[timedelta | None]] = defaultdict(list)
    rows = session.execute(
        select(Escalation.contact_id, Escalation.made_at, Escalation.accepted_at)
        .where(Escalation.contact_id.in_(list(contact_ids)))
        .order_by(Escalation.id.desc())
        .limit(2000)
    )
    for contact_id, made_at, accepted_at in rows:
        if contact_id is not None and len(taken[contact_id]) < _LAST:
            taken[contact_id].append(None if accepted_at is None else accepted_at - made_at)
    return taken
