"""What is late: every figure is that of its rows, and what a plain count of clocks in Python comes to."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import late_lives
import pytest
from long_runs import LONG_RUNS
from scene import HOUR, MINUTE, MONDAY_TEN, YES, contact, escalate, log, staff
from sqlalchemy import select

from deskapp.desk import Desk
from deskapp.domain import sla
from deskapp.domain.clock import FixedClock
from deskapp.domain.clock_state import ClockState, state_at
from deskapp.domain.words import (
    OPEN_STATES,
    OVERDUE_KINDS,
    PAUSABLE,
    CallState,
    ClockKind,
    ContactKind,
    PauseReason,
    PromiseKind,
    Role,
    VoidReason,
)
from deskapp.models.base import to_stored
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow, Pause
from deskapp.models.contacts import Contact
from deskapp.models.escalations import Escalation
from deskapp.models.promises import Promise
from deskapp.services.calls import acts
from deskapp.services.calls.lists import Runner, runner
from deskapp.services.clocks import last_word
from deskapp.services.clocks.clocks import facts_of
from deskapp.services.confidential.access import sees
from deskapp.services.overview.late.ask import WHAT_IS_LATE, Ask, GroupBy, SortBy, Tile, read
from deskapp.services.overview.late.question import Question
from deskapp.services.overview.late.views import LateRow, NextStep
from deskapp.services.site.check import check

ACTS = 500 if LONG_RUNS else 60


class Counted(NamedTuple):
    """A call as a plain count sees it."""

    open: bool
    owner_id: int
    seen: bool
    paused: bool
    tiles: frozenset[Tile]
    late: frozenset[ClockKind]
    #: Names of the places at which it waits, as far as whoever looks is told.
    where: frozenset[str]


def counted(desk: Desk, at: datetime) -> dict[int, Counted]:
    """Every call that is open, or was promised something after its close, from clocks, pauses and escalations alone."""
    with desk.work.read() as session:
        pauses: dict[int, list[Pause]] = {}
        for pause in session.scalars(select(Pause)):
            pauses.setdefault(pause.call_id, []).append(pause)
        places: dict[int, set[str]] = {}
        waiting: set[int] = set()
        for out, person in session.execute(
            select(Escalation, Contact).join(Contact, Contact.id == Escalation.contact_id)
        ):
            if out.ended_at is None:
                inside = (person.role, person.organisation)
                named = inside if person.kind is not ContactKind.SUPPLIER else inside[::-1]
                places.setdefault(out.call_id, set()).add(named[0] or named[1] or person.name)
                if out.accepted_at is None:
                    waiting.add(out.id)
        clocks: dict[int, list[tuple[ClockRow, datetime | None, datetime | None]]] = {}
        for clock in session.scalars(select(ClockRow).where(ClockRow.stopped_at.is_(None))):
            facts = facts_of(session, desk.work.rules, clock, pauses.get(clock.call_id, ()))
            clocks.setdefault(clock.call_id, []).append((clock, sla.due(facts), sla.warn_at(facts)))
        missed = {one.call_id for one in session.scalars(select(Promise)) if _is_missed(one, at)}
        found = {}
        for call in session.scalars(select(Call)):
            of_call = [
                one
                for one in clocks.get(call.id, ())
                if not (call.state is CallState.RESOLVED and one[0].kind in PAUSABLE)
            ]
            seen, is_open = sees(session, call), call.state in OPEN_STATES
            states = [state_at(due, warn, at) for clock, due, warn in of_call if clock.kind in OVERDUE_KINDS]
            late = ClockState.OVERDUE in states
            accepts = [due for clock, due, _warn in of_call if clock.escalation_id in waiting and _accepts(clock)]
            stands = {
                Tile.OVERDUE: is_open and late,
                Tile.DUE_SOON: is_open and not late and ClockState.SOON in states,
                Tile.PROMISES_MISSED: call.id in missed,
                Tile.NOT_ACCEPTED: seen and any(due is not None and at > due for due in accepts),
                Tile.NOT_AGREED: call.state is CallState.RESOLVED,
            }
            found[call.id] = Counted(
                open=is_open,
                owner_id=call.owner_id,
                seen=seen,
                paused=any(one.ended_at is None and one.stops_clocks for one in pauses.get(call.id, ())),
                tiles=frozenset(tile for tile, there in stands.items() if there),
                late=frozenset(clock.kind for clock, due, _warn in of_call if due is not None and at > due),
                where=frozenset(places.get(call.id, ())) if seen else frozenset(),
            )
    return {number: one for number, one in found.items() if one.open or one.tiles}


def _is_missed(promise: Promise, at: datetime) -> bool:
    return promise.kept_at is None and promise.moved_at is None and at > promise.due_at


def _accepts(clock: ClockRow) -> bool:
    return clock.kind is ClockKind.ACCEPTANCE


def expected(calls: Mapping[int, Counted], ask: Ask, names: Mapping[int, str]) -> set[int]:
    """Which calls a question means, by the plain count."""
    there = {names[place] for place in ask.contacts}
    return {
        number
        for number, one in calls.items()
        if (one.tiles & set(ask.tiles) if ask.tiles else one.open)
        and (not ask.owners or one.owner_id in ask.owners)
        and (not ask.contacts or one.where & there)
    }


def agrees(desk: Desk, at: datetime, dice: Random) -> None:
    """Figures, names, rows, groups and pages are what the plain count comes to, for whoever looks."""
    calls = counted(desk, at)
    whole = desk.late.view(now=at)
    names = {one.id: one.name for one in whole.where}
    for tile, figure in whole.figures.tiles.items():
        under = {number for number, one in calls.items() if tile in one.tiles}
        assert figure.calls == len(under), tile
        assert sorted(desk.late.ids(Ask((tile,)), at)) == sorted(under), tile
    for holdings, of in ((whole.who, _owners(calls)), (whole.where, _places(calls))):
        assert {one.id if holdings is whole.who else one.name for one in holdings} == set(of)
        for one in holdings:
            theirs = [calls[number] for number in of[one.id if holdings is whole.who else one.name]]
            late = sum(Tile.OVERDUE in other.tiles for other in theirs)
            assert (one.open, one.late, one.paused) == (len(theirs), late, sum(other.paused for other in theirs))
    owners = tuple(dice.sample([one.id for one in whole.who], min(len(whole.who), dice.randint(0, 2))))
    contacts = tuple(dice.sample(sorted(names), min(len(names), dice.choice((0, 0, 1, 2)))))
    tiles = tuple(dice.sample(list(Tile), dice.choice((0, 1, 1, 2, 3))))
    sort = dice.choice((None, *SortBy))
    ask = Ask(tiles, owners, contacts, (), dice.choice(list(GroupBy)), sort, dice.random() < 0.5)
    _agrees_asked(desk, at, ask, calls, names, dice)


def _agrees_asked(
    desk: Desk, at: datetime, ask: Ask, calls: Mapping[int, Counted], names: Mapping[int, str], dice: Random
) -> None:
    view, means = desk.late.view(ask, at, limit=dice.randint(1, 5)), expected(calls, ask, names)
    everybody = Ask(ask.tiles)
    assert (view.calls, view.of) == (len(means), len(expected(calls, everybody, names)))
    rows, after = list(view.page.rows), view.page.after
    while after is not None:
        page = desk.late.page(ask, after, dice.randint(1, 5))
        rows, after = [*rows, *page.rows], page.after
    ids = desk.late.ids(ask, at)
    assert [row.id for row in rows] == ids
    assert len(ids) == len(means) == len(set(ids) & means)
    groups = [(key, len(list(together))) for key, together in groupby(row.group for row in rows)]
    assert groups == [(group.key, group.calls) for group in view.groups]
    for tile, figure in view.figures.tiles.items():
        of_names = len(expected(calls, Ask((tile,), ask.owners, ask.contacts), names))
        assert figure.of_names == (of_names if ask.names else None), tile
    for row in rows:
        one = calls[row.id]
        assert row.masked == (not one.seen)
        told = one.late if one.seen else one.late - {ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD}
        over = row.due_at is not None and at > row.due_at
        assert not over or row.what in told
        assert row.more >= len(told) - over
        assert not row.masked or not (row.customer or row.summary or row.priority or row.with_name or row.step_words)
    assert desk.late.changed(ask, rows, None, at).count == 0
    assert desk.late.changed(ask, view.page.rows, view.page.after, at).count == 0


def _owners(calls: Mapping[int, Counted]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for number, one in calls.items():
        if one.open:
            found.setdefault(one.owner_id, []).append(number)
    return found


def _places(calls: Mapping[int, Counted]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for number, one in calls.items():
        for name in one.where if one.open else ():
            found.setdefault(name, []).append(number)
    return found


@contextmanager
def another_process(path: Path) -> Iterator[Any]:
    """A process that acts at the same desk when it is told to."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, late_lives.__file__, str(path)], env=environment, **pipes) as process:
        yield process
    assert process.returncode == 0


