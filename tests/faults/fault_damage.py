"""A file damaged at random: it opens, or is refused in plain words, and everything that can be read is saved."""

import random
from datetime import UTC, datetime
from pathlib import Path

import damaging

from deskapp.domain.clock import FixedClock

PROMISE = "one bad row costs one row; of a damaged file nothing that can be read is thrown away"
FULL, SHORT = 220, 6
_KINDS = (
    damaging.flipped,
    damaging.zeroed,
    damaging.swapped,
    damaging.schema_spoilt,
    damaging.header_spoilt,
    damaging.cut,
)


def run(folder: Path, times: int, seed: int) -> list[str]:
    clock = FixedClock(datetime(2026, 11, 16, 10, 0, tzinfo=UTC))
    sound = damaging.sound_desk(folder, 60 if times < FULL else 400, clock)
    content = sound.read_bytes()
    wrong = []
    for number in range(times):
        kind = _KINDS[number % len(_KINDS)]
        damaged = damaging.copy(sound, folder / "damaged.db", kind(random.Random(f"{seed} {number}")))
        wrong += damaging.tried(damaged, content, sound, clock, f"{number} {kind.__name__}")
    return wrong
