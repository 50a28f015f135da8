"""Too many wrong PINs: told to the next supervisor who signs in, until one says that they know."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from sqlalchemy import select

from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.models.pins import RecoveryCode, StaffPin
from deskapp.models.site import Staff
from deskapp.services.changes import Changes, Done
from deskapp.services.staff import pins
from deskapp.services.staff.views import WrongPins

if TYPE_CHECKING:
    from deskapp.services.work import Work


def untold(work: Work) -> tuple[WrongPins, ...]:
    """See `StaffDoor.wrong_pins`."""
    with work.read() as session:
        work.must_be(session, Role.SUPERVISOR)
        query = select(StaffPin, Staff.name).join(Staff, Staff.id == StaffPin.staff_id).where(StaffPin.untold > 0)
        found = [_view(row, row.staff_id, name) for row, name in session.execute(query.order_by(Staff.name))]
        code = session.get(RecoveryCode, pins.CODE_ROW)
        return (*found, *((_view(code, None, ""),) if code is not None and code.untold else ()))


def know(work: Work, told: Sequence[WrongPins]) -> Done[None]:
    """See `StaffDoor.know_wrong_pins`."""
    with work.act(Role.SUPERVISOR) as unit:
        for one in told:
            row = (
                unit.session.get(RecoveryCode, pins.CODE_ROW)
                if one.staff_id is None
                else unit.session.get(StaffPin, one.staff_id)
            )
            known = min(one.times, row.untold) if row is not None else 0
            if row is None or not known:
                continue  # somebody else said so meanwhile
            row.untold -= known
            if not row.untold:
                row.untold_since = row.untold_last = None
            payload = {"name": one.name, "failed": known} | ({} if one.staff_id is None else {"id": one.staff_id})
            unit.tell(EventKind.WRONG_PINS_KNOWN, payload=payload)
        return Done(None, Changes(lists=frozenset({"wrong_pins"})))


def _view(row: StaffPin | RecoveryCode, staff_id: int | None, name: str) -> WrongPins:
    since = row.untold_since or row.untold_last
    assert since is not None  # put down together with the count
    return WrongPins(staff_id, name, row.untold, since, row.untold_last or since)
