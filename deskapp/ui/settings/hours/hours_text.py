"""Hours as people type them: "09:00-12:00, 13:00-17:30" for a day, dates one a line. Text in, a calendar's spec out."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from deskapp.domain.codes import FieldFault
from deskapp.domain.working_time import WEEKDAYS, Calendar, CalendarError
from deskapp.services.clocks.views import CalendarView

Span = tuple[str, str]

_SPAN_WORDS = r"(\d{1,2})(?:[:.](\d{2}))?\s*(?:-|–|—|to|bis)\s*(\d{1,2})(?:[:.](\d{2}))?"
_SPAN = re.compile(_SPAN_WORDS, re.ASCII)
#: The spans at the beginning of a line; what follows them is the day's name.
_LEADING = re.compile(rf"{_SPAN_WORDS}(?:\s*[,;]\s*{_SPAN_WORDS})*", re.ASCII | re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


class HoursError(ValueError):
    """What was typed is no hours. `code` is a field's code: bad_time, overlap, bad_day."""

    def __init__(self, code: FieldFault, line: str = "") -> None:
        super().__init__(code, line)
        self.code = code
        self.line = line


class SpecialDay(NamedTuple):
    """A date with hours of its own, and what it is called."""

    spans: list[Span]
    name: str = ""


def spans(text: str) -> list[Span]:
    """The spans of one day; an empty text is a closed day. Raises HoursError."""
    found: list[Span] = []
    for part in filter(None, (part.strip() for part in re.split(r"[,;]", text))):
        match = _SPAN.fullmatch(part.lower())
        if match is None:
            raise HoursError(FieldFault.BAD_TIME, part)
        begin, begin_minute, end, end_minute = match.groups()
        found.append((f"{int(begin):02}:{begin_minute or '00'}", f"{int(end):02}:{end_minute or '00'}"))
    _check(found, text)
    return found


def spans_text(told: Iterable[Iterable[str]]) -> str:
    return ", ".join("-".join(span) for span in told)


def closed(text: str) -> dict[date, str]:
    """Whole closed dates with their names, one a line: "2026-12-25 Christmas Day". Raises HoursError.

    Dates without a name may also share a line.
    """
    found: dict[date, str] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        words = [word for word in re.split(r"[\s,;]+", line) if word]
        if len(words) > 1 and all(_DATE.fullmatch(word) for word in words):
            days = {_date(word): "" for word in words}
        else:
            first, name = _split(line)
            days = {_date(first): name}
        for day, name in days.items():
            found[day] = name or found.get(day, "")
    return dict(sorted(found.items()))


def closed_text(days: Mapping[date, str]) -> str:
    return "\n".join(f"{day} {name}".strip() for day, name in sorted(days.items()))


def special(text: str) -> dict[date, SpecialDay]:
    """Dates with hours of their own, one a line: "2026-12-24 09:00-12:00 Christmas Eve". Raises HoursError."""
    found: dict[date, SpecialDay] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        first, rest = _split(line)
        try:
            found[_date(first)] = _special_day(rest)
        except HoursError as error:
            raise HoursError(error.code, line) from error
    return found


def special_text(days: Mapping[date, SpecialDay]) -> str:
    return "\n".join(f"{day} {spans_text(one.spans)} {one.name}".strip() for day, one in sorted(days.items()))


def of_calendar(view: CalendarView) -> tuple[dict[date, str], dict[date, SpecialDay]]:
    """The closed and the special days of a calendar, with their names."""
    told = view.calendar.to_dict()
    names = {str(day): name for day, name in view.names.items()}
    closed_days = {date.fromisoformat(day): names.get(day, "") for day in told["closed"]}
    special_days = {
        date.fromisoformat(day): SpecialDay([(begin, end) for begin, end in given], names.get(day, ""))
        for day, given in told["special"].items()
    }
    return closed_days, special_days


def spec(
    zone: str,
    week: Mapping[str, list[Span]],
    closed_days: Mapping[date, str],
    special_days: Mapping[date, SpecialDay],
) -> dict[str, Any]:
    """What `Calendar.to_dict` would say of these hours, and the names of the dates. Raises CalendarError."""
    hours = {day: one.spans for day, one in special_days.items()}
    told = Calendar(zone, {day: week.get(day, []) for day in WEEKDAYS}, closed_days, hours).to_dict()
    named = [*((day, one.name) for day, one in special_days.items()), *closed_days.items()]
    return {**told, "names": {str(day): name for day, name in sorted(named) if name}}


def _special_day(text: str) -> SpecialDay:
    leading = _LEADING.match(text)
    if leading is None:
        return SpecialDay(spans(text))
    name = text[leading.end() :]
    # "9-12 13-15" lacks its comma: that is no name.
    if name and (not name[0].isspace() or name.lstrip()[:1].isdigit()):
        return SpecialDay(spans(text))
    return SpecialDay(spans(leading.group()), name.strip())


def _split(line: str) -> tuple[str, str]:
    """A line's date, and what follows it."""
    parts = line.split(maxsplit=1)
    return parts[0].rstrip(":,;"), parts[1].strip() if len(parts) > 1 else ""


def _check(found: list[Span], text: str) -> None:
    try:
        Calendar("UTC", {"mon": found})
    except CalendarError as error:
        raise HoursError(next(iter(error.fields.values())), text) from error


def _date(text: str) -> date:
    if not _DATE.fullmatch(text):
        raise HoursError(FieldFault.BAD_DAY, text)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise HoursError(FieldFault.BAD_DAY, text) from error
