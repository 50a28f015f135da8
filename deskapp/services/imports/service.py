"""Importing past calls from another program's list: all of it or nothing, and never a row twice."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError
from deskapp.services.imports import importing, listing
from deskapp.services.imports.findings import Findings
from deskapp.services.imports.listing import GoOn, Listing
from deskapp.services.imports.meanings import Mapping
from deskapp.services.tabular.rows import BadRow
from deskapp.services.work import Look, Work

#: New objects between two collections of garbage meanwhile.
_GARBAGE = 100_000
#: Of the way to the end so much is reading, the rest writing: one part in so many.
_READING = 4


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. In a dry run: what it would do.

    left_alone: references, in the list, of calls that were worked on here since an earlier import: they keep
    their state, and their new rows are not taken. bad: rows that cannot be taken, in all `bad_rows` of them. left_out:
    calls that are over before they began. remarks: what a row that was taken says and cannot be so. doubles: rows that
    are there twice. refused: there are bad rows and nothing was to be skipped, so nothing was imported. later: rows
    that `as_of` left out. import_id: by which it can be undone; None where nothing was new.
    """

    calls_added: int = 0
    calls_moved_on: int = 0
    rows_taken: int = 0
    rows_known: int = 0
    left_alone: tuple[str, ...] = ()
    bad: tuple[BadRow, ...] = ()
    later: int = 0
    refused: bool = False
    bad_rows: int = 0
    left_out: tuple[BadRow, ...] = ()
    remarks: tuple[BadRow, ...] = ()
    doubles: tuple[BadRow, ...] = ()
    import_id: int | None = None


Progress = Callable[[int, int], bool]


def import_calls(
    work: Work,
    source: Path,
    mapping: Mapping,
    *,
    as_of: datetime | None = None,
    dry_run: bool = False,
    skip_bad: bool = False,
    progress: Progress | None = None,
) -> ImportReport:
    """Import the calls of a list in one transaction.

    as_of: later rows are ignored. progress(done, total) is told how many of the rows are done, and answers False to
    cancel: then nothing is imported, and DeskError "cancelled" is raised. Other errors: see `listing.read`.
    """
    told = Teller(progress)
    with rarely_collected(), listing.read(source, mapping, as_of, told.reading) as found:
        bad = ImportReport(bad=found.bad.all(), bad_rows=found.bad.rows, doubles=found.doubles.all(), later=found.later)
        if bad.bad and not skip_bad:
            return replace(bad, refused=True)
        told.all(len(found))
        with work.write() as session:
            trial = session.begin_nested() if dry_run else None
            look = Look(session, work.clock.now(), work.rules)
            report = _take(look, mapping, found, source.name, told.writing)
            if trial is not None:
                trial.rollback()
                report = replace(report, import_id=None)
    return replace(report, bad=bad.bad, bad_rows=bad.bad_rows, doubles=bad.doubles, later=bad.later)


def _take(look: Look, mapping: Mapping, found: Listing, file: str, go_on: GoOn) -> ImportReport:
    left_out, remarks = Findings(), Findings()
    taken, import_id = importing.take(look, mapping, found, file, left_out, remarks, go_on)
    return ImportReport(
        calls_added=taken.calls_added,
        calls_moved_on=taken.calls_moved_on,
        rows_taken=taken.rows_taken,
        rows_known=taken.rows_known,
        left_alone=tuple(sorted(taken.left_alone)),
        left_out=left_out.all(),
        remarks=remarks.all(),
        import_id=import_id,
    )


class Teller:
    """Tells how far an import has come, in rows: reading is the first part of the way, writing the rest."""

    def __init__(self, progress: Progress | None) -> None:
        self._progress = progress
        self._rows = 0

    def reading(self, rows: int, total: int) -> None:
        self._tell(rows // _READING, total)

    def all(self, rows: int) -> None:
        """So many rows there are."""
        self._rows = rows
        self._tell(rows // _READING, rows)

    def writing(self, calls: int, total: int) -> None:
        begun = self._rows // _READING
        self._tell(begun + (self._rows - begun) * calls // max(total, 1), self._rows)

    def _tell(self, done: int, total: int) -> None:
        if self._progress is not None and not self._progress(done, total):
            raise DeskError(Refusal.CANCELLED)


@contextmanager
def rarely_collected() -> Iterator[None]:
    """Thousands of rows live until they are written: looking through them for garbage took a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(_GARBAGE, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
