"""Each clock of a call is watched for itself, and one answer to "is it overdue?" is given everywhere."""

import random
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

import pytest
from long_runs import LONG_RUNS
from scene import HOUR, MINUTE, NO, YES, at, by_mail, contact, escalate, log

from deskapp.desk import Desk
from deskapp.domain.alerts import Watched
from deskapp.domain.clock import FixedClock
from deskapp.domain.clock_state import ClockState, state_of_call
from deskapp.domain.errors import DeskError
from deskapp.domain.words import OVERDUE_KINDS, ClockKind, Impact, PauseReason, Urgency
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.acts import (
    ContactCustomer,
    KeepPromise,
    MovePromise,
    PauseCall,
    PromiseCallBack,
    RecordAgreement,
    ReopenCall,
    ResolveCall,
    ResumeCall,
    SetPriority,
)
from deskapp.services.calls.lists import runner
from deskapp.services.clocks import watching
from deskapp.services.escalations.acts import AcceptEscalation, RefuseEscalation, ReturnEscalation
from deskapp.services.overview.as_of import overdue
from deskapp.services.overview.late.ask import Ask, Tile

CHASE, CALL_BACK, UPDATE = ClockKind.CHASE, ClockKind.CALL_BACK, ClockKind.UPDATE


def _late(desk: Desk, now: datetime) -> set[int]:
    """The overdue calls by every answer that there is; fails where two of them differ."""
    counts, tiles = desk.lists.counts(now), desk.late.figures(now=now).tiles
    rows = {row.id: state_of_call(row.clock, row.due_at, row.warn_at, now) for row in desk.lists.calls("open", now)}
    late = {number for number, state in rows.items() if state is ClockState.OVERDUE}
    soon = {number for number, state in rows.items() if state is ClockState.SOON}
    counting = [one for one in desk.lists.watched() if one.clock in OVERDUE_KINDS and one.call_id in rows]
    watched_late = {one.call_id for one in counting if one.state(now) is ClockState.OVERDUE}
    watched_soon = {one.call_id for one in counting if one.state(now) is ClockState.SOON}
    assert (counts.overdue, tiles[Tile.OVERDUE].calls) == (len(late), len(late))
    assert (counts.due_soon, tiles[Tile.DUE_SOON].calls) == (len(soon), len(soon))
    assert late == watched_late == {call.id for call in overdue(desk.work, now)}
    assert soon == watched_soon - late
    assert late | soon == set(desk.late.ids(Ask((Tile.OVERDUE, Tile.DUE_SOON)), now))
    assert late | soon <= {row.id for row in desk.supervision.overdue(now).rows}
    return late


def _watched(desk: Desk, number: int) -> dict[ClockKind | None, datetime | None]:
    return {one.clock: one.due_at for one in desk.lists.watched() if one.call_id == number}


