"""The guides that come with the program: short, named rightly, in the site's language until somebody edits them."""

import re
from dataclasses import replace

import pytest
from scene import rows

from deskapp.desk import Desk
from deskapp.services.defaults import defaults
from deskapp.services.library.acts import EditedCheck, EditedGuide, SaveCategory
from deskapp.services.library.shipped_guides import shipped
from deskapp.services.site.acts import SaveSite

_NAMED = re.compile(r"\b[A-Z]-\d\b")


def titles(desk: Desk) -> dict[str, list[str]]:
    return {one.name: [guide.title for guide in one.guides] for one in desk.categories.all()}


def speak(desk: Desk, language: str) -> None:
    site = desk.facts().site
    act = SaveSite(site.name, "", "", site.zone, site.paper, language, False, False, False, site.version)
    desk.site.save_site(act)


def test_every_default_category_has_guides_and_what_names_one_names_one_that_is_there(desk: Desk) -> None:
    found = titles(desk)
    assert all(found.values())
    signs = {title.split()[0] for several in found.values() for title in several}
    assert signs == set(shipped("en")) == set(shipped("de"))
    lines = [line.text for one in desk.categories.all() for line in one.checks]
    texts = [text for language in ("en", "de") for text in shipped(language).values()]
    named = {sign for text in (*lines, *(words for _title, words in texts)) for sign in _NAMED.findall(text)}
    assert "N-3" in named
    assert named <= signs
    network = next(one for one in desk.categories.all() if one.name == "Network")
    assert any("N-3" in line.text for line in network.checks)
    assert any(guide.title.startswith("N-3 ") for guide in network.guides)


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_guide_begins_with_its_sign_and_is_a_page_at_most(language: str) -> None:
    for sign, (title, words) in shipped(language).items():
        assert title.startswith(f"{sign} ")
        assert 4 <= len(words.splitlines()) <= 12
        assert len(words) < 1200


def test_guides_follow_the_language_of_the_site_but_for_those_that_were_edited(desk: Desk) -> None:
    billing = desk.categories.all()[0]
    own, other = billing.guides
    edited = [EditedGuide(one.kind, one.title, one.content, one.id, one.active) for one in billing.guides]
    edited[0] = replace(edited[0], content="Ask Bo.")
    checks = tuple(EditedCheck(line.text, line.id, line.active) for line in billing.checks)
    desk.categories.save(SaveCategory("Billing", checks, tuple(edited), id=billing.id, base_version=billing.version))
    speak(desk, "de")
    first, second = desk.categories.all()[0].guides
    assert (first.title, first.content) == (own.title, "Ask Bo.")
    assert (second.title, second.content) == shipped("de")["B-2"]
    told = rows(desk.path, "SELECT count(*) FROM event WHERE kind = 'category_edited'")
    assert told == [(1 + len(defaults()["categories"]),)]
    speak(desk, "en")
    assert desk.categories.all()[0].guides[1].title == other.title
