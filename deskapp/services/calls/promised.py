"""Reading promises to customers."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.words import OPEN_STATES
from deskapp.models.calls import Call
from deskapp.models.customers import Customer
from deskapp.models.promises import Promise
from deskapp.models.site import Staff
from deskapp.services import phones
from deskapp.services.calls.views import PromiseView
from deskapp.services.confidential.access import hidden
from deskapp.services.masked import blank
from deskapp.services.texts import reference

_VISIBLE_OF_PROMISES = ("id", "call_id", "ref", "kind", "made_at", "due_at", "owner", "owner_id", "masked")


def promises_of(session: Session, *where: object, limit: int | None = None) -> tuple[PromiseView, ...]:
    """Promises by any condition, by the instant that was named; masked where not for whoever looks.

    limit: the first so many.
    """
    moved_to = select(Promise.id, Promise.due_at).subquery()
    rows = session.execute(
        select(
            Promise,
            Call.summary,
            Call.state,
            Call.customer_deadline,
            Customer.name,
            # Where no other number was named, the customer's own.
            phones.first_of(Customer.id),
            Staff.id,
            Staff.name,
            moved_to.c.due_at,
            hidden(session),
        )
        .join(Call, Call.id == Promise.call_id)
        .join(Customer, Customer.id == Call.customer_id)
        .join(Staff, Staff.id == Call.owner_id)
        .outerjoin(moved_to, moved_to.c.id == Promise.moved_to_id)
        .where(*where)  # type: ignore[arg-type]
        .order_by(Promise.due_at, Promise.id)
        .limit(limit)
    )
    views = (
        PromiseView(
            id=promise.id,
            call_id=promise.call_id,
            ref=reference(promise.call_id),
            customer=customer,
            summary=summary,
            kind=promise.kind,
            made_at=promise.made_at,
            due_at=promise.due_at,
            phone=promise.phone or first_phone or "",
            words=promise.words,
            owner=owner,
            owner_id=owner_id,
            kept_at=promise.kept_at,
            moved_to=moved,
            moved_reason=promise.moved_reason,
            masked=bool(masked),
            follow_up=promise.follow_up,
            state=state,
            deadline=deadline if state in OPEN_STATES else None,
        )
        for promise, summary, state, deadline, customer, first_phone, owner_id, owner, moved, masked in rows
    )
    return tuple(blank(view, _VISIBLE_OF_PROMISES) if view.masked else view for view in views)
