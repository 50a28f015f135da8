"""`deskapp readiness`: the eight questions about escalating well, answered from the record, as a PDF."""

from __future__ import annotations

from argparse import Namespace

from deskapp.commands.arguments import Commands, command, file_of_desk
from deskapp.commands.desks import opened
from deskapp.commands.paper_out import check_place, hand_out, printed_by, to_pdf
from deskapp.domain.clock import Clock
from deskapp.language import _


def add(commands: Commands) -> None:
    readiness = command(
        commands,
        "readiness",
        _("write how ready the desk is to escalate well, worked out from its record, as a PDF"),
        "deskapp readiness desk.db --to readiness.pdf",
    )
    file_of_desk(readiness)
    to_pdf(readiness)
    readiness.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.paperwork import readiness

    check_place(asked)
    with opened(asked.file, clock) as desk:
        by, now = printed_by(desk, asked), clock.now()
        content = readiness.pdf(desk.readiness.view(), desk.facts(), now, by)
    hand_out(asked, content)
    return 0
