"""Desks with invented histories, each made once a run, by whichever benchmark needs it first, and shared by all."""

import atexit
import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from deskapp.services.history.service import make_history

#: The present of every history: a Friday afternoon, the desk is open.
NOW = datetime(2026, 11, 27, 14, 20, tzinfo=UTC)
#: So many calls are open, of few half of them.
MOST_OPEN = 10_000
#: The folder they are kept in for a run; set by `bench_all`. A benchmark that is run by itself has one of its own.
FOLDER = "DESK_BENCH_HISTORIES"


def open_of(calls: int) -> int:
    return min(MOST_OPEN, calls // 2)


def history(calls: int) -> Path:
    """The file of a history of so many calls, which nobody changes."""
    if FOLDER not in os.environ:
        os.environ[FOLDER] = own = tempfile.mkdtemp(prefix="desk-histories-")
        atexit.register(shutil.rmtree, own, ignore_errors=True)
    path = Path(os.environ[FOLDER], f"{calls}.db")
    if not path.exists():
        make_history(path, NOW, calls, open_of(calls), seed=1)
    return path


def copy(calls: int, path: Path) -> None:
    """A copy of it at `path`, to be written into."""
    shutil.copyfile(history(calls), path)
