"""The type of escalation that opens or joins a major incident, and its undoing."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault
from deskapp.domain.words import EscalationType
from deskapp.models.calls import IS_OPEN, Call
from deskapp.models.escalations import Escalation
from deskapp.models.incidents import Incident, IncidentCall
from deskapp.services.calls.incident import membership
from deskapp.services.calls.incident import put_in as put_in_of
from deskapp.services.incidents import calls as incident_calls
from deskapp.services.incidents import life as incident_life
from deskapp.services.incidents.acts import OpenIncident
from deskapp.services.texts import clean
from deskapp.services.work import Unit

if TYPE_CHECKING:
    from deskapp.services.escalations.acts import Escalate


def check(session: Session, call: Call, act: Escalate, wrong: dict[str, FieldFault]) -> None:
    """What is wrong with the incident that an act names, by field."""
    if EscalationType.INCIDENT not in act.types:
        if act.incident_id is not None or act.incident_title is not None or act.incident_calls:
            wrong["incident"] = FieldFault.INCIDENT_WITHOUT_THE_TYPE
        return
    if act.incident_id is not None:
        incident = session.get(Incident, act.incident_id)
        if incident is None:
            wrong["incident"] = FieldFault.UNKNOWN
        elif incident.over_at is not None:
            wrong["incident"] = FieldFault.INCIDENT_OVER
    elif not clean(act.incident_title or "") and (act.incident_title is not None or _titles_itself(session, call, act)):
        wrong["incident"] = FieldFault.MISSING
    known = select(Call.id).where(Call.id.in_(act.incident_calls), IS_OPEN)
    if len(set(session.scalars(known))) != len(set(act.incident_calls)):
        wrong["incident_calls"] = FieldFault.UNKNOWN


def _titles_itself(session: Session, call: Call, act: Escalate) -> bool:
    """Whether the words of a confidential call would become the title that everybody reads."""
    there = membership(session, call.id)
    return (call.confidential or act.confidential) and (there is None or there[1].over_at is not None)


def carry_out(unit: Unit, call: Call, escalation: Escalation, act: Escalate) -> None:
    """Open or join the incident of an escalation. A call that belongs to an open one already stays there."""
    if EscalationType.INCIDENT not in act.types:
        return
    there = membership(unit.session, call.id)
    own = there[1] if there is not None and there[1].over_at is None else None
    if act.incident_id is not None:
        incident = unit.session.get_one(Incident, act.incident_id)
    elif own is not None and act.incident_title is None:
        incident = own
    else:
        title = call.summary if act.incident_title is None else act.incident_title
        incident = incident_life.start(unit, OpenIncident(title, category_id=call.category_id))
    calls = [call_id for call_id in (call.id, *act.incident_calls) if own is not incident or call_id != call.id]
    put_in_of(unit, incident, calls)
    escalation.incident_id = incident.id
    unit.session.flush()


def take_back(unit: Unit, escalation: Escalation, reason: str) -> Collection[int]:
    """Undo it with the escalation: the calls that it put in leave again; a just opened, bare incident ends.

    Gives back the calls that left.
    """
    incident = unit.session.get(Incident, escalation.incident_id) if escalation.incident_id is not None else None
    if incident is None or incident.over_at is not None:
        return ()
    put_in = unit.session.scalars(
        select(IncidentCall).where(
            IncidentCall.incident_id == incident.id,
            IncidentCall.joined_at == escalation.made_at,
            IncidentCall.left_at.is_(None),
        )
    ).all()
    for there in put_in:
        incident_calls.take_out(unit, incident, there, reason)
    if incident.opened_at == escalation.made_at and incident_life.is_bare(unit.session, incident):
        incident_life.close(unit, incident, reason)
    return [there.call_id for there in put_in]
