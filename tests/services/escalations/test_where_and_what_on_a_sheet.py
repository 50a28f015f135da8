"""Place and thing on a handoff sheet, by the contact's allow-list; and the boxes that come back on it."""

from datetime import date, timedelta
from typing import Any

import pytest
from scene import at, contact, escalate, last, log

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Invalid
from deskapp.domain.handoff.sheet import HandoffSheet, SheetFault, SheetPlace, told
from deskapp.domain.handoff.visible import DEFAULT_OUTSIDE
from deskapp.domain.words import Consent, ContactKind, ReturnBox
from deskapp.services.calls.acts import MakeConfidential, NewCustomer
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.escalations.acts import ReturnEscalation
from deskapp.services.places.acts import Chosen, SaveEquipment, SavePlace

SUPPLIER = ContactKind.SUPPLIER
EVERYTHING = tuple(sorted(DEFAULT_OUTSIDE))


class Scene:
    """A copier at a bakery that had five calls before; the sixth is handed over."""

    def __init__(self, desk: Desk, clock: FixedClock) -> None:
        self.desk, save = desk, desk.directory.save_customer
        self.jane = save(
            SaveCustomer("Jane Canary", organisation="Doe Bakery", account="C-9", phones=("020 7946 0111",))
        ).value.id
        other = save(SaveCustomer("Ilse Sparrow", organisation="Doe Bakery")).value.id
        place = SavePlace(self.jane, "Mill Lane", "3 Mill Lane", "office", "Ring first", "Tom Roe", "020 7946 0333")
        self.place = desk.places.save_place(place).value.id
        cared = contact(desk, "Halden Service", SUPPLIER, may_see=EVERYTHING).id
        thing = SaveEquipment(
            self.jane, "Copier", "copier", "Halden", "NC45", "22071-B", self.place, cared, date(2027, 3, 31),
            contract_ref="K-7781",
        )  # fmt: skip
        self.cared, self.thing = cared, desk.places.save_equipment(thing).value.id
        before = clock.now()
        clock.set_to(before - timedelta(days=40))
        log(desk, "Streaks on every page", **self._on(self.jane))
        clock.advance(timedelta(days=10))
        log(desk, "Ilse Sparrow says it jams", **self._on(other))
        clock.advance(timedelta(days=10))
        secret = log(desk, "Dismissal letters left in the tray", **self._on(self.jane)).id
        desk.calls.make_confidential(MakeConfidential(secret, "Personnel"))
        refused = log(desk, "Private pictures copied", **self._on(self.jane)).id
        escalate(desk, refused, contact(desk, "Ada").id, consent=Consent.NO, consent_reason="Private")
        clock.set_to(before)
        self.call = log(desk, "Does not wake", **self._on(self.jane)).id

    def _on(self, customer: int) -> dict[str, Any]:
        return {"customer_id": customer, "equipment": Chosen(self.thing)}

    def sheet(self, contact_id: int) -> HandoffSheet:
        return self.desk.escalations.sheet(escalate(self.desk, self.call, contact_id).id).value


@pytest.fixture
def scene(desk: Desk, clock: FixedClock) -> Scene:
    return Scene(desk, clock)


def test_whoever_looks_after_a_thing_finds_it_and_whom_to_ask_for(scene: Scene) -> None:
    sheet = scene.sheet(scene.cared)
    assert sheet.place == SheetPlace("Mill Lane", "3 Mill Lane", "office", "Ring first", "Tom Roe", "020 7946 0333")
    assert (sheet.equipment.serial, sheet.equipment.contract_ref) == ("22071-B", "K-7781")
    assert sheet.equipment.warranty_until == date(2027, 3, 31)


def test_past_faults_leave_out_what_is_confidential_or_was_refused_and_the_names_of_others(scene: Scene) -> None:
    faults = scene.sheet(scene.cared).equipment.faults
    assert faults == (
        SheetFault(date(2026, 10, 17), "[…] says it jams"),
        SheetFault(date(2026, 10, 7), "Streaks on every page"),
    )


def test_the_houses_own_staff_read_past_faults_as_they_were_written(scene: Scene) -> None:
    said = [one.said for one in scene.sheet(contact(scene.desk, "Grace").id).equipment.faults]
    assert said == ["Private pictures copied", "Ilse Sparrow says it jams", "Streaks on every page"]


def test_somebody_elses_contract_is_not_told(scene: Scene) -> None:
    other = contact(scene.desk, "Inks", SUPPLIER, may_see=EVERYTHING).id
    assert scene.sheet(other).equipment.contract_ref == ""


#: What stands on a sheet by each entry alone.
OPENS = {
    "impact": (),
    "place": ("Mill Lane", "Ring first"),
    "place_person": ("Tom Roe", "0333"),
    "equipment": ("22071-B", "2027-03-31"),
    "faults": ("Streaks",),
}


@pytest.mark.parametrize("allowed", [(), *((one,) for one in OPENS)], ids="+".join)
def test_each_of_them_is_an_entry_of_its_own_and_an_old_list_opens_none(scene: Scene, allowed: tuple[str, ...]) -> None:
    sheet = scene.sheet(contact(scene.desk, "Inks", SUPPLIER, may_see=allowed).id)
    said = repr(sheet) + repr(told(sheet))
    for entry, words in OPENS.items():
        assert [word for word in words if word in said] == (list(words) if entry in allowed else [])


def test_a_new_supplier_may_see_where_and_what_and_one_who_was_there_as_much_as_before(desk: Desk) -> None:
    assert {"place", "place_person", "equipment", "faults"} <= set(contact(desk, "Inks", SUPPLIER).may_see)
    assert contact(desk, "Toner", SUPPLIER, may_see=("issue",)).may_see == ("issue",)


def test_after_a_no_neither_place_nor_thing_goes_outside(scene: Scene) -> None:
    made = escalate(scene.desk, scene.call, scene.cared, consent=Consent.NO, consent_reason="Waits")
    sheet = scene.desk.escalations.sheet(made.id).value
    assert not [word for word in ("Mill", "Tom", "22071", "Copier", "Streaks") if word in repr(sheet)]


def test_what_was_ticked_and_who_answered_come_back_with_the_return(desk: Desk, clock: FixedClock) -> None:
    number = log(desk, new_customer=NewCustomer("Jane", phone="020 7946 0111")).id
    made = escalate(desk, number, contact(desk).id)
    boxes = (ReturnBox.NOT_FIXED, ReturnBox.PART_ORDERED)
    act = ReturnEscalation(made.id, "", "Opened it", "J-7", at(9), boxes, "T. Roe")
    back = desk.escalations.give_back(act).value
    assert (back.boxes, back.returned_by, back.outcome) == (boxes, "T. Roe", "")
    payload = last(desk, number, "returned").payload
    assert (payload["boxes"], payload["by"]) == (["not_fixed", "part_ordered"], "T. Roe")


@pytest.mark.parametrize(
    ("boxes", "fault"), [((), "missing"), ((ReturnBox.FIXED, ReturnBox.NOT_FIXED), "fixed_and_not")]
)
def test_a_return_has_words_or_boxes_and_is_not_both_fixed_and_not(
    desk: Desk, boxes: tuple[ReturnBox, ...], fault: str
) -> None:
    made = escalate(desk, log(desk).id, contact(desk).id)
    with pytest.raises(Invalid) as refused:
        desk.escalations.give_back(ReturnEscalation(made.id, " ", boxes=boxes))
    assert refused.value.fields == {"outcome": fault}
