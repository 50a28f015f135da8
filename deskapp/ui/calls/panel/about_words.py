"""What the panel and the call whole say of a call beside its words: who it is for, with whom it is."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from deskapp import direction
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import UNRETURNED, Tier
from deskapp.language import _, ngettext
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail, CustomerHistory
from deskapp.ui.calls.panel.facts import FactLine
from deskapp.ui.escalate.panel_news import standing, stuck
from deskapp.wording import codes, times
from deskapp.wording import places as place_wording

#: So many letters of a contact's last word stand in the panel; all of it stands in the timeline.
_LAST_WORD = 90

#: A number stands behind a name where both have no more letters than this; else below it.
_BESIDE = 42


def customer_name(call: CallDetail) -> str:
    """The firm where the customer has one, else the person."""
    return call.customer.organisation or call.customer.name


def speaker(call: CallDetail) -> str:
    """Who it is that the desk speaks with, by name."""
    return call.person.name if call.person else call.customer.name


def person(call: CallDetail) -> str:
    """Who of the firm it is; "" where the customer is a person."""
    if call.person is not None:
        return place_wording.person(call.person)
    return call.customer.name if call.customer.organisation else ""


def customer_lines(call: CallDetail, *, every: bool = False) -> Sequence[FactLine]:
    """Who it is for, and how they are reached. every: all their numbers and addresses, not the first alone."""
    customer = call.customer
    account = _("account {account}").format(account=customer.account) if customer.account else ""
    tier = _("key account") if customer.tier is Tier.KEY else ""
    own = (*call.person.phones, *filter(None, (call.person.email,))) if call.person else ()
    reach = list(dict.fromkeys((*own, *customer.phones, *(one.text for one in customer.emails))))
    named, first = direction.row((customer_name(call), account, tier)), next(iter(reach), "")
    if person(call):
        lines = [FactLine(named, strong=True), FactLine(person(call), first)]
    elif len(named) + len(first) <= _BESIDE:
        lines = [FactLine(named, first, strong=True)]
    else:
        lines = [FactLine(named, strong=True), FactLine("", first)]
    if every:
        lines += [FactLine("", one) for one in reach[1:]]
    return lines


def place_lines(call: CallDetail, *, every: bool = False) -> Sequence[FactLine]:
    """Where they need help, and whom to ask for there. every: address and access too."""
    place = call.place
    if place is None:
        return ()
    where = place_wording.place(place) if every else direction.row((place.name, place.room), ", ")
    access = FactLine(place.access, muted=True) if every else FactLine("")
    return FactLine(where), FactLine(place_wording.ask_for(place), place.phone), access


def equipment_lines(call: CallDetail, zone: str, now: datetime, *, every: bool = False) -> Sequence[FactLine]:
    """What it is about, what covers it and who looks after it. every: their number and the contract's reference too."""
    thing = call.equipment
    if thing is None:
        return ()
    cover, keeper = place_wording.cover(thing, now.astimezone(ZoneInfo(zone)).date()), place_wording.looked_after(thing)
    named = FactLine(place_wording.equipment(thing))
    if not every:
        return named, FactLine(direction.row((cover, keeper)))
    looked = direction.row((keeper, thing.contract_ref), ", ")
    return named, FactLine(cover, muted=True), FactLine(looked, thing.contact_phone)


def field_lines(call: CallDetail) -> Sequence[FactLine]:
    """What its category asks for, as far as it was said; what is missing of it and needed says so."""
    form = _("{label}: {value}")
    return [
        FactLine(form.format(label=one.label, value=codes.field_value(one.kind, one.value) or _("not known yet")))
        for one in call.fields
        if one.value or one.needed
    ]


def about(call: CallDetail) -> str:
    """How often, in what tone, what belongs to it, and what kind of call it is."""
    tone = codes.tone(call.tone) if call.tone else ""
    return direction.row((_often(call), tone, *_belongs(call), call.category))


def about_lines(call: CallDetail) -> Sequence[FactLine]:
    """How often, and what belongs to it, where the rest is said elsewhere."""
    return [FactLine(words) for words in (_often(call), *_belongs(call)) if words]


def _often(call: CallDetail) -> str:
    often = call.contacts_30_days
    return ngettext("{n} call in 30 days", "{n} calls in 30 days", often).format(n=often) if often > 1 else ""


def _belongs(call: CallDetail) -> tuple[str, str]:
    repeat = _("repeat of {ref}").format(ref=call.repeat_of) if call.repeat_of else ""
    later = _("repeated by {refs}").format(refs=", ".join(call.repeated_by)) if call.repeated_by else ""
    return repeat, later


def with_lines(call: CallDetail, zone: str, now: datetime) -> Sequence[FactLine]:
    """With whom it is, their reference, their last word, how it stands, and the number to ring them.

    How it stands with one who lets us wait is said where something can be done about it.
    """
    lines: list[FactLine] = []
    waits = stuck(call, now)
    for one in call.escalations:
        if one.state in UNRETURNED and one.contact:
            ref = _("ref {reference}").format(reference=one.contact_reference) if one.contact_reference else ""
            role = one.contact_role if one.contact_role != one.contact else ""
            who = direction.row((direction.row((one.contact, role), ", "), ref))
            how = "" if one is waits else standing(call, one, zone, now)
            *above, last = filter(None, (who, _last_word(call, one), how))
            number = next(iter(call.contact_phones.get(one.contact_id or 0, ())), "")
            lines += [*map(FactLine, above), FactLine(last, number, whose=one.contact)]
    return lines


def _last_word(call: CallDetail, one: EscalationView) -> str:
    """What the contact said last, as much of it as has room in a line or two; "" while they said nothing."""
    heard = (
        at for at in reversed(call.events) if at.kind is EventKind.HEARD and at.payload.get("escalation") == one.id
    )
    words = " ".join(str(next((at.payload.get("words", "") for at in heard), "")).split())
    return words if len(words) <= _LAST_WORD else words[:_LAST_WORD].rsplit(" ", 1)[0] + "…"


def handoff_line(one: EscalationView, zone: str, now: datetime) -> str:
    """When it was handed on, by whom, how, and on which sheet."""
    how = codes.transfer(one.transfer).lower() if one.transfer else ""
    sheet = _("sheet {number}").format(number=one.sheets) if one.sheets else ""
    by = _("{time} by {name}").format(time=times.instant(one.made_at, zone, now), name=one.made_by)
    rota = _("through {text}").format(text=one.rota) if one.rota else ""
    return direction.row((by, how, rota, sheet))


def history_words(history: CustomerHistory, alike: int) -> str:
    """As "9 calls since May, 2 like this"; "" where there is neither."""
    said = []
    if history.count and history.since is not None:
        said.append(since(history))
    if alike:
        said.append(ngettext("{n} like this", "{n} like this", alike).format(n=alike))
    return ", ".join(said)


def since(history: CustomerHistory) -> str:
    """As "9 calls since May"."""
    assert history.since is not None  # there is a call
    month = times.month(history.since.month)
    if history.more:
        return _("more than {n} calls since {month}").format(n=history.count, month=month)
    form = ngettext("{n} call since {month}", "{n} calls since {month}", history.count)
    return form.format(n=history.count, month=month)
