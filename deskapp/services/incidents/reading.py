"""Reading major incidents: lists, one with everything, and those that a call may belong to."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import OPEN_STATES, CallState
from deskapp.models.calls import Call
from deskapp.models.customers import CustomerPhone
from deskapp.models.events import Event, EventWords
from deskapp.models.incidents import Incident, IncidentCall, IncidentEvent, IncidentMessage, IncidentStep
from deskapp.models.site import Category, Site, Staff
from deskapp.services import alike
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.lists import runner
from deskapp.services.calls.row import CallRow
from deskapp.services.calls.views import EventView
from deskapp.services.confidential.access import hidden
from deskapp.services.incidents.views import (
    CallIncident,
    IncidentCallView,
    IncidentDetail,
    IncidentFit,
    IncidentMessageView,
    IncidentStepView,
    IncidentView,
)

#: So many other calls are offered to be gathered.
_MOST = 20
_Lead, _Opened, _Over = aliased(Staff), aliased(Staff), aliased(Staff)


def must_be_told(state: CallState | str, told: int, newest: int) -> bool:
    """Whether a call's customer still must be told the newest message.

    Not where the call is closed, lapsed or archived, for then nobody waits for news; nor where it is void.
    """
    return told < newest and CallState(state) in OPEN_STATES


def view(session: Session, incident_id: int) -> IncidentView:
    """One incident as a list shows it. Raises NotFound."""
    found = views(session, Incident.id == incident_id)
    if not found:
        raise NotFound(Refusal.INCIDENT_UNKNOWN, id=incident_id)
    return found[0]


def views(session: Session, *where: object, most: int | None = None) -> tuple[IncidentView, ...]:
    """Incidents by any condition, the newest first."""
    rows = session.execute(
        select(Incident, Category.name, _Lead.name, _Opened.name, _Over.name)
        .outerjoin(Category, Category.id == Incident.category_id)
        .join(_Lead, _Lead.id == Incident.lead_id)
        .join(_Opened, _Opened.id == Incident.opened_by_id)
        .outerjoin(_Over, _Over.id == Incident.over_by_id)
        .where(*where)  # type: ignore[arg-type]
        .order_by(Incident.opened_at.desc(), Incident.id.desc())
        .limit(most)
    )
    return tuple(_view(session, *row) for row in rows)


def _view(
    session: Session, incident: Incident, category: str | None, lead: str, opened_by: str, over_by: str | None
) -> IncidentView:
    newest = session.scalars(
        select(IncidentMessage)
        .where(IncidentMessage.incident_id == incident.id)
        .order_by(IncidentMessage.number.desc())
        .limit(1)
    ).first()
    number = newest.number if newest else 0
    calls = session.execute(
        select(Call.state, IncidentCall.told)
        .join(Call, Call.id == IncidentCall.call_id)
        .where(*_belongs_to(incident), not_(hidden(session)))
    ).all()
    steps, steps_done = session.execute(
        select(func.count(), func.count(IncidentStep.done_at)).where(IncidentStep.incident_id == incident.id)
    ).one()
    return IncidentView(
        id=incident.id,
        title=incident.title,
        category_id=incident.category_id,
        category=category or "",
        began_at=incident.began_at,
        opened_at=incident.opened_at,
        opened_by=opened_by,
        lead_id=incident.lead_id,
        lead=lead,
        over_at=incident.over_at,
        over_by=over_by or "",
        outcome=incident.outcome,
        version=incident.version,
        calls=len(calls),
        to_tell=sum(must_be_told(state, told, number) for state, told in calls),
        steps=steps,
        steps_done=steps_done,
        number=number,
        message=newest.words if newest else "",
    )


def _belongs_to(incident: Incident) -> tuple[ColumnElement[bool], ...]:
    """The calls that belong to an incident; of one that is over also those that went on to another since."""
    stayed: ColumnElement[bool] = IncidentCall.left_at.is_(None)
    if incident.over_at is not None:
        stayed = or_(stayed, IncidentCall.left_at >= incident.over_at)
    return IncidentCall.incident_id == incident.id, stayed


def one(session: Session, incident_id: int) -> IncidentDetail:
    """Everything of one incident. Raises NotFound."""
    incident = view(session, incident_id)
    return IncidentDetail(
        incident=incident,
        calls=_calls(session, session.get_one(Incident, incident_id), incident.number),
        steps=_steps(session, incident_id),
        messages=messages(session, incident_id),
        events=timeline(session, incident_id),
    )


def _calls(session: Session, incident: Incident, newest: int) -> tuple[IncidentCallView, ...]:
    joined, told = aliased(Staff), aliased(Staff)
    found = session.execute(
        select(IncidentCall, joined.name, told.name)
        .join(joined, joined.id == IncidentCall.joined_by_id)
        .outerjoin(told, told.id == IncidentCall.told_by_id)
        .join(Call, Call.id == IncidentCall.call_id)
        # That it belongs here would tell what a confidential call is about: who sees it tells its customer.
        .where(*_belongs_to(incident), not_(hidden(session)))
        .order_by(IncidentCall.call_id)
    ).all()
    rows = {row.id: row for row in calls(session, [there.call_id for there, _joined, _told in found])}
    phones = _phones(session, list(rows))
    made = [
        IncidentCallView(
            row=rows[there.call_id],
            phone=phones.get(there.call_id, ""),
            joined_at=there.joined_at,
            joined_by=joined_by,
            told=there.told,
            told_at=there.told_at,
            told_by=told_by or "",
            must_be_told=must_be_told(rows[there.call_id].state, there.told, newest),
        )
        for there, joined_by, told_by in found
    ]
    return tuple(sorted(made, key=lambda call: (not call.must_be_told, call.row.id)))


def calls(session: Session, call_ids: Collection[int]) -> tuple[CallRow, ...]:
    """These calls as lists show them."""
    marks = ",".join("?" * len(call_ids))
    return call_rows.where(runner(session), f"WHERE call.id IN ({marks}) ORDER BY call.id", tuple(call_ids))


def _phones(session: Session, call_ids: Sequence[int]) -> dict[int, str]:
    """The first number of each call's customer."""
    rows = session.execute(
        select(Call.id, CustomerPhone.shown)
        .join(CustomerPhone, CustomerPhone.customer_id == Call.customer_id)
        .where(Call.id.in_(call_ids), not_(hidden(session)))
        .order_by(CustomerPhone.position.desc(), CustomerPhone.id.desc())
    )
    return {row.id: row.shown for row in rows}  # the first one is written last


