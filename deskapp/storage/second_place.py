"""A second place for the copies of a desk: a stick, a share. While it is away nothing is written in its stead."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.storage import backup
from deskapp.storage.contents import Contents

#: So much of a mark tells the copies of desks apart that have one name.
_MARK = 6


def folder_in(place: Path, path: Path, mark: str) -> Path:
    """Where the copies of a desk's file lie in it."""
    return place / f"{path.stem} backups {mark[:_MARK]}".rstrip()


def prepare(place: Path, path: Path, mark: str) -> Path:
    """Make the folder for the copies. Raises StorageProblem where the place is away, or may not be written.

    By this folder the place is known again: a stick that is away leaves an empty folder of its own name behind.
    """
    folder = folder_in(place, path, mark)
    try:
        if not place.is_dir():
            raise StorageProblem(Refusal.PLACE_AWAY, path=str(place))
        folder.mkdir(mode=0o700, exist_ok=True)
        backup.sync(place)
    except OSError as error:
        raise StorageProblem(Refusal.NOT_WRITABLE, path=str(folder), said=error.strerror or str(error)) from error
    return folder


def copy_to(copy: Path, holds: Contents, folder: Path) -> None:
    """Copy a copy there, and check it there. Raises StorageProblem.

    It is nobody's open file: its bytes are enough.
    """
    if not folder.is_dir():
        raise StorageProblem(Refusal.PLACE_AWAY, path=str(folder.parent))
    making = folder / f".{copy.name}.{os.getpid()}.new"
    try:
        try:
            with open(making, "xb", opener=_for_us_alone) as file, copy.open("rb") as source:
                shutil.copyfileobj(source, file, 1 << 20)
            backup.sync(making)
            if backup.verify(making) != holds:
                raise StorageProblem(Refusal.DAMAGED, path=str(making), said="the copy is not what was copied")
            with suppress(FileExistsError):
                backup.put_in_place(making, folder / copy.name)
        finally:
            backup.take_away(making)
    except OSError as error:
        raise StorageProblem(Refusal.NOT_WRITABLE, path=str(folder), said=error.strerror or str(error)) from error


def _for_us_alone(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
