"""A tail that was cut off, a file that was replaced, a chain written anew: found by what was seen elsewhere."""

import re
import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from read_back import text
from scene import contact, escalate, log, rows, staff

from deskapp import cli, paths
from deskapp.commands.people import PIN_VARIABLE
from deskapp.desk import Desk, make
from deskapp.domain.backups.head import read
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import NotAllowed
from deskapp.domain.words import Role
from deskapp.services.backups.acts import RestoreBackup
from deskapp.services.backups.evidence import Held
from deskapp.storage.seen_heads import SeenHeads

PIN = "8462"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    desk.staff.choose_pin(1, PIN)
    log(desk, "Seen")
    return desk


def _older(desk: Desk, folder: Path) -> Path:
    """The file as it is now, kept beside; then the desk goes on."""
    desk.work.database.empty_log()
    kept = folder / "older.db"
    shutil.copyfile(desk.path, kept)
    return kept


def _put(desk: Desk, file: Path) -> Desk:
    """Somebody puts another file in the place of the desk's, past the program."""
    desk.close()
    for ending in ("-wal", "-shm"):
        desk.path.with_name(desk.path.name + ending).unlink(missing_ok=True)
    shutil.copyfile(file, desk.path)
    again = Desk(desk.path, desk.clock, staff_id=1)
    again.open()
    return again


def test_a_tail_that_was_cut_off_is_found_told_to_who_leads_the_desk_and_to_nobody_twice(
    desk: Desk, tmp_path: Path
) -> None:
    older = _older(desk, tmp_path)
    log(desk, "Cut off")
    seen = desk.evidence.head()
    assert desk.evidence.see(tmp_path) is None
    assert SeenHeads(tmp_path).of(desk.path) is not None
    again = _put(desk, older)
    try:
        found = again.evidence.see(tmp_path)
        assert found is not None
        assert (found.held, found.head, found.ends.number) == (Held.CUT, seen, seen.number - 1)
        assert again.evidence.see(tmp_path) is None
        assert [one.head for one in again.evidence.told()] == [seen]
        agent, supervisor = staff(again, Role.AGENT), staff(again, Role.SUPERVISOR)
        again.staff_id = agent
        with pytest.raises(NotAllowed):
            again.evidence.told()
        again.staff_id = supervisor
        assert len(again.evidence.told()) == 1
        again.evidence.look_into()
        assert again.evidence.told() == ()
    finally:
        again.close()


def test_a_chain_that_was_written_anew_and_another_desk_are_told_apart(desk: Desk, tmp_path: Path) -> None:
    older = _older(desk, tmp_path)
    log(desk, "One")
    desk.evidence.note(tmp_path)
    again = _put(desk, older)
    log(again, "Something else")
    log(again, "And more")
    found = again.evidence.see(tmp_path)
    assert found is not None
    assert found.held is Held.OTHER
    desk.clock.advance(timedelta(days=1))
    make(tmp_path / "other.db", desk.clock)
    other = _put(again, tmp_path / "other.db")
    found = other.evidence.see(tmp_path)
    assert found is not None
    assert found.held is Held.REPLACED
    other.close()


def test_what_was_set_aside_by_a_backup_that_was_put_back_is_missed_by_nobody(desk: Desk, tmp_path: Path) -> None:
    name = desk.backups.make().value.name
    log(desk, "Set aside")
    desk.evidence.note(tmp_path)
    desk.clock.advance(timedelta(minutes=1))
    desk.backups.restore(RestoreBackup(name, PIN))
    desk.close()
    again = Desk(desk.path, desk.clock, staff_id=1).open()
    assert again.evidence.see(tmp_path) is None
    again.close()


def test_a_check_compares_with_this_workstation_with_backups_and_with_paper(
    desk: Desk, tmp_path: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "user_data", lambda **_: tmp_path)
    older = _older(desk, tmp_path)
    log(desk, "Cut off")
    desk.backups.make()
    desk.evidence.note(tmp_path)
    printed = desk.evidence.head().printed
    desk.close()

    def checked(*more: str) -> tuple[int, str]:
        code = cli.main(["check", str(desk.path), *more], clock)
        told = capsys.readouterr()
        return code, told.out + told.err

    code, said = checked("--head", printed.upper())
    assert (code, f"The timeline holds {printed}" in said, "is sound" in said) == (0, True, True), said
    assert checked("--head", "12 wrong")[0] == 1
    _put(desk, older).close()
    code, said = checked("--head", printed)
    assert code == 1
    lines = said.splitlines()
    assert lines[0].startswith("This file ends before what this workstation saw of it")
    assert lines[1].startswith("This file ends before its backup desk 2026-11-16 100000.db")
    assert lines[2].startswith(f"The timeline ends before what was printed: {printed}")


def test_papers_say_at_their_foot_how_far_the_timeline_went(
    desk: Desk, tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    escalate(desk, 1, contact(desk).id)
    desk.close()
    monkeypatch.setenv(PIN_VARIABLE, PIN)
    for command, *more in (
        ("sheet", "C-00001"),
        ("call", "C-00001"),
        ("policy",),
        ("report", "--month", "2026-10"),
    ):
        target = tmp_path / f"{command}.pdf"
        before = rows(desk.path, "SELECT id, link FROM event ORDER BY id DESC LIMIT 1")[0]
        assert cli.main([command, str(desk.path), *more, "--to", str(target)], clock) == 0
        found = re.search(r"timeline (\d+ [0-9a-f]{16})", text(target.read_bytes()))
        assert found, command
        printed = read(found[1])
        assert printed is not None
        # Signing in for the command is a line of its own.
        assert printed.number >= before[0]
        (link,) = rows(desk.path, "SELECT link FROM event WHERE id = ?", printed.number)[0]
        assert printed.is_of(link)
        monkeypatch.setenv(PIN_VARIABLE, PIN)
