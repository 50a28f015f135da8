"""Clocks: each rule about their state, verdict and next change, and the laws that hold for all of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples

from deskapp.domain.sla import (
    ClockFacts,
    ClockState,
    PauseCost,
    SkippedDay,
    due,
    next_transition,
    reading,
    state_at,
    verdict,
    warn_at,
    why,
)
from deskapp.domain.words import PAUSABLE, ClockKind, Verdict
from deskapp.domain.working_time import WEEKDAYS, Calendar, CalendarError, DayKind

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TICK = timedelta.resolution
DESK = Calendar("UTC", {day: [("09:00", "17:30")] for day in WEEKDAYS[:5]})
UNPAUSABLE = [kind for kind in ClockKind if kind not in PAUSABLE]


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An instant of March 2026; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


MONDAY = at(2, 9)
FOUR_HOURS = ClockFacts(ClockKind.RESOLUTION, MONDAY, target=4 * HOUR, calendar=DESK)


def stopped(facts: ClockFacts, instant: datetime) -> ClockFacts:
    return replace(facts, stopped=instant)


# Due


def test_a_target_is_working_time_in_a_calendar_and_real_time_without_one() -> None:
    friday = replace(FOUR_HOURS, started=at(6, 16))
    assert due(friday) == at(9, 11, 30)
    assert due(replace(friday, calendar=None)) == at(6, 20)


def test_a_target_that_is_not_set_means_no_clock() -> None:
    none = ClockFacts(ClockKind.UPDATE, MONDAY, calendar=DESK)
    assert (due(none), warn_at(none), verdict(stopped(none, at(3))), next_transition(none, MONDAY)) == (None,) * 4
    assert reading(none, at(9)).state is ClockState.RUNNING
    assert reading(stopped(none, at(3)), at(9)).state is ClockState.MET
    assert why(none, at(9)).due is None


def test_a_target_of_zero_is_due_at_the_start_and_below_zero_is_refused() -> None:
    assert due(replace(FOUR_HOURS, target=timedelta(0))) == MONDAY
    with pytest.raises(CalendarError):
        due(replace(FOUR_HOURS, target=-MINUTE))


def test_a_promise_sets_due_to_that_instant_fixed_whatever_calendar_target_and_pauses_say() -> None:
    sunday = at(8, 3)
    for kind in ClockKind:
        promise = ClockFacts(kind, MONDAY, 4 * HOUR, DESK, fixed=sunday, pauses=((MONDAY, None),))
        assert due(promise) == sunday
        assert reading(promise, at(8, 2)).left == HOUR  # real time


# Due soon


@pytest.mark.parametrize(
    ("target", "left"),
    [(MINUTE, 15 * timedelta(seconds=1)), (HOUR, 15 * MINUTE), (4 * HOUR, HOUR), (40 * HOUR, HOUR)],
)
def test_due_soon_is_a_quarter_of_the_target_left_at_most_60_minutes_of_it(target: timedelta, left: timedelta) -> None:
    facts = replace(FOUR_HOURS, target=target)
    warn = warn_at(facts)
    assert warn is not None
    assert reading(facts, warn - TICK).state is ClockState.RUNNING
    soon = reading(facts, warn)
    assert (soon.state, soon.left, soon.warn_at) == (ClockState.SOON, left, warn)


def test_due_soon_is_worked_out_in_working_time() -> None:
    assert warn_at(replace(FOUR_HOURS, started=at(6, 17))) == at(9, 11, 30)
    assert due(replace(FOUR_HOURS, started=at(6, 17))) == at(9, 12, 30)


def test_for_promises_due_soon_is_15_minutes_of_real_time_but_not_before_they_were_made() -> None:
    promise = ClockFacts(ClockKind.CALL_BACK, MONDAY, fixed=at(7, 12))
    assert warn_at(promise) == at(7, 11, 45)
    assert warn_at(replace(promise, started=at(7, 11, 50))) == at(7, 11, 50)
    assert warn_at(replace(promise, started=at(7, 13))) == at(7, 12)  # made too late: never after it is due


# Overdue


def test_overdue_is_strictly_after_the_due_instant() -> None:
    assert reading(FOUR_HOURS, at(2, 13)).state is ClockState.SOON
    assert reading(FOUR_HOURS, at(2, 13) + TICK).state is ClockState.OVERDUE
    assert state_at(at(2, 13), at(2, 12), at(2, 13)) is ClockState.SOON
    assert state_at(at(2, 13), at(2, 12), at(2, 13) + TICK) is ClockState.OVERDUE


def test_what_is_left_is_working_time_and_what_is_over_is_real_time_and_always_grows() -> None:
    friday = replace(FOUR_HOURS, started=at(6, 16))
    assert reading(friday, at(6, 16)).left == 4 * HOUR
    assert reading(friday, at(7)).left == reading(friday, at(8)).left == 150 * MINUTE  # outside hours it stands still
    assert reading(friday, at(9, 11, 30)).left == timedelta(0)
    assert reading(friday, at(9, 20)).left == -(8 * HOUR + 30 * MINUTE)
    assert reading(friday, at(10)).left == -(12 * HOUR + 30 * MINUTE)


def test_a_clock_set_back_before_the_start_shows_the_whole_target() -> None:
    assert reading(FOUR_HOURS, MONDAY - 400 * DAY) == reading(FOUR_HOURS, MONDAY)


# Pauses


@pytest.mark.parametrize("kind", PAUSABLE)
def test_a_pause_stops_response_and_resolution(kind: ClockKind) -> None:
    facts = replace(FOUR_HOURS, kind=kind, pauses=((at(2, 10), at(2, 12)), (at(2, 14), None)))
    paused = reading(facts, at(5))
    assert (paused.state, paused.due, paused.warn_at, paused.left) == (ClockState.PAUSED, None, None, HOUR)
    assert next_transition(facts, at(5)) is None


@pytest.mark.parametrize("kind", UNPAUSABLE)
def test_no_pause_stops_the_others(kind: ClockKind) -> None:
    facts = replace(FOUR_HOURS, kind=kind, pauses=((at(2, 10), None),))
    assert due(facts) == due(replace(facts, pauses=())) == at(2, 13)
    assert why(facts, at(5)).pauses == ()


def test_when_it_resumes_the_deadline_has_moved_by_the_working_time_of_the_pause() -> None:
    resumed = replace(FOUR_HOURS, pauses=((at(2, 10), at(3, 10)),))
    assert due(FOUR_HOURS) == at(2, 13)
    assert due(resumed) == at(3, 13)
    assert warn_at(resumed) == at(3, 12)


def test_nothing_is_breached_while_its_clock_is_paused() -> None:
    waiting = replace(FOUR_HOURS, pauses=((at(2, 13), None),))  # from the very instant it is due
    assert reading(waiting, at(30)).state is ClockState.PAUSED
    assert verdict(stopped(waiting, at(30))) == (Verdict.MET, timedelta(0))


def test_a_clock_that_was_overdue_before_the_pause_stays_overdue() -> None:
    facts = replace(FOUR_HOURS, pauses=((at(2, 13) + TICK, None),))
    assert due(facts) == at(2, 13)
    assert reading(facts, at(3)).state is ClockState.OVERDUE


def test_a_pause_that_goes_on_for_another_reason_is_one_wait() -> None:
    facts = replace(FOUR_HOURS, pauses=((at(2, 14), None), (at(2, 13), at(2, 14))))
    assert reading(facts, at(4)).state is ClockState.PAUSED


def test_a_clock_that_begins_in_a_pause_has_its_whole_target_left() -> None:
    facts = replace(FOUR_HOURS, pauses=((MONDAY - DAY, None),))
    assert reading(facts, at(4)).left == 4 * HOUR


# Verdict


def test_stopped_a_clock_is_met_or_missed_and_by_how_much() -> None:
    assert verdict(FOUR_HOURS) is None
    assert verdict(stopped(FOUR_HOURS, at(2, 11))) == (Verdict.MET, 2 * HOUR)
    assert verdict(stopped(FOUR_HOURS, at(2, 13))) == (Verdict.MET, timedelta(0))
    assert verdict(stopped(FOUR_HOURS, at(2, 13) + TICK)) == (Verdict.MISSED, -TICK)
    promise = ClockFacts(ClockKind.CALL_BACK, MONDAY, fixed=at(8))
    assert verdict(stopped(promise, at(7))) == (Verdict.MET, DAY)
    assert verdict(stopped(promise, at(9))) == (Verdict.MISSED, -DAY)


def test_a_stopped_clock_keeps_its_reading_whatever_the_time() -> None:
    missed = stopped(FOUR_HOURS, at(2, 14))
    for now in (at(2, 10), at(2, 14), at(30)):
        kept = reading(missed, now)
        assert (kept.state, kept.due, kept.left) == (ClockState.MISSED, at(2, 13), -HOUR)
        assert next_transition(missed, now) is None


def test_a_verdict_is_kept_for_good() -> None:
    facts = replace(stopped(FOUR_HOURS, at(2, 11)), verdict=Verdict.MISSED)  # as an older policy had it
    assert verdict(facts) == (Verdict.MISSED, 2 * HOUR)
    assert reading(facts, at(2, 12)).state is ClockState.MISSED
    assert reading(replace(facts, stopped=None), at(2, 12)).state is ClockState.MISSED
    assert next_transition(replace(facts, stopped=None), at(2, 10)) is None


def test_a_paused_clock_that_stops_is_met_by_what_was_left() -> None:
    facts = replace(FOUR_HOURS, pauses=((at(2, 12), None),))
    assert verdict(stopped(facts, at(20))) == (Verdict.MET, HOUR)
    ended = replace(facts, pauses=((at(2, 12), at(21)),), stopped=at(20))  # written down after the stop
    assert verdict(ended) == (Verdict.MET, HOUR)


def test_a_clock_that_stops_as_its_pause_ends_has_its_due_instant_back() -> None:
    facts = replace(FOUR_HOURS, pauses=((at(2, 12), at(3, 10)),), stopped=at(3, 10))
    assert (due(facts), verdict(facts)) == (at(3, 11), (Verdict.MET, HOUR))


def test_in_one_save_an_answer_is_recorded_before_a_pause_begins() -> None:
    late = replace(stopped(FOUR_HOURS, at(2, 15)), pauses=((at(2, 15), None),))
    assert verdict(late) == (Verdict.MISSED, -2 * HOUR)
    early = replace(late, stopped=at(2, 12), pauses=((at(2, 12), None),))
    assert (due(early), verdict(early)) == (at(2, 13), (Verdict.MET, HOUR))


# The next change


def test_a_clock_changes_by_itself_when_it_is_due_soon_and_just_after_it_is_due() -> None:
    assert next_transition(FOUR_HOURS, MONDAY) == at(2, 12)
    assert next_transition(FOUR_HOURS, at(2, 12)) == at(2, 13) + TICK
    assert next_transition(FOUR_HOURS, at(2, 13)) == at(2, 13) + TICK
    assert next_transition(FOUR_HOURS, at(2, 13) + TICK) is None


def test_a_row_without_a_due_instant_is_paused() -> None:
    assert state_at(None, None, MONDAY) is ClockState.PAUSED
    assert state_at(at(3), None, MONDAY) is ClockState.RUNNING


# Why this deadline?


def test_why_this_deadline_tells_start_target_spans_counted_days_skipped_and_pauses() -> None:
    calendar = Calendar(
        "Europe/Berlin",
        {day: [("09:00", "17:00")] for day in WEEKDAYS[:5]},
        closed={date(2026, 3, 10)},
        special={date(2026, 3, 9): [("09:00", "11:00")]},
    )
    pauses = ((at(9, 8, 30), at(9, 9)), (at(6, 15, 30), at(7, 12)), (at(20), None))
    told = why(ClockFacts(ClockKind.RESOLUTION, at(6, 14), 4 * HOUR, calendar, pauses=pauses), at(11))
    assert (told.started, told.target, told.zone, told.fixed) == (at(6, 14), 4 * HOUR, "Europe/Berlin", None)
    assert told.due == at(11, 9)
    assert told.spans == (
        (at(6, 14), at(6, 15, 30)),
        (at(9, 8), at(9, 8, 30)),
        (at(9, 9), at(9, 10)),
        (at(11, 8), at(11, 9)),
    )
    assert told.skipped == (
        SkippedDay(date(2026, 3, 7), DayKind.NO_HOURS),
        SkippedDay(date(2026, 3, 8), DayKind.NO_HOURS),
        SkippedDay(date(2026, 3, 9), DayKind.SPECIAL),
        SkippedDay(date(2026, 3, 10), DayKind.CLOSED),
    )
    assert told.pauses == (
        PauseCost(at(6, 15, 30), at(7, 12), 30 * MINUTE),
        PauseCost(at(9, 8, 30), at(9, 9), 30 * MINUTE),
    )


def test_why_counts_once_what_pauses_share_in_whatever_order_they_come() -> None:
    pauses = ((at(2, 11), at(2, 12)), (at(2, 10, 30), at(2, 10, 45)), (at(2, 10), at(2, 11, 30)))
    told = why(replace(FOUR_HOURS, pauses=pauses), at(3))
    assert told.spans == ((MONDAY, at(2, 10)), (at(2, 12), at(2, 15)))
    assert [pause.cost for pause in told.pauses] == [90 * MINUTE, timedelta(0), 30 * MINUTE]


def test_why_of_a_paused_clock_tells_what_was_counted_until_then_and_what_the_pause_has_cost_so_far() -> None:
    told = why(replace(FOUR_HOURS, pauses=((at(2, 10), None),)), at(2, 12))
    assert told.due is None
    assert told.spans == ((MONDAY, at(2, 10)),)
    assert told.pauses == (PauseCost(at(2, 10), None, 2 * HOUR),)


def test_why_of_a_promise_is_the_promise() -> None:
    told = why(ClockFacts(ClockKind.UPDATE, MONDAY, 4 * HOUR, DESK, fixed=at(8)), MONDAY)
    assert (told.fixed, told.due, told.spans, told.pauses) == (at(8), at(8), (), ())


# Laws

instants = st.integers(0, 20 * 24 * 60).map(lambda minute: at(1) + minute * MINUTE)
ended_pauses = st.tuples(instants, instants).map(lambda pair: (min(pair), max(pair)))
facts_of_all_kinds = st.builds(
    ClockFacts,
    kind=st.sampled_from((*PAUSABLE, *PAUSABLE, *ClockKind)),
    started=instants,
    target=st.integers(0, 3_000).map(lambda minute: minute * MINUTE),
    calendar=st.sampled_from([DESK, None]),
    fixed=st.none() | instants,
    pauses=st.lists(ended_pauses | instants.map(lambda begin: (begin, None)), max_size=3).map(tuple),
)
laws = settings(database=None, max_examples=examples(150))


@laws
@given(facts_of_all_kinds, instants)
def test_the_state_changes_at_the_next_transition_and_not_before(facts: ClockFacts, now: datetime) -> None:
    state, change = reading(facts, now).state, next_transition(facts, now)
    if change is None:
        assert reading(facts, now + 1_000 * DAY).state is state
    else:
        assert now < change
        assert reading(facts, change - TICK).state is state
        assert reading(facts, change).state is not state


@laws
@given(facts_of_all_kinds, instants)
def test_the_cheap_state_from_stored_instants_is_the_state(facts: ClockFacts, now: datetime) -> None:
    assert state_at(due(facts), warn_at(facts), now) is reading(facts, now).state


@laws
@given(facts_of_all_kinds, instants)
def test_a_clock_is_missed_if_and_only_if_it_was_overdue_when_it_stopped(facts: ClockFacts, now: datetime) -> None:
    # What is known at that instant: pauses begun, the ones that last still open.
    known = tuple((begin, end if end and end <= now else None) for begin, end in facts.pauses if begin < now)
    before = reading(replace(facts, pauses=known), now)
    outcome = verdict(stopped(facts, now))
    assert outcome is not None
    assert (outcome[0] is Verdict.MISSED) == (before.state is ClockState.OVERDUE)
    assert outcome[1] == before.left == reading(stopped(facts, now), at(30)).left
    assert (outcome[1] < timedelta(0)) == (outcome[0] is Verdict.MISSED)


@laws
@given(facts_of_all_kinds, instants)
def test_the_spans_of_an_explanation_add_up_to_the_target_less_what_is_left(facts: ClockFacts, now: datetime) -> None:
    facts = replace(facts, fixed=None)
    told, hours = (
        why(facts, now),
        facts.calendar or Calendar("UTC", {day: [("00:00", "24:00")] for day in WEEKDAYS}),
    )
    counted = sum((end - begin for begin, end in told.spans), timedelta(0))
    left = timedelta(0) if told.due else reading(facts, now).left
    assert left is not None
    assert counted + left == facts.target
    if told.due:
        cost = sum((pause.cost for pause in told.pauses), timedelta(0))
        assert hours.elapsed(facts.started, told.due) == counted + cost


@laws
@given(facts_of_all_kinds, instants, instants)
def test_what_is_left_never_grows(facts: ClockFacts, one: datetime, other: datetime) -> None:
    earlier, later = sorted([one, other])
    before, after = reading(facts, earlier).left, reading(facts, later).left
    assert before is not None
    assert after is not None
    assert after <= before
