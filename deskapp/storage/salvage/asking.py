"""The rows of a damaged file that is encrypted: its pages say nothing by themselves, so SQLite is asked for them.

Row by row past what is damaged: forward as far as it goes, from the end backward, then each row between by number.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from math import inf

import sqlcipher3.dbapi2 as sqlite

from deskapp.storage.salvage.pages import Row
from deskapp.storage.salvage.reading import Shape, Stretch, shapes_in

#: So many rows are handed on at once, and so many are asked for by their numbers where nothing else leads to them.
_AT_ONCE, _BY_NUMBER = 500, 200_000


class Asking:
    """Reads a damaged file once, as `Reading` does of one that is not encrypted."""

    def __init__(self, connection: sqlite.Connection, known: Mapping[str, Shape]) -> None:
        self._connection = connection
        # One table that cannot be understood must not keep the others from being read.
        connection.execute("PRAGMA writable_schema = ON")
        connection.text_factory = lambda said: said.decode("utf-8", "replace")
        self.shapes = dict(known)
        with suppress(sqlite.Error, UnicodeDecodeError):
            there = shapes_in(connection)
            self.shapes.update({name: there[name] for name in known if name in there})
        self.stretches: list[Stretch] = []
        self.lost: dict[str, int] = defaultdict(int)

    def close(self) -> None:
        self._connection.close()

    def rows(self) -> Iterator[tuple[Shape, Sequence[Row]]]:
        """Rows of each table that is not worked out from others."""
        for shape in self.shapes.values():
            if not shape.derived:
                yield from self._of(shape)

    def _of(self, shape: Shape) -> Iterator[tuple[Shape, Sequence[Row]]]:
        last = -inf
        for row in self._in_order(shape, "ASC", last):
            last = row.rowid
            yield shape, [row]
        if self._whole:
            return
        first = inf
        for row in self._in_order(shape, "DESC", last):
            first = row.rowid
            yield shape, [row]
        lost = False
        begin = 1 if last == -inf else int(last) + 1
        end = begin + _AT_ONCE if first == inf else int(first)
        for rowid in range(begin, min(end, begin + _BY_NUMBER)):
            found = self._one(shape, rowid)
            if found is not None:
                yield shape, [found]
            lost = lost or found is None
        if lost or first == inf:
            self.stretches.append(Stretch(shape.name, last, first if first == inf else first - 1))

    def _in_order(self, shape: Shape, order: str, past: float) -> Iterator[Row]:
        """As far as it goes; `_whole` says afterwards whether that is to the end."""
        self._whole = False
        names = ", ".join(f'"{column.name}"' for column in shape.columns)
        bound = -(1 << 62) if past == -inf else int(past)
        asked = f'SELECT rowid, {names} FROM "{shape.name}" NOT INDEXED WHERE rowid > ? ORDER BY rowid {order}'
        with suppress(sqlite.Error):
            for rowid, *values in self._connection.execute(asked, (bound,)):
                yield Row(rowid, values)
            self._whole = True

    def _one(self, shape: Shape, rowid: int) -> Row | None:
        names = ", ".join(f'"{column.name}"' for column in shape.columns)
        with suppress(sqlite.Error):
            found = self._connection.execute(f'SELECT {names} FROM "{shape.name}" WHERE rowid = ?', (rowid,)).fetchone()
            return None if found is None else Row(rowid, found)
        return None
