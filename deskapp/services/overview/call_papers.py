"""That a call leaves the desk on paper or as a draft is a line of its timeline, with the paper's number."""

from deskapp.domain.data_class import dataclass
from deskapp.services.calls.care import the_call
from deskapp.services.changes import Done
from deskapp.services.overview import call_detail
from deskapp.services.overview.views import CallDetail
from deskapp.services.papers import leaving
from deskapp.services.texts import clean
from deskapp.services.work import Work


@dataclass(frozen=True, slots=True)
class HandOn:
    """to: for whom a draft is; "" for the desk. timeline: whether the timeline is on it."""

    call_id: int
    to: str = ""
    timeline: bool = False


@dataclass(frozen=True, slots=True)
class LeavingCall:
    """The call as it is handed on, and the paper that this will be once it has left."""

    call: CallDetail
    paper: leaving.Leaving


def hand_on(work: Work, act: HandOn) -> Done[LeavingCall]:
    """Number a sheet of the call, which is about to leave; `desk.papers` is told what became of it.

    Raises NotAllowed where the call is confidential.
    """
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        told = call_detail.load(unit, call.id)
        number = leaving.next_number(unit.session, call.id)
        payload = {"number": number, "to": clean(act.to), "timeline": act.timeline}
        return unit.done(LeavingCall(told, leaving.begin(unit, call.id, number, payload)))
