"""Templates of calls: what a new call of a kind begins with, and what is checked with it."""

from dataclasses import replace

import pytest
from scene import kinds, last, log, rows, staff

from deskapp.desk import Desk
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.words import Channel, Impact, Role, Urgency
from deskapp.services.library.acts import EditedCheck, SaveTemplate, TickCheck
from deskapp.services.library.templates import shipped
from deskapp.services.library.views import TemplateView
from deskapp.services.site.acts import SaveSite

BILLING, HARDWARE = 1, 4


def act(view: TemplateView, **changed: object) -> SaveTemplate:
    """The template as it stands, and what is changed of it."""
    same = SaveTemplate(
        *(view.name, view.category_id, view.summary, view.wants, view.impact, view.urgency, view.channel),
        checks=tuple(EditedCheck(line.text, line.id, line.active) for line in view.checks),
        active=view.active,
        id=view.id,
        base_version=view.version,
    )
    return replace(same, **changed)  # type: ignore[arg-type]


def lines(desk: Desk, call_id: int) -> list[str]:
    return [line.text for line in desk.guides.help_for(call_id).checks]


def speak(desk: Desk, language: str) -> None:
    site = desk.facts().site
    change = SaveSite(site.name, "", "", site.zone, site.paper, language, False, False, False, site.version)
    desk.site.save_site(change)


def test_a_new_desk_has_templates_of_its_categories_in_both_languages(desk: Desk) -> None:
    found = desk.templates.all()
    assert [one.name for one in found] == [told["name"] for told in shipped("en").values()]
    assert shipped("de").keys() == shipped("en").keys()
    for sign, told in shipped("de").items():
        same = shipped("en")[sign]
        codes = ("category", "impact", "urgency")
        assert [told[name] for name in codes] == [same[name] for name in codes]
        assert len(told["checks"]) == len(same["checks"])
    assert {one.category for one in found} == {one.name for one in desk.categories.all()} - {"Question"}
    assert desk.facts().templates == found


def test_the_lines_of_a_template_are_asked_for_with_its_calls_alone(desk: Desk) -> None:
    twice = desk.templates.all()[0]
    own = [line.text for line in twice.checks]
    first = twice.checks[0].id
    call = log(desk, category_id=BILLING, template_id=twice.id, checks=(first,)).id
    other = log(desk, category_id=BILLING).id
    assert lines(desk, call)[-len(own) :] == own
    assert not set(own) & set(lines(desk, other))
    payload = last(desk, call, "logged").payload
    assert (payload["template"], payload["checks"]) == (twice.name, own[:1])
    for line in desk.guides.help_for(call).checks:
        desk.guides.tick(TickCheck(call, line.id))
    assert "no_solution" in {sign.code for sign in desk.overview.call(call).signs}
    # Nor are they shown with the category, or ticked in a call that is none of the kind.
    assert not set(own) & {line.text for line in desk.categories.all()[0].checks}
    with pytest.raises(Invalid):
        desk.guides.tick(TickCheck(other, first))
    with pytest.raises(Invalid) as refused:
        log(desk, category_id=BILLING, checks=(first,))
    assert refused.value.fields == {"checks": "of_another_category"}
    with pytest.raises(Invalid) as refused:
        log(desk, category_id=HARDWARE, template_id=twice.id)
    assert refused.value.fields == {"template_id": "unknown"}


def test_a_template_is_added_changed_and_moved_by_a_supervisor_and_all_of_it_is_told(desk: Desk) -> None:
    desk.sign_in(staff(desk, Role.SUPERVISOR))
    given = SaveTemplate(
        *(" Hedge ", HARDWARE, "Hedge at ", "Cut", Impact.SITE, Urgency.NOW, Channel.EMAIL),
        checks=(EditedCheck("Which side?"),),
    )
    saved = desk.templates.save(given).value
    assert (saved.name, saved.summary, saved.category, saved.version) == ("Hedge", "Hedge at ", "Hardware", 1)
    call = log(desk, category_id=HARDWARE, template_id=saved.id, checks=(saved.checks[0].id,)).id
    changed = desk.templates.save(act(saved, checks=(EditedCheck("Which tree?", saved.checks[0].id),))).value
    # What was ticked by the old words keeps them.
    assert [(line.text, line.active) for line in changed.checks] == [("Which tree?", True), ("Which side?", False)]
    assert {"Which side?", "Which tree?"} <= set(lines(desk, call))
    assert desk.templates.save(act(changed)).value == changed
    desk.templates.move(changed.id, -100)
    assert desk.templates.all()[0].id == changed.id
    told = rows(desk.path, "SELECT kind FROM event WHERE kind LIKE 'template%' ORDER BY id")
    assert told == [("template_added",), ("template_edited",), ("template_moved",)]
    with pytest.raises(Conflict):
        desk.templates.save(act(saved, name="Other"))
    desk.templates.save(act(changed, active=False))
    assert changed.id not in [one.id for one in desk.facts().templates]
    assert kinds(desk, call)[0] == "logged"
    desk.sign_in(staff(desk, Role.AGENT))
    with pytest.raises(NotAllowed):
        desk.templates.save(given)


@pytest.mark.parametrize(
    ("given", "wrong"),
    [
        (SaveTemplate(" ", None), {"name": "missing", "category_id": "missing"}),
        (SaveTemplate("charged TWICE", 99), {"name": "taken", "category_id": "unknown"}),
        (SaveTemplate("New", BILLING, checks=(EditedCheck(" "),)), {"checks": "missing"}),
        (SaveTemplate("New", BILLING, checks=(EditedCheck("x", id=1),)), {"checks": "unknown"}),
    ],
)
def test_what_cannot_be_a_template_is_refused_by_field(desk: Desk, given: SaveTemplate, wrong: dict[str, str]) -> None:
    with pytest.raises(Invalid) as refused:
        desk.templates.save(given)
    assert refused.value.fields == wrong


def test_templates_follow_the_language_of_the_site_but_for_those_that_were_edited(desk: Desk) -> None:
    first, second = desk.templates.all()[:2]
    desk.templates.save(act(first, wants="Money"))
    speak(desk, "de")
    kept, german = desk.templates.all()[:2]
    assert (kept.name, kept.wants) == (first.name, "Money")
    told = shipped("de")["no_network"]
    assert (german.name, german.summary) == (told["name"], told["summary"])
    assert [line.text for line in german.checks] == told["checks"]
    speak(desk, "en")
    back = desk.templates.all()[1]
    assert replace(back, version=second.version) == second
