"""A desk's file with some calls in it, for somebody who writes into it past the app: SQL, default pragmas."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

#: The calls of `furnish`, by what is known of them.
UNANSWERED, ANSWERED_NO, REOPENED, CLOSED, OPEN, ARCHIVED, IMPORTED, AGREED = range(1, 9)

CALL = {
    "customer_id": 1,
    "owner_id": 1,
    "logged_by_id": 1,
    "logged_at": 1_000_000,
    "channel": "phone",
    "summary": "No picture",
    "details": "",
    "wants": "",
    "steps": "",
    "impact": "one",
    "urgency": "soon",
    "priority": "P3",
    "priority_reason": "",
    "state": "resolved",
    "cycle": 1,
    "solution": "",
    "policy_version_id": 1,
    "signs": "",
    "version": 1,
}


def plain(path: Path) -> Any:
    """A connection as any other program would make it: no pragma of ours."""
    return sqlite.connect(str(path), isolation_level=None)


def insert(connection: Any, table: str, verb: str = "INSERT", **values: object) -> int:
    names, marks = ", ".join(values), ", ".join("?" * len(values))
    sql = f"{verb} INTO {table} ({names}) VALUES ({marks})"
    return int(connection.execute(sql, list(values.values())).lastrowid)


def insert_call(connection: Any, verb: str = "INSERT", **values: object) -> int:
    return insert(connection, "call", verb, **{**CALL, **values})


def answer(connection: Any, call_id: int, answer: str, cycle: int = 1, **values: object) -> int:
    given = {"call_id": call_id, "cycle": cycle, "answer": answer, "how": "phone", "at": 2_000_000, "staff_id": 1}
    number = insert(connection, "agreement", **{**given, **values})
    insert(connection, "agreement_words", agreement_id=number, who="Ms Vega", words="it works")
    return number


def set_state(connection: Any, call_id: int, state: str, cycle: int = 1) -> None:
    if state == "void":
        voiding(connection, call_id)
    connection.execute("UPDATE call SET state = ?, cycle = ? WHERE id = ?", (state, cycle, call_id))


def voiding(connection: Any, call_id: int, **values: object) -> int:
    """That a call was logged in error."""
    ((was,),) = rows(connection, "SELECT state FROM call WHERE id = ?", [call_id])
    given = {"call_id": call_id, "at": 2, "staff_id": 1, "reason": "in_error", "words": "a test", "was": was}
    return insert(connection, "voiding", **{**given, "ended": "{}", **values})


def furnish(connection: Any) -> None:
    """One call for each way in which a call can stand before its closing."""
    insert(
        connection,
        "customer",
        id=1,
        name="Vega",
        organisation="",
        account="",
        email="",
        tier="standard",
        notes="",
        version=1,
    )
    for number in (UNANSWERED, ANSWERED_NO, REOPENED, CLOSED, OPEN, AGREED):
        insert_call(connection, id=number, summary=f"call {number}")
    insert_call(connection, id=ARCHIVED, summary="call 6", state="archived", source="list", source_ref="A1")
    insert_call(connection, id=IMPORTED, summary="call 7", source="list", source_ref="A2")
    answer(connection, ANSWERED_NO, "no")
    for number in (REOPENED, CLOSED):
        answer(connection, number, "yes")
        set_state(connection, number, "closed")
    set_state(connection, REOPENED, "open", cycle=2)
    set_state(connection, REOPENED, "resolved", cycle=2)
    answer(connection, AGREED, "yes")
    set_state(connection, OPEN, "open")
    last = connection.execute("SELECT max(id) FROM event").fetchone()[0]
    for number in range(last + 1, last + 4):
        insert(
            connection,
            "event",
            id=number,
            call_id=1,
            at=1,
            written_at=1,
            kind="note",
            staff_id=1,
            digest="d",
            link="l",
        )
        insert(connection, "event_words", event_id=number, salt="s", words='{"words": "said"}')
    insert(connection, "rota", id=1, name="Nights", position=0, active=1, version=2)
    for number in (1, 2):
        insert(connection, "rota_version", rota_id=1, number=number, valid_from=number * 10, made_by_id=1, spec="{}")


def rows(connection: Any, sql: str, values: Iterable[object] = ()) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = connection.execute(sql, tuple(values)).fetchall()
    return found
