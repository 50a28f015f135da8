"""What every service works with: the database, the clock, who acts, the rules; and a unit for each act."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.services import answered, events, turn
from deskapp.services.callers import CustomerIndex
from deskapp.services.changes import Changes, Done
from deskapp.services.people import ACTING, VIEWER, StaffView
from deskapp.services.rules import Rules
from deskapp.storage import call_words
from deskapp.storage.database import Database

_WHO = "SELECT name, role, active FROM staff WHERE id = ?"

T = TypeVar("T")


@dataclass(slots=True)
class Look:
    """What a reading works with that asks for the time: a session, the instant as of which it reads, the rules."""

    session: Session
    now: datetime
    rules: Rules

    @property
    def viewer(self) -> int | None:
        """Who looks; None: nobody is signed in."""
        found: int | None = self.session.info.get(VIEWER)
        return found


@dataclass(slots=True)
class Unit(Look):
    """One act: what it reads and writes with, whose it is, what it tells the timeline, and what it changed.

    All that an act does is done at one instant by one person; so it goes whole from function to function.
    """

    staff: StaffView
    #: What was told and is not written yet.
    lines: list[events.Line] = field(default_factory=list)
    #: What must be looked at again, as far as the parts of the act have said.
    calls: set[int] = field(default_factory=set)
    #: Of which calls something was said: they are found by it.
    spoken_of: set[int] = field(default_factory=set)
    lists: set[str] = field(default_factory=set)

    def allows(self, at_least: Role) -> bool:
        """Whether whoever acts has this role, or one above."""
        return allows(self.staff, at_least)

    def tell(
        self,
        kind: EventKind,
        call_id: int | None = None,
        field: str | None = None,
        was: str | None = None,
        becomes: str | None = None,
        payload: Mapping[str, Any] | None = None,
        *,
        by: int | None = None,
    ) -> None:
        """A line for the timeline, written with the others by `record`. by: whose it is, if not of whoever acts."""
        staff_id = self.staff.id if by is None else by
        if call_id is not None and payload and call_words.speaks(payload):
            self.spoken_of.add(call_id)
        self.lines.append(events.Line(kind, self.now, staff_id, call_id, field, was, becomes, payload or {}))

    def record(self) -> list[int]:
        """Write what was told since the last time, in its order; gives back the ids.

        An act that goes on to ask what its own lines say does so itself; else they are written at its end.
        """
        told, self.lines = self.lines, []
        if answered.settle(self.session, told, self.now):
            self.lists.add("requests")
        return events.record(self.session, told, self.now)

    def done(self, value: T, *lists: str, calls: Collection[int] = (), everything: bool = False) -> Done[T]:
        """The answer to the act: its value, and what must be looked at again, beside what its parts have said."""
        return Done(value, Changes(frozenset(self.calls.union(calls)), frozenset(self.lists.union(lists)), everything))


def allows(staff: StaffView, at_least: Role) -> bool:
    """Whether somebody has this role, or one above."""
    return staff.role.reaches(at_least)


@contextmanager
def _within_reach() -> Iterator[None]:
    """Some instants, as of the years 1 and 9999, can be said and not be counted with: refused, and nothing is saved."""
    try:
        yield
    except OverflowError as error:
        raise DeskError(Refusal.TOO_FAR) from error


class Work:
    """Shared by the services of one desk. One transaction an act: `with work.act() as unit`."""

    def __init__(self, database: Database, clock: Clock, staff_id: int | None = None) -> None:
        self.database = database
        self.clock = clock
        self.staff_id = staff_id
        #: Whether reads too are refused while nobody is signed in: so for a window, which strangers walk past.
        #: A command is given by somebody who may read the file anyhow.
        self.guarded = False
        self._batch: Session | None = None
        self.forget()

    def forget(self) -> None:
        """Nothing of the file is remembered any more."""
        self.rules = Rules()
        self.customers = CustomerIndex()

    @contextmanager
    def read(self, *, anybody: bool = False) -> Iterator[Session]:
        """A reading session. It knows who looks: confidential calls are masked by that.

        anybody: what the sign-in page shows, before somebody is signed in.
        """
        if self.guarded and not anybody and self.staff_id is None:
            raise NotAllowed(Refusal.NOBODY_SIGNED_IN)
        if self._batch is not None:
            yield self._as_viewer(self._batch)
        else:
            with _within_reach(), self.database.read() as session:
                yield self._as_viewer(session)

    @contextmanager
    def read_by_nobody(self) -> Iterator[Session]:
        """What hangs on a wall, for whoever walks past: also while nobody is signed in, and as nobody sees it."""
        with _within_reach(), self.database.read() as session:
            session.info[VIEWER] = None
            yield session

    @contextmanager
    def look(self) -> Iterator[Look]:
        """The same with the instant and the rules, for what reads clocks, rotas and signs."""
        with self.read() as session:
            yield Look(session, self.clock.now(), self.rules)

    @contextmanager
    def write(self) -> Iterator[Session]:
        if self._batch is not None:
            yield self._as_viewer(self._batch)
            # The acts that follow read what this one changed.
            self.database.count(self._batch)
        else:
            with self._kept_or_forgotten(), self.database.write() as session:
                turn.begin()
                yield self._as_viewer(session)

    @contextmanager
    def own(self) -> Iterator[Session]:
        """A transaction that is committed whatever comes of the act after it: attempts with a PIN count for good."""
        if self._batch is not None:
            raise RuntimeError("what must stay cannot be part of a batch, which may be rolled back")
        with _within_reach(), self.database.write() as session:
            turn.begin()
            yield session

    @contextmanager
    def batch(self) -> Iterator[Session]:
        """Many acts as one transaction: all or none (the demo's past, an import)."""
        with self._kept_or_forgotten(), self.database.write() as session:
            turn.begin()
            self._batch = session
            try:
                yield session
            finally:
                self._batch = None

    @contextmanager
    def _kept_or_forgotten(self) -> Iterator[None]:
        """What was rolled back may have been remembered, and the ids of its versions come again."""
        try:
            with _within_reach():
                yield
        except BaseException:
            self.rules = Rules()
            raise

    @contextmanager
    def act(self, at_least: Role = Role.AGENT) -> Iterator[Unit]:
        """One act, from its transaction to the timeline. Raises NotAllowed where the role is too low."""
        with self.write() as session:
            unit = Unit(session, self.clock.now(), self.rules, self._who(session, at_least))
            session.info[ACTING] = True
            try:
                yield unit
            finally:
                session.info[ACTING] = False
            unit.record()
            if unit.spoken_of:
                call_words.write_again(session, unit.spoken_of)

    def _as_viewer(self, session: Session) -> Session:
        session.info[VIEWER] = self.staff_id
        return session

    def must_be(self, session: Session, at_least: Role) -> StaffView:
        """Who works here, for what not everybody may read. Raises NotAllowed where the role is too low."""
        return self._who(session, at_least)

    def may_read(self, session: Session, at_least: Role) -> None:
        """The same of what a command reads too: it may read the file without a name. A window tells nobody anything."""
        if self.staff_id is not None:
            self._who(session, at_least)

    def _who(self, session: Session, at_least: Role) -> StaffView:
        if self.staff_id is None:
            raise NotAllowed(Refusal.NOBODY_SIGNED_IN)
        # Asked of the driver: every act begins with it, and it needs no mapped object.
        found = session.connection().exec_driver_sql(_WHO, (self.staff_id,)).first()
        if found is None:
            raise NotFound(Refusal.STAFF_UNKNOWN, id=self.staff_id)
        staff = StaffView(self.staff_id, found.name, Role(found.role), bool(found.active))
        if not staff.active:
            raise NotAllowed(Refusal.STAFF_INACTIVE, name=staff.name)
        if not allows(staff, at_least):
            raise NotAllowed(Refusal.ROLE_TOO_LOW, needs=at_least.value)
        return staff
