"""`deskapp directory`: the contacts directory as a PDF."""

from __future__ import annotations

from argparse import Namespace

from deskapp.commands.arguments import Commands, command, file_of_desk
from deskapp.commands.desks import opened
from deskapp.commands.paper_out import check_place, hand_out, printed_by, to_pdf
from deskapp.domain.clock import Clock
from deskapp.language import _


def add(commands: Commands) -> None:
    directory = command(
        commands,
        "directory",
        _("write the contacts with phones, hours and what they are for as a PDF"),
        "deskapp directory desk.db --to directory.pdf",
    )
    file_of_desk(directory)
    to_pdf(directory)
    directory.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.paperwork import directory

    check_place(asked)
    with opened(asked.file, clock) as desk:
        by, now = printed_by(desk, asked), clock.now()
        content = directory.pdf(directory.read(desk, now), desk.facts(), now, by)
    hand_out(asked, content)
    return 0
