"""What hours mean, in words."""

from datetime import UTC, date, datetime

from deskapp.domain.working_time import WEEKDAYS, Calendar
from deskapp.ui.settings.hours.hours_words import said_of

FRIDAY = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)
WEEK = {day: [("09:00", "18:00")] for day in ("mon", "tue", "wed", "thu", "fri")}
CHRISTMAS = date(2026, 12, 25)


def test_the_week_the_present_and_the_next_closed_day_with_its_name() -> None:
    hours = Calendar("Europe/London", WEEK, {CHRISTMAS, date(2026, 12, 28)})
    assert said_of(hours, {CHRISTMAS: "Christmas Day"}, FRIDAY) == (
        "45 h a week; open now until 18:00; next closed day Fri 25 Dec, Christmas Day"
    )


def test_a_closed_day_that_is_free_anyhow_or_over_is_not_the_next() -> None:
    hours = Calendar("Europe/London", WEEK, {date(2026, 11, 19), date(2026, 11, 22), CHRISTMAS})
    assert said_of(hours, {}, FRIDAY).endswith("next closed day Fri 25 Dec")


def test_outside_hours_it_says_when_it_opens_in_the_calendars_own_clock() -> None:
    hours = Calendar("America/New_York", WEEK)
    early = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
    assert said_of(hours, {}, early) == "45 h a week; closed now, opens 09:00"


def test_spans_of_two_days_that_overlap_count_once() -> None:
    hours = Calendar("UTC", {"mon": [("22:00", "06:00")], "tue": [("05:00", "07:00")]})
    assert said_of(hours, {}, FRIDAY).startswith("9 h a week; ")


def test_day_and_night() -> None:
    always = Calendar("Europe/London", {day: [("00:00", "24:00")] for day in WEEKDAYS})
    assert said_of(always, {}, FRIDAY) == "day and night, 168 h a week; always open"


def test_never() -> None:
    assert "never open" in said_of(Calendar("Europe/London", {}), {}, FRIDAY)
