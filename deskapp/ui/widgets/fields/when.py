"""Understands the instants that people type ("today 15:30", "Mon 9:00"), and says them back. Pure; never guesses.

Local times are those of the site's zone. What can be read in two ways is refused, with what to write instead.
"""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from deskapp.domain.data_class import dataclass
from deskapp.language import _
from deskapp.ui.widgets.fields import day_names


class Unclear(StrEnum):
    """Why a text is no instant."""

    UNKNOWN = "unknown"
    NO_TIME = "no_time"
    NO_SUCH_DAY = "no_such_day"
    TWO_WAYS = "two_ways"
    SKIPPED = "skipped"
    PAST = "past"
    FUTURE = "future"


class NotUnderstood(ValueError):
    """The text is no instant, or not surely one."""

    def __init__(self, why: Unclear) -> None:
        super().__init__(why.value)
        self.why = why


@dataclass(frozen=True, slots=True)
class _Day:
    """A day as typed: exact, or without its year (then `date` has the present one)."""

    day: date
    yearless: bool = False
    weekday: bool = False


_IN = re.compile(r"(?:in\s+|\+\s*)(?:(\d+(?:[.,]\d+)?)\s*h\w*)?\s*(?:(\d+)\s*m\w*)?$")
_TIME = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm|h|uhr)?$")
_CLOCK_ONLY = re.compile(r"(\d{1,2}[:h]\d{2}\s*(?:am|pm|h|uhr)?|\d{1,2}\s*(?:am|pm|uhr))$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})$")
_DOTTED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})(?:\.\s?(\d{4})?)?$")
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{4}))?$")
_NAMED = re.compile(r"(?:(\d{1,2})\.?\s+([^\W\d]+)\.?|([^\W\d]+)\.?\s+(\d{1,2}),?)(?:\s+(\d{4}))?$")


def understand(text: str, now: datetime, zone: str, *, past: bool = False) -> datetime | None:
    """The instant that a text names, in UTC; None for an empty one.

    A time without a day is the next one (with `past`, the last one); so is a weekday, and a day without a year.
    Raises NotUnderstood where the text names none, could name two, or names one on the wrong side of now.
    """
    text = " ".join(text.lower().split())
    if not text:
        return None
    local_now = now.astimezone(ZoneInfo(zone))
    if past and text in {"now", _("now")}:
        return now.astimezone(UTC)
    at = _ahead(text, now) if not past else None
    if at is None:
        day, clock = _split(text, local_now.date())
        at = _instant(day, clock, local_now, past)
    if past and at > now:
        raise NotUnderstood(Unclear.FUTURE)
    if not past and at <= now:
        raise NotUnderstood(Unclear.PAST)
    return at


def say(at: datetime, now: datetime, zone: str) -> str:
    """An instant in full: "today, Mon 16 Nov 15:30"; with the zone's name in an hour that comes twice."""
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    near = _near(local.date(), today)
    words = f"{say_day(at, now, zone)} {_clock(local)}"
    return f"{near}, {words}" if near else words


def say_day(at: datetime, now: datetime, zone: str) -> str:
    """The day of an instant: "Mon 16 Nov", with the year where it is another one."""
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    named = f"{day_names.short_days()[local.weekday()]} {local.day} {day_names.short_months()[local.month - 1]}"
    return named if local.year == today.year else f"{named} {local.year}"


def write(at: datetime, now: datetime, zone: str) -> str:
    """An instant as one would type it; `understand` reads it back to the minute."""
    local, today = at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    near = _near(local.date(), today)
    if near:
        return f"{near} {local:%H:%M}"
    return f"{local:%d.%m.%Y %H:%M}"


def unclear_words(why: Unclear) -> str:
    """What is wrong with a text, and what to write."""
    return {
        Unclear.UNKNOWN: _("Not a time I know. Write it as: today 15:30, tomorrow 9:00, Mon 9:00, 21.11. 15:30"),
        Unclear.NO_TIME: _("At what time? For instance: {example}").format(example="9:00"),
        Unclear.NO_SUCH_DAY: _("There is no such day or time."),
        Unclear.TWO_WAYS: _("This could be two different days. Write the month as a word: 3 Nov 15:30"),
        Unclear.SKIPPED: _("That time is skipped when the clocks change. Choose another."),
        Unclear.PAST: _("That time has passed."),
        Unclear.FUTURE: _("That time has not come yet."),
    }[why]


def _near(day: date, today: date) -> str:
    return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get((day - today).days, "")


def _clock(local: datetime) -> str:
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%H:%M} {local.tzname()}" if twice else f"{local:%H:%M}"


def _ahead(text: str, now: datetime) -> datetime | None:
    """ "in 2 hours", "+90 min", "in 1h 30m": real time from now, on the full minute after it."""
    found = _IN.match(text)
    if found is None or found.lastindex is None:
        return None
    hours = float((found[1] or "0").replace(",", "."))
    if hours > 10_000 or len(found[2] or "") > 6:
        raise NotUnderstood(Unclear.NO_SUCH_DAY)
    at = now.astimezone(UTC) + timedelta(hours=hours, minutes=int(found[2] or 0))
    return at if not (at.second or at.microsecond) else at.replace(second=0, microsecond=0) + timedelta(minutes=1)


