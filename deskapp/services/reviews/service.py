"""Reviews: calls drawn by lot or chosen, scored by supervisors each for themselves, and shared with whose they are."""

from sqlalchemy import delete
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.measures.periods import Period
from deskapp.domain.reviews.draw import Picked
from deskapp.domain.reviews.scorecard import left, sound
from deskapp.domain.words import ActionOf, CallState, ReviewState, Role
from deskapp.models.improve.actions import Action
from deskapp.models.improve.reviews import Review, ReviewCall, ReviewMark
from deskapp.models.site import Staff
from deskapp.services.actions import reading as actions
from deskapp.services.actions.acts import MakeAction
from deskapp.services.actions.service import agreed
from deskapp.services.calls.care import the_call
from deskapp.services.changes import Done
from deskapp.services.overview import call_detail
from deskapp.services.reviews import cards, drawing, reading
from deskapp.services.reviews.acts import (
    AgreedAction,
    AnswerReview,
    DrawCalls,
    FinishReview,
    SaveScorecard,
    SkipReview,
)
from deskapp.services.reviews.evidence import evidence
from deskapp.services.reviews.views import (
    CardView,
    DoneReview,
    DrawView,
    Figures,
    MyReview,
    ReviewPage,
    ReviewsView,
    SharedReview,
)
from deskapp.services.texts import clean, reference
from deskapp.services.work import Look, Unit, Work


