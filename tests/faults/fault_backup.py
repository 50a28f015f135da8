"""Backups made while two write, and one put back, which is killed in the middle."""

import random
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from in_a_process import start
from patience import SECONDS
from writers import Writer, judged

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Role
from deskapp.services.backups import finding, inside, keeping
from deskapp.services.backups.views import BackupCopy
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.site import check
from deskapp.storage import backup, copies

PROMISE = "a backup is whole though two write, and one put back is the old desk or the new, whenever it is killed"
FULL, SHORT = 120, 6
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
#: One in so many is a backup under two writers; the others are put back and killed.
UNDER_WRITERS = 6

#: Puts a copy back; says when everything is loaded, and waits for the word.
RESTORER = """
import sys
from datetime import datetime
from pathlib import Path
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Role
from deskapp.services.backups import finding, inside, keeping, restoring
from deskapp.services.people import StaffView
from deskapp.storage.contents import contents

path, clock = Path(sys.argv[1]), FixedClock(datetime.fromisoformat(sys.argv[3]))
copy = finding.named(path, sys.argv[2], keeping.of_desk(path))
lost = inside.inside(copy, path).lost_lines
print("ready", flush=True)
sys.stdin.readline()
instead = restoring.Instead(contents(path).head, lost)
restoring.restore(path, copy.path, clock, StaffView(1, "Manager", Role.MANAGER, True), instead)
print("done", flush=True)
"""


def run(folder: Path, times: int, seed: int) -> list[str]:
    dice = random.Random(seed)
    under_writers = max(1, times // UNDER_WRITERS)
    return [*_made(folder, under_writers, dice), *_put_back(folder, times - under_writers, dice)]


def _made(folder: Path, times: int, dice: random.Random) -> list[str]:
    """Two writers, and a copy in the midst: it has what was acknowledged before it was begun, and is a sound desk."""
    clock, wrong = FixedClock(NOW), []
    path = folder / "written.db"
    make(path, clock)
    writers = [Writer(path, f"w {place}") for place in "ab"]
    for writer in writers:
        writer.wait_until_ready()
    said: list[str] = []
    for number in range(times):
        for writer in writers:
            said += writer.hear(dice.randint(1, 4))
        copy = folder / f"copy{number}.db"
        held = backup.write_copy(path, copy)
        # Judging goes on in it, so it is a copy of the copy that is judged.
        wrong += [f"copy {number}: {one}" for one in judged(copy, said, clock)]
        if not held.events:
            wrong.append(f"copy {number} has no line")
        copy.unlink()
    for writer in writers:
        said += writer.kill()
    return [*wrong, *judged(path, said, clock)]


def _put_back(folder: Path, times: int, dice: random.Random) -> list[str]:
    clock, wrong = FixedClock(NOW), []
    path = folder / "desk.db"
    make(path, clock)
    _log(path, clock, "in the backup")
    copy = keeping.keep(path, clock.now(), asked=True).made
    assert copy is not None
    _log(path, clock, "since then")
    whole = 0.05
    for number in range(times):
        clock.advance(timedelta(minutes=1))
        before = _calls(path)
        restorer = _restorer(path, copy.name, clock)
        assert restorer.stdin is not None
        restorer.stdin.write("go\n")
        restorer.stdin.flush()
        began = time.monotonic()
        if number:  # the first shows how long it takes
            # What could be cut in half comes last: every other one is killed there.
            time.sleep(dice.uniform(0.0 if number % 2 else whole * 0.7, whole))
            restorer.kill()
        said, complaint = restorer.communicate(timeout=SECONDS)
        whole = whole if number else time.monotonic() - began
        if complaint and not number:
            wrong.append(complaint.strip().splitlines()[-1])
        wrong += [f"{number}: {one}" for one in _left(path, copy, before, done="done" in said)]
        if _calls(path) != before:
            _log(path, clock, f"since then {number}")
    return wrong


def _left(path: Path, copy: BackupCopy, before: list[str], *, done: bool) -> list[str]:
    """What is wrong with what a restorer left behind that was killed."""
    wrong = [str(one) for one in check.check(path).findings]
    now = _calls(path)
    aside = [one for one in finding.all_of(path, keeping.of_desk(path)) if copies.ASIDE in one.name]
    if now == ["in the backup"]:
        kept = [_calls(one.path) for one in aside]
        if before not in kept:
            wrong.append("what was the desk is kept nowhere")
    elif now != before:
        wrong.append(f"it is neither the old desk nor the new one: {now}")
    elif done:
        wrong.append("it said that it was done, and it is not")
    newest = inside.inside(finding.named(path, copy.name, keeping.of_desk(path)), path)
    if newest.lost_calls != len(now) - 1:
        wrong.append("a look inside counts otherwise")
    return wrong


def _restorer(path: Path, name: str, clock: FixedClock) -> "subprocess.Popen[str]":
    restorer = start(RESTORER, path, name, clock.now().isoformat())
    assert restorer.stdout is not None
    if restorer.stdout.readline() != "ready\n":
        raise RuntimeError(restorer.communicate(timeout=SECONDS)[1])
    return restorer


def _calls(path: Path) -> list[str]:
    connection = sqlite.connect(f"{path.as_uri()}?mode=ro", uri=True)
    try:
        return [summary for (summary,) in connection.execute("SELECT summary FROM call ORDER BY id")]
    finally:
        connection.close()


def _log(path: Path, clock: FixedClock, summary: str) -> None:
    desk = Desk(path, clock, staff_id=1).open()
    assert desk.facts().staff[0].role is Role.MANAGER
    desk.calls.log(LogCall(summary, new_customer=NewCustomer("Vega")))
    desk.close()
