"""Which earlier call of the same customer a call repeats, as both timelines tell it."""

from datetime import datetime

from sqlalchemy.orm import Session

from deskapp.domain.event_kind import EventKind
from deskapp.models.calls import Call
from deskapp.services import events
from deskapp.services.texts import reference


def linked(
    session: Session, kind: EventKind, call_id: int, earlier: int, now: datetime, staff_id: int
) -> list[events.Line]:
    """A confidential call is not named in the timeline of one that everybody sees."""
    lines = []
    for number, side, other in ((call_id, "earlier", earlier), (earlier, "later", call_id)):
        if not session.get_one(Call, other).confidential or session.get_one(Call, number).confidential:
            lines.append(events.Line(kind, now, staff_id, number, payload={side: reference(other)}))
    return lines
