"""A history's acts, noted down while it is written and played through the services: what those make of them."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Answer, ClockKind
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.approvals.service import Approvals
from deskapp.services.calls import acts as call_acts
from deskapp.services.calls.promises import Promises
from deskapp.services.calls.service import Calls
from deskapp.services.escalations import acts as escalation_acts
from deskapp.services.escalations.service import Escalations
from deskapp.services.history.life import Life
from deskapp.services.history.people import Agent
from deskapp.services.log.acts import TagCalls
from deskapp.services.log.service import Log
from deskapp.services.places.acts import Chosen
from deskapp.services.work import Work
from deskapp.storage import file_check, schema
from deskapp.storage.database import Database

NO_ACTS = ("currency_of", "facts", "told_again_after")
#: Everything that can be told of a call.
ACTS = tuple(name for name in dir(Life) if callable(getattr(Life, name)) and name[0] != "_" and name not in NO_ACTS)

Given = tuple[datetime, int, Life, int, str, tuple[Any, ...], dict[str, Any]]


class Noted:
    """Notes down the acts of lives: when, in which order, of which call, by whom, what."""

    def __init__(self) -> None:
        self.acts: list[Given] = []
        noted = self

        class NotedLife(Life):
            pass

        def noting(name: str) -> Callable[..., None]:
            def act(life: Life, at: datetime, *args: Any, **more: Any) -> None:
                noted.acts.append((at, len(noted.acts), life, life.by, name, args, more))
                getattr(Life, name)(life, at, *args, **more)

            return act

        for name in ACTS:
            setattr(NotedLife, name, noting(name))
        self.life = NotedLife

    def of_each_kind(self, each: int, besides: Collection[int] = (), never: Collection[str] = ()) -> set[int]:
        """Ids of calls among whose acts is each there is, so many times; with the calls that they name.

        never: acts that nobody does in this history.
        """
        by_kind: dict[str, list[int]] = defaultdict(list)
        names: dict[int, set[int]] = defaultdict(set)
        for _at, _number, life, _by, name, args, more in self.acts:
            if life.id not in by_kind[name]:
                by_kind[name].append(life.id)
            if name == "log" and more["repeat_of"] is not None:
                names[life.id].add(more["repeat_of"])
            if name == "void" and args[2] is not None:
                names[life.id].add(args[2])
        assert set(ACTS) - by_kind.keys() == set(never)
        chosen: set[int] = set()
        more_of = {*besides, *(call_id for ids in by_kind.values() for call_id in ids[:each])}
        while more_of:
            chosen |= more_of
            more_of = {named for call_id in more_of for named in names[call_id]} - chosen
        return chosen


def play(path: Path, noted: Noted, ids: Collection[int], begin: Callable[[Work], object]) -> None:
    """Make a desk at `path` with these calls of a history, every act by its service. begin: the desk before them."""
    schema.create(path)
    database = Database(path)
    try:
        work = Work(database, FixedClock(datetime.min.replace(tzinfo=UTC)))
        begin(work)
        player = _Player(work)
        for at, _number, life, by, name, args, more in sorted(noted.acts, key=lambda act: act[:2]):
            if life.id in ids:
                work.clock, work.staff_id = FixedClock(at), by
                getattr(player, name)(life, *args, **more)
    finally:
        database.close()


class _Player:
    def __init__(self, work: Work) -> None:
        self._work = work
        self._calls, self._promises, self._log = Calls(work), Promises(work), Log(work)
        self._escalations, self._approvals = Escalations(work), Approvals(work)
        with work.read() as session:
            run = session.connection().exec_driver_sql
            there = {row.name: row.id for row in run("SELECT id, name FROM customer")}
        #: By their ids in the history.
        self._customers: dict[int, int] = {}
        self._there = there

    def log(self, life: Life, *, category: str, deadline: datetime | None, checks: Any, **more: Any) -> None:
        caller = life.caller
        if caller.id not in self._customers and caller.name in self._there:
            self._customers[caller.id] = self._there[caller.name]
        thing = more.pop("about", None)
        known = self._customers.get(caller.id)
        new = None
        if known is None:
            new = call_acts.NewCustomer(
                caller.name, caller.organisation, caller.account, caller.phone, caller.email, caller.tier
            )
        category_id = self._one("SELECT id FROM category WHERE name = ?", category)
        ticked = tuple(check_id for check_id, _text in checks)
        act = call_acts.LogCall(
            customer_id=known,
            new_customer=new,
            category_id=category_id,
            customer_deadline=deadline,
            checks=ticked,
            equipment=Chosen(None if thing is None else thing.id),
            **more,
        )
        self._calls.log(act, life.id)
        self._customers[caller.id] = self._one("SELECT customer_id FROM call WHERE id = ?", life.id)

    def note(self, life: Life, words: str, next_step: str = "") -> None:
        self._calls.note(call_acts.AddNote(life.id, words, next_step or None))

    def step(self, life: Life, words: str) -> None:
        self._calls.try_step(call_acts.TryStep(life.id, words))

    def spoke(self, life: Life, words: str, next_update: datetime | None = None) -> None:
        act = call_acts.ContactCustomer(life.id, reached=True, words=words, next_update=next_update)
        self._calls.contact_customer(act)

    def attempt(self, life: Life, words: str) -> None:
        self._calls.contact_customer(call_acts.ContactCustomer(life.id, reached=False, words=words))

    def tag(self, life: Life, word: str) -> None:
        self._log.tag(TagCalls((life.id,), (word,)))

    def seal(self, life: Life, reason: str, named: Any) -> None:
        self._calls.make_confidential(call_acts.MakeConfidential(life.id, reason, tuple(one.id for one in named)))

    def reassign(self, life: Life, to: Agent, reason: str) -> None:
        self._calls.reassign(call_acts.Reassign((life.id,), to.id, reason))

    def set_priority(self, life: Life, priority: Any, reason: str) -> None:
        self._calls.set_priority(call_acts.SetPriority(life.id, life.impact, life.urgency, priority, reason))

    def pause(self, life: Life, reason: Any, words: str, back_by: datetime | None) -> None:
        self._calls.pause(call_acts.PauseCall(life.id, reason, words, back_by))

    def resume(self, life: Life, words: str) -> None:
        self._calls.resume(call_acts.ResumeCall(life.id, words))

    def call_back(self, life: Life, due: datetime, words: str) -> None:
        self._promises.call_back(call_acts.PromiseCallBack(life.id, due, life.caller.phone, words))

    def keep(self, life: Life, words: str) -> None:
        self._promises.keep(call_acts.KeepPromise(self._call_back_of(life), words))

    def move(self, life: Life, due: datetime, reason: str) -> None:
        self._promises.move(call_acts.MovePromise(self._call_back_of(life), due, reason))

    def escalate(
        self,
        life: Life,
        helper: Any,
        types: Any,
        triggers: Any,
        handoff: Any,
        consent: Any,
        consent_reason: str,
        transfer: Any,
        transfer_reason: str,
        next_update: datetime | None,
    ) -> None:
        act = escalation_acts.Escalate(
            life.id,
            tuple(types),
            tuple(triggers),
            helper.id,
            handoff,
            consent,
            consent_reason,
            next_update,
            transfer,
            transfer_reason,
        )
        self._escalations.escalate(act)

    def ask(self, life: Life, kind: Any, amount: int | None, reason: str) -> None:
        self._approvals.ask(AskApproval(life.id, kind, amount, reason))

    def grant(self, life: Life, above: Agent, words: str) -> None:
        self._work.staff_id = above.id
        self._approvals.grant(self._asked(life), words)

    def deny(self, life: Life, above: Agent, words: str) -> None:
        self._work.staff_id = above.id
        self._approvals.refuse(self._asked(life), words)

    def try_contact(self, life: Life, result: Any, words: str) -> None:
        out = self._newest(life)
        contact_id = self._one("SELECT contact_id FROM escalation WHERE id = ?", out)
        self._escalations.attempt(escalation_acts.TryContact(life.id, contact_id, result, words, out))

    def accept(self, life: Life, by: str, estimate: timedelta | None) -> None:
        self._escalations.accept(escalation_acts.AcceptEscalation(self._newest(life), by, estimate))

    def hear(self, life: Life, words: str, estimate: timedelta | None) -> None:
        self._escalations.hear(escalation_acts.HearFromContact(self._newest(life), words, estimate))

    def refuse(self, life: Life, reason: str) -> None:
        self._escalations.refuse(escalation_acts.RefuseEscalation(self._newest(life), reason))

    def give_back(self, life: Life, outcome: str, done: str, ref: str, fixed: datetime | None) -> None:
        act = escalation_acts.ReturnEscalation(self._newest(life), outcome, done, ref, fixed)
        self._escalations.give_back(act)

    def resolve(self, life: Life, solution: str) -> None:
        self._calls.resolve(call_acts.ResolveCall(life.id, solution))

    def agree(self, life: Life, how: Any, score: int | None) -> None:
        self._answer(life, call_acts.GiveAgreement(Answer.YES, life.caller.name, how, satisfaction=score))

    def not_agreed(self, life: Life, how: Any, missing: str) -> None:
        self._answer(life, call_acts.GiveAgreement(Answer.NO, life.caller.name, how, missing))

    def lapse(self, life: Life, by: int, reason: str, _attempts: int, _days: int) -> None:
        self._work.staff_id = by
        self._calls.lapse(call_acts.LapseCall(life.id, reason))

    def reopen(self, life: Life, reason: str) -> None:
        self._calls.reopen(call_acts.ReopenCall(life.id, reason))

    def void(self, life: Life, reason: Any, words: str, duplicate_of: int | None) -> None:
        self._calls.void(call_acts.VoidCall(life.id, reason, duplicate_of, words, over_too=True))

    def _answer(self, life: Life, answer: call_acts.GiveAgreement) -> None:
        self._calls.agree(call_acts.RecordAgreement(life.id, answer))

    def _newest(self, life: Life) -> int:
        return self._one("SELECT max(id) FROM escalation WHERE call_id = ?", life.id)

    def _asked(self, life: Life) -> int:
        return self._one("SELECT max(id) FROM approval WHERE call_id = ?", life.id)

    def _call_back_of(self, life: Life) -> int:
        kind = ClockKind.CALL_BACK.value
        open_ones = "kept_at IS NULL AND moved_at IS NULL"
        return self._one(f"SELECT id FROM promise WHERE call_id = ? AND kind = '{kind}' AND {open_ones}", life.id)

    def _one(self, sql: str, value: object) -> int:
        with self._work.read() as session:
            return int(session.connection().exec_driver_sql(sql, (value,)).scalar_one())


def connected(path: Path) -> sqlite.Connection:
    connection = sqlite.connect(file_check.uri(path, "ro"), uri=True)
    connection.row_factory = sqlite.Row
    return connection


#: What is another in each desk; what signs a call showed when it was over is told by no row of it.
_ITS_OWN = {"id", "customer_id", "signs", "digest", "link", "salt", "event_id", "agreement_id", "clock_id"}
_OF_CALL = {
    "call": "id = ?",
    "clock_change": "clock_id IN (SELECT id FROM clock WHERE call_id = ?)",
    "agreement_words": "agreement_id IN (SELECT id FROM agreement WHERE call_id = ?)",
    "estimate": "escalation_id IN (SELECT id FROM escalation WHERE call_id = ?)",
}
_TABLES = (
    *("call", "clock", "clock_change", "pause", "promise", "agreement", "agreement_words", "satisfaction", "voiding"),
    *("escalation", "estimate", "approval", "contact_attempt", "check_done", "call_tag", "call_named"),
)


def rows_of(connection: sqlite.Connection, call_id: int) -> dict[str, list[dict[str, Any]]]:
    """All rows of a call, by table; ids of others of its rows as their place among them."""
    places = {
        table: {row[0]: place for place, row in enumerate(connection.execute(sql, (call_id,)))}
        for table, sql in (
            (table, f"SELECT id FROM {table} WHERE call_id = ? ORDER BY id")
            for table in ("clock", "pause", "promise", "escalation", "approval")
        )
    }
    found: dict[str, list[dict[str, Any]]] = {}
    for table in _TABLES:
        where = _OF_CALL.get(table, "call_id = ?")
        rows = connection.execute(f"SELECT * FROM {table} WHERE {where} ORDER BY rowid", (call_id,)).fetchall()
        found[table] = [_plain(dict(row), places) for row in rows]
    events = "SELECT event.*, words FROM event LEFT JOIN event_words ON event_id = event.id WHERE call_id = ?"
    lines = [dict(row) for row in connection.execute(f"{events} ORDER BY event.id", (call_id,))]
    for line in lines:
        line["words"] = json.loads(line["words"] or "{}")
        _plain(line["words"], places)
    found["event"] = [_plain(line, places) for line in lines]
    return found


def _plain(row: dict[str, Any], places: dict[str, dict[int, int]]) -> dict[str, Any]:
    for name in _ITS_OWN & row.keys():
        del row[name]
    for name in ("promise", "escalation", "approval"):
        for column in (name, f"{name}_id", "moved_to_id" if name == "promise" else ""):
            if row.get(column) is not None:
                row[column] = places[name][row[column]]
    if "ended" in row:
        ended = json.loads(row["ended"])
        for name in ("clocks", "promises"):
            ended[name] = [places[name.removesuffix("s")][one] for one in ended[name]]
        ended["pause"] = None if ended["pause"] is None else places["pause"][ended["pause"]]
        row["ended"] = ended
    for name in ("types", "triggers", "handoff"):
        if name in row and isinstance(row[name], str):
            row[name] = json.loads(row[name])
    return row
