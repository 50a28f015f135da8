"""That a call left the desk on paper or as a draft is a line of its timeline, with the paper's number."""

from sqlalchemy import func, select

from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import PaperWay
from deskapp.models.events import Event
from deskapp.services.calls.care import the_call
from deskapp.services.changes import Done
from deskapp.services.overview import call_detail
from deskapp.services.overview.views import CallDetail
from deskapp.services.texts import clean
from deskapp.services.work import Work


@dataclass(frozen=True, slots=True)
class HandOn:
    """to: for whom a draft is; "" for the desk. timeline: whether the timeline was on it."""

    call_id: int
    way: PaperWay
    to: str = ""
    timeline: bool = False


@dataclass(frozen=True, slots=True)
class HandedOn:
    """The call as it was handed on, and which of its sheets that is."""

    call: CallDetail
    number: int


def hand_on(work: Work, act: HandOn) -> Done[HandedOn]:
    """Number the sheet, and record what becomes of it. Raises NotAllowed where the call is confidential."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        before = select(func.count()).where(Event.call_id == call.id, Event.kind == EventKind.CALL_SHEET)
        number = (unit.session.scalar(before) or 0) + 1
        payload = {"number": number, "way": act.way.value, "to": clean(act.to), "timeline": act.timeline}
        told = call_detail.load(unit, call.id)
        unit.tell(EventKind.CALL_SHEET, call.id, payload=payload)
        return unit.done(HandedOn(told, number), calls=(call.id,))
