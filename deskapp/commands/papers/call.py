"""`deskapp call`: a call whole as a PDF, for the desk. It is numbered and recorded, once it is out."""

from __future__ import annotations

from argparse import Namespace
from functools import partial

from deskapp.commands.arguments import Commands, command, file_of_desk, reference
from deskapp.commands.desks import opened
from deskapp.commands.output import say
from deskapp.commands.paper_out import STANDARD_OUTPUT, check_place, put, to_pdf
from deskapp.commands.papers.of_call import call_of, signed_in
from deskapp.domain.clock import Clock
from deskapp.domain.words import PaperWay
from deskapp.language import SPOKEN, _


def add(commands: Commands) -> None:
    call = command(
        commands,
        "call",
        _("write a call whole as a PDF, for the desk"),
        "deskapp call desk.db C-00001 --to call.pdf",
        "deskapp call desk.db C-00001 --no-timeline --to - | lp",
    )
    file_of_desk(call)
    reference(call)
    call.add_argument("--no-timeline", action="store_true", help=_("without the timeline"))
    to_pdf(call)
    call.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.documents.call_sheet import call_pdf
    from deskapp.paperwork.call import for_desk
    from deskapp.services.overview.call_papers import HandOn

    check_place(asked)
    timeline = not asked.no_timeline
    with opened(asked.file, clock) as desk:
        call = call_of(desk, asked.ref, asked.who)
        by = signed_in(desk, asked.who, (call.row.owner,))
        begun = desk.overview.hand_on(HandOn(call.row.id, timeline=timeline)).value
        number = begun.paper.number
        sheet = for_desk(begun.call, desk.facts(), clock.now(), by, timeline=timeline, number=number)
        draw = partial(call_pdf, sheet, SPOKEN)
        desk.papers.put_out((begun.paper,), PaperWay.SAVED, draw, partial(put, asked.to))
    if asked.to != STANDARD_OUTPUT:
        say(_("Wrote {path}: sheet {number} of the call.").format(path=asked.to, number=number))
    return 0
