"""What has just become due soon or overdue is told, once."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.alerts import Alarms, Watched, jumped
from deskapp.domain.sla import ClockState

NOON = datetime(2026, 11, 16, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def _call(number: int, due: int, warn: int) -> Watched:
    return Watched(number, NOON + due * MINUTE, NOON + warn * MINUTE)


def test_a_call_is_told_when_it_becomes_due_soon_and_again_when_it_is_overdue() -> None:
    alarms = Alarms()
    alarms.watch([_call(1, due=30, warn=15)], NOON)
    assert alarms.look(NOON + 14 * MINUTE) == []
    assert [one.state for one in alarms.look(NOON + 15 * MINUTE)] == [ClockState.SOON]
    assert alarms.look(NOON + 30 * MINUTE) == []
    assert [one.state for one in alarms.look(NOON + 31 * MINUTE)] == [ClockState.OVERDUE]
    assert alarms.look(NOON + 32 * MINUTE) == []


def test_what_is_overdue_when_the_window_opens_has_not_just_become_so() -> None:
    alarms = Alarms()
    assert alarms.watch([_call(1, due=-5, warn=-20)], NOON) == []
    assert alarms.look(NOON + 60 * MINUTE) == []
    assert alarms.next_at is None


def test_nothing_is_scanned_until_the_instant_has_come() -> None:
    alarms = Alarms()
    alarms.watch([_call(1, due=30, warn=15), _call(2, due=90, warn=60)], NOON)
    assert alarms.next_at == NOON + 15 * MINUTE


def test_a_machine_that_slept_tells_everything_at_its_next_look() -> None:
    alarms = Alarms()
    alarms.watch([_call(1, due=30, warn=15), _call(2, due=90, warn=60), _call(3, due=900, warn=840)], NOON)
    woken = alarms.look(NOON + timedelta(hours=8))
    assert [(one.call_id, one.state) for one in woken] == [(1, ClockState.OVERDUE), (2, ClockState.OVERDUE)]


def test_a_clock_set_back_and_forward_tells_nothing_twice() -> None:
    alarms = Alarms()
    alarms.watch([_call(1, due=30, warn=15)], NOON)
    assert len(alarms.look(NOON + 16 * MINUTE)) == 1
    assert alarms.look(NOON - timedelta(hours=1)) == []
    assert alarms.look(NOON + 16 * MINUTE) == []
    assert len(alarms.look(NOON + 31 * MINUTE)) == 1


def test_a_deadline_that_moved_is_told_anew() -> None:
    alarms = Alarms()
    alarms.watch([_call(1, due=30, warn=15)], NOON)
    alarms.look(NOON + 31 * MINUTE)
    alarms.watch([_call(1, due=120, warn=100)], NOON + 31 * MINUTE)
    assert alarms.look(NOON + 60 * MINUTE) == []
    assert [one.state for one in alarms.look(NOON + 100 * MINUTE)] == [ClockState.SOON]


def test_a_change_of_another_call_loses_no_crossing() -> None:
    alarms = Alarms()
    alarms.watch([_call(1, due=30, warn=15)], NOON)
    crossed = alarms.watch([_call(1, due=30, warn=15), _call(2, due=90, warn=60)], NOON + 20 * MINUTE)
    assert [(one.call_id, one.state) for one in crossed] == [(1, ClockState.SOON)]


def test_a_pause_with_a_back_by_instant_brings_the_call_up_again_once() -> None:
    alarms = Alarms()
    alarms.watch([Watched(1, None, NOON + 20 * MINUTE), _call(1, due=90, warn=60)], NOON)
    assert alarms.look(NOON + 19 * MINUTE) == []
    assert alarms.look(NOON + 20 * MINUTE) == [(1, ClockState.SOON, None, 0, None)]
    assert alarms.look(NOON + 25 * MINUTE) == []
    assert [one.due_at for one in alarms.look(NOON + 60 * MINUTE)] == [NOON + 90 * MINUTE]


@given(st.lists(st.integers(-600, 6000), max_size=40), st.lists(st.integers(1, 3000), max_size=8))
def test_whatever_the_clock_does_no_state_of_a_deadline_is_told_twice(looks: list[int], dues: list[int]) -> None:
    alarms = Alarms()
    alarms.watch([_call(number, due, due - 15) for number, due in enumerate(dues)], NOON)
    told = [(one.call_id, one.state) for look in looks for one in alarms.look(NOON + look * MINUTE)]
    assert len(told) == len(set(told))


_CHANGE = st.tuples(st.integers(0, 60), st.integers(0, 3), st.lists(st.integers(-20, 120), max_size=3))


@given(st.lists(_CHANGE, max_size=30))
def test_told_of_the_changed_calls_alone_it_says_the_same_as_told_of_all(
    changes: list[tuple[int, int, list[int]]],
) -> None:
    """However calls change and time goes by: nothing is lost of a call that did not change, nor told twice."""
    every, some = Alarms(), Alarms()
    calls: dict[int, list[Watched]] = {}
    now = NOON
    for minutes, number, dues in changes:
        now += minutes * MINUTE
        calls[number] = [_call(number, due, due - 15) for due in dues]
        whole = [one for of_call in calls.values() for one in of_call]
        assert sorted(every.watch(whole, now)) == sorted(some.watch_some([number], calls[number], now))
        assert every.next_at == some.next_at
        now += minutes * MINUTE
        assert sorted(every.look(now)) == sorted(some.look(now))


def test_a_change_asks_how_no_other_call_stands() -> None:
    asked: list[int] = []

    class Counted(Watched):
        def state(self, now: datetime) -> ClockState:
            asked.append(self.call_id)
            return super().state(now)

    every = [Counted(number, NOON + (30 + number) * MINUTE, NOON + 20 * MINUTE) for number in range(500)]
    alarms = Alarms()
    alarms.watch(every, NOON)
    asked.clear()
    moved = Counted(7, NOON + 90 * MINUTE, NOON + 80 * MINUTE)
    assert alarms.watch_some([7], [moved], NOON + MINUTE) == []
    assert asked == [7]
    assert alarms.next_at == NOON + 20 * MINUTE
    assert len(alarms.look(NOON + 20 * MINUTE)) == 499


def test_instants_that_hold_no_more_are_swept_out() -> None:
    alarms = Alarms()
    for due in range(10_000):
        alarms.watch_some([1], [_call(1, due=20_000 + due, warn=19_000 + due)], NOON)
    assert len(alarms._coming) < 3000


def test_a_clock_that_ran_on_did_not_jump_and_one_that_was_set_did() -> None:
    assert jumped(timedelta(seconds=1), timedelta(seconds=1)) is None
    assert jumped(timedelta(hours=8), timedelta(hours=8)) is None
    assert jumped(timedelta(hours=1), timedelta(seconds=1)) == timedelta(seconds=3599)
    assert jumped(timedelta(hours=-1), timedelta(seconds=1)) == timedelta(seconds=-3601)
