"""Whether the tables of measures say what the record says: everything is counted anew, and compared."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, NamedTuple

from deskapp.domain.measures.facts import LENGTHS, SUMS
from deskapp.storage.measures import keeping
from deskapp.storage.measures.keeping import DAY, ESCALATION, Row
from deskapp.storage.measures.told import BETWEEN

_DAYS = f"SELECT {', '.join((*DAY, *SUMS))} FROM measured_day ORDER BY day, category_id, priority"
_LENGTHS = f"SELECT {', '.join((*DAY, *LENGTHS))} FROM measured_lengths ORDER BY day, category_id, priority"
#: Rows of calls that the record does not know.
_BEYOND = "SELECT call_id FROM measured_call WHERE call_id NOT IN (SELECT id FROM call) ORDER BY call_id"


class Differs(NamedTuple):
    """Where a table says something else than the record: of a call, or of a local day by its ordinal.

    name: of which column; table and record: what each says, None where it has no such row.
    """

    call_id: int | None
    day: int | None
    name: str
    table: object
    record: object


def differences(run: Callable[..., Any]) -> Iterator[Differs]:
    """All there are, of calls first. run: carries out SQL with positional parameters, and gives back rows."""
    days = keeping.Days()
    begin = 1
    for rows, end in keeping.every(run):
        there = keeping.kept(run, BETWEEN, (begin, end))
        for one in rows:
            yield from _of_call(there.get(one[0][0]), one)
        days.add(rows)
        begin = end + 1
    for (call_id,) in run(_BEYOND, ()):
        yield Differs(call_id, None, "call_id", call_id, None)
    kept = {tuple(row[:3]): list(row[3:]) for row in run(_DAYS, ())}
    nothing = [0] * len(SUMS)
    for cell in sorted({*kept, *days.sums}):
        yield from _of_day(cell, SUMS, kept.get(cell, nothing), days.sums.get(cell, nothing))
    lengths = {tuple(row[:3]): [sorted(keeping.unpacked(blob)) for blob in row[3:]] for row in run(_LENGTHS, ())}
    none: list[list[int]] = [[] for _name in LENGTHS]
    for cell in sorted({*lengths, *days.lengths}):
        counted = [sorted(days.lengths[cell][name]) for name in LENGTHS] if cell in days.lengths else none
        yield from _of_day(cell, LENGTHS, lengths.get(cell, none), counted)


def _of_call(table: tuple[Row, tuple[Row, ...]] | None, record: tuple[Row, tuple[Row, ...]]) -> Iterator[Differs]:
    call_id = record[0][0]
    if table is None:
        yield Differs(call_id, None, "call_id", None, call_id)
        return
    for name, kept, counted in zip(keeping.CALL, table[0], record[0], strict=True):
        if kept != counted:
            yield Differs(call_id, None, name, kept, counted)
    by_id, told = ({row[1]: row for row in rows} for rows in (table[1], record[1]))
    for number in sorted({*by_id, *told}):
        if number not in by_id or number not in told:
            yield Differs(
                call_id, None, "escalation_id", number if number in by_id else None, told.get(number, (0, None))[1]
            )
            continue
        for name, kept, counted in zip(ESCALATION, by_id[number], told[number], strict=True):
            if kept != counted:
                yield Differs(call_id, None, name, kept, counted)


def _of_day(
    cell: tuple[Any, ...], names: Sequence[str], table: Sequence[Any], record: Sequence[Any]
) -> Iterator[Differs]:
    for name, kept, counted in zip(names, table, record, strict=True):
        if kept != counted:
            yield Differs(None, cell[0], name, kept, counted)
