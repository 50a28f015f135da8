"""Another owner for calls, recorded with its reason. Escalating never does this."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtWidgets import QWidget

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Conflict, DeskError
from deskapp.language import _, ngettext
from deskapp.services.calls.acts import Reassign
from deskapp.services.overview.views import CallDetail
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.calls.about import about
from deskapp.ui.widgets.calls.newer_value import NewerValue
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.dialogs.act_form import Told
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, times
from deskapp.wording import confidential as confidential_wording


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
        base_owners: Mapping[int, int] | None = None,
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
        self._base_owners = dict(base_owners or {})
        staff = place.facts.staff if place.facts else ()
        offered = [
            (one.id, f"{one.name} · {codes.role(one.role)}") for one in staff if one.active and one.id != owner_id
        ]
        self.owner = self.add("owner", _("New owner"), choices.drop_down([(0, _("Choose")), *offered]))
        self.newer = NewerValue()
        self.body.addWidget(self.newer)
        self.reason = self.add("reason", _("Why"), TextArea(lines=2))
        answers = _("The owner answers for the call until the customer agrees.")
        self.hint.setText(f"{answers} {confidential_wording.reassigning()}" if confidential else answers)
        self.owner.setFocus()

    def submit(self) -> None:
        if not self.owner.currentData():
            self.point_out("owner", _("Choose who owns it from now on."))
            return
        act = Reassign(self._call_ids, self.owner.currentData(), self.reason.text(), self._base_owners)
        self.carry_out(lambda desk: desk.calls.reassign(act))

    def by_others(self, error: DeskError) -> Told | None:
        """Calls that somebody gave to another meanwhile: said one by one; pressed again, this goes on all the same."""
        if not isinstance(error, Conflict) or error.code != Refusal.OWNER_CHANGED:
            return None
        self._base_owners |= error.values["newer"]
        self.newer.say("\n".join(self._told(*one) for one in error.values["told"]), None)
        return _("Given to another meanwhile: see above. Press again to reassign all the same."), Tint.SOON

    def _told(self, ref: str, owner: str, by: str, at: datetime | None) -> str:
        if at is None:
            return _("{ref}: {owner} owns it now.").format(ref=ref, owner=owner)
        time = times.instant(at, self.place.zone, self.place.desk.clock.now())
        return _("{ref}: {by} gave it to {owner} at {time}.").format(ref=ref, by=by, owner=owner, time=time)


def for_call(place: Workplace, call: CallDetail, parent: QWidget | None) -> ReassignDialog:
    """The dialog for one call, as it is seen."""
    return ReassignDialog(
        place,
        (call.row.id,),
        parent,
        about=about(call),
        owner_id=call.row.owner_id,
        confidential=call.row.confidential,
        base_owners={call.row.id: call.row.owner_id},
    )
