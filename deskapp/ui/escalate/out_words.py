"""One unreturned escalation as a card: whose call, with whom, since when, and how its acceptance stands."""

from datetime import datetime

from deskapp import direction
from deskapp.domain import sla
from deskapp.domain.handoff.in_time import not_accepted_in_time
from deskapp.domain.words import EscalationState
from deskapp.language import _
from deskapp.services.escalations.views import EscalationOut, ToTell
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls import countdown
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import escalations as escalation_wording
from deskapp.wording import times


def in_order(out: tuple[EscalationOut, ...]) -> list[EscalationOut]:
    """Who has not accepted stands first, by when they should have; then the others, oldest first."""

    def place(one: EscalationOut) -> tuple[bool, bool, datetime, int]:
        waiting = one.escalation.state is EscalationState.OFFERED
        due = sla.due(one.acceptance.facts) if waiting and one.acceptance else None
        # Nobody is late who has no time to accept by.
        return not waiting, due is None, due or one.escalation.made_at, one.escalation.id

    return sorted(out, key=place)


def not_accepted(one: EscalationOut, now: datetime) -> bool:
    """Whether it counts as *Not accepted*: nobody took it on in time. With whom a hidden call is, nobody counts."""
    if one.masked or one.acceptance is None or one.escalation.state is not EscalationState.OFFERED:
        return False
    return not_accepted_in_time(sla.due(one.acceptance.facts), now)


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
