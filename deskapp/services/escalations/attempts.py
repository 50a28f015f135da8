"""Attempts to reach somebody for a call: before an escalation is made, and of one that is out."""

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from deskapp.domain.words import AttemptResult, Transfer
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow
from deskapp.models.contacts import Contact
from deskapp.models.escalations import ContactAttempt, Escalation
from deskapp.models.site import Staff
from deskapp.services.escalations.views import AttemptView
from deskapp.services.work import Unit

#: What handing a call over is as an attempt to reach its contact. Cold: nobody was spoken to, and nobody tried.
HANDED_OVER = {Transfer.WARM: AttemptResult.REACHED, Transfer.MESSAGE: AttemptResult.MESSAGE}


def tie(unit: Unit, escalation: Escalation) -> None:
    """An escalation was made: what was tried for its contact belongs to it, and how it was handed over is one more."""
    unit.session.execute(
        update(ContactAttempt)
        .where(
            ContactAttempt.call_id == escalation.call_id,
            ContactAttempt.contact_id == escalation.contact_id,
            ContactAttempt.escalation_id.is_(None),
        )
        .values(escalation_id=escalation.id)
    )
    result = HANDED_OVER.get(escalation.transfer or Transfer.COLD)
    if result is not None and escalation.contact_id is not None:
        unit.session.add(
            ContactAttempt(
                call_id=escalation.call_id,
                contact_id=escalation.contact_id,
                escalation_id=escalation.id,
                at=unit.now,
                staff_id=unit.staff.id,
                result=result,
            )
        )
        unit.session.flush()


def of(session: Session, *where: object) -> tuple[AttemptView, ...]:
    """Attempts by any condition, the oldest first."""
    rows = session.execute(
        select(ContactAttempt, Contact.name, Staff.name, Escalation.number)
        .join(Contact, Contact.id == ContactAttempt.contact_id)
        .join(Staff, Staff.id == ContactAttempt.staff_id)
        .outerjoin(Escalation, Escalation.id == ContactAttempt.escalation_id)
        .where(*where)  # type: ignore[arg-type]
        .order_by(ContactAttempt.at, ContactAttempt.id)
    )
    return tuple(
        AttemptView(one.id, one.call_id, one.contact_id, contact, one.at, by, one.result, one.words, number)
        for one, contact, by, number in rows
    )


def tried(session: Session, call: Call) -> frozenset[int]:
    """Contacts who had this call in its present cycle, or could not be reached for it: not offered as the next."""
    had = session.scalars(
        select(Escalation.contact_id).where(
            Escalation.call_id == call.id, Escalation.cycle == call.cycle, Escalation.contact_id.is_not(None)
        )
    )
    began = call.logged_at
    if call.cycle > 1:
        query = select(func.min(ClockRow.started_at)).where(ClockRow.call_id == call.id, ClockRow.cycle == call.cycle)
        began = session.scalar(query) or began
    missed = session.scalars(
        select(ContactAttempt.contact_id).where(
            ContactAttempt.call_id == call.id,
            ContactAttempt.at >= began,
            ContactAttempt.result == AttemptResult.NO_ANSWER,
        )
    )
    return frozenset(contact_id for contact_id in (*had, *missed) if contact_id is not None)
