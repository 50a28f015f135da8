"""Adding or changing a sign to escalate: what it is called, the types it suggests, and whether it is in use."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from deskapp.domain.words import EscalationType
from deskapp.language import _
from deskapp.services.library.acts import SaveTrigger
from deskapp.services.library.views import TriggerView
from deskapp.ui.widgets.dialogs import record
from deskapp.ui.widgets.dialogs.record_dialog import RecordDialog
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes


class SignDialog(RecordDialog):
    """Without a sign it adds one of the site's own."""

    MERGES = False

    def __init__(self, place: Workplace, sign: TriggerView | None, parent: QWidget | None = None) -> None:
        self._code = sign.code if sign else None
        shipped = sign is not None and sign.built_in
        kinds = [(kind, codes.escalation_type(kind)) for kind in EscalationType]
        super().__init__(
            place,
            _("Add a sign to escalate") if sign is None else _("Change the sign to escalate"),
            _("Save sign"),
            [
                record.line("label", _("What it is called"), codes.trigger(sign.code) if sign and shipped else ""),
                record.ticks("suggests", _("Suggests"), kinds, _types),
                record.tick("active", _("State"), _("In use"), _("in use"), _("switched off")),
            ],
            sign,
            parent,
            about=codes.trigger(sign) if sign else "",
            draft=f"sign:{sign.code if sign else 'new'}",
            width=520,
        )
        if shipped:
            self.hint.setText(_("Empty: it is called as it was shipped."))
        self.body.addStretch(1)
        self.record["label"].setFocus()

    def submit(self) -> None:
        act = SaveTrigger(**self.record.values(), code=self._code, base_version=self.base_version)
        self.carry_out(lambda desk: desk.triggers.save(act))


def _types(kinds: Iterable[EscalationType]) -> str:
    return ", ".join(codes.escalation_type(kind) for kind in kinds)
