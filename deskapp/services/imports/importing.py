"""Taking a list in: what is new of it, what says otherwise than before, and what was worked on here meanwhile."""

from bisect import bisect_right, insort
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import CallState, Channel
from deskapp.models.calls import Call
from deskapp.models.events import Event, EventWords
from deskapp.models.imports import ImportBatch, ImportedRow
from deskapp.services.imports.findings import Findings
from deskapp.services.imports.listing import GoOn, Listing
from deskapp.services.imports.meanings import Mapping
from deskapp.services.imports.rows import Row, RowReader
from deskapp.services.imports.story import Story, fold
from deskapp.services.imports.tables import Tables, Written
from deskapp.services.tabular.rows import BadRow
from deskapp.services.work import Look

#: Calls written between two looks at whether to go on.
BATCH = 500
#: Ids in one question to the database.
_ASKED = 500


@dataclass(slots=True)
class Taken:
    """What became of the rows of a list."""

    calls_added: int = 0
    calls_moved_on: int = 0
    rows_taken: int = 0
    rows_known: int = 0
    #: References, in the list, of calls that were worked on here since an earlier import.
    left_alone: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fresh:
    """A call with what the list tells of it that is not in the timeline yet."""

    reference: str
    new: list[Row]
    #: All its rows, in their order.
    every: list[Row]
    #: Where it is there already, and whether it is void with the import that brought it.
    call_id: int | None = None
    undone: bool = False


class Before:
    """What the desk knows of a list from earlier imports."""

    def __init__(self, session: Session, mapping: Mapping) -> None:
        self._session = session
        self._mapping = mapping
        rows = session.execute(select(ImportedRow.key, ImportedRow.digest).where(ImportedRow.source == mapping.source))
        self._told: dict[str, str | None] = {row.key: row.digest for row in rows}
        undone = select(ImportBatch.id).where(ImportBatch.source == mapping.source, ImportBatch.undone_at.is_not(None))
        self._undone = frozenset(session.scalars(undone))
        self._there: dict[str, tuple[int, CallState]] = {}
        if self._told or self._undone:
            calls = select(Call.source_ref, Call.id, Call.state).where(Call.source == mapping.source)
            self._there = {ref: (call_id, state) for ref, call_id, state in session.execute(calls) if ref is not None}

    def fresh(self, listing: Listing, references: Sequence[str], taken: Taken) -> Iterator[Fresh]:
        """Of these calls those of which the list tells something new; what is known is counted."""
        rows = {reference: listing.of(reference) for reference in references}
        new = {ref: [row for row in of_call if not self._known(row)] for ref, of_call in rows.items()}
        asked = {self._there[ref][0]: ref for ref in references if new[ref] and ref in self._there}
        earlier = dict(self._earlier(asked))
        for reference in references:
            fresh, old = new[reference], earlier.get(reference)
            if old is not None:
                fresh = [row for row in fresh if not _told(row, old)]
            call_id, state = self._there.get(reference, (None, None))
            alone = bool(fresh) and call_id is not None and old is None
            taken.rows_known += len(rows[reference]) - len(fresh)
            if alone:
                taken.left_alone.append(reference)
            elif fresh:
                every = sorted([*(old or ()), *fresh], key=lambda row: row.order)
                yield Fresh(reference, fresh, every, call_id, state is CallState.VOID)

    def _known(self, row: Row) -> bool:
        """Whether a row is in the timeline just so, by its digest; those of old have none, and are looked up."""
        if row.key not in self._told:
            return False
        return self._told[row.key] == row.digest or f"{row.key}/{row.digest}" in self._told

    def _earlier(self, references: dict[int, str]) -> Iterator[tuple[str, list[Row]]]:
        """The rows of calls as the timeline keeps them. Calls that were worked on here are left out."""
        call_ids = sorted(references)
        for begin in range(0, len(call_ids), _ASKED):
            query = (
                select(Event.call_id, Event.kind, EventWords.payload)
                .outerjoin(EventWords, EventWords.event_id == Event.id)
                .where(Event.call_id.in_(call_ids[begin : begin + _ASKED]))
                .order_by(Event.id)
            )
            lines: dict[int, list[tuple[str, dict[str, object] | None]]] = {}
            for call_id, kind, payload in self._session.execute(query):
                if call_id is not None:
                    lines.setdefault(call_id, []).append((kind, payload))
            for call_id, told in lines.items():
                rows = rows_of(told, references[call_id], self._mapping, self._undone)
                if rows is not None:
                    yield references[call_id], rows


