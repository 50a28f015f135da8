"""An import is taken back while nothing was built on it; the timeline keeps that it was there."""

from pathlib import Path

import pytest
from list_scene import all_of, content, take, text, the_call

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Invalid, NotAllowed, NotFound
from deskapp.domain.words import CallState
from deskapp.services.calls import acts
from deskapp.services.imports.acts import UndoImport
from deskapp.services.site.check import check

HEAD = ("id", "title", "created", "updated", "state", "who", "group", "category", "held", "phone")
GROUPS = {"group": "group", "category": "category", "opened_by": "held", "phone": "phone"}
DAY = "2025-06-18"
PEOPLE = "SELECT (SELECT count(*) FROM customer), (SELECT count(*) FROM contact), (SELECT count(*) FROM category)"


def row(ref: str, updated: str, state: str = "Open", who: str = "Ana", group: str = "One") -> tuple[str, ...]:
    return ref, f"About {ref}", f"{DAY} 09:00", f"{DAY} {updated}", state, who, group, "Vans", "Bo", "+49 30 123456"


def listed(*rows: tuple[str, ...]) -> str:
    return text(HEAD, *rows)


def undo(desk: Desk, import_id: int | None) -> tuple[int, int]:
    assert import_id is not None
    done = desk.imports.undo(UndoImport(import_id, "The wrong list"))
    assert done.changes.everything
    return done.value.calls_gone, done.value.calls_back


def test_an_import_that_is_undone_is_gone_from_lists_search_and_people(desk: Desk, tmp_path: Path) -> None:
    before = all_of(desk, PEOPLE)
    staff = all_of(desk, "SELECT id, name FROM staff")
    report = take(
        desk,
        tmp_path,
        content(GROUPS),
        listed(row("T-1", "10:00"), row("T-1", "11:00", group="Two"), row("T-2", "10:00", "Closed", "Cy")),
    )

    assert undo(desk, report.import_id) == (2, 0)

    assert [one.ref for one in desk.lists.search("about")] == []
    assert desk.lists.search("ana") == desk.lists.search("123456") == ()
    assert all_of(desk, "SELECT count(*) FROM clock") == all_of(desk, "SELECT count(*) FROM escalation") == [(0,)]
    ((customers, contacts, categories),) = all_of(desk, PEOPLE)
    # One stands for whoever the calls were of.
    assert (customers - 1, contacts, categories) == before[0]
    assert all_of(desk, "SELECT id, name FROM staff") == staff
    call = the_call(desk, "T-1")
    assert (call.state, call.row.summary, call.customer.name) == (CallState.VOID, "T-1", "Unknown caller")
    assert call.events[-1].kind == "import_undone"
    assert check(desk.path).findings == ()
    (view,) = desk.imports.listed()
    assert (view.file, view.calls_added, view.undone_by, view.newest) == ("list.csv", 2, "Manager", False)


def test_after_undoing_the_list_can_come_again_with_a_better_mapping(desk: Desk, tmp_path: Path) -> None:
    what = listed(row("T-1", "10:00", "Closed"), row("T-2", "10:00"))
    wrong = content({**GROUPS, "customer": "title"})
    first = take(desk, tmp_path, wrong, what)
    undo(desk, first.import_id)

    report = take(desk, tmp_path, content(GROUPS), what)

    assert (report.calls_added, report.calls_moved_on, report.rows_taken) == (2, 0, 2)
    calls = [the_call(desk, ref) for ref in ("T-1", "T-2")]
    assert [(call.row.ref, call.state, call.customer.name) for call in calls] == [
        ("C-00001", CallState.ARCHIVED, "Ana"),
        ("C-00002", CallState.OPEN, "Ana"),
    ]
    assert [one.ref for one in desk.lists.search("about")] == ["C-00002", "C-00001"]
    assert take(desk, tmp_path, content(GROUPS), what).rows_known == 2
    assert check(desk.path).findings == ()
    assert undo(desk, report.import_id) == (2, 0)


