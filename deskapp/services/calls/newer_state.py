"""Two people at one call: the later one is told who made it what it is now, and decides."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Conflict
from deskapp.domain.event_kind import EventKind
from deskapp.models.calls import Call
from deskapp.models.events import Event
from deskapp.models.site import Staff
from deskapp.services.texts import reference


def must_be_unchanged(session: Session, call: Call, base_version: int | None) -> None:
    """Raise Conflict where the call's state was changed after the line an act began from: who did it and when."""
    if base_version is None:
        return
    # A call that was taken up is no other one for whoever works on it.
    newer = session.execute(
        select(Event.id, Event.at, Staff.name)
        .join(Staff, Staff.id == Event.staff_id)
        .where(Event.call_id == call.id, Event.id > base_version)
        .where(Event.field == "state", Event.kind != EventKind.OPENED)
        .order_by(Event.id.desc())
        .limit(1)
    ).first()
    if newer is not None:
        version, at, by = newer
        ref = reference(call.id)
        raise Conflict(
            Refusal.STATE_CHANGED, ref=ref, state=call.state.value, newer=call.state, by=by, at=at, base_version=version
        )