def test_after_each_act_of_two_processes_every_figure_is_that_of_its_rows_and_of_a_plain_count(
    desk_file: Path,
) -> None:
    clock, dice = FixedClock(MONDAY_TEN), Random(14)
    late_lives.begin(desk_file, clock)
    desk = Desk(desk_file, clock, staff_id=1).open()
    looks: Counter[Tile] = Counter()
    with another_process(desk_file) as other:
        for number in range(ACTS):
            clock.advance(dice.choice((MINUTE, MINUTE, 31 * MINUTE, 3 * HOUR)))
            if number % 2:
                other.stdin.write(f"{number} {to_stored(clock.now())}\n")
                other.stdin.flush()
                assert other.stdout.readline() == "done\n"
            else:
                late_lives.act(desk, Random(number))
            # An agent is shown what is confidential masked: to her nothing of it may fit, sort or count.
            desk.work.staff_id = dice.choice((1, 2, 3))
            for at in (clock.now(), clock.now() + dice.choice((30 * HOUR, 5 * MINUTE))):
                agrees(desk, at, dice)
                told = desk.late.figures(now=at).tiles
                looks.update(tile for tile, figure in told.items() if figure.calls)
                assert desk.lists.counts(at).overdue == told[Tile.OVERDUE].calls
    assert set(looks) == set(Tile), "some tile never had a call"
    _repeats_are_right(desk, desk_file)
    desk.close()


