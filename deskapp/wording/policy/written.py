"""The written escalation policy in words: what changed from one version to the next, and what it is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from deskapp import direction
from deskapp.domain.money import with_currency
from deskapp.domain.words import HandoffPart
from deskapp.domain.written_policy.comparison import Change, How
from deskapp.domain.written_policy.content import Duty, Limit, Path, PolicyContent, Sign, Target
from deskapp.language import SPOKEN, Words
from deskapp.wording import approvals as approval_wording
from deskapp.wording import codes, times
from deskapp.wording import phrases as phrase_wording
from deskapp.wording.policy import hours


def changed(one: Change, content: PolicyContent, words: Words = SPOKEN) -> str:
    """One change in a line: "First word, P2: 4 h becomes 2 h". content: the later of the two."""
    say = words.gettext
    if one.how is How.MOVED:
        return say("{what}: in another order").format(what=_list(one.section, words))
    what = _what(one, words)
    if one.how is How.ADDED:
        rest = _of_new(one, content, words)
        return say("{what}: new, {rest}").format(what=what, rest=rest) if rest else say("{what}: new").format(what=what)
    if one.how is How.REMOVED:
        return say("{what}: not any more").format(what=what)
    label = _label(one.field, words)
    if one.field in _LISTS:
        return direction.row((what, label, "; ".join(_came_and_went(one, words))), ": ")
    was, becomes = (_value(one, value, content, words) for value in (one.was, one.becomes))
    turned = say("{was} becomes {becomes}").format(was=was, becomes=becomes)
    return direction.row((what, label, turned), ": ")


#: Fields that are lists of which it is told what came and what went.
_LISTS = ("words", "forms", "phones", "said", "spans", "required_parts", "suggests")


def _came_and_went(one: Change, words: Words) -> Iterator[str]:
    say = words.gettext
    shown = _shown_items(one, words)
    came = [shown(item) for item in one.becomes if item not in one.was]
    went = [shown(item) for item in one.was if item not in one.becomes]
    if came:
        yield say("new {items}").format(items=direction.row(came, ", "))
    if went:
        yield say("no more {items}").format(items=direction.row(went, ", "))
    if not came and not went:
        yield say("in another order")


def _shown_items(one: Change, words: Words) -> Callable[[str], str]:
    if one.field == "spans":
        return lambda span: hours.week((span,), words)
    if one.field == "suggests":
        return lambda code: codes.escalation_type(code, words)
    if one.field == "required_parts":
        return lambda code: codes.handoff_part(HandoffPart(code), words)
    if one.field == "phones":
        return str
    return lambda text: words.gettext("“{text}”").format(text=text)


def _list(section: str, words: Words) -> str:
    say = words.gettext
    return {
        "calendars": say("Hours"),
        "signs": say("Signs"),
        "matrix": say("Priorities"),
        "paths": say("Routes"),
        "contacts": say("Contacts"),
        "rotas": say("Rotas"),
        "targets": say("Response times"),
        "limits": say("Who may decide what"),
        "phrases": say("What we say"),
        "avoided": say("What is better not said"),
    }[section]


def _what(one: Change, words: Words) -> str:
    """The part that is meant; of what is no part of a list, what it is."""
    say, part = words.gettext, one.part
    if part is None:
        return _setting(one.section, words)
    named: dict[str, Callable[[], str]] = {
        "calendars": lambda: say("Hours of {name}").format(name=part.name),
        "signs": lambda: sign(part, words),
        "matrix": lambda: direction.row((codes.impact(part.impact, words), codes.urgency(part.urgency, words)), ", "),
        "paths": lambda: say("Route {name}").format(name=part.name),
        "contacts": lambda: part.name,
        "rotas": lambda: say("Rota {name}").format(name=part.name),
        "targets": lambda: target(part, words),
        "limits": lambda: limit_of(part, words),
        "phrases": lambda: say("What we say: {step}").format(step=phrase_wording.step(part.step, words)),
        "avoided": lambda: say("Better not said: “{text}”").format(text=part.key),
    }
    return named[one.section]()


def _setting(name: str, words: Words) -> str:
    say = words.gettext
    return {
        "site": say("Site"),
        "zone": say("Time zone"),
        "currency": say("Currency"),
        "phone_answers": say("A call taken by phone counts as answered"),
        "supplier_pauses": say("Waiting for a supplier stops the clocks"),
        "other_pauses": say("Waiting for somebody else stops the clocks"),
        "tone_to_outside": say("Tone is told outside"),
        "required_parts": say("What must be there before a handoff leaves"),
    }[name]


def _label(field: str, words: Words) -> str:
    """What a field is called, where it does not go without saying."""
    say = words.gettext
    return {
        "name": say("name"),
        "label": say("name"),
        "kind": say("kind"),
        "organisation": say("organisation"),
        "role": say("role"),
        "account": say("our account"),
        "phones": say("phones"),
        "hours": say("hours"),
        "answers": say("agreed response"),
        "authority": say("authority"),
        "zone": say("time zone"),
        "suggests": say("type"),
        "said": say("for example"),
        "category": say("category"),
        "type": say("type"),
        "trigger": say("sign"),
        "trigger_label": say("sign"),
        "priority": say("priority"),
        "calendar": say("hours of"),
        "steps": say("order"),
        "then": say("then"),
        "unit": say("turns"),
        "length": say("length of a turn"),
        "days": say("days"),
        "start": say("from"),
        "end": say("to"),
        "members": say("members"),
        "catch_all": say("catch-all"),
        "better": say("better"),
    }.get(field, "")


def _of_new(one: Change, content: PolicyContent, words: Words) -> str:
    """What a new part says, where its name is not all of it."""
    part = one.part
    if isinstance(part, Target):
        return length(part.seconds, words)
    if isinstance(part, Limit):
        return limit(part.amount, content.currency, words)
    if isinstance(part, (Path, Duty)):
        return direction.row(part.steps if isinstance(part, Path) else part.members, ", ")
    return (
        direction.row((codes.escalation_type(code, words) for code in part.suggests), ", ")
        if isinstance(part, Sign)
        else ""
    )


def _value(one: Change, value: Any, content: PolicyContent, words: Words) -> str:
    """A value of a field in words."""
    say, section, field = words.gettext, one.section, one.field
    coded: dict[tuple[str, str], Callable[[Any], str]] = {
        ("contacts", "kind"): lambda code: codes.kind(code, words),
        ("contacts", "authority"): lambda code: codes.role(code, words),
        ("contacts", "hours"): lambda name: name or say("desk hours"),
        ("contacts", "answers"): lambda seconds: length(seconds, words),
        ("targets", "seconds"): lambda seconds: length(seconds, words),
        ("limits", "amount"): lambda amount: limit(amount, content.currency, words),
        ("paths", "type"): lambda code: codes.escalation_type(code, words) if code else say("any"),
        ("paths", "trigger"): lambda code: codes.trigger(code, words) if code else say("any"),
        ("paths", "hours"): lambda code: route_hours(code, "", words),
        ("rotas", "unit"): lambda code: unit(code, words),
        ("rotas", "days"): lambda of: hours.days(of, words) if of else say("every day"),
    }
    if (section, field) in coded:
        return coded[section, field](value)
    if isinstance(value, bool):
        return say("yes") if value else say("no")
    if isinstance(value, tuple):
        return direction.row(value, ", ") or say("none")
    return str(value) or say("none")


def sign(one: Sign, words: Words = SPOKEN) -> str:
    """A sign by the site's name, else as it is shipped."""
    return one.label or codes.trigger(one.code, words)


