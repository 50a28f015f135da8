"""Categories, their checklists and guides, as managers change them."""

import json
from dataclasses import replace

import pytest
from scene import contact, escalate, kinds, log, rows, staff

from deskapp.desk import Desk
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.words import GuideKind, Impact, Role, Urgency
from deskapp.services.directory.acts import SaveContact
from deskapp.services.library.acts import EditedCheck, EditedField, EditedGuide, SaveCategory, TickCheck
from deskapp.services.library.views import CategorySettings
from deskapp.services.routes.acts import SaveRoute

BILLING = 1


def _billing(desk: Desk) -> CategorySettings:
    return next(view for view in desk.categories.all() if view.id == BILLING)


def _act(view: CategorySettings, **changed: object) -> SaveCategory:
    """The category as it stands, and what is changed of it; further guides come behind those that it has."""
    same = SaveCategory(
        name=view.name,
        checks=tuple(EditedCheck(line.text, line.id, line.active) for line in view.checks),
        guides=tuple(EditedGuide(one.kind, one.title, one.content, one.id, one.active) for one in view.guides),
        fields=tuple(
            EditedField(one.label, one.kind, one.choices, one.needed, one.id, one.active) for one in view.fields
        ),
        contact_id=view.contact_id,
        active=view.active,
        id=view.id,
        base_version=view.version,
    )
    changed["guides"] = (*same.guides, *changed.get("guides", ()))  # type: ignore[misc]
    return replace(same, **changed)  # type: ignore[arg-type]


def _lines(*texts: str) -> tuple[EditedCheck, ...]:
    return tuple(EditedCheck(text) for text in texts)


def _facts_of(desk: Desk, category_id: int) -> list[str]:
    shown = next(one for one in desk.facts().categories if one.id == category_id)
    return [text for _id, text in shown.checks]


def test_a_category_is_added_at_the_end_with_its_checklist_and_guides(desk: Desk) -> None:
    guides = (EditedGuide(GuideKind.LINK, "Manual", "https://intranet.example/vans"),)
    saved = desk.categories.save(SaveCategory(" Vans ", _lines("Which van?", "Keys looked for"), guides)).value
    assert desk.categories.all()[-1] == saved
    assert (saved.name, saved.version) == ("Vans", 1)
    assert _facts_of(desk, saved.id) == ["Which van?", "Keys looked for"]
    assert [one.title for one in desk.guides.help(saved.id).guides] == ["Manual"]


def test_a_changed_category_is_told_from_and_to(desk: Desk) -> None:
    desk.categories.save(_act(_billing(desk), name="Invoices", active=False))
    [(said,)] = rows(
        desk.path, "SELECT words FROM event_words JOIN event ON id = event_id WHERE kind = 'category_edited'"
    )
    assert json.loads(said)["was"] == {"name": "Billing", "active": True}
    assert json.loads(said)["becomes"] == {"name": "Invoices", "active": False}


def test_saving_what_stands_there_already_changes_nothing(desk: Desk) -> None:
    before = _billing(desk)
    saved = desk.categories.save(_act(before))
    assert saved.value == before
    assert not saved.changes.lists
    assert not rows(desk.path, "SELECT 1 FROM event WHERE kind = 'category_edited'")


def test_a_manager_changes_categories_and_nobody_else(desk: Desk) -> None:
    act = _act(_billing(desk), name="Invoices")
    for role in (Role.AGENT, Role.SUPERVISOR):
        desk.sign_in(staff(desk, role))
        with pytest.raises(NotAllowed) as refused:
            desk.categories.save(act)
        assert refused.value.code == "role_too_low"
        with pytest.raises(NotAllowed):
            desk.categories.move(BILLING, 1)
    assert _billing(desk).name == "Billing"


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(desk: Desk) -> None:
    seen = _billing(desk)
    desk.categories.save(_act(seen, name="Invoices"))
    with pytest.raises(Conflict) as refused:
        desk.categories.save(_act(seen, name="Money"))
    assert refused.value.code == "category_edited"
    assert refused.value.values["newer"].name == "Invoices"


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({"name": " "}, {"name": "missing"}),
        ({"name": " NETWORK"}, {"name": "taken"}),
        ({"contact_id": 99}, {"contact_id": "unknown"}),
        ({"checks": ()}, {"checks": "unknown"}),
        ({"checks": _lines("One", "Two")}, {"checks": "unknown"}),
        ({"guides": (EditedGuide(GuideKind.NOTE, "", "words"),)}, {"guides": "missing"}),
        ({"guides": (EditedGuide(GuideKind.NOTE, "Title", "\n"),)}, {"guides": "missing"}),
        ({"guides": (EditedGuide(GuideKind.NOTE, "Title", "words", id=99),)}, {"guides": "unknown"}),
    ],
)
def test_bad_input_is_named_by_field_and_changes_nothing(desk: Desk, changed: dict, wrong: dict) -> None:
    before = _billing(desk)
    with pytest.raises(Invalid) as refused:
        desk.categories.save(_act(before, **changed))
    assert refused.value.fields == wrong
    assert _billing(desk) == before


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https:",
        "https://",
        "http:no-slashes.example",
        "www.example.org",
        "smb://server/share",
        "https://a.example/ b",
        "vscode://open",
        "https://a.example/\nset",
    ],
)
def test_a_link_leads_to_a_page_a_letter_or_a_number_only(desk: Desk, address: str) -> None:
    guides = (EditedGuide(GuideKind.LINK, "Manual", address),)
    with pytest.raises(Invalid) as refused:
        desk.categories.save(_act(_billing(desk), guides=guides))
    assert refused.value.fields == {"guides": "no_address"}


