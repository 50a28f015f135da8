"""Importing past calls: all or nothing, never a row twice, and as of any instant."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from import_sample import NOON, SAMPLE, text, update

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.domain.words import Answer, CallState, ClockKind, ContactKind, EscalationState, PauseReason, Verdict
from deskapp.models.base import to_stored
from deskapp.services.calls import acts
from deskapp.services.imports import mapping
from deskapp.services.imports.service import import_calls
from deskapp.services.imports.views import ImportReport
from deskapp.services.site.acts import SaveSite
from deskapp.services.site.check import check

MAPPING = mapping.load(mapping.find("incident_event_log"))
TABLES = (
    "call",
    "event",
    "event_words",
    "imported_row",
    "clock",
    "clock_change",
    "pause",
    "escalation",
    "contact",
    "customer",
    "staff",
    "category",
)


def rows(desk: Desk, sql: str, *parameters: object) -> list[Any]:
    with desk.work.read() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(sql, parameters)]


def counts(desk: Desk) -> dict[str, int]:
    return {table: rows(desk, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def states(desk: Desk) -> dict[str, int]:
    return dict(rows(desk, "SELECT state, count(*) FROM call GROUP BY state"))


def take(desk: Desk, folder: Path, *updates: dict[str, str], **more: Any) -> ImportReport:
    path = folder / "list.csv"
    path.write_text(text(*updates), encoding="utf-8")
    return import_calls(desk.work, path, MAPPING, **more)


def the_call(desk: Desk, reference: str = "INC1") -> Any:
    return desk.overview.call(desk.calls.find(reference))


def test_as_of_10_march_2016_12_00_utc_249_calls_of_the_sample_are_unresolved(desk: Desk) -> None:
    report = import_calls(desk.work, SAMPLE, MAPPING, as_of=NOON)

    assert report.calls_added == 890
    found = states(desk)
    assert found["new"] + found["open"] + found["waiting"] == 249
    assert found == {"new": 44, "open": 89, "waiting": 116, "resolved": 113, "archived": 528}


def test_without_as_of_the_sample_is_890_calls_and_each_row_becomes_an_event(desk: Desk) -> None:
    report = import_calls(desk.work, SAMPLE, MAPPING)

    assert (report.calls_added, report.rows_taken, report.bad) == (890, 5998, ())
    assert states(desk) == {"archived": 890}
    assert rows(desk, "SELECT count(*) FROM event WHERE kind = 'imported'") == [(5998,)]
    # made_sla of the newest rows of the sample.
    verdicts = dict(rows(desk, "SELECT verdict, count(*) FROM clock WHERE kind = 'resolution' GROUP BY verdict"))
    assert verdicts == {"met": 495, "missed": 395}
    assert check(desk.path).findings == ()


def test_running_it_twice_adds_nothing(desk: Desk) -> None:
    import_calls(desk.work, SAMPLE, MAPPING)
    before = counts(desk)

    again = import_calls(desk.work, SAMPLE, MAPPING)

    assert (again.calls_added, again.calls_moved_on, again.rows_taken) == (0, 0, 0)
    assert again.rows_known == 5998
    assert counts(desk) == before


def test_a_later_import_of_more_moves_the_calls_on_to_where_one_import_would_have_brought_them(
    desk: Desk, blank_desk: Path, tmp_path: Path
) -> None:
    import_calls(desk.work, SAMPLE, MAPPING, as_of=NOON)
    report = import_calls(desk.work, SAMPLE, MAPPING)
    other = tmp_path / "at_once.db"
    other.write_bytes(blank_desk.read_bytes())
    at_once = Desk(other, desk.clock)
    at_once.open()
    import_calls(at_once.work, SAMPLE, MAPPING)

    assert (report.calls_added, report.calls_moved_on, report.rows_taken) == (0, 363, 1285)
    assert rows(desk, "SELECT count(*) FROM call_words WHERE call_words MATCH 'inc0000045'") == [(1,)]
    for sql in (
        "SELECT source_ref, state, cycle, resolved_at, ended_at, priority, summary, next_due_at, paused, with_name,"
        " solution FROM call ORDER BY source_ref",
        "SELECT source_ref, kind, clock.cycle, started_at, stopped_at, target, verdict, margin FROM clock"
        " JOIN call ON call.id = call_id ORDER BY 1, 2, 3, 4",
        "SELECT source_ref, until, clock_change.target FROM clock_change JOIN clock ON clock.id = clock_id"
        " JOIN call ON call.id = call_id ORDER BY 1, 2, 3",
        "SELECT source_ref, reason, stops_clocks, began_at, pause.ended_at FROM pause"
        " JOIN call ON call.id = call_id ORDER BY 1, 4, 5",
        "SELECT source_ref, number, made_at, escalation.ended_at, escalation.state FROM escalation"
        " JOIN call ON call.id = call_id ORDER BY 1, 2",
        "SELECT source_ref, at, kind, field, was, becomes FROM event JOIN call ON call.id = call_id"
        " ORDER BY source_ref, event.at, event.id",
    ):
        assert rows(desk, sql) == rows(at_once, sql)
    at_once.close()
    assert check(desk.path).findings == ()


def test_a_list_of_only_the_newer_rows_moves_a_call_on_too(desk: Desk, tmp_path: Path) -> None:
    first = [
        update(0, "09:30", "New"),
        update(1, "10:00", "Awaiting User Info", assignment_group="Group 2", location="Location 2"),
    ]
    take(desk, tmp_path, *first)
    take(desk, tmp_path, update(3, "12:00", "Active", assignment_group="Group 2", location="Location 2"))
    # And one that comes later than what followed it.
    take(desk, tmp_path, update(2, "11:00", "Awaiting Vendor", assignment_group="Group 2", location="Location 2"))

    call = the_call(desk)
    assert call.state is CallState.OPEN
    assert [(pause.reason, pause.began_at.hour, pause.ended_at.hour) for pause in call.pauses] == [
        (PauseReason.CUSTOMER, 10, 11),
        (PauseReason.SUPPLIER, 11, 12),
    ]
    assert [escalation.contact for escalation in call.escalations] == ["Group 2"]
    assert take(desk, tmp_path, *first).rows_known == 2


def test_a_call_that_was_worked_on_here_is_left_alone_and_named(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, update(0, "09:30", "New"), update(0, "09:30", "New", number="INC2"))
    desk.calls.note(acts.AddNote(desk.calls.find("INC1"), "Called back, nobody there."))
    newer = [update(1, "10:00", "Closed"), update(1, "10:00", "Closed", number="INC2")]

    report = take(desk, tmp_path, *newer)

    assert report.left_alone == ("INC1",)
    assert (report.calls_moved_on, report.rows_taken) == (1, 1)
    assert the_call(desk, "INC1").state is not CallState.ARCHIVED
    assert the_call(desk, "INC2").state is CallState.ARCHIVED
    assert take(desk, tmp_path, *newer).left_alone == ("INC1",)


def test_an_imported_call_says_who_what_and_when(desk: Desk, tmp_path: Path) -> None:
    take(
        desk,
        tmp_path,
        update(0, "09:30", "New", opened_at="07-03-2016 09:12"),
        update(1, "10:00", "Active", assignment_group="Group 2", impact="1 - High", priority="2 - High"),
    )

    call = the_call(desk)
    assert call.row.summary == "Category 1, Subcategory 1"
    assert (call.customer.name, call.customer.organisation) == ("Caller 1", "Location 1")
    assert (call.row.owner, call.category, call.priority) == ("Opened by 1", "Category 1", "P2")
    assert call.row.logged_at == datetime(2016, 3, 7, 9, 12, tzinfo=UTC)
    assert call.row.with_name == "Group 2"
    (escalation,) = call.escalations
    assert (escalation.state, escalation.contact_kind) == (EscalationState.ACCEPTED, ContactKind.EXPERT)
    assert [(event.kind, event.field, event.was, event.becomes) for event in call.events] == [
        ("imported", "state", None, "new"),
        ("imported", "state", "new", "open"),
        ("priority", "priority", "P3", "P2"),
        ("escalated", None, None, None),
    ]
    assert call.events[1].payload["by"] == "Updated by 1"
    assert call.events[1].payload["line"] == 3
    assert call.events[1].payload["facts"]["impact"] == "1 - High"
    assert not next(one for one in desk.facts().staff if one.name == "Opened by 1").active


def test_the_clocks_of_an_imported_call_are_those_of_the_policy_in_force(desk: Desk, tmp_path: Path) -> None:
    take(
        desk,
        tmp_path,
        update(0, "09:30", "New"),
        update(1, "10:00", "Awaiting User Info"),
        update(2, "11:00", "Active", priority="2 - High"),
    )

    call = the_call(desk)
    clocks = {clock.kind: clock for clock in call.clocks}
    assert set(clocks) == {ClockKind.RESPONSE, ClockKind.RESOLUTION}
    assert clocks[ClockKind.RESPONSE].verdict is Verdict.MET
    assert clocks[ClockKind.RESOLUTION].facts.target == timedelta(hours=4)
    assert call.row.clock == "resolution"
    # 4 h from 09:30, and an hour's pause.
    assert call.row.due_at == datetime(2016, 3, 7, 14, 30, tzinfo=UTC)
    (changed,) = [event for event in call.events if event.kind == "priority"]
    # "The old and the new deadline are both in the timeline": 16 h and 4 h, with an hour's pause.
    assert changed.payload["due_was"] == to_stored(datetime(2016, 3, 9, 9, 30, tzinfo=UTC))
    assert changed.payload["due"] == to_stored(datetime(2016, 3, 7, 14, 30, tzinfo=UTC))
    changes = rows(desk, "SELECT until, target FROM clock_change")
    assert changes == [(int(datetime(2016, 3, 7, 11, tzinfo=UTC).timestamp() * 1e6), 16 * 3600 * 1_000_000)]


def test_waiting_for_a_supplier_stops_the_clocks_only_if_the_site_says_so(desk: Desk, tmp_path: Path) -> None:
    waiting = [update(0, "09:30", "New"), update(1, "10:00", "Awaiting Vendor")]
    take(desk, tmp_path, *waiting)
    running = the_call(desk)
    site = desk.facts().site
    desk.site.save_site(
        SaveSite(
            site.name, site.address, site.phone, site.zone, site.paper, site.language, True, True, False, site.version
        )
    )
    take(desk, tmp_path, *({**row, "number": "INC2"} for row in waiting))
    standing = the_call(desk, "INC2")

    assert (running.row.paused, running.row.due_at is None) == (None, False)
    assert (standing.row.paused, standing.row.due_at) == ("supplier", None)


def test_a_resolved_call_of_an_import_can_be_agreed_or_opened_again_here(desk: Desk, tmp_path: Path) -> None:
    solved = [update(0, "09:30", "New"), update(1, "10:00", "Resolved")]
    take(desk, tmp_path, *solved, *({**row, "number": "INC2"} for row in solved))
    yes, no = desk.calls.find("INC1"), desk.calls.find("INC2")

    desk.calls.agree(acts.RecordAgreement(yes, acts.GiveAgreement(Answer.YES, who="Caller 1")))
    desk.calls.agree(acts.RecordAgreement(no, acts.GiveAgreement(Answer.NO, who="Caller 1", words="Still jams")))

    assert desk.overview.call(yes).state is CallState.CLOSED
    opened = desk.overview.call(no)
    assert opened.state is CallState.OPEN
    assert [clock.kind for clock in opened.clocks if clock.facts.stopped is None and clock.kind == "resolution"]


def test_an_imported_call_is_found_by_its_old_reference_and_its_caller(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, update(0, "09:30", "New", caller_id="Ümit Łaski"))

    for typed in ("inc1", "umit", "categ subcat", "C-00001"):
        assert [row.ref for row in desk.lists.search(typed)] == ["C-00001"], typed


def test_what_is_unknown_is_left_empty_or_named_as_the_mapping_says(desk: Desk, tmp_path: Path) -> None:
    unknown = dict.fromkeys(("caller_id", "location", "opened_by", "category", "subcategory", "priority"), "?")
    take(desk, tmp_path, update(0, "09:30", "New", **unknown), update(0, "09:30", "New", **unknown, number="INC2"))

    call = the_call(desk)
    assert call.row.summary == "INC1"
    assert (call.customer.name, call.customer.organisation) == ("Unknown caller", "")
    assert (call.row.owner, call.category_id) == ("Import", None)
    assert rows(desk, "SELECT count(*) FROM customer") == [(1,)]


def test_with_a_bad_row_nothing_is_imported_unless_it_is_to_be_skipped(desk: Desk, tmp_path: Path) -> None:
    before = counts(desk)
    updates = [update(0, "09:30", "New"), update(1, "10:00", "Lost")]

    refused = take(desk, tmp_path, *updates)

    assert refused.refused
    assert [(bad.line, bad.code) for bad in refused.bad] == [(3, "value_unknown")]
    assert counts(desk) == before
    taken = take(desk, tmp_path, *updates, skip_bad=True)
    assert (taken.refused, taken.calls_added, len(taken.bad)) == (False, 1, 1)


def test_a_dry_run_says_what_would_be_and_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    before = counts(desk)

    report = take(desk, tmp_path, update(0, "09:30", "New"), dry_run=True)

    assert (report.calls_added, report.rows_taken) == (1, 1)
    assert counts(desk) == before
    assert rows(desk, "SELECT count(*) FROM call_words WHERE call_words MATCH 'inc1'") == [(0,)]


def test_it_shows_progress_and_a_cancelled_import_leaves_nothing(desk: Desk) -> None:
    before, told = counts(desk), Counter[str]()
    seen: list[tuple[int, int]] = []

    def stop_in_the_middle(done: int, total: int) -> bool:
        seen.append((done, total))
        told["looks"] += 1
        return done < total / 2

    with pytest.raises(DeskError) as cancelled:
        import_calls(desk.work, SAMPLE, MAPPING, progress=lambda done, total: stop_in_the_middle(done, total or 1))

    assert cancelled.value.code == "cancelled"
    assert len(seen) > 3
    assert seen[-1][0] >= seen[-1][1] / 2
    assert counts(desk) == before


def test_progress_ends_at_the_number_of_new_rows(desk: Desk) -> None:
    seen: list[tuple[int, int]] = []

    def look(done: int, total: int) -> bool:
        seen.append((done, total))
        return True

    import_calls(desk.work, SAMPLE, MAPPING, progress=look)

    assert seen[-1] == (5998, 5998)
    assert [done for done, _total in seen] == sorted(done for done, _total in seen)


def test_hostile_text_is_kept_as_it_was(desk: Desk, tmp_path: Path) -> None:
    hostile = "=cmd|' /C calc'!A0 <img src=x> שלום \u202e🙂 '; DROP TABLE call; --"
    take(desk, tmp_path, update(0, "09:30", "New", caller_id=hostile, category=hostile))

    call = the_call(desk)
    assert call.customer.name == hostile
    assert call.category == hostile


def test_a_call_that_is_over_before_it_began_is_left_out_and_named_and_costs_no_other(
    desk: Desk, tmp_path: Path
) -> None:
    wrong = update(1, "10:00", "Closed", opened_at="07-03-2016 12:00")

    report = take(desk, tmp_path, update(0, "09:30", "New", number="INC2"), wrong)

    assert [(one.line, one.code, one.values) for one in report.left_out] == [
        (3, "over_before_it_began", {"reference": "INC1"})
    ]
    assert (report.calls_added, report.refused) == (1, False)
    assert rows(desk, "SELECT source_ref FROM call") == [("INC2",)]


def test_an_import_with_an_old_time_before_the_opening_keeps_both(desk: Desk, tmp_path: Path) -> None:
    take(
        desk,
        tmp_path,
        update(0, "09:30", "New", opened_at="07-03-2016 12:00"),
        update(1, "10:00", "Active", opened_at="07-03-2016 12:00"),
    )

    call = the_call(desk)
    assert call.row.logged_at.hour == 12
    assert all(clock.facts.stopped is None or clock.facts.stopped >= clock.facts.started for clock in call.clocks)