def test_calls_that_were_there_before_are_again_as_they_were(desk: Desk, tmp_path: Path) -> None:
    take(desk, tmp_path, content(GROUPS), listed(row("T-1", "10:00"), row("T-2", "10:00")))
    columns = "SELECT source_ref, state, resolved_at, ended_at, summary, customer_id, next_due_at, with_name FROM call"
    clocks = "SELECT call_id, kind, cycle, started_at, stopped_at, verdict FROM clock ORDER BY 1, 2"
    before = all_of(desk, columns), all_of(desk, clocks), all_of(desk, PEOPLE)
    newer = listed(row("T-1", "12:00", "Closed", "Dee", "Two"), row("T-1", "13:00"), row("T-3", "12:00"))
    report = take(desk, tmp_path, content(GROUPS), newer)
    assert (report.calls_added, report.calls_moved_on) == (1, 1)

    assert undo(desk, report.import_id) == (1, 1)

    there = [one for one in all_of(desk, columns) if one[0] != "T-3"]
    assert (there, all_of(desk, clocks)) == before[:2]
    assert the_call(desk, "T-1").events[-1].kind == "import_undone"
    assert check(desk.path).findings == ()
    # What was taken back is told again where it comes again.
    assert take(desk, tmp_path, content(GROUPS), newer).rows_taken == 3


def test_what_was_built_on_keeps_an_import_and_is_named(desk: Desk, tmp_path: Path) -> None:
    report = take(desk, tmp_path, content(GROUPS), listed(row("T-1", "10:00"), row("T-2", "10:00")))
    desk.calls.note(acts.AddNote(desk.calls.find("T-2"), "Called back."))
    before = all_of(desk, "SELECT * FROM call")

    with pytest.raises(NotAllowed) as refused:
        undo(desk, report.import_id)

    assert refused.value.code is Refusal.IMPORT_BUILT_ON
    assert (refused.value.values["count"], refused.value.values["refs"]) == (1, "C-00002")
    assert all_of(desk, "SELECT * FROM call") == before


def test_a_customer_who_has_a_call_of_their_own_by_now_stays(desk: Desk, tmp_path: Path) -> None:
    report = take(desk, tmp_path, content(GROUPS), listed(row("T-1", "10:00"), row("T-2", "10:00", who="Cy")))
    ana = the_call(desk, "T-1").customer.id
    desk.calls.log(acts.LogCall("Something new", customer_id=ana))

    undo(desk, report.import_id)

    assert [name for (name,) in all_of(desk, "SELECT name FROM customer ORDER BY id")] == ["Ana", "Unknown caller"]


def test_imports_are_undone_from_the_newest_back_and_once(desk: Desk, tmp_path: Path) -> None:
    first = take(desk, tmp_path, content(GROUPS), listed(row("T-1", "10:00")))
    second = take(desk, tmp_path, content(GROUPS), listed(row("T-1", "12:00", "Closed")))

    with pytest.raises(NotAllowed) as refused:
        undo(desk, first.import_id)
    assert refused.value.code is Refusal.IMPORT_NEWER
    assert [view.newest for view in desk.imports.listed()] == [True, False]
    assert undo(desk, second.import_id) == (0, 1)
    with pytest.raises(NotAllowed) as refused:
        undo(desk, second.import_id)
    assert refused.value.code is Refusal.IMPORT_UNDONE
    assert undo(desk, first.import_id) == (1, 0)
    with pytest.raises(NotFound):
        undo(desk, 99)


def test_why_is_needed_and_nobody_restores_such_a_call_by_hand(desk: Desk, tmp_path: Path) -> None:
    report = take(desk, tmp_path, content(GROUPS), listed(row("T-1", "10:00")))
    assert report.import_id is not None
    with pytest.raises(Invalid):
        desk.imports.undo(UndoImport(report.import_id, " "))
    undo(desk, report.import_id)

    with pytest.raises(NotAllowed) as refused:
        desk.calls.restore(acts.RestoreCall(desk.calls.find("T-1"), "It was right"))

    assert refused.value.code is Refusal.WENT_WITH_ITS_IMPORT


def test_a_dry_run_and_an_import_of_nothing_new_leave_no_import_behind(desk: Desk, tmp_path: Path) -> None:
    what = listed(row("T-1", "10:00"))
    assert take(desk, tmp_path, content(GROUPS), what, dry_run=True).import_id is None
    take(desk, tmp_path, content(GROUPS), what)
    assert take(desk, tmp_path, content(GROUPS), what).import_id is None

    assert len(desk.imports.listed()) == 1
