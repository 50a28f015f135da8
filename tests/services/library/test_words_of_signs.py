"""The words that show signs, as a manager edits them: RULES.md, "Signs"."""

from dataclasses import replace

import pytest
from scene import log, rows

from deskapp.desk import Desk
from deskapp.domain.errors import Conflict, Invalid, NotFound
from deskapp.domain.words import Impact, Urgency
from deskapp.services import spoken_signs
from deskapp.services.calls.acts import EditCall
from deskapp.services.library.acts import SaveSignWords, SignWordsMeant
from deskapp.services.library.views import SignWordsView
from deskapp.services.site.acts import SaveSite


def the(desk: Desk, code: str, language: str = "en") -> SignWordsView:
    return next(one for one in desk.sign_words.all().lists if (one.code, one.language) == (code, language))


def edited(desk: Desk, code: str, *words: str, but_not: tuple[str, ...] = ()) -> SignWordsView:
    was = the(desk, code)
    return desk.sign_words.save(SaveSignWords(code, "en", words, but_not, was.id, was.version)).value


def look_for(desk: Desk, *languages: str) -> None:
    site = desk.facts().site
    same = {name: getattr(site, name) for name in ("name", "address", "phone", "zone", "paper", "language")}
    waits = {"supplier_pauses": False, "other_pauses": False, "tone_to_outside": False}
    desk.site.save_site(SaveSite(**same, **waits, base_version=site.version, sign_languages=languages))


def signs(desk: Desk, words: str) -> dict[str, tuple[str, ...]]:
    found = desk.calls.signs(None, Impact.ONE, Urgency.SOON, words=words)
    return {sign.code: sign.values["words"] for sign in found}


def test_a_new_desk_has_the_shipped_lists_of_both_languages_and_looks_for_its_own(desk: Desk) -> None:
    read = desk.sign_words.all()
    assert not read.own
    assert {one.language for one in read.lists} == {"en", "de"}
    assert the(desk, "legal").words[0] == "legal"
    assert desk.facts().site.sign_languages == ("en",)
    assert signs(desk, "My lawyer, mein Anwalt") == {"legal": ("lawyer",)}


def test_the_words_show_on_the_call_and_in_the_log_with_what_was_said(desk: Desk) -> None:
    number = log(desk, summary="Legal size paper", details="They want to speak to your manager").id
    (sign,) = desk.overview.call(number).signs
    assert (sign.code, sign.reason, sign.values) == ("asks_for_manager", "words", {"words": ("speak to your manager",)})
    assert desk.overview.call(number).row.signs == ("asks_for_manager",)


def test_no_phrase_reaches_from_one_field_of_a_call_into_the_next(desk: Desk) -> None:
    assert log(desk, summary="Nobody to speak", details="To your printer manager").signs == ()


def test_an_edited_list_counts_at_once_also_on_the_open_calls(desk: Desk) -> None:
    one, other = log(desk, summary="The toner smells").id, log(desk, summary="My lawyer called").id
    done = desk.sign_words.save(
        SaveSignWords("security_safety", "en", ("smells",), (), the(desk, "security_safety").id, 1)
    )
    assert done.changes.calls == {one}
    assert desk.overview.call(one).row.signs == ("security_safety",)
    edited(desk, "legal", "court")
    assert desk.overview.call(other).row.signs == ()
    assert desk.sign_words.all().own


def test_an_exception_of_the_site_cancels(desk: Desk) -> None:
    number = log(desk, summary="The court of honour is dark").id
    assert desk.overview.call(number).row.signs == ("legal",)
    was = the(desk, "legal")
    edited(desk, "legal", *was.words, but_not=(*was.but_not, "court of honour"))
    assert desk.overview.call(number).row.signs == ()


def test_the_site_looks_for_one_language_or_both(desk: Desk) -> None:
    number = log(desk, summary="Mein Anwalt ruft an").id
    look_for(desk, "en", "de")
    assert desk.overview.call(number).row.signs == ("legal",)
    look_for(desk, "de")
    assert signs(desk, "My lawyer, mein Anwalt") == {"legal": ("Anwalt",)}
    look_for(desk)
    assert desk.overview.call(number).row.signs == ()
    assert signs(desk, "My lawyer, mein Anwalt") == {}
    with pytest.raises(Invalid) as refused:
        look_for(desk, "xx")
    assert refused.value.fields == {"sign_languages": "unknown"}


def test_words_of_any_language_are_looked_for_whatever_the_site_chose(desk: Desk) -> None:
    made = desk.sign_words.save(SaveSignWords("legal", "", ("avocat",))).value
    assert made.language == ""
    assert signs(desk, "Mon avocat") == {"legal": ("avocat",)}
    look_for(desk, "de")
    assert signs(desk, "Mon avocat") == {"legal": ("avocat",)}


