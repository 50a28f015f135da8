"""Is the file behind a path still the one that was opened, whole and with its log? Looked at before a save and after.

SQLite goes on with the file that it opened, whatever becomes of the name, of the log beside it, or of the bytes: what
is saved then is saved for nobody. The file itself is never opened here but by SQLite, see `file_check`.
"""

import os
import time
from enum import Enum
from pathlib import Path
from typing import Any, NamedTuple

import sqlcipher3.dbapi2 as sqlite

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.storage import backup, opening

#: A file that another window is just moving its log into is not whole for that while.
AGAIN_SECONDS = 0.25
_TRIES = 20
#: So many looks in a row at bytes that stay as they are, before it is said that they are not this desk's.
_SURE = 5

_LAST = "SELECT id, link FROM event ORDER BY id DESC LIMIT 1"
_LINK = "SELECT link FROM event WHERE id = ?"


class Mark(NamedTuple):
    """A line of the timeline that stands in the file itself. None is ever changed: a file without it is another."""

    event_id: int
    link: str


class Became(Enum):
    """What became of a file whose name is gone, or another's."""

    #: It has another name, and nobody has written into it since.
    MOVED = "moved"
    #: The same, and somebody has.
    USED = "used"
    #: It has no name any more: when it is closed it is gone.
    REMOVED = "removed"
    #: The system does not say.
    UNKNOWN = "unknown"


class Content(Enum):
    """What the bytes of a file are that is still where it was."""

    OURS = "ours"
    #: They go on changing: another window is moving its log in, and the next look tells.
    CHANGING = "changing"
    #: Another desk's, an older copy's, or none.
    FOREIGN = "foreign"
    #: No database as a whole: cut, written over in part, or a log that was moved in half when that was killed.
    BROKEN = "broken"


class _Name(NamedTuple):
    """Which file of which disk a name stands for, and what of it changes with its bytes."""

    file: tuple[int, int]
    content: tuple[int, int, int]


class _Open(NamedTuple):
    """A file that is open; "" where the system does not tell what it is called."""

    name: str
    status: os.stat_result


