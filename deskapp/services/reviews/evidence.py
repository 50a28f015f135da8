"""What the record shows of each line of the scorecard, worked out from the call: never a mark, which is a person's."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from deskapp.domain import sla
from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.phrases import avoided
from deskapp.domain.signs import triggers
from deskapp.domain.words import (
    Answer,
    ClockKind,
    Consent,
    EscalationType,
    HandoffPart,
    Impact,
    Tier,
    Tone,
    Transfer,
)
from deskapp.models.site import Trigger
from deskapp.services import spoken_signs
from deskapp.services.calls.signs import likely_types
from deskapp.services.calls.views import EventView, PromiseView
from deskapp.services.escalations.views import EscalationView
from deskapp.services.library.phrases import library
from deskapp.services.overview.views import CallDetail
from deskapp.services.work import Look

#: Words of these lines were said or written to the customer.
_TO_THE_CUSTOMER = (EventKind.CUSTOMER_TOLD, EventKind.PROMISE_KEPT)
#: Signs that stand there from the logging on, where an escalation names them.
_FROM_THE_START = frozenset(("repeat_contact", "same_equipment", "other_knowledge", "owner_elsewhere", "may_leave"))
_SAID = ("summary", "details", "wants")


@dataclass(frozen=True, slots=True)
class FirstSign:
    """When the record first showed that the call should be escalated: the sign, and why, as in `triggers.Sign`."""

    at: datetime
    code: str
    reason: str
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Late:
    """A promise that was missed: when it was for, and by how much; open: it is not kept yet."""

    due: datetime
    by: timedelta
    open: bool


@dataclass(frozen=True, slots=True)
class Evidence:
    """By the lines of the shipped scorecard. Of a call that was never escalated most is None or empty."""

    sign: FirstSign | None
    escalated_at: datetime | None
    types: tuple[EscalationType, ...]
    #: Types that its triggers suggest and that were not chosen.
    fits_too: tuple[EscalationType, ...]
    handoffs: int
    consent: Consent | None
    consent_reason: str
    contact: str
    #: The next update that was named to the customer with it.
    named: datetime | None
    filled: int
    missing: tuple[HandoffPart, ...]
    transfer: Transfer | None
    transfer_reason: str
    tries: int
    kept: int
    missed: tuple[Late, ...]
    answer: Answer | None
    answered_at: datetime | None
    resolved_at: datetime | None
    satisfaction: int | None
    #: What was better not said to the customer, as it was said, each with the better words.
    phrases: tuple[tuple[str, str], ...]
    #: Whether anything that was said to the customer is on record.
    spoken: bool


def evidence(look: Look, call: CallDetail) -> Evidence:
    """Of a call that whoever looks may see."""
    one = _judged(call)
    kept, missed = _promises(call.promises, look.now)
    answer = call.agreements[-1] if call.agreements else None
    said = [str(event.payload.get("words") or "") for event in call.events if event.kind in _TO_THE_CUSTOMER]
    to_avoid = library(look.session).avoid
    filled = [part for part in HandoffPart if one and one.handoff.get(part.value, "").strip()]
    types = one.types if one else ()
    return Evidence(
        sign=_first_sign(look, call, one),
        escalated_at=one.made_at if one else None,
        types=types,
        fits_too=_fits_too(look, one),
        handoffs=sum(1 for each in call.escalations if each.contact_id is not None),
        consent=one.consent if one else None,
        consent_reason=one.consent_reason if one else "",
        contact=one.contact if one else "",
        named=next((each.due_at for each in call.promises if one and each.made_at == one.made_at), None),
        filled=len(filled),
        missing=tuple(part for part in HandoffPart if one and part not in filled),
        transfer=one.transfer if one else None,
        transfer_reason=one.transfer_reason if one else "",
        tries=sum(1 for each in call.attempts if one and each.contact_id == one.contact_id and each.at <= one.made_at),
        kept=kept,
        missed=missed,
        answer=answer.answer if answer else None,
        answered_at=answer.at if answer else None,
        resolved_at=next((e.at for e in reversed(call.events) if e.kind is EventKind.RESOLVED), None),
        satisfaction=call.endings.score(call.cycle),
        phrases=tuple(
            (words[found.start : found.end], found.better) for words in said for found in avoided(words, to_avoid)
        ),
        spoken=any(said),
    )


def _judged(call: CallDetail) -> EscalationView | None:
    """The escalation that is looked at: the first that gave the call to somebody, else the first."""
    given = (one for one in call.escalations if one.contact_id is not None)
    return next(given, call.escalations[0] if call.escalations else None)


def _fits_too(look: Look, one: EscalationView | None) -> tuple[EscalationType, ...]:
    if one is None or not one.triggers:
        return ()
    fit = likely_types(look.session, [code for code, _reason in one.triggers])
    return tuple(kind for kind in fit if kind not in one.types)


def _promises(promises: Iterable[PromiseView], now: datetime) -> tuple[int, tuple[Late, ...]]:
    """How many were kept, and those that were missed; one that was moved in time is neither."""
    kept, missed = 0, []
    for one in promises:
        if one.moved_to is not None:
            continue
        ended = one.kept_at or now
        if ended > one.due_at:
            missed.append(Late(one.due_at, ended - one.due_at, one.kept_at is None))
        elif one.kept_at is not None:
            kept += 1
    return kept, tuple(missed)


def _first_sign(look: Look, call: CallDetail, one: EscalationView | None) -> FirstSign | None:
    """The earliest of those that the site looks for, at the latest with the escalation."""
    off = set(look.session.scalars(select(Trigger.code).where(Trigger.active.is_(False))))
    until = one.made_at if one else look.now
    named = {code for code, _reason in one.triggers} if one else set()
    shown = (
        sign
        for sign in (*_of_words(look, call), *_of_events(call, named), *_of_clocks(call))
        if sign.at <= until and sign.code not in off
    )
    return min(shown, key=lambda sign: sign.at, default=None)


def _of_words(look: Look, call: CallDetail) -> Iterator[FirstSign]:
    """What the customer's words showed: those that were there from the start, and those that were written later."""
    spoken = spoken_signs.of_site(look.session)
    first = {"summary": call.row.summary, "details": call.details, "wants": call.wants}
    later: list[tuple[datetime, str]] = []
    for event in reversed([one for one in call.events if one.kind is EventKind.EDITED]):
        was, becomes = event.payload.get("was") or {}, event.payload.get("becomes") or {}
        changed = [name for name in _SAID if name in becomes]
        if changed:
            later.append((event.at, "\n\n".join(str(becomes[name] or "") for name in changed)))
            first.update({name: str(was.get(name) or "") for name in changed})
    for at, words in ((call.row.logged_at, "\n\n".join(first.values())), *reversed(later)):
        for code, found in spoken.found(words).items():
            yield FirstSign(at, code, triggers.SPOKEN, {"words": found})


