"""The timeline is evidence: change, remove, reorder; the check names the first line that does not hold."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from played import Played

from deskapp.desk import Desk
from deskapp.domain.words import Answer
from deskapp.models.guards import TRIGGERS
from deskapp.services.calls import acts
from deskapp.services.site import check

SHORT, FULL = 120, 1000


def _past(desk: Desk) -> None:
    """A few dozen lines of timeline."""
    for number in range(8):
        call = desk.calls.log(acts.LogCall(f"Call {number}", new_customer=acts.NewCustomer(f"Customer {number}"))).value
        desk.calls.note(acts.AddNote(call.id, f"rang again, {number}"))
        agreed = acts.GiveAgreement(Answer.YES if number % 2 else Answer.NO, "Vega", words="As I said")
        desk.calls.resolve(acts.ResolveCall(call.id, "plugged in", agreed))


@pytest.fixture
def past(played: Played) -> bytes:
    """A file with them."""
    path, _nothing = played(_past)
    return path.read_bytes()


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
_OF_THE_CHAIN = {"event_missing", "link_broken", "words_changed"}


def _tamper(path: Path, way: Callable[[Any, random.Random, int], int], dice: random.Random) -> int:
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


@pytest.mark.long
def test_change_remove_reorder_and_the_check_names_the_first_broken_link_every_time(
    past: bytes, tmp_path: Path, full_length: bool
) -> None:
    path = tmp_path / "tampered.db"
    for round_ in range(FULL if full_length else SHORT):
        dice = random.Random(round_)
        path.write_bytes(past)
        touched = _tamper(path, WAYS[round_ % len(WAYS)], dice)
        found = [finding for finding in check.check(path).findings if finding.code in _OF_THE_CHAIN]
        assert found, (round_, touched)
        assert min(finding.values["event"] for finding in found) == touched, (round_, found)
        for beside in tmp_path.glob("tampered.db-*"):
            beside.unlink()


def test_a_timeline_that_nobody_touched_holds(past: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sound.db"
    path.write_bytes(past)
    looked = check.check(path)
    assert looked.findings == ()
    assert looked.calls == 8
    assert looked.events > 24


@pytest.mark.parametrize("name", TRIGGERS)
def test_a_guard_that_is_missing_or_does_nothing_is_named(past: bytes, tmp_path: Path, name: str) -> None:
    path = tmp_path / "unguarded.db"
    path.write_bytes(past)
    connection = sqlite.connect(str(path))
    connection.execute(f"DROP TRIGGER {name}")
    connection.close()
    assert [finding.values for finding in check.check(path).findings] == [{"name": name}]
    connection = sqlite.connect(str(path))
    connection.execute(f"CREATE TRIGGER {name} BEFORE DELETE ON event BEGIN SELECT 1; END")
    connection.close()
    assert [finding.values for finding in check.check(path).findings] == [{"name": name}]