def _repeats_are_right(desk: Desk, path: Path) -> None:
    """What the rows repeat of clocks and of the last word is what the record says."""
    desk.work.staff_id = 1
    assert check(path).findings == ()
    words = select(Call.id, Call.last_word_at, Call.last_word_told).where(Call.state.in_(OPEN_STATES))
    with desk.work.read() as session:
        before = session.execute(words).all()
    with desk.work.own() as session:
        last_word.fill(session.connection())
        assert session.execute(words).all() == before


@pytest.mark.parametrize("sort", [None, *SortBy])
def test_a_question_reads_open_calls_from_their_index_alone(desk: Desk, sort: SortBy | None) -> None:
    for tiles in ((), *((tile,) for tile in Tile)):
        for group in GroupBy:
            asked = Question(Ask(tiles, (1,), (1,), (), group, sort), 1)
            with desk.work.read() as session:
                plan = _plan(runner(session), asked.sorted(asked.behind(2)), 1 + len(asked.keys))
            of_calls = [step for step in plan if step.startswith(("SCAN call", "SCAN clock"))]
            assert all("COVERING INDEX ix_call_open_due" in step for step in of_calls), of_calls
            assert not any("ix_escalation_contact_id" in step for step in plan), "all that a contact ever had"


def _plan(run: Runner, sql: str, values: int) -> list[str]:
    return [str(step[3]) for step in run(f"EXPLAIN QUERY PLAN {sql}", (0,) * values)]


