"""What is out by contact: who must be rung first, what they said last, and what of their calls is late."""

from datetime import timedelta

import pytest
from scene import HOUR, MINUTE, at, contact, escalate, log, staff
from sqlalchemy import event
from sqlalchemy.engine import Engine

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import AttemptResult, ClockKind, EscalationType, Role
from deskapp.services.calls.acts import MakeConfidential
from deskapp.services.escalations import chasing
from deskapp.services.escalations.acts import AcceptEscalation, HearFromContact, ReturnEscalation, TryContact
from deskapp.services.escalations.chase import Chase, ChaseAsk


def held(found: Chase) -> list[tuple[str, list[int]]]:
    """Who holds which calls, in the order in which they are told."""
    return [(one.name, [row.out.escalation.call_id for row in one.rows]) for one in found.holders]


@pytest.fixture
def out(desk: Desk, clock: FixedClock) -> dict[str, int]:
    """Six calls with three contacts, from 10:00 on; by 15:00 most of it should have been done."""
    grace, alan, mary = (contact(desk, name, phones=(f"020 7946 013{n}",)) for n, name in enumerate(("G", "A", "M")))
    calls = [log(desk, f"Call {number}").id for number in range(1, 7)]
    made = {}
    for call, who in zip(calls, (grace, grace, alan, alan, mary, mary), strict=True):
        made[f"{who.name}{call}"] = escalate(desk, call, who.id).id
        clock.advance(MINUTE)
    desk.escalations.accept(AcceptEscalation(made["G1"], estimate=timedelta(days=3)))
    desk.escalations.accept(AcceptEscalation(made["G2"], estimate=HOUR))
    desk.escalations.accept(AcceptEscalation(made["A4"]))
    desk.escalations.accept(AcceptEscalation(made["M5"]))
    desk.escalations.accept(AcceptEscalation(made["M6"]))
    clock.set_to(at(13))
    desk.escalations.hear(HearFromContact(made["G1"], "Part ordered"))
    clock.set_to(at(13, 20))
    no_answer = TryContact(5, mary.id, AttemptResult.NO_ANSWER, escalation_id=made["M5"])
    desk.escalations.attempt(no_answer)
    clock.set_to(at(15))
    return made


def test_who_must_be_rung_first_stands_first_with_their_number(desk: Desk, out: dict[str, int]) -> None:
    found = desk.escalations.chase()
    # Not accepted in time, then past the estimate, then the others as their calls are overdue.
    assert held(found) == [("A", [3, 4]), ("G", [2, 1]), ("M", [5, 6])]
    assert [one.phone for one in found.holders] == ["020 7946 0131", "020 7946 0130", "020 7946 0132"]
    assert (found.calls, found.of, found.offered) == (6, 6, 1)
    assert (found.not_accepted(found.as_of), found.past_estimate(found.as_of)) == (1, 1)
    assert [one.not_accepted(found.as_of) for one in found.holders] == [1, 0, 0]
    # What is not over yet counts once it is, and nothing is read for it.
    assert found.past_estimate(found.as_of + timedelta(days=19)) == 2


def test_it_tells_what_was_heard_last_what_was_tried_and_what_of_the_call_is_late(
    desk: Desk, out: dict[str, int]
) -> None:
    rows = {row.out.escalation.id: row for row in desk.escalations.chase().rows}
    grace, mary, alan = rows[out["G1"]], rows[out["M5"]], rows[out["A3"]]
    assert (grace.heard_at, grace.heard) == (at(13), "Part ordered")
    assert (mary.heard_at, mary.tried_at, mary.tried) == (at(10, 6), at(13, 20), AttemptResult.NO_ANSWER)
    # Handed over warm: somebody was spoken to then.
    assert (alan.heard_at, alan.heard) == (at(10, 2), "")
    assert (grace.clock, grace.due_at) == (ClockKind.UPDATE, at(14))
    assert [row.out for row in sorted(rows.values(), key=lambda row: row.out.escalation.id)] == list(
        desk.escalations.out()
    )


