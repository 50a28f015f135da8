"""What every service works with: the database, the clock, who acts, and the rules of the desk at hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy.orm import Session

from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed, NotFound
from deskapp.domain.words import Role
from deskapp.services.people import VIEWER, StaffView
from deskapp.services.rules import Rules
from deskapp.storage.database import Database

_WHO = "SELECT name, role, active FROM staff WHERE id = ?"
_RANK = {Role.AGENT: 0, Role.SUPERVISOR: 1, Role.MANAGER: 2}


class Work:
    """Shared by the services of one desk. One transaction an act: `with work.act() as (session, now, staff)`."""

    def __init__(self, database: Database, clock: Clock, staff_id: int | None = None) -> None:
        self.database = database
        self.clock = clock
        self.staff_id = staff_id
        #: Whether reads too are refused while nobody is signed in: so for a window, which strangers walk past.
        #: A command is given by somebody who may read the file anyhow.
        self.guarded = False
        self.rules = Rules()
        self._batch: Session | None = None

    @contextmanager
    def read(self, *, anybody: bool = False) -> Iterator[Session]:
        """A reading session. It knows who looks: confidential calls are masked by that.

        anybody: what the sign-in page shows, before somebody is signed in.
        """
        if self.guarded and not anybody and self.staff_id is None:
            raise NotAllowed(Refusal.NOBODY_SIGNED_IN)
        if self._batch is not None:
            yield self._seen_by(self._batch)
        else:
            with self.database.read() as session:
                yield self._seen_by(session)

    @contextmanager
    def write(self) -> Iterator[Session]:
        if self._batch is not None:
            yield self._seen_by(self._batch)
            self._batch.flush()
        else:
            with self.database.write() as session:
                yield self._seen_by(session)

    @contextmanager
    def own(self) -> Iterator[Session]:
        """A transaction that is committed whatever comes of the act after it: attempts with a PIN count for good."""
        if self._batch is not None:
            raise RuntimeError("what must stay cannot be part of a batch, which may be rolled back")
        with self.database.write() as session:
            yield session

    @contextmanager
    def batch(self) -> Iterator[Session]:
        """Many acts as one transaction: all or none (the demo's past, an import)."""
        with self.database.write() as session:
            self._batch = session
            try:
                yield session
            finally:
                self._batch = None

    @contextmanager
    def act(self, at_least: Role = Role.AGENT) -> Iterator[tuple[Session, datetime, StaffView]]:
        """A writing session, the instant of the act and who does it. Raises NotAllowed where the role is too low."""
        with self.write() as session:
            yield session, self.clock.now(), self._who(session, at_least)

    def _seen_by(self, session: Session) -> Session:
        session.info[VIEWER] = self.staff_id
        return session

    def allows(self, staff: StaffView, at_least: Role) -> bool:
        return _RANK[staff.role] >= _RANK[at_least]

    def must_be(self, session: Session, at_least: Role) -> StaffView:
        """Who works here, for what not everybody may read. Raises NotAllowed where the role is too low."""
        return self._who(session, at_least)

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
        if not self.allows(staff, at_least):
            raise NotAllowed(Refusal.ROLE_TOO_LOW, needs=at_least.value)
        return staff
