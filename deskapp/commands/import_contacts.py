"""`deskapp import-contacts`: contacts of vCards, a CSV or a workbook into the directory."""

from __future__ import annotations

from argparse import Namespace

from deskapp.commands.arguments import Commands, command
from deskapp.commands.desks import opened
from deskapp.commands.imported_people import arguments, rule, say_plan
from deskapp.commands.people import act_as_named_or_head
from deskapp.domain.clock import Clock
from deskapp.domain.words import ContactKind
from deskapp.language import _


def add(commands: Commands) -> None:
    people = command(
        commands,
        "import-contacts",
        _("import contacts from vCards, a CSV or a workbook"),
        "deskapp import-contacts desk.db suppliers.csv --dry-run",
        "deskapp import-contacts desk.db team.vcf --kind expert --existing keep",
    )
    arguments(people)
    people.add_argument(
        "--kind",
        choices=tuple(map(str, ContactKind)),
        default=str(ContactKind.SUPPLIER),
        help=_("of new contacts where the file names none"),
    )
    people.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    with opened(asked.file, clock) as desk:
        found, kind = desk.contact_files.read(asked.source), ContactKind(asked.kind)
        if asked.dry_run:
            plan = desk.contact_files.dry_run(found, kind, rule(asked))
        else:
            act_as_named_or_head(desk, asked.who)
            plan = desk.contact_files.take(found, kind, rule(asked)).value
    say_plan(plan, asked.dry_run)
    return 0
