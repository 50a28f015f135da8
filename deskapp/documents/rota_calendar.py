"""A rota as iCalendar (RFC 5545): an event for each turn, in UTC, so that every calendar shows it rightly."""

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime

from icalendar import Calendar, Event

from deskapp import direction
from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class TurnEvent:
    """uid: the same for the same turn of the same rota, and of no other desk's, so that importing again replaces.

    sequence: how often its rota was changed. note: why this person.
    """

    uid: str
    start: datetime
    end: datetime
    summary: str
    note: str = ""
    sequence: int = 0


def rota_ics(name: str, turns: Iterable[TurnEvent], made_at: datetime) -> bytes:
    """The turns as a calendar of that name. The same turns give the same bytes: no clock of the machine is in them."""
    calendar = Calendar()
    calendar.add("prodid", "-//deskapp//rota//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", " ".join(_plain(name).split("\n")))
    for turn in turns:
        event = Event()
        event.add("uid", turn.uid)
        event.add("sequence", turn.sequence)
        event.add("dtstamp", made_at.astimezone(UTC).replace(microsecond=0))
        event.add("dtstart", turn.start.astimezone(UTC))
        event.add("dtend", turn.end.astimezone(UTC))
        event.add("summary", _plain(turn.summary))
        if turn.note:
            event.add("description", _plain(turn.note))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _plain(text: str) -> str:
    """Without the control characters that the format cannot hold, and without what is for the eye alone."""
    text = direction.clean(text)
    return "".join(sign for sign in text if sign in "\n\t" or unicodedata.category(sign) not in ("Cc", "Cs"))