class KnownFile:
    """What is known of a file that is open. `learn` once it is; then `check`, each time before it counts."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._log = path.with_name(f"{path.name}-wal")
        found = _name(path)
        self._file = found.file if found else None
        self._beside: dict[Path, tuple[int, int]] = {}
        self._content: tuple[int, int, int] | None = None
        self._mark: Mark | None = None
        #: Bytes that were looked at already, and are not this desk's.
        self._foreign: tuple[int, int, int] | None = None

    def learn(self, mark: Mark | None, *, log: bool) -> None:
        """Now it is as it should be. mark: a line that is known to stand in the file itself. log: it has its log."""
        self._beside = {}
        for beside in (self._log, self.path.with_name(f"{self.path.name}-shm")) if log else ():
            found = _name(beside)
            if found is not None:
                self._beside[beside] = found.file
        self._mark = mark
        self.accept()

    def accept(self, mark: Mark | None = None) -> None:
        """What was changed of its bytes just now was changed by us."""
        found = _name(self.path)
        self._content = found.content if found else None
        self._mark = mark or self._mark

    def has(self, driver: Any) -> bool:
        """Whether a connection sees the line that is known to stand in the file."""
        try:
            return _has(driver, self._mark)
        except sqlite.Error:
            return False  # of a file that was cut or written over it may not even find the table

    def log_size(self) -> int:
        """Bytes."""
        return _size(self._log)

    def check_name(self) -> tuple[int, int, int]:
        """Refuse where the path stands for no file, or for another. Gives what changes with its bytes."""
        found = _name(self.path)
        if found is None:
            raise StorageProblem(Refusal.GONE, path=str(self.path))
        if found.file != self._file:
            raise StorageProblem(Refusal.REPLACED, path=str(self.path))
        return found.content

    def check(self) -> bool:
        """The same, and where its log is gone. Whether its bytes are as they were; else look at them."""
        content = self.check_name()
        for beside, file in self._beside.items():
            found = _name(beside)
            if found is None or found.file != file:
                raise StorageProblem(Refusal.LOG_GONE, path=str(self.path))
        return self._content in (content, None)

    def content(self) -> Content:
        """Whether its bytes are those of this desk; looked at until that is sure."""
        before = self.check_name()
        if before == self._foreign:
            return Content.FOREIGN
        same = 0
        for again in range(_TRIES):
            if again:
                time.sleep(AGAIN_SECONDS)
            now = self.check_name()
            ours, mark = _look_past_the_log(self.path, self._mark)
            after = self.check_name()
            if ours and after == now:
                # A page may just be written: what was read past the log counts if it stands in the desk as well.
                if self._mark is None and mark is not None and mark.link and _stands(self.path, mark):
                    self._mark = mark
                self._content = now
                return Content.OURS
            same = same + 1 if before == now == after else 0
            before = after
            if same == _SURE:
                break
        else:
            return Content.CHANGING
        if before[0] and not _is_whole(self.path):
            return Content.BROKEN
        self._foreign = before
        return Content.FOREIGN

    def became(self) -> Became:
        """What became of the file that was opened, now that its name stands for another or none."""
        found = _open_file(self._file)
        if found is None or self._content is None:
            return Became.UNKNOWN
        if not found.status.st_nlink:
            return Became.REMOVED
        log = _name(Path(f"{found.name}-wal"))
        if log is not None and log.file != self._beside.get(self._log):
            return Became.USED  # whoever opened it there writes into a log of their own
        status = found.status
        return Became.MOVED if (status.st_size, status.st_mtime_ns) == self._content[:2] else Became.USED

    def set_log_aside(self) -> Path | None:
        """What is in the log belongs to bytes that were written over: nobody may take it for what those became.

        Gives back where it is kept; None where nothing was in it.
        """
        found = _name(self._log)
        if found is None or not found.content[0] or found.file != self._beside.get(self._log):
            return None
        kept = self.path.with_name(f"{self.path.name} {time.strftime('%Y-%m-%d %H%M%S')} log that was left")
        kept.touch(mode=0o600)
        kept.write_bytes(self._log.read_bytes())
        # Emptied in its place: whoever still has it open must not find it either.
        os.truncate(self._log, 0)
        return kept


def last_line(driver: Any) -> Mark | None:
    """The last line of the timeline, as a connection sees it."""
    row = driver.execute(_LAST).fetchone()
    return Mark(*row) if row else None


def keep_copy(path: Path, driver: Any) -> Path:
    """Write all that a connection knows of a file that is gone to where its copies lie. Raises what goes wrong."""
    folder = backup.folder_of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    copy = folder / f"{path.stem} kept {time.strftime('%Y-%m-%d %H%M%S')}.db"
    making = copy.with_name(f".{copy.name}.{os.getpid()}.new")
    making.touch(mode=0o600)
    try:
        driver.execute("VACUUM INTO ?", (str(making),))
        backup.put_in_place(making, copy)
    finally:
        making.unlink(missing_ok=True)
    return copy


def _has(driver: Any, mark: Mark | None) -> bool:
    return mark is None or driver.execute(_LINK, (mark.event_id,)).fetchone() == (mark.link,)


def _look_past_the_log(path: Path, mark: Mark | None) -> tuple[bool, Mark | None]:
    """Whether `mark` stands in the file itself, and its last line."""
    try:
        connection = opening.connect(path, "immutable")
        try:
            return _has(connection, mark), last_line(connection)
        finally:
            connection.close()
    except sqlite.Error:
        return False, None


def _stands(path: Path, mark: Mark) -> bool:
    """Whether a line stands in a desk, as everybody reads it."""
    try:
        connection = opening.connect(path, "ro", busy_seconds=0)
        try:
            return _has(connection, mark)
        finally:
            connection.close()
    except sqlite.Error:
        return False


def _is_whole(path: Path) -> bool:
    """Whether the file by itself, past its log, is a database of which every page is in its place."""
    try:
        connection = opening.connect(path, "immutable")
        try:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
        finally:
            connection.close()
    except sqlite.Error:
        return False


def _open_file(file: tuple[int, int] | None) -> _Open | None:
    """What the system says of a file that this process has open, whatever it is called by now; None: it cannot tell."""
    folder = next((one for one in ("/proc/self/fd", "/dev/fd") if os.path.isdir(one)), None)
    for number in os.listdir(folder) if folder else ():
        try:
            found = os.fstat(int(number))
            if (found.st_dev, found.st_ino) == file:
                link = f"{folder}/{number}"
                return _Open(os.readlink(link) if os.path.islink(link) else "", found)
        except OSError:
            continue  # the list itself, closed by now
    return None


def _name(path: Path) -> _Name | None:
    """None where it stands for nothing that can be reached."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return _Name((found.st_dev, found.st_ino), (found.st_size, found.st_mtime_ns, found.st_ctime_ns))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
