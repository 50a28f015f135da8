"""One row that none of ours wrote costs that row: all others are read, and what is missing is known."""

from pathlib import Path

import pytest
from direct_writes import write

from deskapp import cli
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import NotFound, StorageProblem
from deskapp.paperwork.call import for_desk
from deskapp.services.calls import acts
from deskapp.services.overview.late.ask import Ask
from deskapp.wording.damage import bad_rows
from deskapp.wording.story import story


@pytest.fixture
def path(desk: Desk) -> Path:
    """Three calls of two customers; the second was noted upon."""
    for summary, who in (("Printer is out", "Ann Lee"), ("No network", "Ben Ray"), ("Screen is dark", "Ben Ray")):
        desk.calls.log(acts.LogCall(summary, new_customer=acts.NewCustomer(who)))
    desk.calls.note(acts.AddNote(2, "She has tried another cable."))
    desk.close()
    return desk.path


def opened(path: Path, clock: FixedClock) -> Desk:
    return Desk(path, clock, staff_id=1).open()


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE call SET priority = 'P9' WHERE id = 2",
        "UPDATE call SET logged_at = 9223372036854775807 WHERE id = 2",
        "UPDATE call SET logged_at = 'yesterday' WHERE id = 2",
        "UPDATE call SET customer_id = 99 WHERE id = 2",
    ],
)
def test_a_call_that_cannot_be_read_is_left_out_wherever_calls_are_read(
    path: Path, clock: FixedClock, change: str
) -> None:
    write(path, change)

    desk = opened(path, clock)
    # Whichever comes upon it first: from then on it is out of sight.
    found = desk.reading(lambda at: (at.lists.calls("open"), at.overview.call(2) if not at.bad_rows else None))[0]
    first = desk.first_screen("open")

    assert [row.id for row in found] == [row.id for row in first.rows] == [3, 1]
    assert desk.reading(lambda at: at.late.view(Ask())).figures is not None
    assert bad_rows.told(desk.bad_rows, path).startswith("1 call cannot be shown: C-00002.")
    with pytest.raises(NotFound) as unknown:
        desk.reading(lambda at: at.overview.call(at.calls.find("C-00002")))
    assert unknown.value.code == "call_not_shown"
    desk.close()


@pytest.mark.parametrize(
    ("change", "shown"),
    [
        ("UPDATE customer SET name = CAST(x'416eff6e' AS TEXT) WHERE id = 1", "An\ufffdn"),
        ("UPDATE customer SET tier = 'gold' WHERE id = 1", "Ann Lee"),
        ("UPDATE staff SET role = 'boss', name = x'ff'", "Ann Lee"),
        ("UPDATE calendar_version SET spec = '[]'", "Ann Lee"),
        ("UPDATE site SET zone = 'Nowhere/Land', required_parts = '5'", "Ann Lee"),
    ],
)
def test_what_many_calls_name_keeps_its_place_without_what_cannot_be_read(
    path: Path, clock: FixedClock, change: str, shown: str
) -> None:
    write(path, change)

    desk = opened(path, clock)
    first = desk.first_screen("open")
    desk.reading(lambda at: (at.facts(), at.lists.calls("open"), at.directory.customers("a"), at.overview.call(1)))

    assert [row.id for row in first.rows] == [3, 2, 1]
    assert next(row.customer for row in first.rows if row.id == 1) == shown
    assert "without what cannot be read" in bad_rows.told(desk.bad_rows, path)
    desk.close()


def test_an_act_that_needs_what_cannot_be_read_is_refused_and_any_other_is_done(path: Path, clock: FixedClock) -> None:
    write(path, "UPDATE call SET priority = 'P9' WHERE id = 2")
    desk = opened(path, clock)
    desk.reading(lambda at: at.lists.calls("open"))

    with pytest.raises(StorageProblem) as refused:
        desk.acting(lambda at: at.calls.note(acts.AddNote(2, "Again")))
    desk.acting(lambda at: at.calls.note(acts.AddNote(1, "Toner is on its way")))

    assert refused.value.code == "row_unreadable"
    assert desk.overview.call(1).events[-1].payload["words"] == "Toner is on its way"
    desk.close()


