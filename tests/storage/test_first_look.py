"""No wrong file is harmed: whatever is not this desk's is refused by its code, and not one byte of it changes."""

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite

from deskapp.desk import Desk
from deskapp.domain.errors import StorageProblem
from deskapp.services.calls import acts
from deskapp.storage import file_check
from deskapp.storage.database import Database
from deskapp.storage.file_check import FileCheck

_LOCKS = Path("/proc/locks")
Make = Callable[[Path, bytes], None]


def _bytes(content: bytes) -> Make:
    return lambda path, _desk: path.write_bytes(content) and None


def _of(part: Callable[[bytes], bytes]) -> Make:
    return lambda path, desk: path.write_bytes(part(desk)) and None


def _foreign(*pragmas: str) -> Make:
    def make(path: Path, _desk: bytes) -> None:
        connection = sqlite.connect(str(path))
        connection.execute("CREATE TABLE site (id INTEGER PRIMARY KEY)")
        for pragma in pragmas:
            connection.execute(f"PRAGMA {pragma}")
        connection.commit()
        connection.close()

    return make


def _newer(path: Path, desk: bytes) -> None:
    path.write_bytes(desk)
    connection = sqlite.connect(str(path))
    connection.execute(f"PRAGMA user_version = {file_check.SCHEMA + 1}")
    connection.close()


