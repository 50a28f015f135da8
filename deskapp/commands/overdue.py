"""`deskapp overdue`: what is open and overdue, now or as of any instant, of whom it is asked for."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from deskapp.commands.arguments import Commands, command, file_of_desk, in_json, instant
from deskapp.commands.asked_names import ids_of
from deskapp.commands.desks import opened
from deskapp.commands.output import local, say, say_json, table
from deskapp.commands.paper_out import STANDARD_OUTPUT, check_place, printed_by, put, to_pdf
from deskapp.desk import Desk
from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.domain.exchange.json_values import iso, seconds
from deskapp.language import _, ngettext

if TYPE_CHECKING:
    from deskapp.domain.words import ClockKind
    from deskapp.services.overview.as_of import OverdueCall, Standing


#: The exit code that says that something is overdue, where that was asked for: not 1 or 2, which mean a command that
#: was refused, or used wrongly.
OVERDUE = 3


def add(commands: Commands) -> None:
    late = command(
        commands,
        "overdue",
        _("list what is open and overdue, also as a CSV or PDF"),
        "deskapp overdue desk.db",
        'deskapp overdue desk.db --owner "Lena Fischer" --soon',
        "deskapp overdue desk.db --at 2016-03-10T12:00:00Z --json",
        "deskapp overdue desk.db --with Linetel --csv linetel.csv --pdf linetel.pdf",
        "deskapp overdue desk.db --fail >/dev/null || echo look at the desk",
    )
    file_of_desk(late)
    late.add_argument("--at", metavar="INSTANT", type=instant, help=_("as of then, by what was recorded until then"))
    late.add_argument("--owner", metavar="NAME", action="append", help=_("calls of this owner alone; may be repeated"))
    late.add_argument(
        "--with",
        dest="contact",
        metavar="CONTACT",
        action="append",
        help=_("calls alone that are out with this contact, firm or team; may be repeated"),
    )
    late.add_argument("--soon", action="store_true", help=_("calls too that are due soon and not overdue"))
    in_json(late)
    late.add_argument("--csv", metavar="FILE", type=Path, help=_("write the list as a CSV; - for the standard output"))
    to_pdf(late, required=False, also=("--pdf",))
    late.add_argument(
        "--fail", action="store_true", help=_("end with exit code 3 where a call is overdue that was asked for")
    )
    late.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.services.overview.as_of import standing

    _check_places(asked)
    with opened(asked.file, clock) as desk:
        by = printed_by(desk, asked)
        as_of = asked.at or clock.now()
        owners, contacts = _asked_for(desk, asked)
        stood, facts = standing(desk.work, as_of).of(owners, contacts), desk.facts()
    # Known before anything is said: whoever reads may have seen enough, and it is so all the same.
    asked.found = OVERDUE if asked.fail and stood.overdue else 0
    calls = tuple(sorted((*stood.overdue, *(stood.soon if asked.soon else ())), key=lambda call: (call.due, call.id)))
    if asked.csv is not None:
        put(asked.csv, _csv(calls, as_of, facts.site.zone))
    if asked.to is not None:
        from deskapp.paperwork import overdue

        narrowed = (*(asked.owner or ()), *(asked.contact or ()))
        made = overdue.of_standing(stood, as_of, facts, clock.now(), by, soon=asked.soon, narrowed=narrowed)
        put(asked.to, made)
    if asked.json:
        say_json(
            {
                "as_of": iso(as_of),
                "calls": [_json(call, as_of) for call in calls],
                "due_soon": stood.due_soon,
                "not_accepted": len(stood.not_accepted),
            }
        )
    elif asked.csv is None and asked.to is None:
        _say(calls, len(stood.overdue), as_of, facts.site.zone)
        say()
        say(_beside(stood))
    elif STANDARD_OUTPUT not in (asked.csv, asked.to):
        for path in (asked.csv, asked.to):
            if path is not None:
                say(_("Wrote {path}.").format(path=path))
    found: int = asked.found
    return found


def _check_places(asked: Namespace) -> None:
    """Each thing that is asked for goes to a place of its own, where it can be written."""
    places = [path for path in (asked.csv, asked.to) if path is not None]
    for path in places:
        if path != STANDARD_OUTPUT:
            check_place(asked, path)
    if asked.json:
        places.append(STANDARD_OUTPUT)
    for path in places:
        if places.count(path) > 1:
            raise DeskError(Refusal.ONE_PLACE_TWICE, path=str(path))


def _asked_for(desk: Desk, asked: Namespace) -> tuple[frozenset[int], frozenset[int]]:
    """The ids of the owners and contacts that are named. Raises NotFound where nobody, or several, may be meant."""
    from deskapp.services.overview.names_of_contacts import names_of_contacts

    owners: frozenset[int] = frozenset()
    contacts: frozenset[int] = frozenset()
    if asked.owner:
        staff = {one.id: (one.name,) for one in desk.facts().staff}
        owners = frozenset().union(*(ids_of(name, staff, Refusal.NO_OWNER_NAMED) for name in asked.owner))
    if asked.contact:
        known = names_of_contacts(desk.work)
        contacts = frozenset().union(*(ids_of(name, known, Refusal.NO_CONTACT_NAMED) for name in asked.contact))
    return owners, contacts


def _csv(calls: Sequence[OverdueCall], as_of: datetime, zone: str) -> bytes:
    from io import BytesIO

    from deskapp.documents.tables.csv_table import write_csv
    from deskapp.domain.exchange.table import Column, Kind, Row, Table

    heads = tuple(Column(head, Kind.INSTANT if place == _DUE else Kind.TEXT) for place, head in enumerate(_heads()))
    told = ((call.due, _cells(call, as_of, zone)) for call in calls)
    rows: Iterator[Row] = ((*cells[:_DUE], due, *cells[_DUE + 1 :]) for due, cells in told)
    made = BytesIO()
    write_csv(made, Table(_("Overdue list"), heads, rows, zone))
    return made.getvalue()


def _json(call: OverdueCall, as_of: datetime) -> dict[str, Any]:
    # Nobody is signed in on the command line: of a confidential call it tells that it exists, and its clock.
    secret = {"confidential": True} if call.masked else {}
    return secret | {
        "ref": call.ref,
        "summary": call.summary or None,
        "customer": call.customer or None,
        "priority": call.priority.value if call.priority else None,
        "state": call.state.value,
        "owner": call.owner,
        "clock": call.clock.value,
        "due": iso(call.due),
        "overdue_seconds": seconds(as_of - call.due),
        "with": call.with_name,
    }


def _others(call: OverdueCall) -> list[ClockKind]:
    """What of the call was overdue beside the clock that stands first."""
    return [kind for kind, _due in call.late if kind is not call.clock]


def _beside(stood: Standing) -> str:
    """What stands beside the list, as on the supervisor's tiles."""
    waiting = len(stood.not_accepted)
    return " · ".join(
        (
            ngettext("{n} call due soon", "{n} calls due soon", stood.due_soon).format(n=stood.due_soon),
            ngettext("{n} escalation not accepted", "{n} escalations not accepted", waiting).format(n=waiting),
        )
    )


