"""How much is tried: all of it with DESK_LONG_RUNS=1, and a part of it, large enough to fail on a fault, without."""

import os

LONG_RUNS = os.environ.get("DESK_LONG_RUNS", "") not in ("", "0")


def examples(at_full_length: int) -> int:
    """So many examples of a law: a third of them where there is little time."""
    return at_full_length if LONG_RUNS else max(at_full_length // 3, 1)