OURS = f"application_id = {file_check.APPLICATION_ID}"
WRONG_FILES: dict[str, tuple[Make, str]] = {
    "empty": (_bytes(b""), "empty"),
    "one byte": (_bytes(b"S"), "not_a_database"),
    "text": (_bytes(b"Dear customer,\n" * 500), "not_a_database"),
    "a picture": (_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000)), "not_a_database"),
    "nothing but zeros": (_bytes(bytes(8192)), "not_a_database"),
    "the magic words only": (_of(lambda desk: desk[:16]), "not_a_database"),
    "header only": (_of(lambda desk: desk[:100]), "damaged"),
    "one page": (_of(lambda desk: desk[:4096]), "damaged"),
    "cut in the middle": (_of(lambda desk: desk[: len(desk) // 2]), "damaged"),
    "cut by one page": (_of(lambda desk: desk[:-4096]), "damaged"),
    "cut within a page": (_of(lambda desk: desk[:-100]), "damaged"),
    "first page overwritten": (_of(lambda desk: desk[:100] + b"\xa5" * 3996 + desk[4096:]), "damaged"),
    "all but the header zeros": (_of(lambda desk: desk[:100] + bytes(len(desk) - 100)), "damaged"),
    "all but the header noise": (_of(lambda desk: desk[:100] + b"\xa5\x17" * (len(desk) // 2 - 50)), "damaged"),
    "another program's": (_foreign(), "foreign"),
    "another program's with an id": (_foreign("application_id = 252006674"), "foreign"),
    "another program's in WAL": (_foreign("journal_mode = wal"), "foreign"),
    "our mark, no tables": (_foreign(OURS, "user_version = 1"), "damaged"),
    "newer": (_newer, "newer"),
}
#: Each way in which a file is opened.
WAYS: dict[str, Callable[[Path], Any]] = {
    "first look": FileCheck,
    "database": Database,
    "desk": lambda path: Desk(path, staff_id=1).open(),
    "first screen": lambda path: Desk(path, staff_id=1).first_screen("open"),
}
way_in = pytest.mark.parametrize("way", WAYS.values(), ids=WAYS.keys())


def _refusal(way: Callable[[Path], Any], path: Path) -> StorageProblem:
    with pytest.raises(StorageProblem) as refused:
        way(path)
    assert refused.value.values["path"] == str(path)
    return refused.value


@way_in
@pytest.mark.parametrize(("make", "code"), WRONG_FILES.values(), ids=WRONG_FILES.keys())
def test_a_wrong_file_is_refused_and_its_bytes_unchanged(
    tmp_path: Path, blank_desk: Path, make: Make, code: str, way: Callable[[Path], Any]
) -> None:
    path = tmp_path / "wrong.db"
    make(path, blank_desk.read_bytes())
    before, changed = path.read_bytes(), path.stat().st_mtime_ns
    problem = _refusal(way, path)
    assert problem.code == code
    if code == "damaged":
        assert problem.values["said"]
    assert path.read_bytes() == before
    assert path.stat().st_mtime_ns == changed
    beside = {other.name: other.stat().st_size for other in tmp_path.iterdir() if other != path}
    assert beside.pop("wrong.db-wal", 0) == 0
    assert set(beside) <= {"wrong.db-shm"}


@way_in
@pytest.mark.parametrize("typed", ["typo.db", "no folder/desk.db"])
def test_a_mistyped_path_must_not_create_a_database(tmp_path: Path, way: Callable[[Path], Any], typed: str) -> None:
    assert _refusal(way, tmp_path / typed).code == "missing"
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(os.name == "nt", reason="needs pipes and sockets that are files")
@way_in
def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path: Path, way: Callable[[Path], Any]) -> None:
    (tmp_path / "folder.db").mkdir()
    os.mkfifo(tmp_path / "pipe.db")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(os.path.relpath(tmp_path / "socket.db"))
        for name in ("folder.db", "pipe.db", "socket.db"):
            assert _refusal(way, tmp_path / name).code == "not_a_database"
    assert _refusal(way, Path("/dev/zero")).code == "not_a_database"


@way_in
def test_a_path_that_no_file_can_have_is_refused(tmp_path: Path, way: Callable[[Path], Any]) -> None:
    (tmp_path / "file").write_bytes(b"")
    for typed in ("x" * 300, "nul\0.db", "file/desk.db"):
        assert _refusal(way, tmp_path / typed).code == "not_readable"


@way_in
def test_a_file_that_may_not_be_read_is_refused(
    open_folder: Path, blank_desk: Path, without_rights: Any, way: Callable[[Path], Any]
) -> None:
    path = open_folder / "desk.db"
    path.write_bytes(blank_desk.read_bytes())
    path.chmod(0)
    with without_rights():
        assert _refusal(way, path).code == "not_readable"
    assert os.listdir(open_folder) == ["desk.db"]


@way_in
def test_a_file_in_a_folder_that_may_not_be_entered_is_refused(
    open_folder: Path, blank_desk: Path, without_rights: Any, way: Callable[[Path], Any]
) -> None:
    path = open_folder / "desk.db"
    path.write_bytes(blank_desk.read_bytes())
    open_folder.chmod(0)
    with without_rights():
        assert _refusal(way, path).code == "not_readable"


@pytest.mark.parametrize("name", ["50%.db", "what?.db", "a#b.db", "mode=rwc&x.db", "ü 𝄞.db", " .db", "file:x.db"])
def test_a_name_is_a_name_and_no_instruction_to_the_driver(tmp_path: Path, blank_desk: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(blank_desk.read_bytes())
    look = FileCheck(path)
    assert look.rows("SELECT count(*) FROM site") == [(1,)]
    look.close()
    assert {other.removesuffix("-wal").removesuffix("-shm") for other in os.listdir(tmp_path)} == {name}


@pytest.mark.skipif(not _LOCKS.exists(), reason="needs the system's own list of locks")
def test_a_look_at_an_open_file_leaves_its_locks_alone(desk_file: Path) -> None:
    # Closing any descriptor of a file drops all locks that the process holds on it: the look must not open its own.
    database = Database(desk_file)
    with database.write() as session:
        session.connection().exec_driver_sql("UPDATE site SET phone = '1'")
        before = _locks_of(desk_file)
        FileCheck(desk_file).close()
        assert _locks_of(desk_file) == before != []
    database.close()


def _locks_of(path: Path) -> list[str]:
    inode = f":{path.stat().st_ino} "
    lines = _LOCKS.read_text().splitlines()
    return sorted(line.split(": ", 1)[1] for line in lines if inode in line)


PAGE = 4096


def test_a_damaged_page_found_later_is_said_plainly_too(tmp_path: Path, desk: Desk) -> None:
    for number in range(40):
        who = acts.NewCustomer(f"Customer {number}")
        desk.calls.log(acts.LogCall(f"Call {number}", new_customer=who, details="words " * 40))
    desk.close()
    whole = desk.path.read_bytes()
    codes: list[str] = []
    for page in range(1, len(whole) // PAGE, 2):
        noise = (b"\xff\xff", b"\x00\x00", b"\xa5\x17")[page % 3] * (PAGE // 2)
        path = tmp_path / "damaged.db"
        path.write_bytes(whole[: page * PAGE] + noise + whole[(page + 1) * PAGE :])
        try:
            _use(path)
        except StorageProblem as problem:
            codes.append(problem.code)
        for beside in tmp_path.glob("damaged.db*"):
            beside.unlink()
    assert set(codes) == {"damaged"}
    assert len(codes) > 20


def _use(path: Path) -> None:
    desk = Desk(path, staff_id=1)
    try:
        desk.first_screen("open")
        desk.open()
        desk.facts()
        desk.lists.search("call")
        desk.overview.call(7)
        desk.calls.log(acts.LogCall("One more", new_customer=acts.NewCustomer("Somebody")))
    finally:
        desk.close()