def test_figures_names_and_rows_scan_no_table_of_calls_clocks_or_events(desk: Desk, monkeypatch) -> None:
    log(desk)
    asked: list[tuple[str, Sequence[Any]]] = []
    plain = Runner.__call__

    def note(self: Runner, sql: str, parameters: Sequence[Any]) -> Any:
        asked.append((sql, parameters))
        return plain(self, sql, parameters)

    monkeypatch.setattr(Runner, "__call__", note)
    desk.late.view(Ask(tuple(Tile), (1,)))
    monkeypatch.undo()
    with desk.work.read() as session:
        steps = [str(step[3]) for sql, given in asked for step in runner(session)(f"EXPLAIN QUERY PLAN {sql}", given)]
    assert len(asked) > 8
    scans = [step for step in steps if step.startswith(("SCAN call", "SCAN clock", "SCAN event", "SCAN promise"))]
    assert {step for step in scans if "ix_call_open_due" not in step} == set()


def test_a_row_names_its_clock_how_many_more_are_late_and_what_comes_next(desk: Desk, clock: FixedClock) -> None:
    supplier = contact(desk, "Tom Reyes", ContactKind.SUPPLIER, organisation="Halden", agreed_response=HOUR)
    call = log(desk)
    escalate(desk, call.id, supplier.id)
    clock.advance(timedelta(days=3))
    due = clock.now() + HOUR
    desk.promises.call_back(acts.PromiseCallBack(call.id, due, words="The part"))
    row = _only(desk, Ask((Tile.OVERDUE,)))
    assert (row.ref, row.customer, row.person) == (call.ref, "Engines Ltd", "Ada Lovelace")
    assert (row.what, row.group) == (ClockKind.UPDATE, ClockKind.UPDATE)
    assert row.more == 3, "the resolution, and the contact's acceptance and first word"
    assert (row.step, row.step_words, row.step_at) == (NextStep.CALL_BACK, "The part", due)
    assert (row.with_name, row.with_person, row.accepted) == ("Halden", "Tom Reyes", False)
    assert row.accept_by == MONDAY_TEN + HOUR
    assert (row.last_word_at, row.told) == (MONDAY_TEN, True), "asked for consent"
    waiting = _only(desk, Ask((Tile.NOT_ACCEPTED,)))
    assert (waiting.what, waiting.due_at, waiting.more) == (ClockKind.ACCEPTANCE, row.accept_by, 3)
    desk.calls.contact_customer(acts.ContactCustomer(call.id, reached=False))
    desk.calls.note(acts.AddNote(call.id, "They are out", next_step="Ring Halden"))
    tried = _only(desk, Ask((Tile.OVERDUE,)))
    assert (tried.last_word_at, tried.told) == (clock.now(), False)
    assert (tried.step, tried.step_words, tried.step_at) == (NextStep.WRITTEN, "Ring Halden", None)
    clock.advance(2 * HOUR)
    missed = _only(desk, Ask((Tile.PROMISES_MISSED,)))
    assert (missed.what, missed.due_at, missed.more) == (ClockKind.CALL_BACK, due, 4)
    assert _only(desk, Ask((Tile.OVERDUE,))).what is ClockKind.UPDATE


def _only(desk: Desk, ask: Ask) -> LateRow:
    rows = desk.late.view(ask).page.rows
    assert len(rows) == 1
    return rows[0]


def test_a_call_that_only_waits_says_until_when_and_a_follow_up_is_a_promise(desk: Desk, clock: FixedClock) -> None:
    waits, closed = log(desk), log(desk, "Another one")
    back = clock.now() + 5 * HOUR
    desk.calls.pause(acts.PauseCall(waits.id, PauseReason.CUSTOMER, "Back from holiday", back_by=back))
    desk.calls.resolve(acts.ResolveCall(closed.id, "A cable", YES))
    desk.promises.follow_up(acts.PromiseFollowUp(closed.id, clock.now() + HOUR))
    row = _only(desk, Ask())
    assert (row.id, row.step, row.step_words, row.step_at) == (waits.id, NextStep.WAIT, "Back from holiday", back)
    clock.advance(2 * HOUR)
    row = _only(desk, Ask((Tile.PROMISES_MISSED,)))
    assert (row.id, row.state, row.what) == (closed.id, CallState.CLOSED, ClockKind.CALL_BACK)
    assert [one.call_id for one in desk.promises.open() if one.kind is PromiseKind.CALL_BACK] == [closed.id]
    assert desk.late.view(Ask()).figures.open == 1


