"""Understands the lengths of time that people type, in English and German: "1h30", "90 min", "1,5 h", "2 Std 30 Min".

What "in 2 h" of an instant and a field for a length stand on: both read the same, and refuse the same.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from enum import IntEnum

from deskapp.ui.widgets.fields.unclear import NotUnderstood, Unclear


class Unit(IntEnum):
    """From the longest on: so they follow each other in a text."""

    YEAR = 0
    WEEK = 1
    DAY = 2
    HOUR = 3
    MINUTE = 4
    SECOND = 5


_NAMES = {
    **dict.fromkeys(("y", "yr", "year", "years", "jahr", "jahre", "jahren"), Unit.YEAR),
    **dict.fromkeys(("w", "week", "weeks", "woche", "wochen"), Unit.WEEK),
    **dict.fromkeys(("d", "day", "days", "t", "tag", "tage", "tagen"), Unit.DAY),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"), Unit.HOUR),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten"), Unit.MINUTE),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden"), Unit.SECOND),
}
_LENGTHS = {
    Unit.YEAR: timedelta(days=365),
    Unit.WEEK: timedelta(weeks=1),
    Unit.DAY: timedelta(days=1),
    Unit.HOUR: timedelta(hours=1),
    Unit.MINUTE: timedelta(minutes=1),
    Unit.SECOND: timedelta(seconds=1),
}
_ONE = ("a", "an", "one", "ein", "eine", "einer", "einem")
_HALF = ("half", "halbe", "halben")
_CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)(?:\s*(?:h|hr|hrs|hours|std|stunden)\.?)?", re.ASCII)
_PART = re.compile(r"\s*(?:(?:and|und)\s+)?(\d{1,6}(?:[.,]\d{1,3})?)\s*([^\W\d_]*)\.?", re.ASCII)
#: Minutes that are written after hours without their unit: "1h30". One figure alone may be a slip.
_MINUTES = re.compile(r"[0-5]\d", re.ASCII)
#: Longer texts are no length that somebody typed.
_LONGEST_TEXT = 80


def counted(text: str) -> dict[Unit, float]:
    """How much of each unit a text in lower case names, the longest unit first. Raises NotUnderstood.

    "1:30" is an hour and a half; two figures after hours without a unit are minutes.
    """
    rest = _in_figures(text.strip())
    clock = _CLOCK.fullmatch(rest)
    if clock is not None:
        return {Unit.HOUR: float(clock[1]), Unit.MINUTE: float(clock[2])}
    counts: dict[Unit, float] = {}
    last, place = None, 0
    while place < len(rest):
        part = _PART.match(rest, place)
        unit = None if part is None else _unit(part[1], part[2], last)
        if part is None or unit is None or (last is not None and unit <= last):
            raise NotUnderstood(Unclear.UNKNOWN)
        counts[unit], last, place = float(part[1].replace(",", ".")), unit, part.end()
    if not counts:
        raise NotUnderstood(Unclear.UNKNOWN)
    return counts


def total(text: str) -> timedelta:
    """The length that a text in lower case names; a bare number is minutes. Raises NotUnderstood, OverflowError."""
    bare = f"{text} min" if re.fullmatch(r"\d{1,6}(?:[.,]\d{1,3})?", text, re.ASCII) else text
    return sum((number * _LENGTHS[unit] for unit, number in counted(bare).items()), timedelta(0))


def nearest(text: str, read: Callable[[str], timedelta | None]) -> timedelta | None:
    """What the longest part of a text names, from its beginning; None where no part names anything."""
    shorter = (text[:cut].rstrip(" ,.;:-") for cut in range(min(len(text), _LONGEST_TEXT) - 1, 0, -1))
    # Of words ("2 x") the bare figure before them says nothing.
    found = (read(part) for part in shorter if re.search(r"[^\W\d_]|:", part))
    return next((length for length in found if length is not None), None)


def _unit(number: str, name: str, last: Unit | None) -> Unit | None:
    if name:
        return _NAMES.get(name)
    return Unit.MINUTE if last is Unit.HOUR and _MINUTES.fullmatch(number) else None


def _in_figures(text: str) -> str:
    """ "half an hour" and "einer halben stunde" as "0.5 hour", "an hour" as "1 hour"."""
    words = text.split()
    small = [word for word in words if word in _ONE or word in _HALF]
    if not small or words[: len(small)] != small:
        return text
    return " ".join(["0.5" if any(word in _HALF for word in small) else "1", *words[len(small) :]])
