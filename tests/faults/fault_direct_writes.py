"""Writes past the app, by somebody who has the file: refused by the file, or named by the check; and the desk opens.

What no other row says again, nobody can name: such columns are listed here, and nothing else may go unnamed.
"""

import random
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

import deskapp.models.schema.all  # noqa: F401 - so that every table is known
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError
from deskapp.models.base import Base
from deskapp.services.demo.service import make_demo
from deskapp.services.overview.late.ask import Ask
from deskapp.services.site.check import check
from deskapp.storage import out_of_sight

PROMISE = "a write past the app is refused, or named by the check; the desk opens without what cannot be read"
FULL, SHORT = 200, 8
_NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
#: So many calls of the demo's past are over where it is shortened.
_FEW = 40
#: What stands once, and is what it says: the directory, the settings, what is typed, and figures that are given.
_SAID_ONCE = frozenset(
    (
        *("site", "staff", "staff_pin", "recovery_code", "saved_view", "draft", "calendar", "calendar_version"),
        *("policy_version", "policy_target", "policy_matrix", "authority_limit", "category", "category_check"),
        *("category_field", "call_template", "guide", "trigger", "sign_words", "phrase", "avoided_phrase", "font"),
        *("incident_check", "customer", "customer_phone", "customer_person", "person_phone", "place", "equipment"),
        *("customer_merge", "customers_apart", "contact", "contact_phone", "contact_skill", "contact_deputy"),
        *("rota", "rota_version", "route", "route_step", "check_done", "written_policy", "desk_paper", "card_use"),
        *("readiness_state", "readiness_gap", "scorecard", "review_draw", "review_call", "review", "review_mark"),
        *("signal", "feedback", "action", "import_batch", "imported_row", "retention_rule", "retention_hold"),
        *("erasure", "erased_call", "attachment_waiting", "long_act", "long_act_call"),
    )
)
#: And of what calls are made of, such columns.
_SAID_ONCE_OF_CALLS = {
    "call": "channel impact urgency customer_deadline person_id category_id place_id equipment_id template_id"
    " confidential signs back_by back_from next_step with_name paused may_lapse last_word_at last_word_told"
    " logged_at opened_at ended_at repeat_of_id tried first_contact version source source_ref",
    "pause": "reason back_by words cycle ended_at began_at",
    "promise": "kind due_at made_at made_by_id kept_at moved_at moved_to_id words phone cycle escalation_id",
    "escalation": "*",
    "contact_attempt": "*",
    "estimate": "*",
    "approval": "*",
    "paper": "*",
    "incident": "*",
    "incident_call": "*",
    "incident_message": "*",
    "incident_step": "*",
    "incident_event": "*",
    "signal_event": "*",
    "action_event": "*",
    "agreement": "at means staff_id cycle answer",
    "agreement_words": "*",
    "satisfaction": "*",
    "voiding": "*",
    "update_request": "*",
    "clock_change": "*",
    "clock": "cycle escalation_id promise_id",
    "call_tag": "*",
    "call_field": "*",
    "call_named": "*",
    "attachment": "*",
    "attachment_content": "",
    "event_words": "erasure_id",
}
_BAD = (
    *("-9223372036854775807", "9223372036854775807", "'many'", "x'ff'", "CAST(x'ff41fe' AS TEXT)", "NULL", "'[]'"),
    *("'{}'", "''", "-1", "99999", "1.5", "'\u202e'"),
)
_READ: Sequence[tuple[str, Callable[[Desk], object]]] = (
    ("settings", lambda at: at.facts()),
    ("log", lambda at: [at.lists.calls(view) for view in ("open", "closed")]),
    ("figures", lambda at: at.lists.counts(at.clock.now())),
    ("clocks", lambda at: at.lists.watched()),
    ("supervisor's view", lambda at: at.late.view(Ask())),
    ("search", lambda at: at.lists.search("the")),
    ("directory", lambda at: (at.directory.contacts(), at.directory.customers("a"))),
    ("rota", lambda at: (at.rotas.listed(), at.rotas.gaps(), at.rotas.on_call_now())),
    ("promises", lambda at: at.promises.open()),
    ("incidents", lambda at: (at.incidents.open(), at.incidents.recent())),
    ("escalations", lambda at: (at.escalations.out(), at.escalations.to_tell())),
    ("visits", lambda at: (at.visits.since(), at.visits.trend())),
    ("measures", lambda at: at.measures.choices()),
    ("readiness", lambda at: at.readiness.view()),
    ("signals", lambda at: at.findings.signals()),
    ("watch", lambda at: at.watch.look()),
)


