"""What targets mean, in words."""

from datetime import UTC, datetime, timedelta

from deskapp.domain.words import ClockKind, Priority
from deskapp.domain.working_time import Calendar
from deskapp.ui.settings.target_words import changes, friday_example

OFFICE = Calendar("Europe/London", {day: [("09:00", "17:30")] for day in ("mon", "tue", "wed", "thu", "fri")})
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)


def example(target: timedelta | None) -> str:
    return friday_example(Priority.P2, ClockKind.RESOLUTION, target, OFFICE, NOW)


def test_a_p2_that_begins_friday_1630_is_due_monday_1200() -> None:
    assert example(timedelta(hours=4)).endswith("a P2 that begins Friday 16:30 is due Mon 12:00.")


def test_a_target_within_the_hour_is_due_the_same_friday() -> None:
    assert example(timedelta(hours=1)).endswith("is due Fri 17:30.")


def test_a_long_target_names_the_date() -> None:
    assert example(timedelta(hours=60)).endswith("is due 1 Dec 17:00.")


def test_no_target_is_no_clock() -> None:
    assert "no such clock" in example(None)


def test_only_what_would_change_is_told() -> None:
    before = {(Priority.P1, ClockKind.UPDATE): timedelta(minutes=30), (Priority.P2, ClockKind.CHASE): None}
    after = {(Priority.P1, ClockKind.UPDATE): timedelta(minutes=30), (Priority.P2, ClockKind.CHASE): timedelta(hours=4)}
    (line,) = changes(before, after)
    assert "P2" in line
    assert "no clock" in line
    assert "4 h" in line
