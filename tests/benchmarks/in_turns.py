"""Ours and the floor one after the other, so that whatever else the machine does slows down both."""

import time
from collections.abc import Callable
from statistics import median


def medians(ours: Callable[[], object], floor: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Seconds of ours and of the floor: the median of so many rounds each."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _round in range(rounds):
        for kept, work in zip(taken, (ours, floor), strict=True):
            before = time.perf_counter()
            work()
            kept.append(time.perf_counter() - before)
    return median(taken[0]), median(taken[1])
