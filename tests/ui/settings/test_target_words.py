"""What targets mean, in words."""

from datetime import UTC, datetime, timedelta

from deskapp.domain.words import ClockKind, Priority
from deskapp.domain.working_time import Calendar
from deskapp.ui.settings.targets.target_words import Counted, Key, changes, friday_example

OFFICE = Calendar("Europe/London", {day: [("09:00", "17:30")] for day in ("mon", "tue", "wed", "thu", "fri")})
NOW = datetime(2026, 11, 18, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
P2: Key = (Priority.P2, ClockKind.RESOLUTION)
NAMES = {1: "Desk hours", 2: "After hours"}


def example(target: timedelta | None, kind: ClockKind = ClockKind.RESOLUTION, hours: Calendar = OFFICE) -> str:
    return friday_example(Priority.P2, kind, target, hours, NOW)


def test_a_p2_logged_friday_1630_is_due_monday_1200() -> None:
    assert example(4 * HOUR) == "Resolve: a P2 logged Friday 16:30 is due Monday 12:00."


def test_each_clock_says_what_starts_it() -> None:
    assert "escalated Friday 16:30" in example(HOUR, ClockKind.ACCEPTANCE)
    assert "resolved Friday 16:30" in example(HOUR, ClockKind.CHASE)


def test_a_target_within_the_hour_is_due_the_same_friday() -> None:
    assert example(HOUR).endswith("is due Friday 17:30.")


def test_a_long_target_names_the_date() -> None:
    assert example(60 * HOUR).endswith("is due 1 Dec 17:00.")


def test_a_target_of_a_hundred_years_names_the_year() -> None:
    assert example(timedelta(days=36_500)).endswith("is due 2 Dec 2421 15:00.")


def test_a_target_that_is_never_reached_says_so() -> None:
    rarely = Calendar("Europe/London", {"mon": [("09:00", "09:01")]})
    assert "further away" in example(timedelta(days=36_500), hours=rarely)


def test_no_target_is_no_clock() -> None:
    assert "no such clock" in example(None)


def test_only_what_would_change_is_told_from_what_to_what() -> None:
    update: Key = (Priority.P1, ClockKind.UPDATE)
    chase: Key = (Priority.P2, ClockKind.CHASE)
    before = {update: Counted(HOUR, 1), P2: Counted(4 * HOUR, 1), chase: Counted(None, 1)}
    after = {update: Counted(HOUR, 1), P2: Counted(5 * HOUR, 1), chase: Counted(4 * HOUR, 2)}
    assert changes(before, after, NAMES) == [
        "Resolve, P2: 4 h becomes 5 h",
        "Ask if solved, P2: no clock becomes 4 h",
    ]


def test_another_calendar_is_a_change_too() -> None:
    assert changes({P2: Counted(HOUR, 1)}, {P2: Counted(HOUR, 2)}, NAMES) == [
        "Resolve, P2: 1 h in “Desk hours” becomes 1 h in “After hours”"
    ]
    assert changes({P2: Counted(None, 1)}, {P2: Counted(None, 2)}, NAMES) == []


def test_for_some_calls_no_target_is_that_of_the_others() -> None:
    (line,) = changes({}, {P2: Counted(2 * HOUR, 1)}, NAMES, {P2: 4 * HOUR})
    assert line == "Resolve, P2: as for the others (4 h) becomes 2 h"
    (line,) = changes({P2: Counted(2 * HOUR, 1)}, {P2: Counted(None, 1)}, NAMES, {P2: None})
    assert line == "Resolve, P2: 2 h becomes as for the others (no clock)"
