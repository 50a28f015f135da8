"""Instants and lengths of time in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from deskapp.language import SPOKEN, Words, _


def instant(at: datetime, zone: str, now: datetime) -> str:
    """An instant in the site's clock, as near as it is: "13:06", "Mon 09:00", "21 Nov 13:06", with year if another."""
    there = ZoneInfo(zone)
    local, today = at.astimezone(there), now.astimezone(there).date()
    days = (local.date() - today).days
    if days == 0:
        return f"{local:%H:%M}"
    time = f"{local:%H:%M}"
    if 0 < days < 7:
        return _("{weekday} {time}").format(weekday=weekday(local.weekday()), time=time)
    if local.year == today.year:
        return _("{day} {month} {time}").format(day=local.day, month=month(local.month), time=time)
    form = _("{day} {month} {year} {time}")
    return form.format(day=local.day, month=month(local.month), year=local.year, time=time)


def plain_day(on: date, words: Words = SPOKEN) -> str:
    """A day without its name: "31 Mar 2027"."""
    return words.gettext("{day} {month} {year}").format(day=on.day, month=month(on.month, words), year=on.year)


def day(day: date, words: Words = SPOKEN) -> str:
    """A day of the calendar with its name: "Thu 24 Dec 2026"."""
    form = words.gettext("{weekday} {day} {month} {year}")
    named = {"weekday": weekday(day.weekday(), words), "month": month(day.month, words)}
    return form.format(day=day.day, year=day.year, **named)


def weekday(number: int, words: Words = SPOKEN) -> str:
    """The short name of a day of the week, Monday being 0."""
    say = words.gettext
    return (say("Mon"), say("Tue"), say("Wed"), say("Thu"), say("Fri"), say("Sat"), say("Sun"))[number]


def month(number: int, words: Words = SPOKEN) -> str:
    """The short name of a month, January being 1."""
    say = words.gettext
    return (
        *(say("Jan"), say("Feb"), say("Mar"), say("Apr"), say("May"), say("Jun")),
        *(say("Jul"), say("Aug"), say("Sep"), say("Oct"), say("Nov"), say("Dec")),
    )[number - 1]


def duration(length: timedelta, words: Words = SPOKEN, *, measured: bool = False) -> str:
    """A length of time, whichever side of zero: "45 min", "2 h", "1 h 30 min", "30 s". Never in days: whose day?

    What somebody set is told to the second; of one that was measured a minute that has only begun is not counted.
    """
    minutes, seconds = _minutes(length)
    hours, minutes = divmod(minutes, 60)
    told = []
    if hours:
        told.append(words.gettext("{n} h").format(n=hours))
    if minutes:
        told.append(words.gettext("{n} min").format(n=minutes))
    if seconds and not (measured and told):
        told.append(words.gettext("{n} s").format(n=seconds))
    return " ".join(told) or words.gettext("{n} min").format(n=0)


def brief(length: timedelta) -> str:
    """The same beside its like, in a chip, a figure or a column: hours and full minutes, "0:42", "72:43"."""
    minutes, _seconds = _minutes(length)
    return f"{minutes // 60}:{minutes % 60:02}"


def over(length: timedelta, words: Words = SPOKEN) -> str:
    """How long something is late, in real time: as `brief`, and from a hundred hours on "4 d 4 h", a day being 24."""
    hours, minutes = divmod(_minutes(length)[0], 60)
    if hours < 100:
        return f"{hours}:{minutes:02}"
    return words.gettext("{days} d {hours} h").format(days=hours // 24, hours=hours % 24)


def turns(unit: str, length: int, words: Words = SPOKEN) -> str:
    """How long each turn of a rotation is: unit as "hour", "day" or "week", of them so many: "turns of 1 week"."""
    count = words.ngettext
    return {
        "hour": count("turns of {n} hour", "turns of {n} hours", length),
        "day": count("turns of {n} day", "turns of {n} days", length),
        "week": count("turns of {n} week", "turns of {n} weeks", length),
    }[unit].format(n=length)


def _minutes(length: timedelta) -> tuple[int, int]:
    """Full minutes and the seconds beyond them, without the sign."""
    return divmod(int(abs(length).total_seconds()), 60)


def day_of(at: datetime, zone: str, now: datetime) -> str:
    """The day of an instant in the site's clock: "3 Nov", with the year if it is another."""
    there = ZoneInfo(zone)
    local = at.astimezone(there).date()
    if local.year != now.astimezone(there).year:
        return plain_day(local)
    return _("{day} {month}").format(day=local.day, month=month(local.month))
