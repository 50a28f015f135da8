"""Rows that were lost in a damaged file and stand in a backup of it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from contextlib import closing
from math import inf
from pathlib import Path

from deskapp.domain.errors import StorageProblem
from deskapp.storage import file_check
from deskapp.storage.salvage.asking import Asking
from deskapp.storage.salvage.pages import Row
from deskapp.storage.salvage.reading import Reading, Shape, Stretch
from deskapp.storage.salvage.writing import Writing

#: What comes and goes: a row that is not there any more was not lost, but done with.
_PASSING = frozenset(
    ("draft", "long_act", "long_act_call", "attachment_waiting", "staff_pin", "call_tag", "call_named")
)


def from_backup(copy: Path, known: Mapping[str, Shape], reading: Reading | Asking, writing: Writing) -> dict[str, int]:
    """How many rows of each table it had where pages of the damaged file are missing, and that are there now.

    None, where somebody was forgotten since it was made, or it is of another schema.
    """
    found: dict[str, int] = defaultdict(int)
    filled: set[Stretch] = set()
    try:
        look = file_check.FileCheck(copy)
    except StorageProblem:
        return found
    with closing(look):
        if look.schema != file_check.SCHEMA or _forgot_since(look, writing):
            return found
        for stretch in _missing(reading, known):
            shape = known[stretch.table]
            for row in _rows(look, stretch):
                values = dict(zip((column.name for column in shape.columns), row.values, strict=True))
                if shape.name == "call":
                    writing.as_told(values)
                if not writing.has(shape.name, row.rowid) and writing.take(shape, row.rowid, values):
                    found[shape.name] += 1
                    filled.add(stretch)
        # What came into the rest of a table since, nobody knows.
        reading.stretches = [one for one in reading.stretches if one not in filled or one.upto == inf]
    return found


def _forgot_since(look: file_check.FileCheck, writing: Writing) -> bool:
    return bool(look.rows("SELECT count(*) FROM erasure")[0][0] != writing.count("erasure"))


def _missing(reading: Reading | Asking, known: Mapping[str, Shape]) -> Iterator[Stretch]:
    gaps = {one.table: one for one in reading.stretches}
    partly = [Stretch(table, -inf, inf) for table, many in reading.lost.items() if many and table not in gaps]
    for stretch in (*reading.stretches, *partly):
        if stretch.table in known and not known[stretch.table].derived and stretch.table not in _PASSING:
            yield stretch


def _rows(look: file_check.FileCheck, stretch: Stretch) -> Iterator[Row]:
    bounds = [bound if bound not in (inf, -inf) else default for bound, default in _bounds(stretch)]
    for rowid, *values in look.rows(
        f'SELECT rowid, * FROM "{stretch.table}" WHERE rowid > ? AND rowid <= ? ORDER BY rowid', bounds
    ):
        yield Row(rowid, values)


def _bounds(stretch: Stretch) -> tuple[tuple[float, int], tuple[float, int]]:
    return (stretch.above, -(1 << 62)), (stretch.upto, 1 << 62)
