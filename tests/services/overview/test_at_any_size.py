"""What is read and written of one call costs the same however many calls its customer, its place and its thing have."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from scene import YES, contact, escalate, log
from sqlalchemy import Engine, event

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import PauseReason
from deskapp.models.base import to_stored
from deskapp.services.attachments.acts import AttachFile, File
from deskapp.services.calls.acts import AddNote, LogCall, PauseCall, PromiseCallBack, ResolveCall
from deskapp.services.places.acts import Chosen

#: Tables that grow with the years: none of them is read from one end to the other.
_GROWING = frozenset(
    (
        *("call", "event", "event_words", "clock", "clock_change", "pause", "promise", "agreement", "agreement_words"),
        *(
            "escalation",
            "estimate",
            "contact_attempt",
            "approval",
            "satisfaction",
            "voiding",
            "attachment",
            "check_done",
        ),
        *("customer", "customer_phone", "place", "equipment", "call_field", "call_tag", "incident_call"),
    )
)
#: Read from its end on, or by the few rows that an index of a part has: these are no scans.
_NONE = re.compile(r"ORDER BY id DESC LIMIT 1$|USING INDEX ix_call_confidential$")
#: SQLite's own steps are counted by so many.
_STRIDE = 100

Asked = list[tuple[str, Any]]


@contextmanager
def asking() -> Iterator[Asked]:
    """Every statement that is carried out, with its values."""
    asked: Asked = []

    def note(_connection: Any, _cursor: Any, sql: str, values: Any, *_more: Any) -> None:
        asked.append((sql, values))

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", note)


@contextmanager
def stepping() -> Iterator[list[int]]:
    """How many steps SQLite makes on the connections opened meanwhile, by `_STRIDE`."""
    steps = [0]

    def count() -> int:
        steps[0] += 1
        return 0

    def watch(connection: Any, _record: Any) -> None:
        connection.set_progress_handler(count, _STRIDE)

    event.listen(Engine, "connect", watch)
    try:
        yield steps
    finally:
        event.remove(Engine, "connect", watch)


@pytest.fixture
def call_id(desk: Desk) -> int:
    """A call with all that may belong to one, and another of its customer that is solved."""
    past = log(desk, "Line unit dead", place=Chosen(words="Main building"), equipment=Chosen(words="Line unit"))
    desk.calls.resolve(ResolveCall(past.id, "Card reseated", YES))
    whose = desk.overview.call(past.id)
    assert whose.place is not None
    assert whose.equipment is not None
    named = {"place": Chosen(whose.place.id), "equipment": Chosen(whose.equipment.id)}
    now = desk.calls.log(LogCall("Line unit dead again", customer_id=whose.customer.id, repeat_of=past.id, **named))
    number = now.value.id
    expert = contact(desk, phones=("0161 496 0171",))
    escalate(desk, number, expert.id)
    desk.promises.call_back(PromiseCallBack(number, desk.clock.now() + timedelta(hours=2), "0161 496 0100"))
    desk.calls.pause(PauseCall(number, PauseReason.CUSTOMER, back_by=desk.clock.now() + timedelta(hours=1)))
    return number


def read(desk: Desk, call_id: int) -> None:
    """All that the panel and the call whole ask for."""
    desk.overview.call(call_id)
    desk.overview.around(call_id)


def test_no_table_that_grows_is_read_whole_for_one_call(desk: Desk, call_id: int) -> None:
    with asking() as asked:
        read(desk, call_id)
        desk.calls.note(AddNote(call_id, "Rang again"))
        log(desk, "Line unit dead once more", customer_id=desk.overview.call(call_id).customer.id)
    plans = {}
    with desk.work.read() as session:
        run = session.connection().exec_driver_sql
        for sql, values in asked:
            if re.match(r"\s*(SELECT|UPDATE|DELETE|WITH)\b", sql):
                plans[sql] = [row[3] for row in run(f"EXPLAIN QUERY PLAN {sql}", values)]
    assert any("INDEX ix_call_open_equipment" in line for plan in plans.values() for line in plan)
    scanned = [
        (" ".join(sql.split())[:200], line)
        for sql, plan in plans.items()
        for line in plan
        if (found := re.match(r"SCAN (\w+?)(_\d+)?\b", line)) and found[1] in _GROWING
        if not _NONE.search(sql.strip()) and not _NONE.search(line)
    ]
    assert not scanned, "\n".join(f"{line}: {sql}" for sql, line in scanned)


def test_a_call_is_read_with_as_many_statements_whatever_belongs_to_it(desk: Desk, call_id: int) -> None:
    def statements() -> list[int]:
        counts = []
        for one in (desk.overview.call, desk.overview.around):
            one(call_id)
            with asking() as asked:
                one(call_id)
            counts.append(len(asked))
        return counts

    before = statements()
    for turn in range(12):
        desk.calls.note(AddNote(call_id, f"Note {turn}"))
        desk.attachments.attach(AttachFile(call_id, File(f"note {turn}.txt", str(turn).encode())))
    past(desk, call_id, 30)
    assert statements() == before
    assert max(before) <= 40


def test_what_is_read_and_written_of_a_call_does_not_grow_with_the_calls_beside_it(
    desk: Desk, clock: FixedClock, call_id: int
) -> None:
    def write(desk: Desk, call_id: int) -> None:
        desk.calls.note(AddNote(call_id, "Rang again"))

    def steps(work: Callable[[Desk, int], None]) -> int:
        # A desk of its own: what is counted begins with its connections.
        with stepping() as made:
            one = Desk(Path(desk.path), clock, staff_id=1).open()
            try:
                one.overview.call(call_id)
                before = made[0]
                work(one, call_id)
                return made[0] - before
            finally:
                one.close()

    past(desk, call_id, 700)
    few = [steps(work) for work in (read, write)]
    past(desk, call_id, 6_000)
    many = [steps(work) for work in (read, write)]
    assert all(few)
    for some, more in zip(few, many, strict=True):
        assert more <= some * 1.3 + 5, (few, many)


def past(desk: Desk, call_id: int, count: int) -> None:
    """So many more calls that are over, of its customer, at its place, on its thing."""
    with desk.work.database.write() as session:
        run = session.connection().exec_driver_sql
        names = [row[1] for row in run("PRAGMA table_info(call)")]
        (last,) = run("SELECT max(id) FROM call").one()
        numbers = f"SELECT {last + 1} UNION ALL SELECT n + 1 FROM number WHERE n < {last + count}"
        ago = to_stored(desk.clock.now() - timedelta(days=200))
        instead = {
            "id": "n",
            "state": "'archived'",
            "source": "'copied'",
            "source_ref": "n",
            "logged_at": f"{ago} + n * 1000000",
            "solution": "'Card reseated'",
            **dict.fromkeys(("next_clock", "next_due_at", "next_warn_at", "next_calendar_id", "with_name"), "NULL"),
            "paused": "0",
            "back_by": "NULL",
            "back_from": "NULL",
            "repeat_of_id": "NULL",
        }
        run(
            f"WITH RECURSIVE number(n) AS ({numbers})"
            f" INSERT INTO call ({', '.join(names)}) SELECT {', '.join(instead.get(name, name) for name in names)}"
            f" FROM number JOIN call ON call.id = {call_id}"
        )
