"""What happened on a desk before many tests begin: played once, its file copied for each."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock

T = TypeVar("T")


class Played:
    """Gives the file after what was played, never to be changed, and what that gave back."""

    def __init__(self, blank: Path, begin: FixedClock, factory: pytest.TempPathFactory) -> None:
        self._blank, self._begin, self._factory = blank, begin, factory
        self._known: dict[Callable[[Desk], Any], tuple[Path, Any]] = {}

    def __call__(self, play: Callable[[Desk], T]) -> tuple[Path, T]:
        """play: on an open new desk, at which the manager works."""
        if play not in self._known:
            path = self._factory.mktemp("played") / "desk.db"
            path.write_bytes(self._blank.read_bytes())
            desk = Desk(path, FixedClock(self._begin.now()), staff_id=1).open()
            told = play(desk)
            desk.close()
            self._known[play] = path, told
        return self._known[play]