def test_what_others_did_to_the_rows_that_are_shown_is_told_and_moves_nothing(desk: Desk, clock: FixedClock) -> None:
    calls = [log(desk, f"Call {number}") for number in range(8)]
    clock.advance(timedelta(days=1))
    ask = Ask((Tile.OVERDUE,), group=GroupBy.NOTHING)
    page = desk.late.view(ask, limit=5).page
    shown = [row.id for row in page.rows]
    assert shown == [call.id for call in calls[:5]]
    desk.calls.contact_customer(acts.ContactCustomer(shown[0], reached=True))
    desk.calls.note(acts.AddNote(shown[1], "Nothing that a row shows"))
    desk.calls.reassign(acts.Reassign((shown[2],), staff(desk, Role.AGENT, "Lena"), "Away"))
    # Behind what was read: not missed, until it belongs among the rows that are shown.
    desk.calls.contact_customer(acts.ContactCustomer(calls[7].id, reached=True))
    urgent = acts.SetPriority(calls[6].id, acts.Impact.SITE, acts.Urgency.NOW)
    desk.calls.set_priority(urgent)
    changed = desk.late.changed(ask, page.rows, page.after)
    assert (changed.came, changed.went) == ((calls[6].id,), (shown[0],))
    assert [(row.id, row.owner) for row in changed.changed] == [(shown[2], "Lena")]
    assert changed.count == 3
    assert desk.late.changed(ask, page.rows, page.after, now=clock.now()) == changed


def test_the_verdicts_of_a_day_are_counted_by_the_site_s_midnight(desk: Desk, clock: FixedClock) -> None:
    first, second = log(desk), log(desk, "Another one")
    assert _today(desk) == (2, 2), "both were answered when they were logged"
    clock.advance(timedelta(days=1))
    assert _today(desk) == (0, 0)
    desk.calls.contact_customer(acts.ContactCustomer(first.id, reached=True))
    desk.calls.resolve(acts.ResolveCall(second.id, "A cable", YES))
    assert _today(desk) == (2, 4), "two next updates were too late; one call was solved and agreed to in time"
    third = log(desk, "A wrong number")
    assert _today(desk) == (3, 5)
    desk.calls.void(acts.VoidCall(third.id, VoidReason.IN_ERROR, words="A wrong number"))
    assert _today(desk) == (2, 4)


def _today(desk: Desk) -> tuple[int, int]:
    """Clocks that stopped today: met, and all."""
    found = desk.late.figures()
    return found.met_today, found.stopped_today


def test_the_check_names_a_call_that_says_another_due_time_than_its_clocks_come_to(desk: Desk, desk_file: Path) -> None:
    clock_wrong, row_wrong, stopped = (log(desk, f"Call {number}").id for number in range(3))
    assert check(desk_file).findings == ()
    changes = (
        ("UPDATE clock SET due_at = due_at + 1 WHERE call_id = ? AND kind = 'resolution'", clock_wrong),
        ("UPDATE call SET next_warn_at = next_warn_at - 1 WHERE id = ?", row_wrong),
        ("UPDATE clock SET due_at = 1 WHERE call_id = ? AND kind = 'response'", stopped),
    )
    with desk.work.own() as session:
        for sql, call_id in changes:
            session.connection().exec_driver_sql(sql, (call_id,))
    found = [(one.code, one.values["ref"]) for one in check(desk_file).findings]
    assert found == [("due_wrong", f"C-{number:05}") for number in (clock_wrong, row_wrong, stopped)]


def test_a_question_is_kept_as_plain_data_and_what_is_not_known_of_it_is_left_out() -> None:
    ask = Ask((Tile.OVERDUE,), (3,), (5, 7), (ClockKind.UPDATE,), GroupBy.OWNER, SortBy.OVER_BY, True)
    assert read(ask.as_spec()) == ask
    assert read(Ask().as_spec()) == Ask()
    damaged = {"tiles": ["overdue", "gone"], "owners": ["x", True, 4], "group": 7, "sort": "size", "descending": True}
    assert read(damaged) == Ask((Tile.OVERDUE,), (4,))
    assert set(WHAT_IS_LATE) == set(ClockKind)
