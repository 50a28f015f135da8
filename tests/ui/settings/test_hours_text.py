"""Hours as people type them."""

from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.working_time import Calendar
from deskapp.ui.settings.hours import hours_text
from deskapp.ui.settings.hours.hours_text import HoursError, SpecialDay


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", []),
        ("09:00-12:00, 13:00-17:30", [("09:00", "12:00"), ("13:00", "17:30")]),
        ("9-17", [("09:00", "17:00")]),
        ("9:00 – 17.30", [("09:00", "17:30")]),
        ("22:00-06:00", [("22:00", "06:00")]),
        ("0-24", [("00:00", "24:00")]),
    ],
)
def test_the_hours_of_a_day_are_typed_as_spans(typed: str, meant: list[tuple[str, str]]) -> None:
    assert hours_text.spans(typed) == meant


@pytest.mark.parametrize(
    ("typed", "code"),
    [("9", "bad_time"), ("9-x", "bad_time"), ("9-25", "bad_time"), ("9:70-10", "bad_time"), ("9-12, 11-14", "overlap")],
)
def test_what_is_no_span_says_why(typed: str, code: str) -> None:
    with pytest.raises(HoursError) as refused:
        hours_text.spans(typed)
    assert refused.value.code == code


def test_closed_dates_and_special_days_are_one_a_line() -> None:
    assert hours_text.closed("2026-12-25 Christmas Day\n\n2026-12-26: Boxing Day\n2027-01-01") == {
        date(2026, 12, 25): "Christmas Day",
        date(2026, 12, 26): "Boxing Day",
        date(2027, 1, 1): "",
    }
    assert hours_text.special("2026-12-24 09:00-12:00 Christmas Eve\n\n2026-12-31: 10-14, 15-16") == {
        date(2026, 12, 24): SpecialDay([("09:00", "12:00")], "Christmas Eve"),
        date(2026, 12, 31): SpecialDay([("10:00", "14:00"), ("15:00", "16:00")]),
    }


def test_dates_without_names_may_share_a_line_and_a_name_is_kept_when_its_date_comes_again() -> None:
    assert hours_text.closed("2026-12-25 Christmas Day\n2026-12-26, 2026-12-25") == {
        date(2026, 12, 25): "Christmas Day",
        date(2026, 12, 26): "",
    }


def test_any_name_is_kept_as_typed() -> None:
    name = "<b>2nd Day</b>, of 24:00-25:00 =1+1; ä"
    assert hours_text.closed(f"2026-12-25 {name}") == {date(2026, 12, 25): name}


@pytest.mark.parametrize("typed", ["2026-12-24 9-12 13-15", "2026-12-24 9-12x", "2026-12-24 Christmas Eve"])
def test_a_special_day_without_readable_hours_is_told_by_its_line(typed: str) -> None:
    with pytest.raises(HoursError) as refused:
        hours_text.special(typed)
    assert (refused.value.code, refused.value.line) == ("bad_time", typed)


@pytest.mark.parametrize("typed", ["25.12.2026", "2026-02-30", "tomorrow"])
def test_what_is_no_date_is_told_with_its_words(typed: str) -> None:
    with pytest.raises(HoursError) as refused:
        hours_text.closed(typed)
    assert (refused.value.code, refused.value.line) == ("bad_day", typed)


def test_hours_shown_as_text_and_read_again_are_the_same() -> None:
    week = {"mon": [("09:00", "12:00"), ("13:00", "17:30")], "sat": [("22:00", "02:00")]}
    closed = {date(2026, 12, 25): "Christmas Day", date(2026, 12, 26): ""}
    special = {date(2026, 12, 24): SpecialDay([("09:00", "12:00")], "Eve"), date(2026, 12, 31): SpecialDay([])}
    before = hours_text.spec("Europe/Berlin", week, closed, special)
    again = hours_text.spec(
        before["zone"],
        {day: hours_text.spans(hours_text.spans_text(spans)) for day, spans in before["week"].items()},
        hours_text.closed(hours_text.closed_text(closed)),
        hours_text.special(hours_text.special_text(special)),
    )
    assert again == before
    assert before["names"] == {"2026-12-24": "Eve", "2026-12-25": "Christmas Day"}
    assert Calendar.from_dict(before).to_dict() == {key: before[key] for key in before if key != "names"}


@given(st.text())
def test_any_text_is_hours_or_refused_with_a_code(typed: str) -> None:
    for read in (hours_text.spans, hours_text.closed, hours_text.special):
        assert _code(read, typed) in {None, "bad_time", "bad_day", "overlap"}


def _code(read: Callable[[str], object], typed: str) -> str | None:
    try:
        read(typed)
    except HoursError as refused:
        return refused.code
    return None
