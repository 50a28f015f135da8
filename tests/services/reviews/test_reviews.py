"""Reviews of calls (RULES.md, "Reviews"): drawn, scored by two who do not see each other, shared, answered."""

from datetime import date, timedelta

import pytest
from scene import YES, at, contact, escalate, log, rows, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, DeskError, Invalid, NotAllowed
from deskapp.domain.measures.periods import PeriodKind, containing
from deskapp.domain.reviews.draw import Picked
from deskapp.domain.reviews.scorecard import CardLine, LineCode
from deskapp.domain.words import ActionOf, AttemptResult, Consent, HandoffPart, ReviewState, Role, Transfer
from deskapp.services.calls.acts import ContactCustomer, MakeConfidential, RateCall, Reassign, ResolveCall
from deskapp.services.escalations.acts import ReturnEscalation, TryContact, WithdrawEscalation
from deskapp.services.reviews.acts import (
    AgreedAction,
    AnswerReview,
    DrawCalls,
    FinishReview,
    SaveScorecard,
    SkipReview,
)
from deskapp.services.reviews.views import ReviewPage
from deskapp.wording.reviews import evidence as evidence_wording

NOVEMBER = containing(PeriodKind.MONTH, date(2026, 11, 16))
ALL_THREE = {code.value: 3 for code in LineCode}


