"""Understands a length of time from now on: "in 1h30m", "+1h45", "in 2 days", "in einer halben Stunde"."""

import re
from datetime import timedelta
from typing import NamedTuple

from deskapp.ui.widgets.fields.typed_length import Unit, counted
from deskapp.ui.widgets.fields.unclear import NotUnderstood, Unclear

_BEGINS = re.compile(r"(?:in\s+|\+\s*)")
#: Nobody names an instant in these.
_NOT_AHEAD = (Unit.YEAR, Unit.SECOND)


class Ahead(NamedTuple):
    """Days are those of the calendar, at the same time of day; the rest is real time."""

    days: int
    length: timedelta


def ahead(text: str) -> Ahead | None:
    """What a text in lower case says; None where it speaks of no length of time.

    Two figures without their unit after hours are minutes. Raises NotUnderstood where it begins so and goes on
    otherwise.
    """
    begins = _BEGINS.match(text)
    if begins is None:
        return None
    counts = counted(text[begins.end() :])
    if any(unit in counts for unit in _NOT_AHEAD):
        raise NotUnderstood(Unclear.UNKNOWN)
    return _checked(counts)


def _checked(counts: dict[Unit, float]) -> Ahead:
    hours, minutes = counts.get(Unit.HOUR, 0.0), counts.get(Unit.MINUTE, 0.0)
    days = counts.get(Unit.WEEK, 0.0) * 7 + counts.get(Unit.DAY, 0.0)
    if not days.is_integer():
        raise NotUnderstood(Unclear.UNKNOWN)
    if days > 400 or hours > 10_000 or minutes > 600_000:
        raise NotUnderstood(Unclear.NO_SUCH_DAY)
    return Ahead(int(days), timedelta(hours=hours, minutes=minutes))
