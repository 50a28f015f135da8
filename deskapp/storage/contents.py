"""What a desk's file or a copy of it holds, told by a few rows: how much, which schema, how far its timeline goes."""

from datetime import datetime
from pathlib import Path

from deskapp.domain.backups.head import Head
from deskapp.domain.data_class import dataclass
from deskapp.models.base import from_stored
from deskapp.storage.file_check import FileCheck

_LAST = "SELECT id, link, written_at FROM event ORDER BY id DESC LIMIT 1"
_LINK = "SELECT link FROM event WHERE id = ?"
_FIRST = "SELECT link FROM event ORDER BY id LIMIT 1"


@dataclass(frozen=True, slots=True)
class Contents:
    """calls, events: how many. head: of the timeline. last_at: when its newest line was written, None where none was.

    mark: the beginning of the first line's hash, which no other desk has; "" before there is one.
    """

    schema: int
    calls: int
    events: int
    head: Head
    last_at: datetime | None
    mark: str


def contents(path: Path) -> Contents:
    """Raises StorageProblem where it is no desk's file, or cannot be read."""
    look = FileCheck(path)
    try:
        last = look.rows(_LAST)
        number, link, written_at = last[0] if last else (0, "", None)
        calls, events = (look.rows(f"SELECT count(*) FROM {table}")[0][0] for table in ("call", "event"))
        at = None if written_at is None else from_stored(written_at)
        return Contents(look.schema, calls, events, Head(number, link), at, mark_in(look))
    finally:
        look.close()


def head_in(look: FileCheck) -> Head:
    """The head of the timeline in a file that is looked at."""
    last = look.rows(_LAST)
    return Head(*last[0][:2]) if last else Head(0, "")


def mark_in(look: FileCheck) -> str:
    """See `Contents.mark`."""
    first = look.rows(_FIRST)
    return str(first[0][0])[:16] if first else ""


def link_in(look: FileCheck, number: int) -> str | None:
    """The hash of the line of this number; None where there is none."""
    found = look.rows(_LINK, (number,))
    return str(found[0][0]) if found else None


def goes_on(before: Contents, path: Path) -> bool:
    """Whether a file has all lines that were there before, to the last one, however many came since."""
    look = FileCheck(path)
    try:
        held: int = look.rows("SELECT count(*) FROM event")[0][0]
        return held >= before.events and (
            not before.head.number or link_in(look, before.head.number) == before.head.link
        )
    finally:
        look.close()
