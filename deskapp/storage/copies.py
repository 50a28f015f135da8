"""The copies of a desk's file that lie in one folder, and what is known of each since it was checked.

Beside them lies what each holds, with the head of its timeline: a list of them opens none.
"""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from deskapp.domain.backups.head import Head
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import StorageProblem
from deskapp.storage import backup
from deskapp.storage.contents import Contents, contents

#: What is known of the copies that lie beside it.
KNOWN = "copies.json"
#: What stands in the name of a copy that was the desk itself until another was put in its place.
ASIDE = "set aside"
#: Held by whoever makes copies in a folder.
_HELD = ".making"


@dataclass(frozen=True, slots=True)
class Copy:
    """One that is whole. size: in bytes. holds: None where nobody can tell what is in it; said: why."""

    path: Path
    made_at: datetime
    size: int
    holds: Contents | None
    said: str = ""

    @property
    def name(self) -> str:
        return self.path.name


def name_of(path: Path, kind: str, now: datetime) -> str:
    """What a copy of a desk's file is called. kind: what it was made for; "": by the clock, or because asked for."""
    return " ".join(filter(None, (path.stem, kind, f"{now:%Y-%m-%d %H%M%S}"))) + ".db"


def lie_in(folder: Path) -> tuple[Copy, ...]:
    """All that lie there, the newest first. What is not known of one is looked at now."""
    known = _known(folder)
    found = []
    for path in _files(folder):
        with suppress(FileNotFoundError):  # taken away meanwhile
            found.append(_copy(path, known.get(path.name)))
    return tuple(sorted(found, key=lambda one: (one.made_at, one.name), reverse=True))


def newest(path: Path) -> Copy | None:
    """The newest good copy of a desk's file, beside it."""
    return next((one for one in lie_in(backup.folder_of(path)) if one.holds is not None), None)


def remember(copy: Path, holds: Contents, made_at: datetime) -> None:
    """Keep what was found in a copy when it was checked. A list that cannot be kept is made again when it is asked."""
    known = _known(copy.parent)
    known[copy.name] = {
        "made_at": made_at.isoformat(),
        "size": copy.stat().st_size,
        "schema": holds.schema,
        "calls": holds.calls,
        "events": holds.events,
        "head": [holds.head.number, holds.head.link],
        "last_at": holds.last_at.isoformat() if holds.last_at else None,
        "mark": holds.mark,
    }
    there = {one.name for one in _files(copy.parent)}
    write_json(copy.parent / KNOWN, {name: told for name, told in known.items() if name in there})


@contextmanager
def alone(folder: Path) -> Iterator[bool]:
    """Whether copies are made by this window just now, and by no other; until the end of the block.

    Whoever dies lets go of it. Where a disk knows no locks, several may make one: each has a name of its own.
    """
    try:
        held = os.open(folder / _HELD, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        yield True  # what keeps it from being written is told by who makes the copy
        return
    try:
        yield _lock(held)
    finally:
        os.close(held)


def _lock(held: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except PermissionError:  # what Windows says of a lock that somebody holds
        return sys.platform != "win32"
    except OSError:
        return True
    return True


def read_json(file: Path) -> dict[str, Any]:
    """What was kept in a small file; nothing where it is not there, or no such file."""
    try:
        kept = json.loads(file.read_bytes())
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def write_json(file: Path, kept: Mapping[str, Any]) -> None:
    """Whole or not at all; where it cannot be written, what was there stays."""
    making = file.with_name(f".{file.name}.{os.getpid()}")
    with suppress(OSError):
        try:
            making.touch(mode=0o600)
            making.write_text(json.dumps(kept, indent=1), encoding="utf-8")
            making.replace(file)
        finally:
            making.unlink(missing_ok=True)


def _files(folder: Path) -> list[Path]:
    try:
        there = [one for one in folder.iterdir() if one.suffix == ".db" and not one.name.startswith(".")]
    except OSError:
        return []
    return [one for one in there if not is_the_desk_itself(one)]


def is_the_desk_itself(copy: Path) -> bool:
    """Whether it is a second name of the desk's own file, which nobody came to put another in the place of."""
    try:
        return f" {ASIDE} " in copy.name and copy.stat().st_nlink > 1
    except OSError:
        return False


def _known(folder: Path) -> dict[str, Any]:
    return read_json(folder / KNOWN)


def _copy(path: Path, told: Any) -> Copy:
    found = path.stat()
    copy = Copy(path, datetime.fromtimestamp(found.st_mtime, UTC), found.st_size, None)
    try:
        if told["size"] == found.st_size:
            last_at = datetime.fromisoformat(told["last_at"]) if told["last_at"] else None
            head = Head(*told["head"])
            holds = Contents(told["schema"], told["calls"], told["events"], head, last_at, told["mark"])
            return replace(copy, made_at=datetime.fromisoformat(told["made_at"]), holds=holds)
    except (TypeError, KeyError, ValueError):
        pass  # not known, or by somebody else's hand
    try:
        return replace(copy, holds=contents(path))
    except StorageProblem as problem:
        return replace(copy, said=str(problem.values.get("said") or problem.code))
