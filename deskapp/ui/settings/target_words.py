"""What targets mean, in words: what would change, and when a call of next Friday afternoon would be due."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from deskapp import wording
from deskapp.domain.words import ClockKind, Priority
from deskapp.domain.working_time import Calendar, CalendarError
from deskapp.language import _

_FRIDAY = 4
_HALF_PAST_FOUR = time(16, 30)

Key = tuple[Priority, ClockKind]


def changes(before: Mapping[Key, timedelta | None], after: Mapping[Key, timedelta | None]) -> list[str]:
    """One line for each target that would be another."""
    return [
        _("{clock}, {priority}: {was} becomes {becomes}").format(
            clock=wording.clock(kind), priority=priority.value, was=_told(was), becomes=_told(becomes)
        )
        for (priority, kind), becomes in after.items()
        if (was := before.get((priority, kind))) != becomes
    ]


def friday_example(
    priority: Priority, kind: ClockKind, target: timedelta | None, hours: Calendar, now: datetime
) -> str:
    """ "Resolve: a P2 that begins Friday 16:30 is due Monday 12:00." """
    clock = wording.clock(kind)
    if target is None:
        return _("{clock}: a {priority} has no such clock.").format(clock=clock, priority=priority.value)
    zone = ZoneInfo(hours.zone)
    local = now.astimezone(zone)
    friday = (local + timedelta(days=(_FRIDAY - local.weekday()) % 7)).date()
    begins = datetime.combine(friday, _HALF_PAST_FOUR, zone)
    try:
        due = hours.due(begins, target)
    except CalendarError as error:
        return "; ".join(wording.field_error(code) for code in error.fields.values())
    told = due.astimezone(zone)
    when = f"{wording.weekday(told.weekday())} {told:%H:%M}"
    if told.date() >= friday + timedelta(days=7):
        when = wording.instant(due, hours.zone, begins)
    return _("{clock}: a {priority} that begins Friday 16:30 is due {when}.").format(
        clock=clock, priority=priority.value, when=when
    )


def _told(target: timedelta | None) -> str:
    return _("no clock") if target is None else wording.duration(target)
