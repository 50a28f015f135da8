"""Signals as cards of a list: whose matter each is, where it stands, its figures in a line."""

from collections.abc import Sequence

from deskapp.domain.findings.kinds import FindingKind, Named
from deskapp.domain.findings.standing import OVER, Standing
from deskapp.language import _
from deskapp.services.findings.views import Signals, SignalView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.wording.findings import signals as wording

#: What is shown of them; a kind, all that are not over, or those that are.
ALL, DONE = "all", "done"
#: By what they are sorted.
SPARES, WAITS, MOST = "spares", "waits", "most"
TINTS = {
    Standing.DISMISSED: Tint.PLAIN,
    Standing.WATCHED: Tint.PLAIN,
    Standing.BACK: Tint.SOON,
    Standing.NO_ACTION: Tint.SOON,
    Standing.ACTION_LATE: Tint.OVER,
    Standing.NO_ANSWER: Tint.OVER,
    Standing.ANSWERED: Tint.OK,
    Standing.ACTION: Tint.INFO,
    Standing.SENT: Tint.INFO,
    Standing.NOT_SENT: Tint.SOON,
    Standing.DONE: Tint.OK,
}
#: Somebody is waited for: these come first where that is asked for.
_URGENT = (Standing.ACTION_LATE, Standing.NO_ANSWER, Standing.BACK, Standing.NO_ACTION, Standing.NOT_SENT)


def choices(signals: Signals) -> list[tuple[object, str]]:
    """What can be shown of them, each with how many it is."""
    on = [one for one in signals.signals if one.standing not in OVER]
    found: list[tuple[object, str]] = [(ALL, _("All {n}").format(n=len(on)))]
    for kind in FindingKind:
        count = len([one for one in on if one.finding.kind is kind and one.finding.named is not Named.WATCHED])
        found.append((kind, _("{kind} {n}").format(kind=wording.kind(kind), n=count)))
    found.append((DONE, _("Done {n}").format(n=len(signals.signals) - len(on))))
    return found


def shown(signals: Signals, which: object, order: str) -> list[SignalView]:
    """Those of a choice, in an order; what is only watched comes last."""
    found = [one for one in signals.signals if (one.standing in OVER) == (which == DONE)]
    if isinstance(which, FindingKind):
        found = [one for one in found if one.finding.kind is which and one.finding.named is not Named.WATCHED]
    return sorted(found, key=lambda one: (one.finding.named is Named.WATCHED, *_order(one, order), one.key))


def _order(one: SignalView, order: str) -> tuple[int, ...]:
    if order == WAITS:
        urgent = _URGENT.index(one.standing) if one.standing in _URGENT else len(_URGENT)
        return urgent, -one.finding.spares
    return (-len(one.finding.calls) if order == MOST else -one.finding.spares,)


def items(views: Sequence[SignalView], signals: Signals) -> list[CardItem]:
    """A card each."""
    return [
        CardItem(
            one.key,
            wording.title(one),
            (Line(wording.line(one, signals.month)),),
            wording.standing(one, signals.today),
            TINTS[one.standing],
            caption=wording.caption(one).upper(),
        )
        for one in views
    ]
