"""A damaged desk at its start: what can be saved of it, and what its newest backup has; one takes its place."""

from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from deskapp.domain.clock import Clock
from deskapp.domain.errors import StorageProblem
from deskapp.services.clocks.recount import recount
from deskapp.services.site.salvage import Salvaged, saved_from, tell
from deskapp.storage import backup, copies, remains, replacing, schema
from deskapp.storage.contents import contents
from deskapp.storage.salvage import salvage as storage


class Found(NamedTuple):
    """What is known of a damaged file. Whatever was saved lies beside it, until it is used or let go of."""

    path: Path
    #: None: nothing of a desk can be read in it.
    saved: Salvaged | None
    #: Its newest good backup; None: there is none.
    copy: copies.Copy | None
    #: How many calls, and lines of the timeline, came after the backup and could be read.
    calls_since: int
    lines_since: int
    #: Where the damaged file will be, whichever takes its place: beside the desk. Where copies lie they are thinned out
    #: in their time, and this is the only one of its kind.
    aside: Path


def had_copies(path: Path) -> bool:
    """Whether a desk's copies lie beside a file: then it was one, whatever it is now."""
    return backup.folder_of(path).is_dir()


def look(path: Path, clock: Clock) -> Found:
    """Save what can be read beside a damaged file, to be looked at. Raises StorageProblem where that cannot be done."""
    copy, aside = copies.newest(path), path.with_name(copies.name_of(path, "damaged", clock.now()))
    let_go(path)
    try:
        report = storage.salvage(path, _making(path), clock.now(), recount, None if copy is None else copy.path)
    except StorageProblem:
        if copy is None:
            raise
        return Found(path, None, copy, 0, 0, aside)
    calls = lines = 0
    if copy is not None and copy.holds is not None:
        holds = contents(_making(path))
        calls, lines = holds.calls - copy.holds.calls, holds.head.number - copy.holds.head.number
    saved = saved_from(report, _making(path))
    if saved.left_over is not None:
        saved = saved._replace(left_over=storage.beside(aside))
    return Found(path, saved, copy, max(calls, 0), max(lines, 0), aside)


def use_saved(found: Found, clock: Clock) -> None:
    """What was saved takes the place of the damaged file."""
    making = _making(found.path)
    assert found.saved is not None
    tell(making, found.saved.report, file=found.aside.name, at=clock.now())
    with suppress(FileNotFoundError):
        storage.beside(making).rename(storage.beside(found.aside))
    replacing.replace_damaged(making, found.path, found.aside)


def use_backup(found: Found, clock: Clock) -> None:
    """The same by the backup, brought up to date, without what came after it. There must be one."""
    path, making = found.path, _making(found.path)
    assert found.copy is not None
    let_go(path)
    try:
        backup.write_copy(found.copy.path, making)
        schema.bring_up_to_date(making, clock.now(), recount)
        replacing.replace_damaged(making, path, found.aside)
    finally:
        remains.remove(making)


def let_go(path: Path) -> None:
    """What was saved is not needed any more; the damaged file is as it was."""
    remains.remove(_making(path))
    storage.beside(_making(path)).unlink(missing_ok=True)


def _making(path: Path) -> Path:
    return remains.making(path)
