"""Keeping the tables of measures equal to the record, in the transaction that changes it.

Which calls a transaction changed is noted by triggers of the writing connection alone, whoever writes and however: so
no act has to think of it. At its end each of these calls is taken off its days as it was counted, and put on as it is.
A call that is logged is on no day yet: while its customer waits, the trigger itself puts it on.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from deskapp.domain.measures.facts import LENGTHS, ON_LOGGED, REPEATED_WITHIN, SUMS, Facts
from deskapp.domain.words import OPEN_STATES
from deskapp.models.base import from_stored, to_stored
from deskapp.models.improve.measures import ALL_CATEGORIES, ALL_PRIORITIES
from deskapp.storage.measures.told import BETWEEN, by_id, facts, zone_of

#: Calls held at once.
_AT_ONCE = 500
_WEEK = REPEATED_WITHIN // timedelta(microseconds=1)

CALL = (
    *("call_id", "logged_day", "over_day", "category_id", "priority", "customer_id", "owner_id", "logged_at"),
    *("types", "flags", "working", "wall", *SUMS),
)
ESCALATION = (
    *("call_id", "escalation_id", "logged_day", "over_day", "category_id", "priority", "customer_id", "contact_id"),
    *("types", "ended_at", "in_time", "first_word", "accept", "accept_target", "ratio"),
)
DAY = ("day", "category_id", "priority")

#: A row as it is stored, and a cell of a day: its ordinal, category and priority.
Row = tuple[Any, ...]
Cell = tuple[int, int, str]

_LOGGED, _OVER, _CATEGORY, _PRIORITY, _CUSTOMER, _AT, _SUMS = 1, 2, 3, 4, 5, 7, CALL.index(SUMS[0])
_WORKING, _WALL = CALL.index("working"), CALL.index("wall")
_ACCEPT, _RATIO = ESCALATION.index("accept"), ESCALATION.index("ratio")
_OF_OVER = _SUMS + len(ON_LOGGED)

_OPEN = "('" + "', '".join(state.value for state in OPEN_STATES) + "')"
_CLOSED = "(SELECT state FROM call WHERE id = NEW.call_id) = 'closed'"
#: What of a call is counted; of a closed one also what comes to it later. All else ends with its close.
_CHANGES = {
    "call_made": ("AFTER INSERT ON main.call", f"WHEN NEW.state NOT IN {_OPEN}", "NEW.id"),
    "call_changed": (
        "AFTER UPDATE OF state, logged_at, ended_at, resolved_at, category_id, priority, customer_id, owner_id"
        " ON main.call",
        "",
        "NEW.id",
    ),
    "escalation_made": ("AFTER INSERT ON main.escalation", "", "NEW.call_id"),
    "escalation_changed": (
        "AFTER UPDATE OF state, ended_at, types, contact_id, transfer, accepted_at, fixed_at ON main.escalation",
        "",
        "NEW.call_id",
    ),
    "clock_made": (
        "AFTER INSERT ON main.clock",
        f"WHEN NEW.verdict IS NOT NULL AND {_CLOSED}",
        "NEW.call_id",
    ),
    "clock_ended": ("AFTER UPDATE OF verdict ON main.clock", f"WHEN {_CLOSED}", "NEW.call_id"),
    "promise_made": ("AFTER INSERT ON main.promise", f"WHEN {_CLOSED}", "NEW.call_id"),
    "promise_ended": (
        "AFTER UPDATE OF kept_at, moved_at, due_at ON main.promise",
        f"WHEN {_CLOSED}",
        "NEW.call_id",
    ),
    "satisfied": ("AFTER INSERT ON main.satisfaction", "", "NEW.call_id"),
    "satisfied_otherwise": ("AFTER UPDATE ON main.satisfaction", "", "NEW.call_id"),
}


#: A call that is logged, and whose earlier escalations it makes repeated contacts. In one program with the row itself:
#: to ask for each of these takes longer than to answer.
_COUNT_LOGGED = f"""
CREATE TEMP TRIGGER measured_call_logged AFTER INSERT ON main.call WHEN NEW.state IN {_OPEN}
BEGIN
    INSERT INTO measured_call
        (call_id, logged_day, category_id, priority, customer_id, owner_id, logged_at, logged, still_open)
    VALUES (NEW.id, local_day(NEW.logged_at, (SELECT zone FROM site)), coalesce(NEW.category_id, 0), NEW.priority,
            NEW.customer_id, NEW.owner_id, NEW.logged_at, 1, 1);
    {{add_to_day}};
    {{add_to_all}};
    SELECT call_changed(call_id) FROM measured_escalation
    WHERE customer_id = NEW.customer_id AND ended_at >= NEW.logged_at - {_WEEK} AND ended_at < NEW.logged_at;
