"""Exporting contacts or customers: which ones, in what form, and where to."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes, Done
from deskapp.ui.directory.import_dialog import CONTACTS
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.work.new_file import ask_file, write
from deskapp.ui.work.workplace import Workplace

_ALL, _LISTED = "all", "listed"
_ENDS = {"vcard4": "vcf", "vcard3": "vcf", "csv": "csv", "xlsx": "xlsx"}


class ExportDialog(ActDialog):
    """`listed`: whom the search shows now; whom: "contacts" or "customers"."""

    def __init__(
        self, place: Workplace, listed: Sequence[int], whom: str = CONTACTS, parent: QWidget | None = None
    ) -> None:
        title = _("Export contacts") if whom == CONTACTS else _("Export customers")
        super().__init__(place, title, _("Save as…"), parent, width=460)
        self._contacts = whom == CONTACTS
        self._listed = tuple(listed)
        forms = [
            ("vcard4", _("vCard 4")),
            ("vcard3", _("vCard 3, for older programs")),
            ("csv", _("CSV")),
            ("xlsx", _("Excel (XLSX)")),
        ]
        self.form_choice = self.add("form", _("As"), ChoiceRow(_("As"), forms, "vcard4"), kept=False)
        count = len(self._listed)
        shown = ngettext("The {n} that is listed", "The {n} that are listed", count).format(n=count)
        choices = [(_ALL, _("Everybody")), (_LISTED, shown)]
        self.whom = self.add("whom", _("Whom"), ChoiceRow(_("Whom"), choices, _ALL), kept=False)
        self.hint.setText(_("The file holds names and numbers: keep it as carefully as the desk."))
        self.body.addStretch(1)

    def submit(self) -> None:
        """Ask where to, then write."""
        words = _("Contacts") if self._contacts else _("Customers")
        ask_file(self, _("Save the directory"), f"{words}.{_ENDS[str(self.form_choice.value)]}", self.save)

    def save(self, path: Path) -> None:
        """Write the file there."""
        form = str(self.form_choice.value)
        ids = self._listed if self.whom.value == _LISTED else ()

        def work(desk: Desk) -> Done[Path]:
            files = desk.contact_files if self._contacts else desk.customer_files
            return Done(write(path, files.export(form, ids)), Changes())

        self.carry_out(work)
