"""Killed in a write that makes the file grow, or while it is brought up to date: it is recovered, then judged."""

import contextlib
import io
import os
import random
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from fault_all import Skip
from older_desks import make_older

from deskapp import cli
from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.services.calls import acts
from deskapp.storage import opening

PROMISE = "killed in the middle: recovered before it is judged, never called damaged"
FULL, SHORT = 100, 8
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ROOT = Path(__file__).resolve().parents[2]
#: What is killed, in turn: a growing write without the log, one with it, and a step to this schema.
_KINDS = ("network", "network", "own", "update")
#: The revision before this schema's.
_BEFORE = "0006"
CALLS = 40

#: Does what it is told in a process of its own each time, says which, and that it has begun and ended.
_FORKING = """
import os, sys
from datetime import UTC, datetime
from pathlib import Path
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.calls import acts
from deskapp.services.clocks.recount import recount
from deskapp.storage import database, schema

def write(desk):
    with desk.work.batch() as session:
        for number in range(40):
            who = acts.NewCustomer(f"Grown {number}")
            desk.calls.log(acts.LogCall(f"Grown {number}", new_customer=who, details="words " * 4000))
        # As where more is changed than the memory holds: it stands in the file before it is saved.
        session.connection().connection.driver_connection.execute("PRAGMA cache_size = 10")
        session.connection().exec_driver_sql("UPDATE customer SET notes = notes || ' again'")

def work(kind, path):
    database.on_network = lambda _path: kind == "network"
    desk = None if kind == "update" else Desk(Path(path), staff_id=1).open()
    print("begun", os.getpid(), flush=True)
    if desk is None:
        schema.bring_up_to_date(Path(path), datetime(2026, 3, 2, 9, tzinfo=UTC), recount)
    else:
        write(desk)
    print("ended", flush=True)
    if desk is not None:
        desk.close()

for line in sys.stdin:
    kind, path = line.rstrip("\\n").split(" ", 1)
    child = os.fork()
    if not child:
        work(kind, path)
        os._exit(0)
    os.waitpid(child, 0)
    print("gone", flush=True)
"""


class Killed:
    """Processes that begin something, each killed within it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _FORKING], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._asked, self._said = self._process.stdin, self._process.stdout

    def whole(self, kind: str, path: Path) -> float:
        """Let it end; how long it takes, in seconds."""
        self._begin(kind, path)
        began = time.monotonic()
        self._hear("ended")
        took = time.monotonic() - began
        self._hear("gone")
        return took

    def cut_short(self, kind: str, path: Path, after: float) -> None:
        child = self._begin(kind, path)
        time.sleep(after)
        with contextlib.suppress(ProcessLookupError):  # it has ended
            os.kill(child, 9)
        while self._said.readline() != "gone\n":
            pass

    def end(self) -> None:
        self._asked.close()
        self._said.close()
        self._process.wait()

    def _begin(self, kind: str, path: Path) -> int:
        self._asked.write(f"{kind} {path}\n")
        self._asked.flush()
        begun, child = self._said.readline().split()
        assert begun == "begun"
        return int(child)

    def _hear(self, words: str) -> None:
        if self._said.readline() != f"{words}\n":
            raise RuntimeError(f"what was to be killed has not {words}")


def run(folder: Path, times: int, seed: int) -> list[str]:
    if sys.platform == "win32":
        raise Skip("needs processes that can be forked")
    dice, wrong = random.Random(seed), []
    present, before = folder / "present.db", folder / "before.db"
    make(present, FixedClock(NOW))
    desk = Desk(present, FixedClock(NOW), staff_id=1).open()
    for number in range(CALLS):
        desk.calls.log(acts.LogCall(f"Call {number}", new_customer=acts.NewCustomer(f"Vega {number}")))
    desk.close()
    make_older(before, _BEFORE, present)
    killed = Killed()
    try:
        took = {}
        for kind in sorted(set(_KINDS)):
            took[kind] = killed.whole(kind, _copy(_of(kind, present, before), folder / f"whole {kind}"))
        left = 0
        for number in range(times):
            kind = _KINDS[number % len(_KINDS)]
            path = _copy(_of(kind, present, before), folder / str(number))
            killed.cut_short(kind, path, dice.uniform(0.0, took[kind]))
            left += any((path.parent / f"desk.db{ending}").exists() for ending in ("-journal", "-wal"))
            wrong += [f"{number}, {kind}: {said}" for said in _judged(path)]
            shutil.rmtree(path.parent)
    finally:
        killed.end()
    if not left:
        wrong.append("nothing was ever cut short")
    return wrong


def _of(kind: str, present: Path, before: Path) -> Path:
    return before if kind == "update" else present


def _copy(desk: Path, folder: Path) -> Path:
    folder.mkdir()
    return Path(shutil.copyfile(desk, folder / "desk.db"))


def _judged(path: Path) -> Iterator[str]:
    """By the command line, and by what the window asks first, each of the file as it was left."""
    again = path.parent / "again"
    again.mkdir()
    for left in path.parent.glob("desk.db*"):
        shutil.copyfile(left, again / left.name)
    yield from _by_the_window(path)
    yield from _by_the_command(again / path.name)


def _by_the_window(path: Path) -> Iterator[str]:
    desk = Desk(path, FixedClock(NOW), staff_id=1)
    try:
        desk.first_screen("open")
    except StorageProblem as problem:
        if problem.code != Refusal.OLDER:
            yield f"the window says {problem.code}"
            return
        desk.bring_up_to_date()
        desk.first_screen("open")
    yield from _whole(path)


def _by_the_command(path: Path) -> Iterator[str]:
    said, wrong = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(wrong):
        code = cli.main(["check", str(path)])
    words = said.getvalue() + wrong.getvalue()
    # An older one is named as that.
    if code and Refusal.OLDER not in words and "older" not in words:
        yield f"the command says {words}"


def _whole(path: Path) -> Iterator[str]:
    """Either none or all of what was begun is there."""
    with closing(opening.connect(path, "rw")) as connection:
        (calls,) = connection.execute("SELECT count(*) FROM call").fetchone()
        (again,) = connection.execute("SELECT count(*) FROM customer WHERE notes LIKE '% again'").fetchone()
    if (calls, again) not in ((CALLS, 0), (2 * CALLS, 2 * CALLS)):
        yield f"half there: {calls} calls, {again} customers written again"
