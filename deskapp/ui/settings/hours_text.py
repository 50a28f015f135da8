"""Hours as people type them: "09:00-12:00, 13:00-17:30" for a day, dates one a line. Text in, a calendar's spec out."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from deskapp.domain.working_time import WEEKDAYS, Calendar, CalendarError

Span = tuple[str, str]

_SPAN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|to|bis)\s*(\d{1,2})(?:[:.](\d{2}))?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class HoursError(ValueError):
    """What was typed is no hours. `code` is a field's code: bad_time, overlap, bad_day."""

    def __init__(self, code: str, line: str = "") -> None:
        super().__init__(code, line)
        self.code = code
        self.line = line


def spans(text: str) -> list[Span]:
    """The spans of one day; an empty text is a closed day. Raises HoursError."""
    found: list[Span] = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        match = _SPAN.fullmatch(part.lower())
        if match is None:
            raise HoursError("bad_time", part)
        begin, begin_minute, end, end_minute = match.groups()
        found.append((f"{int(begin):02}:{begin_minute or '00'}", f"{int(end):02}:{end_minute or '00'}"))
    _check(found, text)
    return found


def spans_text(told: Iterable[Iterable[str]]) -> str:
    return ", ".join("-".join(span) for span in told)


def closed(text: str) -> list[date]:
    """Whole closed dates, separated by lines, commas or blanks. Raises HoursError."""
    return sorted({_date(word) for word in re.split(r"[\s,;]+", text) if word})


def special(text: str) -> dict[date, list[Span]]:
    """Dates with hours of their own, one a line: "2026-12-24 09:00-12:00". Raises HoursError."""
    found: dict[date, list[Span]] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        day, _blank, rest = line.partition(" ")
        try:
            found[_date(day.rstrip(":"))] = spans(rest)
        except HoursError as error:
            raise HoursError(error.code, line) from error
    return found


def spec(
    zone: str,
    week: Mapping[str, list[Span]],
    closed_days: Iterable[date],
    special_days: Mapping[date, Iterable[Any]],
) -> dict[str, Any]:
    """What `Calendar.to_dict` would say of these hours."""
    return Calendar(zone, {day: week.get(day, []) for day in WEEKDAYS}, closed_days, special_days).to_dict()


def _check(found: list[Span], text: str) -> None:
    try:
        Calendar("UTC", {"mon": found})
    except CalendarError as error:
        raise HoursError(next(iter(error.fields.values())), text) from error


def _date(text: str) -> date:
    if not _DATE.fullmatch(text):
        raise HoursError("bad_day", text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise HoursError("bad_day", text) from error
