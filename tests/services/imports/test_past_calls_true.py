"""Past calls come in as the list tells them: nothing invented, nothing lost without a word."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from list_scene import all_of, content, take, text, the_call
from scene import staff

from deskapp.desk import Desk
from deskapp.domain.words import CallState, ClockKind, PauseReason, Role, Verdict

HEAD = ("id", "title", "created", "updated", "solved", "state", "who")
SOLVED = {"resolved_at": "solved"}


def findings(found: object) -> list[tuple[int, str]]:
    return [(one.line, one.code) for one in found]  # type: ignore[attr-defined]


def test_a_call_of_one_row_was_solved_when_its_column_says(desk: Desk, tmp_path: Path) -> None:
    row = ("T-1", "Printer jams", "2025-06-18 14:16", "2025-08-21 21:00", "2025-06-18 14:57", "Closed", "A. Sample")

    report = take(desk, tmp_path, content(SOLVED), text(HEAD, row))

    call = the_call(desk, "T-1")
    assert call.resolved_at == datetime(2025, 6, 18, 12, 57, tzinfo=UTC)
    assert all_of(desk, "SELECT kind, verdict FROM clock") == [("resolution", None)]
    assert report.remarks == ()


@pytest.mark.parametrize(
    ("solved", "instant"),
    [
        ("2025-06-18 14:16", "2025-06-18T12:16:00+00:00"),
        ("2025-08-21 21:00", "2025-08-21T19:00:00+00:00"),
        ("2025-06-18 14:15", None),
        ("2025-08-21 21:01", None),
    ],
)
def test_an_instant_is_taken_from_the_beginning_to_the_rows_own_time_and_else_reported(
    desk: Desk, tmp_path: Path, solved: str, instant: str | None
) -> None:
    row = ("T-1", "Printer jams", "2025-06-18 14:16", "2025-08-21 21:00", solved, "Closed", "A. Sample")

    report = take(desk, tmp_path, content(SOLVED), text(HEAD, row))

    at = the_call(desk, "T-1").resolved_at
    assert at.isoformat() == (instant or "2025-08-21T19:00:00+00:00")
    assert findings(report.remarks) == ([] if instant else [(2, "instant_not_taken")])
    assert [one.values for one in report.remarks] == ([] if instant else [{"column": "solved", "value": solved}])


def test_a_resolved_call_waits_for_its_customer_since_it_was_solved(desk: Desk, tmp_path: Path) -> None:
    row = ("T-1", "Printer jams", "2025-06-18 14:16", "2025-08-21 21:00", "2025-06-18 14:57", "Solved", "A. Sample")

    take(desk, tmp_path, content(SOLVED), text(HEAD, row))

    call = the_call(desk, "T-1")
    assert [(pause.reason, pause.began_at, pause.ended_at) for pause in call.pauses] == [
        (PauseReason.AGREEMENT, call.resolved_at, None)
    ]
    assert {clock.kind: clock.facts.started for clock in call.clocks}[ClockKind.CHASE] == call.resolved_at


def test_a_row_that_tells_of_a_solving_before_the_change_was_seen_gives_the_instant_too(
    desk: Desk, tmp_path: Path
) -> None:
    seen = ("T-1", "Printer jams", "2025-06-18 14:16", "2025-06-18 14:20", "", "Open", "A. Sample")
    later = ("T-1", "Printer jams", "2025-06-18 14:16", "2025-06-20 09:00", "2025-06-18 14:57", "Closed", "A. Sample")

    take(desk, tmp_path, content(SOLVED), text(HEAD, seen, later))

    assert the_call(desk, "T-1").resolved_at == datetime(2025, 6, 18, 12, 57, tzinfo=UTC)


def test_when_it_was_closed_is_taken_too(desk: Desk, tmp_path: Path) -> None:
    columns = {**SOLVED, "closed_at": "closed"}
    row = ("T-1", "x", "2025-06-18 14:16", "2025-08-21 21:00", "2025-06-18 14:57", "Closed", "A", "2025-06-20 10:00")
    only = ("T-2", "x", "2025-06-18 14:16", "2025-08-21 21:00", "", "Closed", "A", "2025-06-20 10:00")

    take(desk, tmp_path, content(columns), text((*HEAD, "closed"), row, only))

    closed = datetime(2025, 6, 20, 8, tzinfo=UTC)
    assert all_of(desk, "SELECT ended_at FROM call") == [(int(closed.timestamp() * 1e6),)] * 2
    assert the_call(desk, "T-2").resolved_at == closed


def test_without_a_first_answer_there_is_no_verdict_on_the_response_and_with_one_there_is(
    desk: Desk, tmp_path: Path
) -> None:
    columns = {**SOLVED, "first_answer_at": "answered"}
    said = [
        ("T-1", "x", "2025-06-18 14:16", "2025-06-20 14:16", "", "Closed", "A", ""),
        ("T-2", "x", "2025-06-18 14:16", "2025-06-20 14:16", "", "Open", "A", "2025-06-18 14:20"),
        ("T-3", "x", "2025-06-18 14:16", "2025-06-20 14:16", "", "Closed", "A", "2025-06-20 14:00"),
        ("T-4", "x", "2025-06-18 14:16", "2025-06-20 14:16", "", "Open", "A", "2025-06-20 15:00"),
        ("T-5", "x", "2025-06-18 14:16", "2025-06-20 14:16", "", "New", "A", ""),
    ]

    report = take(desk, tmp_path, content(columns), text((*HEAD, "answered"), *said))

    responses = (
        "SELECT source_ref, verdict FROM clock JOIN call ON call.id = call_id WHERE kind = 'response' ORDER BY 1"
    )
    assert all_of(desk, responses) == [("T-2", "met"), ("T-3", "missed"), ("T-5", None)]
    assert findings(report.remarks) == [(5, "instant_not_taken")]
    response = next(one for one in the_call(desk, "T-2").clocks if one.kind is ClockKind.RESPONSE)
    assert (response.verdict, response.facts.stopped) == (Verdict.MET, datetime(2025, 6, 18, 12, 20, tzinfo=UTC))


def test_a_later_list_that_says_otherwise_of_the_same_change_moves_the_call_on(desk: Desk, tmp_path: Path) -> None:
    base = ("T-1", "Printer jams", "2025-06-18 14:16", "2025-06-18 14:16")
    first = text(HEAD, (*base, "", "Open", "A. Sample"))
    second = text(HEAD, (*base, "2025-06-19 10:00", "Closed", "B. Sample"))
    take(desk, tmp_path, content(SOLVED), first)

    report = take(desk, tmp_path, content(SOLVED), second)

    assert (report.calls_added, report.calls_moved_on, report.rows_taken, report.rows_known) == (0, 1, 1, 0)
    assert findings(report.remarks) == [(2, "instant_not_taken")]
    call = the_call(desk, "T-1")
    assert (call.state, call.customer.name) == (CallState.ARCHIVED, "B. Sample")
    for again in (first, second):
        known = take(desk, tmp_path, content(SOLVED), again)
        assert (known.rows_taken, known.rows_known) == (0, 1)
    assert the_call(desk, "T-1").state is CallState.ARCHIVED


def test_a_list_that_does_not_say_when_a_row_was_written_moves_calls_on_too(desk: Desk, tmp_path: Path) -> None:
    said = content({**SOLVED, "changed_at": None})
    rows = (
        ("T-1", "x", "2025-06-18 14:16", "", "", "Open", "A"),
        ("T-1", "x", "2025-06-18 14:16", "", "2025-06-19 10:00", "Closed", "A"),
    )
    take(desk, tmp_path, said, text(HEAD, rows[0]))

    report = take(desk, tmp_path, said, text(HEAD, rows[1]))

    assert (report.calls_moved_on, report.remarks) == (1, ())
    assert the_call(desk, "T-1").resolved_at == datetime(2025, 6, 19, 8, tzinfo=UTC)
    assert take(desk, tmp_path, said, text(HEAD, rows[1])).rows_known == 1


def test_columns_of_one_name_are_all_read(desk: Desk, tmp_path: Path) -> None:
    head = (*HEAD, "Labels", "Labels", "Comment", "Comment", "Comment")
    base = ("2025-06-18 14:16", "2025-06-18 14:17", "", "Open", "A")
    rows = (
        ("T-1", "Printer jams", *base, "hardware", "urgent", "First.\nTwo lines.", "", "Last."),
        ("T-2", "Toner", *base, "", "urgent", "", "", ""),
    )
    said = content({"tags": "Labels", "conversations": "Comment"}, texts={"summary": "{summary}: {tags}"})

    take(desk, tmp_path, said, text(head, *rows))

    assert [the_call(desk, ref).row.summary for ref in ("T-1", "T-2")] == [
        "Printer jams: hardware, urgent",
        "Toner: urgent",
    ]
    assert the_call(desk, "T-1").details == "First.\nTwo lines.\n\nLast.\n\nLabels: hardware, urgent"


def test_whoever_held_it_is_the_owner_where_they_work_here_and_else_is_kept_in_words(
    desk: Desk, tmp_path: Path
) -> None:
    staff(desk, Role.AGENT, "Ana Díaz")
    said = content({"assigned_to": "Held by", "opened_by": "Taken by"})
    base = ("2025-06-18 14:16", "2025-06-18 14:17", "", "Open", "A")
    rows = ("T-1", "x", *base, "ana diaz", "Bo"), ("T-2", "x", *base, "Carl", "Bo"), ("T-3", "x", *base, "Bo", "Carl")

    take(desk, tmp_path, said, text((*HEAD, "Held by", "Taken by"), *rows))

    assert [(the_call(desk, ref).row.owner, the_call(desk, ref).details) for ref in ("T-1", "T-2", "T-3")] == [
        ("Ana Díaz", ""),
        ("Bo", "Held by: Carl"),
        ("Carl", "Held by: Bo"),
    ]
    assert [row.ref for row in desk.lists.search("carl")] == ["C-00002"]


def test_rows_that_are_there_twice_count_once_and_are_reported(desk: Desk, tmp_path: Path) -> None:
    row = ("T-1", "x", "2025-06-18 14:16", "2025-06-18 14:17", "", "Open", "A")

    report = take(desk, tmp_path, content(SOLVED), text(HEAD, row, row, row))

    assert (report.calls_added, report.rows_taken) == (1, 1)
    assert [(one.line, one.code, one.values) for one in report.doubles] == [
        (3, "row_double", {"first": 2}),
        (4, "row_double", {"first": 2}),
    ]


def test_256_unknown_states_are_one_question(desk: Desk, tmp_path: Path) -> None:
    rows = [
        (f"T-{number}", "x", "2025-06-18 14:16", "2025-06-18 14:17", "", f"State {number % 256}", "A")
        for number in range(600)
    ]

    report = take(desk, tmp_path, content(SOLVED), text(HEAD, *rows))

    (question,) = report.bad
    assert (report.refused, report.bad_rows) == (True, 600)
    assert (question.line, question.code) == (2, "values_unknown")
    assert (question.values["column"], question.values["count"], question.values["rows"]) == ("state", 256, 600)
    assert question.values["values"].startswith("State 0 (3), State 1 (3), ")


def test_of_many_rows_with_one_fault_the_first_hundred_are_told_and_the_rest_counted(
    desk: Desk, tmp_path: Path
) -> None:
    rows = [(f"T-{number}", "x", "soon", "2025-06-18 14:17", "", "Open", "A") for number in range(1234)]

    report = take(desk, tmp_path, content(SOLVED), text(HEAD, *rows))

    assert report.bad_rows == 1234
    assert len(report.bad) == 101
    assert (report.bad[-1].code, report.bad[-1].values) == ("more_like_it", {"count": 1134})