def test_it_is_asked_for_what_is_not_accepted_past_the_estimate_or_with_one_contact(
    desk: Desk, out: dict[str, int]
) -> None:
    late, over = ChaseAsk(not_accepted=True), ChaseAsk(past_estimate=True)
    assert held(desk.escalations.chase(late)) == [("A", [3])]
    assert held(desk.escalations.chase(over)) == [("G", [2])]
    assert held(desk.escalations.chase(ChaseAsk(True, True))) == [("A", [3]), ("G", [2])]
    mary = desk.escalations.one(out["M5"]).contact_id
    found = desk.escalations.chase(ChaseAsk(contact_id=mary))
    assert (held(found), found.calls, found.of) == ([("M", [5, 6])], 2, 6)
    desk.escalations.give_back(ReturnEscalation(out["M5"], "Done"))
    assert held(desk.escalations.chase(ChaseAsk(contact_id=mary))) == [("M", [6])]


def test_it_is_asked_for_by_type_alone_and_with_the_rest(desk: Desk, out: dict[str, int]) -> None:
    boss = contact(desk, "Boss")
    escalate(desk, log(desk).id, boss.id, types=(EscalationType.HIERARCHICAL,))
    both = (EscalationType.FUNCTIONAL, EscalationType.HIERARCHICAL)
    escalate(desk, log(desk).id, boss.id, types=both)
    found = desk.escalations.chase(ChaseAsk(types=(EscalationType.HIERARCHICAL,)))
    assert (held(found), found.calls) == ([("Boss", [7, 8])], 2)
    assert found.types == {EscalationType.FUNCTIONAL: 7, EscalationType.HIERARCHICAL: 2}
    assert desk.escalations.chase(ChaseAsk(types=both)).calls == 8
    assert held(desk.escalations.chase(ChaseAsk(True, types=both))) == [("A", [3])]


def test_of_more_than_are_shown_everybody_stands_there_with_how_many(desk: Desk, out: dict[str, int]) -> None:
    found = desk.escalations.chase(ChaseAsk(limit=3))
    assert held(found) == [("A", [3, 4]), ("G", [2]), ("M", [])]
    assert [one.calls for one in found.holders] == [2, 2, 2]


def test_nobody_stands_behind_a_contact_who_holds_very_many(desk: Desk, clock: FixedClock) -> None:
    many, one = contact(desk, "Many"), contact(desk, "One")
    for who in [many] * 12 + [one]:
        escalate(desk, log(desk).id, who.id)
    found = desk.escalations.chase(ChaseAsk(limit=10))
    assert held(found) == [("Many", [1, 2, 3, 4, 5]), ("One", [13])]
    assert [holder.calls for holder in found.holders] == [12, 1]
    assert len(desk.escalations.chase(ChaseAsk(contact_id=many.id, limit=10)).rows) == 10


def test_with_whom_a_hidden_call_is_nobody_is_told(desk: Desk, out: dict[str, int]) -> None:
    desk.calls.make_confidential(MakeConfidential(3, "A complaint"))
    agent = staff(desk, Role.AGENT)
    desk.sign_in(agent)
    found = desk.escalations.chase()
    last = found.holders[-1]
    assert (last.contact_id, last.name, last.phone, last.accept_by) == (None, "", "", ())
    assert [row.out.masked for row in last.rows] == [True]
    assert (last.rows[0].out.escalation.contact, last.rows[0].clock, last.rows[0].heard_at) == ("", None, None)
    assert [one.calls for one in found.holders if one.name == "A"] == [1]
    assert found.not_accepted(found.as_of) == 0
    assert desk.escalations.chase(ChaseAsk(contact_id=2)).calls == 1


def test_however_much_is_out_it_is_read_in_as_many_statements_and_by_indexes(desk: Desk, out: dict[str, int]) -> None:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, sql: str, *_more: object) -> None:
        asked.append(sql)

    def statements() -> int:
        desk.escalations.chase()
        event.listen(Engine, "before_cursor_execute", note)
        desk.escalations.chase()
        event.remove(Engine, "before_cursor_execute", note)
        return len([asked.pop() for _sql in list(asked)])

    few = statements()
    who = contact(desk, "E").id
    for number in range(20):
        escalate(desk, log(desk, f"More {number}").id, who)
    assert statements() == few
    with desk.work.read() as session:
        sql = chasing.OUT.format(hidden="0")
        plan = [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
    scans = [step for step in plan if step.startswith("SCAN")]
    assert all("ix_escalation_out" in step or "uq_escalation_out" in step for step in scans), plan
