"""The directory: contacts found while typing, numbers however they were typed, duplicates merged."""

from collections.abc import Callable

import pytest
from scene import at, contact, escalate, everything, log, rows, staff

from deskapp.desk import Desk
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.rota import Rotation
from deskapp.domain.words import ContactKind, Role
from deskapp.services import phones
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.rotas.acts import SaveRota
from deskapp.services.routes.acts import SaveRoute
from deskapp.services.site.acts import SaveSite


def _found(desk: Desk, text: str) -> list[str]:
    return [one.name for one in desk.directory.contacts(text)]


def test_contacts_are_found_by_name_organisation_role_skill_and_phone(desk: Desk) -> None:
    category = desk.facts().categories[0]
    contact(desk, "Zoë Müller", organisation="Ångström AG", role="Head", skills=(category.id,), email="z@a.example")
    contact(desk, "Bo", phones=("+44 20 7946 0958",))
    for text in ("zoe", "MÜLLER", "mull", "angstrom", "head zoe", category.name, f"{category.name[:4]} zoë", "z@a"):
        assert _found(desk, text) == ["Zoë Müller"], text
    assert _found(desk, "zoe bo") == []
    assert _found(desk, "") == ["Bo", "Zoë Müller"]


@pytest.mark.parametrize(
    "typed", ["020 7946 0958", "7946 0958", "+44 20 79460958", "0044 20 7946 0958", "0207946", "958"]
)
@pytest.mark.parametrize("kept", ["+44 20 7946 0958", "(020) 7946-0958", "00442079460958"])
def test_numbers_are_found_however_they_were_typed_and_shown_as_typed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kept: str, typed: str
) -> None:
    monkeypatch.setattr(phones, "region", lambda _session: "GB")
    contact(desk, "Bo", phones=(kept,))
    contact(desk, "Other", phones=("+49 30 123456",))
    (found,) = desk.directory.contacts(typed)
    assert (found.name, found.phones) == ("Bo", (kept,))


def test_a_customers_number_is_found_with_its_countrys_code_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(phones, "region", lambda _session: "GB")
    desk.calls.log(LogCall("x", new_customer=NewCustomer("Di", phone="020 7946 0958")))
    assert [one.name for one in desk.directory.customers("+44 20 7946 0958")] == ["Di"]


@pytest.mark.parametrize(
    ("zone", "region"), [("Europe/Berlin", "DE"), ("Europe/London", "GB"), ("UTC", ""), ("Nowhere/Here", "")]
)
def test_whose_numbers_are_typed_without_a_code_follows_from_the_zone(zone: str, region: str) -> None:
    assert phones.region_of_zone(zone) == region


@pytest.mark.parametrize("typed", ["", "ext 5", "12", "not a number", "+", "0" * 400])
def test_what_is_no_number_of_any_plan_is_none(typed: str) -> None:
    assert phones.normal(typed, "GB") == ""


def test_a_change_by_anybody_is_found_at_once(desk: Desk) -> None:
    ana = contact(desk, "Ana")
    assert _found(desk, "ana") == ["Ana"]
    second = Desk(desk.path, desk.clock, staff_id=1).open()
    second.directory.save_contact(SaveContact(ana.kind, "Anna", id=ana.id, base_version=ana.version))
    second.close()
    assert _found(desk, "anna") == ["Anna"]
    assert desk.directory.contacts("anna")[0].open_escalations == 0
    escalate(desk, log(desk).id, ana.id)
    assert desk.directory.contacts("anna")[0].open_escalations == 1


