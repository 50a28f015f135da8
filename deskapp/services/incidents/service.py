"""Major incidents, as the screens and the command line ask for them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from deskapp.domain.signs import triggers
from deskapp.models.base import to_stored
from deskapp.models.incidents import Incident
from deskapp.services.calls.care import the_call
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.incidents import calls as incident_calls
from deskapp.services.incidents import life as incident_life
from deskapp.services.incidents import reading as incident_reading
from deskapp.services.incidents import steps as incident_steps
from deskapp.services.incidents.steps import Lines
from deskapp.services.incidents.views import IncidentDetail, IncidentFit, IncidentStart, IncidentView
from deskapp.services.work import Work

if TYPE_CHECKING:
    from deskapp.services.incidents import acts

#: So many incidents of the past are listed.
_PAST = 50


class Incidents:
    """Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    # Reading

    def open(self) -> tuple[IncidentView, ...]:
        """The incidents that are not over, the newest first."""
        with self._work.read() as session:
            return incident_reading.views(session, Incident.over_at.is_(None))

    def recent(self) -> tuple[IncidentView, ...]:
        """The incidents that are over, the newest first."""
        with self._work.read() as session:
            return incident_reading.views(session, Incident.over_at.is_not(None), most=_PAST)

    def one(self, incident_id: int) -> IncidentDetail:
        """Calls, steps with times, messages, who still must be told, and its own timeline."""
        with self._work.read() as session:
            return incident_reading.one(session, incident_id)

    def fitting(self, category_id: int | None, words: str = "") -> tuple[IncidentFit, ...]:
        """The open incidents, those first that a call of this category and these words may belong to."""
        with self._work.read() as session:
            return incident_reading.fitting(session, category_id, words)

    def of_the_hour(self, category_id: int | None, but: Collection[int] = ()) -> tuple[CallRow, ...]:
        """Unresolved calls of the last hour that belong to no open incident: of a category, or of all (None)."""
        since = to_stored(self._work.clock.now() - triggers.MANY_WITHIN)
        with self._work.read() as session:
            return incident_reading.of_the_hour(session, category_id, since, but)

    def for_call(self, call_id: int) -> IncidentStart:
        """For escalating a call as an incident: those that are open, ranked; and other calls of the hour."""
        since = to_stored(self._work.clock.now() - triggers.MANY_WITHIN)
        with self._work.read() as session:
            call = the_call(session, call_id)
            words = f"{call.summary} {call.details}"
            fits = incident_reading.fitting(session, call.category_id, words)
            return IncidentStart(fits, *incident_reading.around(session, call, since))

    def checklist(self) -> Lines:
        """The site's checklist for incidents."""
        with self._work.read() as session:
            return incident_steps.checklist(session)

    # Doing

    def start(self, act: acts.OpenIncident) -> Done[IncidentView]:
        return incident_life.open_(self._work, act)

    def join(self, act: acts.JoinIncident) -> Done[IncidentView]:
        return incident_calls.join(self._work, act)

    def leave(self, act: acts.LeaveIncident) -> Done[IncidentView]:
        return incident_calls.leave(self._work, act)

    def do_step(self, act: acts.DoStep) -> Done[IncidentView]:
        return incident_steps.do(self._work, act)

    def undo_step(self, act: acts.UndoStep) -> Done[IncidentView]:
        return incident_steps.undo(self._work, act)

    def add_step(self, act: acts.AddStep) -> Done[IncidentView]:
        return incident_steps.add(self._work, act)

    def write(self, act: acts.WriteMessage) -> Done[IncidentView]:
        return incident_life.write(self._work, act)

    def tell(self, act: acts.TellCustomer) -> Done[IncidentView]:
        return incident_calls.tell(self._work, act)

    def not_reached(self, act: acts.NotReached) -> Done[IncidentView]:
        return incident_calls.not_reached(self._work, act)

    def hand_over(self, act: acts.HandOverLead) -> Done[IncidentView]:
        return incident_life.hand_over(self._work, act)

    def note(self, act: acts.NoteIncident) -> Done[IncidentView]:
        return incident_life.note(self._work, act)

    def end(self, act: acts.EndIncident) -> Done[IncidentView]:
        return incident_life.end(self._work, act)

    def reopen(self, act: acts.ReopenIncident) -> Done[IncidentView]:
        return incident_life.reopen(self._work, act)

    def save_checklist(self, act: acts.SaveIncidentChecklist) -> Done[Lines]:
        return incident_steps.save_checklist(self._work, act)
