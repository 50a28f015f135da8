"""What the tiles of the overdue view say."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.services.overview.views import OverdueView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.supervise.tiles import Tile
from deskapp.wording import times


def tiles() -> dict[str, Tile]:
    """The five of them, in order."""
    return {
        "overdue": Tile(_("Overdue")),
        "due_soon": Tile(_("Due soon")),
        "not_accepted": Tile(_("Not accepted")),
        "not_agreed": Tile(_("Not yet agreed")),
        "met_today": Tile(_("Met today")),
    }


def show(shown: Mapping[str, Tile], view: OverdueView, now: datetime) -> None:
    """Put the figures of a view onto the tiles; what grows with time is as of now."""
    passed = now - view.as_of
    oldest = "" if view.oldest is None else _("oldest {time}").format(time=times.brief(view.oldest + passed))
    shown["overdue"].set(str(view.overdue), oldest, Tint.OVER if view.overdue else Tint.OK)
    soon = view.promised_soon
    promised = ngettext("{n} promise", "{n} promises", soon).format(n=soon) if soon else ""
    shown["due_soon"].set(str(view.due_soon), promised, Tint.SOON if view.due_soon else Tint.OK)
    waiting = view.not_accepted
    shown["not_accepted"].set(str(len(waiting)), _waiting(view, passed), Tint.SOON if waiting else Tint.OK)
    confirm = _("resolved, customer to confirm") if view.not_agreed else ""
    if view.may_lapse:
        confirm = ngettext("{n} may lapse", "{n} may lapse", view.may_lapse).format(n=view.may_lapse)
    shown["not_agreed"].set(str(view.not_agreed), confirm, Tint.PAUSED)
    shown["met_today"].set(*_met(view))


def crossings(view: OverdueView) -> Iterator[datetime]:
    """The instants at which a row becomes due soon or overdue by itself."""
    for row in view.rows:
        for at in (row.warn_at, row.due_at):
            if at is not None and at >= view.as_of:
                yield at + timedelta(seconds=1)


def _waiting(view: OverdueView, passed: timedelta) -> str:
    told = [
        _("{who} {time}").format(who=who, time=times.duration(since + passed, measured=True))
        for who, since in view.not_accepted[:2]
    ]
    more = len(view.not_accepted) - 2
    if more > 0:
        told.append(ngettext("{n} more", "{n} more", more).format(n=more))
    return direction.row(told, ", ")


def _met(view: OverdueView) -> tuple[str, str, Tint]:
    if not view.stopped_today:
        return "–", _("no clock has stopped today"), Tint.PAUSED
    share = 100 * view.met_today // view.stopped_today
    line = ngettext("{met} of {n} clock", "{met} of {n} clocks", view.stopped_today)
    tint = Tint.OK if share >= 90 else Tint.SOON if share >= 70 else Tint.OVER
    return f"{share} %", line.format(met=view.met_today, n=view.stopped_today), tint
