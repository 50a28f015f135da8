"""What targets mean, in words: what would change, and when a call of next Friday afternoon would be due."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from deskapp.domain.words import ClockKind, Priority
from deskapp.domain.working_time import Calendar, CalendarError
from deskapp.language import _
from deskapp.ui.widgets.fields import day_names
from deskapp.wording import codes, refusals, times

_FRIDAY = 4
_HALF_PAST_FOUR = time(16, 30)

Key = tuple[Priority, ClockKind]


class Counted(NamedTuple):
    """So much working time in the calendar with this id. None: no clock, or as for the calls around."""

    length: timedelta | None
    calendar_id: int


def changes(
    before: Mapping[Key, Counted],
    after: Mapping[Key, Counted],
    calendars: Mapping[int, str],
    inherited: Mapping[Key, timedelta | None] | None = None,
) -> list[str]:
    """One line for each target that would be another, from what to what.

    inherited: what holds where there is no target of these calls' own; None: no clock does.
    """
    lines = []
    for key, becomes in after.items():
        was = before.get(key, Counted(None, becomes.calendar_id))
        moved = was.length is not None and becomes.length is not None and was.calendar_id != becomes.calendar_id
        if was.length == becomes.length and not moved:
            continue
        told = [_told(one.length, key, inherited) for one in (was, becomes)]
        if moved:
            told = [
                _("{time} in “{calendar}”").format(time=words, calendar=calendars.get(one.calendar_id, "?"))
                for words, one in zip(told, (was, becomes), strict=True)
            ]
        lines.append(
            _("{clock}, {priority}: {was} becomes {becomes}").format(
                clock=codes.clock(key[1]), priority=key[0].value, was=told[0], becomes=told[1]
            )
        )
    return lines


def friday_example(
    priority: Priority, kind: ClockKind, target: timedelta | None, hours: Calendar, now: datetime
) -> str:
    """ "Resolve: a P2 logged Friday 16:30 is due Monday 12:00." """
    clock = codes.clock(kind)
    if target is None:
        return _("{clock}: a {priority} has no such clock.").format(clock=clock, priority=priority.value)
    zone = ZoneInfo(hours.zone)
    local = now.astimezone(zone)
    friday = (local + timedelta(days=(_FRIDAY - local.weekday()) % 7)).date()
    begins = datetime.combine(friday, _HALF_PAST_FOUR, zone)
    try:
        due = hours.due(begins, target)
    except CalendarError as error:
        why = "; ".join(refusals.field_error(code) for code in error.fields.values())
        return _("{clock}: {why}").format(clock=clock, why=why)
    told = due.astimezone(zone)
    when = f"{day_names.long_days()[told.weekday()]} {told:%H:%M}"
    if told.date() >= friday + timedelta(days=7):
        when = times.instant(due, hours.zone, begins)
    return _begins(kind).format(clock=clock, priority=priority.value, when=when)


def _begins(kind: ClockKind) -> str:
    """What starts the clock on that Friday."""
    if kind in (ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD):
        return _("{clock}: a {priority} escalated Friday 16:30 is due {when}.")
    if kind is ClockKind.CHASE:
        return _("{clock}: a {priority} resolved Friday 16:30 is due {when}.")
    return _("{clock}: a {priority} logged Friday 16:30 is due {when}.")


def _told(target: timedelta | None, key: Key, inherited: Mapping[Key, timedelta | None] | None) -> str:
    if target is not None:
        return times.duration(target)
    if inherited is None:
        return _("no clock")
    general = inherited.get(key)
    return _("as for the others ({time})").format(time=_("no clock") if general is None else times.duration(general))
