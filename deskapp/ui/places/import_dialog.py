"""Importing places and equipment: what a file would add and change, and what is refused, before anything is done."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QWidget

from deskapp.domain.errors import DeskError
from deskapp.domain.words import RowOutcome
from deskapp.language import _
from deskapp.services.places.file_entries import Read
from deskapp.services.places.file_plan import ThingsPlan
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.timeline import Timeline
from deskapp.ui.work.chosen_file import ask_for_file
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import places as place_wording
from deskapp.wording import refusals

#: So many rows are shown; the figures tell of all.
_SHOWN = 200


class ImportThingsDialog(ActDialog):
    """Opens with a dry run of a file; nothing is changed until its main button is pressed."""

    def __init__(self, place: Workplace, path: Path, parent: QWidget | None = None) -> None:
        title = _("Import places and equipment")
        super().__init__(place, title, _("Import"), parent, about=path.name, width=680)
        self._found: Read | None = None
        self.plan: ThingsPlan | None = None
        self.figures = Label(_("Reading…"), "strong", wrap=True)
        self.list = Timeline(_("What the import would do"), empty=_("Nothing."))
        self.list.setMinimumHeight(self.list.fontMetrics().height() * 14)
        self.body.addWidget(self.figures)
        self.body.addWidget(self.list, 1)
        by = _("Customers are known by account, else by name; equipment by serial number, else by label.")
        self.hint.setText(by)
        self.main_button.setEnabled(False)
        place.read(lambda desk: desk.equipment_files.read(path), self._on_read, self._on_unreadable)

    def submit(self) -> None:
        found = self._found
        if found is not None and self._would_do_something():
            self.carry_out(lambda desk: desk.equipment_files.take(found))

    def enable(self) -> None:
        super().enable()
        self.main_button.setEnabled(not self.busy and self._would_do_something())

    def _on_read(self, found: Read) -> None:
        self._found = found
        self.place.read(lambda desk: desk.equipment_files.dry_run(found), self._on_plan, self._on_unreadable)

    def _on_plan(self, plan: ThingsPlan) -> None:
        self.plan = plan
        self.figures.setText(place_wording.summary(plan))
        self.list.set_items(list(_items(plan))[:_SHOWN])
        self.enable()

    def _on_unreadable(self, error: DeskError) -> None:
        self.figures.setText(_("Nothing can be imported."))
        self.notice.say(refusals.error(error), Tint.OVER)

    def _would_do_something(self) -> bool:
        plan = self.plan
        return plan is not None and bool(plan.of(RowOutcome.ADDED) or plan.of(RowOutcome.CHANGED))


def choose(place: Workplace, over: QWidget) -> None:
    """Ask for a file, then show what importing it would do."""

    def preview(path: Path) -> None:
        dialog = ImportThingsDialog(place, path, over)
        dialog.carried_out.connect(lambda plan: place.said.emit(place_wording.summary(plan)))
        dialog.open()

    filters = [_("Tables (*.csv *.txt *.xlsx)"), _("All files (*)")]
    ask_for_file(over.window(), _("Import places and equipment"), preview, filters=filters)


def _items(plan: ThingsPlan) -> Iterator[CardItem]:
    """What is refused first: that is what somebody has to look at."""
    for bad in plan.refused:
        line = _("line {line}").format(line=bad.line)
        yield CardItem(("refused", bad.line), place_wording.refused(bad), (Line(line),), _("refused"), Tint.OVER)
    for row in plan.rows:
        if row.code != RowOutcome.SAME or row.unknown:
            line = _("line {line}").format(line=row.line)
            yield CardItem(("row", row.line), place_wording.planned(row), (Line(line),))
