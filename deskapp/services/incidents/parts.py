"""What the acts on major incidents share: the incident and its parts, its own timeline, the answer."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.words import Role
from deskapp.models.incidents import Incident, IncidentMessage
from deskapp.models.site import Staff
from deskapp.services.changes import Done
from deskapp.services.incidents.reading import view
from deskapp.services.incidents.views import IncidentView
from deskapp.services.work import Unit


def the_incident(session: Session, incident_id: int) -> Incident:
    """The incident, or NotFound."""
    incident = session.get(Incident, incident_id)
    if incident is None:
        raise NotFound(Refusal.INCIDENT_UNKNOWN, id=incident_id)
    return incident


def refuse_stale(session: Session, incident: Incident, base_version: int) -> None:
    """Raises Conflict, with the newer incident, where somebody changed it since it was looked at."""
    if incident.version != base_version:
        raise Conflict(Refusal.INCIDENT_EDITED, title=incident.title, newer=view(session, incident.id))


def leads(unit: Unit, incident: Incident) -> None:
    """Ending an incident and giving it away is for its lead, or a supervisor; else NotAllowed."""
    if incident.lead_id != unit.staff.id and not unit.allows(Role.SUPERVISOR):
        raise NotAllowed(Refusal.NOT_YOUR_INCIDENT, title=incident.title)


def active_staff(session: Session, staff_id: int, field: str) -> Staff:
    found = session.get(Staff, staff_id)
    if found is None or not found.active:
        raise Invalid({field: FieldFault.UNKNOWN})
    return found


def needs(text: str, field: str) -> None:
    if not text.strip():
        raise Invalid({field: FieldFault.MISSING})


def newest_number(session: Session, incident_id: int) -> int:
    """The number of the message that counts; 0: none yet."""
    last = select(func.max(IncidentMessage.number)).where(IncidentMessage.incident_id == incident_id)
    return session.scalar(last) or 0


def done(unit: Unit, incident: Incident, calls: Collection[int] = (), *lists: str) -> Done[IncidentView]:
    """The end of every act on an incident."""
    unit.session.flush()
    return unit.done(view(unit.session, incident.id), "incidents", *lists, calls=calls)
