"""The copies of the desk that this program made by itself, and which of them still know a customer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from deskapp.domain.backups import thinning
from deskapp.domain.errors import StorageProblem
from deskapp.models.site import Site
from deskapp.services import events
from deskapp.services.erasure.views import BackupView
from deskapp.storage import backup, second_place
from deskapp.storage.file_check import FileCheck

#: A copy from before there were erasures knows everybody it has.
_ERASURES = 5
_MARK = "SELECT link FROM event ORDER BY id LIMIT 1"


def folders(session: Session, path: Path) -> tuple[Path, ...]:
    """Where copies of the desk lie: beside it, and in the second place while that is there."""
    site = session.get_one(Site, 1)
    second = second_place.folder_in(Path(site.backup_place), path, events.mark(session)) if site.backup_place else None
    beside = backup.folder_of(path)
    return (beside,) if second is None or not second.is_dir() else (beside, second)


def holding(session: Session, path: Path, customers: Sequence[int], gone_at: datetime) -> tuple[BackupView, ...]:
    """Those that still know one of these customers, the oldest first. gone_at: when they were, or would be, forgotten.

    One that cannot be read may be any: it is told as such.
    """
    mark, beside = events.mark(session), backup.folder_of(path)
    found = [
        replace(one, place="" if folder == beside else str(folder))
        for folder in folders(session, path)
        for one in _holding(folder, mark, customers, gone_at + thinning.FORGOTTEN_LIVE_ON)
    ]
    return tuple(sorted(found, key=lambda one: (one.made_at, one.name, one.place)))


def _holding(folder: Path, mark: str, customers: Sequence[int], until: datetime) -> Iterator[BackupView]:
    for copy in backup.lying_in(folder):
        try:
            found = copy.stat()
            holds = _holds(copy, mark, customers)
        except StorageProblem:
            holds = None
        except OSError:
            continue  # somebody has just removed it
        if holds is not False:
            made_at = datetime.fromtimestamp(found.st_mtime, UTC)
            yield BackupView(copy.name, made_at, found.st_size, readable=holds is not None, until=until)


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
