"""The words that show signs, in the settings: a list for each sign and language, changed by mouse and by keys."""

from collections.abc import Callable

import pytest
from event_rounds import dialog_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deskapp.desk import Desk
from deskapp.services.library.acts import SaveSignWords
from deskapp.services.library.views import SignWordsView
from deskapp.ui.settings.library.sign_words_dialog import SignWordsDialog
from deskapp.ui.settings.library.sign_words_page import SignWordsPage
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.settings.site_page import SitePage
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]


@pytest.fixture
def page(screen: SettingsScreen, place: Workplace, wait_idle: WaitIdle) -> SignWordsPage:
    page = screen.show_page("sign_words")
    assert isinstance(page, SignWordsPage)
    wait_idle(place)
    return page


def the(desk: Desk, code: str, language: str = "en") -> SignWordsView:
    return next(one for one in desk.sign_words.all().lists if (one.code, one.language) == (code, language))


def test_each_list_says_its_sign_its_language_its_words_and_whether_they_are_looked_for(
    page: SignWordsPage, desk: Desk
) -> None:
    cards = {item.key: item for item in page.entries.list.cards.items}
    english, german = cards[the(desk, "legal").id], cards[the(desk, "legal", "de").id]
    assert english.title == "Legal, chargeback or regulator mentioned, English"
    assert english.lines[0].text.startswith("legal · lawyer")
    assert english.lines[1].text.startswith("but not: legal size · legal sized")
    assert (english.corner, german.corner) == ("", "not looked for")
    corners = [item.corner for item in page.entries.list.cards.items]
    assert corners == sorted(corners)
    assert not page.shipped_button.isEnabled()


def test_a_list_is_changed_with_the_keys_alone(
    page: SignWordsPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    was = the(desk, "legal")
    page.entries.list.set_current(was.id)
    page.entries.list.setFocus()
    QTest.keyClick(page.entries.list, Qt.Key.Key_Return)
    dialog = dialog_of(SignWordsDialog)
    words = dialog.record["words"]
    assert words.text().splitlines() == list(was.words)
    words.setPlainText("court\njudge")
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_idle(place)
    now = the(desk, "legal")
    assert (now.words, now.but_not) == (("court", "judge"), was.but_not)
    assert page.entries.current == was.id
    assert page.shipped_button.isEnabled()


def test_a_list_is_added_for_a_sign_that_has_none_and_one_that_is_there_is_said_beside_the_field(
    page: SignWordsPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    page.entries.add_button.click()
    dialog = dialog_of(SignWordsDialog)
    dialog.record["code"].setCurrentIndex(dialog.record["code"].findData("legal"))
    dialog.record["words"].setPlainText("judge")
    dialog.trigger()
    wait_idle(place)
    assert "already" in dialog.field_form("language").error.text()
    assert dialog.record["words"].text() == "judge"
    dialog.record["code"].setCurrentIndex(dialog.record["code"].findData("tool_missing"))
    dialog.trigger()
    wait_idle(place)
    assert the(desk, "tool_missing").words == ("judge",)
    assert page.entries.current == the(desk, "tool_missing").id


def test_a_list_is_taken_out_by_its_key_and_comes_back_as_shipped(
    page: SignWordsPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    before = [(one.code, one.language, one.words) for one in desk.sign_words.all().lists]
    page.entries.list.set_current(the(desk, "legal").id)
    page.entries.list.setFocus()
    QTest.keyClick(page.entries.list, Qt.Key.Key_Delete)
    wait_idle(place)
    assert len(desk.sign_words.all().lists) == len(before) - 1
    page.shipped_button.click()
    wait_idle(place)
    assert [(one.code, one.language, one.words) for one in desk.sign_words.all().lists] == before
    assert not page.shipped_button.isEnabled()


def test_what_somebody_else_saved_meanwhile_is_shown_beside_what_was_typed(
    page: SignWordsPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    was = the(desk, "legal")
    page.entries.opened.emit(was.id)
    dialog = dialog_of(SignWordsDialog)
    dialog.record["words"].setPlainText("judge")
    desk.sign_words.save(SaveSignWords("legal", "en", ("court",), (), was.id, was.version))
    dialog.trigger()
    wait_idle(place)
    assert dialog.newer.isVisible()
    assert dialog.record["words"].text() == "judge"
    dialog.trigger()
    wait_idle(place)
    assert the(desk, "legal").words == ("judge",)


def test_the_languages_that_are_looked_for_are_chosen_under_site(
    screen: SettingsScreen, page: SignWordsPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    site = screen.show_page("site")
    assert isinstance(site, SitePage)
    assert site.record["sign_languages"].value == ["en"]
    site.record["sign_languages"].set_value(("en", "de"))
    site.trigger()
    wait_idle(place)
    assert desk.facts().site.sign_languages == ("en", "de")
    screen.show_page("sign_words")
    wait_idle(place)
    cards = {item.key: item for item in page.entries.list.cards.items}
    assert cards[the(desk, "legal", "de").id].corner == ""