END
"""
_ADD_LOGGED = """
INSERT INTO measured_day (day, category_id, priority, logged, still_open)
VALUES ((SELECT logged_day FROM measured_call WHERE call_id = NEW.id), {category}, {priority}, 1, 1)
ON CONFLICT (day, category_id, priority) DO UPDATE SET logged = logged + 1, still_open = still_open + 1
"""


def watch(connection: Any, changed: set[int]) -> None:
    """Have a connection of the driver count what is logged through it, and note in `changed` which calls it changes.

    What is taken back again is noted all the same: counted anew it comes to what it came to.
    """
    connection.create_function("call_changed", 1, changed.add)
    connection.create_function("local_day", 2, _local_day)
    add_to_day = _ADD_LOGGED.format(category="coalesce(NEW.category_id, 0)", priority="NEW.priority")
    add_to_all = _ADD_LOGGED.format(category=ALL_CATEGORIES, priority=f"'{ALL_PRIORITIES}'")
    connection.execute(_COUNT_LOGGED.format(add_to_day=add_to_day, add_to_all=add_to_all))
    for name, (when, which, call) in _CHANGES.items():
        noted = f"SELECT call_changed({call})"
        connection.execute(f"CREATE TEMP TRIGGER measured_{name} {when} {which} BEGIN {noted}; END")


def keep(connection: Any, changed: set[int]) -> None:
    """Count what was changed since the last time, through the connection that did, within its transaction."""
    if changed:
        count_again(connection, changed)
        changed.clear()


def _local_day(at: int, zone: str) -> int:
    return from_stored(at).astimezone(ZoneInfo(zone)).toordinal()


def count_again(connection: Any, call_ids: Iterable[int]) -> int:
    """Count these calls anew, and those whose figures hang on them; how many were counted otherwise."""
    zone = zone_of(connection.execute)
    ids = set(call_ids)
    near: set[int] = set()
    changed = 0
    for some in _portions(ids):
        changes = _Changes(connection, zone, some)
        near |= changes.near()
        changed += changes.write()
    for some in _portions(near - ids):
        changed += _Changes(connection, zone, some).write()
    return changed


def _portions(ids: Collection[int]) -> Iterator[list[int]]:
    every = sorted(ids)
    for begin in range(0, len(every), _AT_ONCE):
        yield every[begin : begin + _AT_ONCE]


class _Changes:
    """Some calls as they were counted, and as they are to be."""

    def __init__(self, connection: Any, zone: ZoneInfo, call_ids: Sequence[int]) -> None:
        self._connection = connection
        self._ids = call_ids
        run = connection.execute
        was = kept(run, *by_id(call_ids))
        becomes = {one.call_id: stored(one) for one in facts(run, zone, *by_id(call_ids))}
        self._changed = [
            (was.get(call_id), becomes.get(call_id)) for call_id in call_ids if was.get(call_id) != becomes.get(call_id)
        ]

    def near(self) -> set[int]:
        """The closed calls whose customer called again by one of these, or does not any more."""
        contacts = {_contact(one) for pair in self._changed if _contact(pair[0]) != _contact(pair[1]) for one in pair}
        found: set[int] = set()
        for contact in contacts:
            if contact is not None:
                customer_id, at = contact
                found.update(row[0] for row in self._connection.execute(_REPEATED, (customer_id, at - _WEEK, at)))
        return found

    def write(self) -> int:
        """Take them off as they were, put them on as they are."""
        counts: dict[Cell, Counter[int]] = defaultdict(Counter)
        lengths: dict[Cell, dict[str, tuple[list[int], list[int]]]] = {}
        run = self._connection.execute
        for was, becomes in self._changed:
            for side, one in enumerate((was, becomes)):
                if one is not None:
                    _count(one, counts, 1 if side else -1)
                    for cell, name, length in lengths_of(one):
                        of_cell = lengths.setdefault(cell, {name: ([], []) for name in LENGTHS})
                        of_cell[name][side].append(length)
            if was is not None and was[1]:
                run("DELETE FROM measured_escalation WHERE call_id = ?", (was[0][0],))
            if becomes is None:
                run("DELETE FROM measured_call WHERE call_id = ?", (was[0][0],))  # type: ignore[index]
            else:
                run(WRITE_CALL, becomes[0])
                if becomes[1]:
                    self._connection.executemany(WRITE_ESCALATION, becomes[1])
        for cell, by_place in counts.items():
            places = [place for place, count in by_place.items() if count]
            if places:
                run(_add(tuple(places)), (*cell, *(by_place[place] for place in places)))
        for cell, by_name in lengths.items():
            self._write_lengths(cell, by_name)
        return len(self._changed)

    def _write_lengths(self, cell: Cell, by_name: Mapping[str, tuple[list[int], list[int]]]) -> None:
        run = self._connection.execute
        there = run(_LENGTHS_OF_CELL, cell).fetchone() or (b"",) * len(LENGTHS)
        packed = []
        for blob, name in zip(there, LENGTHS, strict=True):
            off, on = by_name[name]
            every = unpacked(blob)
            every.extend(on)
            for length in off:
                every.remove(length)
            packed.append(_packed(every))
        if any(packed):
            run(WRITE_LENGTHS, (*cell, *packed))
        else:
            run("DELETE FROM measured_lengths WHERE day = ? AND category_id = ? AND priority = ?", cell)


def stored(one: Facts) -> tuple[Row, tuple[Row, ...]]:
    """What a call counts for as its rows are stored: its own, and one for each escalation."""
    row = (*one[:7], to_stored(one.logged_at), *one[8:12], *one.sums)
    handoffs = tuple(
        (*out[:9], None if out.ended_at is None else to_stored(out.ended_at), *out[10:]) for out in one.handoffs
    )
    return row, handoffs


def kept(run: Callable[..., Any], these: str, values: Sequence[Any]) -> dict[int, tuple[Row, tuple[Row, ...]]]:
    """The rows of calls as they stand in the tables."""
    these = these.replace("call.id", "call_id")
    calls = list(run(_CALLS.format(these=these), values))
    out: dict[int, list[Row]] = defaultdict(list)
    if calls:
        for row in run(_ESCALATIONS.format(these=these), values):
            out[row[0]].append(tuple(row))
    return {row[0]: (tuple(row), tuple(out.get(row[0], ()))) for row in calls}


def lengths_of(one: tuple[Row, tuple[Row, ...]]) -> Iterator[tuple[Cell, str, int]]:
    """The lengths of a call, each in its cell and in that of the whole day."""
    row, handoffs = one
    day, category, priority = row[_OVER], row[_CATEGORY], row[_PRIORITY]
    found = [("working", row[_WORKING]), ("wall", row[_WALL])]
    for out in handoffs:
        if out[_OVER + 1] is not None:
            found += [("accept", out[_ACCEPT]), ("ratio", out[_RATIO])]
    for name, length in found:
        if length is not None:
            yield (day, category, priority), name, length
            yield (day, ALL_CATEGORIES, ALL_PRIORITIES), name, length


def unpacked(blob: bytes) -> "array[int]":
    """Lengths as they are kept."""
    lengths = array("i")
    lengths.frombytes(blob)
    return lengths


def _packed(lengths: "array[int]") -> bytes:
    """In their order: those of a month are sorted in a part of the time where the days are."""
    return array("i", sorted(lengths)).tobytes()


def fill(connection: Any, told: Callable[[int], object] | None = None) -> int:
    """Count every call, through a connection of the driver; whatever was counted before goes. How many they are.

    told: up to which call, by its id, as it goes on.
    """
    for table in ("measured_call", "measured_escalation", "measured_day", "measured_lengths"):
        connection.execute(f"DELETE FROM {table}")
    days = Days()
    done = 0
    for rows, upto in every(connection.execute):
        connection.executemany(WRITE_CALL, [row for row, _out in rows])
        connection.executemany(WRITE_ESCALATION, [out for _row, outs in rows for out in outs])
        days.add(rows)
        done += len(rows)
        if told is not None:
            told(upto)
    connection.executemany(_add(tuple(range(len(SUMS)))), ((*cell, *sums) for cell, sums in sorted(days.sums.items())))
    connection.executemany(WRITE_LENGTHS, ((*cell, *packed) for cell, packed in days.packed()))
    return done


def every(run: Callable[..., Any]) -> Iterator[tuple[list[tuple[Row, tuple[Row, ...]]], int]]:
    """Every call as it counts by the record, some at a time; and up to which id."""
    zone = zone_of(run)
    last = next(iter(run("SELECT coalesce(max(id), 0) FROM call", ())))[0]
    for begin in range(1, last + 1, _AT_ONCE):
        end = min(begin + _AT_ONCE - 1, last)
        yield [stored(one) for one in facts(run, zone, BETWEEN, (begin, end))], end


class Days:
    """What the days come to, added up in memory."""

    def __init__(self) -> None:
        self.sums: dict[Cell, list[int]] = defaultdict(lambda: [0] * len(SUMS))
        self.lengths: dict[Cell, dict[str, array[int]]] = defaultdict(lambda: {name: array("i") for name in LENGTHS})

    def add(self, rows: Iterable[tuple[Row, tuple[Row, ...]]]) -> None:
        for one in rows:
            counted: dict[Cell, Counter[int]] = defaultdict(Counter)
            _count(one, counted, 1)
            for cell, by_place in counted.items():
                sums = self.sums[cell]
                for place, count in by_place.items():
                    sums[place] += count
            for cell, name, length in lengths_of(one):
                self.lengths[cell][name].append(length)

    def packed(self) -> Iterator[tuple[Cell, tuple[bytes, ...]]]:
        """The lengths of each cell as they are kept, in the order of the table."""
        for cell, by_name in sorted(self.lengths.items()):
            yield cell, tuple(_packed(by_name[name]) for name in LENGTHS)


def _count(one: tuple[Row, tuple[Row, ...]], counts: dict[Cell, Counter[int]], by: int) -> None:
    """Add what a call counts for to its cells, and to those of the whole days."""
    row = one[0]
    category, priority = row[_CATEGORY], row[_PRIORITY]
    for day, first, end in ((row[_LOGGED], _SUMS, _OF_OVER), (row[_OVER], _OF_OVER, len(row))):
        if day is not None:
            for place in range(first, end):
                if row[place]:
                    counts[day, category, priority][place - _SUMS] += by * row[place]
                    counts[day, ALL_CATEGORIES, ALL_PRIORITIES][place - _SUMS] += by * row[place]


def _contact(one: tuple[Row, tuple[Row, ...]] | None) -> tuple[int, int] | None:
    """Whose contact a call is, and when; None: it is none that counts."""
    if one is None or not one[0][_SUMS + SUMS.index("logged")]:
        return None
    return one[0][_CUSTOMER], one[0][_AT]


def _insert(table: str, columns: Sequence[str], how: str = "INSERT") -> str:
    return f"{how} INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


@lru_cache(maxsize=1024)
def _add(places: tuple[int, ...]) -> str:
    names = [SUMS[place] for place in places]
    more = ", ".join(f"{name} = {name} + excluded.{name}" for name in names)
    key = ", ".join(DAY)
    return f"{_insert('measured_day', (*DAY, *names))} ON CONFLICT ({key}) DO UPDATE SET {more}"


WRITE_CALL = _insert("measured_call", CALL, "INSERT OR REPLACE")
WRITE_ESCALATION = _insert("measured_escalation", ESCALATION)
WRITE_LENGTHS = _insert("measured_lengths", (*DAY, *LENGTHS), "INSERT OR REPLACE")
_CALLS = f"SELECT {', '.join(CALL)} FROM measured_call WHERE {{these}}"
_ESCALATIONS = f"SELECT {', '.join(ESCALATION)} FROM measured_escalation WHERE {{these}} ORDER BY escalation_id"
_LENGTHS_OF_CELL = (
    f"SELECT {', '.join(LENGTHS)} FROM measured_lengths WHERE day = ? AND category_id = ? AND priority = ?"
)
_REPEATED = """
SELECT DISTINCT call_id FROM measured_escalation WHERE customer_id = ? AND ended_at >= ? AND ended_at < ?
"""
