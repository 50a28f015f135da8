"""A call's place in a major incident: put in, and told in both timelines."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.models.calls import Call
from deskapp.models.incidents import Incident, IncidentCall, IncidentEvent
from deskapp.models.site import Staff
from deskapp.services import events
from deskapp.services.calls.care import must_fit, taken_up, the_call
from deskapp.services.clocks import clocks
from deskapp.services.people import StaffView
from deskapp.services.texts import reference
from deskapp.services.work import Work

if TYPE_CHECKING:
    pass


def put_in(
    work: Work, session: Session, incident: Incident, calls: Sequence[int], now: datetime, staff: StaffView
) -> None:
    """Put calls into an open incident, within the act of the caller."""
    must_be_open(incident)
    for call_id in dict.fromkeys(calls):
        call = the_call(session, call_id)
        must_fit(call, CallAct.JOIN_INCIDENT)
        _leave_past(session, call, incident, now)
        there = session.get(IncidentCall, (incident.id, call.id))
        if there is None:
            there = IncidentCall(incident_id=incident.id, call_id=call.id, joined_at=now, joined_by_id=staff.id)
            session.add(there)
        else:
            there.joined_at, there.joined_by_id, there.left_at = now, staff.id, None
        session.flush()
        payload = {"incident": incident.title}
        opened = taken_up(call, now, staff.id)
        line = events.Line(EventKind.INCIDENT_JOINED, now, staff.id, call.id, payload=payload)
        record(session, incident, [line], now, opened)
        clocks.refresh(session, work.rules, call)


def _leave_past(session: Session, call: Call, incident: Incident, now: datetime) -> None:
    """A call that was in an incident of the past may be in a new one; of open ones, in one alone."""
    found = membership(session, call.id)
    if found is None:
        return
    there, other = found
    ref = reference(call.id)
    if other.id == incident.id:
        raise NotAllowed(Refusal.INCIDENT_JOINED, ref=ref, name=session.get_one(Staff, there.joined_by_id).name)
    if other.over_at is None:
        raise NotAllowed(Refusal.INCIDENT_JOINED_OTHER, ref=ref, title=other.title)
    there.left_at = now
    session.flush()


def must_be_open(incident: Incident) -> None:
    if incident.over_at is not None:
        raise NotAllowed(Refusal.INCIDENT_OVER, title=incident.title)


def membership(session: Session, call_id: int) -> tuple[IncidentCall, Incident] | None:
    """The incident that a call belongs to now: open or over."""
    found = session.execute(
        select(IncidentCall, Incident)
        .join(Incident, Incident.id == IncidentCall.incident_id)
        .where(IncidentCall.call_id == call_id, IncidentCall.left_at.is_(None))
    ).first()
    return None if found is None else (found[0], found[1])


def record(
    session: Session,
    incident: Incident,
    lines: Sequence[events.Line],
    now: datetime,
    before: Sequence[events.Line] = (),
) -> None:
    """Write lines that are the incident's own, after those that are only the call's."""
    ids = events.record(session, [*before, *lines], now)
    own = ids[len(before) :]
    session.add_all(IncidentEvent(event_id=number, incident_id=incident.id) for number in own)
    session.flush()
