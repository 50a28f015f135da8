"""Contacts out of files, as the directory's button asks for it."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.directory.people_plan import Act, PeoplePlan, View
from deskapp.ui.directory.import_dialog import CONTACTS, ImportDialog
from deskapp.ui.work.chosen_file import ask_for_file
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import contacts as contact_wording


class FileActs(QObject):
    """`over`: the screen above which the dialogs open."""

    def __init__(self, place: Workplace, over: QWidget) -> None:
        super().__init__(over)
        self._place, self._over = place, over

    def choose(self, whom: str = CONTACTS) -> None:
        """Ask for a file, then show what importing it would do. whom: "contacts" or "customers"."""
        filters = [_("Address books and tables (*.vcf *.vcard *.csv *.txt *.xlsx)"), _("All files (*)")]
        ask_for_file(self._over.window(), _("Import people"), lambda path: self.preview(path, whom), filters=filters)

    def preview(self, path: Path, whom: str = CONTACTS) -> ImportDialog:
        """Show what importing a file would do, and offer to do it."""
        dialog = ImportDialog(self._place, path, whom, self._over)
        dialog.carried_out.connect(self._on_imported)
        dialog.open()
        return dialog

    def _on_imported(self, plan: PeoplePlan[Act, View]) -> None:
        self._place.said.emit(contact_wording.summary(plan))
