"""A migration loses nothing: from every earlier revision, with data, at any moment of it."""

import os
import shutil
import stat
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from time import sleep, time
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlite
from in_a_process import start
from long_runs import LONG_RUNS
from made_once import MadeOnce
from older_desks import content, make_older, unsound
from patience import SECONDS

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import StorageProblem
from deskapp.services.calls import acts
from deskapp.services.clocks.recount import recount
from deskapp.services.demo.service import make_demo
from deskapp.services.site import check, setup
from deskapp.storage import backup, file_check, schema

NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
#: Every revision that was released, and its schema; the third never was without the fourth.
REVISIONS = [("0001", 1), ("0002", 2), ("0004", 4), ("0005", 5), ("0006", 6)]
#: Of a desk of the oldest, which goes through every step, and of each later one.
KILLS = (200, 200) if LONG_RUNS else (8, 3)
#: So many calls of the demo's past are over: each kill reads every row of the desk several times.
CLOSED = 90


@pytest.fixture(scope="module")
def demo(made_once: MadeOnce) -> Path:
    """All that a demo tells, and some of its past year."""
    return made_once("to be older", lambda path: make_demo(path, NOW, CLOSED))


@pytest.fixture(scope="module", params=REVISIONS, ids=[revision for revision, _schema in REVISIONS])
def kept(request: pytest.FixtureRequest, made_once: MadeOnce, demo: Path) -> tuple[Path, int]:
    """A desk of an earlier revision, full of calls, that no test changes."""
    revision, number = request.param
    return made_once(f"of {revision}", lambda path: make_older(path, revision, demo)), number


#: What the step from the first revision does.
FIRST = pytest.mark.parametrize("kept", REVISIONS[:1], ids=["0001"], indirect=True)
#: What the step to the fourth does.
EARLY = pytest.mark.parametrize("kept", REVISIONS[:2], ids=["0001", "0002"], indirect=True)


