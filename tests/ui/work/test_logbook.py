"""The log lies in the user's own folder, and is read by nobody else."""

import logging
import stat
import sys
from pathlib import Path

import pytest

from deskapp.ui.work.logbook import _PrivateFile


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_the_log_and_the_older_ones_beside_it_can_be_read_by_this_user_alone(tmp_path: Path) -> None:
    handler = _PrivateFile(tmp_path / "deskapp.log", maxBytes=100, backupCount=2, encoding="utf-8", delay=True)
    for number in range(3):
        handler.emit(logging.makeLogRecord({"msg": f"{number} " + "of a customer " * 6}))
    handler.close()
    files = sorted(tmp_path.iterdir())
    assert [file.name for file in files] == ["deskapp.log", "deskapp.log.1", "deskapp.log.2"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