def _steps(session: Session, incident_id: int) -> tuple[IncidentStepView, ...]:
    rows = session.execute(
        select(IncidentStep, Staff.name)
        .outerjoin(Staff, Staff.id == IncidentStep.done_by_id)
        .where(IncidentStep.incident_id == incident_id)
        .order_by(IncidentStep.position)
    )
    return tuple(IncidentStepView(step.id, step.text, step.done_at, by or "", step.words) for step, by in rows)


def messages(session: Session, incident_id: int) -> tuple[IncidentMessageView, ...]:
    """All messages of an incident, oldest first."""
    rows = session.execute(
        select(IncidentMessage, Staff.name)
        .join(Staff, Staff.id == IncidentMessage.made_by_id)
        .where(IncidentMessage.incident_id == incident_id)
        .order_by(IncidentMessage.number)
    )
    return tuple(IncidentMessageView(one.number, one.words, one.made_at, by) for one, by in rows)


def timeline(session: Session, incident_id: int) -> tuple[EventView, ...]:
    """The incident's own lines, oldest first: of itself, and of its calls what happened because of it.

    Not of a call that is confidential for whoever looks.
    """
    rows = session.execute(
        select(Event, EventWords.payload, Staff.name)
        .join(IncidentEvent, IncidentEvent.event_id == Event.id)
        .outerjoin(EventWords, EventWords.event_id == Event.id)
        .join(Staff, Staff.id == Event.staff_id)
        .outerjoin(Call, Call.id == Event.call_id)
        .where(IncidentEvent.incident_id == incident_id, or_(Event.call_id.is_(None), not_(hidden(session))))
        .order_by(Event.at, Event.id)
    )
    return tuple(
        EventView(e.id, e.call_id, e.at, EventKind(e.kind), by, e.field, e.was, e.becomes, payload or {})
        for e, payload, by in rows
    )


