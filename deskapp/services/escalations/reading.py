"""Reading escalations."""

from collections.abc import Iterable
from itertools import islice

from sqlalchemy import not_, select
from sqlalchemy.orm import Session, aliased

from deskapp.domain.handoff.in_time import Needed
from deskapp.domain.words import EscalationType, ReturnBox
from deskapp.models.calls import Call
from deskapp.models.contacts import Contact
from deskapp.models.escalations import Escalation
from deskapp.models.rotas import Rota
from deskapp.models.site import Staff
from deskapp.services.clocks.hours import Hours
from deskapp.services.confidential.access import hidden
from deskapp.services.escalations import answer, estimates
from deskapp.services.escalations.views import EscalationView, EstimateView, HandedOver
from deskapp.services.masked import blank
from deskapp.services.rules import Rules
from deskapp.services.texts import reference

#: Calls in one question to the database.
_AT_ONCE = 500
#: One for all readings: what is compiled for one serves the next.
_Earlier = aliased(Escalation)
_VISIBLE_OF_ESCALATIONS = ("id", "call_id", "number", "cycle", "made_at", "state", "accepted_at", "ended_at", "version")


def escalations_of(session: Session, *where: object, rules: Rules | None = None) -> tuple[EscalationView, ...]:
    """Escalations by any condition, oldest first; masked where the call is not for whoever looks.

    rules: where calendars are remembered from one reading to the next.
    """
    rows = session.execute(
        select(Escalation, Contact, Staff.name, Rota.name, _Earlier.number, hidden(session))
        .join(Call, Call.id == Escalation.call_id)
        .outerjoin(Contact, Contact.id == Escalation.contact_id)
        .outerjoin(Rota, Rota.id == Escalation.rota_id)
        .outerjoin(_Earlier, _Earlier.id == Escalation.instead_of_id)
        .join(Staff, Staff.id == Escalation.made_by_id)
        .where(*where)  # type: ignore[arg-type]
        .order_by(Escalation.made_at, Escalation.id)
    ).all()
    rules = rules or Rules()
    hours, needed = Hours(session, rules), answer.of_offered(session, rules, [row[0] for row in rows])
    said = estimates.of(session, hours, [(row[0], row[1]) for row in rows])
    views = ((_escalation(hours, said.get(row[0].id, ()), needed.get(row[0].id), *row[:-1]), row[-1]) for row in rows)
    return tuple(blank(view, _VISIBLE_OF_ESCALATIONS, masked=True) if masked else view for view, masked in views)


def newest_handoffs(session: Session, call_ids: Iterable[int]) -> tuple[HandedOver, ...]:
    """The newest handoff to a contact of each of these calls that has one, and that whoever looks may see."""
    asked = (
        select(Escalation.call_id, Escalation.id, Escalation.number, Contact.name)
        .join(Contact, Contact.id == Escalation.contact_id)
        .join(Call, Call.id == Escalation.call_id)
        .order_by(Escalation.call_id, Escalation.number)
    )
    found: dict[int, HandedOver] = {}
    ids = iter(call_ids)
    while some := list(islice(ids, _AT_ONCE)):
        for call_id, made, number, contact in session.execute(
            asked.where(Escalation.call_id.in_(some), not_(hidden(session)))
        ):
            found[call_id] = HandedOver(made, reference(call_id), number, contact)
    return tuple(found.values())


def _escalation(
    hours: Hours,
    said: tuple[EstimateView, ...],
    needed: Needed | None,
    escalation: Escalation,
    contact: Contact | None,
    made_by: str,
    rota: str | None,
    instead_of: int | None,
) -> EscalationView:
    return EscalationView(
        id=escalation.id,
        call_id=escalation.call_id,
        number=escalation.number,
        cycle=escalation.cycle,
        made_at=escalation.made_at,
        made_by=made_by,
        state=escalation.state,
        types=tuple(EscalationType(kind) for kind in escalation.types),
        triggers=tuple((code, reason) for code, reason in escalation.triggers),
        contact_id=escalation.contact_id,
        contact="" if contact is None else contact.name,
        contact_role="" if contact is None else contact.role or contact.organisation,
        contact_kind=None if contact is None else contact.kind,
        handoff=dict(escalation.handoff),
        consent=escalation.consent,
        consent_reason=escalation.consent_reason,
        transfer=escalation.transfer,
        transfer_reason=escalation.transfer_reason,
        estimate=escalation.estimate,
        accepted_at=escalation.accepted_at,
        accepted_by=escalation.accepted_by,
        ended_at=escalation.ended_at,
        outcome=escalation.outcome,
        contact_reference=escalation.contact_reference,
        done=escalation.done,
        fixed_at=escalation.fixed_at,
        sheets=escalation.sheets,
        version=escalation.version,
        rota=rota or "",
        estimates=said,
        took=estimates.took(hours, escalation, contact, said),
        instead_of=instead_of,
        needed=needed,
        boxes=tuple(map(ReturnBox, escalation.boxes)),
        returned_by=escalation.returned_by,
    )
