"""Each question at each border of its state: one step to either side, and nothing by hand."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from deskapp.domain.measures.periods import PeriodKind, containing
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
    biggest,
    month_of,
    whole_months,
)
from deskapp.domain.words import HandoffPart, Priority

TODAY = date(2026, 11, 16)
THERE, PART, MISSING = State.THERE, State.PART, State.MISSING
POLICY = PolicyFacts(TODAY, 3, date(2026, 11, 2), date(2026, 11, 2), TODAY + timedelta(days=1), 8)


@pytest.mark.parametrize(
    ("spoilt", "state"),
    [
        ({}, THERE),
        ({"number": 0}, MISSING),
        ({"printed_on": None}, PART),
        ({"next_review": TODAY}, PART),
        ({"without_path": ("Van",)}, PART),
        ({"without_target": (Priority.P4,)}, PART),
        # What the settings say otherwise is told, and is no gap of the paper.
        ({"changed": 3}, THERE),
    ],
)
def test_a_policy_is_there_once_it_is_issued_printed_filled_and_its_review_to_come(spoilt: dict, state: State) -> None:
    assert replace(POLICY, **spoilt).state is state


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (AuthorityFacts(4, 4, 4), THERE),
        (AuthorityFacts(4, 0, 4), MISSING),
        (AuthorityFacts(4, 3, 4), PART),
        (AuthorityFacts(4, 1, 4), PART),
        (AuthorityFacts(4, 4, 4, asked=9, above=1), PART),
        (AuthorityFacts(4, 4, 4, asked=9, unconfirmed=1), PART),
    ],
)
def test_authority_is_there_once_every_kind_has_limits_and_none_was_granted_above(
    facts: AuthorityFacts, state: State
) -> None:
    assert facts.state is state


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (TriggerFacts(22), THERE),
        (TriggerFacts(0), MISSING),
        (TriggerFacts(22, without_type=1), PART),
        (TriggerFacts(22, 0, 20, 19), THERE),
        (TriggerFacts(22, 0, 20, 18), PART),
        (TriggerFacts(22, 0, 20, 10), PART),
        (TriggerFacts(22, 0, 20, 9), MISSING),
    ],
)
def test_triggers_are_there_once_each_has_a_type_and_escalations_name_them(facts: TriggerFacts, state: State) -> None:
    assert facts.state is state


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (WarmFacts(0, 0), PART),
        (WarmFacts(8, 10), THERE),
        (WarmFacts(79, 100), PART),
        (WarmFacts(8, 10, without_reason=1), PART),
        (WarmFacts(4, 10), PART),
        (WarmFacts(39, 100), MISSING),
        (WarmFacts(5, 10, goal=50), THERE),
        (WarmFacts(10, 10, goal=100), THERE),
        (WarmFacts(99, 100, goal=100), PART),
    ],
)
def test_warm_transfer_is_the_standard_by_the_goal_of_the_site(facts: WarmFacts, state: State) -> None:
    assert facts.state is state


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (TrainingFacts(3, 3), THERE),
        (TrainingFacts(3, 2), PART),
        (TrainingFacts(3, 1), MISSING),
        (TrainingFacts(4, 2), PART),
        (TrainingFacts(3, 2, hidden=1), PART),
        (TrainingFacts(3, 1, hidden=1), PART),
        (TrainingFacts(3, 0, hidden=1, cards=9), MISSING),
        # Nobody shows their practice: nothing is known of anybody, and cards are all there is.
        (TrainingFacts(3, 0, hidden=3), MISSING),
        (TrainingFacts(3, 0, hidden=3, cards=1), PART),
        (TrainingFacts(0), MISSING),
    ],
)
def test_training_is_there_once_everybody_practised(facts: TrainingFacts, state: State) -> None:
    assert facts.state is state


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (HandoffFacts(0), PART),
        (HandoffFacts(20, 19, 15, 15), THERE),
        (HandoffFacts(20, 18, 15, 15), PART),
        (HandoffFacts(20, 20, 14, 15), PART),
        (HandoffFacts(20, 10, 0), PART),
        (HandoffFacts(20, 9, 9), MISSING),
    ],
)
def test_handoff_notes_are_standard_once_their_parts_are_there(facts: HandoffFacts, state: State) -> None:
    assert facts.state is state


MONTHS = (date(2026, 8, 1), date(2026, 9, 1), date(2026, 10, 1))


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (TrackingFacts(MONTHS, (), 8, 8, 17), THERE),
        (TrackingFacts(MONTHS, (), 8, 7, 17), PART),
        (TrackingFacts(MONTHS, (), 0, 0, 17), PART),
        (TrackingFacts(MONTHS[1:], MONTHS[:1], 8, 8, 17), PART),
        (TrackingFacts((), MONTHS, 0, 0, 1), PART),
        (TrackingFacts(MONTHS[:1], MONTHS[1:], 0, 0, 0), PART),
        (TrackingFacts((), MONTHS, 8, 0, 0), MISSING),
        (TrackingFacts(), MISSING),
    ],
)
def test_tracking_is_regular_once_each_month_has_its_report_and_its_sample_is_reviewed(
    facts: TrackingFacts, state: State
) -> None:
    assert facts.state is state


@pytest.mark.parametrize(
    ("facts", "state"),
    [
        (FeedbackFacts(), MISSING),
        (FeedbackFacts(1, 1, 1), THERE),
        (FeedbackFacts(1, 1, 0), PART),
        (FeedbackFacts(2, 1, 1, "Reset", 14), THERE),
        (FeedbackFacts(2, 1, 1, "Reset", 15), PART),
        (FeedbackFacts(1, 0, 0, "Reset", 1), PART),
    ],
)
def test_feedback_is_a_loop_once_something_was_acted_on_and_no_answer_is_waited_for_too_long(
    facts: FeedbackFacts, state: State
) -> None:
    assert facts.state is state


def test_the_biggest_gaps_are_what_is_missing_then_what_touches_the_most_calls() -> None:
    """Three gaps are proposed: what is missing first, then what touches the most calls."""
    answers = (
        Answer(Question.POLICY, replace(POLICY, printed_on=None)),  # in part, touches every call
        Answer(Question.AUTHORITY, AuthorityFacts(4, 4, 4)),  # there
        Answer(Question.TRIGGERS, TriggerFacts(22, 0, 20, 9)),  # missing, 11 calls
        Answer(Question.WARM, WarmFacts(31, 44)),  # in part, 13 calls
        Answer(Question.TRAINING, TrainingFacts(3, 1)),  # missing, every call
        Answer(Question.HANDOFF, HandoffFacts(20, 18, 5, 1, HandoffPart.DEADLINE, 15)),  # in part, 15 calls
    )
    assert biggest(answers) == (Question.TRAINING, Question.TRIGGERS, Question.POLICY)
    assert biggest(answers[3:4] + answers[5:]) == (Question.HANDOFF, Question.WARM)
    assert biggest(answers[1:2]) == ()


def test_the_month_told_is_the_last_whole_one_or_the_first_of_a_young_desk() -> None:
    october, november = (containing(PeriodKind.MONTH, date(2026, month, 1)) for month in (10, 11))
    assert month_of(TODAY, date(2025, 1, 1)) == october
    assert month_of(TODAY, date(2026, 10, 31)) == october
    assert month_of(TODAY, date(2026, 11, 1)) == november
    assert month_of(TODAY, None) == november
    assert whole_months(TODAY, None) == ()
    assert whole_months(TODAY, TODAY) == ()
    assert [one.first.month for one in whole_months(TODAY, date(2026, 9, 30))] == [9, 10]
    assert [one.first.month for one in whole_months(TODAY, date(2020, 1, 1))] == [8, 9, 10]
