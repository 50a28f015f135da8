"""Two writers, killed at any moment: on the own disk, and with the rollback journal of a network folder."""

import random
import time
from datetime import UTC, datetime
from pathlib import Path

from writers import Writer, judged

from deskapp.desk import make
from deskapp.domain.clock import FixedClock

PROMISE = "saved is saved: kill -9 at any moment, two writers at once"
FULL, SHORT = 400, 16
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: One in so many is killed with the rollback journal.
NETWORK = 4
#: Acts that each writer acknowledges before it is killed in the next one, at most.
ACTS = 6


def run(folder: Path, times: int, seed: int) -> list[str]:
    dice, clock = random.Random(seed), FixedClock(NOW)
    wrong = []
    for network, kills in ((False, times - times // NETWORK), (True, times // NETWORK)):
        desk = folder / ("network.db" if network else "own.db")
        make(desk, clock)
        wrong += judged(desk, _written(desk, kills, network, dice), clock)
    return wrong


def _written(desk: Path, kills: int, network: bool, dice: random.Random) -> list[str]:
    """What the writers acknowledged.

    The first dies while the other goes on writing; then that one. Acts are counted, and how long one takes is measured:
    a slow machine writes as many as a fast one, and is killed as evenly within them.
    """
    acknowledged: list[str] = []
    an_act = 0.02
    for pair in range((kills + 1) // 2):
        writers = [Writer(desk, f"w{pair} {place}", network=network) for place in "ab"]
        for writer in writers:
            writer.wait_until_ready()
        for writer in writers:
            before, began = dice.randint(0, ACTS), time.monotonic()
            acknowledged += writer.hear(before)
            if before:
                an_act = (time.monotonic() - began) / before
            time.sleep(dice.uniform(0.0, an_act))
            acknowledged += writer.kill()
    return acknowledged
