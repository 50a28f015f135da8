"""What lists, counts and the side bar read goes by an index, whatever is in the tables: never through a whole one."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from scene import at, contact, escalate, log
from sqlalchemy import event

from deskapp.desk import Desk
from deskapp.domain.measures.kinds import Measure, Part, Slice
from deskapp.domain.measures.periods import PeriodKind, containing
from deskapp.domain.words import Priority
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.acts import PromiseCallBack
from deskapp.services.calls.lists import runner
from deskapp.services.directory.browsing import Wanted, Which
from deskapp.services.log.acts import SaveView
from deskapp.services.log.sieve import DueWithin, Period, Shown, Sieve
from deskapp.services.measures.acts import Narrowed
from deskapp.services.overview.finding import Sought
from deskapp.services.overview.first_screen import FIRST

#: Tables that grow for as long as a desk works.
LARGE = (
    *("call", "clock", "event", "event_words", "customer", "promise", "escalation", "agreement", "pause", "paper"),
    *("measured_call", "measured_escalation"),
)
_MONTH = containing(PeriodKind.MONTH, date(2026, 11, 16))
_OWN = Shown("mine", Sieve(priorities=(Priority.P1,)))


def _first_screen(desk: Desk) -> object:
    """As the plain driver reads it."""
    with desk.work.read() as session:
        return call_rows.first(runner(session), "due", 1, FIRST)


READINGS: dict[str, Callable[[Desk], object]] = {
    "the first screen": _first_screen,
    "the side bar's figures": lambda d: d.lists.counts(),
    "what is to warn": lambda d: d.lists.watched(),
    "what of some calls is to warn": lambda d: d.lists.watched((1, 2)),
    **{
        f"the list {view}": lambda d, view=view: d.log.calls(Shown(view)) for view in ("mine", "open", "due", "waiting")
    },
    "the first of the closed calls": lambda d: d.log.calls(Shown("closed"), 200),
    "open calls of a priority": lambda d: d.log.calls(_OWN),
    "overdue ones": lambda d: d.log.calls(Shown("due", Sieve(due=(DueWithin.OVERDUE,)))),
    "those of this week": lambda d: d.log.calls(Shown("open", Sieve(period=Period.THIS_WEEK))),
    "those with a contact": lambda d: d.log.calls(Shown("open", Sieve(contacts=(1,)))),
    "those with a tag": lambda d: d.log.calls(Shown("open", Sieve(tags=("late",)))),
    "a list read again": lambda d: d.log.again(Shown("open"), {1}, {2}),
    "whether calls are in a list": lambda d: d.log.still(Shown("closed"), (1, 2)),
    "the figures of lists kept by name": lambda d: d.log.figures(),
    "call-backs": lambda d: d.promises.page(50),
    "further call-backs": lambda d: d.promises.page(50, d.promises.page(1).promises[0]),
    "escalations": lambda d: d.escalations.out(),
    "incidents": lambda d: d.incidents.open(),
    "customers": lambda d: d.directory.browse_customers(Wanted()),
    "customers from a letter on": lambda d: d.directory.browse_customers(Wanted.begins("m")),
    "customers with open calls": lambda d: d.directory.browse_customers(Wanted(Which.WITH_OPEN_CALLS)),
    "a customer's calls": lambda d: d.lists.of_customer(1),
    "what was said": lambda d: d.finding.calls(Sought("printer")),
    "how often it was said": lambda d: d.finding.count(Sought("printer")),
    "what others wrote": lambda d: d.watch.look(),
    "a month of measures": lambda d: d.measures.read(_MONTH),
    "a year of them": lambda d: d.measures.course(_MONTH.course(12)),
    "measures of a contact": lambda d: d.measures.read(_MONTH, Narrowed(contact_id=1)),
    "measures of a place": lambda d: d.measures.read(_MONTH, Narrowed(place_id=1)),
    "measures of a tag": lambda d: d.measures.read(_MONTH, Narrowed(tag="late")),
    **{
        f"measures by {by}": lambda d, by=by: [
            d.measures.slices(measure, by, _MONTH) for measure in (Measure.ESCALATED, Measure.HANDOFFS)
        ]
        for by in Slice
        if by is not Slice.AGENT
    },
    **{
        f"calls behind a measure, {part}": lambda d, part=part: [
            d.measures.calls(measure, _MONTH, part=part) for measure in (Measure.ESCALATED, Measure.FIRST_CONTACT)
        ]
        for part in Part
    },
    "acts in steps": lambda d: d.steps.unfinished(),
}
#: From the newest end on, until there are enough, is no way through all of it.
_NEWEST_FIRST = re.compile(r"ORDER BY call\.id DESC LIMIT \d+$")
#: "SCAN call" without an index; a subquery's own rows, or those of a list in memory, are none of these.
_SCAN = re.compile(rf"^SCAN (?:m|e|{'|'.join(LARGE)})(?: AS \w+)?$")


@contextmanager
def plans(desk: Desk) -> Iterator[list[tuple[str, str]]]:
    """What is asked through the desk meanwhile, and each step of how SQLite goes about it."""
    asked: list[tuple[str, Any]] = []
    found: list[tuple[str, str]] = []

    def note(_connection: Any, _cursor: Any, sql: str, parameters: Any, _context: Any, _many: bool) -> None:
        asked.append((sql, parameters))

    engine = desk.work.database._reader
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(engine, "before_cursor_execute", note)
        with desk.work.read() as session:
            run = session.connection().exec_driver_sql
            for sql, parameters in asked:
                if sql.lstrip().upper().startswith(("SELECT", "WITH")):
                    found += [(sql, row[3]) for row in run(f"EXPLAIN QUERY PLAN {sql}", parameters)]


@pytest.mark.parametrize("what", READINGS)
def test_a_reading_goes_by_an_index(desk: Desk, what: str) -> None:
    log(desk)
    log(desk)
    escalate(desk, 1, contact(desk).id)
    desk.promises.call_back(PromiseCallBack(1, at(12)))
    desk.log.save_view(SaveView("Mine", _OWN.as_spec()))
    with plans(desk) as found:
        READINGS[what](desk)
    assert [(sql, step) for sql, step in found if _SCAN.match(step) and not _NEWEST_FIRST.search(sql)] == []
