"""Attempts to reach the customer that nobody answered, counted from the timeline."""

from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from deskapp.domain.event_kind import EventKind
from deskapp.domain.lapse import Attempts, counted
from deskapp.domain.words import CallState
from deskapp.models.calls import Call
from deskapp.models.events import Event
from deskapp.models.site import Site
from deskapp.services.clocks import conversations


def since_spoken(session: Session, call: Call, until: datetime | None = None) -> Attempts:
    """Those since the call was resolved last, and since the last conversation with its customer after that.

    A call made void and restored meanwhile was not resolved anew. until: as it was then; None: by all that is recorded.
    """
    recorded = Event.call_id == call.id if until is None else and_(Event.call_id == call.id, Event.at <= until)
    resolved = and_(Event.field == "state", Event.becomes == CallState.RESOLVED.value, Event.kind != EventKind.RESTORED)
    since = (
        # An imported call may have come resolved: then all of them count.
        select(func.coalesce(func.max(Event.id), 0))
        .where(recorded, or_(resolved, Event.kind.in_(conversations.SPOKEN)))
        .scalar_subquery()
    )
    instants = session.scalars(select(Event.at).where(recorded, Event.kind == EventKind.ATTEMPT, Event.id > since))
    return counted(instants, session.get_one(Site, 1).zone)
