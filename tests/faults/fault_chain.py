"""The timeline is evidence: changed, removed, reordered, cut off, written anew, past the guards that the file has."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from deskapp.desk import Desk, make
from deskapp.domain.backups.head import Head
from deskapp.domain.clock import FixedClock
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Answer
from deskapp.models.base import from_stored
from deskapp.models.guards import TRIGGERS
from deskapp.services import events
from deskapp.services.backups import evidence
from deskapp.services.calls import acts
from deskapp.services.site import check

PROMISE = "the timeline is evidence: whatever is changed, the first broken link or the missing head is named"
FULL, SHORT = 1000, 30
_LINK = "SELECT link FROM event WHERE id = ?"
_LINES = """
SELECT id, call_id, at, written_at, kind, staff_id, field, was, becomes, digest FROM event WHERE id >= ? ORDER BY id
"""


def run(folder: Path, times: int, seed: int) -> list[str]:
    """Each time one way, by turns, on the same few dozen lines."""
    path = folder / "tampered.db"
    make(path, FixedClock(from_stored(1_794_823_200_000_000)))
    desk = Desk(path, FixedClock(from_stored(1_794_823_200_000_000)), staff_id=1)
    past(desk.open())
    desk.work.database.empty_log()
    with desk.work.read() as session:
        seen = events.head(session)
    desk.close()
    sound, wrong = path.read_bytes(), []
    ways = [*WAYS, *BY_ITS_HEAD]
    for number in range(times):
        dice = random.Random(f"{seed} {number}")
        path.write_bytes(sound)
        way = ways[number % len(ways)]
        touched = tamper(path, way, dice)
        if not found_at(path, touched, seen, by_its_head=way in BY_ITS_HEAD):
            wrong.append(f"{number}: {way.__name__} at {touched} was not named")
        for beside in folder.glob("tampered.db-*"):
            beside.unlink()
    return wrong


def found_at(path: Path, touched: int, seen: Head, *, by_its_head: bool) -> bool:
    """Whether it is found, and where it was done; what leaves a chain that holds is found by the head alone."""
    found = [one.values["event"] for one in check.check(path).findings if one.code in _OF_THE_CHAIN]
    if by_its_head:
        held, _ends = evidence.stands(path, seen)
        return not found and held in (evidence.Held.CUT, evidence.Held.OTHER)
    return bool(found) and min(found) == touched


def past(desk: Desk) -> None:
    """A few dozen lines of timeline."""
    for number in range(8):
        call = desk.calls.log(acts.LogCall(f"Call {number}", new_customer=acts.NewCustomer(f"Customer {number}"))).value
        desk.calls.note(acts.AddNote(call.id, f"rang again, {number}"))
        agreed = acts.GiveAgreement(Answer.YES if number % 2 else Answer.NO, "Vega", words="As I said")
        desk.calls.resolve(acts.ResolveCall(call.id, "plugged in", agreed))


def _change(connection: Any, dice: random.Random, last: int) -> int:
    number = dice.randint(1, last)
    column = dice.choice(
        ("call_id", "at", "written_at", "kind", "staff_id", "field", "was", "becomes", "digest", "link")
    )
    value = (
        dice.choice((7_000_001, -1, 0)) if column in ("at", "written_at", "staff_id") else dice.randint(10**6, 10**7)
    )
    connection.execute(f"UPDATE event SET {column} = ? WHERE id = ?", (value, number))
    return number


def _change_words(connection: Any, dice: random.Random, _last: int) -> int:
    told = [number for (number,) in connection.execute("SELECT event_id FROM event_words")]
    number = dice.choice(told)
    column, value = dice.choice((("words", '{"words": "never said"}'), ("words", "[]"), ("salt", "00"), ("words", "x")))
    connection.execute(f"UPDATE event_words SET {column} = ? WHERE event_id = ?", (value, number))
    return number


def _exchange_words(connection: Any, dice: random.Random, _last: int) -> int:
    told = [number for (number,) in connection.execute("SELECT event_id FROM event_words")]
    one, two = sorted(dice.sample(told, 2))
    for moved, to in ((one, -1), (two, one), (-1, two)):
        connection.execute("UPDATE event_words SET event_id = ? WHERE event_id = ?", (to, moved))
    return one


def _remove(connection: Any, dice: random.Random, last: int) -> int:
    number = dice.randint(1, last - 1)
    connection.execute("DELETE FROM event_words WHERE event_id = ?", (number,))
    connection.execute("DELETE FROM event WHERE id = ?", (number,))
    return number


def _remove_and_close_up(connection: Any, dice: random.Random, last: int) -> int:
    number = _remove(connection, dice, last)
    for table, key in (("event_words", "event_id"), ("event", "id")):
        for moved in range(number + 1, last + 1):
            connection.execute(f"UPDATE {table} SET {key} = ? WHERE {key} = ?", (moved - 1, moved))
    return number


def _reorder(connection: Any, dice: random.Random, last: int) -> int:
    one, two = sorted(dice.sample(range(1, last + 1), 2))
    for table, key in (("event_words", "event_id"), ("event", "id")):
        for moved, to in ((one, -1), (two, one), (-1, two)):
            connection.execute(f"UPDATE {table} SET {key} = ? WHERE {key} = ?", (to, moved))
    return one


def _slip_in(connection: Any, dice: random.Random, last: int) -> int:
    number = dice.randint(2, last)
    for table, key in (("event_words", "event_id"), ("event", "id")):
        for moved in range(last, number - 1, -1):
            connection.execute(f"UPDATE {table} SET {key} = ? WHERE {key} = ?", (moved + 1, moved))
    connection.execute(
        "INSERT INTO event SELECT ?, call_id, at, written_at, 'note', staff_id, NULL, NULL, NULL, digest, link"
        " FROM event WHERE id = ?",
        (number, number - 1),
    )
    return number


def _add_at_the_end(connection: Any, _dice: random.Random, last: int) -> int:
    connection.execute(
        "INSERT INTO event SELECT id + 1, call_id, at, written_at, kind, staff_id, field, was, becomes, digest, link"
        " FROM event WHERE id = ?",
        (last,),
    )
    return last + 1


def _cut_the_tail(connection: Any, dice: random.Random, last: int) -> int:
    number = dice.randint(2, last)
    for table, key in (("event_words", "event_id"), ("event", "id")):
        connection.execute(f"DELETE FROM {table} WHERE {key} >= ?", (number,))
    return number


def _write_anew(connection: Any, dice: random.Random, last: int) -> int:
    """Another instant of one line, and the chain made to fit: as whoever knows how it is made would."""
    number = dice.randint(1, last)
    before = "" if number == 1 else connection.execute(_LINK, (number - 1,)).fetchone()[0]
    connection.execute("UPDATE event SET at = at + 1000000 WHERE id = ?", (number,))
    for row in connection.execute(_LINES, (number,)).fetchall():
        event_id, call_id, at, written_at, kind, staff_id, field, was, becomes, digest = row
        line = events.Line(EventKind(kind), from_stored(at), staff_id, call_id, field, was, becomes)
        before = events.link(before, event_id, line, from_stored(written_at), digest)
        connection.execute("UPDATE event SET link = ? WHERE id = ?", (before, event_id))
    return number


#: The check names the first line that does not hold.
WAYS: list[Callable[[Any, random.Random, int], int]] = [
    _change,
    _change_words,
    _exchange_words,
    _remove,
    _remove_and_close_up,
    _reorder,
    _slip_in,
    _add_at_the_end,
]
#: The chain that is left holds by itself: what was seen of it elsewhere tells.
BY_ITS_HEAD = [_cut_the_tail, _write_anew]
_OF_THE_CHAIN = {"event_missing", "link_broken", "words_changed"}


def tamper(path: Path, way: Callable[[Any, random.Random, int], int], dice: random.Random) -> int:
    """As somebody who knows the file well: the guards are put back afterwards. Gives the first line touched."""
    connection = sqlite.connect(str(path), isolation_level=None)
    connection.execute("BEGIN")
    for name in TRIGGERS:
        connection.execute(f"DROP TRIGGER {name}")
    last = connection.execute("SELECT max(id) FROM event").fetchone()[0]
    touched = way(connection, dice, last)
    for sql in TRIGGERS.values():
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.close()
    return touched
