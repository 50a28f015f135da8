"""Questions to the owners of calls: those that wait for one's own answer, those that one asked, and the answer."""

from datetime import timedelta

from sqlalchemy import or_

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Answered
from deskapp.models.approvals import UpdateRequest
from deskapp.models.calls import IS_OPEN, Call
from deskapp.models.site import Staff
from deskapp.services.calls.care import looked_after, must_fit, taken_up, the_call
from deskapp.services.changes import Done
from deskapp.services.requests import reading
from deskapp.services.requests.acts import AnswerRequest
from deskapp.services.requests.views import RequestView
from deskapp.services.texts import clean, reference
from deskapp.services.work import Work

#: What one asked is shown for so long after it was answered, and so many of it.
_SHOWN = timedelta(days=7)
_MOST = 500


class Requests:
    """Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def to_me(self) -> tuple[RequestView, ...]:
        """The questions that wait for an answer of whoever works here: they own the call. The newest first."""
        with self._work.read() as session:
            mine = Call.owner_id == (self._work.staff_id or 0)
            return reading.views(session, UpdateRequest.ended_at.is_(None), IS_OPEN, mine)

    def by_me(self) -> tuple[RequestView, ...]:
        """What whoever works here asked: what waits, and what was answered within a week. The newest first."""
        with self._work.look() as look:
            lately = or_(UpdateRequest.ended_at.is_(None), UpdateRequest.ended_at >= look.now - _SHOWN)
            mine = UpdateRequest.asked_by_id == (self._work.staff_id or 0)
            shown = or_(UpdateRequest.how.is_(None), UpdateRequest.how.not_in((Answered.WITHDRAWN, Answered.AGAIN)))
            return reading.views(look.session, mine, lately, shown, most=_MOST)

    def answer(self, act: AnswerRequest) -> Done[RequestView]:
        """Answer in words, by whoever looks after the call. Raises Conflict where it was answered meanwhile."""
        with self._work.act() as unit:
            one = unit.session.get(UpdateRequest, act.request_id)
            if one is None:
                raise NotFound(Refusal.NOT_ASKED)
            call = the_call(unit.session, one.call_id)
            must_fit(call, CallAct.ANSWER)
            if one.ended_at is not None:
                by = "" if one.ended_by_id is None else unit.session.get_one(Staff, one.ended_by_id).name
                raise Conflict(Refusal.NOT_ASKED, ref=reference(call.id), by=by)
            words = clean(act.words)
            if not words:
                raise Invalid({"words": FieldFault.MISSING})
            one.ended_at, one.ended_by_id, one.how, one.answer = unit.now, unit.staff.id, Answered.WORDS, words
            taken_up(unit, call)
            asker = unit.session.get_one(Staff, one.asked_by_id).name
            unit.tell(EventKind.UPDATE_ANSWERED, call.id, payload={"words": words, "asker": asker})
            looked_after(unit, call)
            unit.session.flush()
            value = reading.views(unit.session, UpdateRequest.id == one.id)[0]
            return unit.done(value, "requests", calls=(call.id,))
