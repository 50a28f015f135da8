"""Signs to escalate: RULES.md, "Signs", and those that a new desk starts with."""

import pytest
from scene import contact, escalate, log, rows, staff

from deskapp.desk import Desk
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.words import EscalationType, HandoffPart, Impact, Role, Tone, Urgency
from deskapp.services.library.acts import SaveTrigger
from deskapp.services.library.views import TriggerView
from deskapp.services.routes.acts import SaveRoute
from deskapp.services.site.acts import SaveSite
from deskapp.wording import codes

F, H, P, I = EscalationType  # noqa: E741

#: What a new desk starts with, line by line.
TABLE = {
    "tool_missing": ("tool, system or right missing", (F,)),
    "other_knowledge": ("needs other knowledge (technical, billing, legal)", (F,)),
    "no_solution": ("no apparent solution", (F,)),
    "owner_elsewhere": ("owner is another function", (F,)),
    "asks_for_manager": ("asks for a manager", (H,)),
    "beyond_authority": ("beyond the agent's authority", (H,)),
    "abusive": ("abusive or very emotional", (H,)),
    "company_issue": ("company-wide issue raised", (H,)),
    "reputation": ("harm to reputation feared", (H,)),
    "time_limit": ("time limit of the SLA reached or near", (F, P)),
    "business_impact": ("business impact; money or legal impact", (P,)),
    "may_leave": ("may leave; key account", (P,)),
    "strict_deadline": ("strict deadline", (P,)),
    "senior_person": ("senior person or personnel issue", (H, P)),
    "repeat_contact": ("repeat contact", (P,)),
    "several_people": ("more than one person", (P,)),
    "several_departments": ("more than one department", (P, I)),
    "legal": ("legal, chargeback or regulator mentioned", (H, P)),
    "many_customers": ("many customers affected", (I,)),
    "systems_failing": ("systems failing or working very poorly", (I,)),
    "security_safety": ("security; safety or potential harm", (I,)),
    "same_equipment": ("three calls on one thing", (F,)),
}


def sign(desk: Desk, code: str) -> TriggerView:
    return next(one for one in desk.triggers.all() if one.code == code)


def switch(desk: Desk, code: str, on: bool) -> TriggerView:
    was = sign(desk, code)
    return desk.triggers.save(SaveTrigger(was.label, was.suggests, on, code, was.version)).value


@pytest.mark.parametrize("code", TABLE)
def test_a_new_desk_has_every_sign_of_the_table_with_the_types_it_suggests(desk: Desk, code: str) -> None:
    words, types = TABLE[code]
    assert set(sign(desk, code).suggests) == set(types), words
    assert sign(desk, code).active
    assert sign(desk, code).built_in
    assert codes.trigger(sign(desk, code)) != code


def test_a_new_desk_has_no_other_sign(desk: Desk) -> None:
    assert [one.code for one in desk.triggers.all()] == list(TABLE)


def test_the_site_adds_a_sign_of_its_own(desk: Desk) -> None:
    made = desk.triggers.save(SaveTrigger(" <b>Board</b> asks ", (P, H))).value
    assert (made.code, made.label, made.suggests) == ("own_1", "<b>Board</b> asks", (H, P))
    assert not made.built_in
    assert desk.triggers.all()[-1] == made
    assert desk.facts().triggers[-1] == made
    assert desk.triggers.save(SaveTrigger("Another", (P,))).value.code == "own_2"
    call = log(desk)
    assert desk.overview.escalation_start(call.id).triggers[-2:] == desk.triggers.all()[-2:]
    out = escalate(desk, call.id, contact(desk).id, triggers=((made.code, ""),))
    assert out.triggers == ((made.code, ""),)


def test_a_built_in_sign_is_renamed_and_suggests_other_types(desk: Desk) -> None:
    was = sign(desk, "legal")
    now = desk.triggers.save(SaveTrigger("Solicitor", (H,), True, "legal", was.version)).value
    assert codes.trigger(now) == "Solicitor"
    assert now.suggests == (H,)
    back = desk.triggers.save(SaveTrigger("", (H,), True, "legal", now.version)).value
    assert codes.trigger(back) == codes.trigger("legal")


def test_a_sign_that_is_switched_off_is_neither_ticked_nor_offered(desk: Desk) -> None:
    call = log(desk, "They will go to court", impact=Impact.SEVERAL, tone=Tone.ABUSIVE)
    assert set(call.signs) == {"legal", "several_people", "abusive"}
    switch(desk, "legal", False)
    switch(desk, "several_people", False)
    start = desk.overview.escalation_start(call.id)
    assert "legal" not in {one.code for one in (*start.triggers, *start.signs)}
    assert desk.overview.call(call.id).row.signs == ("abusive",)
    assert log(desk, "They will go to court").signs == ()
    seen = desk.calls.signs(None, Impact.SEVERAL, Urgency.SOON, None, None, None, "court")
    assert not {one.code for one in seen} & {"legal", "several_people"}
    switch(desk, "legal", True)
    assert "legal" in {one.code for one in desk.overview.escalation_start(call.id).signs}
    assert set(desk.overview.call(call.id).row.signs) == {"legal", "abusive"}


