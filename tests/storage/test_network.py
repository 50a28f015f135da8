"""A file on a network folder: noticed, kept without the write-ahead log, and refused where that cannot be left."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from in_a_process import start
from patience import SECONDS

from deskapp.desk import Desk
from deskapp.domain.errors import StorageProblem
from deskapp.services.calls import acts
from deskapp.services.site import check
from deskapp.storage import database as databases
from deskapp.storage import network
from deskapp.storage.database import Database
from deskapp.storage.file_check import FileCheck

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /tmp tmpfs rw 0 0
server:/desk /mnt/desk nfs4 rw,vers=4.2 0 0
//server/desk /mnt/smb cifs rw 0 0
//server/desk /mnt/with\040blank\134and\011tab cifs rw 0 0
user@host: /home/ana/ssh fuse.sshfs rw 0 0
shared /mnt/vm virtiofs rw 0 0
/dev/sdb1 /mnt/stick fuseblk rw 0 0
/dev/sdc1 /mnt/desk/local ext4 rw 0 0
overlay /mnt/over ext4 rw 0 0
server:/late /mnt/over nfs rw 0 0

damaged
"""

linux = pytest.mark.skipif(not os.path.exists("/proc/mounts"), reason="reads Linux's list of mounts")


@linux
@pytest.mark.parametrize(
    ("path", "remote"),
    [
        ("/home/ana/desk.db", False),
        ("/tmp/desk.db", False),
        ("/mnt/desk/desk.db", True),
        ("/mnt/desk/a/b/desk.db", True),
        ("/mnt/desk/local/desk.db", False),
        ("/mnt/desktop/desk.db", False),
        ("/mnt/smb/desk.db", True),
        ("/mnt/with blank\\and\ttab/desk.db", True),
        ("/home/ana/ssh/desk.db", True),
        ("/mnt/vm/desk.db", True),
        ("/mnt/stick/desk.db", False),
        # What was mounted last covers what lies below it.
        ("/mnt/over/desk.db", True),
    ],
)
def test_a_network_folder_is_known_by_its_mount(tmp_path: Path, path: str, remote: bool) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(MOUNTS)
    assert network.on_network(Path(path), mounts) is remote


@linux
def test_it_is_the_file_that_counts_not_the_link_to_it(tmp_path: Path) -> None:
    far, near = tmp_path / "far", tmp_path / "near"
    far.mkdir()
    near.mkdir()
    (far / "desk.db").write_bytes(b"")
    mounts = tmp_path / "mounts"
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/desk {os.path.realpath(far)} nfs rw 0 0\n")
    (near / "linked.db").symlink_to(far / "desk.db")
    (near / "folder").symlink_to(far)
    assert network.on_network(near / "linked.db", mounts)
    assert network.on_network(near / "folder" / "desk.db", mounts)
    assert not network.on_network(near / "desk.db", mounts)


@linux
def test_when_in_doubt_a_folder_is_a_network_folder(tmp_path: Path) -> None:
    assert network.on_network(tmp_path / "desk.db", tmp_path / "no list of mounts")


