"""What was asked, decided, told and made void stays as it was: tried by SQL past the app."""

from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from plain_desk import CALL, OPEN, UNANSWERED, insert, insert_call, rows, voiding
from sound_rows import SOUND

#: By staff 1 of staff 2, and what staff 2 said to it.
DECIDED = "decided_at = 2, decided_by_id = 2, means = '{means}', words = 'so'"


@pytest.fixture
def asked(stranger: Any) -> Any:
    insert(stranger, "staff", **SOUND["staff"])
    insert(stranger, "approval", **SOUND["approval"])
    return stranger


def _decide(connection: Any, state: str, means: str = "signed_in") -> None:
    connection.execute(f"UPDATE approval SET state = '{state}', {DECIDED.format(means=means)}")


def _refused(connection: Any, sql: str, match: str) -> None:
    table = next(name for name in ("approval", "incident_message", "voiding") if name in sql)
    before = rows(connection, f"SELECT * FROM {table}")
    with pytest.raises(sqlite.IntegrityError, match=match):
        connection.execute(sql)
    assert rows(connection, f"SELECT * FROM {table}") == before


@pytest.mark.parametrize("state", ["refused", "withdrawn"])
@pytest.mark.parametrize("becomes", ["granted", "asked"])
def test_nothing_is_granted_that_somebody_above_refused_or_that_was_taken_back(
    asked: Any, state: str, becomes: str
) -> None:
    _decide(asked, state)
    sql = f"UPDATE approval SET state = '{becomes}', {DECIDED.format(means='pin')}"
    _refused(asked, sql, "an approval is decided once")


@pytest.mark.parametrize(
    "change",
    ["decided_by_id = 3", "decided_at = 9", "decided_by_name = 'x'", "means = 'pin'", "words = ''", "state = 'asked'"],
)
@pytest.mark.parametrize("state", ["granted", "refused"])
def test_a_decision_stays_as_it_was_made(asked: Any, state: str, change: str) -> None:
    _decide(asked, state)
    _refused(asked, f"UPDATE approval SET {change}", "an approval is decided once")


@pytest.mark.parametrize("state", ["asked", "granted"])
@pytest.mark.parametrize(
    "change", ["amount = 900", "kind = 'credit'", "reason = 'x'", "call_id = 2", "asked_by_id = 3", "needs = 'agent'"]
)
def test_what_was_asked_stays_as_it_was_asked(asked: Any, state: str, change: str) -> None:
    if state != "asked":
        _decide(asked, state)
    _refused(asked, f"UPDATE OR IGNORE approval SET {change}", "what was asked stays as it was")


def test_an_approval_is_never_removed_replaced_or_made_as_granted(asked: Any) -> None:
    granted = {**SOUND["approval"], "state": "granted", "decided_at": 2, "decided_by_id": 2, "means": "pin"}
    _refused(asked, "DELETE FROM approval", "what was asked is never removed")
    with pytest.raises(sqlite.IntegrityError, match="never replaced"):
        insert(asked, "approval", "REPLACE", **{**SOUND["approval"], "id": 1, "amount": 900})
    with pytest.raises(sqlite.IntegrityError, match="an approval is asked for first"):
        insert(asked, "approval", **granted)
    assert rows(asked, "SELECT amount, state FROM approval") == [(5, "asked")]


def test_only_what_was_told_by_phone_turns_out_otherwise_until_it_is_confirmed(asked: Any) -> None:
    _decide(asked, "refused", "phone")
    asked.execute("UPDATE approval SET state = 'asked', decided_at = NULL, decided_by_id = NULL, means = NULL")
    _decide(asked, "granted", "phone")
    asked.execute("UPDATE approval SET confirmed_at = 3, confirmed_by_id = 2")
    _refused(asked, "UPDATE approval SET state = 'refused'", "an approval is decided once")
    _refused(asked, "UPDATE approval SET confirmed_at = NULL", "an approval is decided once")


@pytest.mark.parametrize("verb", ["INSERT OR REPLACE", "REPLACE"])
def test_a_message_that_customers_were_told_is_not_replaced_by_its_number(stranger: Any, verb: str) -> None:
    insert(stranger, "incident", **SOUND["incident"])
    insert(stranger, "incident_message", **SOUND["incident_message"])
    with pytest.raises(sqlite.IntegrityError, match="never replaced"):
        insert(stranger, "incident_message", verb, **{**SOUND["incident_message"], "words": "All is well"})
    assert rows(stranger, "SELECT words FROM incident_message") == [("w",)]


@pytest.mark.parametrize("state", ["lapsed", "void"])
def test_no_call_is_logged_as_lapsed_or_void(stranger: Any, state: str) -> None:
    with pytest.raises(sqlite.IntegrityError, match="after it was logged"):
        insert_call(stranger, state=state)
    assert rows(stranger, "SELECT count(*) FROM call WHERE state = ?", [state]) == [(0,)]
    assert CALL["state"] != state


def test_why_a_call_is_void_stays_so_that_it_becomes_what_it_was(stranger: Any) -> None:
    with pytest.raises(sqlite.IntegrityError, match="a void call was what it was"):
        voiding(stranger, OPEN, was="resolved")
    voiding(stranger, OPEN)
    for change in ("was = 'resolved'", f"call_id = {UNANSWERED}", "words = 'x'", "ended = '[]'", "id = 9"):
        _refused(stranger, f"UPDATE voiding SET {change}", "why a call was void stays as it was")
    _refused(stranger, "DELETE FROM voiding", "never removed")
    with pytest.raises(sqlite.IntegrityError, match="never replaced"):
        insert(stranger, "voiding", "REPLACE", **{**SOUND["voiding"], "call_id": OPEN})
    stranger.execute("UPDATE voiding SET undone_at = 5, undone_by_id = 1")
    _refused(stranger, "UPDATE voiding SET undone_at = NULL", "why a call was void stays as it was")
