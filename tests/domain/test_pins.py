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


@given(COUNTS, INSTANTS, INSTANTS)
def test_a_wait_is_never_longer_than_whole_nor_below_nothing(failed: int, tried: datetime, now: datetime) -> None:
    wait = pins.wait(failed, tried, now)
    assert timedelta(0) <= wait.left <= pins.length(failed)
    assert bool(wait.seconds) == bool(wait.left)


@given(COUNTS, INSTANTS, INSTANTS, st.timedeltas(timedelta(0), timedelta(days=1)))
def test_a_wait_only_gets_shorter_as_time_goes_on(
    failed: int, tried: datetime, now: datetime, later: timedelta
) -> None:
    first = pins.wait(failed, tried, now)
    second = pins.wait(failed, first.since, now + later)
    assert second.left == max(first.left - later, timedelta(0))


@given(st.integers(pins.FREE, 10**6), INSTANTS, st.timedeltas(SECOND / 1000, timedelta(days=3650)))
def test_a_clock_that_was_set_back_begins_the_whole_wait_anew(failed: int, tried: datetime, back: timedelta) -> None:
    now = max(tried - back, datetime(1960, 1, 1, tzinfo=UTC))
    wait = pins.wait(failed, tried, now)
    assert (wait.left, wait.since) == (pins.length(failed), now)
    # It is waited out once: after it the next attempt is open, though the clock still stands before the last one.
    assert not pins.wait(failed, wait.since, now + pins.length(failed)).left


@given(COUNTS, INSTANTS)
def test_more_wrong_attempts_never_shorten_a_wait(failed: int, now: datetime) -> None:
    assert pins.wait(failed + 1, now, now).left >= pins.wait(failed, now, now).left
