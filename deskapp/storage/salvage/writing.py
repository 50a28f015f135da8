"""The new file: filled with what was read, and with the plainest stand-in where much names a row that was lost."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import sqlcipher3.dbapi2 as sqlite

from deskapp.models.base import Base
from deskapp.storage import bad_rows
from deskapp.storage.salvage.pages import Row, Value
from deskapp.storage.salvage.reading import Shape

#: What nobody may invent: what is part of a lost one is kept beside the new desk.
_NEVER_INVENTED = frozenset(
    (
        *("event", "agreement", "erasure", "written_policy", "attachment_content", "incident_message"),
        *("review_draw", "scorecard", "review", "action"),
    )
)
#: What was lost may have named something that was lost, and so on.
_ROUNDS = 8
#: What a call's timeline says that it became.
_OF_TIMELINE = """
SELECT field, becomes, max(id) FROM event WHERE call_id = ? AND field IN ('state', 'priority', 'owner') GROUP BY field
"""


class LeftOver(NamedTuple):
    """A row that was read and has no place in the new file."""

    table: str
    values: Mapping[str, Value]
    said: str


class Mended(NamedTuple):
    """A row with something plain in the place of what cannot be."""

    table: str
    row: int
    column: str


class Writing:
    """Fills a new file whose guards and references rest."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection
        self.left_over: list[LeftOver] = []
        self.mended: list[Mended] = []
        #: Rows that stand for lost ones, by table.
        self.stand_ins: dict[str, list[int]] = defaultdict(list)
        self.written: dict[str, int] = defaultdict(int)

    def empty(self, tables: Iterable[str]) -> None:
        """A new file has something in some of its tables."""
        for table in tables:
            self._connection.execute(f'DELETE FROM "{table}"')

    def put(self, shape: Shape, rows: Sequence[Row]) -> None:
        """What is there already is not written over: it was found in its own place."""
        if shape.derived:
            return
        for row in rows:
            values = dict(zip((column.name for column in shape.columns), row.values, strict=False))
            for column in shape.columns:
                if column.is_rowid:
                    values[column.name] = row.rowid
            self._put(shape, row.rowid, values)

    def has(self, table: str, rowid: int) -> bool:
        return self._connection.execute(f'SELECT 1 FROM "{table}" WHERE rowid = ?', (rowid,)).fetchone() is not None

    def count(self, table: str) -> int:
        return int(self._connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0])

    def as_told(self, values: dict[str, Value]) -> None:
        """A call's row that is older than its timeline: it has become since what that says."""
        told = self._of_timeline(int(str(values["id"])))
        values.update({name: told[name] for name in ("state", "priority") if told.get(name)})

    def take(self, shape: Shape, rowid: int, values: dict[str, Value]) -> bool:
        """Put a row of a backup where one is missing; whether the file takes it."""
        taken = not self._insert(shape.name, values)
        self.written[shape.name] += taken
        return taken

    def finish(self) -> None:
        """Whatever names a row that was lost: that gets a stand-in, or is not named any more."""
        if not self._connection.execute("SELECT 1 FROM site").fetchone():
            self._stand_in("site", 1)
        for _round in range(_ROUNDS):
            broken = self._connection.execute("PRAGMA foreign_key_check").fetchall()
            if not broken:
                return
            for table, rowid, parent, key in broken:
                self._settle(table, rowid, parent, key)

    def mend(self) -> None:
        """Values that no rule of the file refuses, and no column may hold all the same."""
        for table, asked in bad_rows.questions():
            try:
                found = self._connection.execute(asked, (-1,)).fetchall()
            except sqlite.OperationalError:  # an older schema has no such table, or not all of its columns
                continue
            for _key, _what, rowid in found:
                self._mend_row(table, rowid)

    def _mend_row(self, table: str, rowid: int) -> None:
        cursor = self._connection.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', (rowid,))
        values = dict(zip((one[0] for one in cursor.description), cursor.fetchone(), strict=True))
        for column in list(self._impossible(table, values)):
            plain = self._plain(table, column, values)
            try:
                self._connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE rowid = ?', (plain, rowid))
            except sqlite.IntegrityError:
                continue
            self.mended.append(Mended(table, rowid, column))

    def _put(self, shape: Shape, rowid: int, values: dict[str, Value]) -> None:
        said = self._insert(shape.name, values)
        if said and not _there_already(said):
            for column in self._impossible(shape.name, values):
                values[column] = self._plain(shape.name, column, values)
                self.mended.append(Mended(shape.name, rowid, column))
            said = self._insert(shape.name, values)
        if said:
            if not self._is_the_same(shape, rowid, values):
                self.left_over.append(LeftOver(shape.name, values, said))
        else:
            self.written[shape.name] += 1

    def _insert(self, table: str, values: Mapping[str, Value]) -> str:
        """ "" or what the file says against it."""
        names, marks = ", ".join(f'"{name}"' for name in values), ", ".join("?" * len(values))
        try:
            self._connection.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(values.values()))
        except (sqlite.IntegrityError, sqlite.DataError, OverflowError) as error:
            return str(error) or "refused"
        return ""

    def _is_the_same(self, shape: Shape, rowid: int, values: Mapping[str, Value]) -> bool:
        """Whether the row that is there says what this one does: a page may be found twice."""
        key = next((column.name for column in shape.columns if column.is_rowid), "")
        if not key:
            asked = " AND ".join(f'"{name}" IS ?' for name in values)
            found = self._connection.execute(f'SELECT 1 FROM "{shape.name}" WHERE {asked}', tuple(values.values()))
            return found.fetchone() is not None
        names = ", ".join(f'"{name}"' for name in values)
        found = self._connection.execute(f'SELECT {names} FROM "{shape.name}" WHERE "{key}" = ?', (rowid,))
        return bool(found.fetchone() == tuple(values.values()))

    def _impossible(self, table: str, values: Mapping[str, Value]) -> Iterator[str]:
        for column in Base.metadata.tables[table].columns if table in Base.metadata.tables else ():
            if column.name in values:
                asked = bad_rows.not_possible(column).replace(f'"{column.name}"', "?1")
                if self._connection.execute(f"SELECT {asked}", (values[column.name],)).fetchone()[0]:
                    yield column.name

    def _plain(self, table: str, column: str, values: Mapping[str, Value]) -> Value:
        if table == "call" and column in ("state", "priority") and isinstance(values.get("id"), int):
            told = self._of_timeline(int(str(values["id"]))).get(column)
            if told is not None:
                return told
        asked = bad_rows.in_place(Base.metadata.tables[table].columns[column])
        said = self._connection.execute(f'SELECT {asked} FROM (SELECT ? AS "{column}")', (values[column],)).fetchone()[
            0
        ]
        plain: Value = said
        return plain

    def _settle(self, table: str, rowid: int | None, parent: str, key: int) -> None:
        listed = self._connection.execute(f"PRAGMA foreign_key_list('{table}')").fetchall()
        column = next(row[3] for row in listed if row[0] == key)
        needed = next(row[3] for row in self._connection.execute(f"PRAGMA table_info('{table}')") if row[1] == column)
        found = self._connection.execute(f'SELECT "{column}" FROM "{table}" WHERE rowid = ?', (rowid,)).fetchone()
        if found is None:
            return
        if parent not in _NEVER_INVENTED and self._stand_in(parent, found[0]):
            return
        if not needed and not self._refused(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', rowid):
            self.mended.append(Mended(table, int(rowid or 0), column))
            return
        cursor = self._connection.execute(f'SELECT * FROM "{table}" WHERE rowid = ?', (rowid,))
        names = [one[0] for one in cursor.description]
        values = dict(zip(names, cursor.fetchone(), strict=True))
        self._connection.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))
        self.written[table] -= 1
        self.left_over.append(LeftOver(table, values, f"{parent} {found[0]}"))

    def _refused(self, sql: str, rowid: int | None) -> bool:
        try:
            self._connection.execute(sql, (rowid,))
        except sqlite.IntegrityError:
            return True
        return False

    def _stand_in(self, table: str, key: Value) -> bool:
        """Put the plainest row there is in the place of a lost one; whether the file takes it."""
        known = Base.metadata.tables.get(table)
        there = {row[1] for row in self._connection.execute(f"PRAGMA table_info('{table}')")}
        keys = [column for column in known.columns if column.primary_key] if known is not None else []
        if known is None or len(keys) != 1:
            return False
        if self._connection.execute(f'SELECT 1 FROM "{table}" WHERE "{keys[0].name}" IS ?', (key,)).fetchone():
            return True
        values: dict[str, Any] = {keys[0].name: key}
        for column in known.columns:
            if column.primary_key or column.nullable or column.name not in there:
                continue
            values[column.name] = self._first_of(column) if column.foreign_keys else self._plainest(column)
        if table == "call" and isinstance(key, int):
            self._as_told(key, values)
        if self._insert(table, values):
            return False
        if isinstance(key, int):
            self.stand_ins[table].append(key)
        return True

    def _plainest(self, column: Any) -> Value:
        asked = bad_rows.in_place(column)
        plain: Value = self._connection.execute(f'SELECT {asked} FROM (SELECT NULL AS "{column.name}")').fetchone()[0]
        return plain

    def _first_of(self, column: Any) -> Value:
        """Somebody there is; else the number one, which gets a stand-in in its turn."""
        (key,) = column.foreign_keys
        parent, name = key.column.table.name, key.column.name
        found = self._connection.execute(f'SELECT min("{name}") FROM "{parent}"').fetchone()[0]
        first: Value = 1 if found is None else found
        return first

    def _as_told(self, call_id: int, values: dict[str, Any]) -> None:
        """What the timeline of a lost call says of it."""
        told = self._of_timeline(call_id)
        values.update({name: told[name] for name in ("state", "priority") if told.get(name)})
        if str(told.get("owner") or "").isdecimal():
            values["owner_id"] = int(str(told["owner"]))
        (first,) = self._connection.execute("SELECT min(at) FROM event WHERE call_id = ?", (call_id,)).fetchone()
        values.update({name: first for name in ("logged_at", "opened_at") if name in values and first is not None})

    def _of_timeline(self, call_id: int) -> dict[str, Value]:
        return {field: becomes for field, becomes, _id in self._connection.execute(_OF_TIMELINE, (call_id,))}


def _there_already(said: str) -> bool:
    return said.startswith("UNIQUE")


def as_json(one: LeftOver) -> str:
    """A line of the file that keeps what has no place in the new desk."""
    values = {name: value.hex() if isinstance(value, bytes) else value for name, value in one.values.items()}
    return json.dumps({"table": one.table, "row": values, "why": one.said}, ensure_ascii=False)
