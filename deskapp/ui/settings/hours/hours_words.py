"""What hours mean, in words: how much a week, open or closed now and until when, the next closed day."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from deskapp import direction
from deskapp.domain.working_time import WEEKDAYS, Calendar
from deskapp.language import _
from deskapp.ui.widgets.fields import when
from deskapp.wording import times

#: A Monday of a plain week.
_MONDAY = datetime(2024, 1, 1, tzinfo=UTC)
_WEEK = timedelta(days=7)


def said_of(hours: Calendar, names: Mapping[date, str], now: datetime) -> str:
    """ "42 h 30 min a week; open now until 17:30; next closed day Fri 25 Dec, Christmas Day" """
    parts = [_a_week(hours), _now(hours, now), _next_closed(hours, names, now)]
    return direction.row(parts, "; ")


def _a_week(hours: Calendar) -> str:
    """So much in a week without closed days and without a change of the clock."""
    plain = Calendar("UTC", hours.to_dict()["week"])
    length = plain.elapsed(_MONDAY, _MONDAY + _WEEK)
    if length == _WEEK:
        return _("day and night, 168 h a week")
    return _("{time} a week").format(time=times.duration(length))


def _now(hours: Calendar, now: datetime) -> str:
    if hours.is_open(now):
        until = hours.open_until(now)
        if until is None:
            return _("always open")
        return _("open now until {time}").format(time=times.instant(until, hours.zone, now))
    again = hours.next_opening(now)
    if again is None:
        return _("never open: no deadline could ever be met or missed")
    return _("closed now, opens {time}").format(time=times.instant(again, hours.zone, now))


def _next_closed(hours: Calendar, names: Mapping[date, str], now: datetime) -> str:
    """The next date that is closed and would otherwise not be."""
    told = hours.to_dict()
    usual = [bool(told["week"].get(day)) for day in WEEKDAYS]
    today = hours.local_date(now)
    closed = (date.fromisoformat(day) for day in told["closed"])
    day = min((day for day in closed if day >= today and usual[day.weekday()]), default=None)
    if day is None:
        return ""
    noon = datetime.combine(day, time(12), ZoneInfo(hours.zone))
    words = when.say_day(noon, now, hours.zone)
    if names.get(day):
        return _("next closed day {day}, {name}").format(day=words, name=names[day])
    return _("next closed day {day}").format(day=words)
