"""Another file takes the place of a desk, and the desk's own is set aside: at every instant the old or the new one.

Whoever has the desk open keeps the file that was set aside, and notices that at the next act.
"""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from deskapp.domain.backups.head import Head
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Conflict, StorageProblem
from deskapp.storage import backup, copies, file_check, opening

_LAST = "SELECT id, link FROM event ORDER BY id DESC LIMIT 1"
_LOG = ("-wal", "-shm")
#: So often the log is emptied again that somebody filled between its emptying and the lock.
_TRIES = 20


def replace(making: Path, path: Path, aside: Path, head: Head) -> None:
    """Put a file that is whole, and nobody's open one, in the place of a desk's, which is `aside` from then on.

    Both lie on one disk. Nobody writes meanwhile; head: how far the desk's timeline goes as whoever decided saw it.
    Raises Conflict where it goes on since, StorageProblem where the disk does not let it: then the desk is as it was.
    """
    with _said_plainly(path), _held(path) as connection:
        last = connection.execute(_LAST).fetchone() or (0, "")
        if Head(*last) != head:
            raise Conflict(Refusal.SAVED_MEANWHILE)
        if not _named_too(path, aside):
            backup.write_copy(path, aside)
        backup.sync(aside.parent)
        backup.put_instead(making, path)
        # They told of the file that is set aside, which is whole without them.
        for ending in _LOG:
            _beside(path, ending).unlink(missing_ok=True)
        backup.sync(path.parent)


def replace_damaged(making: Path, path: Path, aside: Path) -> None:
    """The same where the desk's file cannot be opened, or is not there: it is set aside with all that lies beside it.

    Raises StorageProblem.
    """
    with _said_plainly(path):
        for ending in ("", *_LOG, "-journal"):
            there = _beside(path, ending)
            if there.exists() and not _named_too(there, _beside(aside, ending)):
                shutil.copyfile(there, _beside(aside, ending))
                backup.sync(_beside(aside, ending))
        backup.sync(aside.parent)
        # Whatever lies beside it would be taken for the new one's: it goes first, and is kept with the old one.
        for ending in (*_LOG, "-journal"):
            _beside(path, ending).unlink(missing_ok=True)
        backup.put_instead(making, path)


@contextmanager
def _said_plainly(path: Path) -> Iterator[None]:
    try:
        with file_check.said_plainly(path):
            yield
    except OSError as error:
        raise StorageProblem(Refusal.NOT_WRITABLE, path=str(path), said=error.strerror or str(error)) from error


def _named_too(path: Path, other: Path) -> bool:
    """Give a file a second name, so that there is no instant without it; whether the disk knows that."""
    _take_off_other_names(path, other.parent)
    try:
        os.link(path, other)
    except FileExistsError:
        raise
    except OSError:
        if other.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(other)) from None
        return False
    return True


def _take_off_other_names(path: Path, folder: Path) -> None:
    """Somebody who was killed before another file came may have named it there: a file of two names is no copy."""
    held = path.stat()
    if held.st_nlink > 1:
        for name in folder.iterdir():
            with suppress(FileNotFoundError):
                if copies.ASIDE in name.name and os.path.samestat(name.lstat(), held):
                    name.unlink()


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(path.name + ending)


@contextmanager
def _held(path: Path) -> Iterator[sqlite.Connection]:
    """Nobody writes until the end of the block, and the file is whole without its log."""
    connection = opening.connect(path, "rw", busy_seconds=15)
    try:
        for _try in range(_TRIES):
            (busy, _frames, _moved) = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            connection.execute("BEGIN IMMEDIATE")
            if not busy and not _has_log(path):
                break
            connection.execute("ROLLBACK")
        else:
            raise StorageProblem(Refusal.LOCKED, path=str(path))
        yield connection
        connection.execute("ROLLBACK")
    finally:
        with suppress(sqlite.Error):
            connection.close()


def _has_log(path: Path) -> bool:
    try:
        return _beside(path, "-wal").stat().st_size > 0
    except FileNotFoundError:
        return False
