"""Where customers need help, and what calls are about: entered by a word, grown, found, and what follows from it."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from scene import YES, contact, escalate, last, log, rows, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.words import Asks, Role
from deskapp.services.calls.acts import (
    EditCall,
    MakeConfidential,
    NewCustomer,
    ResolveCall,
    RestoreCall,
    VoidCall,
    VoidReason,
)
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.library.acts import EditedCheck, EditedGuide, SaveCategory
from deskapp.services.places.acts import Chosen, SaveEquipment, SavePlace
from deskapp.services.places.views import EquipmentView, PlaceView
from deskapp.wording import events as event_wording
from deskapp.wording import places as place_wording
from deskapp.wording import signs as sign_wording


def customer(desk: Desk, name: str = "St Mary's School", **more: Any) -> int:
    return desk.directory.save_customer(SaveCustomer(name, **more)).value.id


def place(desk: Desk, customer_id: int, name: str = "Main building", **more: Any) -> PlaceView:
    return desk.places.save_place(SavePlace(customer_id, name, **more)).value


def thing(desk: Desk, customer_id: int, label: str = "Copier", **more: Any) -> EquipmentView:
    return desk.places.save_equipment(SaveEquipment(customer_id, label, **more)).value


def edit(desk: Desk, call_id: int, **more: Any) -> EditCall:
    now = desk.overview.call(call_id)
    given = (now.row.summary, now.details, now.wants, now.steps, now.tone, now.category_id, now.row.customer_deadline)
    return EditCall(call_id, now.version, *given, **more)


def test_a_word_while_the_customer_speaks_is_a_record_of_theirs_and_grows(desk: Desk) -> None:
    call = log(desk, place=Chosen(words=" Sports hall "), equipment=Chosen(words="Line unit"))
    told = desk.overview.call(call.id)
    assert told.place is not None
    assert told.equipment is not None
    assert (told.place.name, told.equipment.label) == ("Sports hall", "Line unit")
    # What is told together belongs together.
    assert told.equipment.place_id == told.place.id
    assert told.place.customer == told.equipment.customer == "Ada Lovelace"
    # Said again, whatever the case and by whichever call, it is the same one.
    again = log(desk, customer_id=told.customer.id, equipment=Chosen(words="LINE  unit"))
    found = desk.overview.call(again.id)
    assert found.equipment is not None
    assert found.equipment.id == told.equipment.id
    # Where only the equipment is told, the call is where that stands.
    assert found.place is not None
    assert found.place.id == told.place.id
    grown = SaveEquipment(
        told.customer.id, "Line unit, first floor", "line unit", serial="LU24-00871", place_id=told.place.id,
        warranty_until=date(2027, 3, 31), id=found.equipment.id, base_version=found.equipment.version,
    )  # fmt: skip
    assert desk.places.save_equipment(grown).value.serial == "LU24-00871"
    third = desk.overview.call(log(desk, customer_id=told.customer.id, equipment=Chosen(words="lu24 00871")).id)
    assert third.equipment is not None
    assert third.equipment.id == told.equipment.id
    assert len(desk.places.of_customer(told.customer.id).equipment) == 1
    said = last(desk, call.id, "logged").payload
    assert (said["place"], said["equipment"]) == ("Sports hall", "Line unit")
    kinds = [kind for (kind,) in rows(desk.path, "SELECT kind FROM event")]
    assert [kind for kind in kinds if "place" in kind or "equipment" in kind] == [
        "place_added", "equipment_added", "equipment_edited", "equipment_edited",
    ]  # fmt: skip


def test_a_call_of_nobody_known_may_name_both_and_one_that_names_none_has_none(desk: Desk) -> None:
    told = desk.overview.call(log(desk).id)
    around = desk.overview.around(told.row.id)
    assert (told.place, told.equipment, around.at_place.count, around.on_equipment.count) == (None, None, 0, 0)
    with pytest.raises(Invalid) as refused:
        log(desk, place=Chosen(99), equipment=Chosen(98))
    assert dict(refused.value.fields) == {"place": "unknown", "equipment": "unknown"}


def test_the_customers_own_are_offered_first_then_their_colleagues_then_anybodys(desk: Desk) -> None:
    own, mate = customer(desk, "Grace", organisation="School"), customer(desk, "Tom", organisation="School")
    other = customer(desk, "Zoe")
    thing(desk, other, "Drucker Büro", serial="NC45-22071")
    theirs = thing(desk, mate, "Drucker Halle")
    mine = thing(desk, own, "Drucker Empfang", maker="Halden")
    gone = thing(desk, own, "Drucker alt", active=False)
    room = place(desk, own, "Zimmer Özil", room="1.04", person="Tom Webb", phone="07700 900142")

    def offered(text: str, whose: int | None = own) -> list[str]:
        return [one.label for one in desk.places.offered(whose, text).equipment]

    assert offered("") == ["Drucker Empfang", "Drucker Halle"]
    assert offered("drucker") == ["Drucker Empfang", "Drucker Halle", "Drucker Büro"]
    # Names whatever the case and accents; serial numbers with or without their signs, any part of them.
    for text in ("buro", "BUERO", "nc45 22071", "2207"):
        assert offered(text) == ["Drucker Büro"], text
    assert offered("nc45 22071", None) == ["Drucker Büro"]
    assert offered("halden") == [mine.label]
    assert [one.id for one in desk.places.offered(own, "ozil").places] == [room.id]
    assert [one.id for one in desk.places.offered(own, "900142").places] == [room.id]
    assert gone.label in [one.label for one in desk.places.found("alt").equipment]
    # What somebody else changes is found at once, by its place too.
    desk.places.save_equipment(
        SaveEquipment(mate, "Plotter", place_id=room.id, id=theirs.id, base_version=theirs.version)
    )
    assert offered("ozil") == ["Plotter"]


def test_what_was_changed_meanwhile_is_met_and_nothing_is_saved_over(desk: Desk) -> None:
    own = customer(desk)
    was = place(desk, own)
    desk.places.save_place(SavePlace(own, "Hill Road 3", id=was.id, base_version=was.version))
    with pytest.raises(Conflict) as newer:
        desk.places.save_place(SavePlace(own, "Mine", id=was.id, base_version=was.version))
    assert newer.value.values["newer"].name == "Hill Road 3"
    with pytest.raises(NotFound):
        desk.places.equipment(7)
    copier = thing(desk, own, serial="A-1")
    for wrong, field in (
        (SaveEquipment(own, " "), "label"),
        (SaveEquipment(own, "Another", serial="a 1"), "serial"),
        (SaveEquipment(99, "Of nobody"), "customer"),
        (SaveEquipment(own, "Elsewhere", place_id=99, contact_id=99), "place_id"),
    ):
        with pytest.raises(Invalid) as refused:
            desk.places.save_equipment(wrong)
        assert field in refused.value.fields
    # Out of use, it keeps its serial number from nobody.
    out = SaveEquipment(own, "Copier", serial="A-1", active=False, id=copier.id, base_version=copier.version)
    desk.places.save_equipment(out)
    assert thing(desk, own, serial="A-1").id != copier.id


def test_who_looks_after_it_and_how_long_it_is_covered(desk: Desk) -> None:
    own, service = customer(desk), contact(desk, "Dean Marsh", organisation="Linetel", phones=("0161 496 0171",))
    copier = thing(desk, own, contact_id=service.id, warranty_until=date(2026, 9, 1), contract_until=date(2027, 6, 30))
    assert (copier.contact, copier.contact_organisation, copier.contact_phone) == (
        "Dean Marsh", "Linetel", "0161 496 0171",
    )  # fmt: skip
    assert place_wording.looked_after(copier) == "Dean Marsh, Linetel"
    assert place_wording.cover(copier, date(2026, 11, 16)) == "contract until 30 Jun 2027"
    assert place_wording.cover(copier, date(2027, 6, 30)) == "contract until 30 Jun 2027"
    assert place_wording.cover(copier, date(2027, 7, 1)) == "contract ended 30 Jun 2027"
    assert place_wording.cover(thing(desk, own, "Handset"), date(2026, 11, 16)) == ""
    other = contact(desk, "D. Marsh")
    desk.directory.merge(other, service)
    assert desk.places.equipment(copier.id).contact == "D. Marsh"


def test_a_change_of_what_a_call_names_is_told_and_met_by_the_next(desk: Desk) -> None:
    call = log(desk)
    first = edit(desk, call.id, place=Chosen(words="Office"), equipment=Chosen(words="Copier"))
    desk.calls.edit(first)
    told = last(desk, call.id, "edited")
    assert told.payload["becomes"] == {"place_id": "Office", "equipment_id": "Copier"}
    assert event_wording.event_words(told, "Europe/London", desk.clock.now()) == "place, equipment"
    now = desk.overview.call(call.id)
    assert now.place is not None
    assert now.equipment is not None
    # The same change made twice is no conflict; another one is, with what stands there now.
    desk.calls.edit(first)
    with pytest.raises(Conflict) as newer:
        desk.calls.edit(EditCall(call.id, 1, "The printer prints nothing", "", "", "", None, None, None, Chosen()))
    assert newer.value.values["newer"]["place"] == Chosen(now.place.id, "Office")
    # Left alone it stays; taken away it is gone, although the equipment stands there.
    desk.calls.edit(edit(desk, call.id))
    assert desk.overview.call(call.id).place == now.place
    desk.calls.edit(edit(desk, call.id, place=Chosen(), equipment=Chosen(now.equipment.id)))
    assert (desk.overview.call(call.id).place, desk.overview.call(call.id).equipment) == (None, now.equipment)


def test_the_third_call_on_one_thing_in_30_days_is_a_sign_on_all_of_them(desk: Desk, clock: FixedClock) -> None:
    own = customer(desk)
    copier = thing(desk, own, "Copier, staff room")
    clock.advance(-timedelta(days=31))
    old = log(desk, customer_id=own, equipment=Chosen(copier.id)).id
    clock.advance(timedelta(days=31))

    def call(**more: Any) -> int:
        mate = NewCustomer(f"Mate {len(desk.lists.calls('open'))}")
        return log(desk, "Stripes" + " again" * len(more), new_customer=mate, equipment=Chosen(copier.id), **more).id

    def signed() -> set[int]:
        return {row.id for row in desk.lists.calls("open") if "same_equipment" in row.signs}

    one, two = call(), call()
    assert signed() == set()
    three = call()
    # Among them one that was logged before, and is open still.
    assert signed() == {old, one, two, three}
    (sign,) = [sign for sign in desk.overview.call(three).signs if sign.code == "same_equipment"]
    words = sign_wording.why(sign.reason, sign.values, "Europe/London", clock.now())
    assert words == "3 calls on Copier, staff room in 30 days"
    # Void it counts no more, nor once it is about something else; given back it does.
    desk.calls.void(VoidCall(three, VoidReason.IN_ERROR, words="Mistyped"))
    assert signed() == set()
    desk.calls.restore(RestoreCall(three, "It was none"))
    assert signed() == {old, one, two, three}
    desk.calls.edit(edit(desk, three, equipment=Chosen(words="Another")))
    assert signed() == set()


def test_a_thing_has_its_own_history_and_confidential_calls_stay_out_of_it(desk: Desk) -> None:
    own = customer(desk)
    hall = place(desk, own)
    copier = thing(desk, own, place_id=hall.id)
    solved = log(desk, "Paper jam", customer_id=own, equipment=Chosen(copier.id)).id
    desk.calls.resolve(ResolveCall(solved, "Sensor flap cleaned", YES))
    secret = log(desk, "Harassment", customer_id=own, equipment=Chosen(copier.id)).id
    desk.calls.make_confidential(MakeConfidential(secret, "Personnel", ()))
    now = log(desk, "Stripes", customer_id=own, equipment=Chosen(copier.id)).id

    def history() -> list[tuple[str, str]]:
        return [(one.row.summary, one.solution) for one in desk.overview.around(now).on_equipment.calls]

    assert history() == [("Harassment", ""), ("Paper jam", "Sensor flap cleaned")]
    assert desk.overview.around(now).at_place.count == 2
    assert desk.places.equipment(copier.id).open_calls == 2
    desk.sign_in(staff(desk, Role.AGENT))
    assert history() == [("Paper jam", "Sensor flap cleaned")]
    assert desk.overview.around(now).on_equipment.count == 1
    assert desk.overview.history("equipment_id", copier.id).count == 2
    assert desk.places.equipment(copier.id).open_calls == 1
    masked = desk.overview.call(secret)
    assert (masked.place, masked.equipment) == (None, None)
    with pytest.raises(NotAllowed):
        desk.overview.around(secret)


def test_the_whole_desk_keeps_places_and_equipment(desk: Desk) -> None:
    own = customer(desk)
    hall = place(desk, own, person="Tom Webb")
    copier = thing(desk, own, place_id=hall.id, warranty_until=date(2027, 3, 31))
    log(desk, customer_id=own, equipment=Chosen(copier.id))
    told = json.loads("".join(desk.whole.lines()))["tables"]
    assert told["equipment"][0]["warranty_until"] == "2027-03-31"
    assert told["place"][0]["person"] == "Tom Webb"
    assert told["call"][0]["equipment_id"] == copier.id


def test_what_a_category_needs_is_asked_for_before_the_call_is_escalated(desk: Desk) -> None:
    category = next(one for one in desk.categories.all() if one.name == "Hardware")
    assert (category.asks_place, category.asks_equipment) == (Asks.ASKED, Asks.ASKED)
    act = SaveCategory(
        category.name, tuple(EditedCheck(one.text, one.id) for one in category.checks),
        tuple(EditedGuide(one.kind, one.title, one.content, one.id) for one in category.guides),
        asks_place=Asks.NOT, asks_equipment=Asks.NEEDED, id=category.id, base_version=category.version,
    )  # fmt: skip
    desk.categories.save(act)
    known = {one.name: (one.asks_place, one.asks_equipment) for one in desk.facts().categories}
    assert known["Hardware"] == (Asks.NOT, Asks.NEEDED)
    assert known["Billing"] == (Asks.NOT, Asks.NOT)
    call, expert = log(desk, category_id=category.id), contact(desk)
    assert desk.overview.escalation_start(call.id).lacks == ("equipment",)
    with pytest.raises(Invalid) as refused:
        escalate(desk, call.id, expert.id)
    assert dict(refused.value.fields) == {"equipment": "missing"}
    escalate(desk, call.id, expert.id, equipment="Plotter")
    told = desk.overview.call(call.id)
    assert told.equipment is not None
    assert told.equipment.label == "Plotter"
    assert last(desk, call.id, "edited").payload["becomes"] == {"equipment_id": "Plotter"}
    # One that names it already is asked for nothing.
    other = log(desk, category_id=category.id, equipment=Chosen(told.equipment.id))
    assert desk.overview.escalation_start(other.id).lacks == ()
    escalate(desk, other.id, expert.id)
