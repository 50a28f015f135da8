"""The pages of phrases, of what is better not said, and of signs to escalate: by keyboard, and never lost."""

from collections.abc import Callable
from typing import Any

import pytest
from event_rounds import dialog_of
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deskapp.desk import Desk
from deskapp.domain.phrases import Step
from deskapp.domain.words import EscalationType, HandoffPart, Role
from deskapp.services.library.acts import SaveAvoided, SavePhrase, SaveTrigger
from deskapp.services.library.shipped_phrases import shipped
from deskapp.services.library.views import PhraseView
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.settings.library.avoid_page import AvoidPage
from deskapp.ui.settings.library.avoided_dialog import AvoidedDialog
from deskapp.ui.settings.library.phrase_dialog import PhraseDialog
from deskapp.ui.settings.library.phrases_page import PhrasesPage
from deskapp.ui.settings.library.sign_dialog import SignDialog
from deskapp.ui.settings.library.signs_page import SignsPage
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.settings.site_page import SitePage
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
KEY, ALT, CTRL = Qt.Key, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIPPED = shipped().steps


@pytest.fixture
def page(screen: SettingsScreen, place: Workplace, wait_idle: WaitIdle) -> PhrasesPage:
    page = screen.show_page("phrases")
    assert isinstance(page, PhrasesPage)
    wait_idle(place)
    return page


@pytest.fixture
def avoid(screen: SettingsScreen, place: Workplace, wait_idle: WaitIdle) -> AvoidPage:
    page = screen.show_page("avoid")
    assert isinstance(page, AvoidPage)
    wait_idle(place)
    return page


@pytest.fixture
def signs(screen: SettingsScreen, place: Workplace, wait_idle: WaitIdle) -> SignsPage:
    page = screen.show_page("signs")
    assert isinstance(page, SignsPage)
    wait_idle(place)
    return page


def listed(page: PhrasesPage) -> list[str]:
    return [item.lines[0].text for item in page.entries.list.cards.items]


def choose(page: PhrasesPage, step: Step) -> None:
    assert page.steps.set_current(step)


def test_every_step_of_a_conversation_is_there_with_its_phrases(page: PhrasesPage) -> None:
    assert [item.key for item in page.steps.cards.items] == list(Step)
    for step in (Step.GREETING, Step.OUTAGE):
        choose(page, step)
        assert listed(page) == list(SHIPPED[step])


