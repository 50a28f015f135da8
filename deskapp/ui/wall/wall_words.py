"""What the wall says, in words: of no customer, and nobody's own words."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from deskapp.language import _, ngettext
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import times
from deskapp.wording.names import first_names
from deskapp.wording.overseen import late

if TYPE_CHECKING:
    from deskapp.services.overview.wall_board import WallRow, WallView
    from deskapp.services.rotas.views import OnCallView

#: Columns by their place.
WHAT, OVER = 2, 3


class Cells(NamedTuple):
    """late: behind `waits`, that nobody has accepted in time. alone: it is with nobody else."""

    ref: str
    priority: str
    what: str
    over: str
    owner: str
    waits: str
    late: str = ""
    alone: bool = False


def cells(view: "WallView", now: datetime) -> list[Cells]:
    """The lines, as they stand now."""
    short = first_names(view.staff)
    return [_cells(row, short, now) for row in view.rows]


def _cells(row: "WallRow", short: Mapping[str, str], now: datetime) -> Cells:
    over = "" if row.due_at is None else f"▲ {times.over(max(now - row.due_at, timedelta()))}"
    what = "" if row.what is None else late.with_more(row.what, row.more)
    waits, unaccepted = _waits(row, now)
    return Cells(
        row.ref, row.priority, what, over, short.get(row.owner, row.owner), waits, unaccepted, not row.with_name
    )


def _waits(row: "WallRow", now: datetime) -> tuple[str, str]:
    if not row.priority:
        return confidential_wording.confidential(), ""
    if not row.with_name:
        return _("nobody else"), ""
    if row.accept_by is None or row.accept_by >= now:
        return row.with_name, ""
    over = times.over(now - row.accept_by)
    return f"◆ {row.with_name}", _(": not accepted, {time} over").format(time=over)


#: So many figures with what they are of stand at the foot.
PARTS = 5


def happened(view: "WallView", now: datetime) -> list[tuple[str, str]]:
    """As "Since 08:00:" and then "+4" new, "7" solved, "3" newly late, "91 %" of clocks met today; "": nothing."""
    told, stopped = view.since, view.figures.stopped_today
    share = _("{n} %").format(n=100 * view.figures.met_today // stopped) if stopped else ""
    return [
        ("", _("Since {time}:").format(time=times.instant(told.since, view.zone, now))),
        (f"+{told.new}", ngettext("new", "new", told.new)),
        (str(told.solved), ngettext("solved", "solved", told.solved)),
        (str(told.late), ngettext("newly late", "newly late", told.late)),
        (share, _("of clocks met today") if stopped else ""),
    ]


def day(now: datetime, zone: str) -> str:
    """As "Fri 20 Nov"."""
    local = now.astimezone(ZoneInfo(zone))
    form = _("{weekday} {day} {month}")
    return form.format(weekday=times.weekday(local.weekday()), day=local.day, month=times.month(local.month))


def time(at: datetime, zone: str) -> str:
    return f"{at.astimezone(ZoneInfo(zone)):%H:%M}"


def duty(view: "OnCallView", zone: str, now: datetime) -> tuple[str, str]:
    """Whose turn it is, or is next, and of which rota and when: ("After hours from 17:30:", "Priya Shah")."""
    name = view.name or _("nobody")
    if view.since is not None and view.since > now:
        when = times.instant(view.since, zone, now)
        return _("{rota} from {time}:").format(rota=view.rota, time=when), name
    if view.until is not None:
        when = times.instant(view.until, zone, now)
        return _("{rota} until {time}:").format(rota=view.rota, time=when), name
    return _("{rota}:").format(rota=view.rota), name
