"""Importing past calls from another program's list: looked at, described, tried, taken as a whole, and undone."""

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.domain.words import Role
from deskapp.models.imports import ImportBatch
from deskapp.models.site import Site, Staff
from deskapp.services.backups import keeping
from deskapp.services.changes import Done
from deskapp.services.imports import importing, known, listing, mapping_text, preview, proposal, undoing
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.acts import TakeList, UndoImport
from deskapp.services.imports.findings import Findings
from deskapp.services.imports.known import Known
from deskapp.services.imports.listing import GoOn, Listing
from deskapp.services.imports.meanings import Mapping as ListMapping
from deskapp.services.imports.preview import Preview
from deskapp.services.imports.proposal import Found
from deskapp.services.imports.views import ImportReport, ImportView, Undone
from deskapp.services.tabular.rows import Form
from deskapp.services.work import Look, Work

#: New objects between two collections of garbage meanwhile.
_GARBAGE = 100_000
#: Of the way to the end so much is reading, the rest writing: one part in so many.
_READING = 4

#: Told how many rows of how many are done; False cancels, and then nothing is imported.
Progress = Callable[[int, int], bool]


class Imports:
    """Lists of past calls, taken in by a manager.

    Everything but `listed` may raise DeskError for a list that cannot be read (see `tables.guess`), MappingError for a
    mapping that cannot be used, and "cancelled" where `progress` said so.
    """

    def __init__(self, work: Work) -> None:
        self._work = work

    def look(self, path: Path, form: Form | None = None) -> Found:
        """How a list is written, its columns and its first rows. form: written otherwise than guessed."""
        self._must_be_manager()
        return proposal.look(path, form)

    def propose(self, found: Found, source: str) -> dict[str, Any]:
        """A first mapping for a list that was looked at, in the site's zone; source: what the list is called."""
        with self._work.read() as session:
            self._work.must_be(session, Role.MANAGER)
            zone = session.get_one(Site, 1).zone
        return proposal.propose(found, source, zone)

    def known(self, found: Found) -> tuple[Known, ...]:
        """Mappings that are there already and that a list can be read with, the likeliest first."""
        with self._work.read() as session:
            self._work.must_be(session, Role.MANAGER)
            return known.fitting(session, found, session.get_one(Site, 1).zone)

    def complete(self, found: Found, mapping: Mapping[str, Any]) -> dict[str, Any]:
        """A mapping whose columns were chosen, with what follows from their cells: see `proposal.completed`."""
        self._must_be_manager()
        return proposal.completed(found, mapping)

    def preview(self, path: Path, mapping: Mapping[str, Any], progress: Progress | None = None) -> Preview:
        """What would become of a list; nothing is changed."""
        self._must_be_manager()
        meant, told = import_mapping.read(mapping, tried=True), _Teller(progress)
        with _rarely_collected(), listing.read(path, meant, go_on=told.reading) as found, self._work.look() as look:
            told.all(len(found))
            return preview.preview(look, meant, found, told.writing)

    def take(self, act: TakeList, progress: Progress | None = None) -> Done[ImportReport]:
        """Import a list, as one transaction: see `import_calls`."""
        self._must_be_manager()
        meant, told = import_mapping.read(act.mapping), _Teller(progress)
        with _rarely_collected(), listing.read(act.path, meant, go_on=told.reading) as found:
            bad = _read(found)
            if act.skip_bad or not bad.bad:
                keeping.before_import(self._work)
            with self._work.act(Role.MANAGER) as unit:
                if bad.bad and not act.skip_bad:
                    return unit.done(replace(bad, refused=True))
                told.all(len(found))
                report = _take(unit, meant, found, act.path.name, told.writing)
                return unit.done(_with(report, bad), everything=bool(report.rows_taken))

    def listed(self) -> tuple[ImportView, ...]:
        """The imports that were made, newest first."""
        by, undone_by = aliased(Staff), aliased(Staff)
        query = (
            select(ImportBatch, by.name, undone_by.name)
            .join(by, by.id == ImportBatch.staff_id)
            .outerjoin(undone_by, undone_by.id == ImportBatch.undone_by_id)
            .order_by(ImportBatch.id.desc())
        )
        with self._work.read() as session:
            standing: set[str] = set()
            return tuple(
                _view(batch, name, undone or "", standing) for batch, name, undone in session.execute(query).all()
            )

    def undo(self, act: UndoImport) -> Done[Undone]:
        """Take an import back, while nothing was built on it: see `undoing.undo`."""
        return undoing.undo(self._work, act)

    def as_file(self, mapping: Mapping[str, Any]) -> str:
        """A mapping as the text of a file that `deskapp import-calls --map` takes."""
        self._must_be_manager()
        import_mapping.read(mapping)
        return mapping_text.written(mapping)

    def _must_be_manager(self) -> None:
        with self._work.read() as session:
            self._work.must_be(session, Role.MANAGER)


def _view(batch: ImportBatch, by: str, undone_by: str, standing: set[str]) -> ImportView:
    newest = batch.undone_at is None and batch.source not in standing
    if batch.undone_at is None:
        standing.add(batch.source)
    return ImportView(
        id=batch.id,
        source=batch.source,
        file=batch.file,
        at=batch.at,
        by=by,
        calls_added=batch.calls_added,
        calls_moved_on=batch.calls_moved_on,
        rows_taken=batch.rows_taken,
        undone_at=batch.undone_at,
        undone_by=undone_by,
        newest=newest,
    )


def import_calls(
    work: Work,
    source: Path,
    mapping: ListMapping,
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
    told = _Teller(progress)
    with _rarely_collected(), listing.read(source, mapping, as_of, told.reading) as found:
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
    return _with(report, bad)


def _read(found: Listing) -> ImportReport:
    """What there is to tell of a list before any of it is taken."""
    return ImportReport(bad=found.bad.all(), bad_rows=found.bad.rows, doubles=found.doubles.all(), later=found.later)


def _with(report: ImportReport, bad: ImportReport) -> ImportReport:
    return replace(report, bad=bad.bad, bad_rows=bad.bad_rows, doubles=bad.doubles, later=bad.later)


def _take(look: Look, mapping: ListMapping, found: Listing, file: str, go_on: GoOn) -> ImportReport:
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


class _Teller:
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
def _rarely_collected() -> Iterator[None]:
    """Thousands of rows live until they are written: looking through them for garbage took a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(_GARBAGE, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)
