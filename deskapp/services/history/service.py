"""Makes a desk with years of calls, for whoever wants to try a scale of their own: invented, sound, in minutes.

Before its first call the desk is made by the services, and what the rows of open calls repeat of their clocks is worked
out by them in the end. What lies between is written as rows, as many as no service would write in a day.
"""

import heapq
import math
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from sqlalchemy import select

from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import StorageProblem, refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import UNRESOLVED_STATES, Role
from deskapp.models.calls import IS_OPEN, Call
from deskapp.services.calls import signs as call_signs
from deskapp.services.clocks.clocks import repeat
from deskapp.services.events import Line
from deskapp.services.history.courses import Courses
from deskapp.services.history.instants import beginning, instants
from deskapp.services.history.life import Ids, Life
from deskapp.services.history.people import Agent, Callers, Roster, agents, comings_and_goings
from deskapp.services.history.said import Said
from deskapp.services.history.setting import Setting, set_up
from deskapp.services.history.writing import Writing
from deskapp.services.work import Work
from deskapp.storage import schema
from deskapp.storage.database import Database
from deskapp.storage.unguarded import unguarded

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection

_DAY = timedelta(days=1)
#: A call with all that belongs to it takes about so many bytes of the file, and so many does the desk without any.
BYTES_EACH, BYTES_AT_FIRST = 6_000, 2_000_000
#: The share of those that are open falls to a third over so many times as many calls as are open.
_SPREAD = 1.4
#: Calls of which what their rows repeat is worked out in one go.
_AT_ONCE = 500

#: (done, of so many), while it goes on.
Told = Callable[[int, int], object]


def make_history(path: Path, now: datetime, calls: int, still_open: int, seed: int, told: Told | None = None) -> None:
    """Make a desk at `path` with so many calls of the ten years up to `now`, so many of them open.

    The same seed makes the same desk, but for the salts of its timeline. Raises Invalid (calls, still_open),
    StorageProblem as `schema.create` does, and where there is no room for it.
    """
    refuse_where(
        ("calls", FieldFault.BELOW_ONE, calls < 1),
        ("still_open", FieldFault.BELOW_ZERO, still_open < 0),
        ("still_open", FieldFault.MORE_THAN_ALL, still_open > calls),
    )
    needed = room_for(calls)
    try:
        free = shutil.disk_usage(path.absolute().parent).free
    except OSError as error:
        raise StorageProblem(Refusal.NOT_WRITABLE, path=str(path), said=error.strerror or str(error)) from error
    if free < needed:
        raise StorageProblem(Refusal.NO_ROOM, path=str(path), needed=needed, free=free)

    def fill_in(making: Path) -> None:
        _History(making, now.replace(microsecond=0), calls, still_open, seed, told or (lambda done, of: None)).make()

    schema.create(path, fill_in)


def room_for(calls: int) -> int:
    """About how many bytes a desk with so many calls takes."""
    return BYTES_AT_FIRST + BYTES_EACH * calls


class _History:
    def __init__(self, making: Path, now: datetime, calls: int, still_open: int, seed: int, told: Told) -> None:
        self._making, self._now = making, now
        self._calls, self._still_open, self._told = calls, still_open, told
        self._chance = Random(seed)
        self._begins = beginning(now)

    def make(self) -> None:
        database = Database(self._making)
        try:
            setting = set_up(Work(database, FixedClock(self._begins - _DAY)), self._now)
        finally:
            database.close()
        with unguarded(self._making, to_be_kept=False) as connection:
            self._write(connection, setting)
        database = Database(self._making)
        try:
            self._repeat(Work(database, FixedClock(self._now), setting.manager))
        finally:
            database.close()

    def _write(self, connection: "Connection", setting: Setting) -> None:
        chance = self._chance
        said = Said(chance)
        writing = Writing(connection, setting)
        first = 1 + len(setting.supervisors) + 1
        there = agents(first, self._begins, self._now, self._calls, chance)
        for one in there:
            writing.staff(one.id, one.name, Role.AGENT.value, one.left is None)
        lines = _InTime(_of_staff(there, setting.manager))
        roster, callers, ids = Roster(there), Callers(self._calls, said, chance), Ids()
        courses = Courses(setting, said, chance, self._now)
        left_open = set(_open_ones(self._calls, self._still_open, chance))
        call_id = 0
        for day in instants(setting.calendar, self._now, self._calls, chance):
            writing.lines(lines.before(day[0]))
            colleagues = roster.at(day[0])
            for at in day:
                call_id += 1
                caller, new = callers.draw(call_id / self._calls)
                if new:
                    writing.customer(caller)
                life = Life(setting, ids, call_id, caller, chance.choice(colleagues))
                problem = courses.log(life, at, open_still=call_id in left_open)
                if call_id in left_open:
                    courses.still_open(life, problem)
                else:
                    courses.over(life, problem, colleagues)
                lines.add(life.lines)
                writing.call(life)
            self._told(call_id, self._calls)
        writing.lines(lines.rest())
        writing.flush()

    def _repeat(self, work: Work) -> None:
        """What the rows of open calls repeat of their clocks, and the signs that they show."""
        with work.batch() as session, work.look() as look:
            open_ids = session.scalars(select(Call.id).where(IS_OPEN).order_by(Call.id)).all()
            for begin in range(0, len(open_ids), _AT_ONCE):
                these = open_ids[begin : begin + _AT_ONCE]
                for call in session.scalars(select(Call).where(Call.id.in_(these)).order_by(Call.id)).all():
                    repeat(session, work.rules, call)
                    if call.state in UNRESOLVED_STATES:
                        call_signs.sign_again(look, call)
                session.flush()
                session.expunge_all()


def _open_ones(calls: int, still_open: int, chance: Random) -> Sequence[int]:
    """The ids of the calls that are open still: the newer, the more of them."""
    near = min(calls, round(still_open * _SPREAD * 5))
    ages = range(near)
    # Each draws a key that is the larger the likelier it is; the largest are taken.
    keys = {age: math.log(1 - chance.random()) / math.exp(-age / (still_open * _SPREAD)) for age in ages}
    return [calls - age for age in heapq.nlargest(still_open, ages, key=keys.__getitem__)]


def _of_staff(agents: Sequence[Agent], manager: int) -> Iterator[Line]:
    for at, one, there in comings_and_goings(agents):
        payload = {"name": one.name, "role": Role.AGENT.value, "active": there, "id": one.id}
        kind = EventKind.STAFF_ADDED if there else EventKind.STAFF_EDITED
        yield Line(kind, at, manager, payload=payload)


class _InTime:
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
