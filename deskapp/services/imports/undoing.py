"""Taking an import back, as long as nothing was built on it.

The timeline keeps what it was told, so the calls that came with the import stay as numbers: void, empty, found by
nobody. A later import of the same list finds them by their old references and brings them back.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, exists, func, insert, not_, select, update
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.rota import Rota
from deskapp.domain.words import CallState, Role, VoidReason
from deskapp.models.base import Base
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockChange, ClockRow, Pause
from deskapp.models.customers import Customer, CustomerPhone
from deskapp.models.endings import WITH_ITS_IMPORT, Voiding
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event, EventWords
from deskapp.models.imports import ImportBatch, ImportedRow
from deskapp.models.papers import PaperOut
from deskapp.models.rotas import RotaVersion
from deskapp.models.site import Staff
from deskapp.services.changes import Done
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.acts import UndoImport
from deskapp.services.imports.importing import Fresh, rows_of, story_of
from deskapp.services.imports.meanings import Mapping
from deskapp.services.imports.people import MADE
from deskapp.services.imports.tables import Tables, Written
from deskapp.services.imports.views import Undone
from deskapp.services.texts import clean, reference
from deskapp.services.work import Unit, Work
from deskapp.storage import call_words, search

#: Ids in one question to the database.
_ASKED = 500
#: So many calls that were worked on are named.
_NAMED = 10


def undo(work: Work, act: UndoImport) -> Done[Undone]:
    """Raises NotFound, or NotAllowed where it was undone already, a later import of the list stands, or calls were
    worked on since."""
    with work.act(Role.MANAGER) as unit:
        session = unit.session
        batch = session.get(ImportBatch, act.import_id)
        if batch is None:
            raise NotFound(Refusal.IMPORT_UNKNOWN, id=act.import_id)
        if batch.undone_at is not None:
            raise NotAllowed(Refusal.IMPORT_UNDONE, file=batch.file)
        if not clean(act.words):
            raise Invalid({"words": FieldFault.MISSING})
        _refuse_before_later(session, batch)
        added, moved_on = _calls(session, batch)
        _refuse_built_on(session, batch, [*added, *moved_on])
        session.execute(delete(ImportedRow).where(ImportedRow.import_id == batch.id))
        stand_in = _stand_in(session, batch) if added else 0
        for some in _by(_ASKED, added):
            _make_void(unit, batch, some, clean(act.words), stand_in)
        _back(unit, batch, moved_on)
        batch.undone_at, batch.undone_by_id = unit.now, unit.staff.id
        session.flush()
        _take_away(session, batch)
        payload = {"source": batch.source, "import": batch.id, "file": batch.file, "words": clean(act.words)}
        unit.tell(EventKind.IMPORT_UNDONE, payload=payload)
        return unit.done(Undone(len(added), len(moved_on)), everything=True)


def _by(size: int, ids: Iterable[int]) -> Iterator[list[int]]:
    left = iter(ids)
    while some := list(islice(left, size)):
        yield some


def _refuse_before_later(session: Session, batch: ImportBatch) -> None:
    later = session.scalar(
        select(ImportBatch.file)
        .where(ImportBatch.source == batch.source, ImportBatch.id > batch.id, ImportBatch.undone_at.is_(None))
        .limit(1)
    )
    if later is not None:
        raise NotAllowed(Refusal.IMPORT_NEWER, file=batch.file, later=later)


def _calls(session: Session, batch: ImportBatch) -> tuple[list[int], list[int]]:
    """The calls that the import brought, and those that were there and which it moved on."""
    of_call = (
        select(Event.call_id, func.min(func.coalesce(ImportedRow.import_id, 0)))
        .join(ImportedRow, ImportedRow.event_id == Event.id)
        .where(Event.call_id.in_(select(Event.call_id).join(ImportedRow).where(ImportedRow.import_id == batch.id)))
        .group_by(Event.call_id)
        .order_by(Event.call_id)
    )
    found = [(call_id, first) for call_id, first in session.execute(of_call) if call_id is not None]
    return [one for one, first in found if first == batch.id], [one for one, first in found if first != batch.id]


def _refuse_built_on(session: Session, batch: ImportBatch, calls: Sequence[int]) -> None:
    built_on: set[int] = set()
    for some in _by(_ASKED, calls):
        since = (
            select(Event.call_id, EventWords.payload)
            .outerjoin(EventWords, EventWords.event_id == Event.id)
            .where(Event.call_id.in_(some), Event.id > batch.last_event_id)
        )
        for call_id, payload in session.execute(since):
            if call_id is not None and (payload is None or payload.get("source") != batch.source):
                built_on.add(call_id)
        repeats = select(Call.repeat_of_id).where(Call.repeat_of_id.in_(some))
        duplicates = select(Voiding.duplicate_of_id).where(Voiding.duplicate_of_id.in_(some))
        built_on.update(one for query in (repeats, duplicates) for one in session.scalars(query) if one is not None)
    if built_on:
        named = ", ".join(reference(one) for one in sorted(built_on)[:_NAMED])
        more = ", …" if len(built_on) > _NAMED else ""
        raise NotAllowed(Refusal.IMPORT_BUILT_ON, file=batch.file, count=len(built_on), refs=named + more)


def _stand_in(session: Session, batch: ImportBatch) -> int:
    """Whose the calls are that are nobody's any more."""
    ref = f"{batch.source}:"
    found = session.scalar(select(Customer.id).where(Customer.source_ref == ref))
    if found is None:
        stand_in = Customer(name=_mapping(batch).texts.unknown_customer, source_ref=ref)
        session.add(stand_in)
        session.flush()
        found = stand_in.id
    return found


