"""`deskapp handover`: what is due before the next opening, as a PDF."""

from __future__ import annotations

from argparse import Namespace

from deskapp.commands.arguments import Commands, command, file_of_desk
from deskapp.commands.desks import opened
from deskapp.commands.paper_out import check_place, hand_out, printed_by, to_pdf
from deskapp.domain.clock import Clock
from deskapp.language import _


def add(commands: Commands) -> None:
    handover = command(
        commands,
        "handover",
        _("write what is due before the next opening, and who is on call meanwhile, as a PDF"),
        "deskapp handover desk.db --to handover.pdf",
    )
    file_of_desk(handover)
    to_pdf(handover)
    handover.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.paperwork import handover

    check_place(asked)
    with opened(asked.file, clock) as desk:
        by, now = printed_by(desk, asked), clock.now()
        content = handover.pdf(desk.visits.handover(), desk.facts(), now, by)
    hand_out(asked, content)
    return 0
