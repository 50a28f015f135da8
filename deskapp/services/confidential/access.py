"""Whether whoever works in a session may see a call; what they may not see, they may not act on either."""

from sqlalchemy import ColumnElement, literal_column, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.confidential import may_see
from deskapp.domain.errors import NotAllowed
from deskapp.models.calls import Call
from deskapp.models.endings import CallNamed
from deskapp.models.site import Staff
from deskapp.services.confidential import condition
from deskapp.services.people import VIEWER
from deskapp.services.texts import reference


def viewer(session: Session) -> int | None:
    """Who looks through this session; None: nobody is signed in."""
    found: int | None = session.info.get(VIEWER)
    return found


def hidden(session: Session) -> ColumnElement[bool]:
    """The condition, for a query that names the table of calls, that whoever looks may not see the call."""
    return literal_column(f"({condition.hidden(viewer(session))})")


def sees(session: Session, call: Call) -> bool:
    """Whether whoever looks may see this call."""
    if not call.confidential:
        return True
    who = viewer(session)
    staff = session.get(Staff, who) if who is not None else None
    role = staff.role if staff is not None and staff.active else None
    return may_see(who, role, owner_id=call.owner_id, named=named(session, call.id))


def refuse_hidden(session: Session, call: Call) -> None:
    """Raises NotAllowed("confidential") where whoever acts may not see the call."""
    if not sees(session, call):
        raise NotAllowed(Refusal.CONFIDENTIAL, ref=reference(call.id))


def named(session: Session, call_id: int) -> tuple[int, ...]:
    """The staff named on a call, by id."""
    return tuple(
        session.scalars(select(CallNamed.staff_id).where(CallNamed.call_id == call_id).order_by(CallNamed.staff_id))
    )
