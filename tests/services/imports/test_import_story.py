"""What the rows of one call tell, folded: states, waits, hand-offs, reopenings, clocks."""

from datetime import UTC, datetime

import pytest
from import_sample import update

from deskapp.domain.words import CallState, ClockKind, PauseReason, Priority, Verdict
from deskapp.services.imports import mapping
from deskapp.services.imports.rows import Row, RowReader
from deskapp.services.imports.story import Story, fold

MAPPING = mapping.load(mapping.find("incident_event_log"))


def at(time: str, day: int = 7) -> datetime:
    hour, minute = map(int, time.split(":"))
    return datetime(2016, 3, day, hour, minute, tzinfo=UTC)


def story(*updates: dict[str, str], answered: bool = True) -> Story:
    reader = RowReader(MAPPING)
    rows = [
        reader.parse({name: row[column] for name, column in MAPPING.columns.items()}, line)
        for line, row in enumerate(updates, start=2)
    ]
    taken = [row for row in rows if isinstance(row, Row)]
    assert len(taken) == len(rows)
    return fold(sorted(taken, key=lambda row: row.order), MAPPING, answered)


def test_the_newest_row_by_its_time_then_its_count_of_changes_is_the_state() -> None:
    told = story(update(3, "10:00", "Resolved"), update(1, "11:00", "Active"), update(2, "11:00", "Awaiting Vendor"))

    assert told.state is CallState.WAITING
    assert [moment.state for moment in told.moments] == [CallState.RESOLVED, CallState.OPEN, CallState.WAITING]


def test_each_row_tells_the_state_it_changed_and_no_other() -> None:
    told = story(update(0, "09:30", "New"), update(1, "09:40", "New"), update(2, "10:00", "Active"))

    assert [(moment.state_was, moment.state) for moment in told.moments] == [
        (None, CallState.NEW),
        (CallState.NEW, CallState.NEW),
        (CallState.NEW, CallState.OPEN),
    ]


def test_waiting_is_a_pause_from_row_to_row_with_its_reason() -> None:
    told = story(
        update(0, "09:30", "New"),
        update(1, "10:00", "Awaiting User Info"),
        update(2, "10:30", "Awaiting User Info"),
        update(3, "11:00", "Awaiting Vendor"),
        update(4, "12:00", "Awaiting Problem"),
        update(5, "12:30", "Awaiting Evidence"),
        update(6, "13:00", "Active"),
    )

    assert [(wait.reason, wait.began, wait.ended) for wait in told.waits] == [
        (PauseReason.CUSTOMER, at("10:00"), at("11:00")),
        (PauseReason.SUPPLIER, at("11:00"), at("12:00")),
        (PauseReason.OTHER, at("12:00"), at("13:00")),
    ]


def test_resolved_time_is_a_pause_and_the_chase_runs() -> None:
    told = story(update(0, "09:30", "Active"), update(1, "11:00", "Resolved"))

    assert (told.state, told.resolved, told.ended) == (CallState.RESOLVED, at("11:00"), None)
    assert [(wait.reason, wait.ended) for wait in told.waits] == [(PauseReason.AGREEMENT, None)]
    clocks = {clock.kind: clock for clock in told.clocks}
    assert clocks[ClockKind.CHASE].started == at("11:00")
    # "If the customer does not agree, the resolution clock goes on where it was": so it has not stopped.
    assert clocks[ClockKind.RESOLUTION].stopped is None


@pytest.mark.parametrize(("said", "verdict"), [("TRUE", Verdict.MET), ("FALSE", Verdict.MISSED), ("?", None)])
def test_imported_closed_becomes_archived_with_the_lists_own_verdict(said: str, verdict: Verdict | None) -> None:
    told = story(
        update(0, "09:30", "Active"),
        update(1, "11:00", "Resolved"),
        update(2, "16:00", "Closed", made_sla=said),
    )

    assert (told.state, told.resolved, told.ended) == (CallState.ARCHIVED, at("11:00"), at("16:00"))
    clocks = {clock.kind: clock for clock in told.clocks}
    assert clocks[ClockKind.RESOLUTION].stopped == at("11:00")
    assert clocks[ClockKind.RESOLUTION].verdict is verdict
    assert clocks[ClockKind.CHASE].stopped == at("16:00")
    assert all(wait.ended is not None for wait in told.waits)


def test_a_time_of_solving_that_the_list_tells_is_taken_once_it_has_happened() -> None:
    early = [
        update(0, "09:30", "New", resolved_at="07-03-2016 12:15"),
        update(1, "11:00", "Resolved", resolved_at="07-03-2016 12:15"),
    ]
    late = update(2, "16:00", "Closed", resolved_at="07-03-2016 12:15")

    assert story(*early[:1]).resolved is None
    assert story(*early).resolved == at("11:00")
    assert story(*early, late).resolved == at("12:15")


