"""The visits of a day: each figure against a plain recount of random lives, what is ahead, and by which indexes."""

import random
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta

import pytest
from scene import HOUR, MINUTE, NO, YES, at, by_mail, contact, escalate, log, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError
from deskapp.domain.words import CallState, ClockKind, Impact, PauseReason, Role, Urgency, VoidReason
from deskapp.services.calls.acts import (
    ContactCustomer,
    KeepPromise,
    MakeConfidential,
    MovePromise,
    PauseCall,
    PromiseCallBack,
    RecordAgreement,
    ReopenCall,
    ResolveCall,
    ResumeCall,
    SetPriority,
    VoidCall,
)
from deskapp.services.overview.as_of import overdue
from deskapp.services.overview.visits import ahead, becoming_late, figures
from deskapp.services.overview.visits.views import Happened

STEP = 15 * MINUTE
Late = set[tuple[int, ClockKind]]


def became_late(desk: Desk, begin: datetime, end: datetime) -> Iterator[tuple[datetime, int]]:
    """The plain recount: what was late every quarter of an hour, by what was recorded; all happens in between."""
    was: Late | None = None
    look = begin - STEP / 2
    while look < end:
        late = {(call.id, kind) for call in overdue(desk.work, look) for kind, _due in call.late}
        yield from ((look, call_id) for call_id, _kind in late - (late if was is None else was))
        was, look = late, look + STEP


def _acts(desk: Desk, dice: random.Random, contacts: list[int]) -> list[Callable[[], object]]:
    number = dice.randint(1, 6)
    later = desk.clock.now() + dice.randint(1, 120) * STEP
    # Of two call-backs of a call the recount sees the one due first alone.
    open_promises = [one for one in desk.promises.open() if not one.follow_up]
    of_call = [one.id for one in open_promises if one.call_id == number]
    found: list[Callable[[], object]] = [
        lambda: log(desk, f"Call {dice.random()}"),
        lambda: desk.calls.contact_customer(
            ContactCustomer(number, reached=dice.random() < 0.7, next_update=later if dice.random() < 0.4 else None)
        ),
        lambda: desk.calls.set_priority(SetPriority(number, dice.choice(list(Impact)), dice.choice(list(Urgency)))),
        lambda: desk.calls.pause(PauseCall(number, dice.choice([PauseReason.CUSTOMER, PauseReason.SUPPLIER]))),
        lambda: desk.calls.resume(ResumeCall(number)),
        lambda: desk.calls.resolve(ResolveCall(number, "A new cable", dice.choice([None, None, YES]))),
        lambda: desk.calls.agree(RecordAgreement(number, dice.choice([YES, NO]))),
        lambda: desk.calls.reopen(ReopenCall(number, "It is back")),
        lambda: escalate(desk, number, dice.choice(contacts)),
    ]
    if dice.random() < 0.1:
        found.append(lambda: desk.calls.void(VoidCall(dice.randint(5, 9), VoidReason.IN_ERROR, "No call")))
    if of_call:
        found.append(lambda: desk.promises.keep(KeepPromise(of_call[0])))
        found.append(lambda: desk.promises.move(MovePromise(of_call[0], later, "Not yet")))
    else:
        found.append(lambda: desk.promises.call_back(PromiseCallBack(number, later)))
    return found


@pytest.mark.parametrize("seed", [1, 2])
def test_each_figure_is_what_a_recount_of_random_lives_finds(desk: Desk, clock: FixedClock, seed: int) -> None:
    dice = random.Random(seed)
    contacts = [contact(desk, f"Contact {number}").id for number in range(3)]
    for number in range(4):
        (log if number % 2 else by_mail)(desk)
    for _turn in range(120):
        clock.advance(dice.choice([1, 1, 2, 3, 5, 12]) * STEP)
        with suppress(DeskError):
            dice.choice(_acts(desk, dice, contacts))()
    clock.advance(STEP / 2)
    now = clock.now()
    told = desk.visits.since()
    assert told.since <= now - HOUR
    every = {row.id: row for row in (*desk.lists.calls("open"), *desk.lists.calls("closed"))}
    there = {number: row for number, row in every.items() if row.state != CallState.VOID}
    days = [now.date() - timedelta(days=number) for number in reversed(range(4))]
    begin = min(told.since, datetime.combine(days[0], at(0).timetz()))
    late = [(when, number) for when, number in became_late(desk, begin, now) if number in there]
    solved = {number: desk.overview.call(number).resolved_at for number in there}
    plain = {
        Happened.NEW: {number for number, row in there.items() if row.logged_at >= told.since},
        Happened.SOLVED: {number for number, when in solved.items() if when is not None and when >= told.since},
        Happened.LATE: {number for when, number in late if when > told.since},
    }
    for what, numbers in plain.items():
        assert {row.id for row in desk.visits.calls(what, told)} == numbers, what
        assert told.count(what) == len(numbers)
    trend = {one.day: (one.new, one.solved, one.late) for one in desk.visits.trend()}
    assert list(trend)[-4:] == days
    for day in days:
        assert trend[day] == (
            sum(row.logged_at.date() == day for row in there.values()),
            sum(when is not None and when.date() == day for when in solved.values()),
            len({number for when, number in late if when.date() == day}),
        ), day


