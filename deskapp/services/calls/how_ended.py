"""How one call ended or may end, as plain data."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain import lapse
from deskapp.domain.words import CallState
from deskapp.models.calls import Call
from deskapp.models.endings import Satisfaction, Voiding
from deskapp.models.site import Site, Staff
from deskapp.services.calls.endings import duplicates_of
from deskapp.services.calls.views import Endings, VoidingView
from deskapp.services.clocks import customer_attempts
from deskapp.services.confidential.access import sees
from deskapp.services.rules import desk_calendar
from deskapp.services.staff.supervisors import supervisors
from deskapp.services.texts import reference
from deskapp.services.work import Look


def of_call(look: Look, call: Call) -> Endings:
    attempts = next_attempt = None
    if call.state is CallState.RESOLVED:
        attempts = customer_attempts.since_spoken(look.session, call)
        calendar = look.rules.calendar(look.session, desk_calendar(look.session)[1].id)
        next_attempt = lapse.next_attempt(attempts, look.now, look.session.get_one(Site, 1).zone, calendar)
    scores = select(Satisfaction.cycle, Satisfaction.score).where(Satisfaction.call_id == call.id)
    return Endings(
        attempts=attempts,
        next_attempt=next_attempt,
        supervisors=supervisors(look.session),
        voiding=_voiding(look.session, call),
        duplicates=duplicates_of(look.session, call.id),
        satisfaction=tuple(
            (cycle, score) for cycle, score in look.session.execute(scores.order_by(Satisfaction.cycle))
        ),
    )


def _voiding(session: Session, call: Call) -> VoidingView | None:
    if call.state is not CallState.VOID:
        return None
    found = session.execute(
        select(Voiding, Staff.name)
        .join(Staff, Staff.id == Voiding.staff_id)
        .where(Voiding.call_id == call.id, Voiding.undone_at.is_(None))
    ).first()
    if found is None:
        return None
    voiding, by = found
    other, words = voiding.duplicate_of_id, voiding.words
    if other is not None and not sees(session, session.get_one(Call, other)):
        # Where nobody said more, the words are the reference.
        words = "" if words == reference(other) else words
        other = None
    ref = "" if other is None else reference(other)
    return VoidingView(voiding.reason, other, ref, words, voiding.at, by)
