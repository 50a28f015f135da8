"""Understands the instants that people type ("today 15:30", "Mon 9:00"), and says them back. Pure; never guesses.

Local times are those of the site's zone. What can be read in two ways is refused, with what to write instead.
"""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from deskapp.language import _
from deskapp.ui.widgets.fields import day_names
from deskapp.ui.widgets.fields.time_ahead import Ahead, ahead
from deskapp.ui.widgets.fields.typed_day import TypedDay, read_day
from deskapp.ui.widgets.fields.unclear import NotUnderstood, Unclear, unclear_words

_HALF = r"(?:am|pm|h|uhr)"
_TIME = re.compile(rf"(\d{{1,2}})(?:[:.h](\d{{2}})(?::00)?|\s*uhr\s+(\d{{2}}))?\s*({_HALF})?", re.ASCII)
#: What is a time without a day before it: a number alone may be anything.
_CLOCK_ONLY = re.compile(
    rf"\d{{1,2}}[:h]\d{{2}}(?::00)?\s*{_HALF}?|\d{{1,2}}\.\d{{2}}\s*{_HALF}"
    r"|\d{1,2}\s*(?:am|pm|uhr(?:\s+\d{2})?)",
    re.ASCII,
)
_POINT = re.compile(r"(\d{1,2})\.(\d{2})", re.ASCII)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}[t ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(z|[+-]\d{2}:\d{2})?", re.ASCII)
_AT = ("at", "um")
#: Longer texts are no instant that somebody typed.
_LONGEST = 80


def understand(text: str, now: datetime, zone: str, *, past: bool = False) -> datetime | None:
    """The instant that a text names, in UTC; None for an empty one.

    A time without a day is the next one (with `past`, the last one); so is a weekday, and a day without a year.
    Raises NotUnderstood where the text names none, could name two, or names one on the wrong side of now; where
    only a part of it is understood, with the instant that this part names.
    """
    text = " ".join(text.lower().split())
    if not text:
        return None
    try:
        return _read(text, now, zone, past)
    except NotUnderstood as unclear:
        if unclear.nearest is None and unclear.why is Unclear.UNKNOWN:
            unclear.nearest = _nearest(text, now, zone, past)
        if unclear.why is Unclear.NO_TIME and _POINT.fullmatch(text):
            # Written like a date, and perhaps meant for a time.
            unclear.nearest = _nearest(f"{text} uhr.", now, zone, past)
        raise


def refusal(unclear: NotUnderstood, now: datetime, zone: str) -> str:
    """What is wrong with a text, and the nearest instant that it may have been meant for."""
    words = unclear_words(unclear.why)
    if unclear.nearest is None:
        return words
    meant = write(unclear.nearest, now, zone)
    return _("{words} Nearest: {time} ({meant})").format(words=words, time=say(unclear.nearest, now, zone), meant=meant)


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


def _near(day: date, today: date) -> str:
    return {-1: _("yesterday"), 0: _("today"), 1: _("tomorrow")}.get((day - today).days, "")


def _clock(local: datetime) -> str:
    twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
    return f"{local:%H:%M} {local.tzname()}" if twice else f"{local:%H:%M}"


def _read(text: str, now: datetime, zone: str, past: bool) -> datetime:
    local_now = now.astimezone(ZoneInfo(zone))
    if past and text in {"now", "jetzt", _("now")}:
        return now.astimezone(UTC)
    exact = _INSTANT.fullmatch(text)
    length = None if past else ahead(text)
    if exact is not None and exact[1]:
        at = _exact(text)
    elif length is not None:
        at = _from_now(length, local_now)
    else:
        day, clock = _split(_plain(text), local_now.date())
        at = _instant(day, clock, local_now, past)
    if past and at > now:
        raise NotUnderstood(Unclear.FUTURE)
    if not past and at <= now:
        raise NotUnderstood(Unclear.PAST)
    return at


def _exact(text: str) -> datetime:
    """An instant with its offset, as programs write it."""
    try:
        return datetime.fromisoformat(text.upper()).astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotUnderstood(Unclear.NO_SUCH_DAY) from None


def _nearest(text: str, now: datetime, zone: str, past: bool) -> datetime | None:
    """What the longest part of a text names that is understood, from its beginning; also as a length of time."""
    shorter = (text[:cut].rstrip(" ,.") for cut in range(min(len(text), _LONGEST) - 1, 0, -1))
    for part in (f"in {text}", *shorter):
        try:
            return _read(part, now, zone, past)
        except NotUnderstood:
            continue
    return None


def _from_now(length: Ahead, now: datetime) -> datetime:
    """Real time from now, on the full minute after it; days by the calendar, at the same time of day."""
    at = now.astimezone(UTC)
    if length.days:
        at = _local(now.date() + timedelta(days=length.days), now.hour * 60 + now.minute, now)
        at += timedelta(seconds=now.second, microseconds=now.microsecond)
    at += length.length
    return at if not (at.second or at.microsecond) else at.replace(second=0, microsecond=0) + timedelta(minutes=1)


def _plain(text: str) -> str:
    """The same without what people write between a day and a time."""
    text = re.sub(r"(?<=\d)t(?=\d)", " ", text).replace(",", " ")
    text = re.sub(r"\b([ap])\.?\s?m\b\.?", r"\1m", text)
    return " ".join(text.split())


def _split(text: str, today: date) -> tuple[TypedDay | None, str]:
    """The day and the time of a text; the day is None where only a time is written."""
    words = text.split()
    if not words:
        raise NotUnderstood(Unclear.UNKNOWN)
    if words[0] in _AT and len(words) > 1:
        return _time_first(words[1:], today) or (None, " ".join(words[1:]))
    if _CLOCK_ONLY.fullmatch(text) or text in _noons():
        return None, text
    only = _POINT.fullmatch(text)
    if only is not None and int(only[2]) > 12:
        return None, text  # no month has such a number
    # The longest beginning that is a day leaves the time: "21 nov 2026 9".
    for cut in range(len(words), 0, -1):
        day = read_day(" ".join(words[:cut]), today)
        if day is None:
            continue
        clock = words[cut:]
        if clock and clock[0] in (*_AT, _("at")):
            clock = clock[1:]
        if not clock:
            raise NotUnderstood(Unclear.NO_TIME)
        return day, " ".join(clock)
    found = _time_first(words, today)
    if found is None:
        raise NotUnderstood(Unclear.UNKNOWN)
    return found


def _time_first(words: list[str], today: date) -> tuple[TypedDay, str] | None:
    """ "9:00 tomorrow", "9 am on friday"."""
    for cut in range(1, len(words)):
        clock = " ".join(words[:cut])
        if _CLOCK_ONLY.fullmatch(clock) or clock in _noons():
            day = read_day(" ".join(words[cut:]), today)
            if day is not None:
                return day, clock
    return None


def _instant(day: TypedDay | None, clock: str, now: datetime, past: bool) -> datetime:
    minutes = _minutes(clock)
    wanted = day or TypedDay(now.date())
    meant = wanted.day
    at = _local(meant, minutes, now)
    if at > now if past else at <= now:
        back = -1 if past else 1
        if day is None:
            meant += timedelta(days=back)
        elif day.weekday:
            meant += timedelta(days=7 * back)
        elif day.yearless:
            meant = meant.replace(year=meant.year + back)
        at = _local(meant, minutes, now)
    if wanted.said is not None and wanted.said != meant.weekday():
        raise NotUnderstood(Unclear.OTHER_WEEKDAY, at)
    if wanted.two_ways:
        raise NotUnderstood(Unclear.TWO_WAYS, at)
    return at


def _noons() -> frozenset[str]:
    return frozenset({"noon", "mittag", "mittags", _("noon")})


def _minutes(clock: str) -> int:
    if clock in _noons():
        return 12 * 60
    found = _TIME.fullmatch(clock)
    if found is None:
        raise NotUnderstood(Unclear.UNKNOWN)
    hour, minute, half = int(found[1]), int(found[2] or found[3] or 0), found[4]
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
