"""`deskapp import-customers`: customers of vCards, a CSV or a workbook into the directory."""

from __future__ import annotations

from argparse import Namespace

from deskapp.commands.arguments import Commands, command
from deskapp.commands.desks import opened
from deskapp.commands.imported_people import arguments, rule, say_plan
from deskapp.commands.people import act_as_named_or_head
from deskapp.domain.clock import Clock
from deskapp.language import _


def add(commands: Commands) -> None:
    people = command(
        commands,
        "import-customers",
        _("import customers from vCards, a CSV or a workbook"),
        "deskapp import-customers desk.db address-book.vcf --dry-run",
        "deskapp import-customers desk.db customers.xlsx --existing keep",
    )
    arguments(people)
    people.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    with opened(asked.file, clock) as desk:
        found = desk.customer_files.read(asked.source)
        if asked.dry_run:
            plan = desk.customer_files.dry_run(found, rule(asked))
        else:
            act_as_named_or_head(desk, asked.who)
            plan = desk.customer_files.take(found, rule(asked)).value
    say_plan(plan, asked.dry_run)
    return 0
