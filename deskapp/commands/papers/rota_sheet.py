"""`deskapp rota-sheet`: who is on call in a month, as a PDF."""

from __future__ import annotations

import argparse
from argparse import Namespace
from datetime import date

from deskapp.commands.arguments import Commands, command, file_of_desk
from deskapp.commands.desks import opened
from deskapp.commands.paper_out import check_place, hand_out, printed_by, to_pdf
from deskapp.domain.clock import Clock
from deskapp.language import _

#: Beyond it the calendar has an end.
_LAST_YEAR = 9998


def add(commands: Commands) -> None:
    sheet = command(
        commands,
        "rota-sheet",
        _("write who is on call in a month as a PDF"),
        "deskapp rota-sheet desk.db --to rota.pdf",
        "deskapp rota-sheet desk.db --month 2026-12 --to december.pdf",
    )
    file_of_desk(sheet)
    sheet.add_argument("--month", metavar="MONTH", type=_month, help=_("as 2026-12; else the one that it is now"))
    to_pdf(sheet)
    sheet.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.paperwork import rota

    check_place(asked)
    with opened(asked.file, clock) as desk:
        by, now, facts = printed_by(desk, asked), clock.now(), desk.facts()
        zone = facts.site.zone
        board = rota.month(desk, zone, asked.month or rota.this_month(now, zone))
        content = rota.pdf(board, facts, now, by)
    hand_out(asked, content)
    return 0


def _month(text: str) -> date:
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        first = date.max
    if first.year > _LAST_YEAR:
        raise argparse.ArgumentTypeError(_("{text} is no month: write it as 2026-12").format(text=text))
    return first
