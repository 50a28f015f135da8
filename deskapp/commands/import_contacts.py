"""`deskapp import-contacts`: contacts of a CSV or of vCards into the directory."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.commands.arguments import Commands, command, dry_run, file_of_desk, who_acts
from deskapp.commands.desks import opened
from deskapp.commands.output import plain, say
from deskapp.commands.people import act_as_named_or_head
from deskapp.domain.clock import Clock
from deskapp.domain.words import ContactKind, RowOutcome
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.directory.contact_plan import ContactPlan, Planned


def add(commands: Commands) -> None:
    people = command(
        commands,
        "import-contacts",
        _("import contacts from a CSV or vCards"),
        "deskapp import-contacts desk.db suppliers.csv --dry-run",
        "deskapp import-contacts desk.db team.vcf --kind expert",
    )
    file_of_desk(people)
    people.add_argument("source", metavar="SOURCE", type=Path, help=_("the contacts, as .csv or .vcf"))
    people.add_argument(
        "--kind",
        choices=tuple(map(str, ContactKind)),
        default=str(ContactKind.SUPPLIER),
        help=_("of new contacts where the file names none"),
    )
    who_acts(people)
    dry_run(people)
    people.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    with opened(asked.file, clock) as desk:
        found = desk.contact_files.read(asked.source)
        if asked.dry_run:
            plan = desk.contact_files.dry_run(found, ContactKind(asked.kind))
        else:
            act_as_named_or_head(desk, asked.who)
            plan = desk.contact_files.take(found, ContactKind(asked.kind)).value
    _say(plan, asked.dry_run)
    return 0


def _say(plan: ContactPlan, only_tried: bool) -> None:
    from deskapp.wording import contacts as contact_wording

    if only_tried:
        say(_("A dry run: nothing was changed. It would be:"))
    lines = [(row.line, _row(row)) for row in plan.rows if row.code != RowOutcome.SAME or row.remarks]
    refused = _("line {line}: refused: {reason}")
    lines += [(bad.line, refused.format(line=bad.line, reason=contact_wording.refused(bad))) for bad in plan.refused]
    for _line, words in sorted(lines):
        say(plain(words))
    say(contact_wording.summary(plan))


def _row(row: Planned) -> str:
    from deskapp.wording import contacts as contact_wording

    name = direction.row((row.act.name, row.act.organisation))
    forms = {
        RowOutcome.ADDED: _("line {line}: added: {name}"),
        RowOutcome.CHANGED: _("line {line}: changed: {name} ({fields})"),
    }
    form = forms.get(row.code, _("line {line}: the same: {name}"))
    fields = ", ".join(contact_wording.field(one) for one in row.changes)
    told = form.format(line=row.line, name=name, fields=fields)
    return direction.row((told, *(contact_wording.remark(one) for one in row.remarks)), "; ")
