"""The copies of the desk that this program made by itself, and which of them still know a customer."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from deskapp.domain.errors import StorageProblem
from deskapp.services.erasure.views import BackupView
from deskapp.storage import backup
from deskapp.storage.file_check import FileCheck

#: A copy from before there were erasures knows everybody it has.
_ERASURES = 5
_MARK = "SELECT link FROM event ORDER BY id LIMIT 1"


def holding(path: Path, mark: str, customers: Sequence[int]) -> tuple[BackupView, ...]:
    """Those that still know one of these customers, the oldest first. mark: that of the desk, see `events.mark`.

    One that cannot be read may be any: it is told as such.
    """
    return tuple(sorted(_holding(path, mark, customers), key=lambda one: (one.made_at, one.name)))


def _holding(path: Path, mark: str, customers: Sequence[int]) -> Iterator[BackupView]:
    for copy in backup.copies(path):
        try:
            found = copy.stat()
            holds = _holds(copy, mark, customers)
        except StorageProblem:
            holds = None
        except OSError:
            continue  # somebody has just removed it
        if holds is not False:
            made_at = datetime.fromtimestamp(found.st_mtime, UTC)
            yield BackupView(copy.name, made_at, found.st_size, readable=holds is not None)


def _holds(copy: Path, mark: str, customers: Sequence[int]) -> bool:
    look = FileCheck(copy)
    try:
        first = look.rows(_MARK)
        if not first or first[0][0][: len(mark)] != mark:
            return False
        marks = ", ".join("?" * len(customers))
        known = f"SELECT 1 FROM customer WHERE id IN ({marks})"
        forgotten = " AND erasure_id IS NULL" if look.schema >= _ERASURES else ""
        return bool(look.rows(f"{known}{forgotten} LIMIT 1", customers))
    finally:
        look.close()
