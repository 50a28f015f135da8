"""Another owner for calls, recorded with its reason. Escalating never does this."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import partial

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import Role
from deskapp.language import _, ngettext
from deskapp.services.calls.acts import Reassign
from deskapp.services.changes import Done
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
        self.carry_out(lambda desk: desk.calls.reassign(act), partial(self._on_reassigned, act))

    def _on_reassigned(self, act: Reassign, count: int) -> None:
        """An agent cannot take back what is another's now; whoever can is offered it, where the owners were known."""
        self.succeed(count)
        place, before, me = self.place, self._base_owners, self.place.me
        if me is None or me.role is Role.AGENT or any(call_id not in before for call_id in act.call_ids):
            return
        names = [one.name for one in (place.facts.staff if place.facts else ()) if one.id == act.owner_id]
        words = ngettext("{n} call belongs to {owner} now.", "{n} calls belong to {owner} now.", count)
        backs = [
            Reassign(
                tuple(one for one in act.call_ids if before[one] == owner),
                owner,
                _("undone at once"),
                dict.fromkeys((one for one in act.call_ids if before[one] == owner), act.owner_id),
            )
            for owner in sorted({before[one] for one in act.call_ids} - {act.owner_id})
        ]

        def undo() -> None:
            for back in backs:
                place.act(partial(_reassign, back))

        place.undoable.emit(words.format(n=count, owner="".join(names)), undo)

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


def _reassign(act: Reassign, desk: Desk) -> Done[int]:
    return desk.calls.reassign(act)


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
