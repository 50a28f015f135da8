"""Who works here, as what: names that tell people apart, edits that meet each other, and what somebody leaves."""

from datetime import timedelta

import pytest
from scene import log

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid
from deskapp.domain.words import Role
from deskapp.services.calls.acts import PromiseCallBack, Reassign
from deskapp.services.people import StaffView
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.staff.views import StaffSaved


def _add(desk: Desk, name: str, role: Role = Role.AGENT) -> StaffSaved:
    return desk.site.save_staff(SaveStaff(name, role)).value


def _view(saved: StaffSaved) -> StaffView:
    return StaffView(saved.id, saved.name, saved.role, saved.active)


@pytest.mark.parametrize("name", ["Zoë Müller", "zoe muller", "ZOË  MÜLLER", " Zoe\u0308 Müller "])
def test_two_of_the_staff_never_have_one_name(desk: Desk, name: str) -> None:
    first = _add(desk, "Zoë Müller")
    other = _add(desk, "Bo")
    for act in (SaveStaff(name, Role.AGENT), SaveStaff(name, Role.AGENT, id=other.id)):
        with pytest.raises(Invalid) as refused:
            desk.site.save_staff(act)
        assert refused.value.fields == {"name": FieldFault.NAME_OF_ANOTHER}
    desk.site.save_staff(SaveStaff("Zoë Müller", Role.AGENT, active=False, id=first.id))
    with pytest.raises(Invalid):
        _add(desk, name)
    assert desk.site.save_staff(SaveStaff(name, Role.AGENT, id=first.id)).value.name == name.strip()


def test_a_stale_edit_of_staff_takes_back_nobodys_promotion(desk: Desk) -> None:
    sam = _add(desk, "Sam")
    seen = _view(sam)
    promoted = desk.site.save_staff(SaveStaff("Sam", Role.SUPERVISOR, id=sam.id, base=seen)).value
    with pytest.raises(Conflict) as refused:
        desk.site.save_staff(SaveStaff("Sam Okoro", Role.AGENT, id=sam.id, base=seen))
    assert refused.value.code == Refusal.STAFF_EDITED
    assert refused.value.values["newer"] == _view(promoted)
    assert next(one for one in desk.facts().staff if one.id == sam.id).role is Role.SUPERVISOR


def test_the_same_edit_of_staff_made_twice_is_no_conflict(desk: Desk) -> None:
    sam = _add(desk, "Sam")
    for _time in range(2):
        desk.site.save_staff(SaveStaff("Sam", Role.SUPERVISOR, id=sam.id, base=_view(sam)))


def test_what_somebody_who_leaves_had_in_hand_is_told_and_stays_in_the_supervisors_view(
    desk: Desk, clock: FixedClock
) -> None:
    sam = _add(desk, "Sam")
    desk.sign_in(sam.id)
    first, second = log(desk, "One").id, log(desk, "Two").id
    desk.promises.call_back(PromiseCallBack(second, clock.now() + timedelta(hours=2), "With the price"))
    desk.sign_in(1)
    log(desk, "Somebody else's")
    gone = desk.site.save_staff(SaveStaff("Sam", Role.AGENT, active=False, id=sam.id, base=_view(sam))).value
    assert (gone.left_calls, gone.left_promises) == ((first, second), 1)
    held = desk.late.view().who
    assert [(one.name, one.open, one.left) for one in held] == [("Sam", 2, True), ("Manager", 1, False)]
    desk.calls.reassign(Reassign(gone.left_calls, 1, "Sam left"))
    assert [one.left for one in desk.late.view().who] == [False]