def _mapping(batch: ImportBatch) -> Mapping:
    return import_mapping.read(batch.mapping)


def _make_void(unit: Unit, batch: ImportBatch, calls: Sequence[int], words: str, stand_in: int) -> None:
    session = unit.session
    states = session.execute(select(Call.id, Call.state).where(Call.id.in_(calls))).all()
    session.execute(
        insert(Voiding),
        [
            {
                "call_id": call_id,
                "at": unit.now,
                "staff_id": unit.staff.id,
                "reason": VoidReason.IN_ERROR,
                "duplicate_of_id": None,
                "words": words,
                "was": state,
                "ended": {"clocks": [], "promises": [], WITH_ITS_IMPORT: batch.id},
                "undone_at": None,
                "undone_by_id": None,
            }
            for call_id, state in states
        ],
    )
    clock_ids = select(ClockRow.id).where(ClockRow.call_id.in_(calls))
    session.execute(delete(ClockChange).where(ClockChange.clock_id.in_(clock_ids)))
    for table in (ClockRow, Pause, PaperOut, Escalation):
        session.execute(delete(table).where(table.call_id.in_(calls)))
    empty = dict.fromkeys(("details", "wants", "steps", "solution", "signs"), "")
    nothing = dict.fromkeys(
        (
            *("category_id", "customer_deadline", "resolved_at", "paused", "back_by", "with_name"),
            *("next_clock", "next_due_at", "next_warn_at", "next_calendar_id"),
        )
    )
    session.execute(
        update(Call)
        .where(Call.id.in_(calls))
        .values(
            **empty,
            **nothing,
            state=CallState.VOID,
            summary=Call.source_ref,
            customer_id=stand_in,
            owner_id=batch.staff_id,
            logged_by_id=batch.staff_id,
            ended_at=unit.now,
            version=Call.version + 1,
        )
        .execution_options(synchronize_session=False)
    )
    for index in (search, call_words):
        index.forget(session, calls)
    for call_id, state in states:
        change = ("state", state.value, CallState.VOID.value)
        unit.tell(EventKind.IMPORT_UNDONE, call_id, *change, {"source": batch.source, "import": batch.id})


def _back(unit: Unit, batch: ImportBatch, calls: Sequence[int]) -> None:
    """What the calls were before, by the rows that other imports brought."""
    if not calls:
        return
    session, mapping = unit.session, _mapping(batch)
    undone = select(ImportBatch.id).where(ImportBatch.source == batch.source, ImportBatch.undone_at.is_not(None))
    without = frozenset((batch.id, *session.scalars(undone)))
    tables = Tables(unit, mapping, batch.id)
    for some in _by(_ASKED, calls):
        lines: dict[int, list[tuple[str, Any]]] = {}
        told = (
            select(Event.call_id, Event.kind, EventWords.payload)
            .outerjoin(EventWords, EventWords.event_id == Event.id)
            .where(Event.call_id.in_(some))
            .order_by(Event.id)
        )
        for call_id, kind, payload in session.execute(told):
            lines.setdefault(call_id or 0, []).append((kind, payload))
        stories = []
        for call in session.scalars(select(Call).where(Call.id.in_(some))):
            rows = rows_of(lines[call.id], call.source_ref or "", mapping, without)
            assert rows  # else it would have come with this import
            story = story_of(Fresh(call.source_ref or "", [], rows, call.id), mapping, tables.answered)
            # A cycle never goes back: an old yes could close the call again.
            story.cycle = max(story.cycle, call.cycle)
            tables.told(call.id, EventKind.IMPORT_UNDONE, call.state, story.state)
            stories.append(Written(story, call.id))
        session.expire_all()
        tables.write(stories)


def _take_away(session: Session, batch: ImportBatch) -> None:
    """Customers, contacts, categories and staff that came with the import, and that nobody uses or has edited."""
    for model in MADE:
        table = Base.metadata.tables[model.__tablename__]
        made = batch.made.get(table.name)
        if made:
            first, last = made
            session.execute(
                delete(table).where(table.c.id.between(first, last), *_unused(table), *_as_made(session, table))
            )


def _unused(table: Table) -> Iterator[ColumnElement[bool]]:
    for other in Base.metadata.sorted_tables:
        if other.name == CustomerPhone.__tablename__:
            continue
        for key in other.foreign_keys:
            if key.column.table is table:
                yield not_(exists().where(key.parent == table.c.id))


def _as_made(session: Session, table: Table) -> Iterator[ColumnElement[bool]]:
    if "version" in table.c:
        yield table.c.version == 1
    if table.name == Staff.__tablename__:
        yield not_(table.c.active)
    if table.name == "contact":
        # No foreign key guards whom a rota names.
        specs = session.scalars(select(RotaVersion.spec))
        named = {int(one) for spec in specs for one in _members(spec)}
        yield table.c.id.not_in(named)


def _members(spec: Any) -> Iterator[str]:
    return (str(one) for one in Rota.from_dict(spec).members if str(one).isdecimal())
