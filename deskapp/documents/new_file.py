"""A document is written as a whole or not at all, readable for its owner alone."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem


def write(file: Path, content: bytes) -> Path:
    """Write all of it, or nothing; gives back the file. Raises StorageProblem as `new_file` does."""
    with new_file(file) as written:
        written.write(content)
    return file


def try_place(path: Path) -> None:
    """Whether a file of that name could be begun there, found out by beginning one. Raises as `new_file` does."""
    try:
        _must_be_a_file(path)
        path.lstat()  # a name that is too long for the disk is no name of anything
    except FileNotFoundError:
        pass
    except OSError as problem:
        raise StorageProblem(Refusal.FILE_NOT_WRITTEN, path=str(path), why=problem.strerror or "") from problem
    try:
        handle, name = tempfile.mkstemp(prefix=".trying-", suffix=".part", dir=path.parent)
        os.close(handle)
        Path(name).unlink()
    except OSError as problem:
        raise StorageProblem(Refusal.FILE_NOT_WRITTEN, path=str(path), why=problem.strerror or "") from problem


@contextmanager
def new_file(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its name when everything is written and on the disk.

    The folder is tried first, before the body runs: raises StorageProblem("file_not_written", path, why), `why`
    being the system's own words. Whatever fails later, nothing half done stays behind; a file of that name that
    was there before is replaced at the end only.
    """
    part: Path | None = None
    try:
        _must_be_a_file(path)
        # mkstemp makes it 0600.
        handle, name = tempfile.mkstemp(prefix=f".{path.stem[:40]}-", suffix=".part", dir=path.parent)
        part = Path(name)
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
        part = None
        _sync_folder(path.parent)
    except OSError as problem:
        raise StorageProblem(Refusal.FILE_NOT_WRITTEN, path=str(path), why=problem.strerror or "") from problem
    finally:
        if part is not None:
            with suppress(OSError):
                part.unlink()


def _must_be_a_file(path: Path) -> None:
    """Refuse a name that is taken by what is no file: a device would be gone, and a plain file in its place."""
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if path.exists() and not path.is_file():
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
