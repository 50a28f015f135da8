"""People who speak for customers: found by name and number, told on calls, passed on only where that is allowed."""

from typing import Any

import pytest
from scene import contact, escalate, last, log, rows

from deskapp.desk import Desk
from deskapp.domain.errors import Conflict, Invalid
from deskapp.domain.words import ContactKind
from deskapp.services.calls.acts import EditCall, GiveCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.overview.others import Instead
from deskapp.services.places.acts import Chosen, SavePerson
from deskapp.services.places.views import PersonView

MOBILE = "07700 900142"


@pytest.fixture
def school(desk: Desk) -> int:
    return desk.directory.save_customer(SaveCustomer("St Mary's School", phones=("0161 496 0218",))).value.id


@pytest.fixture
def tom(desk: Desk, school: int) -> PersonView:
    return person(desk, school, "Tom Wébb", role="caretaker", phones=(MOBILE,), phone_kinds=("mobile",))


def person(desk: Desk, customer_id: int, name: str, **more: Any) -> PersonView:
    return desk.places.save_person(SavePerson(customer_id, name, **more)).value


def speaker(desk: Desk, call_id: int) -> str:
    told = desk.overview.call(call_id).person
    return "" if told is None else told.name


@pytest.mark.parametrize("typed", ["tom w", "WEBB", "caretaker", MOBILE, "+44 7700 900 142", "900142", "4477009001"])
def test_whoever_calls_is_found_by_a_persons_name_or_number(desk: Desk, tom: PersonView, typed: str) -> None:
    (match,) = desk.directory.callers(typed)
    assert (match.customer.name, match.person) == ("St Mary's School", tom)
    assert [one.name for one in desk.directory.customers(typed)] == ["St Mary's School"]
    assert desk.places.found(typed).people == (tom,)
    # Who is not there any more is not offered.
    desk.places.save_person(
        SavePerson(tom.customer_id, tom.name, "caretaker", (MOBILE,), active=False, id=tom.id, base_version=1)
    )
    assert desk.directory.callers(typed) == ()


def test_of_a_number_that_is_theirs_and_the_customers_it_is_they_who_call(desk: Desk, school: int) -> None:
    grace = person(desk, school, "Grace Okafor", phones=("0161 496 0218",))
    other = desk.directory.save_customer(SaveCustomer("Another", phones=("0161 496 0218",))).value
    found = [(one.customer.id, one.person) for one in desk.directory.callers("0161 496 0218")]
    assert found == [(other.id, None), (school, grace)]
    # By what the customer is called, the customer is found.
    assert [one.person for one in desk.directory.callers("st mary")] == [None]


def test_a_call_tells_who_spoke_and_a_word_is_somebody_of_theirs(desk: Desk, school: int, tom: PersonView) -> None:
    call = log(desk, customer_id=school, person=Chosen(tom.id))
    told = desk.overview.call(call.id)
    assert told.person == tom
    assert (told.row.person, told.row.organisation) == ("Tom Wébb", "St Mary's School")
    assert last(desk, call.id, "logged").payload["person"] == "Tom Wébb"
    assert speaker(desk, log(desk, customer_id=school, person=Chosen(words=" tom webb ")).id) == "Tom Wébb"
    assert speaker(desk, log(desk, customer_id=school, person=Chosen(words="Helen Price")).id) == "Helen Price"
    assert [one.name for one in desk.places.of_customer(school).people] == ["Helen Price", "Tom Wébb"]
    other = desk.directory.save_customer(SaveCustomer("Another")).value.id
    for wrong, fault in ((99, "unknown"), (person(desk, other, "Bo").id, "of_another_customer")):
        with pytest.raises(Invalid) as refused:
            log(desk, customer_id=school, person=Chosen(wrong))
        assert dict(refused.value.fields) == {"person": fault}
    parts = {"summary": "s", "details": "", "wants": "", "steps": "", "tone": None, "category_id": None}
    desk.calls.edit(EditCall(call.id, told.version, customer_deadline=None, person=Chosen(), **parts))
    assert speaker(desk, call.id) == ""
    assert last(desk, call.id, "edited").payload["was"]["person_id"] == "Tom Wébb"


