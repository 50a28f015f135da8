"""`deskapp sheet`: the handoff sheet of a call's newest escalation, as a PDF. The print is recorded."""

from __future__ import annotations

from argparse import Namespace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.commands.arguments import Commands, command, file_of_desk, reference
from deskapp.commands.desks import opened
from deskapp.commands.output import say
from deskapp.commands.people import act_as, head_of, named
from deskapp.desk import Desk
from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed, NotFound
from deskapp.domain.words import PaperWay
from deskapp.language import _, words

if TYPE_CHECKING:
    from deskapp.services.escalations.views import EscalationView
    from deskapp.services.overview.views import CallDetail


def add(commands: Commands) -> None:
    sheet = command(
        commands,
        "sheet",
        _("print the handoff sheet of a call's newest escalation to a PDF"),
        "deskapp sheet desk.db C-00001",
        'deskapp sheet desk.db C-00001 --to handoff.pdf --as "Priya Nair"',
    )
    file_of_desk(sheet)
    reference(sheet)
    sheet.add_argument("--to", metavar="PDF", type=Path, help=_("the file to write; else one named after the call"))
    sheet.add_argument("--as", dest="who", metavar="NAME", help=_("who prints it; else who made the escalation"))
    sheet.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.documents.handoff_sheet import handoff_file_name, handoff_pdf
    from deskapp.documents.new_file import try_place, write

    who = asked.who
    with opened(asked.file, clock) as desk:
        call = desk.overview.call(desk.calls.find(asked.ref))
        if call.masked:
            # Nobody is signed in yet: it is printed for who is named, where they may see it.
            if who is None:
                raise NotAllowed(Refusal.CONFIDENTIAL_AS, ref=call.row.ref)
            act_as(desk, named(desk, who).id)
            call = desk.overview.call(call.row.id)
            if call.masked:
                raise NotAllowed(Refusal.CONFIDENTIAL, ref=call.row.ref)
        if not call.escalations:
            raise NotFound(Refusal.NEVER_ESCALATED, ref=call.row.ref)
        escalation = max(call.escalations, key=lambda one: one.number)
        if desk.staff_id is None:
            act_as(desk, _prints(desk, call, escalation, who))
        target = _target(asked.to, handoff_file_name(call.row.ref, escalation.number))
        # What cannot be written there takes no number.
        try_place(target)
        begun = desk.escalations.begin_sheet(escalation.id).value
        sheet = begun.sheet
        draw = partial(handoff_pdf, sheet, words(sheet.language))
        desk.papers.put_out((begun.paper,), PaperWay.SAVED, draw, partial(write, target))
    say(_("Wrote {path}: handoff {number}, sheet {sheet}.").format(path=target, number=sheet.number, sheet=sheet.sheet))
    return 0


def _prints(desk: Desk, call: CallDetail, escalation: EscalationView, who: str | None) -> int:
    """Who prints: the one who was named; else who made the escalation, the call's owner, or the desk's head.

    Staff of an imported list do not work here, so for their calls it comes to the last.
    """
    if who is not None:
        return named(desk, who).id
    staff = [one for one in desk.facts().staff if one.active]
    for name in (escalation.made_by, call.row.owner):
        for one in staff:
            if one.name == name:
                return one.id
    return head_of(desk)


def _target(to: Path | None, name: str) -> Path:
    if to is None:
        return Path(name)
    return to / name if to.is_dir() else to
