"""What each question finds in a small record, against what was done there; kept states, gaps, and actions on them."""

from datetime import date, datetime, timedelta
from typing import TypeVar

import pytest
from scene import MONDAY_TEN, PASSED_ON, YES, at, contact, escalate, log, staff

from deskapp.desk import Desk
from deskapp.domain.calming.cards import Situation
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.findings.kinds import FeedbackTo, Rule
from deskapp.domain.measures.kinds import Measure
from deskapp.domain.measures.periods import PeriodKind, containing
from deskapp.domain.measures.values import Share
from deskapp.domain.practice import play
from deskapp.domain.practice.scenario import Theme
from deskapp.domain.readiness.questions import (
    Answer,
    AuthorityFacts,
    FeedbackFacts,
    HandoffFacts,
    PolicyFacts,
    Question,
    State,
    TrackingFacts,
    TrainingFacts,
    TriggerFacts,
    WarmFacts,
)
from deskapp.domain.reviews.draw import Picked
from deskapp.domain.words import (
    ActionOf,
    ApprovalKind,
    ApprovalMeans,
    ApprovalState,
    Channel,
    HandoffPart,
    Level,
    PaperWay,
    ReviewState,
    Role,
    Transfer,
)
from deskapp.models.approvals import Approval
from deskapp.models.improve.reviews import Review, ReviewCall, ReviewDraw, Scorecard
from deskapp.models.improve.signals import Feedback, Signal
from deskapp.services.actions.acts import FinishAction, MakeAction
from deskapp.services.calls.acts import ResolveCall
from deskapp.services.escalations.acts import ReturnEscalation, WithdrawEscalation
from deskapp.services.library.acts import SaveCategory
from deskapp.services.practice.acts import KeepTry, ShowPractice
from deskapp.services.practice.shipped import shipped
from deskapp.services.readiness.acts import ChooseGaps
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.written_policy.acts import IssuePolicy

F = TypeVar("F")
NOVEMBER = containing(PeriodKind.MONTH, date(2026, 11, 1))


def facts(desk: Desk, question: Question, kind: type[F]) -> F:
    found = desk.readiness.view().answer(question).facts
    assert isinstance(found, kind)
    return found


def answer(desk: Desk, question: Question) -> Answer:
    return desk.readiness.view().answer(question)


def test_the_policy_is_there_from_its_print_until_its_review(desk: Desk, clock: FixedClock) -> None:
    assert answer(desk, Question.POLICY).state is State.MISSING
    desk.written_policy.issue(IssuePolicy("Manager", date(2026, 12, 1)))
    told = facts(desk, Question.POLICY, PolicyFacts)
    assert (told.number, told.issued_on, told.printed_on) == (1, date(2026, 11, 16), None)
    assert (told.without_target, told.changed) == ((), 0)
    assert told.state is State.PART
    desk.desk_papers.policy_left(1, PaperWay.PRINTED)
    told = facts(desk, Question.POLICY, PolicyFacts)
    assert told.printed_on == date(2026, 11, 16)
    assert told.state is (State.PART if told.without_path else State.THERE)
    # A category that the settings have since: the paper has no path for it, unless one is for all.
    desk.categories.save(SaveCategory("Vans"))
    later = facts(desk, Question.POLICY, PolicyFacts)
    assert later.categories == told.categories + 1
    assert later.without_path == ((*told.without_path, "Vans") if told.without_path else ())
    clock.set_to(datetime(2026, 12, 1, 9, 0, tzinfo=MONDAY_TEN.tzinfo))
    assert facts(desk, Question.POLICY, PolicyFacts).review_over


def test_signs_notes_and_warm_transfers_are_counted_as_the_measures_count(desk: Desk, clock: FixedClock) -> None:
    grace, hal = contact(desk).id, contact(desk, "Hal").id
    whole = {**PASSED_ON, HandoffPart.TONE.value: "calm", HandoffPart.DEADLINE.value: "Friday"}
    given = (
        (grace, {"handoff": whole}),
        (hal, {"transfer": Transfer.COLD, "transfer_reason": "does not pick up"}),
        (hal, {"transfer": Transfer.MESSAGE, "transfer_reason": "after hours"}),
    )
    for contact_id, more in given:
        call = log(desk).id
        made = escalate(desk, call, contact_id, **more)
        clock.advance(timedelta(minutes=5))
        desk.escalations.give_back(ReturnEscalation(made.id, "Fixed"))
        desk.calls.resolve(ResolveCall(call, "New cable", YES))
    undone = escalate(desk, log(desk).id, grace)
    desk.escalations.withdraw(WithdrawEscalation(undone.id, "by mistake"))
    assert facts(desk, Question.TRIGGERS, TriggerFacts).escalations == 3
    assert facts(desk, Question.TRIGGERS, TriggerFacts).named == 3
    notes = facts(desk, Question.HANDOFF, HandoffFacts)
    assert (notes.handoffs, notes.required, notes.all_five, notes.toned) == (3, 3, 1, 1)
    assert (notes.left_out, notes.left_out_in) == (HandoffPart.TONE, 2)
    warm = facts(desk, Question.WARM, WarmFacts)
    assert (warm.warm, warm.transfers, warm.without_reason, warm.went) == (1, 3, 0, (("Hal", 2),))
    assert desk.measures.read(NOVEMBER).figures[Measure.WARM].value == Share(warm.warm, warm.transfers)


