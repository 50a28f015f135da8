"""The site's library of phrases: RULES.md, "Help at hand"."""

from dataclasses import replace

import pytest
from scene import rows, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.phrases import Step, fill
from deskapp.domain.words import Role
from deskapp.services.library.acts import AvoidedMeant, PhraseMeant, SaveAvoided, SavePhrase
from deskapp.services.library.shipped_phrases import shipped
from deskapp.services.library.views import AvoidedView, StepPhrases

SHIPPED = shipped()


def step(desk: Desk, code: Step = Step.REFUND) -> StepPhrases:
    return next(one for one in desk.phrases.all().steps if one.step is code)


def words(desk: Desk, code: Step = Step.REFUND) -> tuple[str, ...]:
    assert desk.facts().phrases.steps[code] == desk.phrases.library().steps[code]
    return desk.phrases.library().steps[code]


def avoided(desk: Desk, form: str) -> AvoidedView:
    return next(one for one in desk.phrases.all().avoided if form in one.forms)


def kinds(desk: Desk) -> list[str]:
    return [kind for (kind,) in rows(desk.path, "SELECT kind FROM event ORDER BY id") if "phrase" in kind]


def test_a_new_desk_says_what_the_app_was_shipped_with(desk: Desk) -> None:
    assert desk.phrases.library() == SHIPPED
    assert not any(one.own for one in desk.phrases.all().steps)
    assert not desk.phrases.all().avoided_own


def test_a_phrase_of_the_site_stands_beside_the_shipped_ones(desk: Desk) -> None:
    saved = desk.phrases.save(SavePhrase(Step.REFUND, " Give me a minute, {customer}[, until {time}]. ")).value
    assert words(desk) == (*SHIPPED.steps[Step.REFUND], "Give me a minute, {customer}[, until {time}].")
    assert step(desk).own
    assert saved.words == words(desk)[-1]
    assert words(desk, Step.GREETING) == SHIPPED.steps[Step.GREETING]


def test_editing_a_shipped_phrase_makes_the_sites_copies(desk: Desk) -> None:
    desk.phrases.save(SavePhrase(Step.REFUND, "I ask {contact}.", shipped=0))
    assert words(desk) == ("I ask {contact}.", *SHIPPED.steps[Step.REFUND][1:])
    again = step(desk).phrases[0]
    desk.phrases.save(SavePhrase(Step.REFUND, "I ask them.", id=again.id, base_version=again.version))
    assert words(desk)[0] == "I ask them."


def test_a_phrase_is_put_in_order_and_taken_out_and_the_shipped_ones_come_back(desk: Desk) -> None:
    first, second = SHIPPED.steps[Step.REFUND]
    desk.phrases.move(PhraseMeant(Step.REFUND, shipped=0), 5)
    assert words(desk) == (second, first)
    top = step(desk).phrases[0]
    desk.phrases.remove(PhraseMeant(Step.REFUND, id=top.id, base_version=top.version))
    assert words(desk) == (first,)
    desk.phrases.back_to_shipped(Step.REFUND, step(desk))
    assert words(desk) == SHIPPED.steps[Step.REFUND]
    assert kinds(desk) == ["phrase_moved", "phrase_removed", "phrases_reset"]


