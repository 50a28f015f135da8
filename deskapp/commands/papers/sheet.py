"""`deskapp sheet`: the handoff sheet of a call as a PDF. It is numbered and recorded, once it is out."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.commands.arguments import Commands, command, file_of_desk, reference
from deskapp.commands.desks import opened
from deskapp.commands.output import say
from deskapp.commands.paper_out import STANDARD_OUTPUT, check_place, put, to_pdf
from deskapp.commands.papers.of_call import call_of, signed_in
from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotFound
from deskapp.domain.words import PaperWay
from deskapp.language import _, words

if TYPE_CHECKING:
    from deskapp.services.escalations.views import EscalationView
    from deskapp.services.overview.views import CallDetail


def add(commands: Commands) -> None:
    sheet = command(
        commands,
        "sheet",
        _("write a call's handoff sheet as a PDF, of its newest escalation unless another is named"),
        "deskapp sheet desk.db C-00001",
        'deskapp sheet desk.db C-00001 --handoff 1 --to handoff.pdf --as "Priya Nair"',
    )
    file_of_desk(sheet)
    reference(sheet)
    sheet.add_argument("--handoff", metavar="N", type=int, help=_("the handoff of this number"))
    to_pdf(sheet, required=False)
    sheet.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.documents.handoff_sheet import handoff_file_name, handoff_pdf

    with opened(asked.file, clock) as desk:
        call = call_of(desk, asked.ref, asked.who)
        escalation = _handoff(call, asked.handoff)
        signed_in(desk, asked.who, (escalation.made_by, call.row.owner))
        target = _target(asked.to, handoff_file_name(call.row.ref, escalation.number))
        # What cannot be written there takes no number.
        check_place(asked, target)
        begun = desk.escalations.begin_sheet(escalation.id).value
        sheet = begun.sheet
        draw = partial(handoff_pdf, sheet, words(sheet.language))
        desk.papers.put_out((begun.paper,), PaperWay.SAVED, draw, partial(put, target))
    if target != STANDARD_OUTPUT:
        form = _("Wrote {path}: handoff {number}, sheet {sheet}.")
        say(form.format(path=target, number=sheet.number, sheet=sheet.sheet))
    return 0


def _handoff(call: CallDetail, number: int | None) -> EscalationView:
    if not call.escalations:
        raise NotFound(Refusal.NEVER_ESCALATED, ref=call.row.ref)
    if number is None:
        return max(call.escalations, key=lambda one: one.number)
    for one in call.escalations:
        if one.number == number:
            return one
    raise NotFound(Refusal.NO_HANDOFF, ref=call.row.ref, number=number)


def _target(to: Path | None, name: str) -> Path:
    """The file that was named; without a name, or in a folder, one named after the call."""
    if to is None:
        return Path(name)
    return to / name if to.is_dir() else to