def test_a_list_taken_out_shows_nothing_any_more_and_comes_back_as_shipped(desk: Desk) -> None:
    number, was = log(desk, summary="My lawyer called").id, the(desk, "legal")
    desk.sign_words.remove(SignWordsMeant(was.id, was.version))
    assert desk.overview.call(number).row.signs == ()
    assert "legal" not in {one.code for one in desk.sign_words.all().lists if one.language == "en"}
    back = desk.sign_words.back_to_shipped(desk.sign_words.all().lists)
    assert not back.value.own
    assert back.changes.calls == {number}
    assert desk.overview.call(number).row.signs == ("legal",)


def test_words_that_are_a_sign_by_themselves_make_no_others_of_the_customer_show_it(desk: Desk) -> None:
    first = log(desk)
    customer = desk.overview.call(first.id).customer.id
    assert log(desk, customer_id=customer, summary="It is the third time that I call").signs == ("repeat_contact",)
    assert desk.overview.call(first.id).row.signs == ()


def test_a_sign_that_is_switched_off_is_not_shown_by_words_either(desk: Desk) -> None:
    legal = next(one for one in desk.triggers.all() if one.code == "legal")
    from deskapp.services.library.acts import SaveTrigger

    desk.triggers.save(SaveTrigger("", legal.suggests, False, "legal", legal.version))
    assert signs(desk, "My lawyer") == {}


def test_the_lists_are_made_ready_once_however_many_calls_are_looked_at(desk: Desk) -> None:
    spoken_signs.spoken.cache_clear()
    number = log(desk, summary="My lawyer").id
    for _keystroke in range(5):
        signs(desk, "My lawyer")
        desk.overview.call(number)
    assert spoken_signs.spoken.cache_info().misses == 1
    edited(desk, "legal", "court")
    signs(desk, "My lawyer")
    assert spoken_signs.spoken.cache_info().misses == 2


@pytest.mark.parametrize(
    ("act", "wrong"),
    [
        (SaveSignWords("nothing", "", ("a",)), {"code": "unknown"}),
        (SaveSignWords("legal", "fr", ("a",)), {"language": "unknown"}),
        (SaveSignWords("legal", "en", ("a",)), {"language": "said_already"}),
        (SaveSignWords("legal", "", ()), {"words": "missing"}),
        (SaveSignWords("legal", "", ("  ",)), {"words": "missing"}),
        (SaveSignWords("legal", "", ("a", "…")), {"words": "no_words"}),
        (SaveSignWords("legal", "", ("a",), ("?",)), {"but_not": "no_words"}),
    ],
)
def test_a_list_that_cannot_be_is_refused_by_field(desk: Desk, act: SaveSignWords, wrong: dict[str, str]) -> None:
    before = desk.sign_words.all()
    with pytest.raises(Invalid) as refused:
        desk.sign_words.save(act)
    assert refused.value.fields == wrong
    assert desk.sign_words.all() == before


def test_what_is_typed_is_kept_without_blanks_and_doubles(desk: Desk) -> None:
    made = desk.sign_words.save(SaveSignWords("legal", "", (" speak  ...  judge ", "bar", "bar", ""))).value
    assert made.words == ("speak … judge", "bar")


def test_a_stale_edit_meets_the_newer_list_and_a_removed_one_is_told(desk: Desk) -> None:
    was = the(desk, "legal")
    newer = edited(desk, "legal", "court")
    mine = SaveSignWords("legal", "en", ("judge",), (), was.id, was.version)
    with pytest.raises(Conflict) as refused:
        desk.sign_words.save(mine)
    assert (refused.value.code, refused.value.values["newer"]) == ("sign_words_edited", newer)
    with pytest.raises(Conflict):
        desk.sign_words.back_to_shipped((was,))
    desk.sign_words.remove(SignWordsMeant(newer.id, newer.version))
    with pytest.raises(NotFound):
        desk.sign_words.save(replace(mine, base_version=newer.version))


def test_each_change_is_told_with_what_it_was_and_became(desk: Desk) -> None:
    was = the(desk, "legal")
    now = edited(desk, "legal", "court")
    made = desk.sign_words.save(SaveSignWords("legal", "", ("avocat",))).value
    desk.sign_words.remove(SignWordsMeant(made.id, made.version))
    desk.sign_words.back_to_shipped(desk.sign_words.all().lists)
    told = rows(desk.path, "SELECT kind FROM event ORDER BY id DESC LIMIT 4")
    kinds = ["sign_words_reset", "sign_words_removed", "sign_words_added", "sign_words_edited"]
    assert [kind for (kind,) in told] == kinds
    assert (was.version, now.version) == (1, 2)


def test_a_call_edited_into_such_words_shows_the_sign(desk: Desk) -> None:
    number = log(desk).id
    call = desk.overview.call(number)
    act = EditCall(
        number, call.version, "Fire! Smoke", call.details, call.wants, call.steps, call.tone, call.category_id, None
    )
    assert desk.calls.edit(act).value.signs == ("security_safety",)
