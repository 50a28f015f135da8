"""Words about approvals and authority: amounts, how an approval stands, refusals, lines of the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.domain.money import with_currency
from deskapp.domain.words import ApprovalKind, ApprovalMeans, ApprovalState, Level
from deskapp.language import SPOKEN, Words, _

if TYPE_CHECKING:
    from deskapp.services.approvals.views import ApprovalView
    from deskapp.services.calls.views import EventView


class Parts(Protocol):
    """What a line of the timeline has to say, collected in order."""

    def add(self, text: str) -> None: ...
    def words(self, name: str, form: str = ...) -> None: ...


def approval_kind(code: str, words: Words = SPOKEN) -> str:
    say = words.gettext
    return {
        "refund": say("Refund"),
        "credit": say("Credit"),
        "policy_exception": say("Policy exception"),
        "contract_change": say("Contract change"),
    }.get(code, code)


def approval_state(code: str) -> str:
    return {
        "asked": _("asked, not granted yet"),
        "granted": _("granted"),
        "refused": _("refused"),
        "withdrawn": _("taken back"),
    }.get(code, code)


def approval_means(code: str) -> str:
    return {
        "pin": _("by PIN on the spot"),
        "signed_in": _("signed in"),
        "phone": _("by phone"),
    }.get(code, code)


def standing(code: str) -> str:
    """How an approval stands, in the one wording used everywhere; see `ApprovalView.standing`."""
    if code == "granted_unconfirmed":
        return _("granted by phone, unconfirmed")
    if code == "refused_unconfirmed":
        return _("refused by phone, unconfirmed")
    return approval_state(code)


def somebody(level: Level) -> str:
    """Who of a level: "a supervisor"."""
    return {
        Level.AGENT: _("an agent"),
        Level.SUPERVISOR: _("a supervisor"),
        Level.MANAGER: _("a manager"),
        Level.OUTSIDE: _("somebody outside, such as head office"),
    }[level]


def what(code: str, amount: int | None, currency: str, words: Words = SPOKEN) -> str:
    """What is to be decided: "Refund £120.00", "Policy exception"."""
    kind = approval_kind(code, words)
    return kind if amount is None else f"{kind} {with_currency(amount, currency)}"


def title(approval: ApprovalView) -> str:
    return what(approval.kind, approval.amount, approval.currency)


ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.APPROVAL_UNKNOWN: lambda: _("This approval is not there any more."),
    Refusal.APPROVAL_DECIDED: lambda: _("Somebody was first: see what was said, then decide."),
    Refusal.APPROVAL_OWN: lambda: _("Nobody approves what they asked for themselves: somebody else above must."),
    Refusal.APPROVAL_BEYOND: lambda: _("This is beyond your authority: it needs a {needs}."),
    Refusal.APPROVAL_NOT_YOURS: lambda: _("Only {name} can say that."),
    Refusal.APPROVAL_OUTSIDE: lambda: _("Somebody outside has no PIN here: a manager confirms it."),
    Refusal.AUTHORITY_EDITED: lambda: _("The limits were changed meanwhile: look at them again, then decide."),
}

FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.WITHIN_OWN_LIMIT: lambda: _("This is within your own limit: no approval is needed."),
    FieldFault.ASKED_ALREADY: lambda: _("This is asked already: wait for the answer, or take it back first."),
    FieldFault.NO_AMOUNT_OF_THIS: lambda: _("Only refunds and credits have an amount: leave this empty."),
    FieldFault.STAFF_GONE: lambda: _("They do not work here any more: choose somebody else."),
    FieldFault.ONESELF_DECIDES: lambda: _("Nobody approves what they asked for themselves: choose somebody else."),
    FieldFault.ONESELF_BY_PHONE: lambda: _("That is you: grant or refuse it yourself."),
    FieldFault.TOO_LITTLE_AUTHORITY: lambda: _("This is beyond their authority: choose somebody further up."),
    FieldFault.LESS_THAN_BELOW: lambda: _("This is less than the level below may: give at least as much."),
    FieldFault.CURRENCY_TOO_LONG: lambda: _("Write a sign or a short code, such as £ or EUR."),
}


def _asked_for(event: EventView) -> str:
    payload = event.payload
    return what(payload.get("kind", ""), payload.get("amount"), payload.get("currency", ""))


def _decided(event: EventView, staff: str, phone: str) -> str:
    by_phone = event.payload.get("means") == ApprovalMeans.PHONE
    return (phone if by_phone else staff).format(what=_asked_for(event), by=event.payload.get("by", ""))


def _denied(event: EventView) -> str:
    if event.payload.get("was") == ApprovalState.REFUSED:
        return _("{what}: not refused, says {by}; asked again").format(what=_asked_for(event), by=event.by)
    return _("{what}: not granted, says {by}").format(what=_asked_for(event), by=event.by)


TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.APPROVAL_ASKED: lambda e: _("Approval asked: {what}").format(what=_asked_for(e)),
    EventKind.APPROVAL_GRANTED: lambda e: _decided(
        e, _("{what} granted by {by}"), _("{what} granted by phone by {by}, unconfirmed")
    ),
    EventKind.APPROVAL_REFUSED: lambda e: _decided(
        e, _("{what} refused by {by}"), _("{what} refused by phone by {by}, unconfirmed")
    ),
    EventKind.APPROVAL_CONFIRMED: lambda e: _("{what}: {state} by phone, confirmed by {by}").format(
        what=_asked_for(e), state=approval_state(e.payload.get("was", ApprovalState.GRANTED)), by=e.by
    ),
    EventKind.APPROVAL_DENIED: _denied,
    EventKind.APPROVAL_WITHDRAWN: lambda e: _("Approval taken back: {what}").format(what=_asked_for(e)),
    EventKind.AUTHORITY_EDITED: lambda e: _("Limits of authority changed by {name}").format(name=e.by),
}


def _details(event: EventView, parts: Parts) -> None:
    payload = event.payload
    if event.kind == EventKind.APPROVAL_ASKED:
        parts.words("reason")
        if payload.get("needs"):
            parts.add(_("needs {somebody}").format(somebody=somebody(Level(payload["needs"]))))
        return
    if payload.get("means") == ApprovalMeans.PIN:
        parts.add(_("by their PIN, at the workstation of {name}").format(name=payload.get("at", "")))
    if payload.get("outside") and payload.get("by"):
        parts.add(_("said by {name}").format(name=payload["by"]))
    parts.words("words")


def _limits(event: EventView, parts: Parts) -> None:
    was, becomes = event.payload.get("was", {}), event.payload.get("becomes", {})
    before, after = str(was.get("currency", "")), str(becomes.get("currency", ""))
    if before != after:
        parts.add(_("currency {was} becomes {becomes}").format(was=before or "–", becomes=after or "–"))
    for level in Level:
        for one in ApprovalKind:
            old, new = (_limit(told, level, one) for told in (was, becomes))
            if old != new:
                form = _("{level}, {kind}: {was} becomes {becomes}")
                parts.add(form.format(level=_level(level), kind=approval_kind(one).lower(), was=old, becomes=new))


def _level(level: Level) -> str:
    return {
        Level.AGENT: _("agent"),
        Level.SUPERVISOR: _("supervisor"),
        Level.MANAGER: _("manager"),
        Level.OUTSIDE: _("outside"),
    }[level]


def _limit(told: Mapping[str, Any], level: Level, one: ApprovalKind) -> str:
    of_level = told.get("limits", {}).get(level.value, {})
    if one.value not in of_level:
        return _("not at all")
    amount = of_level[one.value]
    return _("whatever the amount") if amount is None else with_currency(amount, told.get("currency", ""))


DETAILS: Mapping[EventKind, Callable[[EventView, Parts], None]] = {
    **dict.fromkeys([kind for kind in TITLES if kind.startswith("approval_")], _details),
    EventKind.AUTHORITY_EDITED: _limits,
}
