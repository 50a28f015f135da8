"""The open database: its connections, one writer at a time, readers on one state, and figures that never go wrong."""

import threading
import time
import traceback
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from in_a_process import start
from patience import SECONDS
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from deskapp.domain.errors import StorageProblem
from deskapp.models.site import Category
from deskapp.storage.database import BUSY_SECONDS, Database


@pytest.fixture
def database(desk_file: Path) -> Iterator[Database]:
    database = Database(desk_file)
    yield database
    database.close()


@pytest.fixture
def other(desk_file: Path) -> Iterator[Database]:
    """Another window on the same file, that does not wait long."""
    database = Database(desk_file, busy_seconds=0.2)
    yield database
    database.close()


def _phone(session: Session) -> str:
    return str(session.connection().exec_driver_sql("SELECT phone FROM site").scalar_one())


def _set_phone(session: Session, phone: str) -> None:
    session.connection().exec_driver_sql("UPDATE site SET phone = ?", (phone,))


def _write_and_fail(database: Database) -> None:
    with database.write() as session:
        _set_phone(session, "1")
        _set_phone(session, str(1 // 0))


#: As the architecture has them: 2 is FULL, temporary tables stay in memory.
PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "trusted_schema": 0,
    "temp_store": 2,
    "busy_timeout": BUSY_SECONDS * 1000,
}


def _pragmas(session: Session) -> dict[str, Any]:
    return {name: session.connection().exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in PRAGMAS}


def test_every_connection_has_the_pragmas_of_the_house(database: Database) -> None:
    with ExitStack() as stack:
        sessions = [stack.enter_context(database.write()), *(stack.enter_context(database.read()) for _ in range(3))]
        connections = {id(session.connection().connection.dbapi_connection) for session in sessions}
        assert len(connections) == 4
        assert [_pragmas(session) for session in sessions] == [PRAGMAS] * 4


def test_every_writing_transaction_starts_with_the_lock(database: Database, other: Database) -> None:
    with database.write(), pytest.raises(StorageProblem) as refused, other.write():
        pytest.fail("two wrote at once")
    assert refused.value.code == "locked"


def test_the_lock_is_still_taken_at_the_beginning_after_a_look_for_news(database: Database, other: Database) -> None:
    for _ in range(2):
        other.data_version()
        database.data_version()
        with other.write():
            pass
        with database.write() as session:
            assert session.connection().connection.dbapi_connection.in_transaction  # type: ignore[union-attr]
            with pytest.raises(StorageProblem), other.write():
                pytest.fail("two wrote at once")


def test_a_busy_database_is_waited_for_then_said_to_be_locked(database: Database, other: Database) -> None:
    with database.write():
        began = time.monotonic()
        with pytest.raises(StorageProblem) as refused, other.write():
            pytest.fail("two wrote at once")
        assert time.monotonic() - began >= 0.2
    assert refused.value.code == "locked"
    # And nothing is left of the refusal.
    with other.write() as session:
        _set_phone(session, "2")
    with database.read() as session:
        assert _phone(session) == "2"


def test_a_save_waits_for_anothers_and_succeeds(database: Database, desk_file: Path) -> None:
    patient = Database(desk_file)
    saved = threading.Event()

    def save() -> None:
        with patient.write() as session:
            _set_phone(session, _phone(session) + "b")
        saved.set()

    with database.write() as session:
        thread = threading.Thread(target=save)
        thread.start()
        _set_phone(session, "a")
        assert not saved.wait(0.3)
    thread.join(10)
    patient.close()
    with database.read() as session:
        # It read after the lock was its own: nothing it read had gone stale.
        assert _phone(session) == "ab"


def test_a_window_whose_connections_are_all_at_work_says_so(desk_file: Path) -> None:
    database = Database(desk_file, busy_seconds=0.1)
    with ExitStack() as stack:
        for _ in range(3):
            stack.enter_context(database.read()).connection()
        with pytest.raises(StorageProblem) as refused, database.read() as session:
            session.connection()
    assert refused.value.code == "locked"
    database.close()


def test_readers_see_one_state_of_the_file(database: Database) -> None:
    with database.read() as before:
        assert _phone(before) == ""
        with database.write() as session:
            _set_phone(session, "1")
            with database.read() as meanwhile:
                assert _phone(meanwhile) == ""
        assert _phone(before) == ""
        with database.read() as after:
            assert _phone(after) == "1"


def test_readers_do_not_hinder_a_writer_nor_a_writer_them(database: Database, other: Database) -> None:
    with database.read() as reading:
        _phone(reading)
        with other.write() as session:
            _set_phone(session, "1")
            with database.read() as more:
                assert _phone(more) == ""


def test_a_block_that_fails_is_undone_as_a_whole(database: Database) -> None:
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(database)
    with database.read() as session:
        assert _phone(session) == ""
    with database.write() as session:
        _set_phone(session, "2")


def test_what_a_reader_writes_by_mistake_is_not_kept(database: Database) -> None:
    with database.read() as session:
        _set_phone(session, "1")
    with database.read() as session:
        assert _phone(session) == ""


def test_the_figure_of_news_changes_only_by_others(database: Database, other: Database) -> None:
    first = database.data_version()
    with database.write() as session:
        _set_phone(session, "1")
    with other.read() as session:
        _phone(session)
    with pytest.raises(ZeroDivisionError):
        _write_and_fail(other)
    assert database.data_version() == first
    with other.write() as session:
        _set_phone(session, "2")
    second = database.data_version()
    assert second != first
    assert database.data_version() == second


def test_closing_leaves_one_whole_file(desk_file: Path) -> None:
    database = Database(desk_file)
    with database.write() as session:
        _set_phone(session, "1")
    database.close()
    assert [path.name for path in desk_file.parent.iterdir() if path.name.startswith("desk.db")] == ["desk.db"]


ROUNDS = """
    import sys
    from pathlib import Path
    from deskapp.storage.database import Database
    database = Database(Path(sys.argv[1]), busy_seconds=600)
    print("ready", flush=True)
    sys.stdin.readline()
    for _ in range(int(sys.argv[2])):
        with database.write() as session:
            run = session.connection().exec_driver_sql
            seen = run("SELECT version FROM site").scalar_one()
            run("UPDATE site SET version = ?", (seen + 1,))
    database.close()
"""


def test_four_processes_count_250_rounds_each_and_none_is_lost(desk_file: Path, database: Database) -> None:
    with database.read() as session:
        before = session.connection().exec_driver_sql("SELECT version FROM site").scalar_one()
    processes = [start(ROUNDS, desk_file, 250) for _ in range(4)]
    for process in processes:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        _said, wrong = process.communicate(timeout=SECONDS)
        assert process.returncode == 0, wrong
    with database.read() as session:
        after = session.connection().exec_driver_sql("SELECT version FROM site").scalar_one()
    assert after == before + 4 * 250


def test_nothing_is_saved_into_a_file_that_vanished_and_all_goes_on_when_it_is_back(
    database: Database, desk_file: Path
) -> None:
    aside = desk_file.with_name("aside.db")
    desk_file.rename(aside)
    for use in (lambda: _save(database, "1"), database.data_version):
        with pytest.raises(StorageProblem) as refused:
            use()
        assert refused.value.code == "gone"
    assert not desk_file.exists()
    aside.rename(desk_file)
    _save(database, "2")
    with database.read() as session:
        assert _phone(session) == "2"


def test_nothing_is_saved_into_a_file_that_another_took_the_place_of(
    database: Database, desk_file: Path, blank_desk: Path
) -> None:
    other = desk_file.with_name("other.db")
    other.write_bytes(blank_desk.read_bytes())
    other.replace(desk_file)
    for use in (lambda: _save(database, "1"), database.data_version):
        with pytest.raises(StorageProblem) as refused:
            use()
        assert refused.value.code == "replaced"
    assert desk_file.read_bytes() == blank_desk.read_bytes()


def _save(database: Database, phone: str) -> None:
    with database.write() as session:
        _set_phone(session, phone)


def test_what_people_wrote_does_not_stand_in_what_is_logged_of_a_fault(database: Database) -> None:
    with pytest.raises(IntegrityError) as fault, database.write() as session:
        session.add_all([Category(name="Mrs Vega is ill", position=0), Category(name="Mrs Vega is ill", position=1)])
    assert "Vega" not in "".join(traceback.format_exception(fault.value))