def _told(row: Row, old: Iterable[Row]) -> bool:
    """Whether one of these says the same; a row of the same key that does not is told to say otherwise."""
    same = [one for one in old if one.key == row.key]
    row.otherwise = bool(same)
    return any(one.facts == row.facts for one in same)


def rows_of(
    lines: Iterable[tuple[str, dict[str, object] | None]],
    reference: str,
    mapping: Mapping,
    undone: frozenset[int] = frozenset(),
) -> list[Row] | None:
    """The rows behind a timeline; None where it holds anything but this import's lines.

    A line keeps the cells that differ from the row before it, among those that were there when it was written.
    undone: imports whose rows do not count.
    """
    reader = RowReader(mapping, workbook=True)
    rows: list[Row] = []
    for kind, payload in lines:
        if payload is None or payload.get("source") != mapping.source:
            return None
        facts, line = payload.get("facts"), payload.get("line")
        if kind != EventKind.IMPORTED or not isinstance(facts, dict) or not isinstance(line, int):
            continue
        if payload.get("import") in undone:
            continue
        try:
            order = reader.order(facts, reference)
        except (KeyError, ValueError):
            return None
        place = bisect_right(rows, order, key=lambda row: row.order)
        before = rows[place - 1].facts if place else {}
        row = reader.parse({**dict.fromkeys(mapping.columns, ""), **before, **facts}, line)
        if isinstance(row, BadRow):
            return None
        row.told = True
        insort(rows, row, key=lambda row: row.order)
    return rows


def story_of(call: Fresh, mapping: Mapping, answered: Callable[[Channel], bool]) -> Story:
    channel = call.every[-1].meaning.channel
    return fold(call.every, mapping, channel is not None and answered(channel))


def take(
    look: Look, mapping: Mapping, listing: Listing, file: str, left_out: Findings, remarks: Findings, go_on: GoOn
) -> tuple[Taken, int | None]:
    """Write what is new of a list, and what is found of it; the id of the import, None where nothing was new."""
    session = look.session
    batch = ImportBatch(
        source=mapping.source,
        file=file,
        mapping=dict(mapping.content),
        at=look.now,
        staff_id=0,
        calls_added=0,
        calls_moved_on=0,
        rows_taken=0,
        made={},
        last_event_id=0,
    )
    batch.id = (session.scalar(select(func.max(ImportBatch.id))) or 0) + 1
    tables = Tables(look, mapping, batch.id)
    batch.staff_id = tables.staff_id
    before, taken = Before(session, mapping), Taken()
    references = listing.references()
    for begin in range(0, len(references), BATCH):
        group = []
        for call in before.fresh(listing, references[begin : begin + BATCH], taken):
            story = story_of(call, mapping, tables.answered)
            for remark in story.remarks:
                remarks.add(remark)
            if story.impossible:
                left_out.add(BadRow(story.newest.line, "over_before_it_began", {"reference": call.reference}))
                continue
            group.append(Written(story, call.call_id, call.undone))
            taken.rows_taken += len(call.new)
            taken.calls_moved_on += call.call_id is not None and not call.undone
            taken.calls_added += call.call_id is None or call.undone
        if group and batch not in session:
            tables.begin(batch)
        tables.write(group)
        go_on(min(begin + BATCH, len(references)), len(references))
    if not taken.rows_taken:
        return taken, None
    batch.calls_added, batch.calls_moved_on = taken.calls_added, taken.calls_moved_on
    batch.rows_taken = taken.rows_taken
    batch.made = tables.made()
    batch.last_event_id = session.scalar(select(func.max(Event.id))) or 0
    session.flush()
    return taken, batch.id