def of_call(session: Session, call_id: int) -> CallIncident | None:
    """The incident that a call belongs to; None where it belongs to none."""
    found = session.execute(
        select(Incident, IncidentCall.told, Call.state)
        .join(IncidentCall, IncidentCall.incident_id == Incident.id)
        .join(Call, Call.id == IncidentCall.call_id)
        .where(IncidentCall.call_id == call_id, IncidentCall.left_at.is_(None))
    ).first()
    if found is None:
        return None
    incident, told, state = found
    shown = view(session, incident.id)
    return CallIncident(
        id=incident.id,
        title=incident.title,
        over=incident.over_at is not None,
        number=shown.number,
        message=shown.message,
        told=told,
        must_be_told=must_be_told(state, told, shown.number),
    )


def fitting(session: Session, category_id: int | None, words: str) -> tuple[IncidentFit, ...]:
    """The open incidents, those first that a call of this category and these words may belong to."""
    language = session.get_one(Site, 1).language
    fits = [
        IncidentFit(incident, _reason(incident, category_id, words, language))
        for incident in views(session, Incident.over_at.is_(None))
    ]
    return tuple(sorted(fits, key=lambda fit: ("category", "words", "").index(fit.reason)))


def _reason(incident: IncidentView, category_id: int | None, words: str, language: str) -> str:
    if category_id is not None and incident.category_id == category_id:
        return "category"
    shared = alike.telling(words, language) & alike.telling(f"{incident.title} {incident.message}", language)
    return "words" if shared else ""


#: Newest first by id: the last hour's calls are among the newest, whatever the table's size.
_OF_THE_HOUR = """
SELECT id, category_id, summary
FROM (SELECT id, category_id, summary, logged_at, state, confidential FROM call ORDER BY id DESC LIMIT 500)
WHERE (?1 IS NULL OR category_id = ?1) AND logged_at > ?2 AND NOT confidential
    AND state IN ('new', 'open', 'waiting')
    AND id NOT IN (SELECT call_id FROM incident_call JOIN incident ON incident.id = incident_id
                   WHERE left_at IS NULL AND over_at IS NULL)
"""


def of_the_hour(session: Session, category_id: int | None, since: int, but: Collection[int]) -> tuple[CallRow, ...]:
    """Unresolved calls since an instant, as it is stored, that belong to no open incident: of a category, else of all.

    The newest some, by reference.
    """
    found = [row[0] for row in runner(session)(_OF_THE_HOUR, (category_id, since)) if row[0] not in but]
    return calls(session, found[:_MOST])


def around(session: Session, call: Call, since: int) -> tuple[tuple[CallRow, ...], tuple[CallRow, ...]]:
    """The same around a call: those about the same, whatever their category, and the others of its category."""
    language = session.get_one(Site, 1).language
    about = alike.telling(call.summary, language)
    near, others = list[int](), list[int]()
    for call_id, category_id, summary in runner(session)(_OF_THE_HOUR, (None, since)):
        if call_id != call.id and alike.alike(about, alike.telling(summary, language)):
            near.append(call_id)
        elif call_id != call.id and call.category_id in (None, category_id):
            others.append(call_id)
    near = near[:_MOST]
    return calls(session, near), calls(session, others[: _MOST - len(near)])
