"""An act in steps whose program is killed in the middle goes on, and comes to what it would have come to."""

import json
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from in_a_process import Python, run
from patience import SECONDS

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ClockKind
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.clocks.acts import SaveTargets

CALLS = 120

#: Goes on with what is under way, and says how far it is after each step.
WINDOW = """
import sys
from datetime import datetime
from pathlib import Path
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock

desk = Desk(Path(sys.argv[1]), FixedClock(datetime.fromisoformat(sys.argv[2])), staff_id=1).open()
while acts := desk.steps.unfinished():
    print(desk.steps.step(acts[0].id).value.left, flush=True)
"""

#: What the act writes: of each table what does not differ from one writing to the next.
WRITTEN = (
    "SELECT id, policy_version_id, next_clock, next_due_at, next_warn_at FROM call ORDER BY id",
    "SELECT call_id, kind, started_at, target, calendar_version_id, fixed_at, stopped_at FROM clock ORDER BY 1, 2, 3",
    "SELECT clock_id, target FROM clock_change ORDER BY clock_id, id",
    "SELECT kind, staff_id, call_id, event_words.words FROM event JOIN event_words ON event_id = id ORDER BY id",
    "SELECT kind, total, ended_at IS NULL FROM long_act",
    "SELECT call_id FROM long_act_call",
)


def written(path: Path, clock: FixedClock) -> list[Any]:
    desk = Desk(path, clock, staff_id=1).open()
    with desk.work.read() as session:
        run = session.connection().exec_driver_sql
        found = json.loads(json.dumps([[list(row) for row in run(sql)] for sql in WRITTEN]))
    desk.close()
    return found


@pytest.mark.skipif(sys.platform == "win32", reason="no such signal")
def test_killed_again_and_again_it_comes_to_the_same(
    desk: Desk, clock: FixedClock, tmp_path: Path, full_length: bool
) -> None:
    with desk.work.batch():
        for number in range(CALLS):
            desk.calls.log(LogCall(f"Call {number}", new_customer=NewCustomer(f"Customer {number}")))
    targets = [
        (one.priority, one.kind.value, timedelta(hours=1) if one.kind is ClockKind.RESOLUTION else one.target, 1)
        for one in desk.facts().targets
    ]
    desk.site.save_targets(SaveTargets(tuple(targets)))
    desk.site.apply_to_open_calls()
    desk.close()
    whole, killed = tmp_path / "whole.db", tmp_path / "killed.db"
    for copy in (whole, killed):
        shutil.copyfile(desk.path, copy)
    chance = random.Random(5)
    for _turn in range(40 if full_length else 3):
        _go_on(killed, clock, chance)
    for file in (whole, killed):
        said = run(WINDOW, file, clock.now().isoformat())
        assert file != whole or said.split()[-1] == "0"
    assert written(killed, clock) == written(whole, clock)


def _go_on(file: Path, clock: FixedClock, chance: random.Random) -> None:
    """Go on for a step or none, and be killed at whichever point of the next."""
    window = Python(WINDOW, file, clock.now().isoformat(), stdout=subprocess.PIPE)
    assert window.stdout is not None
    window.stdout.readline()
    time.sleep(chance.uniform(0, 0.05))
    window.send_signal(signal.SIGKILL)
    window.communicate(timeout=SECONDS)
