"""One call in lines of text, for the terminal."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from deskapp import direction
from deskapp.commands.output import local, plain, table
from deskapp.domain import sla
from deskapp.domain.words import Answer
from deskapp.language import _
from deskapp.services.clocks.views import ClockView
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import escalations as escalation_wording
from deskapp.wording import events as event_wording


def lines(call: CallDetail, zone: str, now: datetime) -> Iterator[str]:
    row = call.row
    if call.masked:
        yield from _masked_lines(call, zone, now)
        return
    yield plain(direction.row((row.ref, row.priority, codes.status_of(row), row.summary)))
    yield ""
    facts = (
        (_("Customer"), row.customer),
        (_("Account"), call.customer.account),
        (_("Phone"), direction.row(call.customer.phones, ", ")),
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
        (_("Next step"), row.next_step),
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
    yield plain(f"{row.ref} · {codes.status_of(row)} · {confidential_wording.confidential()}")
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
    due = _("due {time}").format(time=local(reading.due, zone)) if reading.due else ""
    stopped = clock.facts.stopped
    ended = _("stopped {time}").format(time=local(stopped, zone)) if stopped else ""
    return codes.clock(clock.kind), codes.clock_state(clock, reading), due, ended, clock.contact


def _escalation_line(escalation: EscalationView, zone: str) -> tuple[str, ...]:
    types = ", ".join(codes.escalation_type(kind) for kind in escalation.types)
    return (
        str(escalation.number),
        local(escalation.made_at, zone),
        types,
        escalation.contact,
        codes.escalation_state(escalation.state),
        local(escalation.ended_at, zone),
        escalation_wording.answer(escalation),
    )


def _answer(answer: Answer) -> str:
    return _("yes") if answer is Answer.YES else _("no")


def _kept(kept_at: datetime | None, moved_to: datetime | None, zone: str) -> str:
    if kept_at is not None:
        return _("kept {time}").format(time=local(kept_at, zone))
    return _("moved to {time}").format(time=local(moved_to, zone)) if moved_to is not None else _("open")