def _say(calls: Sequence[OverdueCall], overdue: int, as_of: datetime, zone: str) -> None:
    when = f"{local(as_of, zone)} {zone}"
    many = ngettext("{n} call is overdue as of {when}.", "{n} calls are overdue as of {when}.", overdue)
    say(many.format(n=overdue, when=when) if overdue else _("Nothing is overdue as of {when}.").format(when=when))
    if calls:
        say()
        for line in table([_heads(), *(_cells(call, as_of, zone) for call in calls)]):
            say(line)


#: Where the due instant stands among the cells.
_DUE = 2


def _heads() -> tuple[str, ...]:
    return (
        _("Call"),
        _("Priority"),
        _("Due"),
        _("Over or left"),
        _("What is late"),
        _("State"),
        _("Owner"),
        _("With"),
        _("Customer"),
        _("Summary"),
    )


def _cells(call: OverdueCall, as_of: datetime, zone: str) -> tuple[str, ...]:
    """What the list says of a call, in the words of the window."""
    from deskapp.wording import codes, times
    from deskapp.wording import confidential as confidential_wording
    from deskapp.wording.overseen import late

    late_by = _("{time} over").format(time=times.over(as_of - call.due))
    return (
        call.ref,
        call.priority.value if call.priority else "",
        local(call.due, zone),
        late_by if call.left is None else _("{time} left").format(time=times.brief(call.left)),
        ", ".join(late.clock(kind.value) for kind in (call.clock, *_others(call))),
        codes.status_of(call),
        call.owner,
        call.with_name or "",
        call.customer if not call.masked else confidential_wording.confidential(),
        call.summary,
    )
