"""A desk whose number was set by hand is what its tables say: put right once, and nothing goes round in circles."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite

from deskapp import cli
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import StorageProblem
from deskapp.services.calls import acts
from deskapp.storage import file_check
from deskapp.storage.backup import folder_of

BY_HAND = {
    "one": "PRAGMA user_version = 1",
    "none": "PRAGMA user_version = 0",
    "less than none": "PRAGMA user_version = -5",
    "the one before": f"PRAGMA user_version = {file_check.SCHEMA - 1}",
    "an earlier step": "UPDATE alembic_version SET version_num = '0002'",
    "no step": "DELETE FROM alembic_version",
    "a step of a later version": "UPDATE alembic_version SET version_num = '0099'",
    "no steps at all": "DROP TABLE alembic_version",
    "both": "UPDATE alembic_version SET version_num = '0001'; PRAGMA user_version = 1",
}


@pytest.fixture(params=BY_HAND.values(), ids=BY_HAND.keys())
def changed(request: pytest.FixtureRequest, desk: Desk) -> Path:
    desk.calls.log(acts.LogCall("Was there before", new_customer=acts.NewCustomer("Vega")))
    desk.close()
    connection = sqlite.connect(str(desk.path), isolation_level=None)
    connection.executescript(request.param)
    connection.close()
    return desk.path


def _as_the_window_starts(path: Path, clock: FixedClock) -> list[str]:
    """How often it is brought up to date before its first screen can be read; more often than once is a circle."""
    for times in range(3):
        desk = Desk(path, clock, staff_id=1)
        try:
            return [row.summary for row in desk.first_screen("open").rows] if times < 2 else []
        except StorageProblem as problem:
            if problem.code != "older":
                raise
            desk.bring_up_to_date()
    return []


def _copies(path: Path) -> int:
    return len(list(folder_of(path).iterdir())) if folder_of(path).exists() else 0


def test_the_window_starts_after_one_look_and_one_copy_at_most(changed: Path, clock: FixedClock) -> None:
    assert _as_the_window_starts(changed, clock) == ["Was there before"]
    assert _copies(changed) <= 1
    desk = Desk(changed, clock, staff_id=1).open()
    desk.calls.log(acts.LogCall("Goes on", new_customer=acts.NewCustomer("Lyra")))
    desk.close()
    assert file_check.FileCheck(changed).schema == file_check.SCHEMA
    assert _copies(changed) <= 1


def test_a_command_puts_it_right_and_the_next_one_finds_it_sound(
    changed: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["overdue", str(changed)], clock) == 0
    assert cli.main(["check", str(changed)], clock) == 0, capsys.readouterr()
    assert _copies(changed) <= 1


def test_a_desk_that_is_half_of_each_version_is_refused_once_and_left_as_it_is(
    desk_file: Path, clock: FixedClock, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = sqlite.connect(str(desk_file), isolation_level=None)
    connection.executescript("ALTER TABLE call_template RENAME TO something_else; PRAGMA user_version = 1")
    connection.close()
    before = desk_file.read_bytes()
    refused: Callable[[], object] = Desk(desk_file, clock, staff_id=1).bring_up_to_date
    with pytest.raises(StorageProblem) as problem:
        refused()
    assert problem.value.code == "version_unknown"
    assert cli.main(["overdue", str(desk_file)], clock) == 1
    assert "cannot be told" in capsys.readouterr().err
    assert desk_file.read_bytes() == before