def test_a_call_that_is_given_away_forgets_who_spoke_and_knows_again_given_back(
    desk: Desk, school: int, tom: PersonView
) -> None:
    other = desk.directory.save_customer(SaveCustomer("Another")).value.id
    call = log(desk, customer_id=school, person=Chosen(tom.id))
    desk.calls.give(GiveCall(call.id, other, "wrong one"))
    assert speaker(desk, call.id) == ""
    desk.calls.give(GiveCall(call.id, school, "it was right"))
    assert speaker(desk, call.id) == "Tom Wébb"


def test_people_go_along_where_two_customers_are_merged_and_come_back(desk: Desk, school: int, tom: PersonView) -> None:
    kept = desk.directory.save_customer(SaveCustomer("St Mary")).value
    call = log(desk, customer_id=school, person=Chosen(tom.id))
    merge = desk.directory.merge_customers(kept, desk.directory.customer(school)).value
    assert [one.id for one in desk.places.of_customer(kept.id).people] == [tom.id]
    assert desk.directory.callers(MOBILE)[0].customer.id == kept.id
    assert speaker(desk, call.id) == "Tom Wébb"
    desk.directory.undo_customer_merge(merge.id)
    assert [one.id for one in desk.places.of_customer(school).people] == [tom.id]
    assert desk.directory.callers(MOBILE)[0].customer.id == school


def test_everybodys_people_go_into_a_file_with_whose_they_are(desk: Desk, tom: PersonView) -> None:
    other = desk.directory.save_customer(SaveCustomer("Another", account="00012")).value.id
    person(desk, other, "Bo", email="bo@b.example")
    assert list(desk.places.people_cells()) == [
        ("Another", "00012", "Bo", "", "", "bo@b.example", "yes"),
        ("St Mary's School", "", "Tom Wébb", "caretaker", f"mobile: {MOBILE}", "", "yes"),
    ]


def test_what_was_changed_meanwhile_is_not_overwritten_and_is_told(desk: Desk, tom: PersonView) -> None:
    act = SavePerson(tom.customer_id, "Tom Webb", "porter", ("0161 1",), id=tom.id, base_version=tom.version)
    desk.places.save_person(act)
    with pytest.raises(Conflict):
        desk.places.save_person(act)
    with pytest.raises(Invalid):
        desk.places.save_person(SavePerson(tom.customer_id, " "))
    assert rows(desk.path, "SELECT kind FROM event WHERE kind LIKE 'person%'") == [
        ("person_added",),
        ("person_edited",),
    ]
    about = desk.overview.about_customer(tom.customer_id, Instead(*("[x]",) * 5))
    assert [one.name for one in about.people] == ["Tom Webb"]
    assert [event.kind.value for event in about.events if "person" in event.kind] == ["person_added", "person_edited"]


def test_a_contact_outside_is_told_who_spoke_only_where_the_customers_name_is_allowed(
    desk: Desk, school: int, tom: PersonView
) -> None:
    call = log(desk, customer_id=school, person=Chosen(tom.id))
    parts = {"issue": f"Tom Wébb ({MOBILE}) cannot print", "steps": "s", "wants": "w"}
    for allowed, name, number in (
        (("customer_name", "customer_phone", "issue"), "Tom Wébb, caretaker", MOBILE),
        (("issue",), None, None),
    ):
        outside = contact(desk, f"Inks {number}", ContactKind.SUPPLIER, may_see=allowed)
        sheet = desk.escalations.look(escalate(desk, call.id, outside.id, handoff=parts).id)
        assert (sheet.customer.person, sheet.customer.person_phone) == (name, number)
        assert ("Wébb" in sheet.parts["issue"], MOBILE in sheet.parts["issue"]) == (name is not None,) * 2