def test_what_was_granted_above_its_level_is_found_by_the_role_of_that_day(desk: Desk, clock: FixedClock) -> None:
    boss = staff(desk, Role.SUPERVISOR, "Ben")
    call = log(desk).id
    clock.advance(timedelta(minutes=1))
    now = clock.now()
    with desk.work.write() as session:
        # As no service would do it.
        for needs, means in ((Level.MANAGER, ApprovalMeans.PIN), (Level.SUPERVISOR, ApprovalMeans.PHONE)):
            row = Approval(call_id=call, kind=ApprovalKind.CREDIT, amount=100, needs=needs, reason="r", asked_by_id=1)
            row.state, row.asked_at = ApprovalState.ASKED, now
            session.add(row)
            session.flush()
            row.state, row.means, row.decided_at, row.decided_by_id = ApprovalState.GRANTED, means, now, boss
    told = facts(desk, Question.AUTHORITY, AuthorityFacts)
    assert (told.settled, told.asked, told.above, told.unconfirmed) == (told.kinds, 2, 1, 1)
    clock.advance(timedelta(minutes=1))
    # What they may since then makes nothing right, and what they may no more nothing wrong.
    desk.site.save_staff(SaveStaff("Ben", Role.MANAGER, id=boss))
    assert facts(desk, Question.AUTHORITY, AuthorityFacts).above == 1
    desk.site.save_staff(SaveStaff("Ben", Role.AGENT, id=boss))
    assert facts(desk, Question.AUTHORITY, AuthorityFacts).above == 1


def test_of_training_counts_are_told_and_of_nobody_who_does_not_show_it(desk: Desk, clock: FixedClock) -> None:
    """Of practice only how many are told, and only of those who show theirs."""
    ana, bea = staff(desk, Role.AGENT, "Ana"), staff(desk, Role.AGENT, "Bea")
    scenario = next(one for one in shipped() if Theme.DE_ESCALATION in one.themes)
    for who in (ana, bea):
        desk.work.staff_id = who
        one = play.begun(scenario)
        while one.step is play.Step.TALK:
            one = play.answered(one, 0)
        while one.step is not play.Step.OVER:
            one = play.gone_on(one)
        desk.practice.keep(KeepTry(one, clock.now()))
    desk.practice.show(ShowPractice(True))
    desk.work.staff_id = 1
    told = facts(desk, Question.TRAINING, TrainingFacts)
    assert (told.agents, told.practised, told.hidden, told.cards) == (2, 1, 1, 0)
    desk.practice.show(ShowPractice(True, of_site=True))
    desk.cards.opened(Situation.ANGER)
    told = facts(desk, Question.TRAINING, TrainingFacts)
    assert (told.practised, told.hidden, told.cards) == (2, 0, 1)
    assert told.state is State.THERE
    clock.advance(timedelta(days=184))
    assert facts(desk, Question.TRAINING, TrainingFacts).practised == 0