def test_merging_duplicates_keeps_one_and_everything_that_names_the_other_follows(desk: Desk) -> None:
    categories = [one.id for one in desk.facts().categories]
    keep = contact(desk, "Ana", phones=("020 1234567",), skills=(categories[0],), notes="Mine")
    other = contact(desk, "Anna", phones=("0201234567", "5"), skills=(categories[1],), notes="Theirs", role="Head")
    bo = contact(desk, "Bo", deputies=(other.id, keep.id))
    keep = desk.directory.save_contact(
        SaveContact(
            keep.kind,
            "Ana",
            phones=keep.phones,
            skills=keep.skills,
            notes="Mine",
            deputies=(other.id,),
            id=keep.id,
            base_version=1,
        )
    ).value
    call = log(desk)
    escalate(desk, call.id, other.id)
    desk.routes.save(SaveRoute("One", ((other.id, None), (keep.id, None))))
    desk.routes.save(SaveRoute("Two", ((bo.id, None), (other.id, None)), category_id=categories[0]))
    week = Rotation(unit="week", length=1, start=at(0, day=9), members=[str(other.id)])
    rota = desk.rotas.save(SaveRota("Nights", "UTC", (week,), catch_all=other.id)).value
    merged = desk.directory.merge(keep, other).value
    assert (merged.name, merged.role, merged.notes) == ("Ana", "Head", "Mine\nTheirs")
    assert merged.phones == ("020 1234567", "5")
    assert merged.skills == tuple(sorted(categories[:2]))
    assert merged.deputies == ()
    assert desk.directory.contact(bo.id).deputies == (keep.id,)
    assert desk.overview.call(call.id).escalations[0].contact_id == keep.id
    assert [[step.contact_id for step in route.steps] for route in desk.routes.all().routes] == [
        [keep.id],
        [bo.id, keep.id],
    ]
    assert desk.rotas.on_call(rota.id).contact_id == keep.id
    assert [one.name for one in desk.directory.contacts(inactive=True)] == ["Ana", "Bo"]
    assert rows(desk.path, "SELECT merged_into_id, active FROM contact WHERE id = ?", other.id) == [(keep.id, 0)]
    assert rows(desk.path, "SELECT kind FROM event ORDER BY id DESC LIMIT 1") == [("contacts_merged",)]


def test_a_merge_never_changes_who_was_on_call_in_the_past(desk: Desk) -> None:
    keep, other = contact(desk, "Ana"), contact(desk, "Anna")
    week = Rotation(unit="week", length=1, start=at(0, day=9), members=[str(other.id)])
    rota = desk.rotas.save(SaveRota("Nights", "UTC", (week,))).value
    before = desk.rotas.on_call(rota.id, at(9, 59))
    desk.directory.merge(keep, other)
    assert desk.rotas.on_call(rota.id, at(9, 59)) == before


def test_two_that_have_the_same_call_now_are_not_merged(desk: Desk) -> None:
    keep, other = contact(desk, "Ana"), contact(desk, "Anna")
    call = log(desk)
    escalate(desk, call.id, keep.id)
    escalate(desk, call.id, other.id)
    before = everything(desk.path)
    with pytest.raises(NotAllowed) as refused:
        desk.directory.merge(keep, other)
    assert refused.value.code == "both_have_a_call"
    assert everything(desk.path) == before


def test_a_merge_of_what_changed_or_is_gone_or_by_an_agent_is_refused(desk: Desk) -> None:
    keep, other = contact(desk, "Ana"), contact(desk, "Anna")
    with pytest.raises(Invalid):
        desk.directory.merge(keep, keep)
    newer = desk.directory.save_contact(SaveContact(other.kind, "Annah", id=other.id, base_version=1)).value
    with pytest.raises(Conflict):
        desk.directory.merge(keep, other)
    agent = staff(desk, Role.AGENT)
    desk.sign_in(agent)
    with pytest.raises(NotAllowed):
        desk.directory.merge(keep, newer)
    desk.sign_in(1)
    kept = desk.directory.merge(keep, newer).value
    refused: tuple[Callable[[], object], ...] = (
        lambda: desk.directory.merge(kept, newer),
        lambda: desk.directory.merge(newer, kept),
    )
    for again in refused:
        with pytest.raises(NotFound):
            again()
    assert kept.kind is ContactKind.EXPERT


def test_a_desk_that_moves_to_another_country_finds_its_numbers_there(desk: Desk) -> None:
    contact(desk, "Bo", phones=("030 123456",))
    site = desk.facts().site
    desk.site.save_site(
        SaveSite(
            site.name,
            site.address,
            site.phone,
            "Europe/Berlin",
            site.paper,
            site.language,
            site.supplier_pauses,
            site.other_pauses,
            site.tone_to_outside,
            site.version,
        )
    )
    assert rows(desk.path, "SELECT normal FROM contact_phone") == [("4930123456",)]
    assert _found(desk, "+49 30 123456") == ["Bo"]
