"""`deskapp overdue`: what is open and overdue, now or as of any instant."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskapp.commands.arguments import Commands, command, file_of_desk, in_json, instant
from deskapp.commands.desks import opened
from deskapp.commands.output import local, plain, say, say_json, table
from deskapp.commands.paper_out import check_place, hand_out, printed_by, to_pdf
from deskapp.domain.clock import Clock
from deskapp.domain.exchange.json_values import iso, seconds
from deskapp.language import _, ngettext

if TYPE_CHECKING:
    from deskapp.domain.words import ClockKind
    from deskapp.services.overview.as_of import OverdueCall, Standing


def add(commands: Commands) -> None:
    late = command(
        commands,
        "overdue",
        _("list what is open and overdue, or write the list as a PDF"),
        "deskapp overdue desk.db",
        "deskapp overdue desk.db --at 2016-03-10T12:00:00Z --json",
        "deskapp overdue desk.db --to overdue.pdf",
    )
    file_of_desk(late)
    late.add_argument("--at", metavar="INSTANT", type=instant, help=_("as of then, by what was recorded until then"))
    how = late.add_mutually_exclusive_group()
    in_json(how)
    to_pdf(late, how)
    late.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.services.overview.as_of import standing

    if asked.to is not None:
        check_place(asked)
    with opened(asked.file, clock) as desk:
        by = printed_by(desk, asked)
        as_of = asked.at or clock.now()
        stood, facts = standing(desk.work, as_of), desk.facts()
        zone = facts.site.zone
    if asked.to is not None:
        from deskapp.paperwork import overdue

        hand_out(asked, overdue.of_standing(stood, as_of, facts, clock.now(), by))
    elif asked.json:
        say_json(
            {
                "as_of": iso(as_of),
                "calls": [_json(call, as_of) for call in stood.overdue],
                "due_soon": stood.due_soon,
                "not_accepted": len(stood.not_accepted),
            }
        )
    else:
        _say(stood.overdue, as_of, zone)
        say()
        say(_beside(stood))
    return 0


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


def _say(calls: Sequence[OverdueCall], as_of: datetime, zone: str) -> None:
    from deskapp.wording import codes, times
    from deskapp.wording import confidential as confidential_wording

    when = f"{local(as_of, zone)} {zone}"
    if not calls:
        say(_("Nothing is overdue as of {when}.").format(when=when))
        return
    many = ngettext("{n} call is overdue as of {when}.", "{n} calls are overdue as of {when}.", len(calls))
    say(many.format(n=len(calls), when=when))
    say()
    head = (
        _("Call"),
        _("Priority"),
        _("Due"),
        _("Overdue by"),
        _("Clock"),
        _("State"),
        _("Owner"),
        _("With"),
        _("Customer"),
        _("Summary"),
    )
    rows = [
        (
            call.ref,
            call.priority.value if call.priority else "",
            local(call.due, zone),
            times.brief(as_of - call.due),
            ", ".join(codes.clock(kind.value) for kind in (call.clock, *_others(call))),
            codes.status_of(call),
            call.owner,
            call.with_name or "",
            call.customer if not call.masked else confidential_wording.confidential(),
            plain(call.summary),
        )
        for call in calls
    ]
    for line in table([head, *rows]):
        say(line)
