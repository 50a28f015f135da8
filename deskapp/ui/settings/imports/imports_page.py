"""Lists of past calls that were imported: another one is taken in, and one that nothing was built on is undone."""

from pathlib import Path

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.language import _, ngettext
from deskapp.services.imports.acts import UndoImport
from deskapp.services.imports.views import ImportReport, ImportView, Undone
from deskapp.services.people import StaffView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.edited_list import EditedCards, EditedList
from deskapp.ui.settings.ground.list_page import ListPage
from deskapp.ui.settings.imports.import_dialog import ImportDialog
from deskapp.ui.widgets.dialogs.words_dialog import WordsDialog
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.work.chosen_file import ask_for_file
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import imports, times


class ImportsPage(ListPage):
    CONCERNS = ("site", "calls")

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _(
            "Past calls of another program, from a CSV or a workbook: choose the file, or drop it on the window. What"
            " would become of it is shown before anything is changed."
        )
        cards = EditedCards(_("Imports that were made"), empty=_("No list of past calls was imported."))
        entries = EditedList(cards, _("Import past calls…"), ordered=False, removes=_("Undo this import"))
        entries.edit_button.hide()
        super().__init__(place, entries, about, _("Only a manager can import past calls."), parent)
        self._imports: tuple[ImportView, ...] = ()
        entries.chosen.connect(lambda _key: self.rest())
        self.begin()

    def read(self, desk: Desk) -> tuple[ImportView, ...]:
        me: StaffView | None = next((one for one in desk.facts().staff if one.id == desk.staff_id), None)
        return desk.imports.listed() if me is not None and me.role is Role.MANAGER else ()

    def show_read(self, read: tuple[ImportView, ...]) -> None:
        self._imports = read
        self.show_items([self._card(one) for one in read])

    def rest(self) -> None:
        one = self._import(self.entries.current)
        self.entries.remove_button.setEnabled(self.allowed and one is not None and one.newest)

    def open(self, key: object) -> None:
        """A new one; one that was made is undone, if it can be."""
        if key is not None:
            self.remove(key)
            return
        filters = [_("Lists (*.csv *.xlsx *.txt *.tsv *.gz)"), _("All files (*)")]
        ask_for_file(self.window(), _("Import past calls"), self.take, filters=filters)

    def take(self, path: Path) -> ImportDialog:
        """Show what importing a list would do, and offer to do it."""
        dialog = ImportDialog(self.place, path, self.window())
        dialog.imported.connect(self._on_imported)
        dialog.open()
        return dialog

    def remove(self, key: object) -> None:
        one = self._import(key)
        if one is None or not one.newest:
            return
        dialog = WordsDialog(
            self.place,
            _("Undo the import of {file}").format(file=one.file),
            _("Undo this import"),
            lambda words: lambda desk: desk.imports.undo(UndoImport(one.id, words)),
            self,
            field="words",
            words=_("Why"),
            about=_("The calls that came with it are made void; those that it moved on are as they were before."),
        )
        dialog.carried_out.connect(self._on_undone)
        dialog.open()

    def _import(self, key: object) -> ImportView | None:
        return next((one for one in self._imports if one.id == key), None)

    def _on_imported(self, report: ImportReport) -> None:
        if report.import_id is not None:
            self.want(report.import_id)
        self.place.said.emit(imports.figures(report))
        self.reload()

    def _on_undone(self, undone: Undone) -> None:
        gone = ngettext("{n} call gone", "{n} calls gone", undone.calls_gone).format(n=undone.calls_gone)
        back = ngettext("{n} call as it was", "{n} calls as they were", undone.calls_back)
        self.place.said.emit(f"{gone}; {back.format(n=undone.calls_back)}.")
        self.reload()

    def _card(self, one: ImportView) -> CardItem:
        zone, now = self.place.zone, self.place.desk.clock.now()
        added = ngettext("{n} call added", "{n} calls added", one.calls_added).format(n=one.calls_added)
        moved = ngettext("{n} call moved on", "{n} calls moved on", one.calls_moved_on).format(n=one.calls_moved_on)
        lines = [Line(f"{added}, {moved}", muted=False), Line(_("by {name}").format(name=one.by))]
        if one.undone_at is not None:
            form = _("undone {time} by {name}")
            lines.append(Line(form.format(time=times.instant(one.undone_at, zone, now), name=one.undone_by)))
            return CardItem(one.id, one.file, tuple(lines), _("undone"), Tint.PAUSED, shape=False)
        return CardItem(one.id, one.file, tuple(lines), times.instant(one.at, zone, now))