@pytest.mark.parametrize("address", ["https://a.example/x?y#z", "HTTP://a.example", "mailto:a@b.example", "tel:+4420"])
def test_addresses_that_may_be_opened_are_kept_as_typed(desk: Desk, address: str) -> None:
    saved = desk.categories.save(_act(_billing(desk), guides=(EditedGuide(GuideKind.LINK, "It", address),))).value
    assert saved.guides[-1].content == address


def test_an_unknown_category_is_named(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.categories.save(SaveCategory("New", id=99, base_version=1))


# The checklist


def test_a_line_of_other_meaning_becomes_a_new_one_where_calls_say_the_old_one_was_done(desk: Desk) -> None:
    """Checklist lines are never removed, since calls say that they were done."""
    before = _billing(desk)
    number = log(desk, category_id=BILLING, checks=(before.checks[0].id,)).id
    first = EditedCheck("Bank details compared", before.checks[0].id)
    rest = tuple(EditedCheck(line.text, line.id) for line in before.checks[1:])
    after = desk.categories.save(_act(before, checks=(first, *rest))).value
    assert _facts_of(desk, BILLING)[0] == "Bank details compared"
    old = next(line for line in after.checks if line.id == before.checks[0].id)
    assert (old.text, old.active) == ("Which invoice, which amount?", False)
    shown = {check.text: check.done for check in desk.guides.help_for(number).checks}
    assert shown["Which invoice, which amount?"] is True
    assert shown["Bank details compared"] is False


def test_a_line_that_no_call_names_is_worded_anew_in_its_place(desk: Desk) -> None:
    before = _billing(desk)
    lines = [EditedCheck(line.text, line.id) for line in before.checks]
    lines[1] = replace(lines[1], text="Payments looked up")
    after = desk.categories.save(_act(before, checks=tuple(lines))).value
    assert [line.id for line in after.checks] == [line.id for line in before.checks]
    assert after.checks[1].text == "Payments looked up"


def test_another_spelling_of_a_line_is_the_same_line_for_calls_that_did_it(desk: Desk) -> None:
    before = _billing(desk)
    log(desk, category_id=BILLING, checks=(before.checks[0].id,))
    lines = [EditedCheck(line.text, line.id) for line in before.checks]
    lines[0] = replace(lines[0], text="Which invoice - WHICH amount")
    after = desk.categories.save(_act(before, checks=tuple(lines))).value
    assert [line.id for line in after.checks] == [line.id for line in before.checks]
    assert after.checks[0].text == "Which invoice - WHICH amount"


def test_lines_are_put_in_another_order_and_switched_off(desk: Desk) -> None:
    before = _billing(desk)
    lines = [EditedCheck(line.text, line.id) for line in reversed(before.checks)]
    lines[0] = replace(lines[0], active=False)
    desk.categories.save(_act(before, checks=tuple(lines)))
    assert _facts_of(desk, BILLING) == [before.checks[1].text, before.checks[0].text]


def test_categories_are_put_in_another_order(desk: Desk) -> None:
    names = [view.name for view in desk.categories.all()]
    desk.categories.move(BILLING, 2)
    assert [one.name for one in desk.facts().categories] == [names[1], names[2], names[0], *names[3:]]
    desk.categories.move(BILLING, -99)
    assert [one.name for one in desk.facts().categories] == names


# Signs


def test_needs_other_knowledge_is_seen_when_the_category_has_an_owner_elsewhere(desk: Desk) -> None:
    """Triggers: needs other knowledge: the category has an owner elsewhere."""
    number = log(desk, category_id=BILLING).id
    assert "other_knowledge" not in desk.overview.call(number).row.signs
    owner = contact(desk, "Olga Byrne")
    changed = desk.categories.save(_act(_billing(desk), contact_id=owner.id))
    assert number in changed.changes.calls
    assert "other_knowledge" in desk.overview.call(number).row.signs
    seen = next(sign for sign in desk.overview.escalation_start(number).signs if sign.code == "other_knowledge")
    assert (seen.reason, seen.values) == ("category_owner", {"contact": "Olga Byrne"})
    again = log(desk, category_id=BILLING)
    assert "other_knowledge" in again.signs
    before_saving = desk.calls.signs(None, Impact.ONE, Urgency.SOON, BILLING)
    assert "other_knowledge" in {sign.code for sign in before_saving}


def test_who_is_not_there_any_more_answers_for_no_category(desk: Desk) -> None:
    owner = contact(desk, "Olga Byrne")
    desk.categories.save(_act(_billing(desk), contact_id=owner.id))
    number = log(desk, category_id=BILLING).id
    leaving = SaveContact(owner.kind, owner.name, id=owner.id, base_version=owner.version, active=False)
    assert number in desk.directory.save_contact(leaving).changes.calls
    assert "other_knowledge" not in desk.overview.call(number).row.signs
    assert desk.guides.help(BILLING).contact == ""
    # What stands there stays until somebody names another; nobody new may be named who is gone.
    desk.categories.save(_act(_billing(desk), name="Invoices"))
    with pytest.raises(Invalid) as refused:
        desk.categories.save(SaveCategory("Vans", contact_id=owner.id))
    assert refused.value.fields == {"contact_id": "inactive"}


def test_who_answers_for_the_category_is_offered_first_and_the_reason_says_so(desk: Desk) -> None:
    skilled = contact(desk, "Ann Ace", skills=(BILLING,))
    owner = contact(desk, "Olga Byrne")
    number = log(desk, category_id=BILLING).id
    assert desk.overview.escalation_start(number).contacts[0].contact.id == skilled.id
    desk.categories.save(_act(_billing(desk), contact_id=owner.id))
    first = desk.overview.escalation_start(number).contacts[0]
    assert first.contact.id == owner.id
    assert ("answers_for", {"category": BILLING}) in first.reasons


def test_two_contacts_made_one_leave_the_category_with_an_owner(desk: Desk) -> None:
    owner, other = contact(desk, "Olga Byrne"), contact(desk, "O. Byrne")
    desk.categories.save(_act(_billing(desk), contact_id=other.id))
    desk.directory.merge(owner, other)
    assert _billing(desk).contact == "Olga Byrne"


def test_owner_is_another_function_is_seen_when_a_route_names_it(desk: Desk) -> None:
    """Triggers: owner is another function: a route names it."""
    olga = contact(desk, "Olga Byrne")
    number = log(desk, category_id=BILLING).id
    other = log(desk, category_id=2).id
    route = SaveRoute("Accounts", ((olga.id, None),), category_id=BILLING, trigger="owner_elsewhere")
    saved = desk.routes.save(route)
    assert saved.changes.calls == {number}
    assert "owner_elsewhere" in desk.overview.call(number).row.signs
    assert "owner_elsewhere" not in desk.overview.call(other).row.signs
    assert "owner_elsewhere" in log(desk, category_id=BILLING).signs
    seen = next(sign for sign in desk.overview.call(number).signs if sign.code == "owner_elsewhere")
    assert seen.values == {"route": "Accounts"}
    desk.routes.remove(saved.value.id, saved.value.version)
    assert "owner_elsewhere" not in desk.overview.call(number).row.signs


def test_any_other_route_of_the_category_names_no_owner(desk: Desk) -> None:
    olga = contact(desk, "Olga Byrne")
    desk.routes.save(SaveRoute("Billing", ((olga.id, None),), category_id=BILLING))
    assert "owner_elsewhere" not in log(desk, category_id=BILLING).signs


def test_a_line_that_is_switched_off_is_not_waited_for(desk: Desk) -> None:
    """No apparent solution: the checklist is done and nothing solved it."""
    before = _billing(desk)
    number = log(desk, category_id=BILLING, checks=tuple(line.id for line in before.checks[:2])).id
    assert "no_solution" not in desk.overview.call(number).row.signs
    lines = [EditedCheck(line.text, line.id, place < 2) for place, line in enumerate(before.checks)]
    assert number in desk.categories.save(_act(before, checks=tuple(lines))).changes.calls
    assert "no_solution" in desk.overview.call(number).row.signs


def test_a_new_line_makes_the_checklist_undone_again(desk: Desk) -> None:
    before = _billing(desk)
    number = log(desk, category_id=BILLING).id
    for line in before.checks:
        desk.guides.tick(TickCheck(number, line.id))
    assert "no_solution" in desk.overview.call(number).row.signs
    lines = tuple(EditedCheck(line.text, line.id) for line in before.checks)
    desk.categories.save(_act(before, checks=(*lines, EditedCheck("Bank asked"))))
    assert "no_solution" not in desk.overview.call(number).row.signs


def test_an_escalated_call_keeps_its_escalation_when_its_category_is_renamed(desk: Desk) -> None:
    number = log(desk, category_id=BILLING).id
    escalate(desk, number, contact(desk).id)
    before = kinds(desk, number)
    desk.categories.save(_act(_billing(desk), name="Invoices"))
    assert kinds(desk, number) == before
    assert desk.overview.call(number).category == "Invoices"
