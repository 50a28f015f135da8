"""Backups from the command line (RULES.md, "Backups"): made, listed, looked into, put back, without a desk too."""

import os
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from scene import log, rows

from deskapp import cli
from deskapp.commands.people import PIN_VARIABLE
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.site.check import check
from deskapp.storage import backup, copies

PIN = "2580"


class Shell:
    def __init__(self, file: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]) -> None:
        self.file, self.clock, self._capsys = file, clock, capsys

    def __call__(self, command: str, *more: str, pin: str = PIN) -> tuple[int, str]:
        os.environ[PIN_VARIABLE] = pin
        try:
            code = cli.main([command, str(self.file), *more], self.clock)
        finally:
            os.environ.pop(PIN_VARIABLE, None)
        told = self._capsys.readouterr()
        return code, told.out + told.err


@pytest.fixture
def run(desk: Desk, clock: FixedClock, capsys: pytest.CaptureFixture[str]) -> Shell:
    desk.staff.choose_pin(1, PIN)
    log(desk, "Before")
    desk.close()
    return Shell(desk.path, clock, capsys)


def _work(run: Shell, summary: str) -> None:
    desk = Desk(run.file, run.clock, staff_id=1).open()
    log(desk, summary)
    desk.close()


def test_one_is_made_listed_looked_into_and_put_back(run: Shell, tmp_path: Path) -> None:
    code, said = run("restore")
    assert (code, said) == (0, f"There is no backup of {run.file}.\n")
    code, said = run("backup")
    assert code == 0
    (copy,) = copies.lie_in(backup.folder_of(run.file))
    assert said.startswith(f"Wrote {copy.path}.\n1 call · ")
    _work(run, "Since then")
    run.clock.advance(timedelta(minutes=1))

    code, said = run("restore", "--list")
    assert (code, copy.name in said, "1 call" in said) == (0, True, True)
    code, said = run("restore", copy.name, "--look")
    assert (code, "1 call, 1 of them not over" in said, "1 new call among them" in said) == (0, True, True), said
    assert "C-00002 · Since then" in said
    for refused, told in (
        ((copy.name,), "Nothing was changed"),  # nobody said yes
        (("desk 1999-01-01 000000.db", "--yes"), "There is no backup"),
        ((copy.name, "--yes", "--as", "Nobody"), "Nobody named Nobody"),
    ):
        code, said = run("restore", *refused)
        assert (code, told in said) == (1, True), said
    assert run("restore", copy.name, "--yes", pin="2581")[0] == 1
    run.clock.advance(timedelta(minutes=1))
    assert len(rows(run.file, "SELECT id FROM call")) == 2

    code, said = run("restore", copy.name, "--yes")
    assert (code, f"{copy.name} is the desk now" in said) == (0, True), said
    assert rows(run.file, "SELECT summary FROM call") == [("Before",)]
    assert check(run.file).findings == ()
    code, said = run("restore")
    assert "set aside when a backup was put back" in said


def test_a_copy_goes_where_it_is_told_and_never_over_something_unasked(run: Shell, tmp_path: Path) -> None:
    target = tmp_path / "stick" / "copy.db"
    code, said = run("backup", str(target))
    assert (code, "cannot be made" in said) == (1, True), said
    target.parent.mkdir()
    assert run("backup", str(target.parent))[0] == 0
    assert run("backup", str(target))[0] == 0
    assert check(target).findings == ()
    code, said = run("backup", str(target))
    assert (code, "--force" in said) == (1, True)
    assert run("backup", str(target), "--force")[0] == 0
    code, said = run("backup", str(run.file), "--force")
    assert (code, "the desk itself" in said) == (1, True)
    code, said = Shell(tmp_path / "none.db", run.clock, run._capsys)("backup")
    assert (code, "There is no file" in said) == (1, True)
    assert not (tmp_path / "none backups").exists()


@pytest.mark.parametrize("left", ["nothing", "garbage", "a part"])
def test_where_no_desk_is_left_a_backup_takes_its_place_and_what_there_was_is_kept(
    run: Shell, tmp_path: Path, left: str
) -> None:
    run("backup", str(tmp_path / "copy.db"))
    if left == "nothing":
        run.file.unlink()
    elif left == "garbage":
        run.file.write_bytes(b"garbage" * 1000)
        run.file.with_name(f"{run.file.name}-wal").write_bytes(b"a log that belongs to something else")
    else:
        run.file.write_bytes(run.file.read_bytes()[:8192])
    was = run.file.read_bytes() if run.file.exists() else None
    code, said = run("restore", str(tmp_path / "copy.db"), "--yes", pin="2581")
    assert code == 1, said
    assert (run.file.read_bytes() if run.file.exists() else None) == was
    code, said = run("restore", str(tmp_path / "copy.db"), "--yes")
    assert (code, "what would be lost by it cannot be told" in said) == (0, True), said
    assert rows(run.file, "SELECT summary FROM call") == [("Before",)]
    assert check(run.file).findings == ()
    kept = [one for one in backup.folder_of(run.file).iterdir() if "set aside" in one.name and one.suffix == ".db"]
    assert [one.read_bytes() for one in kept] == ([] if was is None else [was])


def test_a_drill_made_under_two_writers_restored_checked_and_compared(run: Shell, tmp_path: Path) -> None:
    """What a person would do once a quarter, to know that the backups can be relied on."""
    stop = threading.Event()

    def write(name: str) -> None:
        desk = Desk(run.file, run.clock, staff_id=1).open()
        number = 0
        while not stop.is_set():
            number += 1
            log(desk, f"{name} {number}")
        desk.close()

    writers = [threading.Thread(target=write, args=(name,)) for name in ("one", "two")]
    for writer in writers:
        writer.start()
    try:
        code, said = run("backup", str(tmp_path / "drill.db"))
    finally:
        stop.set()
        for writer in writers:
            writer.join()
    assert code == 0, said
    upto, link = rows(tmp_path / "drill.db", "SELECT id, link FROM event ORDER BY id DESC LIMIT 1")[0]
    assert rows(run.file, "SELECT link FROM event WHERE id = ?", upto) == [(link,)]
    held = rows(tmp_path / "drill.db", "SELECT id, summary, state, version FROM call ORDER BY id")
    assert held == rows(run.file, "SELECT id, summary, state, version FROM call ORDER BY id LIMIT ?", len(held))
    lost = len(rows(run.file, "SELECT id FROM call")) - len(held)

    code, said = run("restore", str(tmp_path / "drill.db"), "--yes")
    assert code == 0, said
    assert (f"{lost} new call" in said) == bool(lost)
    assert rows(run.file, "SELECT id, summary, state, version FROM call ORDER BY id") == held
    assert check(run.file).findings == ()
