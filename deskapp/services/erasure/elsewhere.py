"""What others wrote of somebody in calls, notes and guides of their own: the name goes there, and no more than it.

By walking the tables: what a new column says is looked at, too, unless it is named here.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import JSON, Column, Table, Text
from sqlalchemy.orm import Session

from deskapp.models.base import Base
from deskapp.models.guards import GONE
from deskapp.services.erasure import lines
from deskapp.services.erasure.acts import Instead
from deskapp.services.erasure.whose import Names, Whose
from deskapp.storage import call_words, search

#: Evidence, which is emptied and never changed, see `lines`; who others are; and what the house itself decides.
_NOT_HERE = frozenset(
    (
        *("event", "event_words", "agreement_words", "erasure", "site", "staff", "customer_phone", "person_phone"),
        *("customer_person", "contact_phone", "contact_skill", "customer_merge", "calendar", "calendar_version"),
        *("policy_version", "policy_target", "policy_matrix", "rota", "rota_version", "route", "route_step"),
        *("category", "category_check", "category_field", "trigger", "sign_words", "avoided_phrase", "incident_check"),
        *("written_policy", "scorecard", "review_draw", "review_mark", "font", "import_batch", "imported_row"),
        *("long_act", "attachment_content", "attachment_waiting", "desk_paper", "recovery_code", "staff_pin"),
        *("draft", "saved_view", "readiness_state", "readiness_gap", "measured_call", "measured_day"),
        *("measured_lengths", "measured_escalation", "card_use", "authority_limit"),
    )
)
#: Of whoever else is known here nothing but what was noted of them.
_NOTES_ALONE = frozenset(("customer", "contact"))
#: What is no text of anybody's: references, and what others are found by.
_NO_WORDS = frozenset(
    ("source", "source_ref", "digest", "currency", "subject", "types", "boxes", "of_key", "key", "ended")
)
_WITH = "SELECT rowid FROM call_words WHERE call_words MATCH ?"
#: What a guard lets be emptied alone.
_EMPTIED: Mapping[tuple[str, str], str] = {
    ("approval", "reason"): "",
    ("approval", "words"): "",
    ("voiding", "words"): GONE,
    ("incident_message", "words"): GONE,
}
_LINES = """
SELECT event.id, event.call_id, words FROM event JOIN event_words ON event_words.event_id = event.id
WHERE erasure_id IS NULL AND (event.call_id IS NULL OR event.call_id IN (SELECT value FROM json_each(?)))
"""
_ANSWERS = """
SELECT agreement_id, call_id, who, words FROM agreement_words JOIN agreement ON agreement.id = agreement_id
WHERE erasure_id IS NULL AND call_id IN (SELECT value FROM json_each(?))
"""
_EMPTY_ANSWER = "UPDATE agreement_words SET who = '', words = '', erasure_id = ? WHERE agreement_id = ?"


def calls(session: Session, of: Whose, alone: Names) -> tuple[int, ...]:
    """Calls of others that say who they are."""
    found = {call_id for _table, _row, call_id, _gone in _rows(session, of, alone, None) if call_id is not None}
    found.update(call_id for _id, call_id in _lines(session, of, alone) if call_id is not None)
    found.update(call_id for _id, call_id in _answers(session, of, alone))
    return tuple(sorted(found))


def forget(session: Session, of: Whose, alone: Names, erasure_id: int, instead: Instead) -> None:
    """Put other words in place of who they are; lines of the timeline that say it are emptied."""
    run = session.connection().exec_driver_sql
    touched: set[int] = set()
    for table, where, call_id, gone in list(_rows(session, of, alone, instead.text)):
        version = ", version = version + 1" if "version" in table.columns else ""
        values = ", ".join(f'"{name}" = ?' for name in gone)
        keys = " AND ".join(f'"{name}" = ?' for name in where)
        run(f"UPDATE {table.name} SET {values}{version} WHERE {keys}", (*gone.values(), *where.values()))
        touched.update(() if call_id is None else (call_id,))
    said = list(_lines(session, of, alone))
    lines.empty_these(session, [event_id for event_id, _call_id in said], erasure_id)
    touched.update(call_id for _id, call_id in said if call_id is not None)
    for agreement_id, call_id in list(_answers(session, of, alone)):
        run(_EMPTY_ANSWER, (erasure_id, agreement_id))
        touched.add(call_id)
    session.expire_all()
    for call_id in touched:
        search.write_again(session, call_id)
    call_words.write_again(session, touched)


def _candidates(session: Session, of: Whose, alone: Names) -> list[int]:
    """Calls of others in which every word of one of their names stands, as the index of words knows."""
    found: set[int] = set()
    for said in alone.told:
        query = call_words.query(said)
        if query:
            rows = session.connection().exec_driver_sql(
                "SELECT rowid FROM call_words WHERE call_words MATCH ?", (query,)
            )
            found.update(row[0] for row in rows)
    return sorted(found.difference(of.calls))


def _rows(
    session: Session, of: Whose, alone: Names, instead: str | None
) -> Iterator[tuple[Table, dict[str, Any], int | None, dict[str, Any]]]:
    """Rows that say who they are: the table, its key, the call it belongs to, and what is to stand by column."""
    candidates = json.dumps(_candidates(session, of, alone))
    for table in Base.metadata.sorted_tables:
        columns = list(_texts(table))
        if not columns:
            continue
        call = "id" if table.name == "call" else "call_id" if "call_id" in table.columns else None
        names = [*(column.name for column in table.primary_key.columns), *(column.name for column in columns)]
        told = ", ".join(f'"{name}"' for name in names)
        query = f"SELECT {told}, {call or 'NULL'} FROM {table.name}"
        where = f" WHERE {call} IN (SELECT value FROM json_each(?))" if call else ""
        keys = len(table.primary_key.columns)
        for row in session.connection().exec_driver_sql(query + where, (candidates,) if call else ()).fetchall():
            gone = _gone(table, columns, row[keys:-1], alone, instead or GONE)
            if gone:
                yield table, dict(zip(names[:keys], row[:keys], strict=True)), row[-1], gone


def _gone(
    table: Table, columns: Sequence[Column[Any]], values: Sequence[Any], alone: Names, instead: str
) -> dict[str, Any]:
    gone: dict[str, Any] = {}
    for column, value in zip(columns, values, strict=True):
        if not value or not isinstance(value, str):
            continue
        is_json = isinstance(column.type, JSON)
        said = json.loads(value) if is_json else value
        if alone.in_value(said):
            emptied = _EMPTIED.get((table.name, column.name))
            left = alone.without(said, instead) if emptied is None else emptied
            gone[column.name] = json.dumps(left, ensure_ascii=False) if is_json else left
    return gone


def _texts(table: Table) -> Iterator[Column[Any]]:
    """The columns in which people wrote."""
    if table.name in _NOT_HERE:
        return
    for column in table.columns:
        free = type(column.type) is Text or isinstance(column.type, JSON)
        known = column.primary_key or column.foreign_keys or column.name in _NO_WORDS
        if free and not known and (table.name not in _NOTES_ALONE or column.name == "notes"):
            yield column


def _lines(session: Session, of: Whose, alone: Names) -> Iterator[tuple[int, int | None]]:
    """Lines that say who they are, with their call."""
    asked = (json.dumps(_candidates(session, of, alone)),)
    for event_id, call_id, words in session.connection().exec_driver_sql(_LINES, asked).fetchall():
        if alone.in_value(json.loads(words)):
            yield event_id, call_id


def _answers(session: Session, of: Whose, alone: Names) -> Iterator[tuple[int, int]]:
    asked = (json.dumps(_candidates(session, of, alone)),)
    for agreement_id, call_id, who, words in session.connection().exec_driver_sql(_ANSWERS, asked).fetchall():
        if alone.in_text(who) or alone.in_text(words):
            yield agreement_id, call_id


def texts_looked_at() -> Collection[str]:
    """Each column of the schema that is looked at, as "table.column"."""
    return {f"{table.name}.{column.name}" for table in Base.metadata.sorted_tables for column in _texts(table)}
