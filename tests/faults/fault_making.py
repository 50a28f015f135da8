"""The making of a desk, killed at any moment."""

import random
import subprocess
import time
from pathlib import Path

from in_a_process import Python
from patience import SECONDS

from deskapp.desk import Desk
from deskapp.services.site import check

PROMISE = "a new desk is whole or not there, whenever its making is killed"
FULL, SHORT = 60, 3

MAKER = """
import sys
from pathlib import Path
from deskapp.desk import make
print("ready", flush=True)
make(Path(sys.argv[1]))
"""


def run(folder: Path, times: int, seed: int) -> list[str]:
    """How long it takes is seen once; the kills fall evenly into that time."""
    dice, wrong = random.Random(seed), []
    timed, began = _make(folder / "timed.db"), time.monotonic()
    timed.communicate(timeout=SECONDS)
    whole = time.monotonic() - began
    for number in range(times):
        path = folder / f"desk{number}.db"
        maker = _make(path)
        time.sleep(dice.uniform(0.0, whole))
        maker.kill()
        maker.communicate(timeout=SECONDS)
        if path.exists():
            wrong += [str(finding) for finding in check.check(path).findings]
            desk = Desk(path, staff_id=1).open()
            if len(desk.facts().staff) != 1:
                wrong.append(f"{path.name}: nobody works there")
            desk.close()
    return wrong


def _make(path: Path) -> subprocess.Popen[bytes]:
    maker = Python(MAKER, path, stdout=subprocess.PIPE)
    assert maker.stdout is not None
    if maker.stdout.readline() != b"ready\n":
        raise RuntimeError("it did not begin")
    return maker
