"""What the escalation dialog opens with: everything the record already knows."""

from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff import steps
from deskapp.domain.words import EscalationType, HandoffPart
from deskapp.models.site import Site
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls.care import the_call
from deskapp.services.calls.views import EventView
from deskapp.services.escalations import attempts, offering
from deskapp.services.escalations.views import (
    EscalationView,
)
from deskapp.services.library.guides import ticked
from deskapp.services.library.triggers import views as trigger_views
from deskapp.services.overview import call_detail
from deskapp.services.overview.views import CallDetail, EscalationStart
from deskapp.services.places import asking
from deskapp.services.routes import ranking
from deskapp.services.work import Look, Work

#: Lines of the timeline that tell what was done to solve it.
_SAID = (EventKind.NOTE, EventKind.STEP_TRIED, EventKind.CUSTOMER_TOLD)


def start(work: Work, call_id: int, instead_of: int | None = None) -> EscalationStart:
    """What the dialog opens with: everything the record already knows.

    instead_of: the escalation whose place the new one is to take; its types, triggers and handoff count then.
    """
    with work.look() as look:
        session, call = look.session, the_call(look.session, call_id)
        detail = call_detail.load(look, call_id)
        signs = call_signs.of_call(look, call)
        earlier = None if instead_of is None else _of_call(detail, instead_of)
        asks = frozenset(sign.code for sign in signs)
        types: Collection[EscalationType] = call_signs.likely_types(session, asks)
        if earlier is not None:
            asks, types = frozenset(code for code, _reason in earlier.triggers), earlier.types
        site = session.get_one(Site, 1)
        offered = offering.offer(look, call, ranking.all_active(session), types, asks)
        return EscalationStart(
            call=detail,
            triggers=trigger_views(session, every=False),
            signs=signs,
            contacts=offered.contacts,
            offer=offered,
            handoff=dict(earlier.handoff) if earlier else _prefilled(look, detail, site.zone),
            required=tuple(site.required_parts),
            taken=offering.taken(detail.escalations),
            next_update=offering.next_update(look, call),
            as_of=look.now,
            tried=tuple(sorted(attempts.tried(session, call))),
            earlier=earlier,
            lacks=asking.lacking(session, call),
        )


def _of_call(call: CallDetail, escalation_id: int) -> EscalationView:
    for one in call.escalations:
        if one.id == escalation_id:
            return one
    raise NotFound(Refusal.ESCALATION_UNKNOWN, id=escalation_id)


def _said(event: EventView, zone: str, now: datetime) -> str:
    """What a line says of what was done; of a step with when it was, in the site's clock."""
    words = str(event.payload.get("words", ""))
    if event.kind is not EventKind.STEP_TRIED or not words:
        return words
    at, today = event.at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone)).date()
    return steps.with_mark(words, f"{at:%H:%M}" if at.date() == today else f"{at:%Y-%m-%d %H:%M}")


def _prefilled(look: Look, call: CallDetail, zone: str) -> dict[str, str]:
    """The handoff from the record: what was written down is not asked for again."""
    checks = ticked(look.session, call.row.id)
    # What its category asks for is what a colleague would ask first; whoever escalates sees it and may take it out.
    fields = (f"{one.label}: {one.value}" for one in call.fields if one.current and one.value)
    issue = "\n".join(filter(None, (call.row.summary, call.details, *fields)))
    said = [_said(event, zone, look.now) for event in call.events if event.kind in _SAID]
    # A line of a checklist may be a question: the tick says that it was asked.
    done = [call.steps, *(f"✓ {check}" for check in checks), *said]
    return {
        HandoffPart.ISSUE: issue,
        HandoffPart.STEPS: "\n".join(step for step in done if step),
        HandoffPart.WANTS: call.wants,
        HandoffPart.TONE: call.tone.value if call.tone else "",
        HandoffPart.DEADLINE: "",
    }
