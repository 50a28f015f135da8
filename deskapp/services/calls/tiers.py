"""A call follows its customer's tier, under the policy that it began with."""

from datetime import datetime

from sqlalchemy.orm import Session

from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import OPEN_STATES
from deskapp.models.calls import Call
from deskapp.services import events
from deskapp.services.clocks import clocks
from deskapp.services.work import Work


def follow(work: Work, session: Session, call: Call, now: datetime, staff_id: int) -> list[events.Line]:
    """Give an open call the targets of the tier its customer has now; gives back the line with what moved."""
    if call.state not in OPEN_STATES:
        return []
    policy = work.rules.policy(session, call.policy_version_id)
    moved = clocks.follow(session, work.rules, call, policy, now)
    if not moved:
        return []
    clocks.refresh(session, work.rules, call)
    payload = {"why": "tier", "moved": clocks.told(moved)}
    return [events.Line(EventKind.DEADLINES_MOVED, now, staff_id, call.id, payload=payload)]
