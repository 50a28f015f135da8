"""Routes as supervisors keep them: RULES.md, "Routes" and "Escalation"."""

from pathlib import Path

import pytest
from scene import at, contact, escalate, everything, log, rows, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.rota import Rotation
from deskapp.domain.words import ContactKind, EscalationType, Level, Priority, Role, RouteHours
from deskapp.services.demo.service import make_demo
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.views import ContactView
from deskapp.services.places.acts import Chosen, SaveEquipment
from deskapp.services.rotas.acts import SaveRota
from deskapp.services.routes.acts import OF_EQUIPMENT, ExampleCall, SaveRoute
from deskapp.services.routes.views import Offer, RouteView
from deskapp.wording import offers as offer_wording


def _category(desk: Desk, number: int = 0) -> int:
    return desk.facts().categories[number].id


def _save(desk: Desk, name: str, *people: ContactView, **more: object) -> RouteView:
    steps = tuple((person.id, None) for person in people)
    return desk.routes.save(SaveRoute(name, steps, **more)).value  # type: ignore[arg-type]


def _names(offer: Offer) -> list[str]:
    return [one.contact.name for one in offer.contacts]


def _codes(offer: Offer, name: str) -> list[str]:
    return [code for one in offer.contacts if one.contact.name == name for code, _values in one.reasons]


def test_routes_are_kept_in_order_and_moved_up_and_down(desk: Desk) -> None:
    ana = contact(desk, "Ana")
    first, second, third = (_save(desk, name, ana, category_id=_category(desk)) for name in ("A", "B", "C"))
    assert [one.name for one in desk.routes.all().routes] == ["A", "B", "C"]
    assert [one.name for one in desk.routes.move(third.id, -1).value.routes] == ["A", "C", "B"]
    assert [one.name for one in desk.routes.move(first.id, -1).value.routes] == ["A", "C", "B"]
    assert [one.name for one in desk.routes.move(first.id, 9).value.routes] == ["C", "B", "A"]
    kinds = [kind for (kind,) in rows(desk.path, "SELECT kind FROM event WHERE kind LIKE 'route%' ORDER BY id")]
    assert kinds == ["route_added"] * 3 + ["route_moved"] * 2
    assert second.version == 1


def test_a_route_is_taken_out_of_use_and_chains_that_lead_to_it_end(desk: Desk) -> None:
    ana = contact(desk, "Ana")
    last = _save(desk, "Nights", ana)
    first = _save(desk, "Billing", ana, category_id=_category(desk), then_id=last.id)
    desk.routes.remove(last.id, last.version)
    (left,) = desk.routes.all().routes
    assert (left.id, left.then_id, left.version) == (first.id, None, 2)
    assert rows(desk.path, "SELECT active FROM route WHERE id = ?", last.id) == [(0,)]
    with pytest.raises(NotFound):
        desk.routes.remove(last.id, 2)


def test_a_chain_that_loops_is_refused(desk: Desk) -> None:
    ana = contact(desk, "Ana")
    one = _save(desk, "One", ana)
    two = _save(desk, "Two", ana, then_id=one.id)
    before = everything(desk.path)
    with pytest.raises(Invalid) as refused:
        _save(desk, "One", ana, then_id=two.id, id=one.id, base_version=1)
    assert refused.value.fields == {"then_id": "chain_loops"}
    with pytest.raises(Invalid) as refused:
        _save(desk, "One", ana, then_id=one.id, id=one.id, base_version=1)
    assert refused.value.fields == {"then_id": "chain_loops"}
    assert everything(desk.path) == before


def test_what_is_wrong_with_a_route_is_said_by_field(desk: Desk) -> None:
    ana = contact(desk, "Ana")
    with pytest.raises(Invalid) as refused:
        desk.routes.save(SaveRoute(" ", category_id=999, trigger="no such", calendar_id=99, then_id=77))
    assert refused.value.fields == {
        "name": "missing",
        "category_id": "unknown",
        "trigger": "unknown",
        "calendar_id": "unknown",
        "then_id": "unknown",
    }
    for steps, code in (
        ((), "missing"),
        (((999, None),), "unknown"),
        (((None, 5),), "unknown"),
        (((None, None),), "unknown"),
        (((ana.id, None), (ana.id, None)), "twice"),
    ):
        with pytest.raises(Invalid) as refused:
            desk.routes.save(SaveRoute("Billing", steps))
        assert refused.value.fields == {"steps": code}


def test_only_supervisors_and_managers_change_routes(desk: Desk) -> None:
    ana = contact(desk, "Ana")
    route = _save(desk, "Billing", ana)
    desk.sign_in(staff(desk, Role.AGENT))
    for forbidden in (
        lambda: _save(desk, "Other", ana),
        lambda: desk.routes.move(route.id, 1),
        lambda: desk.routes.remove(route.id, 1),
    ):
        with pytest.raises(NotAllowed):
            forbidden()
    assert len(desk.routes.all().routes) == 1
    desk.sign_in(staff(desk, Role.SUPERVISOR))
    assert _save(desk, "Other", ana).name == "Other"


