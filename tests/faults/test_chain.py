"""A timeline that nobody touched holds, and a guard that is gone is named; `fault_chain.py` has the rest."""

from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from fault_chain import past as lived
from played import Played

from deskapp.models.guards import TRIGGERS
from deskapp.services.site import check


@pytest.fixture
def past(played: Played) -> bytes:
    """A file with a few dozen lines of timeline."""
    path, _nothing = played(lived)
    return path.read_bytes()


def test_a_timeline_that_nobody_touched_holds(past: bytes, tmp_path: Path) -> None:
    path = tmp_path / "sound.db"
    path.write_bytes(past)
    looked = check.check(path)
    assert looked.findings == ()
    assert looked.calls == 8
    assert looked.events > 24


@pytest.mark.parametrize("name", TRIGGERS)
def test_a_guard_that_is_missing_or_does_nothing_is_named(past: bytes, tmp_path: Path, name: str) -> None:
    path = tmp_path / "unguarded.db"
    path.write_bytes(past)
    connection = sqlite.connect(str(path))
    connection.execute(f"DROP TRIGGER {name}")
    connection.close()
    assert [finding.values for finding in check.check(path).findings] == [{"name": name}]
    connection = sqlite.connect(str(path))
    connection.execute(f"CREATE TRIGGER {name} BEFORE DELETE ON event BEGIN SELECT 1; END")
    connection.close()
    assert [finding.values for finding in check.check(path).findings] == [{"name": name}]
