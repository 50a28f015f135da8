"""What the commands that import people have in common: their arguments, and what they say of a plan."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.commands.arguments import dry_run, file_of_desk, who_acts
from deskapp.commands.output import plain, say
from deskapp.domain.words import Existing, RowOutcome
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.directory.people_plan import Act, PeoplePlan, Planned, Rule, View


def arguments(people: ArgumentParser) -> None:
    file_of_desk(people)
    people.add_argument("source", metavar="SOURCE", type=Path, help=_("the people, as .vcf, .csv or .xlsx"))
    people.add_argument(
        "--existing",
        choices=tuple(map(str, Existing)),
        default=str(Existing.TAKE),
        help=_(
            "of those who are there by name and organisation, e-mail or account: keep them as they are, take what the"
            " file says (what it leaves empty stays), or keep both; who has only the name in common is added"
        ),
    )
    who_acts(people)
    dry_run(people)


def rule(asked: Namespace) -> Rule:
    from deskapp.services.directory.people_plan import Rule

    return Rule(Existing(asked.existing))


def say_plan(plan: PeoplePlan[Act, View], only_tried: bool) -> None:
    """Each line of the file of which there is something to say, what is left out of all of them, and how many."""
    from deskapp.wording import contacts as contact_wording

    if only_tried:
        say(_("A dry run: nothing was changed. It would be:"))
    lines = [(row.line, _row(row)) for row in plan.rows if row.code != RowOutcome.SAME or row.remarks]
    refused, passed = _("line {line}: refused: {reason}"), _("line {line}: {reason}")
    lines += [(bad.line, refused.format(line=bad.line, reason=contact_wording.refused(bad))) for bad in plan.refused]
    lines += [(bad.line, passed.format(line=bad.line, reason=contact_wording.passed(bad))) for bad in plan.passed]
    for _line, words in sorted(lines):
        say(plain(words))
    for words in contact_wording.left_out(plan):
        say(plain(_("left out: {what}").format(what=words)))
    say(contact_wording.summary(plan))


def _row(row: Planned[Act, View]) -> str:
    from deskapp.wording import contacts as contact_wording

    name = direction.row((row.act.name, row.act.organisation))
    forms = {
        RowOutcome.ADDED: _("line {line}: added: {name}"),
        RowOutcome.CHANGED: _("line {line}: changed: {name} ({fields})"),
        RowOutcome.KEPT: _("line {line}: left as it is: {name} (the file says otherwise: {fields})"),
    }
    form = forms.get(row.code, _("line {line}: the same: {name}"))
    told = form.format(line=row.line, name=name, fields=contact_wording.fields(row.changes))
    return direction.row((told, *(contact_wording.remark(one) for one in row.remarks)), "; ")