def test_hours_that_are_shown_by_something_plain_are_never_reckoned_with(path: Path, clock: FixedClock) -> None:
    write(path, "UPDATE calendar_version SET spec = '[]'")
    desk = opened(path, clock)
    desk.reading(lambda at: at.facts())

    with pytest.raises(StorageProblem):
        desk.acting(lambda at: at.calls.log(acts.LogCall("Another", customer_id=1)))
    desk.close()


def test_a_command_goes_on_without_the_row_and_says_so_beside(
    path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    assert cli.main(["overdue", str(path)], clock) == (0)
    sound = capsys.readouterr()
    write(path, "UPDATE call SET next_due_at = -9223372036854775807 WHERE id = 2")

    code = cli.main(["overdue", str(path)], clock)

    told = capsys.readouterr()
    assert code == 0
    assert "C-00002" not in told.out
    assert told.err.startswith("deskapp: 1 call cannot be shown: C-00002.")
    assert "cannot be shown" not in sound.err
    assert cli.main(["show", str(path), "2"], clock) == 1
    assert "its row cannot be read" in capsys.readouterr().err


def test_what_is_our_own_mistake_is_not_taken_for_a_bad_row(path: Path, clock: FixedClock) -> None:
    desk = opened(path, clock)
    with pytest.raises(ZeroDivisionError):
        desk.reading(lambda _at: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        desk.acting(lambda _at: 1 // 0)
    assert desk.bad_rows == ()
    desk.close()


def test_a_row_that_fails_nobody_is_looked_for_unasked(path: Path, clock: FixedClock) -> None:
    write(path, "UPDATE call SET next_due_at = 'never' WHERE id = 2")
    desk = opened(path, clock)
    assert desk.reading(lambda at: at.lists.calls("closed")) == ()

    assert desk.look_over()

    assert [row.id for row in desk.reading(lambda at: at.lists.calls("open"))] == [3, 1]
    assert not desk.look_over()
    desk.close()


def test_nothing_is_written_into_a_file_once_it_was_found_damaged(path: Path, clock: FixedClock) -> None:
    desk = opened(path, clock)
    with desk.work.read() as session:
        run = session.connection().exec_driver_sql
        (page,) = run("SELECT rootpage FROM sqlite_schema WHERE name = 'escalation'").one()
    with path.open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)

    with pytest.raises(StorageProblem) as damaged, desk.work.read() as session:
        session.connection().exec_driver_sql("SELECT max(made_at) FROM escalation NOT INDEXED").all()
    before = path.read_bytes()
    with pytest.raises(StorageProblem) as refused:
        desk.acting(lambda at: at.calls.note(acts.AddNote(1, "Toner is on its way")))

    assert (damaged.value.code, refused.value.code) == ("damaged", "left_as_it_is")
    assert len(desk.lists.calls("open")) == 3
    desk.close()
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ("UPDATE event SET at = 'then' WHERE id = (SELECT min(id) FROM event WHERE kind = 'note')", ""),
        (
            "UPDATE event_words SET words = '{' WHERE event_id = (SELECT min(id) FROM event WHERE kind = 'note')",
            "Manager",
        ),
    ],
)
def test_where_a_line_cannot_be_read_the_story_the_sheet_and_the_command_say_so(
    path: Path,
    clock: FixedClock,
    change: str,
    by: str,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    desk = opened(path, clock)
    desk.calls.note(acts.AddNote(2, "Said after it."))
    desk.close()
    write(path, change)
    gap = "An entry stands here that cannot be read"

    desk = opened(path, clock)
    desk.look_over()
    call = desk.reading(lambda at: at.overview.call(2))
    told = story(call.events, "Ben Ray", "No network", "", "UTC", clock.now())
    facts = desk.reading(lambda at: at.facts())
    sheet = for_desk(call, facts, clock.now(), "Manager", timeline=True).timeline or ()
    desk.close()

    assert [(one.kind, one.by) for one in call.events][1:] == [("unreadable", by), ("note", "Manager")]
    assert [gap in one.title for one in told] == [False, True, False]
    assert [gap in one.title for one in sheet] == [False, True, False]
    assert cli.main(["show", str(path), "C-00002"], clock) == 0
    out = capsys.readouterr().out
    assert out.index(gap) < out.index("Said after it.")
    assert "another cable" not in out
