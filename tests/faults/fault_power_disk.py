"""The power of a real file system goes: a disk in a file is copied as it is in the middle of the work, and the copy is
mounted."""

import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from fault_all import Skip
from writers import Writer, judged

from deskapp.desk import make
from deskapp.domain.clock import FixedClock

PROMISE = "also on a real file system: a disk in a file, copied in the middle of the work and mounted"
FULL, SHORT = 40, 2
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MEGABYTES = 48
#: Acts acknowledged before a cut, at most.
ACTS = 12
#: The file system writes nothing by itself in this time, so that only what was synced is there.
_STILL = 600


def run(folder: Path, times: int, seed: int) -> list[str]:
    if sys.platform != "linux" or os.geteuid() != 0:
        raise Skip("needs root on Linux")
    dice, wrong = random.Random(seed), []
    for number in range(times):
        disk, copy, left = folder / "disk", folder / "copy", folder / f"left{number}"
        with disk.open("wb") as file:
            file.truncate(MEGABYTES * 1024 * 1024)
        _asked("mkfs.ext4", "-q", "-F", str(disk))
        with _mounted(disk, folder / "before") as place:
            make(place / "desk.db", FixedClock(NOW))
            writer = Writer(place / "desk.db", f"w{number}")
            writer.wait_until_ready()
            acknowledged = writer.hear(dice.randint(0, ACTS))
            time.sleep(dice.uniform(0.0, 0.05))
            acknowledged += writer.kill()
            shutil.copyfile(disk, copy)
        with _mounted(copy, folder / "after") as place:
            shutil.copytree(place, left, ignore=shutil.ignore_patterns("lost+found"))
        wrong += [f"cut {number}: {line}" for line in judged(left / "desk.db", acknowledged, FixedClock(NOW))]
        shutil.rmtree(left)
    return wrong


@contextmanager
def _mounted(disk: Path, place: Path) -> Iterator[Path]:
    place.mkdir(exist_ok=True)
    _asked("mount", "-o", f"loop,commit={_STILL}", str(disk), str(place))
    try:
        yield place
    finally:
        _asked("umount", str(place))


def _asked(*command: str) -> None:
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        raise Skip(f"needs {command[0]}") from None
    if done.returncode and command[0] == "mount":
        raise Skip("needs loop devices")
    done.check_returncode()