class Scene:
    """Two agents with escalated calls, two supervisors, a manager."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.ana, self.ben = staff(desk, Role.AGENT, "Ana"), staff(desk, Role.AGENT, "Ben")
        self.sue, self.tom = staff(desk, Role.SUPERVISOR, "Sue"), staff(desk, Role.SUPERVISOR, "Tom")
        self.expert = contact(desk).id

    def by(self, who: int) -> Desk:
        self.desk.work.staff_id = who
        return self.desk

    def call(self, who: int, *, closed: bool = True, **more: object) -> int:
        desk = self.by(who)
        call_id = log(desk, f"Call {len(desk.lists.search('C-')) + 1} of {who}").id
        one = escalate(desk, call_id, self.expert, **more)
        desk.escalations.give_back(ReturnEscalation(one.id, "Done"))
        if closed:
            desk.calls.resolve(ResolveCall(call_id, "Paper", YES))
        return call_id

    def finish(self, who: int, call_id: int, **more: object) -> ReviewPage:
        given: dict[str, object] = {"card_id": self.by(who).reviews.card().id, "marks": ALL_THREE, **more}
        return self.by(who).reviews.finish(FinishReview(call_id, **given)).value  # type: ignore[arg-type]


@pytest.fixture
def scene(desk: Desk) -> Scene:
    return Scene(desk)


def test_a_draw_is_written_down_and_the_same_seed_over_the_same_record_draws_the_same(scene: Scene) -> None:
    calls = [scene.call(who) for who in (scene.ana, scene.ben) * 4]
    mine = scene.call(scene.sue)
    desk = scene.by(scene.sue)
    drawn = desk.reviews.draw(DrawCalls(NOVEMBER, 4, seed="friday")).value
    assert (drawn.pool, drawn.seed, drawn.period, len(drawn.calls)) == (8, "friday", NOVEMBER, 4)
    ids = [one.call_id for one in drawn.calls]
    assert set(ids) < set(calls)
    assert mine not in ids
    again = desk.reviews.draw(DrawCalls(NOVEMBER, 4, seed="friday")).value
    assert [one.call_id for one in again.calls] == ids
    owners = [desk.overview.call(one).row.owner_id for one in ids]
    assert sorted(owners) == [scene.ana, scene.ana, scene.ben, scene.ben]
    # Another reviewer draws from the others' too, of the first one's among them.
    assert scene.by(scene.tom).reviews.draw(DrawCalls(NOVEMBER, 9)).value.pool == 9
    assert rows(desk.path, "SELECT seed, pool, first, last FROM review_draw WHERE id = 1") == [
        ("friday", 8, "2026-11-01", "2026-11-30")
    ]


def test_what_was_undone_is_void_or_from_another_time_is_in_no_draw(scene: Scene) -> None:
    kept = scene.call(scene.ana)
    desk = scene.by(scene.ana)
    one = escalate(desk, log(desk, "Undone at once").id, scene.expert)
    desk.escalations.withdraw(WithdrawEscalation(one.id, "A slip"))
    log(desk, "Never escalated")
    reviews = scene.by(scene.sue).reviews
    assert [one.call_id for one in reviews.draw(DrawCalls(NOVEMBER, 9)).value.calls] == [kept]
    for period in (containing(PeriodKind.MONTH, date(2026, 10, 1)), containing(PeriodKind.DAY, date(2030, 1, 1))):
        with pytest.raises(Invalid) as refused:
            reviews.draw(DrawCalls(period, 9))
        assert refused.value.fields == {"period": FieldFault.NOTHING_TO_DRAW}
    for size in (0, 101):
        with pytest.raises(Invalid):
            reviews.draw(DrawCalls(NOVEMBER, size))


def test_the_days_of_a_draw_are_those_of_the_site(scene: Scene, clock: FixedClock) -> None:
    clock.set_to(at(23, 30, day=30))
    scene.call(scene.ana, closed=False)
    reviews = scene.by(scene.sue).reviews
    assert reviews.draw(DrawCalls(NOVEMBER, 1)).value.pool == 1
    with pytest.raises(Invalid):
        reviews.draw(DrawCalls(NOVEMBER.after(), 1))


def test_low_marks_are_added_and_said_so(scene: Scene) -> None:
    for _n in range(4):
        scene.call(scene.ana)
    desk = scene.by(scene.ben)
    low = scene.call(scene.ana)
    desk.calls.rate(RateCall(low, 2))
    for seed in range(12):
        drawn = scene.by(scene.sue).reviews.draw(DrawCalls(NOVEMBER, 2, most_low=2, seed=str(seed))).value
        why = {one.call_id: one.why for one in drawn.calls}
        assert low in why
        assert len(why) == 2 + (why[low] is Picked.LOW)
        assert (drawn.low_found, drawn.low_added) == (1, int(why[low] is Picked.LOW))


def test_nobody_reviews_what_they_had_a_hand_in_nor_sees_it_among_those_to_review(scene: Scene) -> None:
    theirs, other = scene.call(scene.tom), scene.call(scene.ana)
    scene.by(scene.sue).reviews.draw(DrawCalls(NOVEMBER, 5))
    view = scene.by(scene.tom).reviews.view()
    assert [one.call_id for one in view.draws[0].calls] == [other]
    for refused in (
        lambda: scene.desk.reviews.page(theirs),
        lambda: scene.desk.reviews.choose(theirs),
        lambda: scene.finish(scene.tom, theirs),
        lambda: scene.desk.reviews.skip(SkipReview(theirs, "Mine")),
    ):
        with pytest.raises(NotAllowed) as error:
            refused()
        assert error.value.code is Refusal.REVIEW_OWN


def test_two_reviewers_see_each_others_marks_only_when_both_have_finished(scene: Scene) -> None:
    call_id = scene.call(scene.ana)
    scene.by(scene.sue).reviews.choose(call_id)
    sue = scene.finish(scene.sue, call_id, marks={**ALL_THREE, "tone": None}, note="Hers alone")
    assert sue.others == ()
    before = scene.by(scene.tom).reviews.page(call_id)
    assert [(one.marks is None) for one in before.others] == [True]
    assert scene.desk.reviews.done() == ()
    # Also not by way of the figures, or of skipping.
    assert not any(one.average.enough for one in scene.desk.reviews.figures(NOVEMBER).lines)
    assert scene.desk.reviews.skip(SkipReview(call_id, "No time")).value.others[0].marks is None
    tom = scene.finish(scene.tom, call_id, base_version=1)
    assert tom.others[0].marks == {**ALL_THREE, "tone": None}
    assert scene.by(scene.sue).reviews.page(call_id).others[0].marks == ALL_THREE
    # Marks that were seen beside another's are not changed any more.
    for who in (scene.sue, scene.tom):
        version = scene.by(who).reviews.page(call_id).mine.version  # type: ignore[union-attr]
        with pytest.raises(NotAllowed) as refused:
            scene.finish(who, call_id, base_version=version)
        assert refused.value.code is Refusal.REVIEW_FIXED
    told = scene.desk.reviews.figures(NOVEMBER)
    assert (told.reviews, told.calls, told.twice) == (2, 1, 1)
    assert [(one.agreement.pairs, one.agreement.alike) for one in told.lines] == [(1, 1)] * 7 + [(0, 0)]
    assert told.together.pairs == 7


def test_a_review_that_nobody_saw_is_finished_anew_from_the_version_that_was_seen(scene: Scene) -> None:
    call_id = scene.call(scene.ana)
    scene.by(scene.sue).reviews.choose(call_id)
    first = scene.finish(scene.sue, call_id)
    assert first.mine is not None
    with pytest.raises(Conflict):
        scene.finish(scene.sue, call_id, base_version=0)
    second = scene.finish(scene.sue, call_id, marks=dict.fromkeys(ALL_THREE), base_version=first.mine.version)
    assert second.mine is not None
    assert set(second.mine.marks.values()) == {None}
    for wrong, fault in (
        ({"early": 3}, FieldFault.LINES_LEFT),
        ({**ALL_THREE, "early": 5}, FieldFault.OUT_OF_RANGE),
        ({**ALL_THREE, "own1": 1}, FieldFault.OUT_OF_RANGE),
    ):
        with pytest.raises(Invalid) as refused:
            scene.finish(scene.sue, call_id, marks=wrong, base_version=second.mine.version)
        assert refused.value.fields == {"marks": fault}
    skipped = scene.desk.reviews.skip(SkipReview(call_id, "Spoken about", base_version=second.mine.version)).value
    assert skipped.mine is not None
    assert (skipped.mine.state, skipped.mine.marks) == (ReviewState.SKIPPED, {})
    with pytest.raises(Invalid):
        scene.desk.reviews.skip(SkipReview(call_id, " ", base_version=skipped.mine.version))


def test_a_review_keeps_the_version_of_the_scorecard_that_it_was_made_with(scene: Scene) -> None:
    one, other = scene.call(scene.ana), scene.call(scene.ana)
    reviews = scene.by(scene.sue).reviews
    reviews.choose(one)
    reviews.choose(other)
    shipped = reviews.card()
    assert shipped.id is None
    assert [line.code for line in shipped.lines] == list(LineCode)
    scene.finish(scene.sue, one)
    own = (shipped.lines[7], CardLine("", "Greeting", ("None", "Short", "Good", "Warm")))
    new = scene.by(1).reviews.save_card(SaveScorecard(own, 1)).value
    assert [line.code for line in new.lines] == ["tone", "own1"]
    assert scene.by(scene.sue).reviews.page(one).card.lines == shipped.lines
    assert reviews.page(other).card == new
    # What was begun with the earlier one is finished with it.
    assert scene.finish(scene.sue, other, card_id=1).card.id == 1
    # A code is never given twice, whatever becomes of its line.
    renewed = (new.lines[0], CardLine("", "Farewell", own[1].meanings))
    assert scene.by(1).reviews.save_card(SaveScorecard(renewed, 2)).value.lines[1].code == "own2"
    with pytest.raises(Conflict) as refused:
        scene.desk.reviews.save_card(SaveScorecard(own, 2))
    assert refused.value.code is Refusal.SCORECARD_CHANGED
    with pytest.raises(Invalid):
        scene.desk.reviews.save_card(SaveScorecard((), 3))
    told = scene.by(scene.sue).reviews.figures(NOVEMBER)
    assert [line.code for line in told.lines][:2] == ["tone", "own2"]
    assert (told.cards, told.lines[0].average.marks, told.lines[1].average.marks) == (1, 2, 0)


def test_what_was_shared_is_the_agents_to_see_and_to_answer_and_nothing_else_is(scene: Scene) -> None:
    call_id, kept = scene.call(scene.ana), scene.call(scene.ana)
    for one in (call_id, kept):
        scene.by(scene.sue).reviews.choose(one)
    action = AgreedAction("Listen to two warm transfers", scene.ana, date(2026, 11, 27), "Review of C-00001")
    page = scene.finish(scene.sue, call_id, note="Well framed.", action=action)
    scene.finish(scene.sue, kept, note="Not for her yet.")
    assert page.mine is not None
    assert [one.what for one in scene.desk.actions.of(ActionOf.REVIEW, (str(page.mine.id),))] == [action.what]
    reviews = scene.by(scene.ana).reviews
    assert (reviews.shared(), reviews.unread()) == ((), 0)
    with pytest.raises(NotAllowed):
        reviews.answer(AnswerReview(page.mine.id, "What did I do?"))
    scene.by(scene.sue).reviews.share(page.mine.id)
    (told,) = scene.by(scene.ana).reviews.shared()
    assert (told.call_id, told.note, dict(told.marks), reviews.unread()) == (call_id, "Well framed.", ALL_THREE, 1)
    assert "Not for her yet." not in str(reviews.shared())
    reviews.read(told.id)
    assert reviews.unread() == 0
    reviews.answer(AnswerReview(told.id, "I did not see the sign."))
    done = {one.call_id: one for one in scene.by(scene.sue).reviews.done()}
    assert (done[call_id].answer, done[call_id].read_at) == ("I did not see the sign.", at(10))
    # Shared, it stays as it was.
    with pytest.raises(NotAllowed):
        scene.finish(scene.sue, call_id, base_version=done[call_id].id and page.mine.version + 1)
    # Another's is refused below the screens, and so is all that is for reviewers.
    other = scene.by(scene.ben).reviews
    assert other.shared() == ()
    for refused in (
        lambda: other.read(told.id),
        lambda: other.answer(AnswerReview(told.id, "And I?")),
        lambda: other.page(call_id),
        lambda: other.done(),
        lambda: other.view(),
        lambda: other.share(told.id),
        lambda: scene.by(scene.tom).reviews.share(told.id),
    ):
        with pytest.raises(NotAllowed):
            refused()


def test_an_agreed_action_that_cannot_be_keeps_the_review_from_being_finished(scene: Scene) -> None:
    call_id = scene.call(scene.ana)
    scene.by(scene.sue).reviews.choose(call_id)
    with pytest.raises(Invalid) as refused:
        scene.finish(scene.sue, call_id, action=AgreedAction("Read", scene.ana, date(2026, 11, 1), "Review"))
    assert refused.value.fields == {"due": FieldFault.PAST}
    assert scene.desk.reviews.page(call_id).mine is None


def test_a_confidential_call_is_drawn_for_those_who_may_see_it_and_told_of_to_nobody_else(scene: Scene) -> None:
    call_id = scene.call(scene.ana, closed=False)
    scene.by(scene.ana).calls.make_confidential(MakeConfidential(call_id, "About a colleague"))
    scene.by(scene.sue).reviews.draw(DrawCalls(NOVEMBER, 1))
    page = scene.finish(scene.sue, call_id, share=True)
    assert page.mine is not None
    scene.by(scene.sue).calls.reassign(Reassign((call_id,), scene.ben, "Away"))
    # It is not hers any more: what she is told of it is what was shared.
    (told,) = scene.by(scene.ana).reviews.shared()
    assert (told.summary, told.ref) == ("", "C-00001")


def test_what_the_record_shows_is_worked_out_line_by_line(scene: Scene, clock: FixedClock) -> None:
    desk = scene.by(scene.ana)
    call_id = log(desk, "I want your manager now", next_update=at(11)).id
    desk.escalations.attempt(TryContact(call_id, scene.expert, AttemptResult.NO_ANSWER))
    clock.set_to(at(10, 29))
    passed = {HandoffPart.ISSUE.value: "Charged twice", HandoffPart.STEPS: "Tried", HandoffPart.WANTS: "Money"}
    more = {"consent": Consent.YES, "transfer": Transfer.COLD, "transfer_reason": "On another call"}
    one = escalate(desk, call_id, scene.expert, handoff=passed, next_update=at(11, 30), **more)
    clock.set_to(at(11, 54))
    desk.calls.contact_customer(
        ContactCustomer(call_id, True, words="You have to wait, calm down", next_update=at(12, 30))
    )
    clock.set_to(at(12, 10))
    desk.escalations.give_back(ReturnEscalation(one.id, "Refunded"))
    desk.calls.resolve(ResolveCall(call_id, "Refunded", YES))
    reviews = scene.by(scene.sue).reviews
    reviews.choose(call_id)
    shown = reviews.page(call_id).evidence
    assert shown.sign is not None
    assert (shown.sign.code, shown.sign.at) == ("asks_for_manager", at(10))
    assert (shown.handoffs, shown.tries, shown.filled, shown.named) == (1, 1, 3, at(11, 30))
    assert [(late.due, late.by) for late in shown.missed] == [(at(11, 30), timedelta(minutes=24))]
    said = evidence_wording.lines(shown, "UTC", at(12, 10))
    assert said["early"] == "29 min after the first sign (10:00, customer asks for a manager)"
    assert said["route"] == "functional · 1 hand-off"
    assert said["consent"] == "asked: yes · “by 11:30” was named"
    assert said["handoff"] == "3 of 5 filled; missing: tone, deadline"
    assert said["warm"] == "cold: “On another call”, 1 try"
    assert said["informed"] == "2 of 3 promises kept; 11:30 was missed by 24 min"
    assert said["loop"] == "customer asked the same day: yes, 12:10"
    assert said["tone"] == "better not said: “You have to”, “calm down”"
    with pytest.raises(DeskError):
        reviews.page(99)
