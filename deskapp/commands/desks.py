"""Opening a desk for one command."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from deskapp.desk import Desk
from deskapp.documents.glyphs import site_fonts
from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem


def refuse_over(desk: Path, target: Path) -> None:
    """A file that is written takes the place of the one that has its name: never of the desk, nor of a part of it."""
    for ending in ("", "-wal", "-shm", "-journal"):
        part = desk.with_name(desk.name + ending)
        with suppress(OSError):
            if target.exists() and part.samefile(target):
                raise StorageProblem(Refusal.OVER_THE_DESK, path=str(target))


@contextmanager
def opened(path: Path, clock: Clock) -> Iterator[Desk]:
    """The desk in a file, open for the block. Raises StorageProblem where the file cannot be used."""
    desk = Desk(path, clock, in_passing=True)
    desk.open()
    site_fonts.add_from(lambda: desk.fonts.contents() if desk.is_open else ())
    try:
        yield desk
        if desk.staff_id is not None:
            # What somebody's command put down to be done in steps is done before it ends: no window may follow.
            desk.steps.finish()
    finally:
        desk.close()
