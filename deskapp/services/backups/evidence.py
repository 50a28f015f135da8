"""Whether a desk's timeline still has what was seen of it elsewhere: by this workstation, in backups, on paper."""

import json
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from sqlalchemy import select

from deskapp.domain.backups.head import Head
from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.models.base import from_stored, to_stored
from deskapp.models.events import Event, EventWords
from deskapp.services import events
from deskapp.services.backups import finding, keeping
from deskapp.services.changes import Done
from deskapp.services.work import Work
from deskapp.storage.contents import head_in, link_in, mark_in
from deskapp.storage.file_check import FileCheck
from deskapp.storage.seen_heads import LastHead, SeenHeads

#: Of lines without a call, of which there are few.
_PUT_BACK = """
SELECT words FROM event JOIN event_words ON event_words.event_id = event.id
WHERE call_id IS NULL AND kind = ? ORDER BY event.id DESC
"""


class Held(StrEnum):
    """What became of a line that was seen."""

    WHOLE = "whole"
    #: The timeline ends before it.
    CUT = "cut"
    #: Another line has its number.
    OTHER = "other"
    #: It was set aside when a backup was put back, as the timeline itself says.
    PUT_BACK = "put_back"
    #: There is another desk altogether.
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class Missed:
    """A line that was seen, and is not there as it was. at: when it was seen, where that is known.

    backup: the name of the backup that has it; "": this workstation saw it. ends: how far the timeline goes now.
    """

    held: Held
    head: Head
    ends: Head
    at: datetime | None = None
    backup: str = ""


def held(look: FileCheck, head: Head) -> Held:
    """What became of a line, by its number and hash or the beginning of it."""
    if not head.number:
        return Held.WHOLE
    link = link_in(look, head.number)
    if link is not None and head.is_of(link):
        return Held.WHOLE
    if any(_set_aside(words, head) for (words,) in look.rows(_PUT_BACK, (EventKind.DESK_RESTORED,))):
        return Held.PUT_BACK
    return Held.CUT if link is None else Held.OTHER


def _set_aside(words: str, head: Head) -> bool:
    """Whether a backup that was put back left the line out. upto 0: nobody could read how far the desk went then."""
    try:
        told = json.loads(words)
        return bool(told["from"] < head.number and (not told["upto"] or head.number <= told["upto"]))
    except (TypeError, ValueError, KeyError):
        return False


def _read(payload: dict[str, Any]) -> Missed:
    """What a line of the timeline tells."""
    at = None if payload["at"] is None else from_stored(payload["at"])
    ends = Head(payload["ends"], payload["ends_link"])
    return Missed(Held(payload["held"]), Head(payload["number"], payload["link"]), ends, at)


def missed(path: Path, last: LastHead | None) -> Missed | None:
    """What this workstation saw of a desk and is not there; None: nothing is missing. Raises StorageProblem."""
    if last is None:
        return None
    look = FileCheck(path)
    try:
        if look.rows("SELECT demo FROM site")[0][0]:
            return None  # it is made anew from time to time
        ends, mark = head_in(look), mark_in(look)
        if last.mark and last.mark != mark:
            return Missed(Held.REPLACED, last.head, ends, last.at)
        found = held(look, last.head)
        return None if found in (Held.WHOLE, Held.PUT_BACK) else Missed(found, last.head, ends, last.at)
    finally:
        look.close()


def stands(path: Path, head: Head) -> tuple[Held, Head]:
    """What became of a line that was printed, and how far the timeline goes. Raises StorageProblem."""
    look = FileCheck(path)
    try:
        return held(look, head), head_in(look)
    finally:
        look.close()


def missed_by_backups(path: Path) -> Iterator[Missed]:
    """The same of each backup of the desk that can be reached, the newest first."""
    desk = keeping.of_desk(path)
    look = FileCheck(path)
    try:
        for copy in finding.all_of(path, desk):
            if copy.holds is not None and desk.mark and copy.holds.mark == desk.mark:
                found = held(look, copy.holds.head)
                if found not in (Held.WHOLE, Held.PUT_BACK):
                    yield Missed(found, copy.holds.head, desk.head, copy.made_at, copy.name)
    finally:
        look.close()


class Evidence:
    """How far the timeline goes, and what this workstation misses of it. Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._path = work.database.path

    def head(self) -> Head:
        """How far it goes now."""
        with self._work.read() as session:
            return events.head(session)

    def see(self, folder: Path) -> Missed | None:
        """Compare with what this workstation saw last, and keep what it sees now. folder: where it keeps that.

        What is missed is told of by a line of the timeline, so that whoever leads the desk hears of it anywhere.
        """
        kept = SeenHeads(folder)
        found = missed(self._path, kept.of(self._path))
        if found is not None:
            self._tell(found)
        self.note(folder)
        return found

    def note(self, folder: Path) -> None:
        """Keep what is seen now."""
        with self._work.read() as session:
            now = LastHead(events.mark(session), events.head(session), self._work.clock.now())
        SeenHeads(folder).put(self._path, now)

    def told(self) -> tuple[Missed, ...]:
        """What workstations have missed and nobody has looked into, the oldest first; for those who lead the desk."""
        with self._work.read() as session:
            self._work.must_be(session, Role.SUPERVISOR)
            kinds = (EventKind.TIMELINE_MISSED, EventKind.TIMELINE_LOOKED_INTO)
            lines = (
                select(Event.kind, EventWords.payload)
                .outerjoin(EventWords, EventWords.event_id == Event.id)
                .where(Event.call_id.is_(None), Event.kind.in_(kinds))
                .order_by(Event.id)
            )
            told: list[Missed] = []
            for kind, payload in session.execute(lines):
                if kind == EventKind.TIMELINE_LOOKED_INTO:
                    told.clear()
                else:
                    told.append(_read(payload))
            return tuple(told)

    def look_into(self) -> Done[None]:
        """Whoever leads the desk has heard of what is missed, and sees to it."""
        with self._work.act(Role.SUPERVISOR) as unit:
            unit.tell(EventKind.TIMELINE_LOOKED_INTO)
            return unit.done(None, "evidence")

    def _tell(self, found: Missed) -> None:
        payload = {
            "held": found.held.value,
            "number": found.head.number,
            "link": found.head.link,
            "ends": found.ends.number,
            "ends_link": found.ends.link,
            "at": None if found.at is None else to_stored(found.at),
        }
        with self._work.act() as unit:
            unit.tell(EventKind.TIMELINE_MISSED, payload=payload)
