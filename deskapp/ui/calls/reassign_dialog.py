"""Another owner for calls, recorded with its reason. Escalating never does this."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from deskapp import confidential_wording, wording
from deskapp.language import _, ngettext
from deskapp.services.acts import Reassign
from deskapp.ui.calls import choices
from deskapp.ui.widgets.act_dialog import ActDialog
from deskapp.ui.widgets.text_area import TextArea
from deskapp.ui.workplace import Workplace


class ReassignDialog(ActDialog):
    """For one call (with its line `about`) or for several at once."""

    def __init__(
        self,
        place: Workplace,
        call_ids: Sequence[int],
        parent: QWidget | None = None,
        *,
        about: str = "",
        owner_id: int | None = None,
        confidential: bool = False,
    ) -> None:
        count = len(call_ids)
        super().__init__(
            place,
            _("Reassign"),
            _("Reassign"),
            parent,
            about=about or ngettext("{n} call", "{n} calls", count).format(n=count),
            draft="reassign:" + ",".join(map(str, sorted(call_ids))) if count <= 10 else "",
        )
        self._call_ids = tuple(call_ids)
        staff = place.facts.staff if place.facts else ()
        offered = [
            (one.id, f"{one.name} · {wording.role(one.role)}") for one in staff if one.active and one.id != owner_id
        ]
        self.owner = self.add("owner", _("New owner"), choices.drop_down([(0, _("Choose")), *offered]))
        self.reason = self.add("reason", _("Why"), TextArea(lines=2))
        answers = _("The owner answers for the call until the customer agrees.")
        self.hint.setText(f"{answers} {confidential_wording.reassigning()}" if confidential else answers)
        self.owner.setFocus()

    def submit(self) -> None:
        if not self.owner.currentData():
            self.say("owner", _("Choose who owns it from now on."))
            self.go_to(self.owner)
            return
        act = Reassign(self._call_ids, self.owner.currentData(), self.reason.text())
        self.carry_out(lambda desk: desk.calls.reassign(act))