@pytest.fixture
def remote(monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder of the test as if it were another machine's."""
    monkeypatch.setattr(databases, "on_network", lambda _path: True)


@pytest.fixture
def far(desk_file: Path, remote: None) -> Iterator[Database]:
    database = Database(desk_file)
    yield database
    database.close()


def _pragma(session: Any, name: str) -> Any:
    return session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one()


def test_a_network_folder_gets_the_rollback_journal_with_synchronous_extra(far: Database) -> None:
    extra = 3
    with far.write() as session:
        assert (_pragma(session, "journal_mode"), _pragma(session, "synchronous")) == ("delete", extra)
    with far.read() as session:
        assert (_pragma(session, "journal_mode"), _pragma(session, "synchronous")) == ("delete", extra)
    assert not [path for path in far.path.parent.iterdir() if path.name.endswith(("-wal", "-shm"))]


def test_a_desk_works_on_a_network_folder_and_comes_back_to_its_own_disk(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, place in enumerate((True, False, True, False), 1):
        monkeypatch.setattr(databases, "on_network", lambda _path, place=place: place)
        desk = Desk(desk_file, staff_id=1).open()
        desk.calls.log(acts.LogCall("Call", new_customer=acts.NewCustomer("Vega")))
        with desk.work.read() as session:
            assert _pragma(session, "journal_mode") == ("delete" if place else "wal")
        desk.close()
        assert check.check(desk_file).calls == number


def test_where_the_write_ahead_log_cannot_be_left_the_file_is_refused_in_plain_words(
    desk_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_log = Database(desk_file)
    with with_log.read() as session:
        assert _pragma(session, "journal_mode") == "wal"
    monkeypatch.setattr(databases, "on_network", lambda _path: True)
    with pytest.raises(StorageProblem) as refused:
        Database(desk_file, busy_seconds=0.1)
    assert refused.value.code == "network_wal"
    assert refused.value.values["path"] == str(desk_file)
    # Who was there first is not disturbed.
    with with_log.write() as session:
        session.connection().exec_driver_sql("UPDATE site SET phone = '1'")
    with_log.close()
    Database(desk_file).close()


OPENS = """
    import sys, time
    from pathlib import Path
    from deskapp.storage import database
    database.on_network = lambda _path: True
    for path in sys.argv[1:]:
        print("ready", flush=True)
        sys.stdin.readline()
        opened = database.Database(Path(path))
        print("open", flush=True)
        sys.stdin.readline()
        opened.close()
"""


def test_two_that_open_it_at_once_both_leave_the_write_ahead_log(blank_desk: Path, tmp_path: Path) -> None:
    """As long as one has it open by its log, the other cannot leave that: so both let go of it in between."""
    files = [Path(shutil.copy(blank_desk, tmp_path / f"desk{number}.db")) for number in range(3)]
    both = [start(OPENS, *files) for _one in range(2)]
    for _file in files:
        for answer in ("ready\n", "open\n"):
            for one in both:
                assert one.stdout is not None
                assert one.stdout.readline() == answer
            for one in both:
                assert one.stdin is not None
                one.stdin.write("go\n")
                one.stdin.flush()
    for one in both:
        one.communicate(timeout=SECONDS)
        assert one.returncode == 0


DIES_IN_THE_MIDDLE = """
    import os, sys
    import sqlcipher3.dbapi2 as sqlite
    connection = sqlite.connect(sys.argv[1], isolation_level=None)
    connection.execute("PRAGMA journal_mode = delete")
    connection.execute("PRAGMA cache_size = 1")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE site SET phone = 'half'")
    for number in range(500):
        connection.execute("INSERT INTO staff (name, role, active) VALUES (?, 'agent', 1)", ("x" * 500,))
    print("now", flush=True)
    os.kill(os.getpid(), 9)
"""


def _left_in_the_middle(path: Path) -> None:
    process = start(DIES_IN_THE_MIDDLE, path)
    process.communicate(timeout=SECONDS)
    assert path.with_name(path.name + "-journal").stat().st_size > 0


def test_a_journal_left_by_a_writer_that_died_is_rolled_back_and_nothing_is_half_there(
    desk_file: Path, remote: None
) -> None:
    whole = desk_file.read_bytes()
    _left_in_the_middle(desk_file)
    assert desk_file.read_bytes() != whole
    desk = Desk(desk_file, staff_id=1)
    assert len(desk.first_screen("open").staff) == 1
    desk.open()
    assert desk.facts().site.phone == ""
    desk.close()
    assert check.check(desk_file).findings == ()


def test_another_programs_journal_is_not_ours_to_roll_back(desk_file: Path, tmp_path: Path) -> None:
    import sqlcipher3.dbapi2 as sqlite

    connection = sqlite.connect(str(desk_file))
    connection.execute("PRAGMA application_id = 77")
    connection.close()
    _left_in_the_middle(desk_file)
    journal = desk_file.with_name("desk.db-journal")
    before = desk_file.read_bytes(), journal.read_bytes()
    with pytest.raises(StorageProblem) as refused:
        FileCheck(desk_file)
    assert refused.value.code == "foreign"
    assert (desk_file.read_bytes(), journal.read_bytes()) == before
