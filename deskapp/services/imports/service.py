"""Importing past calls from another program's list: all of it or nothing, and never a row twice."""

import gc
from bisect import bisect_left, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError
from deskapp.domain.event_kind import EventKind
from deskapp.models.calls import Call
from deskapp.models.events import Event, EventWords
from deskapp.models.imports import ImportedRow
from deskapp.services.imports.mapping import Mapping
from deskapp.services.imports.rows import Row, RowReader, read_rows
from deskapp.services.imports.story import fold
from deskapp.services.imports.tables import Tables, Written
from deskapp.services.tabular.rows import BadRow
from deskapp.services.work import Look, Work

#: Calls written between two looks at whether to go on.
_BATCH = 250
#: New objects between two collections of garbage meanwhile.
_GARBAGE = 100_000
#: Ids in one question to the database.
_ASKED = 500


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. In a dry run: what it would do.

    left_alone: references, in the list, of calls that were worked on here since an earlier import: they keep
    their state, and their new rows are not taken. refused: there are bad rows and nothing was to be skipped,
    so nothing was imported. later: rows that `as_of` left out.
    """

    calls_added: int = 0
    calls_moved_on: int = 0
    rows_taken: int = 0
    rows_known: int = 0
    left_alone: tuple[str, ...] = ()
    bad: tuple[BadRow, ...] = ()
    later: int = 0
    refused: bool = False


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
    """Import the calls of a CSV in one transaction.

    as_of: later rows are ignored. progress(done, total) is told how many rows are done, and answers False to
    cancel: then nothing is imported, and DeskError "cancelled" is raised. Other errors: see `read_rows`.
    """

    def go_on(done: int, total: int) -> None:
        if progress is not None and not progress(done, total):
            raise DeskError(Refusal.CANCELLED)

    with _rarely_collected():
        reading = read_rows(source, mapping, lambda _done, total: go_on(0, total))
    bad = tuple(reading.bad)
    if bad and not skip_bad:
        return ImportReport(bad=bad, refused=True)
    rows = [row for row in reading.rows if as_of is None or row.at <= as_of]
    with work.write() as session, _rarely_collected():
        trial = session.begin_nested() if dry_run else None
        report = _import(Look(session, work.clock.now(), work.rules), mapping, rows, go_on)
        if trial is not None:
            trial.rollback()
    return ImportReport(
        calls_added=report.calls_added,
        calls_moved_on=report.calls_moved_on,
        rows_taken=report.rows_taken,
        rows_known=report.rows_known,
        left_alone=report.left_alone,
        bad=bad,
        later=len(reading.rows) - len(rows),
    )


@contextmanager
def _rarely_collected() -> Iterator[None]:
    """Thousands of rows live until they are written: looking through them for garbage took a tenth of the time."""
    usual = gc.get_threshold()
    gc.set_threshold(_GARBAGE, *usual[1:])
    try:
        yield
    finally:
        gc.set_threshold(*usual)


def _import(look: Look, mapping: Mapping, rows: Sequence[Row], go_on: Callable[[int, int], None]) -> ImportReport:
    told = frozenset(look.session.scalars(select(ImportedRow.key).where(ImportedRow.source == mapping.source)))
    fresh = [row for row in rows if row.key not in told]
    by_call: dict[str, list[Row]] = {}
    for row in fresh:
        by_call.setdefault(row.reference, []).append(row)
    there = _there(look.session, mapping, by_call) if told else {}
    earlier = dict(_earlier(look.session, mapping, there))
    left_alone = sorted(reference for reference in there if reference not in earlier)
    wanted = [reference for reference in by_call if reference not in there or reference in earlier]
    # So that references count up in the order in which the calls came.
    wanted.sort(key=lambda reference: (by_call[reference][0].meaning.opened_at, reference))
    tables = Tables(look, mapping)
    taken = 0
    go_on(0, len(fresh))
    for begin in range(0, len(wanted), _BATCH):
        batch = []
        for reference in wanted[begin : begin + _BATCH]:
            new = by_call[reference]
            taken += len(new)
            every = sorted(earlier.get(reference, []) + new, key=lambda row: row.order)
            channel = every[-1].meaning.channel
            story = fold(every, mapping, channel is not None and tables.answered(channel))
            batch.append(Written(story, there.get(reference), told if reference in there else frozenset()))
        tables.write(batch)
        go_on(taken, len(fresh))
    moved_on = sum(reference in there for reference in wanted)
    return ImportReport(
        calls_added=len(wanted) - moved_on,
        calls_moved_on=moved_on,
        rows_taken=taken,
        rows_known=len(rows) - len(fresh),
        left_alone=tuple(left_alone),
    )


def _there(session: Session, mapping: Mapping, references: Iterable[str]) -> dict[str, int]:
    """Those of the calls that an earlier import brought, with their ids."""
    query = select(Call.source_ref, Call.id).where(Call.source == mapping.source)
    wanted = set(references)
    return {ref: call_id for ref, call_id in session.execute(query) if ref is not None and ref in wanted}


def _earlier(session: Session, mapping: Mapping, there: dict[str, int]) -> Iterator[tuple[str, list[Row]]]:
    """The rows of calls as the timeline keeps them. Calls that were worked on here are left out."""
    references = {call_id: reference for reference, call_id in there.items()}
    call_ids = sorted(references)
    for begin in range(0, len(call_ids), _ASKED):
        query = (
            select(Event.call_id, Event.kind, EventWords.payload)
            .outerjoin(EventWords, EventWords.event_id == Event.id)
            .where(Event.call_id.in_(call_ids[begin : begin + _ASKED]))
            .order_by(Event.id)
        )
        lines: dict[int, list[tuple[str, dict[str, object] | None]]] = {}
        for call_id, kind, payload in session.execute(query):
            if call_id is not None:
                lines.setdefault(call_id, []).append((kind, payload))
        for call_id, told in lines.items():
            rows = _rows_of(told, references[call_id], mapping)
            if rows is not None:
                yield references[call_id], rows


def _rows_of(
    lines: Iterable[tuple[str, dict[str, object] | None]], reference: str, mapping: Mapping
) -> list[Row] | None:
    """The rows behind a timeline; None where it holds anything but this import's lines.

    A line keeps the cells that differ from the row before it, among those that were there when it was written.
    """
    reader = RowReader(mapping)
    rows: list[Row] = []
    for kind, payload in lines:
        if payload is None or payload.get("source") != mapping.source:
            return None
        facts, line = payload.get("facts"), payload.get("line")
        if kind != EventKind.IMPORTED or not isinstance(facts, dict) or not isinstance(line, int):
            continue
        try:
            order = reader.order(facts, reference)
        except (KeyError, ValueError):
            return None
        place = bisect_left(rows, order, key=lambda row: row.order)
        before = rows[place - 1].facts if place else {}
        row = reader.parse({**dict.fromkeys(mapping.columns, ""), **before, **facts}, line)
        if isinstance(row, BadRow):
            return None
        insort(rows, row, key=lambda row: row.order)
    return rows
