"""The field for an instant."""

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from deskapp.domain.clock import FixedClock
from deskapp.ui.widgets.fields.when_field import WhenField

NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)


@pytest.fixture
def field(qtbot: QtBot) -> WhenField:
    made = WhenField(FixedClock(NOW), "Europe/London")
    qtbot.addWidget(made)
    return made


def test_it_shows_what_it_understood(field: WhenField) -> None:
    field.set_text("today 15:30")
    assert field.value() == datetime(2026, 11, 16, 15, 30, tzinfo=UTC)
    assert field.said == "today, Mon 16 Nov 15:30"


def test_what_is_not_understood_is_no_value_and_says_what_to_write(field: WhenField) -> None:
    field.set_text("sometime")
    assert field.value() is None
    assert not field.valid()
    assert "today 15:30" in field.said


def test_empty_is_valid_and_says_nothing(field: WhenField) -> None:
    field.set_text("x")
    field.set_text("")
    assert field.valid()
    assert field.value() is None
    assert field.said == ""


def test_a_value_is_kept_to_the_second_until_somebody_types(field: WhenField) -> None:
    at = datetime(2026, 11, 17, 9, 12, 33, tzinfo=UTC)
    field.set_value(at)
    assert field.text() == "tomorrow 09:12"
    assert field.value() == at
    field.set_text("tomorrow 9:12")
    assert field.value() == at.replace(second=0)


def test_what_was_understood_stays_though_the_day_goes_by(qtbot: QtBot) -> None:
    clock = FixedClock(NOW)
    field = WhenField(clock, "Europe/London")
    qtbot.addWidget(field)
    field.set_text("tomorrow 9")
    clock.advance(timedelta(days=1))
    assert field.value() == datetime(2026, 11, 17, 9, 0, tzinfo=UTC)


def test_every_change_is_told(field: WhenField) -> None:
    told: list[object] = []
    field.changed.connect(told.append)
    field.set_text("15:30")
    field.set_value(None)
    assert told == [datetime(2026, 11, 16, 15, 30, tzinfo=UTC), None]
