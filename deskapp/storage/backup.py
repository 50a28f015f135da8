"""A copy of a desk's file that can be relied on: whole even while others write, opened and checked before it counts."""

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.storage import file_check, opening
from deskapp.storage.contents import Contents, contents, goes_on

#: What a copy ends with while it is made.
_MAKING = ".new"


def folder_of(path: Path) -> Path:
    """Where the copies of a desk's file lie: beside it."""
    return path.with_name(f"{path.stem} backups")


def folder_made(path: Path) -> Path:
    """The same, made where it is not there yet. Raises StorageProblem."""
    folder = folder_of(path)
    try:
        if not folder.is_dir():
            folder.mkdir(mode=0o700, exist_ok=True)
            sync(folder.parent)
    except OSError as error:
        raise StorageProblem(Refusal.NOT_WRITABLE, path=str(folder), said=error.strerror or str(error)) from error
    return folder


def copies(path: Path) -> list[Path]:
    """The copies of a desk's file that lie beside it, those that were never finished among them."""
    return lying_in(folder_of(path))


def lying_in(folder: Path) -> list[Path]:
    """The copies that lie in a folder, those that were never finished among them. Raises StorageProblem."""
    try:
        return sorted(one for one in folder.iterdir() if one.is_file() and one.suffix in (".db", _MAKING))
    except FileNotFoundError:
        return []
    except OSError as error:
        raise StorageProblem(Refusal.NOT_READABLE, path=str(folder), said=error.strerror or str(error)) from error


def remove(folder: Path, names: Collection[str]) -> tuple[str, ...]:
    """Take copies in a folder away, for good, as far as they are there; which that were. Raises StorageProblem."""
    there = [one for one in lying_in(folder) if one.name in names]
    try:
        for one in there:
            take_away(one)
        if there:
            sync(folder)
    except OSError as error:
        raise StorageProblem(Refusal.NOT_WRITABLE, path=str(folder), said=error.strerror or str(error)) from error
    return tuple(one.name for one in there)


def take_away(copy: Path) -> None:
    """A copy, with what looking at it may have left beside it. Raises OSError."""
    for ending in ("", "-wal", "-shm"):
        copy.with_name(copy.name + ending).unlink(missing_ok=True)


def back_up(path: Path, name: str) -> Path:
    """Copy a desk's file into its folder of copies, readable by this user alone. Raises StorageProblem.

    A copy that cannot be checked is none: it is taken away again. One of this name that is there is kept.
    """
    copy = folder_made(path) / name
    with suppress(FileExistsError):  # made by another window in this very second
        write_copy(path, copy)
    return copy


def write_copy(path: Path, copy: Path, *, instead: bool = False, mode: opening.Mode = "rw") -> Contents:
    """Copy a desk's file to where it is told, and check it there; what it holds. Raises StorageProblem.

    The folder must be there. instead: a file of this name that is there goes, once the new one is whole; else raises
    FileExistsError. mode: "ro" for what is nobody's open file, and may lie where nothing can be written.
    """
    making = copy.with_name(f".{copy.name}.{os.getpid()}{_MAKING}")
    try:
        # SQLite fills an empty file that is there, and so nobody else can read it in between.
        making.touch(mode=0o600)
        try:
            with file_check.said_plainly(path):
                before = contents(path)
                _copy(path, making, mode)
                made = verify(making)
                if not goes_on(before, making):
                    raise StorageProblem(Refusal.DAMAGED, path=str(making), said="the copy is not what was copied")
            (put_instead if instead else put_in_place)(making, copy)
        finally:
            making.unlink(missing_ok=True)
    except FileExistsError:
        raise
    except OSError as error:
        raise StorageProblem(Refusal.NOT_WRITABLE, path=str(copy.parent), said=error.strerror or str(error)) from error
    return made


def verify(copy: Path) -> Contents:
    """Open a copy and look it over; what it holds. Raises StorageProblem."""
    look_over(copy)
    return contents(copy)


def look_over(copy: Path) -> None:
    """Every page, index and reference of a file, a desk's or not. Raises StorageProblem."""
    with file_check.said_plainly(copy):
        connection = opening.connect(copy, "ro")
        try:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
            broken = connection.execute("PRAGMA foreign_key_check").fetchall()
        finally:
            connection.close()
    if said != ["ok"]:
        raise StorageProblem(Refusal.DAMAGED, path=str(copy), said=said[0])
    if broken:
        raise StorageProblem(Refusal.DAMAGED, path=str(copy), said=f"{len(broken)} broken references")


def put_in_place(making: Path, path: Path) -> None:
    """Like a rename, but for a file that somebody else has put there meanwhile: that is kept.

    Once it is told of, it is there whatever comes: a name lies in its folder, which reaches the disk by itself only
    some time later.
    """
    sync(making)
    try:
        os.link(making, path)
    except FileExistsError:
        raise
    except OSError:
        # A memory stick's file system knows no second name of a file.
        if path.exists():
            raise FileExistsError(str(path)) from None
        making.rename(path)
    sync(path.parent)


def put_instead(making: Path, path: Path) -> None:
    """The same, and what was there before goes."""
    sync(making)
    making.replace(path)
    sync(path.parent)


def _copy(path: Path, making: Path, mode: opening.Mode) -> None:
    connection = opening.connect(path, mode)
    try:
        connection.execute("VACUUM INTO ?", (str(making),))
    finally:
        connection.close()


def sync(what: Path) -> None:
    """On the disk, not only on its way there."""
    if what.is_dir() and os.name == "nt":
        return  # a folder cannot be opened there
    number = os.open(what, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
