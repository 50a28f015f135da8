"""Disk full, folder read only: said by its code, nothing half there, and on it goes when there is room."""

import os
import stat
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from in_a_process import run

from deskapp import cli
from deskapp.desk import Desk, make
from deskapp.domain.errors import StorageProblem
from deskapp.services.calls import acts
from deskapp.services.site import check
from deskapp.storage import backup
from deskapp.storage.database import Database

LONG = "The picture is gone again. " * 400


def _log(desk: Desk, summary: str, details: str = "") -> str:
    who = acts.NewCustomer(f"Customer of {summary}")
    return desk.calls.log(acts.LogCall(summary, new_customer=who, details=details)).value.ref


def _log_until_it_is_full(desk: Desk, saved: list[str]) -> None:
    for number in range(500):
        saved.append(_log(desk, f"Call {number}", LONG))


def _figures(desk: Desk) -> list[int]:
    tables = ("call", "customer", "clock", "event", "event_words", "call_search", "call_words")
    with desk.work.read() as session:
        run_sql = session.connection().exec_driver_sql
        return [run_sql(f"SELECT count(*) FROM {table}").scalar_one() for table in tables]


def _limit(desk: Desk, pages: int) -> None:
    with desk.work.database.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")


def test_with_a_full_disk_nothing_is_half_there_and_it_goes_on_when_there_is_room(desk: Desk) -> None:
    _log(desk, "Before")
    before = _figures(desk)
    _limit(desk, 1)
    with pytest.raises(StorageProblem) as refused:
        _log(desk, "Too much", LONG)
    assert refused.value.code == "disk_full"
    assert _figures(desk) == before
    assert desk.lists.search("too much") == ()
    _limit(desk, 1_000_000)
    assert _log(desk, "Too much", LONG) == "C-00002"
    assert [row.summary for row in desk.lists.search("too much")] == ["Too much"]
    assert check.check(desk.path).findings == ()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for a new desk and some hundred KB."""
    folder = tmp_path / "small"
    folder.mkdir()
    if os.name == "nt" or os.geteuid() != 0:
        pytest.skip("only the administrator can mount a small disk")
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1800k", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode != 0:
        pytest.skip("no small disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up_loses_no_call_that_was_saved(small_disk: Path, blank_desk: Path) -> None:
    path = small_disk / "desk.db"
    path.write_bytes(blank_desk.read_bytes())
    desk = Desk(path, staff_id=1).open()
    filling = small_disk / "somebody's film"
    saved = [_log(desk, "First")]
    filling.write_bytes(bytes(200_000))
    with pytest.raises(StorageProblem) as refused:
        _log_until_it_is_full(desk, saved)
    assert refused.value.code == "disk_full"
    assert len(saved) == len(desk.lists.calls("open"))
    filling.unlink()
    saved.append(_log(desk, "There is room again"))
    desk.close()
    looked = check.check(path)
    assert (looked.calls, looked.findings) == (len(saved), ())


def test_a_disk_without_room_for_a_new_desk_leaves_nothing_behind(small_disk: Path) -> None:
    filling = small_disk / "somebody's film"
    filling.write_bytes(bytes(1_150_000))
    with pytest.raises(StorageProblem) as refused:
        make(small_disk / "desk.db")
    assert refused.value.code == "disk_full"
    assert os.listdir(small_disk) == [filling.name]


@pytest.mark.skipif(os.name == "nt", reason="needs a limit on the size of files")
def test_a_limit_on_the_size_of_files_is_said_plainly_and_nothing_is_lost(desk_file: Path) -> None:
    said = run(
        """
        import resource, sys
        from pathlib import Path
        from deskapp.desk import Desk, make
        from deskapp.domain.errors import StorageProblem
        from deskapp.services.calls import acts

        desk = Desk(Path(sys.argv[1]), staff_id=1).open()
        size = Path(sys.argv[1]).stat().st_size
        soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        saved = 0
        try:
            while True:
                desk.calls.log(acts.LogCall("Call", new_customer=acts.NewCustomer("Vega"), details="words " * 2000))
                saved += 1
        except StorageProblem as problem:
            code = problem.code
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        assert len(desk.lists.calls("open")) == saved
        desk.calls.log(acts.LogCall("Room again", new_customer=acts.NewCustomer("Vega")))
        desk.close()
        print(code, saved + 1)
        """,
        desk_file,
    )
    code, saved = said.split()
    # The system calls this a failing disk, not a full one.
    assert code in ("disk_full", "io")
    looked = check.check(desk_file)
    assert (looked.calls, looked.findings) == (int(saved), ())


def _copy(blank_desk: Path, folder: Path) -> Path:
    path = folder / "desk.db"
    path.write_bytes(blank_desk.read_bytes())
    return path


def test_a_file_that_may_only_be_read_is_read_and_no_act_is_lost_in_silence(
    open_folder: Path, blank_desk: Path, without_rights: Any
) -> None:
    path = _copy(blank_desk, open_folder)
    path.chmod(0o444)
    before = path.read_bytes()
    with without_rights():
        desk = Desk(path, staff_id=1)
        assert desk.first_screen("open").rows == ()
        desk.open()
        assert desk.lists.calls("open") == ()
        with pytest.raises(StorageProblem) as refused:
            _log(desk, "Not kept")
        assert refused.value.code == "read_only"
        desk.close()
    assert path.read_bytes() == before


def test_a_folder_that_may_only_be_read_is_refused(open_folder: Path, blank_desk: Path, without_rights: Any) -> None:
    path = _copy(blank_desk, open_folder)
    path.chmod(0o444)
    open_folder.chmod(0o555)
    with without_rights(), pytest.raises(StorageProblem) as refused:
        Database(path)
    assert refused.value.code in ("not_readable", "read_only")
    assert os.listdir(open_folder) == ["desk.db"]


def _room_for(path: Path, filling: Path, left: int) -> None:
    """So that little room is left on the disk, in bytes."""
    found = os.statvfs(path.parent)
    filling.write_bytes(bytes(max(0, found.f_bavail * found.f_frsize - left)))


def _code_of(way: Callable[[], object]) -> str:
    """ "" where it was done."""
    try:
        way()
    except StorageProblem as problem:
        return problem.code
    return ""


@pytest.mark.parametrize("left", [0, 4096, 16 * 1024, 36 * 1024])
def test_a_desk_on_a_full_disk_says_so_or_is_opened_and_its_words_say_what_to_do(
    small_disk: Path, blank_desk: Path, left: int, capsys: pytest.CaptureFixture[str]
) -> None:
    path = _copy(blank_desk, small_disk)
    filling = small_disk / "somebody's film"
    _room_for(path, filling, left)
    desk = Desk(path, staff_id=1)
    ways: list[Callable[[], object]] = [
        lambda: desk.first_screen("open"),
        desk.open,
        lambda: _log(desk, "Not kept", LONG) if desk.is_open else None,
    ]
    refused = [code for way in ways if (code := _code_of(way))]
    assert set(refused) <= {"disk_full"}
    assert refused or left
    desk.close()
    if cli.main(["show", str(path), "C-00001"]) != 0:
        said = capsys.readouterr().err
        assert "make room" in said or "C-00001" in said
    filling.unlink()
    desk = Desk(path, staff_id=1).open()
    assert _log(desk, "There is room again") in ("C-00001", "C-00002")
    desk.close()
    assert check.check(path).findings == ()


def test_commands_read_a_desk_in_a_folder_that_may_only_be_read(
    open_folder: Path,
    blank_desk: Path,
    without_rights: Any,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Somebody without rights has a home of their own.
    home = open_folder / "home"
    home.mkdir()
    home.chmod(0o777)
    monkeypatch.setenv("XDG_DATA_HOME", str(home))
    path = _copy(blank_desk, open_folder)
    desk = Desk(path, staff_id=1).open()
    _log(desk, "Read from a stick")
    desk.close()
    before = path.read_bytes()
    path.chmod(0o444)
    open_folder.chmod(0o555)
    with without_rights():
        for words, said in (
            (["check", path], "sound"),
            (["show", path, "C-00001"], "Read from a stick"),
            (["overdue", path], ""),
        ):
            code = cli.main([str(word) for word in words])
            told = capsys.readouterr()
            assert (code, told.err) == (0, "")
            assert said in told.out
    assert path.read_bytes() == before
    assert sorted(os.listdir(open_folder)) == ["desk.db", "home"]


@pytest.mark.skipif(os.name == "nt", reason="modes of files are those of POSIX")
def test_whatever_is_made_beside_a_desk_is_for_its_user_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        path = tmp_path / "desk.db"
        make(path)
        desk = Desk(path, staff_id=1).open()
        _log(desk, "First")
        beside = {one.name: stat.S_IMODE(one.stat().st_mode) for one in tmp_path.iterdir()}
        assert beside == dict.fromkeys(("desk.db", "desk.db-shm", "desk.db-wal"), 0o600)
        copy = backup.back_up(path, "copy.db")
        path.unlink()
        with pytest.raises(StorageProblem) as refused:
            desk.watch.look()
        desk.close()
    finally:
        os.umask(before)
    kept = Path(refused.value.values["kept"])
    assert {stat.S_IMODE(one.stat().st_mode) for one in (copy, kept)} == {0o600}
    assert stat.S_IMODE(kept.parent.stat().st_mode) == 0o700
