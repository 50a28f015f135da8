"""Staff at the door: who may sign in, by which PIN, and what becomes of a PIN that was forgotten.

Changing who works here, as what, is a setting: `SiteSettings.save_staff`.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.alerts import UNSEEN_JUMP
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.pins import start_typed
from deskapp.domain.words import Role
from deskapp.models.base import to_stored
from deskapp.models.pins import RecoveryCode, StaffPin
from deskapp.models.site import Site, Staff
from deskapp.services import events
from deskapp.services.changes import Changes, Done
from deskapp.services.people import StaffView
from deskapp.services.staff import pins, wrong_pins
from deskapp.services.staff.views import Member, Recovered, StaffSaved, WrongPins
from deskapp.services.work import Work

_STAFF = Changes(lists=frozenset({"staff"}))
_NOTHING = Changes()


class StaffDoor:
    """Signing in and out. What is asked here proves itself by a PIN or a code, not by who is signed in."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def members(self) -> tuple[Member, ...]:
        """Everybody, by name; those who left too. The one read that is answered while nobody is signed in."""
        with self._work.read(anybody=True) as session:
            starts = {row.staff_id: row.start for row in session.execute(select(StaffPin.staff_id, StaffPin.start))}
            people = session.scalars(select(Staff).order_by(Staff.name, Staff.id))
            return tuple(
                Member(one.id, one.name, one.role, one.active, one.id in starts, starts.get(one.id, False))
                for one in people
            )

    def has_recovery_code(self) -> bool:
        """Whether there is a code for the last manager."""
        with self._work.read(anybody=True) as session:
            return session.scalar(select(RecoveryCode.id)) is not None

    def sign_in(self, staff_id: int, pin: str = "") -> Done[StaffView]:
        """From now on this member of staff works here.

        Refused as `pins.check` says; "pin_missing" and "pin_start" ask to choose one first, "pin_from_above" to be let
        in by somebody above. A demo desk goes without PINs.
        """
        tried = self._prove(staff_id, pin)
        with self._work.own() as session:
            person = _active(session, staff_id)
            self._note_clock(session, person)
            self._tell(session, person, EventKind.SIGNED_IN, {"failed": tried} if tried else {})
            view = _view(person)
        self._work.staff_id = staff_id
        return Done(view, _NOTHING)

    def unlock(self, pin: str = "") -> Done[StaffView]:
        """Whoever is signed in shows to be back. Not told in the timeline: nothing has changed."""
        if self._work.staff_id is None:
            raise NotAllowed(Refusal.NOBODY_SIGNED_IN)
        self._prove(self._work.staff_id, pin)
        with self._work.read() as session:
            return Done(_view(_active(session, self._work.staff_id)), _NOTHING)

    def sign_out(self) -> Done[None]:
        """From now on nobody works here. Somebody who left meanwhile may go as well."""
        if self._work.staff_id is None:
            raise NotAllowed(Refusal.NOBODY_SIGNED_IN)
        with self._work.own() as session:
            self._tell(session, session.get_one(Staff, self._work.staff_id), EventKind.SIGNED_OUT, {})
        self._work.staff_id = None
        return Done(None, _NOTHING)

    def choose_pin(self, staff_id: int, pin: str, old: str = "") -> Done[StaffView]:
        """One's first PIN by the start PIN, or a new one by the old; signs them in.

        Who has no PIN at all (at a desk from before there were any) is let in by somebody above, who gives them a start
        PIN: "pin_from_above". A manager where no manager has one yet, nor a recovery code was made, chooses unasked, as
        whoever sets a desk up does; so does anybody at a demo desk. Refused with Invalid (`pin`: what is wrong with
        it), and as `pins.check` refuses the old one.
        """
        pins.refuse_weak(pin)
        before = pins.check_old(self._work, staff_id, old) if self._has_pin(staff_id) else None
        if before is None:
            with self._work.read(anybody=True) as session:
                _may_begin(session, _active(session, staff_id))
        first = before is None or before.start
        if before is not None and before.start and start_typed(pin) == start_typed(old):
            raise Invalid({"pin": FieldFault.PIN_IS_START})
        kept = pins.hashed(pin)
        with self._work.own() as session:
            person = _active(session, staff_id)
            row = session.get(StaffPin, staff_id)
            if first and (row.hash if row else None) != (before.hash if before else None):
                # Chosen or reset at another workstation between the two: a start PIN is good for one choice.
                raise NotAllowed(Refusal.PIN_THERE, name=person.name)
            if before is None:
                _may_begin(session, person)
            pins.set_pin(session, staff_id, kept, self._work.clock.now())
            self._tell(session, person, EventKind.PIN_CHOSEN if first else EventKind.PIN_CHANGED, {})
            view = _view(person)
        self._work.staff_id = staff_id
        return Done(view, _STAFF)

    def reset_pin(self, staff_id: int) -> Done[StaffSaved]:
        """Somebody forgot theirs, or never had one: they get a start PIN. By someone above; a manager's by another."""
        start = pins.new_start(self._work)
        with self._work.act(Role.SUPERVISOR) as unit:
            person = unit.session.get(Staff, staff_id)
            if person is None:
                raise NotFound(Refusal.STAFF_UNKNOWN, id=staff_id)
            if staff_id == unit.staff.id:
                raise NotAllowed(Refusal.PIN_OWN)
            if unit.staff.role is not Role.MANAGER and person.role is not Role.AGENT:
                raise NotAllowed(Refusal.ROLE_TOO_LOW, needs=Role.MANAGER.value)
            row = unit.session.get(StaffPin, staff_id)
            if start is None and row is None:
                raise NotAllowed(Refusal.PIN_MISSING)
            if start is None:
                unit.session.delete(row)
            else:
                pins.set_pin(unit.session, staff_id, start.hash, unit.now, start=True)
            payload = {"name": person.name, "id": person.id}
            unit.tell(EventKind.PIN_RESET, payload=payload)
            told = start.pin if start is not None else ""
            return unit.done(StaffSaved(person.id, person.name, person.role, person.active, told), "staff")

    def check_may_begin(self, staff_id: int) -> None:
        """Whether a command acts for somebody who has no PIN: at a demo desk, and where no manager has one either nor a
        recovery code was made, for there nothing is locked yet. Raises NotAllowed "pin_from_above"."""
        with self._work.read(anybody=True) as session:
            person = _active(session, staff_id)
            if _is_locked(session):
                raise NotAllowed(Refusal.PIN_FROM_ABOVE, name=person.name)

    def wrong_pins(self) -> tuple[WrongPins, ...]:
        """Too many wrong attempts of which no supervisor has said yet that they know: for supervisors."""
        return wrong_pins.untold(self._work)

    def know_wrong_pins(self, told: Sequence[WrongPins]) -> Done[None]:
        """A supervisor knows of these: they are told nobody again. What came meanwhile still is."""
        return wrong_pins.know(self._work, told)

    def make_recovery_code(self) -> Done[str]:
        """A new code for the last manager, in place of the one before: shown once, kept as a hash."""
        code = pins.new_code()
        kept = pins.hashed_code(code)
        with self._work.act(Role.MANAGER) as unit:
            pins.set_code(unit.session, kept, unit.now)
            unit.tell(EventKind.RECOVERY_CODE_MADE)
            return unit.done(code, "staff")

    def recover(self, code: str, staff_id: int, pin: str) -> Done[Recovered]:
        """A manager who forgot the PIN gets in by the recovery code, with a new PIN. The code is used up by it."""
        pins.refuse_weak(pin)
        proved = pins.check_code(self._work, code)
        kept, following = pins.hashed(pin), pins.new_code()
        kept_code = pins.hashed_code(following)
        with self._work.own() as session:
            person = _active(session, staff_id)
            if person.role is not Role.MANAGER:
                raise NotAllowed(Refusal.ROLE_TOO_LOW, needs=Role.MANAGER.value)
            row = session.get(RecoveryCode, pins.CODE_ROW)
            if row is None or row.hash != proved:
                # Used at another workstation between the two.
                raise NotAllowed(Refusal.CODE_WRONG, seconds=0)
            pins.set_pin(session, staff_id, kept, self._work.clock.now())
            pins.set_code(session, kept_code, self._work.clock.now())
            self._tell(session, person, EventKind.RECOVERED, {})
            view = _view(person)
        self._work.staff_id = staff_id
        return Done(Recovered(view, following), _STAFF)

    def _prove(self, staff_id: int, pin: str) -> int:
        """How many wrong attempts came before the right one."""
        if not self._has_pin(staff_id):
            if self._is_demo():
                return 0
            with self._work.read(anybody=True) as session:
                _may_begin(session, _active(session, staff_id))
        return pins.prove(self._work, staff_id, pin)

    def _has_pin(self, staff_id: int) -> bool:
        with self._work.read(anybody=True) as session:
            _active(session, staff_id)
            return session.get(StaffPin, staff_id) is not None

    def _is_demo(self) -> bool:
        with self._work.read(anybody=True) as session:
            return session.get_one(Site, 1).demo

    def _note_clock(self, session: Session, person: Staff) -> None:
        """A clock that stands well before what the file itself says was written last was set while nobody looked."""
        now = self._work.clock.now()
        last = events.last_written(session)
        if last is not None and last - now > UNSEEN_JUMP:
            payload = {"at": to_stored(now), "seconds": round((now - last).total_seconds())}
            events.record(session, [events.Line(EventKind.CLOCK_JUMPED, now, person.id, payload=payload)], now)

    def _tell(self, session: Session, person: Staff, kind: EventKind, payload: dict[str, int]) -> None:
        now = self._work.clock.now()
        line = events.Line(kind, now, person.id, payload={"name": person.name, **payload})
        events.record(session, [line], now)


def _active(session: Session, staff_id: int) -> Staff:
    person = session.get(Staff, staff_id)
    if person is None:
        raise NotFound(Refusal.STAFF_UNKNOWN, id=staff_id)
    if not person.active:
        raise NotAllowed(Refusal.STAFF_INACTIVE, name=person.name)
    return person


def _may_begin(session: Session, person: Staff) -> None:
    """Whether somebody without a PIN chooses one without whoever is above. Raises NotAllowed."""
    if session.get_one(Site, 1).demo:
        return
    if person.role is not Role.MANAGER or _is_locked(session):
        raise NotAllowed(Refusal.PIN_FROM_ABOVE, name=person.name)


def _is_locked(session: Session) -> bool:
    """Whether there is a manager who can let others in, or the code by which one gets in."""
    managers = select(StaffPin.staff_id).join(Staff, Staff.id == StaffPin.staff_id)
    working = managers.where(Staff.role == Role.MANAGER, Staff.active.is_(True)).limit(1)
    if session.get_one(Site, 1).demo:
        return False
    return session.scalar(working) is not None or session.scalar(select(RecoveryCode.id)) is not None


def _view(person: Staff) -> StaffView:
    return StaffView(person.id, person.name, person.role, person.active)
