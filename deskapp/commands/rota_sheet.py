"""`deskapp rota-sheet`: who is on call in a month, as a PDF."""

from __future__ import annotations

import argparse
from argparse import Namespace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from deskapp.commands.arguments import Commands, command, file_of_desk
from deskapp.commands.desks import opened
from deskapp.commands.papers import check_place, hand_out, printed_by, to_pdf
from deskapp.domain.clock import Clock
from deskapp.language import _


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
        zone = ZoneInfo(facts.site.zone)
        first = asked.month or now.astimezone(zone).date().replace(day=1)
        board = desk.rotas.board(_midnight(first, zone), _midnight(_following(first), zone))
        content = rota.pdf(board, facts, now, by)
    hand_out(asked, content)
    return 0


def _month(text: str) -> date:
    try:
        first = date.fromisoformat(f"{text}-01")
        _following(first)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("{text} is no month: write it as 2026-12").format(text=text)) from error
    return first


def _following(first: date) -> date:
    return first.replace(year=first.year + first.month // 12, month=first.month % 12 + 1)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), zone).astimezone(UTC)