@pytest.fixture
def older(kept: tuple[Path, int], tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    shutil.copyfile(kept[0], path)
    return path


def _schema(path: Path) -> int:
    connection = sqlite.connect(str(path))
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def _made(path: Path) -> list[tuple[Any, ...]]:
    """What the file is made of: triggers and indexes as they are written, tables by their columns and references."""
    connection = sqlite.connect(str(path))
    made = connection.execute(
        "SELECT type, name, CASE type WHEN 'table' THEN '' ELSE sql END FROM sqlite_schema ORDER BY 1, 2"
    ).fetchall()
    for kind, name, _sql in list(made):
        if kind == "table":
            for look in ("table_xinfo", "foreign_key_list"):
                made += [(look, name, *row) for row in connection.execute(f'PRAGMA {look}("{name}")')]
    connection.close()
    return made


def test_a_migration_loses_nothing_and_ends_in_the_schema_of_a_new_desk(
    older: Path, kept: tuple[Path, int], tmp_path: Path
) -> None:
    before = content(older, kept[0])
    assert len(before["call"]) > CLOSED
    assert len(before["event"]) > 500
    told: list[tuple[int, int]] = []
    assert schema.bring_up_to_date(older, NOW, recount, told=lambda *far: told.append(far)) is not None
    # The calls are gone through once to be counted, of earlier ones for each index too; how far that is only grows.
    times = 1 if kept[1] >= 6 else 3
    (of,) = {of for _done, of in told}
    assert [done for done, _of in told] == sorted(done for done, _of in told)
    assert (told[-1][0], of) == (of, times * max(row[0] for row in before["call"]))
    assert content(older, kept[0]) == before
    assert _schema(older) == file_check.SCHEMA
    schema.create(tmp_path / "new.db")
    assert _made(older) == _made(tmp_path / "new.db")
    assert unsound(older) == []


@FIRST
def test_estimates_given_before_are_kept_as_the_first_ones(older: Path) -> None:
    schema.bring_up_to_date(older, NOW)
    connection = sqlite.connect(str(older))
    given = connection.execute(
        "SELECT id, coalesce(accepted_at, made_at), estimate FROM escalation WHERE estimate IS NOT NULL ORDER BY id"
    )
    kept = connection.execute("SELECT escalation_id, at, length FROM estimate ORDER BY escalation_id")
    assert (there := given.fetchall()) == kept.fetchall()
    assert there
    assert connection.execute("SELECT count(*) FROM authority_limit").fetchone() == (13,)
    connection.close()


def test_a_row_that_an_earlier_version_wrote_by_its_own_rules_is_right_at_once(older: Path) -> None:
    """What is due next, and when it warns, was repeated by other rules: no call need be touched for it to be right."""
    desk = Desk(Path(shutil.copyfile(older, older.with_name("right.db"))), FixedClock(NOW), staff_id=1).open()
    right = {row.id: (row.clock, row.due_at, row.warn_at, row.calendar_id) for row in desk.lists.calls("open")}
    counts = desk.lists.counts(NOW)
    desk.close()
    connection = sqlite.connect(str(older))
    connection.execute("UPDATE call SET next_clock = 'chase', next_due_at = 0, next_warn_at = NULL WHERE id % 2")
    connection.execute(
        "UPDATE call SET next_clock = NULL, next_due_at = NULL, next_calendar_id = NULL WHERE id % 3 = 0"
    )
    connection.commit()
    connection.close()
    desk = Desk(older, FixedClock(NOW), staff_id=1).open()
    now = {row.id: (row.clock, row.due_at, row.warn_at, row.calendar_id) for row in desk.lists.calls("open")}
    assert now == right
    assert desk.lists.counts(NOW) == counts
    assert counts.overdue
    desk.close()


@EARLY
def test_an_older_desk_gets_the_words_that_show_signs_as_a_new_one_has_them_in_its_own_language(
    older: Path, tmp_path: Path
) -> None:
    connection = sqlite.connect(str(older), isolation_level=None)
    connection.execute("UPDATE site SET language = 'de'")
    connection.close()
    schema.bring_up_to_date(older, NOW)
    setup.make_desk(tmp_path / "new.db", FixedClock(NOW))
    brought, new = (Desk(path, FixedClock(NOW), staff_id=1).open() for path in (older, tmp_path / "new.db"))
    told = [[replace(one, id=0) for one in desk.sign_words.all().lists] for desk in (brought, new)]
    assert told[0] == told[1]
    assert len(told[0]) > 20
    assert [desk.facts().site.sign_languages for desk in (brought, new)] == [("de",), ("en",)]
    brought.close()
    new.close()


@EARLY
def test_the_matrix_of_before_is_that_of_every_version_of_the_policy(older: Path) -> None:
    connection = sqlite.connect(str(older), isolation_level=None)
    connection.execute("UPDATE matrix_cell SET priority = 'P1' WHERE impact = 'one' AND urgency = 'can_wait'")
    connection.execute("INSERT INTO policy_version (made_at, phone_answers) VALUES (1, 0)")
    connection.close()
    schema.bring_up_to_date(older, NOW)
    connection = sqlite.connect(str(older))
    versions = [row[0] for row in connection.execute("SELECT id FROM policy_version")]
    found = connection.execute("SELECT policy_version_id, count(*) FROM policy_matrix GROUP BY 1").fetchall()
    changed = connection.execute("SELECT priority FROM policy_matrix WHERE impact = 'one' AND urgency = 'can_wait'")
    assert len(versions) > 1
    assert found == [(version, 12) for version in versions]
    assert set(changed) == {("P1",)}
    connection.close()


def test_what_solved_calls_before_is_searched_for_afterwards_and_all_else_as_before(older: Path) -> None:
    schema.bring_up_to_date(older, NOW)
    desk = Desk(older, FixedClock(NOW), staff_id=1).open()
    for row in desk.lists.calls("open"):
        assert row.id in [found.id for found in desk.lists.search(row.summary)]
    found = desk.guides.similar("the sensor flap was cleaned")
    assert "Sensor flap cleaned; ten copies ran through." in [one.solution for one in found]
    desk.close()


def test_an_older_desk_is_brought_up_to_date_when_it_is_opened_and_can_be_worked_with(older: Path) -> None:
    desk = Desk(older, FixedClock(NOW), staff_id=1)
    with pytest.raises(StorageProblem) as refused:
        desk.first_screen("open")
    assert refused.value.code == "older"
    with pytest.raises(StorageProblem) as unchecked:
        check.check(older)
    assert unchecked.value.code == "older"
    desk.open()
    logged = desk.calls.log(acts.LogCall("Printer on fire", new_customer=acts.NewCustomer("Vega"))).value
    assert desk.overview.call(logged.id).row.summary == "Printer on fire"
    desk.close()
    assert Desk(older, FixedClock(NOW)).first_screen("open").rows
    assert unsound(older) == []


def test_a_backup_that_only_its_owner_may_read_is_made_before(older: Path, kept: tuple[Path, int]) -> None:
    before = content(older, kept[0])
    copy = schema.bring_up_to_date(older, NOW)
    assert copy == backup.folder_of(older) / f"desk schema {kept[1]} 2026-11-16 100000.db"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    assert os.listdir(copy.parent) == [copy.name]
    assert content(copy, kept[0]) == before
    assert _schema(copy) == kept[1]
    assert file_check.FileCheck(copy).schema == kept[1]


def test_a_desk_of_this_version_is_left_alone(older: Path) -> None:
    schema.bring_up_to_date(older, NOW)
    bytes_before = older.read_bytes()
    assert schema.bring_up_to_date(older, NOW) is None
    assert older.read_bytes() == bytes_before
    assert len(os.listdir(backup.folder_of(older))) == 1


def test_without_room_for_the_backup_nothing_is_changed(older: Path, kept: tuple[Path, int]) -> None:
    backup.folder_of(older).write_text("a file where the folder should be")
    with pytest.raises(StorageProblem) as refused:
        schema.bring_up_to_date(older, NOW)
    assert refused.value.code == "not_writable"
    assert older.read_bytes() == kept[0].read_bytes()


def test_a_damaged_desk_is_not_migrated(older: Path) -> None:
    connection = sqlite.connect(str(older), isolation_level=None)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("UPDATE pause SET call_id = 999999 WHERE id = (SELECT min(id) FROM pause)")
    connection.close()
    before = older.read_bytes()
    with pytest.raises(StorageProblem) as refused:
        schema.bring_up_to_date(older, NOW)
    assert refused.value.code == "damaged"
    assert older.read_bytes() == before
    assert os.listdir(backup.folder_of(older)) == []


UPDATE = """
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from deskapp.domain.clock import SystemClock
from deskapp.services.clocks.recount import recount
from deskapp.storage import schema
print("ready", flush=True)
sys.stdin.readline()
schema.bring_up_to_date(Path(sys.argv[1]), SystemClock().now(), recount)
print("done", flush=True)
"""


def test_two_windows_that_open_an_older_desk_at_once_bring_it_up_to_date_once(
    older: Path, kept: tuple[Path, int]
) -> None:
    before = content(older, kept[0])
    both = [start(UPDATE, older) for _one in range(2)]
    for one in both:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    said = []
    for one in both:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in both:
        said.append(one.communicate(timeout=SECONDS))
        assert one.returncode == 0, said
    assert content(older, kept[0]) == before
    assert unsound(older) == []


@pytest.mark.long
def test_killed_in_the_middle_it_is_old_or_new_never_between(
    older: Path, kept: tuple[Path, int], tmp_path: Path
) -> None:
    """How long it takes is seen once; the kills fall evenly into that time."""
    before = content(older, kept[0])
    random, found = Random(20261116), []
    whole = _timed(shutil.copyfile(kept[0], tmp_path / "timed.db"))
    for _kill in range(KILLS[kept[1] > 1]):
        shutil.rmtree(backup.folder_of(older), ignore_errors=True)
        for rest in ("", "-wal", "-shm", "-journal"):
            older.with_name(older.name + rest).unlink(missing_ok=True)
        shutil.copyfile(kept[0], older)
        process = start(UPDATE, older)
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("go\n")
        process.stdin.flush()
        sleep(random.random() * whole)
        process.kill()
        process.communicate()
        found.append(file_check.FileCheck(older).schema)
        assert content(older, kept[0]) == before
        copies = (
            [name for name in os.listdir(backup.folder_of(older)) if not name.startswith(".")]
            if (backup.folder_of(older).exists())
            else []
        )
        assert found[-1] == kept[1] or len(copies) == 1
        # Whatever it was: opening it again ends what was begun.
        Desk(older, FixedClock(NOW)).bring_up_to_date()
        assert unsound(older) == []
        assert content(older, kept[0]) == before
    assert set(found) <= {kept[1], file_check.SCHEMA}


def _timed(path: str | Path) -> float:
    process = start(UPDATE, path)
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdout.readline()
    began = time()
    process.communicate("go\n", timeout=SECONDS)
    return time() - began


@pytest.mark.parametrize(
    ("kept", "room"),
    # Later steps write so little that they have room wherever a backup has.
    [*((revision, room) for revision in REVISIONS for room in (0, 0.4)), (REVISIONS[0], 1.1)],
    indirect=["kept"],
    ids=lambda given: given[0] if isinstance(given, tuple) else f"room for {given}",
)
def test_a_disk_that_fills_up_in_the_middle_leaves_the_older_desk_as_it_was(
    older: Path, kept: tuple[Path, int], tmp_path: Path, room: float
) -> None:
    """room: what is free, in sizes of the desk."""
    size = older.stat().st_size
    small = tmp_path / "small"
    small.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={int(size * (1 + room)) + 65_536}", "tmpfs", str(small)]
    if shutil.which("mount") is None or subprocess.run(mount, capture_output=True).returncode:
        pytest.skip("no small disk can be mounted here")
    try:
        path = Path(shutil.copy(older, small / "desk.db"))
        before = content(path, kept[0])
        with pytest.raises(StorageProblem) as refused:
            schema.bring_up_to_date(path, NOW)
        assert refused.value.code == "disk_full"
        assert file_check.FileCheck(path).schema == kept[1]
        assert content(path, kept[0]) == before
    finally:
        subprocess.run(["umount", str(small)], check=True)
