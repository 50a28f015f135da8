"""Whatever day is typed, from the year 0 to past the last one: understood whole, or refused in words."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtWidgets import QApplication

from deskapp.domain.clock import FixedClock
from deskapp.ui.rota import shift_lines
from deskapp.ui.rota.days import page
from deskapp.ui.settings.hours import hours_text
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.ui.widgets.fields.duration_field import DurationField
from deskapp.ui.widgets.fields.when_field import WhenField

NOW = datetime(2026, 11, 16, 10, tzinfo=UTC)
YEARS = st.sampled_from(("0", "0000", "0001", "1", "0099", "1899", "1999", "2999", "3000", "9999", "10000", "99999"))
DAYS = st.sampled_from(("01-01", "1-1", "12-31", "02-29", "02-30", "13-01"))
TIMES = st.sampled_from(("", " 00:00", " 23:59", "T00:00:00+14:00", "T23:59:59-12:00", "T23:59:59Z", " 24:00"))
ZONES = st.sampled_from(("UTC", "Europe/Berlin", "Pacific/Kiritimati", "Etc/GMT+12"))
COUNTS = st.integers(0, 10**20)
UNITS = st.sampled_from(("days", "h", "min", "weeks", "w"))
TYPED = st.one_of(
    st.builds(lambda year, day, time: f"{year}-{day}{time}", YEARS, DAYS, TIMES),
    st.builds(lambda year: f"31.12.{year}", YEARS),
    st.builds(lambda year: f"1 Jan {year}", YEARS),
    st.builds(lambda count, unit: f"in {count} {unit}", COUNTS, UNITS),
    st.builds(lambda count, unit: f"{count} {unit}", COUNTS, UNITS),
)


@pytest.mark.usefixtures("qapp")
@given(TYPED, ZONES, st.booleans())
def test_no_text_of_a_day_or_a_length_breaks_a_field(text: str, zone: str, past: bool) -> None:
    assert QApplication.instance() is not None
    clock = FixedClock(NOW)
    at = WhenField(clock, zone, past=past)
    at.set_text(text)
    assert at.text() == text
    assert at.valid() == (at.value() is not None)
    at.insist()
    assert at.said
    day = DayField(clock, zone)
    day.set_text(text)
    assert (day.day is None) == bool(day.refusal)
    assert day.edit.text() == text
    length = DurationField()
    length.setText(text)
    assert length.valid() == (length.value() is not None)


@given(TYPED, ZONES)
def test_no_line_of_hours_or_shifts_breaks_at_the_ends_of_time(text: str, zone: str) -> None:
    for read in (hours_text.closed, hours_text.special):
        with suppress(hours_text.HoursError):
            read(f"{text} 09:00-12:00 Name")
    with suppress(shift_lines.LineError):
        shift_lines.read(f"{text} 00:00 to {text} 23:59 Ada", {"1": "Ada"}, zone)


@pytest.mark.parametrize("span", ["week", "month"])
def test_the_board_of_the_rota_turns_no_further_than_there_are_days(span: str) -> None:
    for by in (-(10**9), -60_000, 60_000, 10**6, 10**12):
        assert page(NOW.date(), span).turned(by) == page(NOW.date(), span)
