"""`deskapp salvage`: saves what can be read of a damaged desk into a new file."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from deskapp.commands.arguments import Commands, command
from deskapp.commands.output import plain, say
from deskapp.domain.clock import Clock
from deskapp.language import _


def add(commands: Commands) -> None:
    told = _("save what can be read of a damaged desk into a new file; the damaged one is only read")
    salvage = command(commands, "salvage", told, "deskapp salvage desk.db saved.db")
    salvage.add_argument("damaged", metavar="FILE", type=Path, help=_("the damaged desk's file"))
    salvage.add_argument("to", metavar="TO", type=Path, help=_("the new desk's file"))
    salvage.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    """1 where something was lost, or is wrong with what was saved; 0 where all of it is there."""
    from deskapp.commands.check import sentence
    from deskapp.services.site.salvage import salvage
    from deskapp.wording.damage import salvage as wording

    saved = salvage(asked.damaged, asked.to, clock)
    lost = wording.lost(saved)
    for line in (wording.saved(saved, asked.to), *lost):
        say(plain(line))
    for finding in saved.findings:
        say(plain(sentence(finding)))
    return 1 if lost or saved.findings else 0