def test_two_who_change_one_route_learn_of_each_other(desk: Desk) -> None:
    ana = contact(desk, "Ana")
    route = _save(desk, "Billing", ana)
    _save(desk, "Bills", ana, id=route.id, base_version=1)
    with pytest.raises(Conflict) as told:
        _save(desk, "Invoices", ana, id=route.id, base_version=1)
    assert told.value.values["newer"].name == "Bills"


def test_contacts_are_ranked_by_the_routes_first_when_escalating(desk: Desk) -> None:
    ana, bo = contact(desk, "Ana"), contact(desk, "Bo", authority=Level.MANAGER, skills=(_category(desk),))
    call = log(desk, category_id=_category(desk))
    assert _names(desk.routes.of_call(call.id)) == ["Bo", "Ana"]
    _save(desk, "Billing", ana, category_id=_category(desk))
    start = desk.overview.escalation_start(call.id)
    assert [one.contact.name for one in start.contacts] == ["Ana", "Bo"]
    assert start.offer is not None
    assert start.offer.route == "Billing"
    assert start.contacts[0].reasons[0] == ("route_first", {"route": 1, "place": 0, "name": "Billing"})
    assert [one.contact.id for one in desk.escalations.find_contacts(call.id, "bo")] == [bo.id]


def test_types_and_triggers_that_are_chosen_rank_again(desk: Desk) -> None:
    ana, bo = contact(desk, "Ana"), contact(desk, "Bo")
    call = log(desk, category_id=_category(desk))
    _save(desk, "Complaints", bo, trigger="asks_for_manager")
    assert _names(desk.escalations.offer(call.id, (), ())) == ["Ana", "Bo"]
    assert _names(desk.escalations.offer(call.id, (EscalationType.HIERARCHICAL,), ("asks_for_manager",)))[0] == "Bo"
    assert ana.id


def test_an_empty_step_is_skipped_and_said(desk: Desk) -> None:
    ana, bo = contact(desk, "Ana"), contact(desk, "Bo")
    _save(desk, "Billing", bo, ana, category_id=_category(desk))
    desk.directory.save_contact(SaveContact(bo.kind, "Bo", active=False, id=bo.id, base_version=bo.version))
    offer = desk.routes.try_out(ExampleCall(_category(desk)))
    assert _names(offer) == ["Ana"]
    assert [(one.code, one.route, one.name) for one in offer.skipped] == [("inactive", "Billing", "Bo")]
    assert [step.active for step in desk.routes.all().routes[0].steps] == [False, True]


def test_a_route_is_tested_for_an_example_call_at_any_instant(desk: Desk) -> None:
    ana, bo = contact(desk, "Ana"), contact(desk, "Bo")
    _save(desk, "Day", ana, hours=RouteHours.INSIDE, priority=Priority.P1)
    _save(desk, "Night", bo, hours=RouteHours.OUTSIDE)
    assert desk.routes.try_out(ExampleCall(priority=Priority.P1)).route == "Day"
    night = desk.routes.try_out(ExampleCall(priority=Priority.P1, at=at(22)))
    assert (night.route, night.nobody) == ("Night", "nobody_reachable")
    assert _codes(night, "Bo") == ["route_first", "back"]
    assert night.supervisors == ("Manager",)


def test_never_empty_without_saying_why_the_supervisor_on_duty_is_named(desk: Desk) -> None:
    offer = desk.routes.try_out(ExampleCall())
    assert (offer.contacts, offer.nobody, offer.supervisors) == ((), "no_contacts", ("Manager",))
    staff(desk, Role.SUPERVISOR, "Sam")
    assert desk.routes.try_out(ExampleCall()).supervisors == ("Sam",)


def test_deputies_are_kept_in_order_and_shown_when_somebody_is_unreachable(desk: Desk, clock: FixedClock) -> None:
    ana, bo, cy = contact(desk, "Ana"), contact(desk, "Bo"), contact(desk, "Cy")
    saved = desk.directory.save_contact(
        SaveContact(ana.kind, "Ana", deputies=(cy.id, bo.id, cy.id), id=ana.id, base_version=ana.version)
    ).value
    assert saved.deputies == (cy.id, bo.id)
    with pytest.raises(Invalid) as refused:
        desk.directory.save_contact(
            SaveContact(ana.kind, "Ana", deputies=(ana.id,), id=ana.id, base_version=saved.version)
        )
    assert refused.value.fields == {"deputies": "oneself"}
    with pytest.raises(Invalid):
        desk.directory.save_contact(SaveContact(ana.kind, "Ana", deputies=(99,), id=ana.id, base_version=saved.version))


