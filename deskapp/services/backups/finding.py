"""Which copies of a desk there are, beside it and in the second place, and which one is meant by a name."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed, NotFound, StorageProblem
from deskapp.services.backups.keeping import OfDesk
from deskapp.storage import backup, copies, second_place
from deskapp.storage.contents import contents
from deskapp.storage.copies import Copy


def all_of(path: Path, desk: OfDesk | None) -> tuple[Copy, ...]:
    """The newest first; of one that lies in both places that beside the desk. desk: None where it cannot be read."""
    folders = [backup.folder_of(path)]
    if desk is not None and desk.place:
        folders.append(second_place.folder_in(Path(desk.place), path, desk.mark))
    found: dict[str, Copy] = {}
    for folder in folders:
        for one in copies.lie_in(folder):
            found.setdefault(one.name, one)
    return tuple(sorted(found.values(), key=lambda one: (one.made_at, one.name), reverse=True))


def named(path: Path, name: str, desk: OfDesk | None) -> Copy:
    """The copy of this name, or at this path. Raises NotFound, NotAllowed for another desk's, StorageProblem."""
    found = next((one for one in all_of(path, desk) if one.name == name), None) or _at(Path(name))
    if found is None:
        raise NotFound(Refusal.COPY_UNKNOWN, name=name)
    if found.holds is None:
        raise StorageProblem(Refusal.DAMAGED, path=str(found.path), said=found.said)
    if desk is not None and found.holds.mark not in ("", desk.mark):
        raise NotAllowed(Refusal.COPY_FOREIGN, name=found.name)
    return found


def _at(path: Path) -> Copy | None:
    with suppress(OSError):
        if path.is_file():
            found = path.stat()
            return Copy(path, datetime.fromtimestamp(found.st_mtime, UTC), found.st_size, contents(path))
    return None
