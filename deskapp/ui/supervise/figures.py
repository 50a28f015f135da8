"""What the tiles and the names beside the overdue list say."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.services.overview.late.ask import Tile as Key
from deskapp.services.overview.late.views import Figures, Holding, LateRow, TileFigure
from deskapp.ui.look.palettes import Tint
from deskapp.ui.supervise.holdings import Held
from deskapp.ui.supervise.tiles import Tile
from deskapp.wording.lists import figure
from deskapp.wording.overseen import late

#: Of what is not zero; a zero is well.
_TINTS = {
    Key.OVERDUE: Tint.OVER,
    Key.DUE_SOON: Tint.SOON,
    Key.PROMISES_MISSED: Tint.OVER,
    Key.NOT_ACCEPTED: Tint.SOON,
    Key.NOT_AGREED: Tint.PAUSED,
}


def tiles() -> dict[Key, Tile]:
    """The five of them, in order."""
    return {key: Tile(late.tile(key)) for key in Key}


def show(shown: Mapping[Key, Tile], figures: Figures, names: Sequence[str], now: datetime) -> None:
    """Put figures onto the tiles; what grows with time is as of now. names: whose calls are looked at."""
    for key, tile in shown.items():
        one = figures.tiles.get(key, TileFigure(0))
        tint = _TINTS[key] if one.calls or key is Key.NOT_AGREED else Tint.OK
        tile.set(figure(one.calls), (late.line(key, figures, now), _of_names(one, names)), tint)


def crossings(rows: Collection[LateRow], after: datetime) -> Iterator[datetime]:
    """The instants at which a row becomes due soon or overdue by itself."""
    for row in rows:
        for at in (row.warn_at, row.due_at):
            if at is not None and at >= after:
                yield at + timedelta(seconds=1)


def met_today(figures: Figures) -> str:
    """As "Met today: 91 %, 42 of 46 clocks"."""
    if not figures.stopped_today:
        return _("Met today: no clock has stopped yet")
    share = 100 * figures.met_today // figures.stopped_today
    form = ngettext(
        "Met today: {share} %, {met} of {n} clock", "Met today: {share} %, {met} of {n} clocks", figures.stopped_today
    )
    return form.format(share=share, met=figures.met_today, n=figures.stopped_today)


def owners(holdings: Sequence[Holding]) -> list[Held]:
    """Who holds the open calls: "33 open · 12 late"."""
    return [_held(one, ngettext("{n} open", "{n} open", one.open).format(n=one.open), holdings) for one in holdings]


def contacts(holdings: Sequence[Holding]) -> list[Held]:
    """Where calls wait: "19 calls · 17 late"."""
    return [_held(one, ngettext("{n} call", "{n} calls", one.open).format(n=one.open), holdings) for one in holdings]


def _held(one: Holding, told: str, among: Sequence[Holding]) -> Held:
    late = ngettext("{n} late", "{n} late", one.late).format(n=one.late) if one.late else ""
    waits = _("paused") if not one.late and one.paused == one.open else ""
    name = _("{name} (no longer here)").format(name=one.name) if one.left else one.name
    most = max((other.open for other in among), default=1)
    tint = Tint.OVER if one.late else Tint.PAUSED if one.paused == one.open else Tint.OK
    return Held(one.id, name, direction.row((told, late or waits)), one.open / most if most else 0.0, tint)


def _of_names(one: TileFigure, names: Sequence[str]) -> str:
    if one.of_names is None:
        return ""
    if len(names) == 1:
        return _("{n} of {name}'s").format(n=one.of_names, name=names[0])
    return _("{n} of theirs").format(n=one.of_names)
