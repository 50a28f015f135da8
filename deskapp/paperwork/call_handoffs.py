"""The handoffs of a call for its paper, each to the last word: why, what was passed on, and what came back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from deskapp import direction
from deskapp.documents.call_sheet import Part
from deskapp.documents.moments import Moments
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import HandoffPart
from deskapp.language import SPOKEN, _
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.wording import codes, times
from deskapp.wording import escalations as escalation_wording


def parts(call: CallDetail, zone: str, now: datetime) -> Iterator[Part]:
    """A part for each escalation, in order."""
    moments = Moments(zone, now, SPOKEN)
    for one in call.escalations:
        yield Part(
            _("Handoff {number}").format(number=one.number),
            tuple(filter(None, (*_made(one, moments), *_passed_on(one), *_what_came(call, one, moments)))),
        )


def _made(one: EscalationView, moments: Moments) -> Iterator[str]:
    types = ", ".join(codes.escalation_type(kind) for kind in one.types)
    made = _("{types}, {when} by {who}").format(types=types, when=moments.short(one.made_at), who=one.made_by)
    to = ""
    if one.contact:
        to = _("to {contact}").format(contact=direction.row((one.contact, one.contact_role), ", "))
    through = _("through {rota}").format(rota=one.rota) if one.rota else ""
    yield direction.row((made, to, through, codes.escalation_state(one.state)))
    yield direction.row(direction.row((codes.trigger(code), reason), ": ") for code, reason in one.triggers)
    said = direction.row((_("customer: {answer}").format(answer=codes.consent(one.consent)), one.consent_reason), ", ")
    how = direction.row((codes.transfer(one.transfer), one.transfer_reason), ", ") if one.transfer else ""
    yield direction.row((how, said))


def _passed_on(one: EscalationView) -> Iterator[str]:
    for part in HandoffPart:
        words = one.handoff.get(part.value, "")
        if words.strip():
            yield direction.row((codes.handoff_part(part), words), ": ")


def _what_came(call: CallDetail, one: EscalationView, moments: Moments) -> Iterator[str]:
    for attempt in call.attempts:
        if attempt.number == one.number:
            whom = _("Tried to reach {contact}").format(contact=attempt.contact)
            result = codes.attempt_result(attempt.result)
            yield direction.row((whom, result, moments.short(attempt.at), attempt.by, attempt.words))
    if one.accepted_at is not None:
        yield direction.row((_("Accepted"), moments.short(one.accepted_at), one.accepted_by))
    for estimate in one.estimates:
        length = _("time to fix {length}").format(length=times.duration(estimate.length))
        yield direction.row((length, moments.short(estimate.at), estimate.by))
    for event in call.events:
        if event.kind is EventKind.HEARD and event.payload.get("number") == one.number:
            words = str(event.payload.get("words", ""))
            yield direction.row((_("Heard from them"), moments.short(event.at), event.by, words))
    if one.ended_at is not None:
        ended, answer = escalation_wording.ended(one), escalation_wording.answer(one)
        yield direction.row((ended[:1].upper() + ended[1:], moments.short(one.ended_at), answer))
    yield from dict.fromkeys((one.done, _reference(one)))
    if one.fixed_at is not None:
        yield _("fixed {when}").format(when=moments.short(one.fixed_at))
    if one.took is not None:
        yield escalation_wording.took(one.took)


def _reference(one: EscalationView) -> str:
    return _("their reference {text}").format(text=one.contact_reference) if one.contact_reference else ""
