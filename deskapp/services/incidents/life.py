"""The life of a major incident: opened, led, told of, over, and open again where it was not over after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid
from deskapp.domain.event_kind import EventKind
from deskapp.models.base import to_stored
from deskapp.models.incidents import Incident, IncidentCheck, IncidentMessage, IncidentStep
from deskapp.models.site import Category, Staff
from deskapp.services.calls.incident import must_be_open, put_in, record
from deskapp.services.changes import Done
from deskapp.services.incidents import calls as incident_calls
from deskapp.services.incidents import reading as incident_reading
from deskapp.services.incidents.parts import active_staff, done, leads, needs, newest_number, refuse_stale, the_incident
from deskapp.services.incidents.views import IncidentView
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work

if TYPE_CHECKING:
    from deskapp.services.incidents.acts import (
        EndIncident,
        HandOverLead,
        NoteIncident,
        OpenIncident,
        ReopenIncident,
        WriteMessage,
    )


def open_(work: Work, act: OpenIncident) -> Done[IncidentView]:
    """Open an incident with the site's checklist and its first calls. Any agent may: it is an emergency."""
    with work.act() as unit:
        incident = start(unit, act)
        put_in(unit, incident, act.calls)
        return done(unit, incident, act.calls)


def start(unit: Unit, act: OpenIncident) -> Incident:
    """A new incident without calls, its checklist as the site has it now. Raises Invalid by field."""
    wrong: dict[str, FieldFault] = {}
    if not clean(act.title):
        wrong["title"] = FieldFault.MISSING
    if act.began_at is not None and act.began_at > unit.now:
        wrong["began_at"] = FieldFault.FUTURE
    if act.category_id is not None and unit.session.get(Category, act.category_id) is None:
        wrong["category_id"] = FieldFault.UNKNOWN
    if wrong:
        raise Invalid(wrong)
    lead = active_staff(unit.session, unit.staff.id if act.lead_id is None else act.lead_id, "lead_id")
    incident = Incident(
        title=clean(act.title),
        category_id=act.category_id,
        began_at=act.began_at or unit.now,
        opened_at=unit.now,
        opened_by_id=unit.staff.id,
        lead_id=lead.id,
    )
    unit.session.add(incident)
    unit.session.flush()
    lines = unit.session.scalars(
        select(IncidentCheck.text).where(IncidentCheck.active).order_by(IncidentCheck.position, IncidentCheck.id)
    )
    unit.session.add_all(
        IncidentStep(incident_id=incident.id, position=position, text=text) for position, text in enumerate(lines)
    )
    payload = {"incident": incident.title, "began_at": to_stored(incident.began_at), "lead": lead.name}
    unit.tell(EventKind.INCIDENT_OPENED, payload=payload)
    record(unit, incident)
    return incident


def write(work: Work, act: WriteMessage) -> Done[IncidentView]:
    """A new message for all affected customers. Those before it stay as they were told."""
    with work.act() as unit:
        incident = the_incident(unit.session, act.incident_id)
        needs(act.words, "words")
        newest = newest_number(unit.session, incident.id)
        if newest != act.base_number:
            newer = incident_reading.messages(unit.session, incident.id)[-1]
            raise Conflict(Refusal.INCIDENT_MESSAGE_NEWER, name=newer.made_by, number=newer.number, newer=newer)
        unit.session.add(
            IncidentMessage(
                incident_id=incident.id,
                number=newest + 1,
                words=clean(act.words),
                made_at=unit.now,
                made_by_id=unit.staff.id,
            )
        )
        incident.version += 1
        payload = {"number": newest + 1, "words": clean(act.words)}
        unit.tell(EventKind.INCIDENT_MESSAGE, payload=payload)
        record(unit, incident)
        return done(unit, incident)


def hand_over(work: Work, act: HandOverLead) -> Done[IncidentView]:
    """Another lead, with the reason. An agent may give away only an incident that they lead."""
    with work.act() as unit:
        incident = the_incident(unit.session, act.incident_id)
        must_be_open(incident)
        leads(unit, incident)
        refuse_stale(unit.session, incident, act.base_version)
        needs(act.reason, "reason")
        lead = active_staff(unit.session, act.lead_id, "lead_id")
        was = unit.session.get_one(Staff, incident.lead_id)
        if lead.id == was.id:
            raise Invalid({"lead_id": FieldFault.LEADS_ALREADY})
        incident.lead_id = lead.id
        incident.version += 1
        payload = {"was": was.name, "becomes": lead.name, "reason": clean(act.reason)}
        unit.tell(EventKind.INCIDENT_LEAD, None, "lead", str(was.id), str(lead.id), payload)
        record(unit, incident)
        return done(unit, incident)


def note(work: Work, act: NoteIncident) -> Done[IncidentView]:
    with work.act() as unit:
        incident = the_incident(unit.session, act.incident_id)
        needs(act.words, "words")
        unit.tell(EventKind.INCIDENT_NOTE, payload={"words": clean(act.words)})
        record(unit, incident)
        return done(unit, incident)


def end(work: Work, act: EndIncident) -> Done[IncidentView]:
    """It is over. Who must still be told, and which steps were left out, is in its timeline; both may remain."""
    with work.act() as unit:
        incident = the_incident(unit.session, act.incident_id)
        must_be_open(incident)
        leads(unit, incident)
        refuse_stale(unit.session, incident, act.base_version)
        needs(act.outcome, "outcome")
        close(unit, incident, clean(act.outcome))
        return done(unit, incident)


def close(unit: Unit, incident: Incident, outcome: str) -> None:
    """Write down that an incident is over."""
    view = incident_reading.view(unit.session, incident.id)
    incident.over_at, incident.over_by_id, incident.outcome = unit.now, unit.staff.id, outcome
    incident.version += 1
    payload: dict[str, object] = {"words": outcome}
    if view.to_tell:
        payload["to_tell"] = view.to_tell
    if view.steps_done < view.steps:
        payload["steps_left"] = view.steps - view.steps_done
    unit.tell(EventKind.INCIDENT_OVER, payload=payload)
    record(unit, incident)


def reopen(work: Work, act: ReopenIncident) -> Done[IncidentView]:
    """It was not over after all. Any agent may say so: it is an emergency again."""
    with work.act() as unit:
        incident = the_incident(unit.session, act.incident_id)
        if incident.over_at is None:
            raise Conflict(
                Refusal.INCIDENT_OPEN, title=incident.title, newer=incident_reading.view(unit.session, incident.id)
            )
        refuse_stale(unit.session, incident, act.base_version)
        needs(act.reason, "reason")
        incident.over_at = incident.over_by_id = None
        incident.outcome = ""
        incident.version += 1
        payload = {"words": clean(act.reason)}
        unit.tell(EventKind.INCIDENT_REOPENED, payload=payload)
        record(unit, incident)
        return done(unit, incident)


def is_bare(session: Session, incident: Incident) -> bool:
    """Whether nothing was done in an incident yet: no calls are left in it, no step done, no message written."""
    steps = select(func.count()).where(IncidentStep.incident_id == incident.id, IncidentStep.done_at.is_not(None))
    return not (
        incident_calls.calls_of(session, incident.id) or newest_number(session, incident.id) or session.scalar(steps)
    )
