"""Importing contacts: what a file would add, change and what is refused, before anything is done."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.domain.words import ContactKind, RowOutcome
from deskapp.language import _, ngettext
from deskapp.services.directory.contact_entries import Read
from deskapp.services.directory.contact_plan import ContactPlan, Planned
from deskapp.services.tabular.rows import BadRow
from deskapp.ui.directory import words
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.timeline import Timeline
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, refusals
from deskapp.wording import contacts as contact_wording

#: Of each kind so many are shown; the figures tell of all.
_SHOWN = 100


class ImportDialog(ActDialog):
    """Opens with a dry run of a file; nothing is changed until its main button is pressed."""

    def __init__(self, place: Workplace, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Import contacts"), _("Import"), parent, about=path.name, width=680)
        self._found: Read | None = None
        self.plan: ContactPlan | None = None
        kinds = [(kind.value, words.begun(codes.kind(kind))) for kind in ContactKind]
        self.kind = ChoiceRow(_("Kind"), kinds, ContactKind.SUPPLIER.value)
        self.add("kind", _("New contacts are, where the file does not say"), self.kind, kept=False)
        self.figures = Label(_("Reading…"), "strong", wrap=True)
        self.list = Timeline(_("What the import would do"), empty=_("Nothing."))
        self.list.setMinimumHeight(self.list.fontMetrics().height() * 16)
        self.body.addWidget(self.figures)
        self.body.addWidget(self.list, 1)
        self.hint.setText(_("Who is there already is known by name and organisation. Empty cells change nothing."))
        self.kind.changed.connect(lambda _kind: self._try())
        self.main_button.setEnabled(False)
        place.read(lambda desk: desk.contact_files.read(path), self._on_read, self._on_unreadable)

    def submit(self) -> None:
        found, kind = self._found, ContactKind(str(self.kind.value))
        if found is not None and self._would_do_something():
            self.carry_out(lambda desk: desk.contact_files.take(found, kind))

    def _on_read(self, found: Read) -> None:
        self._found = found
        self._try()

    def _try(self) -> None:
        found, kind = self._found, ContactKind(str(self.kind.value))
        if found is None:
            return

        def dry_run(desk: Desk) -> ContactPlan:
            return desk.contact_files.dry_run(found, kind)

        self.place.read(dry_run, self._on_plan, self._on_unreadable, key=("dry run", id(self)))

    def _on_plan(self, plan: ContactPlan) -> None:
        self.plan = plan
        self.figures.setText(contact_wording.summary(plan))
        items = [_bad_item(bad) for bad in plan.refused[:_SHOWN]]
        items += _more("bad", len(plan.refused))
        for code in (RowOutcome.CHANGED, RowOutcome.ADDED, RowOutcome.SAME):
            rows = plan.of(code)
            shown = rows if code != RowOutcome.SAME else tuple(row for row in rows if row.remarks)
            items += [_item(row) for row in shown[:_SHOWN]]
            items += _more(code, len(shown))
        self.list.set_items(items)
        self.main_button.setEnabled(self._would_do_something())

    def _on_unreadable(self, error: DeskError) -> None:
        self.figures.setText("")
        self.notice.say(refusals.error(error), Tint.OVER)

    def _would_do_something(self) -> bool:
        return self.plan is not None and bool(self.plan.of(RowOutcome.ADDED) or self.plan.of(RowOutcome.CHANGED))


def _item(row: Planned) -> CardItem:
    chips = {
        RowOutcome.ADDED: (_("added"), Tint.OK),
        RowOutcome.CHANGED: (_("changed"), Tint.INFO),
        RowOutcome.SAME: (_("the same"), Tint.PAUSED),
    }
    chip, tint = chips[row.code]
    what = [_("line {line}").format(line=row.line), row.act.organisation, codes.kind(row.act.kind)]
    lines = [Line(direction.row(what))]
    if row.changes:
        lines.append(Line(", ".join(contact_wording.field(name) for name in row.changes), muted=False))
    lines += [Line(contact_wording.remark(one), muted=False) for one in row.remarks]
    return CardItem((row.code, row.line), row.act.name, tuple(lines), chip, tint, shape=False)


def _bad_item(bad: BadRow) -> CardItem:
    title = _("Line {line}").format(line=bad.line)
    lines = (Line(contact_wording.refused(bad), muted=False),)
    return CardItem(("refused", bad.line), title, lines, _("refused"), Tint.OVER, shape=False)


def _more(key: str, count: int) -> list[CardItem]:
    left = count - _SHOWN
    if left <= 0:
        return []
    said = ngettext("and {n} more like this", "and {n} more like this", left).format(n=left)
    return [CardItem((key, "more"), said)]