def test_a_step_of_which_everything_is_taken_out_says_nothing(desk: Desk) -> None:
    for number in range(len(SHIPPED.steps[Step.REFUND])):
        seen = step(desk).phrases[0]
        desk.phrases.remove(PhraseMeant(Step.REFUND, seen.id, seen.shipped, seen.version))
        assert len(words(desk)) == len(SHIPPED.steps[Step.REFUND]) - number - 1
    assert desk.phrases.library().first(Step.REFUND) == ""


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("  ", "missing"),
        ("by {when}", "unknown_place"),
        ("by {time", "unknown_place"),
        ("[by {time}", "brackets_open"),
        (SHIPPED.steps[Step.REFUND][1], "said_already"),
    ],
)
def test_what_cannot_be_said_is_refused_beside_its_field(desk: Desk, said: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        desk.phrases.save(SavePhrase(Step.REFUND, said))
    assert refused.value.fields == {"words": code}
    assert words(desk) == SHIPPED.steps[Step.REFUND]


def test_two_people_never_overwrite_each_other_unseen(desk: Desk) -> None:
    stale = step(desk)
    desk.phrases.save(SavePhrase(Step.REFUND, "One.", shipped=0))
    # Meanwhile the step became the site's own.
    for act in (
        lambda: desk.phrases.save(SavePhrase(Step.REFUND, "Two.", shipped=0)),
        lambda: desk.phrases.remove(PhraseMeant(Step.REFUND, shipped=1)),
        lambda: desk.phrases.move(PhraseMeant(Step.REFUND, shipped=1), -1),
        lambda: desk.phrases.back_to_shipped(Step.REFUND, stale),
    ):
        with pytest.raises(Conflict) as refused:
            act()
        assert refused.value.values["newer"] == step(desk)
    seen = step(desk).phrases[0]
    desk.phrases.save(SavePhrase(Step.REFUND, "Three.", id=seen.id, base_version=seen.version))
    with pytest.raises(Conflict) as refused:
        desk.phrases.save(SavePhrase(Step.REFUND, "Four.", id=seen.id, base_version=seen.version))
    assert refused.value.values["newer"].words == "Three."
    assert words(desk)[0] == "Three."


def test_what_is_not_there_any_more_is_said(desk: Desk) -> None:
    seen = desk.phrases.save(SavePhrase(Step.REFUND, "One.")).value
    desk.phrases.remove(PhraseMeant(Step.REFUND, seen.id, base_version=seen.version))
    with pytest.raises(NotFound, match="phrase_unknown"):
        desk.phrases.save(SavePhrase(Step.REFUND, "Two.", id=seen.id, base_version=seen.version))
    with pytest.raises(NotFound, match="phrase_unknown"):
        desk.phrases.save(SavePhrase(Step.GREETING, "Two.", shipped=99))


def test_the_list_of_what_to_avoid_is_the_shipped_one_until_it_is_first_edited(desk: Desk) -> None:
    desk.phrases.save_avoided(SaveAvoided(("no way", "  no   WAY ", ""), "what I can do is {time}"))
    own = desk.phrases.library().avoid
    assert own[: len(SHIPPED.avoid)] == SHIPPED.avoid
    assert own[-1].forms == ("no way", "no WAY")
    assert desk.phrases.all().avoided_own


def test_an_entry_is_changed_and_taken_out_and_the_shipped_list_comes_back(desk: Desk) -> None:
    seen = avoided(desk, "asap")
    desk.phrases.save_avoided(SaveAvoided(("asap",), "today by {time}", shipped=seen.shipped))
    seen = avoided(desk, "asap")
    assert (seen.forms, seen.better) == (("asap",), "today by {time}")
    with pytest.raises(Conflict):
        desk.phrases.save_avoided(SaveAvoided(("asap",), "x", id=seen.id, base_version=seen.version - 1))
    with pytest.raises(Conflict):
        desk.phrases.save_avoided(SaveAvoided(("asap",), "x", shipped=0))
    desk.phrases.remove_avoided(AvoidedMeant(seen.id, base_version=seen.version))
    assert not [one for one in desk.phrases.library().avoid if "asap" in one.forms]
    with pytest.raises(Conflict):
        desk.phrases.avoided_back_to_shipped(())
    desk.phrases.avoided_back_to_shipped(desk.phrases.all().avoided)
    assert desk.phrases.library() == SHIPPED
    assert kinds(desk) == ["avoided_phrase_edited", "avoided_phrase_removed", "avoided_phrases_reset"]


@pytest.mark.parametrize(
    ("forms", "better", "wrong"),
    [
        ((), "x", {"forms": "missing"}),
        (("!?",), "x", {"forms": "missing"}),
        (("no way", "--"), "x", {"forms": "no_words"}),
        (("ASAP",), "x", {"forms": "said_already"}),
        (("no way",), " ", {"better": "missing"}),
        (("no way",), "by {then}", {"better": "unknown_place"}),
        (("no way",), "calm down", {"better": "better_avoided"}),
        (("no way",), "no way then", {"better": "better_avoided"}),
    ],
)
def test_an_entry_that_would_not_help_is_refused(
    desk: Desk, forms: tuple[str, ...], better: str, wrong: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        desk.phrases.save_avoided(SaveAvoided(forms, better))
    assert refused.value.fields == wrong


def test_supervisors_and_managers_edit_and_all_read(desk: Desk) -> None:
    acts = (
        lambda: desk.phrases.save(SavePhrase(Step.REFUND, "One.")),
        lambda: desk.phrases.move(PhraseMeant(Step.GREETING, shipped=0), 1),
        lambda: desk.phrases.remove(PhraseMeant(Step.OUTAGE, shipped=0)),
        lambda: desk.phrases.back_to_shipped(Step.REFUND, step(desk)),
        lambda: desk.phrases.save_avoided(SaveAvoided(("no way",), "yes")),
        lambda: desk.phrases.remove_avoided(AvoidedMeant(avoided(desk, "no way").id, base_version=1)),
        lambda: desk.phrases.avoided_back_to_shipped(desk.phrases.all().avoided),
    )
    supervisor = staff(desk, Role.SUPERVISOR)
    desk.sign_in(staff(desk, Role.AGENT))
    assert desk.phrases.all().steps
    for act in acts[:6]:
        with pytest.raises((NotAllowed, StopIteration)):
            act()
    assert desk.phrases.library() == SHIPPED
    desk.sign_in(supervisor)
    for act in acts:
        assert act().changes.lists == {"phrases"}


def test_what_others_write_arrives(desk: Desk, clock: FixedClock) -> None:
    desk.watch.look()
    other = Desk(desk.path, clock, staff_id=1).open()
    other.phrases.save(SavePhrase(Step.REFUND, "From elsewhere."))
    other.close()
    seen = desk.watch.look()
    assert seen is not None
    assert seen.touches("phrases")
    assert words(desk)[-1] == "From elsewhere."


def test_hostile_words_are_kept_as_typed(desk: Desk) -> None:
    said = "<b>{customer}</b> &amp; =1+1 %s {{no}}".replace("{{no}}", "'; DROP TABLE phrase --")
    desk.phrases.save(SavePhrase(Step.REFUND, said))
    assert words(desk)[-1] == said
    assert fill(words(desk)[-1], {"customer": "{time}"}).startswith("<b>{time}</b>")


def test_the_language_of_the_site_chooses_the_shipped_phrases_and_english_stands_in(desk: Desk) -> None:
    from deskapp.services.site.acts import SaveSite

    site = desk.facts().site
    fields = {name: getattr(site, name) for name in SaveSite.__dataclass_fields__ if name != "base_version"}
    desk.site.save_site(replace(SaveSite(**fields, base_version=site.version), language="xx"))
    assert desk.phrases.library() == SHIPPED
