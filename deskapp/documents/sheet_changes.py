"""What a reprinted sheet says otherwise than the one before, as sentences."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from deskapp.documents import wording
from deskapp.documents.moments import Moments
from deskapp.documents.text import Span
from deskapp.domain.handoff.sheet import Change
from deskapp.domain.words import ApprovalKind, Consent, EscalationState, EscalationType, Impact, Urgency
from deskapp.language import Words
from deskapp.wording import approvals, codes, times

_DAYS = frozenset({"warranty_until", "contract_until"})
_INSTANTS = frozenset({"answer_needed_by", "customer_deadline", "resolve_by", "promise", "accepted_at", "fixed_by"})
#: What begins with an instant, or has a day before each.
_TOLD_AT = _DAYS | _INSTANTS | {"since", "faults"}
#: Longer texts stand in full elsewhere on the sheet; beside each other they would only bury what is new.
_SHORT = 80


def sentences(changes: Iterable[Change], moments: Moments, words: Words) -> list[list[Span]]:
    """One sentence a change; one that says so when nothing has changed."""
    said = [_sentence(change, moments, words) for change in changes]
    return said or [[Span(words.gettext("A reprint: nothing has changed."))]]


def _sentence(change: Change, moments: Moments, words: Words) -> list[Span]:
    name = Span(wording.told_label(change.label, words), bold=True)
    if any(len(value) > _SHORT or "\n" in value for value in (change.before, change.after)):
        if not change.after:
            return wording.spans(words.gettext("{name}: taken out"), name=name)
        return wording.spans(words.gettext("{name}: changed, see below"), name=name)
    before, after = (_value(change.label, value, moments, words) for value in (change.before, change.after))
    if not change.before:
        return wording.spans(words.gettext("{name}: now {after}"), name=name, after=after)
    if not change.after:
        return wording.spans(words.gettext("{name}: no longer {before}"), name=name, before=before)
    return wording.spans(words.gettext("{name}: {before} → {after}"), name=name, before=before, after=after)


def _value(label: str, value: str, moments: Moments, words: Words) -> str:
    """A value of `told` in the reader's words; what an older app kept in another form stays as it is."""
    if not value:
        return ""
    try:
        return _worded(label, value, moments, words)
    except ValueError:
        return value


def _worded(label: str, value: str, moments: Moments, words: Words) -> str:
    if label in _TOLD_AT:
        return _told_at(label, value, moments)
    match label:
        case "agreed_response" | "estimate":
            return times.duration(timedelta(seconds=int(value)), words)
        case "types":
            kinds = (EscalationType(code) for code in value.split())
            return ", ".join(wording.type_of_escalation(kind, words) for kind in kinds)
        case "impact":
            return codes.impact(Impact(value), words)
        case "urgency":
            return codes.urgency(Urgency(value), words)
        case "consent":
            return wording.consent(Consent(value), words)
        case "may_leave" if value == "yes":
            return words.gettext("yes")
        case "approvals":
            return "; ".join(_approval(one, words) for one in value.split("; "))
        case "ended":
            return wording.ended(EscalationState(value), words)
        case "tone":
            return wording.tone(value, words)
    return value


def _told_at(label: str, value: str, moments: Moments) -> str:
    if label in _INSTANTS:
        return moments.dated(datetime.fromisoformat(value))
    if label in _DAYS:
        return moments.day(date.fromisoformat(value))
    if label == "since":
        at, _blank, said = value.partition(" ")
        return f"{moments.dated(datetime.fromisoformat(at))} {said}"
    faults = (one.partition(" ") for one in value.split("; "))
    return "; ".join(f"{moments.day(date.fromisoformat(on))} {said}" for on, _blank, said in faults)


def _approval(told: str, words: Words) -> str:
    kind, amount, currency, by, unconfirmed = told.split(" | ")
    what = approvals.what(ApprovalKind(kind), int(amount) if amount else None, currency, words)
    return wording.granted(what, by, bool(unconfirmed), words)
