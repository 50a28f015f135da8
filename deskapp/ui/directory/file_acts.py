"""Contacts out of files and into them, as the directory's two buttons ask for it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from deskapp.language import _
from deskapp.services.directory.people_plan import Act, PeoplePlan, View
from deskapp.ui.directory.export_dialog import ExportDialog
from deskapp.ui.directory.import_dialog import CONTACTS, ImportDialog
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import contacts as contact_wording


class FileActs(QObject):
    """`over`: the screen above which the dialogs open."""

    def __init__(self, place: Workplace, over: QWidget) -> None:
        super().__init__(over)
        self._place, self._over = place, over

    def choose(self, whom: str = CONTACTS) -> None:
        """Ask for a file, then show what importing it would do. whom: "contacts" or "customers"."""
        dialog = QFileDialog(self._over.window(), _("Import people"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("Address books and tables (*.vcf *.vcard *.csv *.txt *.xlsx)"), _("All files (*)")])
        dialog.fileSelected.connect(lambda chosen: self.preview(Path(chosen), whom))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def preview(self, path: Path, whom: str = CONTACTS) -> ImportDialog:
        """Show what importing a file would do, and offer to do it."""
        dialog = ImportDialog(self._place, path, whom, self._over)
        dialog.carried_out.connect(self._on_imported)
        dialog.open()
        return dialog

    def export(self, listed: Sequence[int], whom: str = CONTACTS) -> ExportDialog:
        dialog = ExportDialog(self._place, listed, whom, self._over)
        dialog.carried_out.connect(self._on_exported)
        dialog.open()
        return dialog

    def _on_imported(self, plan: PeoplePlan[Act, View]) -> None:
        self._place.said.emit(contact_wording.summary(plan))

    def _on_exported(self, path: Path) -> None:
        self._place.said.emit(_("Saved {file}").format(file=str(path)))
