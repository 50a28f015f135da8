"""Lengths of time as people type them."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from deskapp.ui.widgets.fields.duration_field import (
    LONGEST,
    DurationField,
    duration_refusal,
    parse_duration,
)
from deskapp.wording import times


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("45 min", timedelta(minutes=45)),
        ("45", timedelta(minutes=45)),
        ("2 h", timedelta(hours=2)),
        ("2h", timedelta(hours=2)),
        ("1:30", timedelta(hours=1, minutes=30)),
        ("1 h 30 min", timedelta(hours=1, minutes=30)),
        ("1.5 h", timedelta(hours=1, minutes=30)),
        ("1,5 Std", timedelta(hours=1, minutes=30)),
        ("30 s", timedelta(seconds=30)),
        ("1 min 30 sec", timedelta(seconds=90)),
        ("3 d", timedelta(days=3)),
        ("2 weeks", timedelta(days=14)),
        ("1 year", timedelta(days=365)),
        ("0", timedelta(0)),
        ("1h30", timedelta(hours=1, minutes=30)),
        ("1h30m", timedelta(hours=1, minutes=30)),
        ("1 h 30", timedelta(hours=1, minutes=30)),
        ("90 min", timedelta(minutes=90)),
        ("1:30 h", timedelta(hours=1, minutes=30)),
        ("1.5h", timedelta(hours=1, minutes=30)),
        ("2 days 3 h", timedelta(days=2, hours=3)),
        ("2 hours and 5 minutes", timedelta(hours=2, minutes=5)),
        ("2 Std 30 Min", timedelta(hours=2, minutes=30)),
        ("2 Std. und 30 Min.", timedelta(hours=2, minutes=30)),
        ("1 Tag", timedelta(days=1)),
        ("half an hour", timedelta(minutes=30)),
        ("eine halbe Stunde", timedelta(minutes=30)),
    ],
)
def test_a_length_is_typed_as_people_say_it(typed: str, meant: timedelta) -> None:
    assert parse_duration(typed) == meant


@pytest.mark.parametrize(
    "typed", ["soon", "-5 min", "1:75", "2 x", "h", "1 2 h", "٣ min", "999999 d", "=1+1", "2 h 3", "30 min 1h", "1h 2h"]
)
def test_what_is_no_length_is_not_guessed(typed: str) -> None:
    assert parse_duration(typed) is None


@pytest.mark.parametrize(
    ("typed", "nearest"),
    [
        ("1h30q", "1 h 30 min"),
        ("2 h 3", "2 h"),
        ("1:30 x", "1 h 30 min"),
        ("30 min 1 h", "30 min"),
        ("2 dayz", "48 h"),
        ("soon", ""),
    ],
)
def test_what_is_not_understood_whole_is_refused_with_the_nearest_reading(typed: str, nearest: str) -> None:
    assert parse_duration(typed) is None
    words = duration_refusal(typed)
    assert words.startswith("This is no length of time. Write it as: 45 min, 2 h, 1:30")
    assert words.endswith(f"Nearest: {nearest}" if nearest else "1:30"), words


@given(st.timedeltas(timedelta(0), LONGEST))
def test_what_the_field_shows_it_also_reads(length: timedelta) -> None:
    whole = timedelta(seconds=length // timedelta(seconds=1))
    assert parse_duration(times.duration(length)) == whole


@given(st.text())
def test_any_text_can_be_typed(typed: str) -> None:
    found = parse_duration(typed)
    assert found is None or timedelta(0) <= found <= LONGEST


def test_a_length_of_seconds_is_not_rounded_away() -> None:
    assert times.duration(timedelta(seconds=30)) == "30 s"
    assert times.duration(timedelta(hours=1, seconds=5)) == "1 h 5 s"
    assert times.duration(timedelta(0)) == "0 min"


def test_a_field_may_take_a_hundred_years(qtbot: QtBot) -> None:
    field = DurationField(longest=timedelta(days=36_600))
    qtbot.addWidget(field)
    field.setText("100 years")
    assert field.value() == timedelta(days=36_500)
    field.setText("999999 years 999999 years 999999 years")
    assert field.value() is None


def test_an_empty_field_is_valid_and_has_no_value(qtbot: QtBot) -> None:
    field = DurationField()
    qtbot.addWidget(field)
    assert field.valid()
    assert field.value() is None
    field.setText("later")
    assert not field.valid()
    assert field.value() is None
    assert field.text() == "later"


def test_typing_tells_the_value_when_it_can_be_read(qtbot: QtBot) -> None:
    field = DurationField(timedelta(hours=4))
    qtbot.addWidget(field)
    assert field.text() == "4 h"
    told: list[object] = []
    field.value_changed.connect(told.append)
    field.clear()
    qtbot.keyClicks(field, "2 h")
    assert told[-1] == timedelta(hours=2)
