"""Questions to owners, read; none of a call that is not for whoever looks."""

from sqlalchemy import not_, select
from sqlalchemy.orm import Session, aliased

from deskapp.models.approvals import UpdateRequest
from deskapp.models.calls import Call
from deskapp.models.customers import Customer
from deskapp.models.site import Staff
from deskapp.services.confidential.access import hidden
from deskapp.services.requests.views import RequestView
from deskapp.services.texts import reference

_Asker, _Ended = aliased(Staff), aliased(Staff)


def views(session: Session, *where: object, most: int | None = None) -> tuple[RequestView, ...]:
    """By any condition, the newest first; with `most` so many of them."""
    found = session.execute(
        select(UpdateRequest, Call.summary, Call.state, Customer.name, Staff.id, Staff.name, _Asker.name, _Ended.name)
        .join(Call, Call.id == UpdateRequest.call_id)
        .join(Customer, Customer.id == Call.customer_id)
        .join(Staff, Staff.id == Call.owner_id)
        .join(_Asker, _Asker.id == UpdateRequest.asked_by_id)
        .outerjoin(_Ended, _Ended.id == UpdateRequest.ended_by_id)
        .where(*where, not_(hidden(session)))  # type: ignore[arg-type]
        .order_by(UpdateRequest.id.desc())
        .limit(most)
    )
    return tuple(
        RequestView(
            one.id,
            one.call_id,
            reference(one.call_id),
            summary,
            customer,
            state,
            one.asked_at,
            one.asked_by_id,
            asker,
            owner_id,
            owner,
            one.words,
            one.ended_at,
            ended or "",
            one.how,
            one.answer,
        )
        for one, summary, state, customer, owner_id, owner, asker, ended in found
    )


def of_call(session: Session, call_id: int) -> RequestView | None:
    """What was asked of a call's owner last, answered or not."""
    return next(iter(views(session, UpdateRequest.call_id == call_id, most=1)), None)
