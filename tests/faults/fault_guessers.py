"""Guessers of one PIN, all at once: killed between count and look, with clocks that are set forward and back."""

import itertools
import random
import subprocess
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from in_a_process import Python
from patience import SECONDS

from deskapp.desk import Desk, make
from deskapp.domain import pins as rules
from deskapp.domain.clock import FixedClock, SystemClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed

PROMISE = "guessers at once get no more looks at a PIN than one would, killed or with their clocks set"
#: Attempts, of all guessers together.
FULL, SHORT = 4_000, 40
#: So many at once, each of so many attempts at least.
GUESSERS, EACH = 8, 20
PIN = "2580"
#: So long a guesser rests between two attempts, at most: they are to go on through several waits.
_REST = 0.1

#: Guesses until all attempts are made, each by a clock that somebody has just set; says each answer.
GUESSER = """
import random, sys, time
from datetime import timedelta
from pathlib import Path
from deskapp.desk import Desk
from deskapp.domain.clock import SystemClock
from deskapp.domain.errors import NotAllowed

class SetClock(SystemClock):
    by = timedelta(0)
    def now(self):
        return super().now() + self.by

dice, clock = random.Random(sys.argv[3]), SetClock()
desk = Desk(Path(sys.argv[1]), clock).open()
print("ready", flush=True)
for _attempt in range(int(sys.argv[2])):
    clock.by = dice.choice((timedelta(0), timedelta(seconds=300), timedelta(days=3652), timedelta(days=-3652)))
    try:
        desk.staff.sign_in(1, f"{dice.randrange(10000):04} no")
    except NotAllowed as refused:
        print(refused.code, flush=True)
    time.sleep(dice.uniform(0, float(sys.argv[4])))
"""


def run(folder: Path, times: int, seed: int) -> list[str]:
    dice, desk = random.Random(seed), folder / "desk.db"
    make(desk, FixedClock(datetime(2026, 3, 2, 9, tzinfo=UTC)), pin=PIN)
    begun = SystemClock().passed()
    guessers = max(2, min(GUESSERS, times // EACH))
    looks = _looks(desk, times // guessers, guessers, dice)
    allowed = _allowed(SystemClock().passed() - begun)
    wrong = [f"{looks} looks where one guesser has {allowed}"] if looks > allowed else []
    if looks < rules.FREE:
        wrong.append(f"only {looks} looks: nobody guessed")
    return [*wrong, *_told(desk, looks)]


def _looks(desk: Path, each: int, guessers: int, dice: random.Random) -> int:
    """How often anybody was told whether a PIN was right. One in three guessers is killed on the way, then anew."""
    looks = 0
    going = [_begin(desk, each, dice) for _ in range(guessers)]
    for place, guesser in enumerate(going):
        if place % 3 == 0:
            assert guesser.stdout is not None
            said = list(itertools.islice(guesser.stdout, dice.randint(1, 3)))
            time.sleep(dice.uniform(0, _REST))
            guesser.kill()
            looks += _count([*said, *guesser.stdout])
            guesser.stdout.close()
            guesser.wait(SECONDS)
            going[place] = _begin(desk, each, dice)
    for guesser in going:
        out, _err = guesser.communicate(timeout=SECONDS)
        looks += _count(out.splitlines())
        if guesser.returncode:
            raise RuntimeError("a guesser ended by itself")
    return looks


def _begin(desk: Path, each: int, dice: random.Random) -> "subprocess.Popen[str]":
    return Python(GUESSER, desk, each, dice.random(), _REST, stdout=subprocess.PIPE, text=True)


def _count(said: list[str]) -> int:
    return sum(line.strip() == Refusal.PIN_WRONG for line in said)


def _allowed(elapsed: timedelta) -> int:
    """How many attempts one guesser has looked at in so long."""
    looks, waited = 0, timedelta(0)
    while waited <= elapsed:
        looks += 1
        waited += rules.length(looks)
    return looks


def _told(desk_file: Path, looks: int) -> list[str]:
    """The right PIN waits as well and then lets in; and the supervisor who comes is told of every look."""

    class Later(SystemClock):
        by = timedelta(0)

        def passed(self) -> timedelta:
            return super().passed() + self.by

    clock = Later()
    desk = Desk(desk_file, clock).open()
    try:
        desk.staff.sign_in(1, PIN)
    except NotAllowed as refused:
        wrong = [] if refused.code == Refusal.PIN_WAIT else [f"refused with {refused.code}"]
    else:
        # The last wait may be over by now.
        wrong = []
    clock.by = rules.length(looks + GUESSERS)
    desk.staff.sign_in(1, PIN)
    told = sum(one.times for one in desk.staff.wrong_pins())
    # An attempt that was killed after it was counted is told with the others, though nobody saw what came of it.
    if not looks <= told <= looks + GUESSERS:
        wrong.append(f"{told} wrong PINs are told, {looks} were tried")
    desk.close()
    return wrong
