"""A file cut at any length: as when a stick is pulled out, or a copy ends half way."""

import random
from datetime import UTC, datetime
from pathlib import Path

import damaging

from deskapp.domain.clock import FixedClock

PROMISE = "a file that was cut opens, or is refused plainly, and all that is left of it is saved"
FULL, SHORT = 20, 2


def run(folder: Path, times: int, seed: int) -> list[str]:
    clock = FixedClock(datetime(2026, 11, 16, 10, 0, tzinfo=UTC))
    sound = damaging.sound_desk(folder, 60 if times < FULL else 400, clock)
    content = sound.read_bytes()
    wrong = []
    for number in range(times):
        change = damaging.cut(random.Random(f"{seed} {number}"))
        damaged = damaging.copy(sound, folder / "damaged.db", change)
        wrong += damaging.tried(damaged, content, sound, clock, f"cut {number}, {damaged.stat().st_size} bytes")
    return wrong
