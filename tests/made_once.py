"""Desks that take seconds to make: made once a run, by whichever worker asks first."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile


class MadeOnce:
    """Gives the file of a name, to be copied and never changed."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        base = factory.getbasetemp()
        self._folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made once"
        self._folder.mkdir(exist_ok=True)

    def __call__(self, name: str, make: Callable[[Path], object]) -> Path:
        """make: makes it at a path where there is nothing."""
        path, lock = self._folder / f"{name}.db", QLockFile(str(self._folder / f"{name}.lock"))
        lock.setStaleLockTime(0)  # however long it takes; a worker that has died holds nothing
        assert lock.lock(), lock.error()
        try:
            if not path.exists():
                half = Path(tempfile.mkdtemp(dir=self._folder)) / "desk.db"
                make(half)
                half.rename(path)
        finally:
            lock.unlock()
        return path
