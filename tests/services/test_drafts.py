"""What somebody was typing: several of a kind at once, each apart, each of who typed it."""

from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.services.staff.acts import SaveStaff


def test_drafts_of_a_kind_stand_beside_each_other_and_are_their_owners_alone(desk: Desk) -> None:
    me = desk.staff_id
    desk.drafts.save("new-call", {"summary": "kept by an older version"})
    desk.drafts.save("new-call:b", {"summary": "second"})
    desk.drafts.save("new-call:a", {"summary": "first"})
    desk.drafts.save("new-call%", {"summary": "of another kind"})
    desk.drafts.save("note:1", {"words": "a note"})
    assert [one.key for one in desk.drafts.kept("new-call")] == ["new-call", "new-call:a", "new-call:b"]
    desk.sign_in(desk.site.save_staff(SaveStaff("Bo", Role.AGENT)).value.id)
    assert desk.drafts.kept("new-call") == ()
    assert desk.drafts.take("new-call:a", "new-call:c").value is False
    assert me is not None
    desk.sign_in(me)
    assert len(desk.drafts.kept("new-call")) == 3


def test_a_draft_that_is_taken_is_nobody_elses_and_who_still_types_keeps_one_apart(desk: Desk) -> None:
    desk.drafts.save("new-call:a", {"summary": "No phones"})
    assert desk.drafts.take("new-call:a", "new-call:b").value is True
    assert desk.drafts.take("new-call:a", "new-call:c").value is False
    desk.drafts.save("new-call:a", {"summary": "No phones at all"})
    kept = {one.key: one.content["summary"] for one in desk.drafts.kept("new-call")}
    assert kept == {"new-call:a": "No phones at all", "new-call:b": "No phones"}
