"""Understands a length of time from now on: "in 1h30m", "+1h45", "in 2 days", "in einer halben Stunde"."""

import re
from datetime import timedelta
from typing import NamedTuple

from deskapp.ui.widgets.fields.unclear import NotUnderstood, Unclear

_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten"), "minutes"),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"), "hours"),
    **dict.fromkeys(("d", "day", "days", "tag", "tage", "tagen"), "days"),
    **dict.fromkeys(("w", "week", "weeks", "woche", "wochen"), "weeks"),
}
_ONE = ("a", "an", "one", "ein", "eine", "einer", "einem")
_HALF = ("half", "halbe", "halben")
_BEGINS = re.compile(r"(?:in\s+|\+\s*)")
_CLOCK = re.compile(r"(\d{1,4}):([0-5]\d)(?:\s*(?:h|hours|std|stunden))?", re.ASCII)
_PART = re.compile(r"\s*(?:(?:and|und)\s+)?(\d{1,6}(?:[.,]\d{1,2})?)\s*([^\W\d_]*)\.?", re.ASCII)


class Ahead(NamedTuple):
    """Days are those of the calendar, at the same time of day; the rest is real time."""

    days: int
    length: timedelta


def ahead(text: str) -> Ahead | None:
    """What a text in lower case says; None where it speaks of no length of time.

    A number without its unit after hours is minutes. Raises NotUnderstood where it begins so and goes on otherwise.
    """
    begins = _BEGINS.match(text)
    if begins is None:
        return None
    rest = _in_figures(text[begins.end() :])
    clock = _CLOCK.fullmatch(rest)
    if clock is not None:
        return Ahead(0, timedelta(hours=int(clock[1]), minutes=int(clock[2])))
    counts, last, place = dict.fromkeys(("weeks", "days", "hours", "minutes"), 0.0), "", 0
    while place < len(rest):
        part = _PART.match(rest, place)
        if part is None:
            raise NotUnderstood(Unclear.UNKNOWN)
        unit = _UNITS.get(part[2]) or ("minutes" if not part[2] and last == "hours" else "")
        if not unit or (last and list(counts).index(unit) <= list(counts).index(last)):
            raise NotUnderstood(Unclear.UNKNOWN)
        counts[unit], last, place = float(part[1].replace(",", ".")), unit, part.end()
    if not last:
        raise NotUnderstood(Unclear.UNKNOWN)
    return _checked(counts)


def _checked(counts: dict[str, float]) -> Ahead:
    days = counts["weeks"] * 7 + counts["days"]
    if not days.is_integer():
        raise NotUnderstood(Unclear.UNKNOWN)
    if days > 400 or counts["hours"] > 10_000 or counts["minutes"] > 600_000:
        raise NotUnderstood(Unclear.NO_SUCH_DAY)
    return Ahead(int(days), timedelta(hours=counts["hours"], minutes=counts["minutes"]))


def _in_figures(text: str) -> str:
    """ "half an hour" and "einer halben stunde" as "0.5 hour", "an hour" as "1 hour"."""
    words = text.split()
    small = [word for word in words if word in _ONE or word in _HALF]
    if not small or words[: len(small)] != small:
        return text
    return " ".join(["0.5" if any(word in _HALF for word in small) else "1", *words[len(small) :]])
