"""A new file with everything that can still be read in a damaged one, which is left as it is."""

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import Connection

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.storage import backup, call_words, file_check, opening, remains, schema, search
from deskapp.storage.measures import keeping
from deskapp.storage.salvage.asking import Asking
from deskapp.storage.salvage.copying import Content, taken
from deskapp.storage.salvage.of_backup import from_backup
from deskapp.storage.salvage.reading import Reading, Shape, Stretch, shapes_in
from deskapp.storage.salvage.writing import LeftOver, Mended, Writing, as_json

#: Without any of these it was no desk, or nothing of one is left.
_OF_A_DESK = ("call", "event", "site", "customer", "staff")


class Salvaged(NamedTuple):
    """What became of a damaged file."""

    #: How many rows are in the new file, by table.
    rows: Mapping[str, int]
    #: Calls whose own row was lost: what else is known of them is there.
    lost_calls: tuple[int, ...]
    #: Lines of the timeline that are missing: from, to.
    lost_events: tuple[tuple[int, int], ...]
    #: Other rows that stand for lost ones, by table.
    stand_ins: Mapping[str, int]
    #: Values that had to be something plain.
    mended: tuple[Mended, ...]
    #: Rows that were read and for which the new file has no place.
    left_over: int
    #: Whether they are kept beside it: of an encrypted file nothing that can be read may lie there.
    is_kept: bool
    #: Rows that a page still holds, and that cannot be read, by table.
    unread: Mapping[str, int]
    #: Where whole pages are missing: of which table, and between which rows.
    stretches: tuple[Stretch, ...]
    #: How many lost rows a backup still had, by table.
    of_backup: Mapping[str, int]

    @property
    def is_whole(self) -> bool:
        """Whether nothing is known to be missing; of a desk without calls nobody knows."""
        lost = (self.lost_calls, self.lost_events, self.stand_ins, self.mended, self.left_over, self.unread)
        return bool(self.rows.get("call")) and not any((*lost, self.stretches, self.of_backup))


def salvage(
    path: Path,
    to: Path,
    now: datetime,
    afterwards: Callable[[Connection], None],
    copy: Path | None = None,
    tell: Callable[[Path, Salvaged], None] | None = None,
) -> Salvaged:
    """Read what can be read of a desk's file into a new one of this schema; the file itself is only read.

    afterwards: as in `schema.bring_up_to_date`, for a file of an older schema. copy: a good backup of the same desk,
    for rows that were lost since. tell: writes down in the new file what became of it, before it is there. Raises
    StorageProblem: where there is nothing of a desk in it, where `to` is there, and as any file that cannot be read or
    written.
    """
    if to.exists() or to.is_symlink():
        raise StorageProblem(Refusal.EXISTS, path=str(to))
    try:
        beside_it = to.absolute().parent
        with tempfile.TemporaryDirectory(dir=beside_it, prefix=remains.working_in(beside_it)) as name:
            folder = Path(name)
            content = taken(path, folder)
            new = folder / "new.db"
            new.touch(mode=0o600)
            if content.pages is None:
                # What is saved of an encrypted file is encrypted as that was, from its first byte on.
                with closing(opening.connect(new, "rw", like=content.copy)) as connection:
                    connection.execute(f"PRAGMA application_id = {file_check.APPLICATION_ID}")
            number = content.schema or file_check.SCHEMA
            schema.make_at(new, number)
            with file_check.said_plainly(new):
                report, left_over = _fill(new, content, str(path), copy)
            if number < file_check.SCHEMA:
                schema.bring_up_to_date(new, now, afterwards)
            if tell is not None:
                tell(new, report)
            backup.put_in_place(new, to)
            if content.pages is not None:
                _keep(left_over, beside(to))
    except FileExistsError as error:
        raise StorageProblem(Refusal.EXISTS, path=str(to)) from error
    except OSError as error:
        raise StorageProblem(Refusal.NOT_WRITABLE, path=str(to), said=error.strerror or str(error)) from error
    return report


def beside(to: Path) -> Path:
    """Where the rows are kept that have no place in a salvaged desk."""
    return to.with_name(f"{to.stem} left over.jsonl")


def _keep(rows: Sequence[LeftOver], path: Path) -> None:
    """They were read, and are worth a look: readable for this user alone."""
    if rows:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.writelines(f"{as_json(one)}\n" for one in rows)


def _fill(new: Path, content: Content, named: str, copy: Path | None) -> tuple[Salvaged, Sequence[LeftOver]]:
    scratch = new.with_name("scratch.db")
    scratch.touch(mode=0o600)
    with closing(opening.connect(new, "rw")) as connection, closing(opening.connect(scratch, "rw")) as tried:
        for pragma in ("foreign_keys = OFF", "journal_mode = OFF", "synchronous = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        with _unguarded(connection):
            known = shapes_in(connection)
            reading, writing = _reading(content, known, tried), Writing(connection)
            writing.empty(name for name, shape in known.items() if not shape.derived)
            with closing(reading):
                for shape, rows in reading.rows():
                    if shape.name in known:
                        writing.put(shape, rows)
            if not any(writing.written[table] for table in _OF_A_DESK):
                raise StorageProblem(Refusal.NOTHING_TO_SALVAGE, path=named)
            of_backup = {} if copy is None else from_backup(copy, known, reading, writing)
            writing.finish()
            writing.mend()
            lost_events = _gaps(connection)
            if (content.schema or file_check.SCHEMA) == file_check.SCHEMA:
                for fill in (search.fill, call_words.fill, keeping.fill):
                    fill(connection)
        connection.execute("COMMIT")
    calls = tuple(sorted(writing.stand_ins.pop("call", ())))
    report = Salvaged(
        rows={table: many for table, many in writing.written.items() if many},
        lost_calls=calls,
        lost_events=lost_events,
        stand_ins={table: len(rows) for table, rows in writing.stand_ins.items()},
        mended=tuple(writing.mended),
        left_over=len(writing.left_over),
        is_kept=content.pages is not None,
        unread={table: many for table, many in reading.lost.items() if many and not _derived(known, table)},
        stretches=tuple(one for one in reading.stretches if not _derived(known, one.table)),
        of_backup=of_backup,
    )
    return report, writing.left_over


def _derived(known: Mapping[str, Shape], table: str) -> bool:
    return table not in known or known[table].derived


def _reading(content: Content, known: Mapping[str, Shape], scratch: sqlite.Connection) -> Reading | Asking:
    if content.pages is not None:
        return Reading(content.pages, known, scratch)
    return Asking(opening.connect(content.copy, "rw"), known)


@contextmanager
def _unguarded(connection: sqlite.Connection) -> Iterator[None]:
    """Whatever guards this schema has rest meanwhile."""
    guards = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _sql in guards:
        connection.execute(f'DROP TRIGGER "{name}"')
    yield
    for _name, sql in guards:
        connection.execute(sql)


def _gaps(connection: sqlite.Connection) -> tuple[tuple[int, int], ...]:
    """Lines of the timeline are numbered without a gap; what is missing at the end, only others tell."""
    asked = "SELECT id, lag(id, 1, 0) OVER (ORDER BY id) AS before FROM event"
    found = connection.execute(f"SELECT before + 1, id - 1 FROM ({asked}) WHERE id > before + 1").fetchall()
    return tuple((first, last) for first, last in found)
