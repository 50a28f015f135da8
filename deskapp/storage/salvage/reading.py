"""The rows of a damaged file: along its trees as far as they lead, then from pages that no tree finds."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from math import inf
from typing import NamedTuple

import sqlcipher3.dbapi2 as sqlite

from deskapp.storage.salvage.pages import INTERIOR, LEAF, Child, Pages, Row, Value

#: A tree that goes deeper is none.
_DEEPEST = 20


class Column(NamedTuple):
    name: str
    #: As declared, in capitals.
    kind: str
    needed: bool
    is_rowid: bool


class Shape(NamedTuple):
    """A table as its rows are stored."""

    name: str
    columns: tuple[Column, ...]
    #: Whether it is worked out from others, and so is made anew.
    derived: bool = False

    def fits(self, row: Row) -> bool:
        """Whether a row can be one of this table: as many values, each of a kind that its column keeps."""
        if not 0 < len(row.values) <= len(self.columns):
            return False
        return all(_fits(column, value) for column, value in zip(self.columns, row.values, strict=False))


class Stretch(NamedTuple):
    """Rows that a tree does not lead to any more: of which table, above one rowid and up to another."""

    table: str
    above: float
    upto: float


def _fits(column: Column, value: Value) -> bool:
    if column.is_rowid:
        return value is None
    if value is None:
        return not column.needed
    if isinstance(value, bytes):
        return column.kind == "BLOB"
    if isinstance(value, str):
        return column.kind in ("TEXT", "JSON", "DATE", "")
    return column.kind not in ("TEXT", "JSON", "DATE", "BLOB")


def shapes_in(connection: sqlite.Connection) -> dict[str, Shape]:
    """The tables of an open file."""
    found = {}
    for name, sql in connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table'").fetchall():
        shape = _shape(connection, name, sql or "")
        if shape is not None:
            found[name] = shape
    return found


def _shape(connection: sqlite.Connection, name: str, sql: str) -> Shape | None:
    if "WITHOUT ROWID" in sql.upper() or sql.upper().startswith("CREATE VIRTUAL"):
        return None
    asked = connection.execute(f'PRAGMA table_xinfo("{name}")').fetchall()
    keys = [row for row in asked if row[5]]
    columns = tuple(
        Column(
            column,
            kind.upper(),
            bool(needed),
            bool(key) and len(keys) == 1 and kind.upper() == "INTEGER",
        )
        for _number, column, kind, needed, _default, key, *_hidden in asked
    )
    derived = name.startswith(("sqlite_", "call_search", "call_words", "measured_", "alembic_"))
    return Shape(name, columns, derived)


class Reading:
    """Reads a damaged file once. `lost` and `stretches` say afterwards what it did not find.

    known: the tables of a sound file of its schema. scratch: an empty database, to have the tables made in that the
    file says it has.
    """

    def __init__(self, pages: Pages, known: Mapping[str, Shape], scratch: sqlite.Connection) -> None:
        self._pages, self._known, self._scratch = pages, known, scratch
        self._visited: set[int] = set()
        self.stretches: list[Stretch] = []
        #: Rows whose page is there and which cannot be read all the same, by table.
        self.lost: dict[str, int] = defaultdict(int)
        self.roots, self.shapes = self._catalogue()

    def close(self) -> None:
        """Nothing is held."""

    def rows(self) -> Iterator[tuple[Shape, Sequence[Row]]]:
        """Rows in the order of each table's tree, then those that were found without one."""
        for name, shape in self.shapes.items():
            root = self.roots.get(name)
            if root is None:
                self.stretches.append(Stretch(name, -inf, inf))
                continue
            for found in self._along(shape, Child(root, -inf, inf), 0):
                yield shape, found
        yield from self._without_trees()

    def _catalogue(self) -> tuple[dict[str, int], dict[str, Shape]]:
        """Where each table begins, and how its rows are stored here, as far as the file says."""
        catalogue = Shape(
            "sqlite_schema",
            tuple(Column(name, kind, False, False) for name, kind in _CATALOGUE),
        )
        roots: dict[str, int] = {}
        shapes = dict(self._known)
        for rows in self._along(catalogue, Child(1, -inf, inf), 0):
            for row in rows:
                kind, name, _of, root, sql = (*row.values, None, None, None, None, None)[:5]
                if kind == "table" and isinstance(name, str) and isinstance(root, int) and root > 1:
                    roots[name] = root
                    self._take_shape(name, sql, shapes)
        self.stretches = [one for one in self.stretches if one.table != catalogue.name]
        return {name: root for name, root in roots.items() if name in shapes}, shapes

    def _take_shape(self, name: str, sql: Value, shapes: dict[str, Shape]) -> None:
        """A table that was made by other steps may have its columns in another order."""
        known = self._known.get(name)
        if not str(sql).upper().startswith("CREATE TABLE"):
            return
        try:
            self._scratch.execute(str(sql))
            shape = _shape(self._scratch, name, str(sql))
        except (sqlite.Error, ValueError):
            return
        if known is not None and shape is not None and _names(known) == _names(shape):
            shapes[name] = shape

    def _along(self, shape: Shape, at: Child, depth: int) -> Iterator[list[Row]]:
        page, above, upto = at
        kind = self._pages.kind(page) if page not in self._visited else 0
        if kind == LEAF:
            rows, lost = self._pages.rows(page)
            # Where a few bytes were changed most rows are as they must be; of another table's page none is.
            here = [row for row in rows if above < row.rowid <= upto and len(row.values) <= len(shape.columns)]
            if 2 * sum(map(shape.fits, here)) >= len(rows):
                self._visited.add(page)
                self.lost[shape.name] += lost + len(rows) - len(here)
                yield here
                return
        elif kind == INTERIOR and depth < _DEEPEST:
            self._visited.add(page)
            try:
                children = list(self._pages.children(page, above, upto))
            except (IndexError, ValueError):
                children = []
            in_order = all(one.above <= one.upto for one in children)
            if children and in_order:
                for child in children:
                    yield from self._along(shape, child, depth + 1)
                return
        self.stretches.append(Stretch(shape.name, above, upto))

    def _without_trees(self) -> Iterator[tuple[Shape, Sequence[Row]]]:
        """Leaves that no tree leads to: each belongs where rows are missing that are like its own."""
        if not self.stretches:
            return
        self.stretches = _joined(self.stretches)
        free = self._pages.free()
        for page in range(2, self._pages.count + 1):
            if page in self._visited or page in free or self._pages.kind(page) != LEAF:
                continue
            rows, lost = self._pages.rows(page)
            shape = self._home(rows)
            if shape is not None:
                self._visited.add(page)
                self.lost[shape.name] += lost
                yield shape, rows

    def _home(self, rows: Sequence[Row]) -> Shape | None:
        """The table in which rows of these numbers and this shape are missing; of two gaps the narrower."""
        if not rows:
            return None
        fitting = []
        for stretch in self.stretches:
            shape = self.shapes[stretch.table]
            inside = [row for row in rows if stretch.above < row.rowid <= stretch.upto and shape.fits(row)]
            if len(inside) == len(rows):
                fitting.append((stretch.upto - stretch.above, -_alike(shape, rows), stretch.table))
        return self.shapes[min(fitting)[2]] if fitting else None


_CATALOGUE = (("type", "TEXT"), ("name", "TEXT"), ("tbl_name", "TEXT"), ("rootpage", "INTEGER"), ("sql", "TEXT"))


def _names(shape: Shape) -> set[str]:
    return {column.name for column in shape.columns}


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Stretches of one table that meet are one: a page may reach over both."""
    found: list[Stretch] = []
    for one in sorted(stretches):
        if found and found[-1].table == one.table and one.above <= found[-1].upto:
            found[-1] = Stretch(one.table, found[-1].above, max(found[-1].upto, one.upto))
        else:
            found.append(one)
    return found


def _alike(shape: Shape, rows: Sequence[Row]) -> int:
    """How many rows are of the full width: of two tables that would take them, it is sooner that one."""
    return sum(len(row.values) == len(shape.columns) for row in rows)
