"""Makes a desk with years of calls, for whoever wants to try a scale of their own: invented, sound, in minutes.

Before its first call the desk is made by the services, and what the rows of open calls repeat of their clocks is worked
out by them in the end. What lies between is written as rows, as many as no service would write in a day.
"""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import StorageProblem, refuse_where
from deskapp.domain.words import CallState
from deskapp.models.calls import IS_OPEN, Call
from deskapp.services.calls import signs as call_signs
from deskapp.services.clocks.recount import recount
from deskapp.services.history.instants import beginning
from deskapp.services.history.setting import set_up
from deskapp.services.history.telling import Asked, in_turns
from deskapp.services.work import Work
from deskapp.storage import schema
from deskapp.storage.database import Database
from deskapp.storage.measures import keeping
from deskapp.storage.unguarded import unguarded

_DAY = timedelta(days=1)
#: A call with all that belongs to it takes about so many bytes of the file, and so many does the desk without any.
BYTES_EACH, BYTES_AT_FIRST = 6_000, 2_000_000
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
        self._calls, self._still_open, self._seed, self._told = calls, still_open, seed, told

    def make(self) -> None:
        database = Database(self._making)
        try:
            setting = set_up(Work(database, FixedClock(beginning(self._now) - _DAY)), self._now)
        finally:
            database.close()
        asked = Asked(self._now, self._calls, self._still_open, self._seed)
        done = 0
        with unguarded(self._making, to_be_kept=False) as connection:
            for batch in in_turns(setting, asked):
                batch.insert(connection)
                done += len(batch.about)
                self._told(done, self._calls)
            keeping.fill(connection)
        database = Database(self._making)
        try:
            self._repeat(Work(database, FixedClock(self._now), setting.manager))
        finally:
            database.close()

    def _repeat(self, work: Work) -> None:
        """What the rows of open calls repeat of their clocks, and the signs that they show."""
        with work.batch() as session, work.look() as look:
            recount(session.connection())
            signed = (IS_OPEN, Call.state != CallState.RESOLVED)
            open_ids = session.scalars(select(Call.id).where(*signed).order_by(Call.id)).all()
            for begin in range(0, len(open_ids), _AT_ONCE):
                these = open_ids[begin : begin + _AT_ONCE]
                for call in session.scalars(select(Call).where(Call.id.in_(these)).order_by(Call.id)).all():
                    call_signs.sign_again(look, call)
                session.flush()
                session.expunge_all()
