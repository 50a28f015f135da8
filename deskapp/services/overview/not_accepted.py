"""Escalations that were not accepted in time: one answer for the supervisor's view, papers and the command line."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import not_, select
from sqlalchemy.orm import Session

from deskapp.domain import sla
from deskapp.domain.handoff.in_time import not_accepted_in_time
from deskapp.domain.words import ClockKind
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow
from deskapp.models.contacts import Contact
from deskapp.models.escalations import Escalation
from deskapp.services.clocks import clocks
from deskapp.services.confidential.access import hidden
from deskapp.services.rules import Rules


class Waiting(NamedTuple):
    """One of them: of which call, for whom, and how long it is over. owner_id: whose the call is now."""

    call_id: int
    owner_id: int
    contact_id: int | None
    contact: str
    over: timedelta


def not_accepted(
    session: Session, rules: Rules, at: datetime, *, present: datetime
) -> tuple[tuple[str, timedelta], ...]:
    """(contact, waiting since) of those; see `waiting`."""
    return tuple((one.contact, one.over) for one in waiting(session, rules, at, present=present))


def waiting(session: Session, rules: Rules, at: datetime, *, present: datetime) -> tuple[Waiting, ...]:
    """Those that were out and not accepted in time at an instant, the longest first.

    present: from then on nobody has answered but those who have; before, whoever answered later had not.
    """
    out = [Escalation.made_at <= at]
    if at >= present:
        out += [Escalation.ended_at.is_(None), Escalation.accepted_at.is_(None)]
    else:
        out.append(Escalation.ended_at.is_(None) | (Escalation.ended_at > at))
        out.append(Escalation.accepted_at.is_(None) | (Escalation.accepted_at > at))
    rows = session.execute(
        select(ClockRow, Call.owner_id, Contact.id, Contact.role, Contact.organisation, Contact.name)
        .join(Escalation, (Escalation.id == ClockRow.escalation_id) & (Escalation.call_id == ClockRow.call_id))
        .join(Contact, Contact.id == Escalation.contact_id)
        .join(Call, Call.id == ClockRow.call_id)
        # With whom a confidential call is, is not for everybody.
        .where(*out, ClockRow.kind == ClockKind.ACCEPTANCE, not_(hidden(session)))
    )
    found = []
    for clock, owner_id, contact_id, role, organisation, name in rows:
        due = sla.due(clocks.facts_of(session, rules, clock, ()))
        if due is not None and not_accepted_in_time(due, at):
            found.append(Waiting(clock.call_id, owner_id, contact_id, role or organisation or name, at - due))
    return tuple(sorted(found, key=lambda one: one.over, reverse=True))