class Reviews:
    """For supervisors; whose call it was sees what was shared with them. Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work

    # Looking

    def view(self) -> ReviewsView:
        """What is to be looked at by whoever works here, and what they score by."""
        with self._work.read() as session:
            me = self._work.must_be(session, Role.SUPERVISOR)
            return ReviewsView(
                draws=reading.draws(session),
                chosen=reading.chosen(session),
                done=reading.count_done(session, me.id),
                card=cards.newest(session),
                shared=reading.count_shared(session, me.id),
            )

    def page(self, call_id: int) -> ReviewPage:
        """A call that was drawn or chosen, with what the record shows, and what oneself and others made of it."""
        with self._work.look() as look:
            me = self._work.must_be(look.session, Role.SUPERVISOR)
            return _page(look, call_id, me.id)

    def done(self) -> tuple[DoneReview, ...]:
        """Those of whoever works here that are over, the last first."""
        with self._work.read() as session:
            return reading.done(session, self._work.must_be(session, Role.SUPERVISOR).id)

    def figures(self, period: Period) -> Figures:
        """Averages by line, and how well two reviewers of a call agree: of all reviews that were finished then."""
        with self._work.read() as session:
            self._work.may_read(session, Role.SUPERVISOR)
            return reading.figures(session, period)

    def shared(self) -> tuple[SharedReview, ...]:
        """What was shared with whoever works here of their own calls, the last first; nothing else is theirs to see."""
        with self._work.read() as session:
            return reading.shared(session, self._work.must_be(session, Role.AGENT).id)

    def unread(self) -> int:
        """How many of these they have not read yet; 0 while nobody is signed in."""
        with self._work.read(anybody=True) as session:
            return reading.count_shared(session, self._work.staff_id or 0, unread=True)

    def card(self) -> CardView:
        """The scorecard as it is now. Everybody may read what they are judged by."""
        with self._work.read() as session:
            self._work.must_be(session, Role.AGENT)
            return cards.newest(session)

    # Acting

    def draw(self, act: DrawCalls) -> Done[DrawView]:
        """Draw calls of a period by lot. Raises Invalid by field."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = drawing.drawn(unit, act)
            value = next(one for one in reading.draws(unit.session) if one.id == row.id)
            return unit.done(value, "reviews")

    def choose(self, call_id: int) -> Done[int]:
        """Choose a call by hand; one that is chosen already stays so. Gives back the call's id."""
        with self._work.act(Role.SUPERVISOR) as unit:
            call = the_call(unit.session, call_id)
            if call.state in (CallState.VOID, CallState.ARCHIVED):
                raise NotAllowed(Refusal.CALL_STATE, ref=reference(call_id), state=call.state.value)
            _refuse_own(unit.session, call_id, call.owner_id, unit.staff.id)
            if not reading.is_chosen(unit.session, call_id):
                row = ReviewCall(
                    call_id=call_id,
                    agent_id=call.owner_id,
                    why=Picked.CHOSEN,
                    position=0,
                    at=unit.now,
                    staff_id=unit.staff.id,
                )
                unit.session.add(row)
                unit.session.flush()
                unit.tell(EventKind.REVIEW_CHOSEN, payload={"ref": reference(call_id)})
            return unit.done(call_id, "reviews")

    def leave_out(self, call_id: int) -> Done[None]:
        """A call that was chosen by hand is not to be looked at after all. Reviews of it stay."""
        with self._work.act(Role.SUPERVISOR) as unit:
            gone = unit.session.execute(
                delete(ReviewCall)
                .where(ReviewCall.call_id == call_id, ReviewCall.draw_id.is_(None))
                .returning(ReviewCall.id)
            ).all()
            if not gone:
                raise NotFound(Refusal.REVIEW_NOT_LISTED)
            unit.tell(EventKind.REVIEW_LEFT_OUT, payload={"ref": reference(call_id)})
            return unit.done(None, "reviews")

    def finish(self, act: FinishReview) -> Done[ReviewPage]:
        """Keep the marks of a call, each line with one or with none. Raises Invalid by field, Conflict by version."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = _own_review(unit, act.call_id, act.base_version)
            card = cards.kept(unit, act.card_id)
            if not sound(act.marks, card.lines):
                raise Invalid({"marks": FieldFault.OUT_OF_RANGE})
            if left(act.marks, card.lines):
                raise Invalid({"marks": FieldFault.LINES_LEFT})
            row.state, row.scorecard_id, row.skip_reason = ReviewState.FINISHED, card.id, ""
            row.note = clean(act.note)
            _written(unit, row, names_hidden=act.names_hidden)
            unit.session.add_all(ReviewMark(review_id=row.id, line=code, mark=mark) for code, mark in act.marks.items())
            unit.tell(EventKind.REVIEW_FINISHED, payload={"ref": reference(row.call_id)})
            if act.action is not None:
                _agree(unit, row, act.action)
            if act.share:
                _share(unit, row)
            unit.session.flush()
            return unit.done(_page(unit, row.call_id, unit.staff.id), "reviews", "actions")

    def skip(self, act: SkipReview) -> Done[ReviewPage]:
        """A call is not scored, for a reason. Raises Invalid without one."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = _own_review(unit, act.call_id, act.base_version)
            reason = clean(act.reason)
            if not reason:
                raise Invalid({"reason": FieldFault.MISSING})
            row.state, row.scorecard_id, row.skip_reason, row.note = ReviewState.SKIPPED, None, reason, ""
            _written(unit, row, names_hidden=act.names_hidden)
            unit.tell(EventKind.REVIEW_SKIPPED, payload={"ref": reference(row.call_id)})
            return unit.done(_page(unit, row.call_id, unit.staff.id), "reviews")

    def share(self, review_id: int) -> Done[MyReview]:
        """From now on marks and note are to be seen by whose call it was; they are told so."""
        with self._work.act(Role.SUPERVISOR) as unit:
            row = unit.session.get(Review, review_id)
            if row is None or row.reviewer_id != unit.staff.id:
                raise NotAllowed(Refusal.REVIEW_NOT_YOURS)
            if row.state is not ReviewState.FINISHED:
                raise NotAllowed(Refusal.REVIEW_NOT_FINISHED)
            _share(unit, row)
            unit.session.flush()
            mine = reading.mine(unit.session, row.call_id, unit.staff.id)
            assert mine is not None
            return unit.done(mine, "reviews")

    def read(self, review_id: int) -> Done[None]:
        """Whose call it was has read what was shared with them."""
        with self._work.act() as unit:
            row = _shared_with(unit, review_id)
            if row.read_at is None:
                row.read_at = unit.now
                unit.tell(EventKind.REVIEW_READ, payload={"ref": reference(row.call_id)})
            return unit.done(None, "reviews")

    def answer(self, act: AnswerReview) -> Done[None]:
        """A word back to the reviewer, in place of an earlier one. Raises Invalid without words."""
        with self._work.act() as unit:
            row = _shared_with(unit, act.review_id)
            words = clean(act.words)
            if not words:
                raise Invalid({"words": FieldFault.MISSING})
            row.answer, row.answered_at = words, unit.now
            row.read_at = row.read_at or unit.now
            unit.tell(EventKind.REVIEW_ANSWERED, payload={"ref": reference(row.call_id)})
            return unit.done(None, "reviews")

    def save_card(self, act: SaveScorecard) -> Done[CardView]:
        """What is scored by from now on; reviews keep the version that they were made with."""
        with self._work.act(Role.MANAGER) as unit:
            return unit.done(cards.save(unit, act), "reviews")


