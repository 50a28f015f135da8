"""Instants as people type them."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.ui.widgets.fields.unclear import NotUnderstood, Unclear
from deskapp.ui.widgets.fields.when import refusal, say, understand, write

BERLIN = "Europe/Berlin"
#: A Monday, 11:00 in Berlin.
NOW = datetime(2026, 11, 16, 10, 0, 12, tzinfo=UTC)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("today 15:30", utc(2026, 11, 16, 14, 30)),
        ("  Today   15:30 ", utc(2026, 11, 16, 14, 30)),
        ("15:30", utc(2026, 11, 16, 14, 30)),
        ("3:30 pm", utc(2026, 11, 16, 14, 30)),
        ("3pm", utc(2026, 11, 16, 14, 0)),
        ("12 am", utc(2026, 11, 16, 23, 0)),
        ("9:00", utc(2026, 11, 17, 8, 0)),
        ("tomorrow 9", utc(2026, 11, 17, 8, 0)),
        ("tomorrow at 9", utc(2026, 11, 17, 8, 0)),
        ("tomorrow noon", utc(2026, 11, 17, 11, 0)),
        ("today 24:00", utc(2026, 11, 16, 23, 0)),
        ("Mon 9:00", utc(2026, 11, 23, 8, 0)),
        ("mon 15:00", utc(2026, 11, 16, 14, 0)),
        ("Friday 17", utc(2026, 11, 20, 16, 0)),
        ("21.11. 15:30", utc(2026, 11, 21, 14, 30)),
        ("21.11 15.30", utc(2026, 11, 21, 14, 30)),
        ("21.11.2027 15:30", utc(2027, 11, 21, 14, 30)),
        ("21 Nov 15:30", utc(2026, 11, 21, 14, 30)),
        ("Sat 21 Nov 15:30", utc(2026, 11, 21, 14, 30)),
        ("Nov 21 2026 15:30", utc(2026, 11, 21, 14, 30)),
        ("21/11 15:30", utc(2026, 11, 21, 14, 30)),
        ("2026-11-21 15:30", utc(2026, 11, 21, 14, 30)),
        ("3 Mar 8:00", utc(2027, 3, 3, 7, 0)),
        ("in 2 hours", utc(2026, 11, 16, 12, 1)),
        ("+90 min", utc(2026, 11, 16, 11, 31)),
        ("in 1h 30m", utc(2026, 11, 16, 11, 31)),
        # Lengths of time, however they are written together
        ("in 1h30m", utc(2026, 11, 16, 11, 31)),
        ("+1h45", utc(2026, 11, 16, 11, 46)),
        ("+1:45", utc(2026, 11, 16, 11, 46)),
        ("in 2hours30min", utc(2026, 11, 16, 12, 31)),
        ("in 1 hour and 15 minutes", utc(2026, 11, 16, 11, 16)),
        ("in 1,5 Std.", utc(2026, 11, 16, 11, 31)),
        ("in half an hour", utc(2026, 11, 16, 10, 31)),
        ("in einer halben Stunde", utc(2026, 11, 16, 10, 31)),
        ("in an hour", utc(2026, 11, 16, 11, 1)),
        ("in 2 Stunden", utc(2026, 11, 16, 12, 1)),
        ("in 2 days", utc(2026, 11, 18, 10, 1)),
        ("in 3 Tagen", utc(2026, 11, 19, 10, 1)),
        ("in 1 week", utc(2026, 11, 23, 10, 1)),
        # 12 and 24 hours
        ("15.30", utc(2026, 11, 16, 14, 30)),
        ("15.30 Uhr", utc(2026, 11, 16, 14, 30)),
        ("9.05 Uhr", utc(2026, 11, 17, 8, 5)),
        ("15 Uhr 30", utc(2026, 11, 16, 14, 30)),
        ("at 15:30", utc(2026, 11, 16, 14, 30)),
        ("um 15.30", utc(2026, 11, 16, 14, 30)),
        ("3.30 p.m.", utc(2026, 11, 16, 14, 30)),
        ("3:30PM", utc(2026, 11, 16, 14, 30)),
        ("noon", utc(2026, 11, 16, 11, 0)),
        # Days of the week
        ("next Monday 9", utc(2026, 11, 23, 8, 0)),
        ("nächsten Montag um 9", utc(2026, 11, 23, 8, 0)),
        ("this Friday 17", utc(2026, 11, 20, 16, 0)),
        ("on Friday at 5pm", utc(2026, 11, 20, 16, 0)),
        ("am Freitag um 17 Uhr", utc(2026, 11, 20, 16, 0)),
        ("Do 9:00", utc(2026, 11, 19, 8, 0)),
        ("9:00 tomorrow", utc(2026, 11, 17, 8, 0)),
        ("9 am on Friday", utc(2026, 11, 20, 8, 0)),
        # English, German, ISO
        ("heute 15:30", utc(2026, 11, 16, 14, 30)),
        ("morgen 9 Uhr", utc(2026, 11, 17, 8, 0)),
        ("übermorgen, 9:00", utc(2026, 11, 18, 8, 0)),
        ("day after tomorrow 9:00", utc(2026, 11, 18, 8, 0)),
        ("Sa 21.11. 15:30", utc(2026, 11, 21, 14, 30)),
        ("Samstag, den 21. November 2026, 15:30 Uhr", utc(2026, 11, 21, 14, 30)),
        ("3. März 8:00", utc(2027, 3, 3, 7, 0)),
        ("24. Dez. 9:00", utc(2026, 12, 24, 8, 0)),
        ("21st Nov 15:30", utc(2026, 11, 21, 14, 30)),
        ("November 21st, 2026 3:30 pm", utc(2026, 11, 21, 14, 30)),
        ("21.11.26 15:30", utc(2026, 11, 21, 14, 30)),
        ("21/11/26 15:30", utc(2026, 11, 21, 14, 30)),
        ("2026-11-21T15:30", utc(2026, 11, 21, 14, 30)),
        ("2026-11-21T15:30:00", utc(2026, 11, 21, 14, 30)),
        ("2026-11-21T14:30:00Z", utc(2026, 11, 21, 14, 30)),
        ("2026-11-21 15:30+01:00", utc(2026, 11, 21, 14, 30)),
        # A day of the week that fits the year that is meant
        ("Sun 3 Jan 9:00", utc(2027, 1, 3, 8, 0)),
    ],
)
def test_it_understands_what_people_type(text: str, at: datetime) -> None:
    assert understand(text, NOW, BERLIN) == at


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("soon", Unclear.UNKNOWN),
        ("15", Unclear.UNKNOWN),
        ("in", Unclear.UNKNOWN),
        ("today 15:30 or so", Unclear.UNKNOWN),
        ("tomorrow", Unclear.NO_TIME),
        ("21.11.", Unclear.NO_TIME),
        ("30.2. 9:00", Unclear.NO_SUCH_DAY),
        ("25:00", Unclear.NO_SUCH_DAY),
        ("15:61", Unclear.NO_SUCH_DAY),
        ("13 pm", Unclear.NO_SUCH_DAY),
        ("3/11 15:30", Unclear.TWO_WAYS),
        ("today 9:00", Unclear.PAST),
        ("yesterday 9:00", Unclear.PAST),
        ("1.11.2026 9:00", Unclear.PAST),
        ("28.3.2027 2:30", Unclear.SKIPPED),
        ("in 2 horses", Unclear.UNKNOWN),
        ("in 30 min 2 h", Unclear.UNKNOWN),
        ("in 90", Unclear.UNKNOWN),
        ("+2", Unclear.UNKNOWN),
        ("in 1.5 days", Unclear.UNKNOWN),
        ("in 90000 hours", Unclear.NO_SUCH_DAY),
        ("15.11", Unclear.NO_TIME),
        ("Mon Tue 9:00", Unclear.UNKNOWN),
        ("Sun 21 Nov 15:30", Unclear.OTHER_WEEKDAY),
        ("So 21.11. 15:30", Unclear.OTHER_WEEKDAY),
        ("Sun 2026-11-21 15:30", Unclear.OTHER_WEEKDAY),
        ("Sat 3 Jan 9:00", Unclear.OTHER_WEEKDAY),
        ("next Friday 17", Unclear.TWO_WAYS),
        ("2026-02-30T10:00Z", Unclear.NO_SUCH_DAY),
    ],
)
def test_what_is_not_surely_an_instant_is_refused_with_why(text: str, why: Unclear) -> None:
    with pytest.raises(NotUnderstood) as refused:
        understand(text, NOW, BERLIN)
    assert refused.value.why is why


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("Sun 21 Nov 15:30", utc(2026, 11, 21, 14, 30)),
        ("today 15:30 or so", utc(2026, 11, 16, 14, 30)),
        ("in 1h30q", utc(2026, 11, 16, 11, 31)),
        ("in 2 days or 3", utc(2026, 11, 18, 10, 1)),
        ("90 min", utc(2026, 11, 16, 11, 31)),
        ("next Friday 17", utc(2026, 11, 20, 16, 0)),
        ("15.11", utc(2026, 11, 16, 14, 11)),
        ("soon", None),
        ("15", None),
    ],
)
def test_what_is_not_fully_understood_is_refused_with_the_nearest_reading(text: str, at: datetime | None) -> None:
    with pytest.raises(NotUnderstood) as refused:
        understand(text, NOW, BERLIN)
    assert refused.value.nearest == at


def test_the_nearest_reading_is_said_in_full_and_as_one_would_type_it() -> None:
    with pytest.raises(NotUnderstood) as refused:
        understand("Sun 21 Nov 15:30", NOW, BERLIN)
    assert refusal(refused.value, NOW, BERLIN) == (
        "That date is another day of the week. Nearest: Sat 21 Nov 15:30 (21.11.2026 15:30)"
    )


def test_days_ahead_are_the_calendars_and_hours_ahead_real_time() -> None:
    saturday = utc(2026, 10, 24, 10, 0)  # the night repeats an hour
    assert understand("in 1 day", saturday, BERLIN) == utc(2026, 10, 25, 11, 0)
    assert understand("in 24 h", saturday, BERLIN) == utc(2026, 10, 25, 10, 0)


def test_an_empty_text_is_no_instant_and_no_mistake() -> None:
    assert understand("   ", NOW, BERLIN) is None


def test_looking_back_a_time_is_the_last_one() -> None:
    assert understand("15:30", NOW, BERLIN, past=True) == utc(2026, 11, 15, 14, 30)
    assert understand("9:00", NOW, BERLIN, past=True) == utc(2026, 11, 16, 8, 0)
    assert understand("Fri 9:00", NOW, BERLIN, past=True) == utc(2026, 11, 13, 8, 0)
    assert understand("24.12. 9:00", NOW, BERLIN, past=True) == utc(2025, 12, 24, 8, 0)
    with pytest.raises(NotUnderstood):
        understand("tomorrow 9:00", NOW, BERLIN, past=True)


def test_of_a_repeated_time_the_next_pass_is_meant_and_named() -> None:
    before = utc(2026, 10, 24, 22, 0)
    first = understand("25.10.2026 2:30", before, BERLIN)
    assert first == utc(2026, 10, 25, 0, 30)
    assert "CEST" in say(first, before, BERLIN)
    between = utc(2026, 10, 25, 0, 45)
    second = understand("2:30", between, BERLIN)
    assert second == utc(2026, 10, 25, 1, 30)
    assert "CET" in say(second, between, BERLIN)


def test_it_says_what_it_understood_in_full() -> None:
    assert say(utc(2026, 11, 16, 14, 30), NOW, BERLIN) == "today, Mon 16 Nov 15:30"
    assert say(utc(2026, 11, 17, 8, 0), NOW, BERLIN) == "tomorrow, Tue 17 Nov 09:00"
    assert say(utc(2027, 3, 3, 7, 0), NOW, BERLIN) == "Wed 3 Mar 2027 08:00"


@given(st.integers(min_value=2, max_value=60 * 24 * 365 * 60))
def test_what_it_writes_it_reads_back_to_the_minute(minutes: int) -> None:
    at = NOW.replace(second=0) + timedelta(minutes=minutes)
    read = understand(write(at, NOW, BERLIN), NOW, BERLIN)
    assert read is not None
    # The one exception is the second pass of a repeated hour, which a wall clock's text cannot tell.
    assert (at - read).total_seconds() in (0, 3600)


@given(st.text(max_size=30))
def test_any_text_is_either_understood_or_refused(text: str) -> None:
    try:
        at = understand(text, NOW, BERLIN)
    except NotUnderstood:
        return
    assert at is None or at > NOW


def test_now_is_an_instant_where_one_tells_what_was() -> None:
    assert understand(" Now ", NOW, BERLIN, past=True) == NOW
    with pytest.raises(NotUnderstood):
        understand("now", NOW, BERLIN)
