"""The directory's words for levels of authority, and for being in or out."""

from datetime import datetime

from deskapp.domain.words import Level
from deskapp.domain.working_time import Calendar
from deskapp.language import _
from deskapp.ui.look.palettes import Tint
from deskapp.wording import times


def begun(words: str) -> str:
    """Words that begin a line or stand on a button, with a capital."""
    return words[:1].upper() + words[1:]


def level(code: Level) -> str:
    return {
        Level.AGENT: _("Agent"),
        Level.SUPERVISOR: _("Supervisor"),
        Level.MANAGER: _("Manager"),
        Level.OUTSIDE: _("Outside: another team or head office"),
    }[code]


def presence(hours: Calendar, now: datetime, zone: str) -> tuple[str, Tint]:
    """Whether somebody with these hours is in, and until or from when: words for a chip, and its tint."""
    if hours.is_open(now):
        until = hours.open_until(now)
        if until is None:
            return _("always in"), Tint.OK
        return _("in until {time}").format(time=times.instant(until, zone, now)), Tint.OK
    again = hours.next_opening(now)
    if again is None:
        return _("not in"), Tint.PAUSED
    return _("from {time}").format(time=times.instant(again, zone, now)), Tint.PAUSED
