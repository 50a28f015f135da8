"""`deskapp show`: one call with its clocks, pauses, escalations, promises, agreements and timeline."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from deskapp.commands.desks import opened
from deskapp.commands.output import as_json, fields, local, plain, say, say_json, table
from deskapp.domain import sla
from deskapp.domain.clock import Clock
from deskapp.domain.sla import ClockState
from deskapp.domain.words import Answer
from deskapp.language import _
from deskapp.services.clocks.views import ClockView
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import events as event_wording


def run(path: Path, ref: str, in_json: bool, clock: Clock) -> int:
    with opened(path, clock) as desk:
        call = desk.overview.call(desk.calls.find(ref))
        zone = desk.facts().site.zone
    now = clock.now()
    if in_json:
        say_json(_json(call, now))
    else:
        for line in _lines(call, zone, now):
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


def _lines(call: CallDetail, zone: str, now: datetime) -> Iterator[str]:
    row = call.row
    if call.masked:
        yield from _masked_lines(call, zone, now)
        return
    yield plain(f"{row.ref} · {row.priority} · {codes.state(row.state)} · {row.summary}")
    yield ""
    facts = (
        (_("Customer"), row.customer),
        (_("Account"), call.customer.account),
        (_("Phone"), ", ".join(call.customer.phones)),
        (_("Owner"), row.owner),
        (_("With"), row.with_name),
        (_("Category"), call.category),
        (_("Impact"), codes.impact(call.impact)),
        (_("Urgency"), codes.urgency(call.urgency)),
        (_("Logged"), f"{local(row.logged_at, zone)} {zone}"),
        (_("Old reference"), call.source_ref),
        (_("Repeat of"), call.repeat_of),
        (_("Incident"), call.incident.title if call.incident else ""),
        (_("Details"), call.details),
        (_("Wants"), call.wants),
        (_("Steps taken"), call.steps),
        (_("Solution"), call.solution),
    )
    yield from table([(name, value) for name, value in facts if value])
    yield from _part(_("Clocks"), (_clock_line(clock, zone, now) for clock in call.clocks))
    yield from _part(
        _("Pauses"),
        (
            (codes.pause_reason(pause.reason), local(pause.began_at, zone), local(pause.ended_at, zone), pause.words)
            for pause in call.pauses
        ),
    )
    yield from _part(_("Escalations"), (_escalation_line(escalation, zone) for escalation in call.escalations))
    yield from _part(
        _("Promises"),
        (
            (local(promise.due_at, zone), _kept(promise.kept_at, promise.moved_to, zone), promise.words)
            for promise in call.promises
        ),
    )
    yield from _part(
        _("Agreements"),
        (
            (_answer(agreement.answer), agreement.who, local(agreement.at, zone), agreement.words)
            for agreement in call.agreements
        ),
    )
    yield from _part(
        _("Timeline"),
        (
            (
                local(event.at, zone),
                event.by,
                event_wording.event_title(event),
                event_wording.event_words(event, zone, now),
            )
            for event in call.events
        ),
    )


def _masked_lines(call: CallDetail, zone: str, now: datetime) -> Iterator[str]:
    """Nobody is signed in on the command line: that the call exists, and its clocks."""
    row = call.row
    yield plain(f"{row.ref} · {codes.state(row.state)} · {confidential_wording.confidential()}")
    yield ""
    yield confidential_wording.why()
    yield from table([(_("Owner"), row.owner)])
    yield from _part(_("Clocks"), (_clock_line(clock, zone, now) for clock in call.clocks))


def _part(title: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    found = list(rows)
    if found:
        yield ""
        yield title
        yield from table(found, indent="  ")


def _clock_line(clock: ClockView, zone: str, now: datetime) -> tuple[str, ...]:
    reading = sla.reading(clock.facts, now)
    # The verdict that was kept stands, also where the record alone would come to another.
    state = clock.verdict.value if clock.verdict is not None else reading.state.value
    if clock.facts.stopped is not None and clock.verdict is None:
        state = "ended"
    words = {
        ClockState.RUNNING.value: _("running"),
        ClockState.SOON.value: _("due soon"),
        ClockState.OVERDUE.value: _("overdue"),
        ClockState.PAUSED.value: _("paused"),
        ClockState.MET.value: _("met"),
        ClockState.MISSED.value: _("missed"),
        "ended": _("ended"),
    }
    due = _("due {time}").format(time=local(reading.due, zone)) if reading.due else ""
    stopped = clock.facts.stopped
    ended = _("stopped {time}").format(time=local(stopped, zone)) if stopped else ""
    return codes.clock(clock.kind), words[state], due, ended, clock.contact


def _escalation_line(escalation: EscalationView, zone: str) -> tuple[str, ...]:
    types = ", ".join(codes.escalation_type(kind) for kind in escalation.types)
    return (
        str(escalation.number),
        local(escalation.made_at, zone),
        types,
        escalation.contact,
        codes.escalation_state(escalation.state),
        local(escalation.ended_at, zone),
        escalation.outcome,
    )


def _answer(answer: Answer) -> str:
    return _("yes") if answer is Answer.YES else _("no")


def _kept(kept_at: datetime | None, moved_to: datetime | None, zone: str) -> str:
    if kept_at is not None:
        return _("kept {time}").format(time=local(kept_at, zone))
    return _("moved to {time}").format(time=local(moved_to, zone)) if moved_to is not None else _("open")