def test_from_resolved_back_to_open_is_a_reopening_in_the_same_cycle() -> None:
    told = story(
        update(0, "09:30", "Active"),
        update(1, "11:00", "Resolved"),
        update(2, "13:00", "Active", reopen_count="1"),
    )

    assert (told.state, told.cycle, told.resolved) == (CallState.OPEN, 1, None)
    assert told.moments[-1].reopened
    assert [(wait.reason, wait.ended) for wait in told.waits] == [(PauseReason.AGREEMENT, at("13:00"))]
    assert [(clock.kind, clock.stopped) for clock in told.clocks] == [
        (ClockKind.RESPONSE, at("09:30")),
        (ClockKind.RESOLUTION, None),
        (ClockKind.CHASE, at("13:00")),
    ]


def test_reopening_a_closed_call_starts_a_new_cycle_with_new_clocks_and_old_verdicts_stay() -> None:
    told = story(
        update(0, "09:30", "Active"),
        update(1, "11:00", "Resolved"),
        update(2, "12:00", "Closed", made_sla="FALSE"),
        update(3, "15:00", "Active", reopen_count="1", made_sla="TRUE"),
    )

    assert (told.state, told.cycle, told.ended) == (CallState.OPEN, 2, None)
    assert [(clock.kind, clock.cycle, clock.started, clock.verdict) for clock in told.clocks] == [
        (ClockKind.RESPONSE, 1, at("09:30"), Verdict.MET),
        (ClockKind.RESOLUTION, 1, at("09:30"), Verdict.MISSED),
        (ClockKind.CHASE, 1, at("11:00"), None),
        (ClockKind.RESPONSE, 2, at("15:00"), Verdict.MET),
        (ClockKind.RESOLUTION, 2, at("15:00"), None),
    ]


def test_a_reopening_that_only_the_count_tells_is_one_too() -> None:
    resolved = story(update(0, "09:30", "Resolved"), update(1, "11:00", "Resolved", reopen_count="1"))
    closed = story(update(0, "09:30", "Closed"), update(1, "11:00", "Closed", reopen_count="1"))

    assert resolved.moments[-1].reopened
    assert [wait.began for wait in resolved.waits] == [at("09:30"), at("11:00")]
    assert closed.cycle == 2


def test_a_change_of_group_is_an_escalation_until_the_next_takes_over() -> None:
    told = story(
        update(0, "09:30", "New", assignment_group="?"),
        update(1, "09:40", "Active", assignment_group="A"),
        update(2, "10:00", "Active", assignment_group="B", assigned_to="Resolver 7"),
        update(3, "10:30", "Active", assignment_group="?"),
        update(4, "11:00", "Active", assignment_group="A"),
    )

    assert [(made.number, made.name, made.made, made.ended, made.held_by) for made in told.hand_offs] == [
        (1, "B", at("10:00"), at("11:00"), "Resolver 7"),
        (2, "A", at("11:00"), None, ""),
    ]
    assert [(line.kind, line.name) for moment in told.moments for line in moment.lines] == [
        ("escalated", "B"),
        ("returned", "B"),
        ("escalated", "A"),
    ]


@pytest.mark.parametrize("state", ["Resolved", "Closed"])
def test_an_escalation_is_returned_when_the_call_is_solved(state: str) -> None:
    told = story(
        update(0, "09:30", "New", assignment_group="A"),
        update(1, "10:00", "Active", assignment_group="B"),
        update(2, "11:00", state, assignment_group="B"),
    )

    assert [made.ended for made in told.hand_offs] == [at("11:00")]


def test_waiting_for_a_named_supplier_is_an_escalation_to_them() -> None:
    told = story(
        update(0, "09:30", "New"),
        update(1, "10:00", "Awaiting Vendor", vendor="Acme"),
        update(2, "11:00", "Active", vendor="Acme"),
        update(3, "12:00", "Awaiting Vendor"),
    )

    assert [(made.name, made.to_supplier, made.made, made.ended) for made in told.hand_offs] == [
        ("Acme", True, at("10:00"), at("11:00"))
    ]


def test_priorities_are_kept_with_the_instant_from_which_they_held() -> None:
    told = story(
        update(0, "09:30", "New"),
        update(1, "10:00", "New", priority="1 - Critical"),
        update(2, "11:00", "New", priority="?"),
    )

    assert told.priorities == [(at("09:30"), Priority.P3), (at("10:00"), Priority.P1)]
    assert told.priority is Priority.P1


def test_of_a_call_that_somebody_works_on_nobody_knows_when_it_was_answered() -> None:
    told = story(update(0, "09:30", "New"), update(1, "10:00", "Active"), update(2, "11:00", "New"), answered=False)
    unanswered = story(update(0, "09:30", "New"), answered=False)

    assert [clock.kind for clock in told.clocks] == [ClockKind.RESOLUTION]
    assert [(clock.kind, clock.stopped) for clock in unanswered.clocks] == [
        (ClockKind.RESPONSE, None),
        (ClockKind.RESOLUTION, None),
    ]


def test_of_each_row_only_what_it_tells_anew_is_kept() -> None:
    told = story(update(0, "09:30", "New"), update(1, "10:00", "New", location="Location 2"))

    assert told.moments[0].facts["organisation"] == "Location 1"
    assert told.moments[1].facts == {
        "changed_at": "07-03-2016 10:00",
        "change": "1",
        "organisation": "Location 2",
    }
