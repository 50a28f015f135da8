"""Customers are forgotten: what would go, that it goes, what is left of it in the file and in its copies."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotFound, StorageProblem
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.models.customers import Customer, Erasure
from deskapp.models.site import Staff
from deskapp.services.callers import standing, stands_for
from deskapp.services.changes import Done
from deskapp.services.directory.customers import customer_view
from deskapp.services.erasure import backups, elsewhere, forgetting, held, typed
from deskapp.services.erasure import whose as theirs
from deskapp.services.erasure.acts import ForgetCustomer
from deskapp.services.erasure.views import BackupView, BeforeForgetting, ErasureView, Forgotten
from deskapp.services.forgotten import refuse_forgotten
from deskapp.services.texts import reference
from deskapp.services.work import Work
from deskapp.storage import backup
from deskapp.storage.clearing import clear_away


class Erasures:
    """For managers, most of it. Every method may raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def before(self, customer_id: int) -> BeforeForgetting:
        """What is kept about a customer, and what hinders that they are forgotten."""
        with self._work.read() as session:
            self._work.must_be(session, Role.MANAGER)
            customer = _the_customer(session, customer_id)
            refuse_forgotten(customer)
            of = theirs.whose(session, customer.id)
            return BeforeForgetting(
                customer=customer_view(session, customer),
                calls=len(of.calls),
                attachments=theirs.attachments(session, of),
                people=len(of.people),
                places=len(of.places),
                equipment=len(of.equipment),
                drafts=len(typed.of_them(session, of, theirs.names(session, of.customers))),
                hinders=tuple(map(reference, theirs.hinders(session, of))),
                elsewhere=tuple(map(reference, elsewhere.calls(session, of, theirs.alone(session, of.customers)))),
                held=held.of(session, of.customers),
                backups=backups.holding(session, self._work.database.path, of.customers, self._work.clock.now()),
            )

    def of(self, customer_id: int) -> ErasureView:
        """That a customer was forgotten, for anybody. Raises NotFound where nobody did."""
        with self._work.read() as session:
            query = (
                select(Erasure, Staff.name)
                .join(Staff, Staff.id == Erasure.staff_id)
                .join(Customer, Customer.erasure_id == Erasure.id)
                .where(Customer.id == customer_id)
            )
            found = session.execute(query).first()
            if found is None:
                raise NotFound(Refusal.CUSTOMER_UNKNOWN, id=customer_id)
            one, by = found
            return ErasureView(one.at, by, one.reason, one.calls, one.cleared_at is not None)

    def forget(self, act: ForgetCustomer) -> Done[Forgotten]:
        """Empty whatever says something of a customer, for good, and record that it was done.

        Raises NotAllowed while a call of theirs, or a promise, is not over, and Invalid for a reason that names them.
        """
        done = forgetting.forget(self._work, act)
        customer, calls = done.value
        try:
            cleared = self.clear()
        except StorageProblem:
            # They are forgotten all the same. A later try says what keeps it from being cleared.
            cleared = False
        return Done(Forgotten(customer, calls, cleared), done.changes)

    def clear(self) -> bool:
        """Write the file anew where something was forgotten since; whether nothing is left to be done.

        By nobody in particular. False: others are at work; it is to be done again later. Raises StorageProblem where
        the disk has no room for a second copy.
        """
        with self._work.read(anybody=True) as session:
            waiting = session.scalars(select(Erasure.id).where(Erasure.cleared_at.is_(None))).all()
        if not waiting:
            return True
        try:
            cleared = clear_away(self._work.database)
        except StorageProblem as problem:
            if problem.code != Refusal.LOCKED:
                raise
            return False
        if cleared:
            with self._work.write() as session:
                session.execute(
                    update(Erasure).where(Erasure.id.in_(waiting)).values(cleared_at=self._work.clock.now())
                )
        return cleared

    def backups(self, customer_id: int) -> tuple[BackupView, ...]:
        """The copies that this program made of the desk and that still know a customer, forgotten or not."""
        with self._work.read() as session:
            self._work.must_be(session, Role.MANAGER)
            customer = _the_customer(session, customer_id)
            same = [customer.id, *(one for one, now in standing(session).items() if now == customer.id)]
            erased = None if customer.erasure_id is None else session.get_one(Erasure, customer.erasure_id).at
            return backups.holding(session, self._work.database.path, same, erased or self._work.clock.now())

    def remove_backups(self, names: Sequence[str]) -> Done[int]:
        """Take copies away for good, once there is a new one in their place; how many they were."""
        path = self._work.database.path
        with self._work.read() as session:
            self._work.must_be(session, Role.MANAGER)
            places = backups.folders(session, path)
        if {one.name for place in places for one in backup.lying_in(place)}.intersection(names):
            backup.back_up(path, f"{path.stem} {self._work.clock.now():%Y-%m-%d %H%M%S}.db")
        with self._work.act(Role.MANAGER) as unit:
            gone = [name for place in places for name in backup.remove(place, names)]
            if gone:
                unit.tell(EventKind.BACKUPS_REMOVED, payload={"files": gone})
            return unit.done(len(gone))


def _the_customer(session: Session, customer_id: int) -> Customer:
    found = session.get(Customer, stands_for(session, customer_id))
    if found is None:
        raise NotFound(Refusal.CUSTOMER_UNKNOWN, id=customer_id)
    return found