def test_old_escalations_keep_the_words_of_a_sign_that_is_switched_off(desk: Desk) -> None:
    own = desk.triggers.save(SaveTrigger("Board asks", (P, F))).value
    call = log(desk)
    out = escalate(desk, call.id, contact(desk).id, triggers=((own.code, ""), ("legal", "says “court”")))
    switch(desk, own.code, False)
    switch(desk, "legal", False)
    kept = desk.overview.call(call.id).escalations[0]
    assert kept.triggers == out.triggers
    known = {one.code: one for one in desk.facts().triggers}
    said = [codes.trigger(known[code]) for code, _reason in kept.triggers]
    assert said == ["Board asks", codes.trigger("legal")]


def test_a_route_names_the_sign_as_the_site_calls_it(desk: Desk) -> None:
    own = desk.triggers.save(SaveTrigger("Board asks", (P, F))).value
    desk.routes.save(SaveRoute("Board", ((contact(desk).id, None),), trigger=own.code))
    (route,) = desk.routes.all().routes
    assert route.trigger_label == "Board asks"


def test_the_order_of_the_signs_is_the_sites(desk: Desk) -> None:
    desk.triggers.move("legal", -100)
    assert desk.triggers.all()[0].code == "legal"
    assert desk.overview.escalation_start(log(desk).id).triggers[0].code == "legal"
    desk.triggers.move("legal", 1)
    assert [one.code for one in desk.triggers.all()][:2] == ["tool_missing", "legal"]
    desk.triggers.move("tool_missing", -1)
    kinds = [kind for (kind,) in rows(desk.path, "SELECT kind FROM event") if kind.startswith("trigger")]
    assert kinds == ["trigger_moved", "trigger_moved"]


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        (SaveTrigger(" ", (P,)), {"label": "missing"}),
        (SaveTrigger("Board asks", ()), {"suggests": "missing"}),
        (SaveTrigger("BOARD", (P,)), {"label": "taken"}),
    ],
)
def test_a_sign_that_says_or_suggests_nothing_is_refused(desk: Desk, act: SaveTrigger, wrong: dict[str, str]) -> None:
    desk.triggers.save(SaveTrigger("Board", (P,)))
    with pytest.raises(Invalid) as refused:
        desk.triggers.save(act)
    assert refused.value.fields == wrong


def test_a_stale_edit_of_a_sign_meets_what_is_newer(desk: Desk) -> None:
    was = sign(desk, "legal")
    newer = desk.triggers.save(SaveTrigger("One", (H,), True, "legal", was.version)).value
    with pytest.raises(Conflict) as refused:
        desk.triggers.save(SaveTrigger("Two", (H,), True, "legal", was.version))
    assert refused.value.values["newer"] == newer
    with pytest.raises(NotFound):
        desk.triggers.save(SaveTrigger("Two", (H,), True, "nowhere", 1))


def test_every_change_of_a_sign_is_recorded_from_what_to_what(desk: Desk) -> None:
    was = sign(desk, "legal")
    desk.triggers.save(SaveTrigger("One", (H,), False, "legal", was.version))
    ((words,),) = rows(
        desk.path,
        "SELECT words FROM event_words JOIN event ON event.id = event_words.event_id WHERE kind = 'trigger_edited'",
    )
    assert '"becomes"' in words
    assert '"label": "One"' in words


def test_signs_are_for_managers_to_change(desk: Desk) -> None:
    desk.sign_in(staff(desk, Role.SUPERVISOR))
    assert desk.triggers.all()
    with pytest.raises(NotAllowed):
        desk.triggers.save(SaveTrigger("One", (H,)))
    with pytest.raises(NotAllowed):
        desk.triggers.move("legal", 1)


def require(desk: Desk, *parts: HandoffPart) -> None:
    site = desk.facts().site
    fields = {name: getattr(site, name) for name in SaveSite.__dataclass_fields__ if name != "base_version"}
    desk.site.save_site(SaveSite(base_version=site.version, **fields | {"required_parts": tuple(parts)}))


def test_what_is_missing_is_named_and_the_site_decides_which_fields_must_be_there(desk: Desk) -> None:
    call, to = log(desk), contact(desk).id
    assert desk.facts().site.required_parts == ("issue", "steps", "wants")
    require(desk, HandoffPart.DEADLINE, HandoffPart.TONE)
    assert desk.overview.escalation_start(call.id).required == ("tone", "deadline")
    with pytest.raises(Invalid) as refused:
        escalate(desk, call.id, to, handoff={"issue": "x"})
    assert refused.value.fields == {"tone": "missing", "deadline": "missing"}
    require(desk)
    assert escalate(desk, call.id, to, handoff={}).contact_id == to


def test_only_parts_of_a_handoff_can_be_required_and_only_managers_say_so(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        require(desk, "shoe size")  # type: ignore[arg-type]
    assert refused.value.fields == {"required_parts": "unknown"}
    desk.sign_in(staff(desk, Role.SUPERVISOR))
    with pytest.raises(NotAllowed):
        require(desk)


def test_saving_the_site_without_a_word_on_parts_leaves_them(desk: Desk) -> None:
    site = desk.facts().site
    names = [name for name in SaveSite.__dataclass_fields__ if name not in ("required_parts", "base_version")]
    desk.site.save_site(SaveSite(**{name: getattr(site, name) for name in names}, base_version=site.version))
    assert desk.facts().site.required_parts == ("issue", "steps", "wants")


def test_a_changed_sign_has_the_facts_read_again(desk: Desk) -> None:
    assert desk.triggers.save(SaveTrigger("Board asks", (P,))).changes.touches("site")
