"""Why the record shows a sign to escalate: codes and values in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskapp.domain.signs import triggers
from deskapp.domain.words import Impact, Tone
from deskapp.language import _, ngettext
from deskapp.wording import approvals as approval_wording
from deskapp.wording import codes, times

if TYPE_CHECKING:
    pass


def why(code: str, values: Mapping[str, Any], zone: str, now: datetime) -> str:
    """Why the record shows a sign; the code itself where a newer desk knows more than this screen."""

    def at(name: str) -> str:
        return times.instant(values[name], zone, now) if values.get(name) else ""

    match code:
        case "overdue":
            return _("was due {time}").format(time=at("due"))
        case "due_soon":
            return _("due {time}").format(time=at("due"))
        case "customer_deadline":
            return _("by {time}").format(time=at("deadline"))
        case "impact":
            return codes.impact(Impact(values["impact"]))
        case "tone":
            return codes.tone(Tone(values["tone"]))
        case "calls_within_hour":
            return _alike(values["count"], values.get("calls", ()))
        case triggers.SPOKEN:
            said = (_("“{words}”").format(words=_short(words)) for words in values["words"])
            return _("says {words}").format(words=", ".join(said))
        case "asked_above":
            what = approval_wording.what(values["kind"], values["amount"], values["currency"])
            return _("{what} is asked").format(what=what)
    form = _WHY.get(code)
    return form(values.get("count", 0)).format(**values) if form else code


def _alike(count: int, calls: Sequence[str]) -> str:
    """calls: those like it, by reference; count: with itself."""
    told = ngettext("{count} call like it in an hour", "{count} calls like it in an hour", count).format(count=count)
    if not calls:
        return told
    more = len(calls) - _NAMED
    named = ", ".join(calls[:_NAMED]) + (_(" and {n} more").format(n=more) if more > 0 else "")
    return _("{calls}, with {named}").format(calls=told, named=named)


#: So many calls are named.
_NAMED = 4


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1].rstrip()}…"


#: Of what a customer said so much stands beside a sign.
_LONGEST = 40
#: Signs that say what they were told, no more; some in another form for a higher count.
_WHY: Mapping[str, Callable[[int], str]] = {
    "key_account": lambda _n: _("says the record"),
    "contacts": lambda n: ngettext("{count} contact in {days} days", "{count} contacts in {days} days", n),
    "equipment_calls": lambda n: ngettext(
        "{count} call on {equipment} in {days} days", "{count} calls on {equipment} in {days} days", n
    ),
    "checklist_done": lambda _n: _("checklist done"),
    "category_owner": lambda _n: _("{contact} answers for these calls"),
    "route": lambda _n: _("says the route {route}"),
}
