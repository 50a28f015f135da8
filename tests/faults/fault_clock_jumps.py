"""The machine sleeps and its clock is set, while calls run out: by an hour, a day, ten years, and through both changes
of the summer time."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

from deskapp.desk import Desk, make
from deskapp.domain.alerts import Alarms, Crossing, jumped
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Impact, Urgency
from deskapp.services.calls.acts import AddNote, LogCall, NewCustomer, PromiseCallBack
from deskapp.services.site import check

PROMISE = "clocks survive time: asleep, set by an hour, a day, ten years, both changes to and from summer time"
#: Jumps, each tried with calls that run out before, in and after it.
FULL, SHORT = 400, 16
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
#: Real time that passes unseen, and by how much the clock is set meanwhile.
JUMPS: tuple[tuple[timedelta, timedelta], ...] = (
    (8 * HOUR, timedelta(0)),
    *((timedelta(seconds=1), way * by) for by in (HOUR, DAY, timedelta(days=3652)) for way in (1, -1)),
    # Slept, and somebody set it while it did.
    (8 * HOUR, -HOUR),
)
#: The nights on which Berlin's clocks change, and a working day.
MORNINGS = (
    datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
    datetime(2026, 10, 24, 23, 30, tzinfo=UTC),
    datetime(2026, 3, 2, 9, tzinfo=UTC),
)
#: So many looks before a jump, and after it.
_LOOKS = 20
_DEADLINES = "SELECT id, call_id, kind, started_at, target, due_at FROM clock ORDER BY id"


def run(folder: Path, times: int, seed: int) -> list[str]:
    dice, wrong = random.Random(seed), []
    blank = folder / "blank.db"
    make(blank, FixedClock(MORNINGS[2]))
    for number in range(times):
        slept, by = JUMPS[number % len(JUMPS)]
        morning = MORNINGS[number // len(JUMPS) % len(MORNINGS)]
        path = folder / f"desk{number}.db"
        path.write_bytes(blank.read_bytes())
        said = _one(path, morning, slept, by, dice)
        wrong += [f"asleep {slept}, set by {by}, from {morning:%d %b}: {line}" for line in said]
        path.unlink()
    return wrong


def _one(path: Path, morning: datetime, slept: timedelta, by: timedelta, dice: random.Random) -> list[str]:
    clock = FixedClock(morning)
    desk = Desk(path, clock, staff_id=1).open()
    for _call in range(4):
        urgency = dice.choice(list(Urgency))
        logged = LogCall("It runs out", new_customer=NewCustomer("Ada"), impact=Impact.SITE, urgency=urgency)
        call = desk.calls.log(logged).value.id
        desk.promises.call_back(PromiseCallBack(call, clock.now() + timedelta(minutes=dice.randint(20, 600))))
    before, watched = _rows(desk), desk.lists.watched()
    alarms, told = Alarms(), Counter[Crossing]()
    alarms.watch(watched, clock.now())
    last = (clock.now(), clock.passed())
    events = 0
    for look in range(2 * _LOOKS):
        # As the window does at each tick: look, and say that the clock was set where it was.
        told.update(alarms.look(clock.now()))
        shown, passed = clock.now() - last[0], clock.passed() - last[1]
        last = (clock.now(), clock.passed())
        if (was_set := jumped(shown, passed)) is not None:
            desk.site.note_clock_jump(clock.now(), was_set)
            events += 1
        # Whoever acts meanwhile has the list read anew.
        told.update(alarms.watch(desk.lists.watched(), clock.now()))
        step = timedelta(minutes=dice.randint(1, 20))
        if look == _LOOKS:
            desk.calls.note(AddNote(1, "written by a clock that was set"))
        if look == _LOOKS - 1:
            step = slept
            clock.set_to(clock.now() + by)
        clock.advance(step)
    wrong = [f"told twice: {one.state} of {one.clock}" for one, times in told.items() if times > 1]
    if events != bool(by):
        wrong.append(f"{events} events of the clock")
    after = [row for row in _rows(desk) if row[0:3] in {known[0:3] for known in before}]
    if after != before:
        wrong.append("a deadline has moved")
    over = {one for one in watched if one.due_at is not None and one.due_at < clock.now()}
    missed = [one.clock for one in over if not any(_of(one, crossing) for crossing in told)]
    if missed:
        wrong.append(f"never told: {missed}")
    desk.close()
    return [*wrong, *(str(finding) for finding in check.check(path).findings)]


def _of(one: object, crossing: Crossing) -> bool:
    return all(
        getattr(one, name) == getattr(crossing, name) for name in ("call_id", "due_at", "escalation_id", "clock")
    )


def _rows(desk: Desk) -> list[tuple[object, ...]]:
    with desk.work.read() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(_DEADLINES)]
