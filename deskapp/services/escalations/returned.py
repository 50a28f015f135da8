"""What came back from contacts and whose customer has not been told; what an owner must hear at once."""

from sqlalchemy import func, not_, select

from deskapp.domain import sla
from deskapp.domain.alerts import Watched
from deskapp.domain.words import ClockKind, EscalationState
from deskapp.models.calls import IS_OPEN, Call
from deskapp.models.clocks import ClockRow
from deskapp.models.customers import Customer
from deskapp.models.escalations import Escalation
from deskapp.models.site import Staff
from deskapp.services import phones
from deskapp.services.clocks import clocks
from deskapp.services.confidential.access import hidden
from deskapp.services.escalations.reading import escalations_of
from deskapp.services.escalations.views import OwnersNews, ToTell
from deskapp.services.texts import reference
from deskapp.services.work import Look, Work


def to_tell(work: Work) -> tuple[ToTell, ...]:
    """What came back and whose customer has not been told yet, the longest waiting first."""
    with work.look() as look:
        return _to_tell(look)


def news(work: Work) -> OwnersNews:
    """For the calls of whoever works here: acceptance clocks that run, and what came back."""
    with work.look() as look:
        mine = Call.owner_id == (look.viewer or 0)
        rows = look.session.scalars(
            select(ClockRow)
            .join(Call, Call.id == ClockRow.call_id)
            .where(mine, ClockRow.kind == ClockKind.ACCEPTANCE, ClockRow.stopped_at.is_(None))
            .order_by(ClockRow.id)
        )
        due = ((row, sla.due(clocks.facts_of(look.session, look.rules, row, ()))) for row in rows)
        acceptance = tuple(Watched(row.call_id, at, None, row.escalation_id or 0) for row, at in due)
        return OwnersNews(acceptance, _to_tell(look, mine))


def _to_tell(look: Look, *where: object) -> tuple[ToTell, ...]:
    last = (
        select(func.max(Escalation.id).label("escalation_id"))
        .where(Escalation.state == EscalationState.RETURNED, Escalation.contact_id.is_not(None))
        .group_by(Escalation.call_id)
        .subquery()
    )
    rows = look.session.execute(
        select(Call, Customer.name, phones.first_of(Customer.id), Staff.name, last.c.escalation_id)
        .join(Customer, Customer.id == Call.customer_id)
        .join(Staff, Staff.id == Call.owner_id)
        .join(Escalation, Escalation.call_id == Call.id)
        .join(last, last.c.escalation_id == Escalation.id)
        .where(Call.back_from.is_not(None), IS_OPEN, not_(hidden(look.session)))
        .where(*where)  # type: ignore[arg-type]
    ).all()
    escalation_ids = [row[4] for row in rows]
    views = escalations_of(look.session, Escalation.id.in_(escalation_ids), rules=look.rules) if escalation_ids else ()
    by_id = {view.id: view for view in views}
    told = [
        ToTell(
            escalation=by_id[escalation_id],
            ref=reference(call.id),
            customer=customer,
            phone=first or "",
            summary=call.summary,
            priority=call.priority,
            owner=owner,
            owner_id=call.owner_id,
        )
        for call, customer, first, owner, escalation_id in rows
    ]
    return tuple(sorted(told, key=lambda one: (one.escalation.ended_at, one.escalation.id)))
