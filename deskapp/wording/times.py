"""Instants and lengths of time in words."""

from __future__ import annotations

from datetime import datetime, timedelta
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


def duration(length: timedelta) -> str:
    """A length of time, rounded to minutes: "45 min", "2 h", "1 h 30 min". Never in days: whose day?"""
    minutes = round(abs(length).total_seconds() / 60)
    hours, minutes = divmod(minutes, 60)
    if not hours:
        return _("{n} min").format(n=minutes)
    if not minutes:
        return _("{n} h").format(n=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=minutes)