def target(one: Target, words: Words = SPOKEN) -> str:
    """What a target is for: "First word, P2", with tier and category where it is for some."""
    tier = codes.tier(one.tier, words) if one.tier else ""
    return direction.row((codes.clock(one.kind, words), one.priority, tier, one.category), ", ")


def limit_of(one: Limit, words: Words = SPOKEN) -> str:
    return direction.row((approval_wording.approval_kind(one.kind, words), codes.role(one.level, words)), ", ")


def limit(amount: int | None, currency: str, words: Words = SPOKEN) -> str:
    """How much may be decided: "up to £50.00", or whatever it is."""
    if amount is None:
        return words.gettext("yes")
    return words.gettext("up to {amount}").format(amount=with_currency(amount, currency))


def length(seconds: int | None, words: Words = SPOKEN) -> str:
    """A target or an agreed response; None: nothing is set."""
    return words.gettext("none") if seconds is None else times.duration(timedelta(seconds=seconds), words)


def route_hours(code: str, calendar: str, words: Words = SPOKEN) -> str:
    """When a route counts; "" for always. calendar: whose hours, "" for the desk's."""
    say = words.gettext
    of = calendar or say("desk hours")
    return {
        "inside": say("inside {hours}").format(hours=of),
        "outside": say("outside {hours}").format(hours=of),
    }.get(code, "" if calendar else say("always"))


def unit(code: str, words: Words = SPOKEN) -> str:
    say = words.gettext
    return {"hour": say("hourly"), "day": say("daily"), "week": say("weekly")}.get(code, say("by date"))
