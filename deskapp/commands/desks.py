"""Opening a desk for one command."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deskapp.desk import Desk
from deskapp.domain.clock import Clock


@contextmanager
def opened(path: Path, clock: Clock) -> Iterator[Desk]:
    """The desk in a file, open for the block. Raises StorageProblem where the file cannot be used."""
    desk = Desk(path, clock)
    desk.open()
    try:
        yield desk
    finally:
        desk.close()