def test_reports_by_month_and_the_sample_of_the_month_are_told(desk: Desk, clock: FixedClock) -> None:
    boss = staff(desk, Role.SUPERVISOR, "Ben")
    calls = [log(desk).id, log(desk).id]
    clock.set_to(at(10).replace(month=12))
    now = clock.now()
    assert answer(desk, Question.TRACKING).state is State.MISSING
    assert facts(desk, Question.TRACKING, TrackingFacts).unprinted == (NOVEMBER.first,)
    with desk.work.write() as session:
        card = Scorecard(at=now, staff_id=boss, lines=[{"code": "a"}])
        draw = ReviewDraw(
            at=now,
            staff_id=boss,
            kind=PeriodKind.MONTH,
            first=NOVEMBER.first,
            last=NOVEMBER.last,
            seed="s",
            size=2,
            each_agent=0,
            most_low=0,
            pool=2,
            low_found=0,
        )
        session.add_all((card, draw))
        session.flush()
        for place, call in enumerate(calls):
            session.add(
                ReviewCall(
                    draw_id=draw.id,
                    call_id=call,
                    agent_id=1,
                    why=Picked.LOT,
                    position=place,
                    at=now,
                    staff_id=boss,
                )
            )
    desk.desk_papers.report_left(NOVEMBER, PaperWay.SAVED)
    told = facts(desk, Question.TRACKING, TrackingFacts)
    assert (told.printed, told.unprinted, told.drawn, told.reviewed) == ((NOVEMBER.first,), (), 2, 0)
    assert told.state is State.PART
    with desk.work.write() as session:
        for call in calls:
            session.add(
                Review(
                    call_id=call,
                    agent_id=1,
                    reviewer_id=boss,
                    state=ReviewState.FINISHED,
                    at=now,
                    scorecard_id=1,
                    names_hidden=False,
                )
            )
    told = facts(desk, Question.TRACKING, TrackingFacts)
    assert (told.reviewed, told.reviewed_since, told.state) == (2, 2, State.THERE)


def test_feedback_waits_from_the_day_it_was_sent(desk: Desk, clock: FixedClock) -> None:
    with desk.work.write() as session:
        signal = Signal(key="k", rule=next(iter(Rule)), subject={}, found_at=clock.now(), month=NOVEMBER.first)
        session.add(signal)
        session.flush()
        sent = {"sent_how": Channel.EMAIL, "sent_by_id": 1}
        for title, day, more in (
            ("Reset", date(2026, 11, 2), {}),
            ("Cables", date(2026, 11, 1), {"answered_on": date(2026, 11, 9), "answer": "Yes", "changed": "New ones"}),
            ("Draft", None, {"sent_how": None, "sent_by_id": None}),
        ):
            session.add(
                Feedback(
                    signal_id=signal.id,
                    area=next(iter(FeedbackTo)),
                    to_whom="The maker",
                    title=title,
                    told="5 calls",
                    asks="A fix",
                    wanted_by=date(2026, 11, 30),
                    with_names=False,
                    calls=[1, 2, 3],
                    made_at=clock.now(),
                    made_by_id=1,
                    sent_on=day,
                    **{**sent, **more},
                )
            )
    told = facts(desk, Question.FEEDBACK, FeedbackFacts)
    assert (told.sent, told.answered, told.acted_on, told.about, told.waits, told.calls) == (2, 1, 1, "Reset", 14, 3)
    assert told.state is State.THERE
    clock.advance(timedelta(days=1))
    assert answer(desk, Question.FEEDBACK).state is State.PART


def test_a_state_is_kept_once_a_day_and_stays_as_it_was(desk: Desk, clock: FixedClock) -> None:
    """A state that is kept stays as it was; kept once more on a day, the later stands."""
    first = desk.readiness.keep().value
    assert first.states == {one.question: one.state for one in desk.readiness.view().answers}
    desk.written_policy.issue(IssuePolicy("Manager", date(2026, 12, 1)))
    assert desk.readiness.keep().value.states[Question.POLICY] is State.PART
    clock.advance(timedelta(days=1))
    desk.readiness.keep()
    kept = desk.readiness.view().kept
    assert [one.day for one in kept] == [date(2026, 11, 17), date(2026, 11, 16)]
    assert kept[1].states[Question.POLICY] is State.PART


def test_gaps_are_chosen_and_become_actions(desk: Desk) -> None:
    view = desk.readiness.view()
    assert not view.chosen
    assert [gap.answer.question for gap in view.gaps] == [Question.POLICY, Question.TRAINING, Question.TRACKING]
    four = (Question.WARM, Question.POLICY, Question.TRAINING, Question.FEEDBACK)
    with pytest.raises(Invalid) as refused:
        desk.readiness.choose(ChooseGaps(four))
    assert refused.value.fields == {"questions": FieldFault.GAPS_MOST}
    desk.readiness.choose(ChooseGaps(four[:2]))
    act = MakeAction(ActionOf.GAP, Question.WARM.value, "Warm transfer", "Agree on a number", 1, date(2026, 12, 4))
    made = desk.actions.make(act).value
    view = desk.readiness.view()
    assert [(gap.answer.question, gap.action) for gap in view.gaps] == [(Question.WARM, made), (Question.POLICY, None)]
    done = desk.actions.finish(FinishAction(made.id, date(2026, 11, 16), "Done", made.version)).value
    assert desk.readiness.view().gaps[0].action == done
    desk.readiness.choose(ChooseGaps(()))
    assert not desk.readiness.view().chosen