def test_a_phrase_is_added_by_keyboard_alone(
    page: PhrasesPage, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    choose(page, Step.REFUND)
    page.entries.add_button.setFocus()
    QTest.keyClick(page.entries.add_button, KEY.Key_Space)
    dialog = dialog_of(PhraseDialog)
    QTest.keyClicks(dialog.words, "I ask {contact}[ by {time}].")
    QTest.keyClick(dialog, KEY.Key_Return, CTRL)
    wait_idle(place)
    assert desk.phrases.library().steps[Step.REFUND][-1] == "I ask {contact}[ by {time}]."
    assert listed(page)[-1] == "I ask {contact}[ by {time}]."
    assert page.entries.current == len(listed(page)) - 1
    assert place.facts is not None
    assert place.facts.phrases.steps[Step.REFUND][-1] == "I ask {contact}[ by {time}]."


def test_enter_changes_alt_arrows_move_and_delete_takes_out(
    page: PhrasesPage, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    choose(page, Step.REFUND)
    cards = page.entries.list
    cards.setFocus()
    QTest.keyClick(cards, KEY.Key_Down, ALT)
    wait_idle(place)
    assert listed(page) == list(reversed(SHIPPED[Step.REFUND]))
    assert page.entries.current == 1
    QTest.keyClick(cards, KEY.Key_Return)
    dialog = dialog_of(PhraseDialog)
    dialog.words.setPlainText("Changed.")
    QTest.keyClick(dialog, KEY.Key_Return, CTRL)
    wait_idle(place)
    assert listed(page)[1] == "Changed."
    QTest.keyClick(cards, KEY.Key_Delete)
    wait_idle(place)
    assert listed(page) == [SHIPPED[Step.REFUND][1]]
    assert page.shipped_button.isEnabled()
    page.shipped_button.click()
    wait_idle(place)
    assert listed(page) == list(SHIPPED[Step.REFUND])
    assert not page.shipped_button.isEnabled()


def test_how_a_phrase_reads_is_seen_while_it_is_written(page: PhrasesPage) -> None:
    page.entries.opened.emit(0)
    dialog = dialog_of(PhraseDialog)
    dialog.words.setPlainText("<b>{customer}</b>[, {contact}], {time}")
    assert dialog._known.text() == "<b>Jane Doe</b>, Alex Meyer, 14:00"
    assert dialog._unknown.text() == "<b>…</b>, …"
    dialog.words.setPlainText("calm down")
    assert not dialog.better.isHidden()


def test_a_place_that_no_call_fills_is_said_beside_the_field_with_the_ones_there_are(
    page: PhrasesPage, place: Workplace, wait_idle: WaitIdle
) -> None:
    page.entries.add_button.click()
    dialog = dialog_of(PhraseDialog)
    dialog.words.setPlainText("by {tiem}")
    dialog.trigger()
    wait_idle(place)
    assert dialog.isVisible()
    assert "{time}" in dialog.words.accessibleDescription()


def test_what_was_typed_is_kept_when_the_dialog_is_left(
    page: PhrasesPage, place: Workplace, wait_idle: WaitIdle
) -> None:
    page.entries.add_button.click()
    dialog = dialog_of(PhraseDialog)
    QTest.keyClicks(dialog.words, "half a sen")
    QTest.keyClick(dialog, KEY.Key_Escape)
    wait_idle(place)
    page.entries.add_button.click()
    wait_idle(place)
    assert dialog_of(PhraseDialog).words.text() == "half a sen"


def test_of_two_who_change_one_phrase_the_second_sees_both(
    page: PhrasesPage, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    made = desk.phrases.save(SavePhrase(Step.GREETING, "First.")).value
    page.reload()
    wait_idle(place)
    page.entries.opened.emit(len(listed(page)) - 1)
    dialog = dialog_of(PhraseDialog)
    dialog.words.setPlainText("Mine.")
    desk.phrases.save(SavePhrase(Step.GREETING, "Theirs.", id=made.id, base_version=made.version))
    dialog.trigger()
    wait_idle(place)
    assert dialog.newer.isVisible()
    assert dialog.words.text() == "Mine."
    dialog.trigger()
    wait_idle(place)
    assert desk.phrases.library().steps[Step.GREETING][-1] == "Mine."


def test_a_shipped_step_that_became_the_sites_meanwhile_is_said_and_shown_anew(
    page: PhrasesPage, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    choose(page, Step.REFUND)
    desk.phrases.save(SavePhrase(Step.REFUND, "Theirs."))
    QTest.keyClick(page.entries.list, KEY.Key_Delete)
    wait_idle(place)
    assert not page.notice.isHidden()
    assert listed(page)[-1] == "Theirs."


@pytest.mark.parametrize("name", ["phrases", "avoid", "signs"])
def test_an_agent_reads_and_is_told_who_may_change_it(
    name: str, screen: SettingsScreen, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    desk.sign_in(desk.site.save_staff(SaveStaff("Ann", Role.AGENT)).value.id)
    place.load_facts()
    page = screen.show_page(name)
    wait_idle(place)
    edited = page.entries  # type: ignore[attr-defined]
    assert edited.list.cards.items
    assert not edited.add_button.isEnabled()
    assert not edited.edit_button.isEnabled()
    assert "manager" in page.why.text()  # type: ignore[attr-defined]
    QTest.keyClick(edited.list, KEY.Key_Return)
    QTest.keyClick(edited.list, KEY.Key_Delete)
    QTest.keyClick(edited.list, KEY.Key_Down, ALT)
    wait_idle(place)
    kinds = (PhraseDialog, AvoidedDialog, SignDialog)
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, kinds) and one.isVisible()]
    assert desk.phrases.library() == shipped()


def test_what_is_better_not_said_is_changed_by_the_site(
    avoid: AvoidPage, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    avoid.entries.add_button.click()
    dialog = dialog_of(AvoidedDialog)
    QTest.keyClicks(dialog.record["forms"], "no way")
    QTest.keyClick(dialog.record["forms"], KEY.Key_Return)
    QTest.keyClicks(dialog.record["forms"], "never ever")
    QTest.keyClicks(dialog.record["better"], "calm down")
    QTest.keyClick(dialog, KEY.Key_Return, CTRL)
    wait_idle(place)
    assert "choose other words" in dialog.record["better"].accessibleDescription()
    dialog.record["better"].setText("–")
    QTest.keyClick(dialog, KEY.Key_Return, CTRL)
    wait_idle(place)
    items = avoid.entries.list.cards.items
    assert items[-1].title == "“no way” · “never ever”"
    assert items[-1].lines[0].text == "Better: leave it out"
    avoid.entries.list.setFocus()
    QTest.keyClick(avoid.entries.list, KEY.Key_Delete)
    wait_idle(place)
    assert len(avoid.entries.list.cards.items) == len(items) - 1
    avoid.shipped_button.click()
    wait_idle(place)
    assert desk.phrases.library() == shipped()


def test_of_two_who_change_one_entry_the_second_sees_both(
    avoid: AvoidPage, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    made = desk.phrases.save_avoided(SaveAvoided(("no way",), "yes")).value
    avoid.reload()
    wait_idle(place)
    avoid.entries.opened.emit(len(avoid.entries.list.cards.items) - 1)
    dialog = dialog_of(AvoidedDialog)
    dialog.record["better"].setText("mine")
    desk.phrases.save_avoided(SaveAvoided(("no way",), "theirs", id=made.id, base_version=made.version))
    dialog.trigger()
    wait_idle(place)
    assert dialog.newer.isVisible()
    dialog.newer.take_button.click()
    assert dialog.record["better"].text() == "theirs"


def test_a_sign_of_the_site_is_added_renamed_and_switched_off(
    signs: SignsPage, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    signs.entries.add_button.click()
    dialog = dialog_of(SignDialog)
    dialog.trigger()
    wait_idle(place)
    assert dialog.record["label"].accessibleDescription() == "This is needed."
    QTest.keyClicks(dialog.record["label"], "Board <b>asks</b>")
    dialog.record["suggests"].box(EscalationType.HIERARCHICAL).setFocus()
    QTest.keyClick(dialog.record["suggests"].box(EscalationType.HIERARCHICAL), KEY.Key_Space)
    QTest.keyClick(dialog, KEY.Key_Return, CTRL)
    wait_idle(place)
    assert signs.entries.current == "own_1"
    (item,) = [one for one in signs.entries.list.cards.items if one.key == "own_1"]
    assert (item.title, item.lines[0].text) == ("Board <b>asks</b>", "suggests Hierarchical · the site's own")
    QTest.keyClick(signs.entries.list, KEY.Key_Return)
    dialog = dialog_of(SignDialog)
    dialog.record["active"].setFocus()
    QTest.keyClick(dialog.record["active"], KEY.Key_Space)
    QTest.keyClick(dialog, KEY.Key_Return, CTRL)
    wait_idle(place)
    (item,) = [one for one in signs.entries.list.cards.items if one.key == "own_1"]
    assert item.corner == "switched off"
    assert not desk.triggers.all()[-1].active


def test_alt_arrows_put_the_signs_in_order(signs: SignsPage, desk: Desk, place: Workplace, wait_idle: WaitIdle) -> None:
    first, second = [item.key for item in signs.entries.list.cards.items][:2]
    signs.entries.list.set_current(first)
    QTest.keyClick(signs.entries.list, KEY.Key_Down, ALT)
    wait_idle(place)
    assert [one.code for one in desk.triggers.all()][:2] == [second, first]
    assert signs.entries.current == first


def test_of_two_who_change_one_sign_the_second_sees_both(
    signs: SignsPage, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    signs.entries.opened.emit("legal")
    dialog = dialog_of(SignDialog)
    dialog.record["label"].setText("Mine")
    desk.triggers.save(SaveTrigger("Theirs", (EscalationType.INCIDENT,), True, "legal", 1))
    dialog.trigger()
    wait_idle(place)
    assert dialog.newer.isVisible()
    assert dialog.record["label"].text() == "Mine"
    dialog.newer.take_button.click()
    assert (dialog.record["label"].text(), dialog.record["suggests"].value) == ("Theirs", [EscalationType.INCIDENT])


def test_the_site_decides_which_parts_of_a_handoff_must_be_there(
    screen: SettingsScreen, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    page = screen.show_page("site")
    assert isinstance(page, SitePage)
    wait_idle(place)
    assert page.record["required_parts"].value == ["issue", "steps", "wants"]
    page.record["required_parts"].box(HandoffPart.STEPS.value).setChecked(False)
    page.record["required_parts"].box(HandoffPart.TONE.value).setFocus()
    QTest.keyClick(page.record["required_parts"].box(HandoffPart.TONE.value), KEY.Key_Space)
    page.trigger()
    wait_idle(place)
    assert desk.facts().site.required_parts == ("issue", "wants", "tone")


def _phrases(desk: Desk) -> tuple[PhraseView, ...]:
    return next(one.phrases for one in desk.phrases.all().steps if one.step is Step.GREETING)


def test_a_draft_of_a_phrase_or_sign_meets_what_was_saved_since_it_was_typed(
    screen: SettingsScreen, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    phrase = desk.phrases.save(SavePhrase(Step.GREETING, "First.")).value
    entry = desk.phrases.save_avoided(SaveAvoided(("no way",), "yes")).value
    signs = {sign.code: sign for sign in desk.triggers.all()}

    def dialogs() -> list[tuple[Any, Callable[[], str], Callable[[str], object]]]:
        made = [
            PhraseDialog(place, Step.GREETING, _phrases(desk)[-1], screen),
            AvoidedDialog(place, desk.phrases.all().avoided[-1], screen),
            SignDialog(place, {sign.code: sign for sign in desk.triggers.all()}["legal"], screen),
        ]
        fields = [(made[0].words.text, made[0].words.setPlainText)]
        fields += [(field.text, field.setText) for field in (made[1].record["better"], made[2].record["label"])]
        return [(dialog, *field) for dialog, field in zip(made, fields, strict=True)]

    for dialog, _read, write in dialogs():
        dialog.open()
        write("Mine")
        dialog.reject()
        wait_idle(place)
    desk.phrases.save(SavePhrase(Step.GREETING, "Theirs", id=phrase.id, base_version=phrase.version))
    desk.phrases.save_avoided(SaveAvoided(("no way",), "Theirs", id=entry.id, base_version=entry.version))
    legal = signs["legal"]
    desk.triggers.save(SaveTrigger("Theirs", legal.suggests, True, "legal", legal.version))
    for dialog, read, _write in dialogs():
        dialog.open()
        wait_idle(place)
        assert read() == "Mine"
        dialog.trigger()
        wait_idle(place)
        assert dialog.newer.isVisible(), dialog
        dialog.newer.take_button.click()
        assert read() == "Theirs"
        dialog.reject()
        wait_idle(place)
