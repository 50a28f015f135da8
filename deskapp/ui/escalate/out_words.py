"""One unreturned escalation as a card: whose call, with whom, since when, and how its acceptance stands."""

from datetime import datetime

from deskapp import confidential_wording, wording
from deskapp.domain import sla
from deskapp.domain.words import EscalationState
from deskapp.language import _
from deskapp.services.views import EscalationOut
from deskapp.ui.calls import countdown
from deskapp.ui.palettes import Tint
from deskapp.ui.widgets.card_item import CardItem, Line


def in_order(out: tuple[EscalationOut, ...]) -> list[EscalationOut]:
    """Who has not accepted stands first, by when they should have; then the others, oldest first."""

    def place(one: EscalationOut) -> tuple[bool, datetime, int]:
        waiting = one.escalation.state is EscalationState.OFFERED
        due = sla.due(one.acceptance.facts) if waiting and one.acceptance else None
        return not waiting, due or one.escalation.made_at, one.escalation.id

    return sorted(out, key=place)


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
    accepted, estimate = one.escalation.accepted_at, one.escalation.estimate
    return accepted is not None and estimate is not None and now > accepted + estimate


def _with_whom(one: EscalationOut, zone: str, now: datetime) -> str:
    escalation = one.escalation
    said = [
        _("with {contact}").format(contact=escalation.contact),
        escalation.contact_role,
        _("through {rota}").format(rota=escalation.rota) if escalation.rota else "",
        _("since {time}").format(time=wording.instant(escalation.made_at, zone, now)),
    ]
    if escalation.accepted_at is not None:
        said.append(_("accepted {time}").format(time=wording.instant(escalation.accepted_at, zone, now)))
    if escalation.estimate is not None:
        said.append(_("time to fix {time}").format(time=wording.duration(escalation.estimate)))
    return " · ".join(part for part in said if part)


def _whose(one: EscalationOut, zone: str, now: datetime) -> str:
    said = [_line(one.customer, 80), _("owner {name}").format(name=one.owner)]
    if one.next_update is not None:
        at = wording.instant(one.next_update, zone, now)
        late = one.next_update < now
        form = _("next update was promised for {time}") if late else _("next update promised for {time}")
        said.append(form.format(time=at))
    return " · ".join(said)


def _line(text: str, longest: int) -> str:
    line = " ".join(text[: longest * 4].split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
