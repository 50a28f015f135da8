"""The calls behind a signal, and what of them a sheet for others may say."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.words import ApprovalState
from deskapp.models.approvals import Approval
from deskapp.models.calls import Call
from deskapp.models.escalations import Escalation
from deskapp.models.site import Site, Trigger
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.lists import runner
from deskapp.services.erasure import whose
from deskapp.services.findings.views import FeedbackSheet, FeedbackView, SignalCall
from deskapp.services.rules import desk_calendar
from deskapp.services.work import Look


def behind(look: Look, call_ids: Sequence[int]) -> tuple[SignalCall, ...]:
    """These calls in their order, each with what was asked for because of it and its triggers; masked ones without."""
    session = look.session
    rows = call_rows.these(runner(session), call_ids)
    told = [row.id for row in rows if not row.masked]
    asked = _asked(look, told)
    triggers = _triggers(session, told)
    found = []
    for row in rows:
        amount, currency, answer, waited = asked.get(row.id, (None, "", None, None))
        found.append(SignalCall(row, amount, currency, answer, waited, tuple(triggers[row.id])))
    return tuple(found)


def sheet(look: Look, feedback: FeedbackView) -> FeedbackSheet:
    """All that stands on the sheet of a feedback."""
    session = look.session
    site = session.get_one(Site, 1)
    confidential = set(session.scalars(select(Call.id).where(Call.id.in_(feedback.calls), Call.confidential.is_(True))))
    shown = [one for one in feedback.calls if one not in confidential]
    told = behind(look, shown)
    if not feedback.with_names:
        told = tuple(_without_names(session, one) for one in told)
    return FeedbackSheet(
        feedback=feedback,
        site=site.name,
        address=site.address,
        phone=site.phone,
        email=site.email,
        zone=site.zone,
        calls=told,
        hidden=len(confidential),
        names_them=_names_them(session, feedback),
        labels={row.code: row.label for row in session.scalars(select(Trigger))},
    )


def _names_them(session: Session, feedback: FeedbackView) -> bool:
    """Whether what the signal was called, or is said of it, names a customer of its calls."""
    theirs = session.scalars(select(Call.customer_id).where(Call.id.in_(feedback.calls)).distinct()).all()
    return whose.names(session, theirs).in_value([feedback.title, feedback.told])


def _without_names(session: Session, one: SignalCall) -> SignalCall:
    """Nobody is named, and a summary that names its customer is left out."""
    customer_id = session.get_one(Call, one.row.id).customer_id
    names = whose.names(session, (customer_id,))
    summary = "" if names.in_text(one.row.summary) else one.row.summary
    row = one.row._replace(customer="", person="", organisation="", account="", summary=summary)
    return SignalCall(row, one.amount, one.currency, one.answer, one.waited, one.triggers)


def _asked(
    look: Look, call_ids: Sequence[int]
) -> dict[int, tuple[int | None, str, ApprovalState | None, timedelta | None]]:
    """What was asked for last because of each: amount, currency, what came of it, how long until then."""
    hours = look.rules.calendar(look.session, desk_calendar(look.session)[1].id)
    query = select(Approval).where(
        Approval.call_id.in_(call_ids), Approval.amount.is_not(None), Approval.state != ApprovalState.WITHDRAWN
    )
    found: dict[int, tuple[int | None, str, ApprovalState | None, timedelta | None]] = {}
    for row in look.session.scalars(query.order_by(Approval.id)):
        waited = hours.elapsed(row.asked_at, row.decided_at) if row.decided_at is not None else None
        found[row.call_id] = (row.amount, row.currency, row.state, waited)
    return found


def _triggers(session: Session, call_ids: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    query = select(Escalation.call_id, Escalation.triggers).where(Escalation.call_id.in_(call_ids))
    for call_id, triggers in session.execute(query.order_by(Escalation.id)):
        found[call_id] += [code for code, *_reason in triggers if code not in found[call_id]]
    return found