def run(folder: Path, times: int, seed: int) -> list[str]:
    sound = folder / "sound.db"
    make_demo(sound, _NOW, *(() if times == FULL else (_FEW,)))
    with closing(sqlite.connect(str(sound))) as connection:
        tables = [
            (table.name, [column.name for column in table.columns])
            for table in Base.metadata.sorted_tables
            if not table.name.startswith("measured_")
            and connection.execute(f'SELECT 1 FROM "{table.name}" LIMIT 1').fetchone()
        ]
    wrong = []
    path = folder / "written.db"
    for number in range(times):
        for ending in ("", "-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        shutil.copyfile(sound, path)
        done = _written(path, random.Random(f"{seed} {number}"), tables)
        if done is not None:
            wrong += [f"{number}: {done[2]}: {one}" for one in (*_named(path, *done[:2]), *_opened(path))]
    return wrong


def _written(path: Path, rng: random.Random, tables: Sequence[tuple[str, list[str]]]) -> tuple[str, str, str] | None:
    """The table, the column and the statement; None where it was refused, or changed nothing."""
    table, columns = rng.choice(tables)
    column = rng.choice(columns)
    with closing(sqlite.connect(str(path), isolation_level=None)) as connection:
        connection.text_factory = bytes
        row = rng.choice(connection.execute(f'SELECT rowid FROM "{table}"').fetchall())[0]
        others = [one for (one,) in connection.execute(f'SELECT DISTINCT quote("{column}") FROM "{table}"')]
        value = rng.choice(_BAD) if rng.random() < 0.6 else rng.choice(others).decode()
        guards = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        if rng.random() < 0.7:
            for name, _sql in guards:
                connection.execute(f"DROP TRIGGER {name.decode()}")
            connection.execute("PRAGMA ignore_check_constraints = ON")
        statement = f'UPDATE "{table}" SET "{column}" = {value} WHERE rowid = {row}'
        asked = f'SELECT "{column}", typeof("{column}") FROM "{table}" WHERE rowid = {row}'
        before = connection.execute(asked).fetchall()
        try:
            connection.execute(statement)
        except sqlite.Error:
            return None
        if connection.execute(asked).fetchall() == before:
            return None
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'")}
        for name, sql in guards:
            if name not in there:
                connection.execute(sql.decode())
    return table, column, statement


def _named(path: Path, table: str, column: str) -> list[str]:
    of_calls = _SAID_ONCE_OF_CALLS.get(table, "").split()
    try:
        if check(path).findings or table in _SAID_ONCE or "*" in of_calls or column in of_calls:
            return []
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what the run looks for
        return [f"the check ends in {error!r}"]
    return ["the check says that it is sound"]


def _opened(path: Path) -> list[str]:
    desk, what = Desk(path, FixedClock(_NOW), 1), "first screen"
    wrong = []
    try:
        desk.first_screen("due", 1)
        what = "opening"
        desk.open()
        for name, read in _READ:
            what = name
            _look(desk, read)
        for row in desk.lists.calls("open")[:5]:
            what = f"call {row.ref}"
            _look(desk, lambda at, number=row.id: at.overview.call(number))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is what the run looks for
        wrong.append(f"{what} ends in {error!r}")
    finally:
        desk.close()
        out_of_sight.put(path, out_of_sight.OutOfSight())
    return wrong


def _look(desk: Desk, read: Callable[[Desk], Any]) -> None:
    try:
        desk.reading(read)
    except DeskError as refused:
        if refused.code == "bug":
            raise
