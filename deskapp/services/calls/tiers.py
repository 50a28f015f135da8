"""A call follows its customer's tier, under the policy that it began with."""

from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import OPEN_STATES
from deskapp.models.calls import Call
from deskapp.services.clocks import clocks
from deskapp.services.work import Unit


def follow(unit: Unit, call: Call) -> None:
    """Give an open call the targets of the tier its customer has now, and tell what moved."""
    if call.state not in OPEN_STATES:
        return
    policy = unit.rules.policy(unit.session, call.policy_version_id)
    moved = clocks.follow(unit, call, policy)
    if moved:
        clocks.refresh(unit, call)
        unit.tell(EventKind.DEADLINES_MOVED, call.id, payload={"why": "tier", **clocks.told(moved)})
