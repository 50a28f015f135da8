"""Attempts, estimates, what it took, the next in the chain, what somebody else did meanwhile: in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskapp import direction
from deskapp.domain.words import AttemptResult, ClockKind, EscalationState
from deskapp.language import _, ngettext
from deskapp.wording import codes, times
from deskapp.wording import handoff as handoff_wording

if TYPE_CHECKING:
    from deskapp.domain.handoff.in_time import Needed
    from deskapp.services.escalations.views import AttemptView, EscalationView, NextInChain, TookView
    from deskapp.services.routes.views import ContactRecord


def attempt(one: AttemptView, zone: str, now: datetime) -> str:
    """What came of an attempt, and when: "no answer 13:05"."""
    return tried(one.result, one.at, zone, now)


def tried(result: AttemptResult, at: datetime, zone: str, now: datetime) -> str:
    """The same of what is known of it alone."""
    form = {
        AttemptResult.REACHED: _("reached {time}"),
        AttemptResult.NO_ANSWER: _("no answer {time}"),
        AttemptResult.MESSAGE: _("message left {time}"),
    }[result]
    return form.format(time=times.instant(at, zone, now))


def ended(escalation: EscalationView) -> str:
    """How an escalation stands, or ended, in a word or two."""
    return {
        EscalationState.OFFERED: _("not accepted yet"),
        EscalationState.ACCEPTED: _("accepted, not returned"),
        EscalationState.REFUSED: _("refused"),
        EscalationState.WITHDRAWN: _("withdrawn"),
        EscalationState.RETURNED: _("returned"),
    }[escalation.state]


def answer_needed(needed: Needed, accept_by: datetime | None, zone: str, now: datetime) -> str:
    """By when a contact is asked to answer, as "Accept by 14:00."; where that is early, why, and what they agreed to.

    accept_by: when the time that they have is over.
    """
    if needed.because is None:
        return _("Accept by {time}.").format(time=times.instant(needed.by, zone, now))
    form = {
        ClockKind.DEADLINE: _("Answer needed by {time}: the customer's deadline comes first."),
        ClockKind.RESOLUTION: _("Answer needed by {time}: then it is to be resolved."),
    }[needed.because]
    said = [form.format(time=times.instant(needed.by, zone, now))]
    if needed.by <= now:
        said = [_("Answer needed at once.")]
    if accept_by is not None:
        said.append(_("Without that they had until {time}.").format(time=times.instant(accept_by, zone, now)))
    return " ".join(said)


def to_answer(escalation: EscalationView, due: datetime | None, zone: str, now: datetime) -> str:
    """By when somebody who has not accepted is to answer, or was; "" where nothing is agreed.

    due: when their acceptance clock is due.
    """
    if due is None or escalation.needed is None:
        return ""
    if now > due:
        return _("was to accept by {time}").format(time=times.instant(due, zone, now))
    if escalation.needed.by <= now:
        return _("answer needed at once")
    form = _("to accept by {time}") if escalation.needed.because is None else _("answer needed by {time}")
    return form.format(time=times.instant(escalation.needed.by, zone, now))


def estimate(escalation: EscalationView, zone: str, now: datetime) -> str:
    """The time to fix as last estimated, until when, and what was said first; "" where nothing was."""
    if not escalation.estimates or escalation.ended_at is not None:
        return ""
    first, last = escalation.estimates[0], escalation.estimates[-1]
    said = _estimated(times.duration(last.length), last.due, zone, now)
    if len(escalation.estimates) > 1:
        revised = ngettext("revised once", "revised {n} times", len(escalation.estimates) - 1)
        revised = revised.format(n=len(escalation.estimates) - 1)
        before = _("first {length}").format(length=times.duration(first.length))
        said = f"{said} ({revised}, {before})"
    return said


def _estimated(length: str, due: datetime | None, zone: str, now: datetime) -> str:
    if due is None:
        return _("time to fix {length}, no hours left").format(length=length)
    form = _("time to fix {length}, was to be done {time}") if now > due else _("time to fix {length}, by {time}")
    return form.format(length=length, time=times.instant(due, zone, now))


def took(one: TookView) -> str:
    """Actual against estimated time, and in whose hours it was counted."""
    length = times.duration(one.took, measured=True)
    hours = _("in their hours") if one.own_hours else _("in the desk's hours")
    if one.first is None or one.estimated is None:
        return _("took {took} {hours}").format(took=length, hours=hours)
    said = times.duration(one.first)
    if one.estimated != one.first:
        revised = times.duration(one.estimated)
        form = _("said {said}, then {revised} in all; took {took} {hours}")
        return form.format(said=said, revised=revised, took=length, hours=hours)
    return _("said {said}, took {took} {hours}").format(said=said, took=length, hours=hours)


def estimates(values: Mapping[str, Any]) -> str:
    """Why a contact's estimates can be trusted, or not."""
    said, length = (times.duration(values[name], measured=True) for name in ("said", "took"))
    last = values["last"]
    form = ngettext("last time said {said}, took {took}", "last {n} times said {said}, took {took}", last)
    return form.format(said=said, took=length, n=last)


def record(one: ContactRecord) -> str:
    """How a contact did with the last escalations; "" of nobody who was asked."""
    if not one.offered:
        return ""
    form = ngettext("accepted {n} of the last {all}", "accepted {n} of the last {all}", one.offered)
    parts = [form.format(n=one.accepted, all=one.offered)]
    if one.said is not None and one.took is not None:
        parts.append(estimates({"said": one.said, "took": one.took, "last": one.estimated}))
    return direction.row(parts)


def skipped(found: NextInChain, zone: str, now: datetime) -> str:
    """Who would have come before, and why not; "" where nobody was skipped."""
    said = [_skipped(name, code, values, zone, now) for name, code, values in found.skipped]
    return " ".join(_("Skipped: {why}.").format(why=why) for why in said)


def _skipped(name: str, code: str, values: Mapping[str, Any], zone: str, now: datetime) -> str:
    if code != "not_reachable":
        return codes.skipped(code, name)
    if values.get("until") is None:
        return _("{name} cannot be reached").format(name=name)
    back = times.instant(values["until"], zone, now)
    return _("{name} cannot be reached before {time}").format(name=name, time=back)


def nobody_left(found: NextInChain) -> str:
    """Nobody is left in the chain, and whom to ask."""
    said = _("Nobody else in the chain can be reached now.")
    if found.supervisors:
        ask = _("Ask {names}.").format(names=direction.row(found.supervisors, ", "))
        return f"{said} {ask}"
    return said


def recorded_by_other(newer: EscalationView, by: str, zone: str, now: datetime) -> str:
    """What somebody else recorded of an escalation while one's own dialog was open."""
    at = newer.ended_at or newer.accepted_at or newer.made_at
    said = _("{by} recorded at {time}: {contact}, {how}.").format(
        by=by or _("Somebody else"), time=times.instant(at, zone, now), contact=newer.contact, how=ended(newer)
    )
    why = " ".join(answer(newer).split())
    return f"{said} “{why}”" if why else said


def answer(escalation: EscalationView) -> str:
    """What an ended one came to: boxes and words of a return, else why it was refused or withdrawn."""
    return handoff_wording.return_answer(escalation.boxes, escalation.outcome)


def with_them(newer: EscalationView, zone: str, now: datetime) -> str:
    """Who gave the call to this contact already, and when."""
    made = times.instant(newer.made_at, zone, now)
    return _("{by} gave it to {contact} at {time}: choose another, or wait for their answer.").format(
        by=newer.made_by, contact=newer.contact, time=made
    )
