"""A backup is put in the place of the desk: brought up to date beside it, with a line that tells of it, at once."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import select

from deskapp.domain.backups.head import Head
from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import NotAllowed, StorageProblem
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.models.site import Staff
from deskapp.services.backups.views import Restored
from deskapp.services.clocks.recount import recount
from deskapp.services.people import StaffView
from deskapp.services.work import Work
from deskapp.storage import backup, copies, file_check, remains, replacing, schema
from deskapp.storage.contents import contents
from deskapp.storage.database import Database


@dataclass(frozen=True, slots=True)
class Instead:
    """Of the desk whose place it takes: how far its timeline goes, and how many lines of it are lost."""

    head: Head
    lost_lines: int


def restore(path: Path, copy: Path, clock: Clock, by: StaffView, instead: Instead) -> Restored:
    """Put a copy in the place of a desk that can be read, which is set aside. by: a manager who has proved to be one.

    Raises Conflict where somebody saved since `instead` was looked at, and StorageProblem: then the desk is as it was.
    """
    aside = _aside(path, clock)
    with _made_ready(path, copy, clock) as making:
        _tell(making, clock, by, copy.name, aside.name, instead)
        # Not looked at once it is set aside: it knows a log, and one would be left beside it.
        holds = contents(path)
        replacing.replace(making, path, aside, instead.head)
    copies.remember(aside, holds, clock.now())
    return Restored(copy.name, aside, instead.lost_lines)


def restore_without_desk(path: Path, copy: Path, clock: Clock, prove: Callable[[Work], StaffView]) -> Restored:
    """The same where the desk's file cannot be read, or is not there.

    prove: asks whoever does it to show that they are a manager, of the copy; gives back whom it is.
    """
    aside = _aside(path, clock)
    with _made_ready(path, copy, clock) as making:
        database = Database(making)
        try:
            by = prove(Work(database, clock))
        finally:
            database.close()
        _tell(making, clock, by, copy.name, aside.name if path.exists() else "", Instead(Head(0, ""), 0))
        replacing.replace_damaged(making, path, aside)
    return Restored(copy.name, aside, 0)


def _aside(path: Path, clock: Clock) -> Path:
    """Where the desk is set aside: among its copies."""
    return backup.folder_made(path) / copies.name_of(path, copies.ASIDE, clock.now())


@contextmanager
def _made_ready(path: Path, copy: Path, clock: Clock) -> Iterator[Path]:
    """A file beside the desk that is what the copy was, checked and of this schema; gone again after the block."""
    remains.remove_remains(path)
    making = remains.making(path)
    remains.remove(making)
    try:
        held = backup.write_copy(copy, making, mode="ro")
        if held.schema < file_check.SCHEMA:
            schema.update(making, held.schema, recount)
        yield making
    except FileExistsError as error:
        raise StorageProblem(Refusal.EXISTS, path=str(making)) from error
    finally:
        remains.remove(making)


def _tell(making: Path, clock: Clock, by: StaffView, copy: str, aside: str, instead: Instead) -> None:
    """The line that says what was put back, by whom, and up to where the timeline went that is not this one's any more.

    Whoever did it may have been nobody yet when the copy was made: then it is a line of the first manager's.
    """
    held = contents(making)
    database = Database(making)
    try:
        work = Work(database, clock)
        with work.read(anybody=True) as session:
            managers = select(Staff).where(Staff.role == Role.MANAGER, Staff.active).order_by(Staff.id)
            there = session.scalars(managers).all()
            if not there:
                raise NotAllowed(Refusal.LAST_MANAGER)
            same = [one for one in there if (one.id, one.name) == (by.id, by.name)]
            work.staff_id = (same or there)[0].id
        payload = {
            "copy": copy,
            "by": by.name,
            "aside": aside,
            "from": held.head.number,
            "upto": instead.head.number,
            "link": instead.head.link,
            "lost": instead.lost_lines,
        }
        with work.act(Role.MANAGER) as unit:
            unit.tell(EventKind.DESK_RESTORED, payload=payload)
    finally:
        database.close()
