"""Close only on agreement, of the present cycle: tried by SQL past the app, and through the models."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from plain_desk import (
    AGREED,
    ANSWERED_NO,
    ARCHIVED,
    CALL,
    CLOSED,
    IMPORTED,
    OPEN,
    REOPENED,
    UNANSWERED,
    answer,
    insert_call,
    rows,
    set_state,
)
from sqlalchemy import delete, exc, insert, update
from sqlalchemy.orm import Session

from deskapp.domain.words import Answer, CallState, Channel, Impact, Priority, Urgency
from deskapp.models.calls import Call
from deskapp.models.promises import Agreement
from deskapp.storage.database import Database

NAMES = ", ".join(CALL)
VALUES = ", ".join(f"'{value}'" if isinstance(value, str) else str(value) for value in CALL.values())
AS_CLOSED = VALUES.replace("'resolved'", "'closed'")
AGREEMENT = "INSERT INTO agreement (call_id, cycle, answer, how, at, staff_id) VALUES "
CLOSE = "UPDATE call SET state = 'closed' WHERE id = "

#: What somebody who can write SQL into the file may try: statements one after another, refusals ignored.
ATTACKS: dict[str, list[str]] = {
    "no answer": [f"{CLOSE}{UNANSWERED}"],
    "only a no": [f"{CLOSE}{ANSWERED_NO}"],
    "a yes of an older cycle": [f"{CLOSE}{REOPENED}"],
    "never resolved": [f"{CLOSE}{OPEN}"],
    "an imported call closed elsewhere": [f"{CLOSE}{ARCHIVED}"],
    "all at once": ["UPDATE call SET state = 'closed'"],
    "or ignore": [f"UPDATE OR IGNORE call SET state = 'closed' WHERE id = {UNANSWERED}"],
    "or fail": [f"UPDATE OR FAIL call SET state = 'closed' WHERE id = {UNANSWERED}"],
    "or rollback": [f"UPDATE OR ROLLBACK call SET state = 'closed' WHERE id = {UNANSWERED}"],
    "or replace": [f"UPDATE OR REPLACE call SET state = 'closed' WHERE id = {UNANSWERED}"],
    "update from": [f"UPDATE call SET state = new.s FROM (SELECT 'closed' AS s) AS new WHERE id = {UNANSWERED}"],
    "row value": [f"UPDATE call SET (state, version) = (SELECT 'closed', 9) WHERE id = {UNANSWERED}"],
    "inserted closed": [f"INSERT INTO call ({NAMES}) VALUES ({AS_CLOSED})"],
    "inserted closed or ignore": [f"INSERT OR IGNORE INTO call ({NAMES}) VALUES ({AS_CLOSED})"],
    "inserted closed by select": [f"INSERT INTO call ({NAMES}) SELECT {AS_CLOSED}"],
    "inserted closed as imported": [
        f"INSERT INTO call ({NAMES}, source, source_ref) VALUES ({AS_CLOSED}, 'list', 'A9')"
    ],
    "replaced by a closed one": [f"REPLACE INTO call (id, {NAMES}) VALUES ({UNANSWERED}, {AS_CLOSED})"],
    "replaced a closed one by its id": [f"REPLACE INTO call (id, {NAMES}) VALUES ({CLOSED}, {VALUES})"],
    "replaced by the name of its row": [f"INSERT OR REPLACE INTO call (rowid, {NAMES}) VALUES ({CLOSED}, {VALUES})"],
    "replaced by its source": [
        f"INSERT OR REPLACE INTO call ({NAMES}, source, source_ref) VALUES ({VALUES}, 'list', 'A1')"
    ],
    "upsert on its id": [
        f"INSERT INTO call (id, {NAMES}) VALUES ({UNANSWERED}, {VALUES})"
        " ON CONFLICT (id) DO UPDATE SET state = 'closed'"
    ],
    "upsert on its source": [
        f"INSERT INTO call ({NAMES}, source, source_ref) VALUES ({VALUES}, 'list', 'A2')"
        " ON CONFLICT (source, source_ref) WHERE source IS NOT NULL DO UPDATE SET state = 'closed'"
    ],
    "back a cycle, then closed": [f"UPDATE call SET cycle = 1 WHERE id = {REOPENED}", f"{CLOSE}{REOPENED}"],
    "back a cycle and closed in one": [f"UPDATE call SET cycle = 1, state = 'closed' WHERE id = {REOPENED}"],
    "yes for a cycle to come": [
        f"{AGREEMENT}({UNANSWERED}, 2, 'yes', 'phone', 1, 1)",
        f"UPDATE call SET cycle = 2, state = 'closed' WHERE id = {UNANSWERED}",
    ],
    "yes for a cycle that is over": [f"{AGREEMENT}({REOPENED}, 1, 'yes', 'phone', 1, 1)", f"{CLOSE}{REOPENED}"],
    "yes while it is open": [f"{AGREEMENT}({OPEN}, 1, 'yes', 'phone', 1, 1)", f"{CLOSE}{OPEN}"],
    "yes for a call that is not there": [
        f"{AGREEMENT}(99, 1, 'yes', 'phone', 1, 1)",
        f"INSERT INTO call (id, {NAMES}) VALUES (99, {AS_CLOSED})",
    ],
    "yes of another call, by its id": [f"UPDATE call SET id = {CLOSED} WHERE id = {UNANSWERED}", f"{CLOSE}{CLOSED}"],
    "a no turned into a yes": ["UPDATE agreement SET answer = 'yes'", f"{CLOSE}{ANSWERED_NO}"],
    "a no taken away": ["DELETE FROM agreement WHERE answer = 'no'", f"{CLOSE}{ANSWERED_NO}"],
    "a yes before the no": [
        f"INSERT INTO agreement (id, call_id, cycle, answer, how, at, staff_id)"
        f" VALUES (0, {ANSWERED_NO}, 1, 'yes', 'phone', 1, 1)",
        f"{CLOSE}{ANSWERED_NO}",
    ],
    "another call's yes moved": [f"UPDATE agreement SET call_id = {UNANSWERED}", f"{CLOSE}{UNANSWERED}"],
    "closed call open again in the same cycle": [f"UPDATE call SET state = 'open' WHERE id = {CLOSED}"],
    "closed call void in the same cycle": [f"UPDATE call SET state = 'void' WHERE id = {CLOSED}"],
    "reopened, and closed with the old yes": [
        f"UPDATE call SET state = 'open' WHERE id = {CLOSED}",
        f"UPDATE call SET state = 'resolved', cycle = 2 WHERE id = {CLOSED}",
        f"{CLOSE}{CLOSED}",
    ],
    "closed moved to a cycle without a yes": [f"UPDATE call SET cycle = 2 WHERE id = {CLOSED}"],
    "removed": ["DELETE FROM call"],
    "a table before the table": [
        "CREATE TEMP TABLE agreement AS SELECT 99 AS id, 1 AS call_id, 1 AS cycle, 'yes' AS answer",
        f"UPDATE main.call SET state = 'closed' WHERE id = {UNANSWERED}",
    ],
    "words that look like closed": [
        f"UPDATE call SET state = {state} WHERE id = {UNANSWERED}"
        for state in ("'Closed'", "'closed '", "CAST('closed' AS BLOB)", "char(99, 108, 111, 115, 101, 100, 0)", "NULL")
    ],
    **{
        f"{verb} to the id of a closed call by {name}": [
            f"{verb} call SET {name} = {CLOSED} WHERE id = {UNANSWERED}",
            f"{CLOSE}{CLOSED}",
        ]
        for verb in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR IGNORE")
        for name in ("id", "rowid", "_rowid_", "oid", "ROWID", '"Id"')
    },
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_close_only_on_agreement_of_the_present_cycle(stranger: Any, attack: list[str]) -> None:
    before = rows(stranger, "SELECT id, summary, state, cycle FROM call")
    refused = 0
    for sql in attack:
        try:
            stranger.execute(sql)
        except sqlite.IntegrityError:
            refused += 1
    # Not one call was closed, reopened in its cycle, exchanged or lost; only a new cycle of a closed call is fair.
    after = rows(stranger, "SELECT id, summary, state, cycle FROM call")
    assert [row for row in after if row not in before] in ([], [(CLOSED, f"call {CLOSED}", "resolved", 2)])
    assert [row[:2] for row in after] == [row[:2] for row in before]
    assert refused > 0


def test_nothing_of_the_connections_pragmas_helps_the_guards(stranger: Any) -> None:
    # What is refused here is refused by the file itself.
    assert rows(stranger, "PRAGMA foreign_keys") == rows(stranger, "PRAGMA recursive_triggers") == [(0,)]


def test_a_yes_of_the_present_cycle_closes(stranger: Any) -> None:
    stranger.execute(f"{CLOSE}{AGREED}")
    set_state(stranger, CLOSED, "resolved", cycle=2)
    answer(stranger, CLOSED, "yes", cycle=2)
    stranger.execute(f"{CLOSE}{CLOSED}")
    assert rows(stranger, "SELECT id FROM call WHERE state = 'closed'") == [(CLOSED,), (AGREED,)]


def test_the_last_answer_counts_not_an_earlier_yes(stranger: Any) -> None:
    answer(stranger, AGREED, "no")
    with pytest.raises(sqlite.IntegrityError, match="only when the customer agrees"):
        stranger.execute(f"{CLOSE}{AGREED}")


@pytest.mark.parametrize("state", ["new", "open", "waiting", "lapsed", "void"])
def test_only_a_resolved_call_is_closed_however_old_its_yes(stranger: Any, state: str) -> None:
    set_state(stranger, AGREED, state)
    with pytest.raises(sqlite.IntegrityError, match="only when the customer agrees"):
        stranger.execute(f"{CLOSE}{AGREED}")


@pytest.mark.parametrize("number", [-1, 0, 2**63 - 1, 100], ids=str)
def test_an_agreement_comes_after_all_before_it_so_that_the_last_answer_is_the_last(stranger: Any, number: int) -> None:
    with pytest.raises(sqlite.IntegrityError, match="an agreement is only added at the end"):
        answer(stranger, AGREED, "no", id=number)


def test_archived_is_an_imported_call_that_was_closed_elsewhere(stranger: Any) -> None:
    refused = [
        f"UPDATE call SET state = 'archived' WHERE id = {UNANSWERED}",
        f"UPDATE call SET state = 'archived', source = 'list', source_ref = 'B1' WHERE id = {UNANSWERED}",
        f"INSERT INTO call ({NAMES}) VALUES ({VALUES.replace('resolved', 'archived')})",
        f"UPDATE call SET source = 'list' WHERE id = {UNANSWERED}",
        f"UPDATE call SET source = NULL WHERE id = {ARCHIVED}",
        f"UPDATE call SET source_ref = 'A3' WHERE id = {ARCHIVED}",
    ]
    for sql in refused:
        with pytest.raises(sqlite.IntegrityError):
            stranger.execute(sql)
    stranger.execute("UPDATE call SET state = 'archived' WHERE id = ?", [IMPORTED])
    assert rows(stranger, "SELECT id FROM call WHERE state = 'archived'") == [(ARCHIVED,), (IMPORTED,)]


def test_every_call_has_an_owner(stranger: Any) -> None:
    for verb in ("UPDATE", "UPDATE OR REPLACE"):
        with pytest.raises(sqlite.IntegrityError, match=r"NOT NULL.*owner_id"):
            stranger.execute(f"{verb} call SET owner_id = NULL")
    with pytest.raises(sqlite.IntegrityError, match=r"NOT NULL.*owner_id"):
        insert_call(stranger, "INSERT OR REPLACE", owner_id=None)
    stranger.execute("UPDATE OR IGNORE call SET owner_id = NULL")
    assert rows(stranger, "SELECT count(*) FROM call WHERE owner_id IS NULL") == [(0,)]


@pytest.mark.parametrize("number", [-1, 0])
def test_a_call_of_an_impossible_id_does_not_keep_out_the_next(stranger: Any, number: int) -> None:
    with pytest.raises(sqlite.IntegrityError, match="id_from_one"):
        insert_call(stranger, id=number)
    assert insert_call(stranger) == AGREED + 1


@pytest.fixture
def database(furnished: Path) -> Iterator[Database]:
    database = Database(furnished)
    yield database
    database.close()


def _new(**columns: Any) -> Call:
    given = {
        "customer_id": 1,
        "owner_id": 1,
        "logged_by_id": 1,
        "logged_at": datetime(2026, 11, 16, tzinfo=UTC),
        "channel": Channel.PHONE,
        "summary": "No picture",
        "impact": Impact.ONE,
        "urgency": Urgency.SOON,
        "priority": Priority.P3,
        "state": CallState.OPEN,
        "policy_version_id": 1,
    }
    return Call(**{**given, **columns})


def _says_yes(call_id: int, cycle: int) -> Agreement:
    at = datetime(2026, 11, 16, tzinfo=UTC)
    return Agreement(call_id=call_id, cycle=cycle, answer=Answer.YES, how=Channel.PHONE, at=at, staff_id=1)


def _set(call_id: int, **values: Any) -> Any:
    def act(session: Session) -> None:
        call = session.get_one(Call, call_id)
        for name, value in values.items():
            setattr(call, name, value)

    return act


THROUGH_THE_MODELS: dict[str, Any] = {
    "a new call that is closed": lambda session: session.add(_new(state=CallState.CLOSED)),
    "a call set to closed": _set(UNANSWERED, state=CallState.CLOSED),
    "a call set to closed after a no": _set(ANSWERED_NO, state=CallState.CLOSED),
    "a call set to closed with an older yes": _set(REOPENED, state=CallState.CLOSED),
    "a call set back to the cycle of its yes": _set(REOPENED, state=CallState.CLOSED, cycle=1),
    "a bulk update": lambda session: session.execute(update(Call).values(state=CallState.CLOSED)),
    "a bulk insert": lambda session: session.execute(
        insert(Call), [{**CALL, "logged_at": datetime(2026, 11, 16, tzinfo=UTC), "state": CallState.CLOSED}]
    ),
    "a merged call": lambda session: session.merge(_new(id=UNANSWERED, state=CallState.CLOSED)),
    "a removed call": lambda session: session.delete(session.get_one(Call, CLOSED)),
    "all calls removed": lambda session: session.execute(delete(Call)),
    "another id": _set(UNANSWERED, id=50),
    "nobody's call": _set(UNANSWERED, owner_id=None),
    "a call of somebody unknown": _set(UNANSWERED, owner_id=77),
    "archived by hand": _set(UNANSWERED, state=CallState.ARCHIVED),
    "a closed call opened in its cycle": _set(CLOSED, state=CallState.OPEN),
    "a yes for the next cycle": lambda session: session.add(_says_yes(UNANSWERED, 2)),
    "a yes for an open call": lambda session: session.add(_says_yes(OPEN, 1)),
    "an answer changed": lambda session: setattr(session.get_one(Agreement, 1), "answer", Answer.YES),
    "an answer removed": lambda session: session.delete(session.get_one(Agreement, 1)),
}


@pytest.mark.parametrize("act", THROUGH_THE_MODELS.values(), ids=THROUGH_THE_MODELS.keys())
def test_no_direct_write_through_the_models_can_put_a_call_into_closed(database: Database, act: Any) -> None:
    look = "SELECT id, state, cycle, owner_id FROM call"
    with database.read() as session:
        before = session.connection().exec_driver_sql(look).fetchall()
    with pytest.raises(exc.IntegrityError):
        _write(database, act)
    with database.read() as session:
        assert session.connection().exec_driver_sql(look).fetchall() == before


def _write(database: Database, act: Any) -> None:
    with database.write() as session:
        act(session)
        session.flush()


def test_the_models_close_a_call_whose_customer_said_yes(database: Database) -> None:
    with database.write() as session:
        session.add(_says_yes(UNANSWERED, 1))
        session.flush()
        session.get_one(Call, UNANSWERED).state = CallState.CLOSED
    with database.read() as session:
        assert session.get_one(Call, UNANSWERED).state is CallState.CLOSED
