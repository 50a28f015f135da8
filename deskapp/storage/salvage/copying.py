"""A damaged file's content to read from: a copy with its log taken in, its header mended as far as that must be."""

import errno
import shutil
from contextlib import closing, suppress
from pathlib import Path
from struct import pack_into, unpack_from
from typing import NamedTuple

import sqlcipher3.dbapi2 as sqlite

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.storage import file_check, opening
from deskapp.storage.salvage.pages import Pages

_MAGIC = b"SQLite format 3\0"
#: The size of a page of every desk, all of which is used.
_PAGE = 4096
_HEADER = 100
#: What is said where the copy has no room, and not of the file that is read.
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SCHEMA_AT, _OURS_AT, _RESERVED_AT = 60, 68, 20


class Content(NamedTuple):
    """What a damaged file holds. schema: 0 where it does not say."""

    schema: int
    #: None: it is encrypted, and `copy` is asked for its rows.
    pages: Pages | None
    copy: Path


def taken(path: Path, folder: Path) -> Content:
    """Copy a file with its log into a folder, where SQLite may do with it what it must. Raises StorageProblem."""
    copy = folder / "damaged.db"
    try:
        for ending in ("", "-wal", "-journal"):
            part = path.with_name(path.name + ending)
            if not ending or part.exists():
                shutil.copyfile(part, copy.with_name(copy.name + ending))
        if copy.stat().st_size < _HEADER:
            raise StorageProblem(Refusal.NOTHING_TO_SALVAGE, path=str(path))
        key = opening.key_of(copy)
        if key is None and opening.is_salt(copy.read_bytes()[:16]) and opening.salt_of(copy) is not None:
            raise StorageProblem(Refusal.ENCRYPTED, path=str(path))
        if key is None:
            _mend(copy)
        _take_log(copy)
        if key is not None:
            return Content(_schema_of(copy), None, copy)
        content = copy.read_bytes()
    except FileNotFoundError as error:
        raise StorageProblem(Refusal.MISSING, path=str(path)) from error
    except OSError as error:
        said = error.strerror or str(error)
        if error.errno in _NO_ROOM:
            raise StorageProblem(Refusal.NOT_WRITABLE, path=str(folder.parent), said=said) from error
        raise StorageProblem(Refusal.NOT_READABLE, path=str(path), said=said) from error
    # The rows at the beginning of a page that was cut are not there: a page is filled from its end.
    content += bytes(-len(content) % _PAGE)
    return Content(int(unpack_from(">I", content, _SCHEMA_AT)[0]), Pages(content, _PAGE, _PAGE), copy)


def _schema_of(copy: Path) -> int:
    with suppress(sqlite.Error), closing(opening.connect(copy, "rw")) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    return 0


def _mend(copy: Path) -> None:
    """What a header must say for SQLite to look at the file at all."""
    with copy.open("r+b") as file:
        header = bytearray(file.read(_HEADER))
        header[:16] = _MAGIC
        pack_into(">H", header, 16, _PAGE)
        logged = copy.with_name(f"{copy.name}-wal").exists()
        for at in (18, 19):
            if header[at] not in (1, 2) or logged:
                header[at] = 2 if logged else 1
        header[_RESERVED_AT] = 0
        header[21:24] = bytes((64, 32, 32))
        pack_into(">I", header, 44, 4)
        pack_into(">I", header, 56, 1)
        pack_into(">I", header, _OURS_AT, file_check.APPLICATION_ID)
        if not 1 <= unpack_from(">I", header, _SCHEMA_AT)[0] <= file_check.SCHEMA:
            pack_into(">I", header, _SCHEMA_AT, 0)
        file.seek(0)
        file.write(header)


def _take_log(copy: Path) -> None:
    """What was written and not yet put where it belongs; where that cannot be done, what is there is read."""
    with suppress(sqlite.Error):
        connection = opening.connect(copy, "rw")
        try:
            # Reading rolls back what was cut short; and the log of a schema that cannot be read is a log all the same.
            connection.execute("PRAGMA writable_schema = ON")
            connection.execute("PRAGMA user_version").fetchone()
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        finally:
            connection.close()
