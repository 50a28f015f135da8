"""The timeline and the answers of customers are never changed, removed or replaced: tried by SQL and the models."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from plain_desk import ANSWERED_NO, insert, rows
from sqlalchemy import delete, exc, select, update
from sqlalchemy.orm import Session

from deskapp.models.events import Event, EventWords
from deskapp.models.promises import Agreement, AgreementWords
from deskapp.storage.database import Database

#: Table, its key, the columns beside the key with values a stranger would like to see there.
TABLES: dict[str, tuple[str, dict[str, object]]] = {
    "event": (
        "id",
        {"call_id": 2, "at": 5, "written_at": 5, "kind": "closed", "staff_id": 1, "digest": "x", "link": "x"},
    ),
    "event_words": ("event_id", {"salt": "x", "words": "[]"}),
    "agreement": ("id", {"call_id": 1, "cycle": 1, "answer": "yes", "how": "chat", "at": 5, "staff_id": 1}),
    "agreement_words": ("agreement_id", {"who": "somebody", "words": "else"}),
    "rota_version": ("id", {"rota_id": 1, "number": 1, "valid_from": 5, "made_by_id": 1, "spec": "[]"}),
}
NAMES_OF_THE_ROW = ("rowid", "_rowid_", "oid", "ROWID")


def _quoted(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else str(value)


def _attacks(table: str) -> Iterator[tuple[str, str]]:
    key, columns = TABLES[table]
    names, values = ", ".join(columns), ", ".join(_quoted(value) for value in columns.values())
    column = next(iter(columns))
    yield "update of nothing", f"UPDATE {table} SET {column} = {column}"
    for name, value in columns.items():
        yield f"update of {name}", f"UPDATE {table} SET {name} = {_quoted(value)} WHERE {key} = {{two}}"
    yield "update limit", f"UPDATE {table} SET {column} = NULL LIMIT 1"
    for name in (key, *NAMES_OF_THE_ROW):
        for verb in ("UPDATE", "UPDATE OR REPLACE", "UPDATE OR FAIL", "UPDATE OR IGNORE"):
            yield f"{verb} of {name}", f"{verb} {table} SET {name} = {{one}} WHERE {key} = {{two}}"
        yield f"update away by {name}", f"UPDATE {table} SET {name} = 99 WHERE {key} = {{two}}"
        yield f"delete by {name}", f"DELETE FROM {table} WHERE {name} = {{one}}"
        for verb in ("REPLACE", "INSERT OR REPLACE", "INSERT OR FAIL", "INSERT OR ROLLBACK"):
            yield f"{verb} by {name}", f"{verb} INTO {table} ({name}, {names}) VALUES ({{one}}, {values})"
        yield (
            f"replace by a text in {name}",
            f"REPLACE INTO {table} ({name}, {names}) VALUES (' {{one}} ', {values})",
        )
    yield "delete all", f"DELETE FROM {table}"
    yield "delete limit", f"DELETE FROM {table} ORDER BY {key} DESC LIMIT 1"
    yield "replace two", f"REPLACE INTO {table} ({key}, {names}) VALUES ({{one}}, {values}), ({{two}}, {values})"
    yield (
        "replace by select",
        f"REPLACE INTO {table} ({key}, {names}) SELECT {key}, {values} FROM {table}",
    )
    yield (
        "upsert",
        f"INSERT INTO {table} ({key}, {names}) VALUES ({{one}}, {values})"
        f" ON CONFLICT ({key}) DO UPDATE SET {column} = excluded.{column}",
    )
    yield (
        "upsert on anything",
        f"INSERT INTO {table} ({key}, {names}) VALUES ({{one}}, {values})"
        f" ON CONFLICT DO UPDATE SET {column} = excluded.{column}",
    )
    yield (
        "both names of the row",
        f"REPLACE INTO {table} (rowid, {key}, {names}) VALUES (98, {{one}}, {values})",
    )
    yield (
        "both names of the row, the other way",
        f"REPLACE INTO {table} ({key}, oid, {names}) VALUES (98, {{one}}, {values})",
    )


@pytest.mark.parametrize("table", TABLES)
def test_an_events_row_is_never_changed_or_removed_and_an_answer_neither(stranger: Any, table: str) -> None:
    key = TABLES[table][0]
    before = rows(stranger, f"SELECT * FROM {table} ORDER BY 1")
    one, two = rows(stranger, f"SELECT {key} FROM {table} ORDER BY 1 LIMIT 2")
    for name, sql in _attacks(table):
        with pytest.raises(sqlite.IntegrityError) as refused:
            stranger.execute(sql.format(one=one[0], two=two[0]))
        assert "never" in str(refused.value) or "only added at the end" in str(refused.value), name
    assert rows(stranger, f"SELECT * FROM {table} ORDER BY 1") == before


@pytest.mark.parametrize("table", TABLES)
def test_an_attack_that_ignores_refusals_changes_nothing_either(stranger: Any, table: str) -> None:
    before = rows(stranger, f"SELECT * FROM {table} ORDER BY 1")
    one, two = rows(stranger, f"SELECT {TABLES[table][0]} FROM {table} ORDER BY 1 LIMIT 2")
    stranger.execute("BEGIN")
    for _name, sql in _attacks(table):
        if "ROLLBACK" in sql:
            continue
        with pytest.raises(sqlite.IntegrityError):
            stranger.execute(sql.format(one=one[0], two=two[0]))
    stranger.execute("COMMIT")
    assert rows(stranger, f"SELECT * FROM {table} ORDER BY 1") == before


@pytest.mark.parametrize("past", [-(2**63), -1, 0, 9, 2**63 - 1])
def test_an_event_is_only_added_at_the_end(stranger: Any, past: int) -> None:
    last = rows(stranger, "SELECT max(id) FROM event")[0][0]
    number = last + 9 if past == 9 else past
    columns = TABLES["event"][1]
    with pytest.raises(sqlite.IntegrityError, match="an event is only added at the end"):
        insert(stranger, "event", id=number, **columns)
    # And the desk can go on writing its timeline.
    assert insert(stranger, "event", **columns) == last + 1
    assert insert(stranger, "event", id=last + 2, **columns) == last + 2


def test_who_was_on_call_in_the_past_is_not_changed_by_a_version_dated_back(stranger: Any) -> None:
    version = {"rota_id": 1, "number": 3, "made_by_id": 1, "spec": "{}"}
    for wrong in ({"valid_from": 19}, {"valid_from": 30, "number": 2}, {"valid_from": -1, "number": 9}):
        with pytest.raises(sqlite.IntegrityError, match="never reaches back"):
            insert(stranger, "rota_version", **{**version, **wrong})
    insert(stranger, "rota_version", valid_from=20, **version)


def test_words_are_not_laid_down_for_an_event_or_answer_to_come(stranger: Any) -> None:
    for table, parent in (("event_words", "event"), ("agreement_words", "agreement")):
        key, columns = TABLES[table]
        next_id = rows(stranger, f"SELECT max(id) + 1 FROM {parent}")[0][0]
        with pytest.raises(sqlite.IntegrityError, match="comes before its words"):
            insert(stranger, table, **{key: next_id, **columns})


def test_an_agreement_belongs_to_the_present_cycle_of_a_resolved_call(stranger: Any) -> None:
    given = TABLES["agreement"][1]
    for wrong in ({"cycle": 2}, {"cycle": 0}, {"call_id": 99}, {"call_id": 4}, {"call_id": 5}, {"call_id": None}):
        with pytest.raises(sqlite.IntegrityError, match="present cycle of a resolved call"):
            insert(stranger, "agreement", **{**given, **wrong})


@pytest.fixture
def database(furnished: Path) -> Iterator[Database]:
    database = Database(furnished)
    yield database
    database.close()


def _changed(table: type[Any], key: int, name: str, value: object) -> Any:
    return lambda session: setattr(session.get_one(table, key), name, value)


THROUGH_THE_MODELS: dict[str, Any] = {
    "an event's kind": _changed(Event, 2, "kind", "closed"),
    "an event's instant": _changed(Event, 2, "at", datetime(2030, 1, 1, tzinfo=UTC)),
    "an event's id": _changed(Event, 2, "id", 900),
    "an event's payload": _changed(EventWords, 2, "payload", {"words": "other"}),
    "an event's salt": _changed(EventWords, 2, "salt", ""),
    "an answer": _changed(Agreement, 1, "answer", "yes"),
    "an answer's call": _changed(Agreement, 1, "call_id", ANSWERED_NO + 1),
    "who answered": _changed(AgreementWords, 1, "who", "nobody"),
    **{
        f"a row of {table.__tablename__} removed": lambda session, table=table: session.delete(
            session.scalars(select(table)).first()
        )
        for table in (Event, EventWords, Agreement, AgreementWords)
    },
    **{
        f"all of {table.__tablename__} removed": lambda session, table=table: session.execute(delete(table))
        for table in (Event, EventWords, Agreement, AgreementWords)
    },
    "all events by a bulk update": lambda session: session.execute(update(Event).values(kind="note")),
    "all words by a bulk update": lambda session: session.execute(update(EventWords).values(salt="")),
    "an event written once more": lambda session: session.merge(
        Event(id=2, at=_at(), written_at=_at(), kind="x", staff_id=1, digest="x", link="x")
    ),
}


def _at() -> datetime:
    return datetime(2026, 11, 16, tzinfo=UTC)


@pytest.mark.parametrize("act", THROUGH_THE_MODELS.values(), ids=THROUGH_THE_MODELS.keys())
def test_the_models_cannot_change_the_record_either(database: Database, act: Any) -> None:
    before = _record(database)
    with pytest.raises(exc.IntegrityError, match="never"):
        _write(database, act)
    assert _record(database) == before


def _write(database: Database, act: Any) -> None:
    with database.write() as session:
        act(session)
        session.flush()


def _record(database: Database) -> list[Any]:
    with database.read() as session:
        return [_raw(session, table) for table in TABLES]


def _raw(session: Session, table: str) -> list[Any]:
    return list(session.connection().exec_driver_sql(f"SELECT * FROM {table} ORDER BY 1").fetchall())
