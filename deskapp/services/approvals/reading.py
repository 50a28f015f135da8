"""Approvals as the screens, the sheets and the signs see them."""

from collections.abc import Sequence

from sqlalchemy import not_, select
from sqlalchemy.orm import Session, aliased

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotFound
from deskapp.domain.words import ApprovalMeans, ApprovalState
from deskapp.models.approvals import Approval
from deskapp.models.calls import IS_OPEN, Call
from deskapp.models.customers import Customer
from deskapp.models.site import Staff
from deskapp.services.approvals.views import ApprovalView
from deskapp.services.confidential.access import hidden
from deskapp.services.texts import reference

_Decider, _Confirmer = aliased(Staff), aliased(Staff)


def views(session: Session, *where: object) -> tuple[ApprovalView, ...]:
    """Approvals by any condition, in the order in which they were asked; none of calls not for whoever looks."""
    found = session.execute(
        select(Approval, Call.summary, Customer.name, Staff.name, _Decider.name, _Confirmer.name)
        .join(Call, Call.id == Approval.call_id)
        .join(Customer, Customer.id == Call.customer_id)
        .join(Staff, Staff.id == Approval.asked_by_id)
        .outerjoin(_Decider, _Decider.id == Approval.decided_by_id)
        .outerjoin(_Confirmer, _Confirmer.id == Approval.confirmed_by_id)
        .where(*where, not_(hidden(session)))  # type: ignore[arg-type]
        .order_by(Approval.asked_at, Approval.id)
    )
    return tuple(_view(*row) for row in found)


def one(session: Session, approval_id: int) -> ApprovalView:
    found = views(session, Approval.id == approval_id)
    if not found:
        raise NotFound(Refusal.APPROVAL_UNKNOWN, id=approval_id)
    return found[0]


def of_call(session: Session, call_id: int) -> tuple[ApprovalView, ...]:
    return views(session, Approval.call_id == call_id)


def waiting(session: Session) -> tuple[ApprovalView, ...]:
    """What somebody above has to look at: first what is asked for calls that are open, then what was told by phone
    and is unconfirmed, whatever became of the call."""
    asked = views(session, Approval.state == ApprovalState.ASKED, IS_OPEN)
    told = views(
        session,
        Approval.means == ApprovalMeans.PHONE,
        Approval.confirmed_at.is_(None),
        Approval.state.in_((ApprovalState.GRANTED, ApprovalState.REFUSED)),
    )
    return asked + told


def granted(found: Sequence[ApprovalView]) -> tuple[ApprovalView, ...]:
    """Those that somebody above granted; whether they confirmed it, each says itself."""
    return tuple(one for one in found if one.state is ApprovalState.GRANTED)


def _view(
    row: Approval,
    summary: str,
    customer: str,
    asked_by: str,
    decided_by: str | None,
    confirmed_by: str | None,
) -> ApprovalView:
    return ApprovalView(
        id=row.id,
        call_id=row.call_id,
        ref=reference(row.call_id),
        customer=customer,
        summary=summary,
        kind=row.kind,
        amount=row.amount,
        currency=row.currency,
        reason=row.reason,
        needs=row.needs,
        state=row.state,
        asked_at=row.asked_at,
        asked_by=asked_by,
        asked_by_id=row.asked_by_id,
        decided_at=row.decided_at,
        decided_by=decided_by or row.decided_by_name,
        decided_by_id=row.decided_by_id,
        means=row.means,
        words=row.words,
        confirmed_at=row.confirmed_at,
        confirmed_by=confirmed_by or "",
        version=row.version,
    )