def _split(text: str, today: date) -> tuple[_Day | None, str]:
    """The day and the time of a text; the day is None where only a time is written."""
    if _CLOCK_ONLY.match(text):
        return None, text
    words = text.replace(",", " ").split()
    # The longest beginning that is a day leaves the time: "21 nov 2026 9".
    for cut in range(len(words), 0, -1):
        day = _day(" ".join(words[:cut]), today)
        if day is not None:
            clock = " ".join(words[cut:]).removeprefix("at ").removeprefix(f"{_('at')} ").removeprefix("um ")
            if not clock:
                raise NotUnderstood(Unclear.NO_TIME)
            return day, clock
    raise NotUnderstood(Unclear.UNKNOWN)


def _day(text: str, today: date) -> _Day | None:
    readers: tuple[Callable[[str, date], _Day | None], ...] = (_spoken, _iso, _dotted, _slashed, _named)
    return next((day for read in readers if (day := read(text, today)) is not None), None)


def _spoken(text: str, today: date) -> _Day | None:
    for words, step in (({"today", _("today")}, 0), ({"tomorrow", _("tomorrow")}, 1)):
        if text in words:
            return _Day(today + timedelta(days=step))
    if text in {"yesterday", _("yesterday")}:
        return _Day(today - timedelta(days=1))
    number = _among(text.rstrip("."), day_names.days())
    if number is None:
        return None
    return _Day(today + timedelta(days=(number - today.weekday()) % 7), weekday=True)


def _iso(text: str, today: date) -> _Day | None:
    found = _ISO.match(text)
    return found and _Day(_date(int(found[1]), int(found[2]), int(found[3])))


def _dotted(text: str, today: date) -> _Day | None:
    found = _DOTTED.match(text)
    if found is None:
        return None
    return _dated(found[3], int(found[2]), int(found[1]), today)


def _slashed(text: str, today: date) -> _Day | None:
    """Some write 3/11 for the third of November, some for the eleventh of March."""
    found = _SLASHED.match(text)
    if found is None:
        return None
    one, two = int(found[1]), int(found[2])
    if one != two and one <= 12 and two <= 12:
        raise NotUnderstood(Unclear.TWO_WAYS)
    day, month = (one, two) if two <= 12 else (two, one)
    return _dated(found[3], month, day, today)


def _named(text: str, today: date) -> _Day | None:
    text = _without_weekday(text)
    found = _NAMED.match(text)
    if found is None:
        return None
    month = _among(found[2] or found[3], day_names.months())
    return None if month is None else _dated(found[5], month + 1, int(found[1] or found[4]), today)


def _without_weekday(text: str) -> str:
    first, _blank, rest = text.partition(" ")
    return rest if rest and _among(first.rstrip("."), day_names.days()) is not None else text


def _dated(year: str | None, month: int, day: int, today: date) -> _Day:
    if year:
        return _Day(_date(int(year), month, day))
    if (month, day) == (2, 29):
        leap = next(y for y in range(today.year, today.year + 9) if y % 4 == 0 and (y % 100 or y % 400 == 0))
        return _Day(_date(leap, month, day))
    return _Day(_date(today.year, month, day), yearless=True)


def _date(year: int, month: int, day: int) -> date:
    if not 2000 <= year <= 2999:
        raise NotUnderstood(Unclear.NO_SUCH_DAY)
    try:
        return date(year, month, day)
    except ValueError:
        raise NotUnderstood(Unclear.NO_SUCH_DAY) from None


def _instant(day: _Day | None, clock: str, now: datetime, past: bool) -> datetime:
    minutes = _minutes(clock)
    wanted = day or _Day(now.date())
    at = _local(wanted.day, minutes, now)
    turned = at > now if past else at <= now
    if not turned:
        return at
    if day is None:
        return _local(wanted.day + timedelta(days=-1 if past else 1), minutes, now)
    if day.weekday:
        return _local(wanted.day + timedelta(days=-7 if past else 7), minutes, now)
    if day.yearless:
        return _local(wanted.day.replace(year=wanted.day.year + (-1 if past else 1)), minutes, now)
    return at


def _minutes(clock: str) -> int:
    if clock in {"noon", _("noon")}:
        return 12 * 60
    found = _TIME.match(clock)
    if found is None:
        raise NotUnderstood(Unclear.UNKNOWN)
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            raise NotUnderstood(Unclear.NO_SUCH_DAY)
        hour = hour % 12 + (12 if half == "pm" else 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        raise NotUnderstood(Unclear.NO_SUCH_DAY)
    return hour * 60 + minute


def _local(day: date, minutes: int, now: datetime) -> datetime:
    """The instant of a local time; of a repeated one the first, unless that has passed."""
    day += timedelta(days=minutes // (24 * 60))
    wall = datetime(day.year, day.month, day.day, minutes // 60 % 24, minutes % 60, tzinfo=now.tzinfo)
    at = wall.astimezone(UTC)
    if at.astimezone(now.tzinfo).replace(tzinfo=None) != wall.replace(tzinfo=None):
        raise NotUnderstood(Unclear.SKIPPED)
    second = wall.replace(fold=1).astimezone(UTC)
    return second if at <= now.astimezone(UTC) < second else at


def _among(word: str, names: list[set[str]]) -> int | None:
    return next((place for place, known in enumerate(names) if word in known), None)
