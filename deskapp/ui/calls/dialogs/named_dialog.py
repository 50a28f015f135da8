"""Who sees a confidential call: the people named on it. What somebody else changed meanwhile is shown."""

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Conflict, DeskError
from deskapp.language import _
from deskapp.services.calls.acts import NameOnCall
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.dialogs.named_field import NamedField
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.dialogs.act_form import Told
from deskapp.ui.widgets.fields.tick_list import wrapping
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import confidential as confidential_wording


class NamedDialog(CallActDialog):
    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(place, call, _("Who sees this call"), _("Save"), parent)
        self._base_named = tuple(staff_id for staff_id, _name in call.named)
        self.named = NamedField(place.facts, call)
        self.add("named", _("Named on the call"), self.named, kept=False)
        wrapping(self.named.parentWidget() or self.named)
        self.hint.setText(confidential_wording.others())
        self.named.setFocus()

    def submit(self) -> None:
        act = NameOnCall(self._call.row.id, self.named.named, self._base_named)
        self.carry_out(lambda desk: desk.calls.name(act))

    def by_others(self, error: DeskError) -> Told | None:
        """Who is named by now; what is ticked here stays."""
        if not isinstance(error, Conflict) or error.code != Refusal.NAMED_CHANGED:
            return None
        self._base_named = tuple(error.values["newer"])
        staff = {one.id: one.name for one in self.place.facts.staff} if self.place.facts else {}
        names = direction.row((staff.get(staff_id, "?") for staff_id in self._base_named), ", ") or _("nobody")
        words = _("Somebody changed this meanwhile: now named are {names}. Look at both, then save again.")
        return words.format(names=names), Tint.SOON
