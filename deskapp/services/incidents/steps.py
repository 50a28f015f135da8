"""The checklists of major incidents: one incident's, step by step with times, and the site's that it begins with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.models.incidents import Incident, IncidentCheck, IncidentStep
from deskapp.models.site import Staff
from deskapp.services.calls.incident import must_be_open, record
from deskapp.services.changes import Done
from deskapp.services.incidents.parts import done, needs, the_incident
from deskapp.services.incidents.views import IncidentView
from deskapp.services.texts import clean
from deskapp.services.work import Work

if TYPE_CHECKING:
    from deskapp.services.incidents.acts import AddStep, DoStep, SaveIncidentChecklist, UndoStep

#: (id, text) of each line, in order.
Lines = tuple[tuple[int, str], ...]


def do(work: Work, act: DoStep) -> Done[IncidentView]:
    """A step was done now. Raises Conflict where somebody has done it meanwhile."""
    with work.act() as unit:
        step, incident = _step(unit.session, act.step_id)
        if step.done_at is not None:
            by = unit.session.get_one(Staff, step.done_by_id)
            raise Conflict(Refusal.INCIDENT_STEP_DONE, name=by.name, newer=step.done_at)
        step.done_at, step.done_by_id, step.words = unit.now, unit.staff.id, clean(act.words)
        payload = {"step": step.text, "words": clean(act.words)}
        unit.tell(EventKind.INCIDENT_STEP, payload=payload)
        record(unit, incident)
        return done(unit, incident)


def undo(work: Work, act: UndoStep) -> Done[IncidentView]:
    """A step was not done after all, with the reason; that it was said to be done stays in the timeline."""
    with work.act() as unit:
        step, incident = _step(unit.session, act.step_id)
        if step.done_at is None:
            raise NotAllowed(Refusal.INCIDENT_STEP_OPEN)
        needs(act.reason, "reason")
        step.done_at = step.done_by_id = None
        step.words = ""
        payload = {"step": step.text, "words": clean(act.reason)}
        unit.tell(EventKind.INCIDENT_STEP_UNDONE, payload=payload)
        record(unit, incident)
        return done(unit, incident)


def add(work: Work, act: AddStep) -> Done[IncidentView]:
    """A further step, of this incident alone."""
    with work.act() as unit:
        incident = the_incident(unit.session, act.incident_id)
        must_be_open(incident)
        needs(act.text, "text")
        last = unit.session.scalar(
            select(func.max(IncidentStep.position)).where(IncidentStep.incident_id == incident.id)
        )
        position = 0 if last is None else last + 1
        unit.session.add(IncidentStep(incident_id=incident.id, position=position, text=clean(act.text)))
        payload = {"step": clean(act.text)}
        unit.tell(EventKind.INCIDENT_STEP_ADDED, payload=payload)
        record(unit, incident)
        return done(unit, incident)


def checklist(session: Session) -> Lines:
    """The site's checklist for incidents, in its order."""
    lines = select(IncidentCheck.id, IncidentCheck.text).where(IncidentCheck.active)
    return tuple((line_id, text) for line_id, text in session.execute(lines.order_by(IncidentCheck.position)))


def save_checklist(work: Work, act: SaveIncidentChecklist) -> Done[Lines]:
    """The site's checklist from the next incident on; those that are open keep the one they began with."""
    with work.act(Role.MANAGER) as unit:
        before = checklist(unit.session)
        if before != act.base_lines:
            raise Conflict(Refusal.INCIDENT_CHECKLIST_EDITED, newer=before)
        if any(not clean(text) for _number, text in act.lines):
            raise Invalid({"lines": FieldFault.MISSING})
        rows = {row.id: row for row in unit.session.scalars(select(IncidentCheck))}
        for row in rows.values():
            row.active = False
        for position, (line_id, text) in enumerate(act.lines):
            found = rows.get(line_id) if line_id is not None else None
            if found is None:
                unit.session.add(IncidentCheck(position=position, text=clean(text)))
            else:
                found.position, found.text, found.active = position, clean(text), True
        unit.session.flush()
        after = checklist(unit.session)
        if [text for _number, text in after] != [text for _number, text in before]:
            payload = {"was": [text for _number, text in before], "becomes": [text for _number, text in after]}
            unit.tell(EventKind.INCIDENT_CHECKLIST, payload=payload)
        return unit.done(after, "incidents", "site")


def _step(session: Session, step_id: int) -> tuple[IncidentStep, Incident]:
    step = session.get(IncidentStep, step_id)
    if step is None:
        raise NotFound(Refusal.INCIDENT_STEP_UNKNOWN, id=step_id)
    incident = session.get_one(Incident, step.incident_id)
    must_be_open(incident)
    return step, incident