def _of_events(call: CallDetail, named: set[str]) -> Iterator[FirstSign]:
    logged = call.row.logged_at
    first = _at_first(call)
    if Impact(first.get("impact") or Impact.ONE) is not Impact.ONE:
        yield FirstSign(logged, "several_people", "impact", {"impact": first["impact"]})
    if call.customer.tier is Tier.KEY and "may_leave" in named:
        yield FirstSign(logged, "may_leave", "key_account", {})
    for code in named & _FROM_THE_START:
        yield FirstSign(logged, code, "", {})
    if call.tone is Tone.ABUSIVE and not any(_became(event, "tone") for event in call.events):
        yield FirstSign(logged, "abusive", "tone", {"tone": Tone.ABUSIVE})
    for event in call.events:
        if event.kind is EventKind.APPROVAL_ASKED:
            asked = {name: event.payload.get(name) for name in ("kind", "amount", "currency")}
            yield FirstSign(event.at, "beyond_authority", "asked_above", asked)
        elif event.kind is EventKind.EDITED and _became(event, "tone") == Tone.ABUSIVE:
            yield FirstSign(event.at, "abusive", "tone", {"tone": Tone.ABUSIVE})


def _of_clocks(call: CallDetail) -> Iterator[FirstSign]:
    for clock in call.clocks:
        if clock.kind is ClockKind.RESOLUTION and (warn := sla.warn_at(clock.facts)) is not None:
            yield FirstSign(warn, "time_limit", "due_soon", {"due": sla.due(clock.facts)})


def _at_first(call: CallDetail) -> Mapping[str, Any]:
    return next((event.payload for event in call.events if event.kind is EventKind.LOGGED), {})


def _became(event: EventView, name: str) -> Any:
    return (event.payload.get("becomes") or {}).get(name)
