"""A file that is made beside its place and put there when it is whole; and what is left of one when that was killed."""

import os
import re
import shutil
import sys
from pathlib import Path

_WORKING = re.compile(r"\.salvage-(\d+)-")


def making(path: Path) -> Path:
    """Where this process makes the file that is to lie at `path`."""
    return path.with_name(f".{path.name}.{os.getpid()}.new")


def remove_remains(path: Path) -> None:
    """What processes left behind that were killed while they made a file of this name."""
    named = re.compile(rf"\.{re.escape(path.name)}\.(\d+)\.new")
    for one in path.absolute().parent.iterdir():
        left = named.match(one.name)
        if left is not None and _has_ended(int(left[1])):
            remove(one.with_name(left[0]))


def working_in(folder: Path) -> str:
    """How the name of a folder begins in which this process makes a file; those of killed ones in there are removed."""
    for one in folder.absolute().iterdir():
        left = _WORKING.match(one.name)
        if left is not None and _has_ended(int(left[1])):
            shutil.rmtree(one, ignore_errors=True)  # another user's stays
    return f".salvage-{os.getpid()}-"


def remove(path: Path) -> None:
    """A file, with what SQLite keeps beside one."""
    for ending in ("", "-journal", "-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _has_ended(process: int) -> bool:
    """Whether a process is there no more; what one is that was given its number since, nobody knows."""
    if sys.platform == "win32":  # there a signal is no question
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
