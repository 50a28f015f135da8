"""Backups that still know a customer who was forgotten are removed, for good."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.services.erasure.views import BackupView
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.erasure import asking as erasure_wording


class RemoveBackupsDialog(ActDialog):
    """Names each. `carried_out` gives how many are gone."""

    def __init__(self, place: Workplace, backups: Sequence[BackupView], parent: QWidget | None = None) -> None:
        main = ngettext("Remove the backup", "Remove {n} backups", len(backups)).format(n=len(backups))
        super().__init__(place, _("Remove backups"), main, parent)
        self._names = tuple(one.name for one in backups)
        now = place.desk.clock.now()
        for one in backups:
            told = direction.row((one.name, erasure_wording.backup(one, place.zone, now)))
            self.body.addWidget(Label(breakable(told), wrap=True, selectable=True))
        words = _("A new backup of the desk as it is now is made before.")
        self.body.addWidget(Label(words, "muted", wrap=True))
        self.hint.setText(_("This cannot be undone."))

    def submit(self) -> None:
        names = self._names
        self.carry_out(lambda desk: desk.erasures.remove_backups(names))

    def succeed(self, value: int) -> None:
        form = ngettext("{n} backup was removed.", "{n} backups were removed.", value)
        self.place.said.emit(form.format(n=value))
        super().succeed(value)
