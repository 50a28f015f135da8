"""`deskapp import-contacts`: contacts of a CSV or of vCards into the directory."""

from pathlib import Path

from deskapp.commands.desks import opened
from deskapp.commands.output import plain, say
from deskapp.commands.people import act_as_named_or_head
from deskapp.domain.clock import Clock
from deskapp.domain.words import ContactKind
from deskapp.language import _
from deskapp.services.directory.contact_plan import ADDED, CHANGED, SAME, ContactPlan, Planned
from deskapp.wording import contacts as contact_wording


def run(path: Path, source: Path, kind: str, clock: Clock, *, dry_run: bool, who: str | None = None) -> int:
    with opened(path, clock) as desk:
        found = desk.contact_files.read(source)
        if dry_run:
            plan = desk.contact_files.dry_run(found, ContactKind(kind))
        else:
            act_as_named_or_head(desk, who)
            plan = desk.contact_files.take(found, ContactKind(kind)).value
    _say(plan, dry_run)
    return 0


def _say(plan: ContactPlan, dry_run: bool) -> None:
    if dry_run:
        say(_("A dry run: nothing was changed. It would be:"))
    lines = [(row.line, _row(row)) for row in plan.rows if row.code != SAME or row.remarks]
    refused = _("line {line}: refused: {reason}")
    lines += [(bad.line, refused.format(line=bad.line, reason=contact_wording.refused(bad))) for bad in plan.refused]
    for _line, words in sorted(lines):
        say(plain(words))
    say(contact_wording.summary(plan))


def _row(row: Planned) -> str:
    name = " · ".join(filter(None, (row.act.name, row.act.organisation)))
    forms = {ADDED: _("line {line}: added: {name}"), CHANGED: _("line {line}: changed: {name} ({fields})")}
    form = forms.get(row.code, _("line {line}: the same: {name}"))
    fields = ", ".join(contact_wording.field(one) for one in row.changes)
    told = form.format(line=row.line, name=name, fields=fields)
    return "; ".join((told, *(contact_wording.remark(one) for one in row.remarks)))
