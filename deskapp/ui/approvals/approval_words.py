"""An approval in the words of a card, and of who meets it decided already."""

from datetime import datetime

from deskapp import direction
from deskapp.domain.words import ApprovalMeans
from deskapp.language import _
from deskapp.services.approvals.views import ApprovalView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.wording import approvals as approval_wording
from deskapp.wording import times

#: Granted looks granted only once it is: by phone it is a warning, with another shape and more words.
TINTS = {
    "asked": Tint.SOON,
    "granted": Tint.OK,
    "granted_unconfirmed": Tint.SOON,
    "refused": Tint.OVER,
    "refused_unconfirmed": Tint.OVER,
    "withdrawn": Tint.PLAIN,
}


def chip(approval: ApprovalView) -> str:
    """The one word of a narrow card's corner; how it was granted stands below it in full."""
    return {
        "asked": _("asked"),
        "granted_unconfirmed": _("unconfirmed"),
        "refused_unconfirmed": _("refused"),
    }.get(approval.standing, approval_wording.approval_state(approval.state))


def card(approval: ApprovalView, zone: str, now: datetime, *, with_call: bool = False) -> CardItem:
    """The approval's card; with_call: beside others, so it says which call it is of."""
    lines = [Line(f"{approval.ref} · {approval.customer}")] if with_call else []
    lines += [Line(history(approval, zone, now), muted=False), Line(approval.reason)]
    title = approval_wording.title(approval)
    return CardItem(approval.id, title, tuple(lines), chip(approval), TINTS[approval.standing])


def history(approval: ApprovalView, zone: str, now: datetime) -> str:
    """How it stands in full: who asked or decided, how, when, and in what words."""

    def at(instant: datetime) -> str:
        return times.instant(instant, zone, now)

    parts = [approval_wording.standing(approval.standing)]
    if approval.decided_at is None:
        form = _("by {name}, {time}; needs {somebody}")
        needs = approval_wording.somebody(approval.needs)
        parts.append(form.format(name=approval.asked_by, time=at(approval.asked_at), somebody=needs))
    else:
        means = ""
        if approval.means not in (None, ApprovalMeans.PHONE) or not approval.unconfirmed:
            means = approval_wording.approval_means(approval.means or "")
        parts.append(direction.row((approval.decided_by, means, at(approval.decided_at)), ", "))
    if approval.confirmed_at is not None:
        form = _("confirmed by {name}, {time}")
        parts.append(form.format(name=approval.confirmed_by, time=at(approval.confirmed_at)))
    if approval.words and approval.decided_at is not None:
        parts.append(_("“{words}”").format(words=approval.words))
    return direction.row(parts)


def newer(approval: ApprovalView, zone: str, now: datetime) -> str:
    """What somebody else said first, for whoever comes later."""
    what = approval_wording.title(approval)
    return _("Somebody was first. {what}: {said}").format(what=what, said=history(approval, zone, now))
