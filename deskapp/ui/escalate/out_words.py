"""What is out as cards: whose call, with whom, since when, how its acceptance stands; under whoever holds it."""

from collections.abc import Iterator
from datetime import datetime

from deskapp import direction
from deskapp.domain import sla
from deskapp.domain.clock_state import ClockState, state_of_call
from deskapp.domain.words import ClockKind, EscalationState
from deskapp.language import _, ngettext
from deskapp.services.escalations.chase import Chased, Holder
from deskapp.services.escalations.views import EscalationOut, ToTell
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls import countdown
from deskapp.ui.widgets.chip import with_shape
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.wording import codes, times
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import escalations as escalation_wording


def heading(holder: Holder, now: datetime) -> CardItem:
    """Over what a contact holds: who they are, their number, how many, and how many of those nobody has accepted."""
    key = ("holder", holder.contact_id)
    count = ngettext("{n} call", "{n} calls", holder.calls).format(n=holder.calls)
    if holder.contact_id is None:
        return CardItem(key, confidential_wording.confidential(), corner=count, enabled=False, heading=True)
    title = direction.row((holder.name, holder.role, holder.phone or _("no number"), count))
    late = holder.not_accepted(now)
    told = ngettext("{n} not accepted", "{n} not accepted", late).format(n=late) if late else ""
    return CardItem(key, title, corner=told, tint=Tint.OVER if late else None, enabled=False, heading=True)


def chased(row: Chased, zone: str, now: datetime) -> CardItem:
    """An escalation with what whoever rings about it must know."""
    shown = card(row.out, zone, now)
    if row.out.masked:
        return shown
    about = direction.row((*_rung_about(row, zone, now), *(line.text for line in shown.lines[1:])))
    return shown._replace(lines=(shown.lines[0], Line(about, muted=False)))


def gone(item: CardItem) -> CardItem:
    """One that is not out any more, and stands there until nobody's hand is on the list."""
    return item._replace(corner=_("not out any more"), tint=Tint.PLAIN, shape=False, enabled=False)


def card(one: EscalationOut, zone: str, now: datetime) -> CardItem:
    """The card as it reads now."""
    words, tint, shape = standing(one, now)
    if one.masked:
        title = f"{one.ref} · {confidential_wording.confidential()}"
        return CardItem(one.escalation.id, title, (Line(one.owner),), words, tint, shape=shape)
    title = _("{ref} · {priority} · {summary}").format(
        ref=one.ref, priority=one.priority, summary=_line(one.summary, 140)
    )
    lines = [Line(_with_whom(one, zone, now), muted=False), Line(_whose(one, zone, now))]
    return CardItem(one.escalation.id, title, tuple(lines), words, tint, shape=shape)


def back_card(one: ToTell, zone: str, now: datetime) -> CardItem:
    """A call that came back, until its customer has been spoken to."""
    escalation = one.escalation
    title = _("{ref} · {priority} · {summary}").format(
        ref=one.ref, priority=one.priority, summary=_line(one.summary, 140)
    )
    said = [_("back from {contact}").format(contact=escalation.contact)]
    if escalation.ended_at is not None:
        said.append(_("since {time}").format(time=times.instant(escalation.ended_at, zone, now)))
    said.append(_line(escalation_wording.answer(escalation), 120))
    if escalation.took is not None:
        said.append(escalation_wording.took(escalation.took))
    whose = [_line(one.customer, 80), one.phone, _("owner {name}").format(name=one.owner)]
    lines = (Line(direction.row(said), muted=False), Line(direction.row(whose)))
    return CardItem(("back", escalation.id), title, lines, _("tell the customer"), Tint.SOON, shape=True)


def standing(one: EscalationOut, now: datetime) -> tuple[str, Tint, bool]:
    """The chip: its words, its tint, and whether the tint's shape goes with it."""
    escalation = one.escalation
    if escalation.state is EscalationState.ACCEPTED:
        if _past_estimate(one, now):
            return _("past the estimate"), Tint.SOON, True
        return _("accepted"), Tint.OK, True
    if one.acceptance is None:
        return _("not accepted yet"), Tint.PLAIN, False
    words, tint = countdown.of_reading(sla.reading(one.acceptance.facts, now))
    return _("accept: {left}").format(left=words), tint, True


def _rung_about(row: Chased, zone: str, now: datetime) -> Iterator[str]:
    """What of the call is late, what they said last, what was tried since, and how far their estimate is over."""
    if row.clock is not None and row.due_at is not None:
        yield _call(row.clock, row.due_at, zone, now)
    until = row.out.escalation.estimated_for
    if until is not None and _past_estimate(row.out, now):
        yield _("{time} past their estimate").format(time=times.over(now - until))
    if row.heard_at is None:
        yield _("nothing heard from them")
    else:
        heard = _("last heard {time}").format(time=times.instant(row.heard_at, zone, now))
        yield direction.row((heard, f"“{_line(row.heard, 80)}”" if row.heard else ""), ": ")
    if row.tried is not None and row.tried_at is not None and (row.heard_at is None or row.tried_at > row.heard_at):
        yield escalation_wording.tried(row.tried, row.tried_at, zone, now)


def _call(clock: ClockKind, due: datetime, zone: str, now: datetime) -> str:
    name = codes.clock(clock)
    if state_of_call(clock, due, None, now) is ClockState.OVERDUE:
        late = _("{clock} {time} over").format(clock=name, time=times.over(now - due))
        return with_shape(late, Tint.OVER)
    return _("{clock} due {time}").format(clock=name, time=times.instant(due, zone, now))


def _past_estimate(one: EscalationOut, now: datetime) -> bool:
    until = one.escalation.estimated_for
    return until is not None and now > until


def _with_whom(one: EscalationOut, zone: str, now: datetime) -> str:
    escalation = one.escalation
    said = [
        _("with {contact}").format(contact=escalation.contact),
        escalation.contact_role,
        _("through {rota}").format(rota=escalation.rota) if escalation.rota else "",
        _("since {time}").format(time=times.instant(escalation.made_at, zone, now)),
    ]
    if escalation.accepted_at is not None:
        said.append(_("accepted {time}").format(time=times.instant(escalation.accepted_at, zone, now)))
    elif one.acceptance is not None:
        said.append(escalation_wording.to_answer(escalation, sla.due(one.acceptance.facts), zone, now))
    said.append(escalation_wording.estimate(escalation, zone, now))
    return direction.row(said)


def _whose(one: EscalationOut, zone: str, now: datetime) -> str:
    said = [_line(one.customer, 80), _("owner {name}").format(name=one.owner)]
    if one.next_update is not None:
        at = times.instant(one.next_update, zone, now)
        late = one.next_update < now
        form = _("next update was promised for {time}") if late else _("next update promised for {time}")
        said.append(form.format(time=at))
    return direction.row(said)


def _line(text: str, longest: int) -> str:
    line = " ".join(text[: longest * 4].split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