def test_how_often_and_how_fast_somebody_accepted_is_a_reason(desk: Desk) -> None:
    ana = contact(desk, "Ana")
    call = log(desk)
    escalate(desk, call.id, ana.id)
    (one,) = desk.routes.of_call(log(desk, "Another").id).contacts
    assert one.reasons == ()
    assert one.accept_by is not None


def test_after_hours_a_route_offers_who_the_rota_names_and_they_come_first(desk: Desk, clock: FixedClock) -> None:
    ana, bo = contact(desk, "Ana"), contact(desk, "Bo")
    week = Rotation(unit="week", length=1, start=at(0, day=9), members=[str(bo.id)])
    rota = desk.rotas.save(SaveRota("Nights", "UTC", (week,))).value
    desk.routes.save(SaveRoute("Out of hours", ((None, rota.id), (ana.id, None)), hours=RouteHours.OUTSIDE))
    offer = desk.routes.try_out(ExampleCall(at=at(22)))
    assert _names(offer) == ["Bo", "Ana"]
    assert _codes(offer, "Bo") == ["route_first", "on_call"]
    assert (offer.contacts[0].reachable, offer.nobody) == (True, "")
    (route,) = desk.routes.all().routes
    assert [step.name for step in route.steps] == ["Nights", "Ana"]


def test_a_rota_without_anybody_is_skipped_at_once_with_its_reason(desk: Desk) -> None:
    ana, bo = contact(desk, "Ana"), contact(desk, "Bo")
    later = Rotation(unit="week", length=1, start=at(0, day=23), members=[str(bo.id)])
    rota = desk.rotas.save(SaveRota("Nights", "UTC", (later,))).value
    desk.routes.save(SaveRoute("Billing", ((None, rota.id), (ana.id, None)), category_id=_category(desk)))
    offer = desk.routes.try_out(ExampleCall(_category(desk)))
    assert _names(offer)[0] == "Ana"
    (skipped,) = offer.skipped
    assert (skipped.code, skipped.route, skipped.name) == ("nobody_on_call", "Billing", "Nights")
    assert skipped.reason


def test_the_routes_of_the_demo_desk_are_tried_on_its_calls(tmp_path: Path) -> None:
    path, clock = tmp_path / "demo.db", FixedClock(at(11, day=18))
    make_demo(path, clock.now(), 10)
    demo = Desk(path, clock, staff_id=1).open()
    billing = next(one for one in demo.facts().categories if one.name == "Billing")
    day = demo.routes.try_out(ExampleCall(billing.id))
    assert (day.route, _names(day)[:3]) == ("Billing", ["Alex Meyer", "Rita Gomez", "CardPay Ltd"])
    night = demo.routes.try_out(ExampleCall(billing.id, at=at(22, day=19)))
    assert night.route == "After hours"
    assert "on_call" in [code for code, _values in night.contacts[0].reasons]
    assert demo.routes.try_out(ExampleCall()).route == "Everything else"
    demo.close()


def test_a_route_offers_first_whoever_looks_after_the_equipment(desk: Desk) -> None:
    ana, service, idle = contact(desk, "Ana"), contact(desk, "Dean", ContactKind.SUPPLIER), contact(desk, "Ed")
    own = log(desk).id
    customer = desk.overview.call(own).customer.id
    made = desk.routes.save(SaveRoute("Machines", (OF_EQUIPMENT, (ana.id, None)), category_id=_category(desk))).value
    assert [(step.name, step.of_equipment) for step in made.steps] == [("", True), ("Ana", False)]
    printer = SaveEquipment(customer, "Printer, staff room", "printer", contact_id=service.id)
    copier = SaveEquipment(customer, "Copier")
    things = [desk.places.save_equipment(one).value.id for one in (printer, copier)]

    def offered(**more: object) -> Offer:
        return desk.routes.of_call(log(desk, customer_id=customer, category_id=_category(desk), **more).id)

    offer = offered(equipment=Chosen(things[0]))
    assert _names(offer)[:2] == ["Dean", "Ana"]
    (told,) = [values for code, values in offer.contacts[0].reasons if code == "looks_after"]
    assert offer_wording.reason("looks_after", told, "UTC", at(10), {}) == "looks after this printer"
    assert "route_first" in _codes(offer, "Dean")
    # Where nobody does, the step is skipped and said, and the next one comes first.
    for without in (offered(), offered(equipment=Chosen(things[1]))):
        assert _names(without)[0] == "Ana"
        assert [one.code for one in without.skipped] == ["nobody_looks_after"]
    # Without a route it is told as well, and counts.
    desk.routes.remove(made.id, made.version)
    assert _names(offered(equipment=Chosen(things[0])))[0] == "Dean"
    assert idle.name in _names(offered())
