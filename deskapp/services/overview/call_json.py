"""One call whole as JSON, for the command line and for files."""

from datetime import datetime
from typing import Any

from deskapp.domain import sla
from deskapp.domain.exchange.json_values import as_json, fields
from deskapp.services.calls.views import EventView
from deskapp.services.clocks.views import ClockView
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail

#: What is told of a place, of somebody who speaks for a customer, and of a thing.
OF_A_PLACE = ("name", "address", "room", "access", "person", "phone")
OF_A_PERSON = ("name", "role", "phones", "email")
OF_EQUIPMENT = (
    *("label", "kind", "maker", "model", "serial", "place", "warranty_until", "contract_until", "contract_ref"),
    *("contact", "contact_organisation", "contact_phone", "notes"),
)


def call_json(call: CallDetail, now: datetime) -> dict[str, Any]:
    """The call with its clocks as they stand at `now`; of a masked one that it exists, and its clocks."""
    row = call.row
    if call.masked:
        return {
            "ref": row.ref,
            "confidential": True,
            "state": call.state.value,
            "owner": row.owner,
            "clocks": [_clock_json(clock, now) for clock in call.clocks],
        }
    return {
        "ref": row.ref,
        "source_ref": call.source_ref or None,
        "summary": row.summary,
        "customer": row.customer,
        "account": call.customer.account or None,
        "phones": list(call.customer.phones),
        "priority": call.priority.value,
        "impact": call.impact.value,
        "urgency": call.urgency.value,
        "priority_reason": call.priority_reason or None,
        "state": call.state.value,
        "escalated": row.escalated,
        "with": row.with_name or None,
        "owner": row.owner,
        "channel": call.channel.value,
        "category": call.category or None,
        "person": fields(call.person, *OF_A_PERSON) if call.person else None,
        "place": fields(call.place, *OF_A_PLACE) if call.place else None,
        "equipment": fields(call.equipment, *OF_EQUIPMENT) if call.equipment else None,
        "cycle": call.cycle,
        **fields(row, "logged_at", "customer_deadline"),
        **fields(call, "resolved_at", "details", "wants", "steps", "tone", "solution"),
        "next_step": row.next_step or None,
        "tried": [fields(step, "words", "at", "by") for step in call.tried],
        "fields": [fields(said, "label", "kind", "value", "category", "current") for said in call.fields if said.value],
        "repeat_of": call.repeat_of or None,
        "incident": fields(call.incident, "title", "over", "number", "told") if call.incident else None,
        "clocks": [_clock_json(clock, now) for clock in call.clocks],
        "pauses": [
            fields(pause, "reason", "began_at", "ended_at", "back_by", "stops_clocks", "words") for pause in call.pauses
        ],
        "escalations": [_escalation_json(escalation) for escalation in call.escalations],
        "promises": [
            fields(promise, "kind", "made_at", "due_at", "phone", "words", "kept_at", "moved_to", "moved_reason")
            | {"follow_up": promise.follow_up}
            for promise in call.promises
        ],
        "satisfaction": [{"cycle": cycle, "score": score} for cycle, score in call.endings.satisfaction],
        "duplicate_of": call.endings.voiding.duplicate_ref or None if call.endings.voiding else None,
        "attachments": [fields(one, "id", "name", "kind", "size", "added_at", "added_by") for one in call.attachments],
        "agreements": [
            fields(agreement, "cycle", "answer", "who", "how", "at", "words", "by") for agreement in call.agreements
        ],
        "events": [event_json(event) for event in call.events],
    }


def event_json(event: EventView) -> dict[str, Any]:
    """A line of the timeline."""
    told = fields(event, "id", "at", "kind", "by", "field", "was", "becomes")
    return told | {"words": as_json(dict(event.payload))}


def _clock_json(clock: ClockView, now: datetime) -> dict[str, Any]:
    facts, reading = clock.facts, sla.reading(clock.facts, now)
    return {
        "kind": clock.kind.value,
        "cycle": clock.cycle,
        "state": reading.state.value,
        "started": as_json(facts.started),
        "target_seconds": as_json(facts.target),
        "due": as_json(reading.due),
        "stopped": as_json(facts.stopped),
        "verdict": as_json(clock.verdict),
        "margin_seconds": as_json(clock.margin),
        "contact": clock.contact or None,
    }


def _escalation_json(escalation: EscalationView) -> dict[str, Any]:
    return fields(
        escalation,
        "number",
        "cycle",
        "state",
        "types",
        "triggers",
        "made_at",
        "made_by",
        "contact",
        "contact_role",
        "contact_kind",
        "rota",
        "handoff",
        "consent",
        "consent_reason",
        "transfer",
        "transfer_reason",
        "accepted_at",
        "accepted_by",
        "ended_at",
        "outcome",
        "contact_reference",
        "done",
        "fixed_at",
        "boxes",
        "returned_by",
        "sheets",
    ) | {"estimate_seconds": as_json(escalation.estimate)}