def test_a_chase_hides_no_call_back_of_a_resolved_call(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    desk.calls.contact_customer(ContactCustomer(number, reached=True, next_update=at(17, day=27)))
    desk.calls.resolve(ResolveCall(number, "A new cable"))
    desk.promises.call_back(PromiseCallBack(number, at(11, day=20)))
    watched = _watched(desk, number)
    assert watched[CALL_BACK] == at(11, day=20)
    assert watched[CHASE] is not None
    assert watched[CHASE] < at(11, day=20)
    assert _late(desk, at(10, 50, day=20)) == set()
    assert desk.lists.counts(at(10, 50, day=20)).due_soon == 1
    assert _late(desk, at(11, 30, day=20)) == {number}
    row = desk.overview.call(number).row
    assert (row.clock, row.due_at) == (CALL_BACK, at(11, day=20))


def test_a_chase_alone_makes_no_call_overdue_and_is_watched_all_the_same(desk: Desk, clock: FixedClock) -> None:
    number = by_mail(desk).id
    desk.calls.resolve(ResolveCall(number, "A new cable"))
    assert desk.overview.call(number).row.clock == CHASE
    assert _late(desk, at(12, day=30)) == set()
    assert desk.lists.counts(at(12, day=30)).due_soon == 0
    assert _watched(desk, number).keys() == {CHASE}


def test_an_overdue_update_hides_no_call_back(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    desk.promises.call_back(PromiseCallBack(number, at(16)))
    watched = _watched(desk, number)
    assert (watched[UPDATE], watched[CALL_BACK]) == (at(14), at(16))
    (call,) = overdue(desk.work, at(16, 1))
    assert [kind for kind, _due in call.late] == [UPDATE, CALL_BACK]


def test_a_call_is_due_soon_when_any_of_its_clocks_is(desk: Desk, clock: FixedClock) -> None:
    """A call-back due first warns a quarter of an hour before, the customer's update an hour before."""
    number = log(desk).id
    desk.promises.call_back(PromiseCallBack(number, at(13, 50)))
    row = desk.overview.call(number).row
    assert (row.clock, row.due_at, row.warn_at) == (CALL_BACK, at(13, 50), at(13))
    assert desk.lists.counts(at(13, 10)).due_soon == 1
    assert _late(desk, at(13, 10)) == set()


def test_the_first_word_of_a_contact_is_watched_and_makes_no_call_overdue(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    escalation = escalate(desk, number, contact(desk).id)
    due = _watched(desk, number)[ClockKind.FIRST_WORD]
    assert due is not None
    assert ClockKind.ACCEPTANCE not in _watched(desk, number)  # its owner hears of it by other words
    desk.escalations.accept(AcceptEscalation(escalation.id))
    desk.escalations.give_back(ReturnEscalation(escalation.id, "A new cable"))
    assert ClockKind.FIRST_WORD not in _watched(desk, number)


def test_what_is_watched_is_worked_out_anew_when_its_pauses_change(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    assert _watched(desk, number)[ClockKind.RESOLUTION] == at(17, 30, 17)
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER))
    assert ClockKind.RESOLUTION not in _watched(desk, number)
    clock.advance(HOUR)
    desk.calls.resume(ResumeCall(number))
    assert _watched(desk, number)[ClockKind.RESOLUTION] == at(10, 0, 18)


@pytest.mark.parametrize("sql", [watching._CLOCKS, watching._PAUSES, watching._PROMISED, watching._UP_AGAIN])
def test_what_is_watched_is_read_by_indexes_of_what_is_open(desk: Desk, sql: str) -> None:
    assert watching._OPEN == call_rows.OPEN
    with desk.work.read() as session:
        plan = [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
    reads = [step for step in plan if step.startswith(("SCAN", "SEARCH"))]
    # Each of these holds what is open, or runs, and nothing else.
    open_only = ("ix_call_open_", "uq_clock_running", "uq_escalation_out", "ix_escalation_out", "ix_promise_open")
    scans = [step for step in reads if step.startswith("SCAN")]
    assert all(any(name in step for name in open_only) for step in scans), plan
    assert not any(step.startswith("SEARCH call ") and "PRIMARY KEY" not in step for step in reads), plan


@pytest.mark.parametrize("sql", watching._CHANGED)
def test_what_is_watched_of_some_calls_is_read_by_their_numbers(desk: Desk, sql: str) -> None:
    with desk.work.read() as session:
        plan = [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", ("[1]",))]
    assert [step for step in plan if step.startswith("SCAN")] == ["SCAN asked VIRTUAL TABLE INDEX 1:"], plan


def test_after_a_change_the_rows_of_the_changed_call_are_read_alone(desk: Desk, clock: FixedClock) -> None:
    """However many calls there are: 4 statements, and as many rows as that call has clocks, pauses and promises."""
    numbers = [log(desk).id for _call in range(30)]
    watches, read = watching.Watching(desk.work.rules), []

    def of(calls: set[int] | None) -> set[Watched]:
        read.clear()
        with desk.work.read() as session:
            run = runner(session)

            def counted(sql: str, parameters: Sequence[Any]) -> Sequence[Sequence[Any]]:
                found = list(run(sql, parameters))
                read.append(len(found))
                return found

            return set(watches.now(session, counted, calls))

    every = of(None)
    assert sum(read) == 2 * len(numbers)  # update and resolution
    desk.promises.call_back(PromiseCallBack(numbers[7], at(16)))
    desk.calls.pause(PauseCall(numbers[7], PauseReason.CUSTOMER, back_by=at(15)))
    changed = of({numbers[7]})
    assert read == [2, 1, 1, 1]
    assert {(one.clock, one.due_at) for one in changed} == {(UPDATE, at(14)), (CALL_BACK, at(16)), (None, None)}
    assert {one for one in every if one.call_id != numbers[7]} | changed == of(None)


def _acts(desk: Desk, dice: random.Random, contacts: list[int]) -> list[Callable[[], object]]:
    number = dice.randint(1, 4)
    now = desk.clock.now()
    later = now + timedelta(minutes=dice.randint(5, 3000))
    open_promises = [one.id for one in desk.promises.open()]
    out = [one.escalation.id for one in desk.escalations.out()]
    found: list[Callable[[], object]] = [
        lambda: desk.calls.contact_customer(
            ContactCustomer(number, reached=dice.random() < 0.7, next_update=later if dice.random() < 0.3 else None)
        ),
        lambda: desk.calls.set_priority(SetPriority(number, dice.choice(list(Impact)), dice.choice(list(Urgency)))),
        lambda: desk.calls.pause(PauseCall(number, dice.choice([PauseReason.CUSTOMER, PauseReason.SUPPLIER]))),
        lambda: desk.calls.resume(ResumeCall(number)),
        lambda: desk.calls.resolve(ResolveCall(number, "A new cable")),
        lambda: desk.calls.agree(RecordAgreement(number, dice.choice([YES, NO]))),
        lambda: desk.calls.reopen(ReopenCall(number, "It is back")),
        lambda: desk.promises.call_back(PromiseCallBack(number, later)),
        lambda: escalate(desk, number, dice.choice(contacts)),
    ]
    if open_promises:
        promise = dice.choice(open_promises)
        found.append(lambda: desk.promises.keep(KeepPromise(promise)))
        found.append(lambda: desk.promises.move(MovePromise(promise, later, "Not yet")))
    if out:
        one = dice.choice(out)
        found.append(lambda: desk.escalations.accept(AcceptEscalation(one)))
        found.append(lambda: desk.escalations.refuse(RefuseEscalation(one, "Not mine")))
        found.append(lambda: desk.escalations.give_back(ReturnEscalation(one, "A new cable")))
    return found


@pytest.mark.parametrize("seed", range(3 if LONG_RUNS else 1))
def test_after_each_of_60_acts_every_count_agrees_now_and_as_of_later(desk: Desk, clock: FixedClock, seed: int) -> None:
    dice = random.Random(seed)
    contacts = [contact(desk, name).id for name in ("Grace Hopper", "Konrad Zuse")]
    for place in range(4):
        (by_mail if place % 2 else log)(desk, urgency=list(Urgency)[place % 3])
    late = 0
    for _act in range(60):
        clock.advance(dice.randint(0, 40) * MINUTE)
        with suppress(DeskError):  # what has no place now is refused, and changes nothing
            dice.choice(_acts(desk, dice, contacts))()
        for ahead in (timedelta(0), HOUR, 30 * HOUR):
            late += len(_late(desk, clock.now() + ahead))
    assert late
