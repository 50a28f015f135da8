"""Another program holds the file for long: whoever saves waits, then is refused plainly; nothing is lost or doubled."""

import random
import threading
import time
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from unittest.mock import patch

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.services.calls import acts
from deskapp.services.site import check
from deskapp.storage import database, opening

PROMISE = "a file that another program holds: each save waits, is done once or refused plainly (seconds held)"
#: So many seconds it is held altogether: at most half of a minute in one go.
FULL, SHORT = 40, 3
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: Windows that save meanwhile, each one act after another.
WINDOWS = 3


def run(folder: Path, times: int, seed: int) -> list[str]:
    dice = random.Random(seed)
    # Where it is held for a short while only, nobody waits for as long as in the app.
    waits = database.BUSY_SECONDS * times / FULL
    wrong = []
    for network in (False, True):
        path = folder / ("network.db" if network else "own.db")
        make(path, FixedClock(NOW))
        with (
            patch.object(database, "on_network", lambda _path, network=network: network),
            patch.object(database, "Database", partial(database.Database, busy_seconds=waits)),
        ):
            wrong += [f"{path.stem}: {said}" for said in _held(path, times / 2, waits, dice)]
    return wrong


def _held(path: Path, seconds: float, waits: float, dice: random.Random) -> list[str]:
    over = threading.Event()
    windows = [_Window(path, name, over) for name in "abc"[:WINDOWS]]
    for window in windows:
        window.start()
    with closing(opening.connect(path, "rw", busy_seconds=60)) as other:
        left = seconds
        while left > 0:
            # Longer than a save waits, or shorter.
            held = min(left, waits * dice.choice((0.3, 1.5)))
            other.execute("BEGIN IMMEDIATE")
            time.sleep(held)
            other.execute("ROLLBACK")
            left -= held
            time.sleep(waits * 0.1)
    over.set()
    for window in windows:
        window.join()
    wrong = [said for window in windows for said in window.wrong]
    saved = sorted(summary for window in windows for summary in window.saved)
    desk = Desk(path, FixedClock(NOW), staff_id=1).open()
    there = sorted(row.summary for row in desk.lists.calls("open"))
    desk.close()
    if there != saved:
        wrong.append(f"lost: {set(saved) - set(there)}, refused and there: {set(there) - set(saved)}")
    if not saved or not any(window.refused for window in windows):
        wrong.append("it was never held for long, or never free")
    return [*wrong, *(str(finding) for finding in check.check(path).findings)]


class _Window(threading.Thread):
    """Saves one act after another, and keeps in mind what came of each."""

    def __init__(self, path: Path, name: str, over: threading.Event) -> None:
        super().__init__()
        self._desk, self._me, self._over = Desk(path, FixedClock(NOW), staff_id=1).open(), name, over
        self.saved: list[str] = []
        self.wrong: list[str] = []
        self.refused = 0

    def run(self) -> None:
        number = 0
        while not self._over.is_set():
            number += 1
            summary = f"{self._me} {number}"
            try:
                self._desk.calls.log(acts.LogCall(summary, new_customer=acts.NewCustomer(f"Customer of {summary}")))
                self.saved.append(summary)
            except StorageProblem as problem:
                self.refused += 1
                if problem.code != Refusal.LOCKED:
                    self.wrong.append(f"{summary}: said {problem.code}")
            # Reading goes on beside it, or waits as a save does.
            try:
                self._desk.lists.calls("open")
            except StorageProblem as problem:
                if problem.code != Refusal.LOCKED:
                    self.wrong.append(f"reading: said {problem.code}")
        self._desk.close()
