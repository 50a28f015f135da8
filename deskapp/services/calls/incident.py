"""A call's place in a major incident: put in, and told in both timelines."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.models.calls import Call
from deskapp.models.incidents import Incident, IncidentCall, IncidentEvent
from deskapp.models.site import Staff
from deskapp.services.calls.care import must_fit, taken_up, the_call
from deskapp.services.clocks import clocks
from deskapp.services.texts import reference
from deskapp.services.work import Unit


def put_in(unit: Unit, incident: Incident, calls: Sequence[int]) -> None:
    """Put calls into an open incident, within the act of the caller."""
    must_be_open(incident)
    for call_id in dict.fromkeys(calls):
        call = the_call(unit.session, call_id)
        must_fit(call, CallAct.JOIN_INCIDENT)
        _leave_past(unit, call, incident)
        there = unit.session.get(IncidentCall, (incident.id, call.id))
        if there is None:
            there = IncidentCall(
                incident_id=incident.id, call_id=call.id, joined_at=unit.now, joined_by_id=unit.staff.id
            )
            unit.session.add(there)
        else:
            there.joined_at, there.joined_by_id, there.left_at = unit.now, unit.staff.id, None
        unit.session.flush()
        taken_up(unit, call)
        unit.tell(EventKind.INCIDENT_JOINED, call.id, payload={"incident": incident.title})
        record(unit, incident)
        clocks.refresh(unit, call)


def _leave_past(unit: Unit, call: Call, incident: Incident) -> None:
    """A call that was in an incident of the past may be in a new one; of open ones, in one alone."""
    found = membership(unit.session, call.id)
    if found is None:
        return
    there, other = found
    ref = reference(call.id)
    if other.id == incident.id:
        raise NotAllowed(Refusal.INCIDENT_JOINED, ref=ref, name=unit.session.get_one(Staff, there.joined_by_id).name)
    if other.over_at is None:
        raise NotAllowed(Refusal.INCIDENT_JOINED_OTHER, ref=ref, title=other.title)
    there.left_at = unit.now
    unit.session.flush()


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


def record(unit: Unit, incident: Incident) -> None:
    """Write what was told; the last line is the incident's own, those before it are only the call's."""
    unit.session.add(IncidentEvent(event_id=unit.record()[-1], incident_id=incident.id))
    unit.session.flush()
