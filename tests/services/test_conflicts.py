"""Two people never overwrite each other unseen: RULES.md, "Two at one record"."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from scene import contact, everything, log, rows

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, NotFound
from deskapp.domain.words import ContactKind, Impact, Priority, Role, Tone, Urgency
from deskapp.services.calls.acts import EditCall, SetPriority
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.site.acts import SaveSite
from deskapp.services.staff.acts import SaveStaff


@pytest.fixture
def other(desk: Desk, desk_file, clock: FixedClock) -> Iterator[Desk]:
    """The same file, opened by another workstation."""
    other = Desk(desk_file, clock, staff_id=desk.site.save_staff(SaveStaff("Sam", Role.MANAGER)).value.id).open()
    yield other
    other.close()


def _edit(desk: Desk, number: int, **changes: Any) -> EditCall:
    now = desk.overview.call(number)
    act = EditCall(
        number,
        now.version,
        now.row.summary,
        now.details,
        now.wants,
        now.steps,
        now.tone,
        now.category_id,
        now.row.customer_deadline,
    )
    return replace(act, **changes)


def test_a_stale_edit_of_a_call_meets_the_newer_one_and_overwrites_nothing(desk: Desk, other: Desk, desk_file) -> None:
    number = log(desk).id
    mine, theirs = _edit(desk, number, summary="Mine"), _edit(other, number, tone=Tone.ANGRY, details="Theirs")
    other.calls.edit(theirs)
    before = everything(desk_file)
    with pytest.raises(Conflict) as refused:
        desk.calls.edit(mine)
    assert refused.value.code == "call_edited"
    assert refused.value.values["newer"]["details"] == "Theirs"
    assert (refused.value.values["version"], refused.value.values["ref"]) == (2, "C-00001")
    assert everything(desk_file) == before
    merged = replace(mine, base_version=2, details="Theirs", tone=Tone.ANGRY)
    assert desk.calls.edit(merged).value.summary == "Mine"


def test_two_who_change_the_same_to_the_same_do_not_meet_a_conflict(desk: Desk, other: Desk) -> None:
    number = log(desk).id
    mine, theirs = _edit(desk, number, steps="Restarted"), _edit(other, number, steps="Restarted")
    other.calls.edit(theirs)
    desk.calls.edit(mine)
    assert desk.overview.call(number).version == 2


def test_an_edit_that_changes_nothing_leaves_no_trace(desk: Desk, desk_file) -> None:
    number = log(desk).id
    before = everything(desk_file)
    desk.calls.edit(_edit(desk, number))
    assert everything(desk_file) == before


def test_what_an_edit_changed_is_in_the_timeline_from_and_to(desk: Desk) -> None:
    number = log(desk).id
    desk.calls.edit(_edit(desk, number, tone=Tone.ANGRY, category_id=2))
    words = desk.overview.call(number).events[-1].payload
    assert words["changed"] == ["tone", "category_id"]
    assert (words["was"], words["becomes"]) == (
        {"tone": None, "category_id": None},
        {"tone": "angry", "category_id": "Network"},
    )


def test_a_stale_contact_meets_the_newer_one_and_overwrites_nothing(desk: Desk, other: Desk, desk_file) -> None:
    person = contact(desk)
    act = SaveContact(ContactKind.EXPERT, "Grace B. Hopper", id=person.id, base_version=person.version)
    other.directory.save_contact(replace(act, name="Rear Admiral Hopper", phones=("123",)))
    before = everything(desk_file)
    with pytest.raises(Conflict) as refused:
        desk.directory.save_contact(act)
    newer = refused.value.values["newer"]
    assert (refused.value.code, newer.name, newer.phones, newer.version) == (
        "contact_edited",
        "Rear Admiral Hopper",
        ("123",),
        2,
    )
    assert everything(desk_file) == before


def test_a_stale_customer_meets_the_newer_one_and_overwrites_nothing(desk: Desk, other: Desk, desk_file) -> None:
    person = desk.directory.save_customer(SaveCustomer("Ada", phones=("1234",))).value
    act = SaveCustomer("Ada L.", id=person.id, base_version=person.version)
    other.directory.save_customer(replace(act, name="Ada Lovelace", phones=("5678",)))
    before = everything(desk_file)
    with pytest.raises(Conflict) as refused:
        desk.directory.save_customer(act)
    newer = refused.value.values["newer"]
    assert (refused.value.code, newer.name, newer.phones) == ("customer_edited", "Ada Lovelace", ("5678",))
    assert everything(desk_file) == before


def test_stale_settings_meet_the_newer_ones_and_overwrite_nothing(desk: Desk, other: Desk, desk_file) -> None:
    site = desk.facts().site
    act = SaveSite("Mine", "", "", site.zone, site.paper, site.language, False, False, False, site.version)
    other.site.save_site(replace(act, name="Theirs"))
    before = everything(desk_file)
    with pytest.raises(Conflict) as refused:
        desk.site.save_site(act)
    assert (refused.value.code, refused.value.values["newer"].name) == ("site_edited", "Theirs")
    assert everything(desk_file) == before


def test_what_is_saved_must_be_there(desk: Desk) -> None:
    contact = SaveContact(ContactKind.EXPERT, "x", id=9, base_version=1)
    for act, code in (
        (lambda: desk.directory.save_contact(contact), "contact_unknown"),
        (lambda: desk.directory.save_customer(SaveCustomer("x", id=9, base_version=1)), "customer_unknown"),
        (lambda: desk.site.save_staff(SaveStaff("x", Role.AGENT, id=9)), "staff_unknown"),
    ):
        with pytest.raises(NotFound) as refused:
            act()
        assert refused.value.code == code


def test_a_change_of_a_customer_or_contact_is_in_the_timeline_from_and_to(desk: Desk, desk_file) -> None:
    person = desk.directory.save_customer(SaveCustomer("Ada", phones=("1234",))).value
    desk.directory.save_customer(SaveCustomer("Ada", "Engines", phones=(), id=person.id, base_version=1))
    expert = contact(desk)
    desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Grace", id=expert.id, base_version=1))
    said = _words(desk, "customer_edited")
    assert (said["was"], said["becomes"]) == (
        {"organisation": "", "phones": ["1234"]},
        {"organisation": "Engines", "phones": []},
    )
    said = _words(desk, "contact_edited")
    assert (said["was"], said["becomes"]) == ({"name": "Grace Hopper"}, {"name": "Grace"})


def _words(desk: Desk, kind: str) -> dict[str, Any]:
    ((said,),) = rows(desk.path, "SELECT words FROM event_words JOIN event ON event.id = event_id WHERE kind = ?", kind)
    return dict(json.loads(said))


def test_what_another_workstation_commits_is_noticed_and_ones_own_is_not(desk: Desk, other: Desk) -> None:
    desk.watch.look()
    number = log(desk).id
    assert desk.watch.look() is None
    log(other)
    changes = desk.watch.look()
    assert changes is not None
    assert changes.everything or number + 1 in changes.calls


def test_two_people_change_a_priority_at_once_the_later_one_sees_both_and_decides(desk: Desk) -> None:
    number = log(desk).id
    seen = desk.overview.call(number).priority
    mine = SetPriority(number, Impact.ONE, Urgency.CAN_WAIT, base_priority=seen)
    desk.calls.set_priority(SetPriority(number, Impact.SITE, Urgency.NOW, base_priority=seen))
    with pytest.raises(Conflict) as refused:
        desk.calls.set_priority(mine)
    assert refused.value.values["newer"] is Priority.P1
    desk.calls.set_priority(replace(mine, base_priority=Priority.P1))
    assert desk.overview.call(number).priority is Priority.P4
