"""Exporting contacts: which ones, in what form, and where to."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes, Done
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.work.new_file import ask_file, write
from deskapp.ui.work.workplace import Workplace

_ALL, _LISTED = "all", "listed"
_ENDS = {"vcard4": "vcf", "vcard3": "vcf", "csv": "csv"}


class ExportDialog(ActDialog):
    """`listed`: the contacts that the search shows now."""

    def __init__(self, place: Workplace, listed: Sequence[int], parent: QWidget | None = None) -> None:
        super().__init__(place, _("Export contacts"), _("Save as…"), parent, width=460)
        self._listed = tuple(listed)
        forms = [("vcard4", _("vCard 4")), ("vcard3", _("vCard 3, for older programs")), ("csv", _("CSV"))]
        self.form_choice = self.add("form", _("As"), ChoiceRow(_("As"), forms, "vcard4"), kept=False)
        count = len(self._listed)
        shown = ngettext("The {n} that is listed", "The {n} that are listed", count).format(n=count)
        whom = [(_ALL, _("Everybody")), (_LISTED, shown)]
        self.whom = self.add("whom", _("Whom"), ChoiceRow(_("Whom"), whom, _ALL), kept=False)
        self.hint.setText(_("The file holds names and numbers: keep it as carefully as the desk."))
        self.body.addStretch(1)

    def submit(self) -> None:
        """Ask where to, then write."""
        name = f"{_('Contacts')}.{_ENDS[str(self.form_choice.value)]}"
        ask_file(self, _("Save the contacts"), name, self.save)

    def save(self, path: Path) -> None:
        """Write the file there."""
        form = str(self.form_choice.value)
        ids = self._listed if self.whom.value == _LISTED else ()

        def work(desk: Desk) -> Done[Path]:
            return Done(write(path, desk.contact_files.export(form, ids)), Changes())

        self.carry_out(work)
