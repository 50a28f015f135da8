"""PINs that are guessed first, and the waits after wrong ones."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain import pins

NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
INSTANTS = st.datetimes(datetime(1970, 1, 2), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
COUNTS = st.integers(0, 10**9)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("pin", "code"),
    [
        ("", "pin_short"),
        ("123", "pin_short"),
        ("  12  ", "pin_short"),
        ("0000", "pin_same"),
        ("aaaaaa", "pin_same"),
        ("1234", "pin_run"),
        ("4321", "pin_run"),
        ("7890", "pin_run"),
        ("0987", "pin_run"),
        ("９８７６", "pin_run"),
        ("abcd", "pin_run"),
        ("x" * 40 + "y" * 25, "pin_long"),
        ("1235", None),
        ("2580", None),
        ("1357", None),
        ("key?", None),
        ("\ud800pin", None),
        ("пароль", None),
    ],
)
def test_a_pin_that_is_guessed_first_is_refused(pin: str, code: str | None) -> None:
    assert pins.fault(pin) == code


@given(st.text(max_size=80))
def test_any_text_is_judged_and_the_same_with_blanks_around_it(pin: str) -> None:
    assert pins.fault(f" {pin}\t") == pins.fault(pin)
    assert pins.plain(pins.plain(pin)) == pins.plain(pin)


def test_waits_begin_at_one_second_and_double_up_to_five_minutes() -> None:
    waits = [pins.length(failed) // SECOND for failed in range(14)]
    assert waits == [0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    assert pins.length(10**9) == 300 * SECOND


@st.composite
def moments(draw: st.DrawFn) -> pins.Moment:
    passed = draw(st.timedeltas(timedelta(0), timedelta(days=3650)))
    return pins.Moment(draw(INSTANTS), passed, draw(st.sampled_from(("this start", "another start", ""))))


def later(moment: pins.Moment, by: timedelta, *, shown: timedelta | None = None) -> pins.Moment:
    """So much real time later; shown: what the clock gained meanwhile."""
    return pins.Moment(moment.at + (by if shown is None else shown), moment.passed + by, moment.beginning)


@given(COUNTS, moments(), moments())
def test_a_wait_is_never_longer_than_whole_nor_below_nothing(failed: int, tried: pins.Moment, now: pins.Moment) -> None:
    wait = pins.wait(failed, tried, now)
    assert timedelta(0) <= wait.left <= pins.length(failed)
    assert bool(wait.seconds) == bool(wait.left)


@given(COUNTS, moments(), moments(), st.timedeltas(timedelta(0), timedelta(days=1)))
def test_a_wait_only_gets_shorter_as_time_goes_on(
    failed: int, tried: pins.Moment, now: pins.Moment, by: timedelta
) -> None:
    first = pins.wait(failed, tried, now)
    second = pins.wait(failed, first.since, later(now, by))
    if now.beginning:
        assert second.left == max(first.left - by, timedelta(0))
    else:  # nobody counts: it begins anew
        assert second.left == pins.length(failed)


@given(
    st.integers(pins.FREE, 10**6),
    moments(),
    st.timedeltas(timedelta(0), timedelta(days=1)),
    st.timedeltas(timedelta(days=-3650), timedelta(days=3650)),
)
def test_a_clock_that_was_set_forward_or_back_changes_nothing_of_a_wait(
    failed: int, tried: pins.Moment, by: timedelta, shown: timedelta
) -> None:
    ran_on, was_set = later(tried, by), later(tried, by, shown=shown)
    assert pins.wait(failed, tried, was_set).left == pins.wait(failed, tried, ran_on).left


@given(st.integers(pins.FREE, 10**6), moments(), moments())
def test_after_a_restart_or_at_another_machine_the_whole_wait_begins_anew_and_is_waited_out_once(
    failed: int, tried: pins.Moment, now: pins.Moment
) -> None:
    now = pins.Moment(now.at, now.passed, "next start")
    wait = pins.wait(failed, tried, now)
    assert (wait.left, wait.since) == (pins.length(failed), now)
    assert not pins.wait(failed, wait.since, later(now, pins.length(failed))).left


@given(COUNTS, moments())
def test_more_wrong_attempts_never_shorten_a_wait(failed: int, now: pins.Moment) -> None:
    assert pins.wait(failed + 1, now, now).left >= pins.wait(failed, now, now).left
