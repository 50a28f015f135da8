"""Copies of attachments that other programs show: in a folder of this window alone, cleared when it ends.

A window that did not get to that leaves its folder behind; the next one that starts clears it.
"""

from __future__ import annotations

import shutil
import uuid
from pathlib import Path

from PySide6.QtCore import QLockFile

from deskapp import paths

_LOCK = ".lock"


class Copies:
    """Its methods are called off the window's thread, but for `end`."""

    def __init__(self) -> None:
        self._folder: Path | None = None
        self._lock: QLockFile | None = None

    def folder(self) -> Path:
        """This window's own, made when it is first asked for, for this user alone."""
        if self._folder is None or not self._folder.is_dir():
            folder = _all() / uuid.uuid4().hex
            folder.mkdir(mode=0o700, parents=True)
            # Held until this process ends, however it does: then nobody needs what is in it.
            self._lock = _lock(folder)
            self._lock.tryLock(0)
            self._folder = folder
        return self._folder

    def end(self) -> None:
        """Take away what this window opened."""
        if self._folder is not None:
            _remove(self._folder)
        if self._lock is not None:
            self._lock.unlock()
        self._folder = self._lock = None


#: Those of this process.
copies = Copies()


def clear_left_behind() -> None:
    """Take away the folders of windows that are gone."""
    try:
        left = [folder for folder in _all().iterdir() if folder.is_dir()]
    except OSError:
        return  # nothing was ever opened
    for folder in left:
        lock = _lock(folder)
        if lock.tryLock(0):
            _remove(folder)
            lock.unlock()


def _all() -> Path:
    folder = paths.user_data() / "opened"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def _lock(folder: Path) -> QLockFile:
    lock = QLockFile(str(folder.with_name(f"{folder.name}{_LOCK}")))
    # However old: whoever holds it may have been open for weeks.
    lock.setStaleLockTime(0)
    return lock


def _remove(folder: Path) -> None:
    # What another program still holds open on Windows goes with the next start.
    shutil.rmtree(folder, ignore_errors=True)