def test_what_is_late_of_a_call_that_was_solved_since_is_told_too(desk: Desk, clock: FixedClock) -> None:
    """The resolution clock of a call that waits for its customer's yes stands: it was late all the same."""
    number = log(desk).id
    clock.set_to(at(9, 30, 18))
    desk.calls.resolve(ResolveCall(number, "A new cable"))
    clock.set_to(at(11, 0, 18))
    told = desk.visits.since()
    assert (told.since, told.until) == (at(9, 0, 18), at(9, 0, 19))
    assert (told.new, told.solved, told.late) == (0, 1, 0)


def test_what_is_due_before_the_next_opening_stands_by_time_with_who_is_on_call(desk: Desk, clock: FixedClock) -> None:
    grace = contact(desk, phones=("020 7946 0131",))
    number = log(desk).id
    escalate(desk, number, grace.id)
    desk.promises.call_back(PromiseCallBack(number, at(20), "0161 496 0100"))
    other = log(desk, "Somebody's illness", customer_deadline=at(8, day=17)).id
    desk.calls.make_confidential(MakeConfidential(other, "A complaint"))
    desk.promises.call_back(PromiseCallBack(other, at(9, 0, 17)))
    clock.set_to(at(13))
    found = desk.visits.handover()
    assert (found.told.since, found.told.until) == (at(9), at(9, 0, 17))
    # What is due at the opening is the business of the next day.
    kinds = [(row.at, row.clock, row.call_id) for row in found.rows]
    assert kinds == sorted(kinds, key=lambda one: one[0])
    assert {one for one in kinds if one[2] == other} == {
        (at(14), ClockKind.UPDATE, other),
        (at(8, day=17), ClockKind.DEADLINE, other),
    }
    assert (at(20), ClockKind.CALL_BACK, number) in kinds
    assert (found.told.ahead, found.more) == (len(found.rows), 0)
    assert (found.rows[0].with_name, found.rows[0].with_phone) == ("Grace Hopper", "020 7946 0131")
    assert next(row.phone for row in found.rows if row.call_id == number) == "+44 20 7946 0958"
    assert len(desk.visits.handover(limit=2).rows) == 2
    assert desk.visits.handover(limit=2).more == len(found.rows) - 2
    desk.sign_in(staff(desk, Role.AGENT))
    masked = [row for row in desk.visits.handover().rows if row.call_id == other]
    assert {(row.masked, row.customer, row.phone, row.summary, row.priority) for row in masked} == {
        (True, "", "", "", None)
    }


def test_today_is_told_until_now_and_days_without_calls_are_told_too(desk: Desk, clock: FixedClock) -> None:
    log(desk)
    trend = desk.visits.trend()
    assert len(trend) == 30
    assert (trend[-1].day, trend[-1].new) == (date(2026, 11, 16), 1)
    assert all((one.new, one.solved, one.late) == (0, 0, 0) for one in trend[:-1])


SQL = {
    "new": figures.COUNT.format(when=figures.WHEN[Happened.NEW][0], which=figures.WHEN[Happened.NEW][1]),
    "solved": figures.COUNT.format(when=figures.WHEN[Happened.SOLVED][0], which=figures.WHEN[Happened.SOLVED][1]),
    "which": figures.WHICH.format(when=figures.WHEN[Happened.NEW][0], which=figures.WHEN[Happened.NEW][1]),
    "days": figures.DAYS.format(when=figures.WHEN[Happened.NEW][0], which=figures.WHEN[Happened.NEW][1]),
    "running": becoming_late.RUNNING,
    "stopped": becoming_late.STOPPED,
    "others": becoming_late.OTHERS,
    "ahead": ahead.COUNT,
    "due": ahead.WHICH.format(hidden="0"),
}


@pytest.mark.parametrize("name", SQL)
def test_nothing_of_it_reads_all_calls_or_clocks(desk: Desk, name: str) -> None:
    sql = SQL[name]
    values = ["[]"] if name == "days" else [1, 2, 3][: 3 if "LIMIT" in sql else 1 if name == "others" else 2]
    with desk.work.read() as session:
        plan = [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", tuple(values))]
    assert not [step for step in plan if step.startswith("SCAN") and not step.startswith(("SCAN day", "SCAN due"))], (
        plan
    )
    indexes = ("ix_call_logged_at", "ix_call_resolved_at", "ix_clock_due", "ix_clock_verdict", "ix_clock_change_until")
    assert any(index in step for step in plan for index in indexes), plan
