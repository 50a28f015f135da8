"""Adding or changing what is better not said, in its forms, and the words to put in its place."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.library.acts import SaveAvoided
from deskapp.services.library.views import AvoidedView
from deskapp.ui.widgets.dialogs import record
from deskapp.ui.widgets.dialogs.record_dialog import RecordDialog
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace


class AvoidedDialog(RecordDialog):
    """Without an entry it adds one."""

    MERGES = False

    def __init__(self, place: Workplace, entry: AvoidedView | None, parent: QWidget | None = None) -> None:
        key = "new" if entry is None else entry.id if entry.id is not None else f"shipped-{entry.shipped}"
        self._id, self._shipped = (entry.id, entry.shipped) if entry else (None, None)
        heading = _("Better not said, each way of saying it on a line of its own")
        forms = record.texts("forms", heading, _("Better not said"), lines=3, most=10, between="\n")
        super().__init__(
            place,
            _("Add words to avoid") if entry is None else _("Change words to avoid"),
            _("Save"),
            [forms, record.line("better", _("Say instead"))],
            entry,
            parent,
            draft=f"avoid:{key}",
            width=560,
        )
        about = _("These words take the place of the others. {time} is filled in. A dash alone: leave it out.")
        self.body.addWidget(Label(about.format(time="{time}"), "muted", wrap=True))
        self.body.addStretch(1)
        self.record["forms"].setFocus()

    def submit(self) -> None:
        act = SaveAvoided(**self.record.values(), id=self._id, shipped=self._shipped, base_version=self.base_version)
        self.carry_out(lambda desk: desk.phrases.save_avoided(act))
