"""`deskapp show`: one call with its clocks, pauses, escalations, promises, agreements and timeline."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskapp.commands.arguments import Commands, command, file_of_desk, in_json, reference
from deskapp.commands.desks import opened
from deskapp.commands.output import as_json, fields, say, say_json
from deskapp.domain.clock import Clock
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.clocks.views import ClockView
    from deskapp.services.escalations.views import EscalationView
    from deskapp.services.overview.views import CallDetail


def add(commands: Commands) -> None:
    show = command(
        commands, "show", _("show one call"), "deskapp show desk.db C-00001", "deskapp show desk.db INC0000045 --json"
    )
    file_of_desk(show)
    reference(show)
    in_json(show)
    show.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    with opened(asked.file, clock) as desk:
        call = desk.overview.call(desk.calls.find(asked.ref))
        zone = desk.facts().site.zone
    now = clock.now()
    if asked.json:
        say_json(_json(call, now))
        return 0
    from deskapp.commands.call_lines import lines

    for line in lines(call, zone, now):
        say(line)
    return 0


def _json(call: CallDetail, now: datetime) -> dict[str, Any]:
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
        "cycle": call.cycle,
        **fields(row, "logged_at", "customer_deadline"),
        **fields(call, "resolved_at", "details", "wants", "steps", "tone", "solution"),
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
        "agreements": [
            fields(agreement, "cycle", "answer", "who", "how", "at", "words", "by") for agreement in call.agreements
        ],
        "events": [
            fields(event, "id", "at", "kind", "by", "field", "was", "becomes") | {"words": as_json(dict(event.payload))}
            for event in call.events
        ],
    }


def _clock_json(clock: ClockView, now: datetime) -> dict[str, Any]:
    from deskapp.domain import sla

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
        "sheets",
    ) | {"estimate_seconds": as_json(escalation.estimate)}