def _page(look: Look, call_id: int, me: int) -> ReviewPage:
    session = look.session
    call = call_detail.load(look, call_id)
    agent_id = _whose(session, call_id, me)
    agent = session.get_one(Staff, agent_id).name
    mine = reading.mine(session, call_id, me)
    finished = mine is not None and mine.state is ReviewState.FINISHED
    agreed = actions.views(session, Action.of_kind == ActionOf.REVIEW, Action.of_key == str(mine.id)) if mine else ()
    told = {event.by for event in call.events} | {call.row.owner} | {one.made_by for one in call.escalations}
    return ReviewPage(
        call=call,
        agent_id=agent_id,
        agent=agent,
        card=mine.card if mine is not None and finished else reading.begun_with(session, call_id, me),
        evidence=evidence(look, call),
        mine=mine,
        others=reading.others(session, call_id, me, mine),
        actions=agreed,
        staff=reading.staff_of(session, told, agent),
    )


def _whose(session: Session, call_id: int, me: int) -> int:
    """Whose call it was when it was drawn or chosen. Raises NotFound where it was not, NotAllowed of one's own."""
    row = reading.of_call(session, call_id, me) or reading.listed(session, call_id)
    if row is None:
        raise NotFound(Refusal.REVIEW_NOT_LISTED)
    _refuse_own(session, call_id, row.agent_id, me)
    return row.agent_id


def _refuse_own(session: Session, call_id: int, agent_id: int, me: int) -> None:
    if reading.is_own(session, call_id, agent_id, me):
        raise NotAllowed(Refusal.REVIEW_OWN, ref=reference(call_id))


def _own_review(unit: Unit, call_id: int, base_version: int) -> Review:
    """The review that whoever acts is about to write: of a call that may be theirs to judge, and is not settled yet."""
    the_call(unit.session, call_id)
    agent_id = _whose(unit.session, call_id, unit.staff.id)
    row = reading.of_call(unit.session, call_id, unit.staff.id)
    if row is None:
        row = Review(call_id=call_id, agent_id=agent_id, reviewer_id=unit.staff.id, version=0, note="")
        if base_version != 0:
            raise Conflict(Refusal.REVIEW_CHANGED)
        return row
    if row.version != base_version:
        raise Conflict(Refusal.REVIEW_CHANGED)
    if reading.fixed(unit.session, row):
        raise NotAllowed(Refusal.REVIEW_FIXED)
    return row


def _written(unit: Unit, row: Review, *, names_hidden: bool) -> None:
    """Write it in place of what it was; its marks are to follow, and what was typed for it is no draft any more."""
    row.at, row.names_hidden = unit.now, names_hidden
    row.version += 1
    unit.session.add(row)
    unit.session.flush()
    unit.session.execute(delete(ReviewMark).where(ReviewMark.review_id == row.id))


def _agree(unit: Unit, row: Review, action: AgreedAction) -> None:
    agreed(unit, MakeAction(ActionOf.REVIEW, str(row.id), action.about, action.what, action.owner_id, action.due))


def _share(unit: Unit, row: Review) -> None:
    if row.shared_at is None:
        row.shared_at = unit.now
        row.version += 1
        unit.tell(EventKind.REVIEW_SHARED, payload={"ref": reference(row.call_id)})


def _shared_with(unit: Unit, review_id: int) -> Review:
    row = unit.session.get(Review, review_id)
    if row is None or row.agent_id != unit.staff.id or row.shared_at is None:
        raise NotAllowed(Refusal.REVIEW_NOT_YOURS)
    return row
