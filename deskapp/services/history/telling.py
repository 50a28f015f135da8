"""Tells a history, call by call, as batches of rows; a long one in a process of its own while others are written."""

import heapq
import math
import multiprocessing
from collections.abc import Iterator, Sequence
from datetime import datetime
from multiprocessing.connection import Connection
from random import Random
from typing import NamedTuple

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.services.events import Line
from deskapp.services.history.courses import Courses
from deskapp.services.history.instants import beginning, instants
from deskapp.services.history.kept import Ids
from deskapp.services.history.life import Life
from deskapp.services.history.people import Agent, Callers, Roster, agents, comings_and_goings
from deskapp.services.history.said import Said
from deskapp.services.history.setting import Setting
from deskapp.services.history.writing import Batch, Rows

#: The share of those that are open falls to a third over so many times as many calls as are open.
_SPREAD = 1.4
#: From so many calls on another process is worth its start.
_LONG = 20_000


class Asked(NamedTuple):
    """Which history: how it stands when, how many calls, how many of them open, and of which chance."""

    now: datetime
    calls: int
    still_open: int
    seed: int


def in_turns(setting: Setting, asked: Asked) -> Iterator[Batch]:
    """The batches of a history, in their order."""
    if asked.calls < _LONG:
        yield from batches(setting, asked)
        return
    # One of its own on every system: a copy of this one could hold locks of threads that it has not.
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    teller = context.Process(target=_tell, args=(sender, setting, asked), daemon=True)
    teller.start()
    # Else the end of the other process would not be the end of the pipe.
    sender.close()
    try:
        while (batch := receiver.recv()) is not None:
            yield batch
    except (EOFError, OSError) as ended:
        # Somebody ended it, or the system, where there was too little memory.
        teller.join()
        raise StorageProblem(Refusal.TELLER_ENDED, ended=teller.exitcode) from ended
    finally:
        receiver.close()
        teller.terminate()
        teller.join()


def _tell(sender: Connection, setting: Setting, asked: Asked) -> None:
    for batch in batches(setting, asked):
        sender.send(batch)
    sender.send(None)


def batches(setting: Setting, asked: Asked) -> Iterator[Batch]:
    """The same, told here."""
    now, calls, still_open, seed = asked
    chance = Random(seed)
    said, rows, ids = Said(chance), Rows(setting), Ids()
    there = agents(1 + len(setting.supervisors) + 1, beginning(now), now, calls, chance)
    for one in there:
        rows.staff(one.id, one.name, Role.AGENT.value, one.left is None)
    lines = InTime(_of_staff(there, setting.manager))
    roster, callers = Roster(there), Callers(calls, said, chance)
    courses = Courses(setting, said, chance, now)
    left_open = _open_ones(calls, still_open, chance)
    call_id = 0
    for day in instants(setting.calendar, now, calls, chance):
        rows.lines(lines.before(day[0]))
        colleagues = roster.at(day[0])
        for at in day:
            call_id += 1
            caller, new = callers.draw(call_id / calls)
            if new:
                rows.customer(caller)
            life = Life(setting, ids, call_id, caller, chance.choice(colleagues))
            problem = courses.log(life, at, open_still=call_id in left_open)
            if call_id in left_open:
                courses.still_open(life, problem)
            else:
                courses.over(life, problem, colleagues)
            lines.add(life.lines)
            rows.call(life)
        if rows.enough:
            yield rows.taken()
    rows.lines(lines.rest())
    yield rows.taken()


def _open_ones(calls: int, still_open: int, chance: Random) -> frozenset[int]:
    """The ids of the calls that are open still: the newer, the more of them."""
    near = min(calls, round(still_open * _SPREAD * 5))
    # Each draws a key that is the larger the likelier it is; the largest are taken.
    keys = [math.log(1 - chance.random()) / math.exp(-age / (still_open * _SPREAD)) for age in range(near)]
    return frozenset(calls - age for age in heapq.nlargest(still_open, range(near), key=keys.__getitem__))


def _of_staff(agents: Sequence[Agent], manager: int) -> Iterator[Line]:
    for at, one, there in comings_and_goings(agents):
        payload = {"name": one.name, "role": Role.AGENT.value, "active": there, "id": one.id}
        kind = EventKind.STAFF_ADDED if there else EventKind.STAFF_EDITED
        yield Line(kind, at, manager, payload=payload)


class InTime:
    """Lines that are told by call and given back in the order of time; those of one instant as they were told."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._waiting: list[tuple[datetime, int, Line]] = []
        self._told = 0
        self.add(lines)

    def add(self, lines: Iterator[Line] | Sequence[Line]) -> None:
        for line in lines:
            self._told += 1
            heapq.heappush(self._waiting, (line.at, self._told, line))

    def before(self, at: datetime) -> Iterator[Line]:
        """Those that nothing comes before any more: no call is told that was logged earlier."""
        while self._waiting and self._waiting[0][0] < at:
            yield heapq.heappop(self._waiting)[2]

    def rest(self) -> Iterator[Line]:
        while self._waiting:
            yield heapq.heappop(self._waiting)[2]
