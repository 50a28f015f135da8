"""What is left, in words."""

from datetime import UTC, datetime, timedelta

import pytest
from call_rows import NOW, call

from deskapp.domain.sla import ClockFacts, reading
from deskapp.domain.words import ClockKind, Verdict
from deskapp.domain.working_time import Calendar
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls.countdown import Countdown, Countdowns, of_reading

DESK = Calendar("Europe/London", {day: [("09:00", "17:30")] for day in ("mon", "tue", "wed", "thu", "fri")})


def at(now: datetime) -> Countdowns:
    made = Countdowns()
    made.set_calendars({7: DESK})
    made.set_now(now)
    return made


def test_overdue_is_strictly_after_the_due_instant() -> None:
    row = call(0, due_at=NOW, warn_at=NOW - timedelta(minutes=15))
    assert at(NOW).of(row) == Countdown("0:00 left", Tint.SOON)
    assert at(NOW + timedelta(microseconds=1)).of(row) == Countdown("0:00 over", Tint.OVER)
    assert at(NOW + timedelta(minutes=42, seconds=30)).of(row) == Countdown("0:42 over", Tint.OVER)
    assert at(NOW - timedelta(minutes=16)).of(row) == Countdown("0:16 left", Tint.OK)


def test_what_is_left_is_working_time_so_outside_hours_it_stands_still() -> None:
    due = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
    row = call(1, due_at=due, warn_at=due, calendar_id=7)
    shown = [
        at(datetime(2026, 11, 23, hour, minute, tzinfo=UTC)).of(row).words
        for hour, minute in ((16, 30), (17, 30), (20, 0))
    ]
    assert shown == ["2:00 left", "1:00 left", "1:00 left"]


def test_what_is_due_on_another_day_says_its_instant_and_today_what_is_left() -> None:
    made = at(datetime(2026, 11, 23, 16, 0, tzinfo=UTC))
    made.set_calendars({7: DESK}, "Europe/London")
    due = [datetime(2026, 11, 23, 23, 30, tzinfo=UTC), datetime(2026, 11, 24, 10, 0, tzinfo=UTC)]
    rows = [call(number, due_at=at, warn_at=at, calendar_id=7) for number, at in enumerate(due)]
    assert [made.of(row).words for row in rows] == ["1:30 left", "Tue 10:00"]
    # Ordered by instant: nothing above the other by the kind of time it counts in.
    assert made.in_full(rows[1]) == "Resolve, due Tue 10:00: 2:30 left"
    made.set_now(datetime(2026, 11, 24, 0, 0, tzinfo=UTC))
    assert made.of(rows[1]).words == "1:00 left"


def test_another_day_is_one_of_the_sites_zone_and_what_is_due_soon_counts_down_through_midnight() -> None:
    made = at(datetime(2026, 11, 23, 22, 0, tzinfo=UTC))
    made.set_calendars({}, "Europe/Berlin")
    after, before = (datetime(2026, 11, 23, 23, minute, tzinfo=UTC) for minute in (0, 59))
    assert made.of(call(1, due_at=before, warn_at=before)).words == "Tue 00:59"
    assert made.of(call(2, due_at=after, warn_at=after - timedelta(hours=1))).words == "1:00 left"
    made.set_now(datetime(2026, 11, 23, 21, 0, tzinfo=UTC))
    assert made.of(call(3, due_at=after - timedelta(minutes=1), warn_at=after)).words == "1:59 left"


def test_a_chase_that_is_over_is_not_shown_as_overdue() -> None:
    assert at(NOW).of(call(-5, clock="chase", paused="agreement")) == Countdown("agree?", Tint.PAUSED)


def test_a_paused_call_says_so_and_a_resolved_one_asks_for_agreement() -> None:
    assert at(NOW).of(call(99, paused="supplier")) == Countdown("paused", Tint.PAUSED)
    assert at(NOW).of(call(99, paused="agreement")) == Countdown("agree?", Tint.PAUSED)
    assert at(NOW).of(call(99, paused="customer", due_at=None, warn_at=None)).words == "paused"


def test_the_customer_hears_from_us_while_a_call_is_paused_so_an_update_that_is_due_is_shown() -> None:
    assert at(NOW).of(call(5, paused="customer")) == Countdown("0:05 left", Tint.SOON)
    assert at(NOW).of(call(-5, paused="agreement")).tint == Tint.OVER


def test_a_wait_that_is_over_by_its_own_promise_brings_the_call_up_again() -> None:
    waiting = call(99, paused="supplier", back_by=NOW)
    assert at(NOW - timedelta(seconds=1)).of(waiting).words == "paused"
    assert at(NOW).of(waiting) == Countdown("look again", Tint.SOON)


def test_a_call_without_a_clock_says_nothing() -> None:
    assert at(NOW).of(call(1, due_at=None, warn_at=None)).words == ""


@pytest.mark.parametrize(
    ("facts", "shown"),
    [
        ({}, Countdown("0:30 left", Tint.OK)),
        ({"started": NOW - timedelta(minutes=25)}, Countdown("0:05 left", Tint.SOON)),
        ({"started": NOW - timedelta(minutes=72)}, Countdown("0:42 over", Tint.OVER)),
        ({"pauses": ((NOW, None),)}, Countdown("paused", Tint.PAUSED)),
        ({"stopped": NOW, "verdict": Verdict.MET}, Countdown("met", Tint.OK)),
        (
            {"started": NOW - timedelta(minutes=40), "stopped": NOW, "verdict": Verdict.MISSED},
            Countdown("missed 0:10", Tint.OVER),
        ),
        (
            {"started": NOW - timedelta(days=5), "stopped": NOW, "verdict": Verdict.MISSED},
            Countdown("missed 4 d 23 h", Tint.OVER),
        ),
        ({"target": None}, Countdown("running", Tint.OK)),
    ],
)
def test_each_state_of_a_clock_has_its_words_and_tint(facts: dict[str, object], shown: Countdown) -> None:
    given: dict[str, object] = {"started": NOW, "target": timedelta(minutes=30), **facts}
    assert of_reading(reading(ClockFacts(ClockKind.RESOLUTION, **given), NOW)) == shown  # type: ignore[arg-type]
