"""`deskapp import-equipment`: places and equipment of a CSV or a workbook into the desk."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from deskapp.commands.arguments import Commands, command, dry_run, file_of_desk, who_acts
from deskapp.commands.desks import opened
from deskapp.commands.output import plain, say
from deskapp.commands.people import act_as_named_or_head
from deskapp.domain.clock import Clock
from deskapp.domain.words import RowOutcome
from deskapp.language import _


def add(commands: Commands) -> None:
    things = command(
        commands,
        "import-equipment",
        _("import places and equipment of customers from a CSV or a workbook"),
        "deskapp import-equipment desk.db equipment.xlsx --dry-run",
        "deskapp import-equipment desk.db equipment.csv",
    )
    file_of_desk(things)
    things.add_argument("source", metavar="SOURCE", type=Path, help=_("the equipment, as .csv or .xlsx"))
    who_acts(things)
    dry_run(things)
    things.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.wording import places as place_wording

    with opened(asked.file, clock) as desk:
        found = desk.equipment_files.read(asked.source)
        if asked.dry_run:
            plan = desk.equipment_files.dry_run(found)
            say(_("A dry run: nothing was changed. It would be:"))
        else:
            act_as_named_or_head(desk, asked.who)
            plan = desk.equipment_files.take(found).value
    lines = [(row.line, place_wording.planned(row)) for row in plan.rows if row.code != RowOutcome.SAME or row.unknown]
    lines += [(bad.line, _("refused: {reason}").format(reason=place_wording.refused(bad))) for bad in plan.refused]
    for line, words in sorted(lines):
        say(plain(_("line {line}: {words}").format(line=line, words=words)))
    say(place_wording.summary(plan))
    return 0
