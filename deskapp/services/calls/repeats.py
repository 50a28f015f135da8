"""Which earlier call of the same customer a call repeats, as both timelines tell it."""

from deskapp.domain.event_kind import EventKind
from deskapp.models.calls import Call
from deskapp.services.texts import reference
from deskapp.services.work import Unit


def tell(unit: Unit, kind: EventKind, call_id: int, earlier: int) -> None:
    """A confidential call is not named in the timeline of one that everybody sees."""
    for whose, side, other in ((call_id, "earlier", earlier), (earlier, "later", call_id)):
        if not unit.session.get_one(Call, other).confidential or unit.session.get_one(Call, whose).confidential:
            unit.tell(kind, whose, payload={side: reference(other)})
