"""Rules about roles that are more than a rank: RULES.md, "People". The ranks: `test_role_matrix.py`."""

import pytest
from scene import everything, last, log, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import NotAllowed
from deskapp.domain.words import Role
from deskapp.services.calls.acts import AddNote, Reassign
from deskapp.services.staff.acts import SaveStaff


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A desk with a call of the manager's."""
    log(desk)
    return desk


def test_an_agent_gives_away_only_their_own_calls(busy: Desk) -> None:
    sam = staff(busy, Role.AGENT, "Sam")
    busy.sign_in(sam)
    mine = log(busy).id
    assert busy.calls.reassign(Reassign((mine,), 1, "On leave")).value == 1
    with pytest.raises(NotAllowed):
        busy.calls.reassign(Reassign((mine,), sam, "Back"))


def test_a_bulk_of_calls_is_reassigned_as_a_whole_or_not_at_all(busy: Desk, desk_file) -> None:
    sam, alex = staff(busy, Role.AGENT, "Sam"), staff(busy, Role.AGENT, "Alex")
    busy.sign_in(sam)
    mine = log(busy).id
    before = everything(desk_file)
    with pytest.raises(NotAllowed):
        busy.calls.reassign(Reassign((mine, 1), alex, "On leave"))
    assert everything(desk_file) == before
    busy.sign_in(staff(busy, Role.SUPERVISOR))
    assert busy.calls.reassign(Reassign((mine, 1), alex, "On leave")).value == 2


def test_the_desk_always_keeps_an_active_manager(desk: Desk) -> None:
    for act in (SaveStaff("Manager", Role.AGENT, id=1), SaveStaff("Manager", Role.MANAGER, active=False, id=1)):
        with pytest.raises(NotAllowed) as refused:
            desk.site.save_staff(act)
        assert refused.value.code == "last_manager"
    staff(desk, Role.MANAGER, "Second")
    assert desk.site.save_staff(SaveStaff("First", Role.AGENT, id=1)).value.role is Role.AGENT


def test_a_role_taken_away_counts_at_once(desk: Desk) -> None:
    staff(desk, Role.MANAGER, "Second")
    desk.site.save_staff(SaveStaff("First", Role.AGENT, id=1))
    with pytest.raises(NotAllowed):
        desk.site.save_staff(SaveStaff("Third", Role.AGENT))


def test_two_or_more_people_may_work_on_one_file_at_once(desk: Desk, desk_file, clock: FixedClock) -> None:
    theirs = Desk(desk_file, clock, staff_id=staff(desk, Role.AGENT, "Rita")).open()
    try:
        logged = [log(one) for one in (desk, theirs, desk, theirs)]
        assert [row.ref for row in logged] == ["C-00001", "C-00002", "C-00003", "C-00004"]
        theirs.calls.note(AddNote(1, "Rang back"))
        assert [row.owner for row in desk.lists.calls("open")] == ["Rita", "Manager", "Rita", "Manager"]
        assert last(desk, 1, "note").by == "Rita"
    finally:
        theirs.close()
