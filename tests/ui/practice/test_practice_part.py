"""Practice in the window: chosen, played to the end by keyboard, looked back on; a scenario written and kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.domain.practice.play import Step
from deskapp.domain.practice.scenario import HandoffPart
from deskapp.domain.words import EscalationType, Role
from deskapp.services.staff.acts import SaveStaff
from deskapp.storage.practice_file import PracticeFile
from deskapp.ui.practice.practice_part import PracticePart
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

Key, Wait = Qt.Key, Callable[[Workplace], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def screen(place: Workplace, qtbot: QtBot, wait_idle: Wait) -> PracticePart:
    place.load_facts()
    made = PracticePart(place)
    qtbot.addWidget(made)
    made.resize(1180, 680)
    made.show()
    made.activateWindow()
    wait_idle(place)
    return made


def press(key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, key, modifiers)


def typed(words: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), words)


def said(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_an_agents_practice_is_played_to_the_end_by_keyboard_and_told_with_reasons(
    screen: PracticePart, place: Workplace, desk: Desk, wait_idle: Wait
) -> None:
    screen.choose.take_focus()
    assert screen.choose.list.current == "the_manager_now"
    press(Key.Key_Return)
    play = screen.play
    assert play.isVisible()
    assert "You charged me twice" in said(play.talk)
    # In own words that mean nothing here, then in some that do.
    typed("The weather is fine")
    press(Key.Key_Return, CTRL)
    assert "Mrs Webb waits" in said(play.talk)
    assert play.talk_step.words.text() == "The weather is fine", "what was typed stays to be put otherwise"
    press(Key.Key_A, CTRL)
    typed("Sorry, I look into it")
    press(Key.Key_Return, CTRL)
    assert "Eleven years" in said(play.talk)
    # By choice: the first sentence.
    play.talk_step._how.pill("chosen").click()
    play.talk_step.take_focus()
    press(Key.Key_Return)
    assert play.played is not None
    assert play.played.step is Step.SIGNS
    # The card beside the talk takes the place of the screen while it is read, and stands in the result.
    assert set(screen.own_keys) == {"Shift+F9"}
    screen.own_keys["Shift+F9"]()
    assert "Say yes at once; arguing makes it worse." in said(play.screen_column)
    assert "Who could help" not in said(play.screen_column)
    screen.own_keys["Shift+F9"]()
    assert "Who could help" in said(play.screen_column)
    play.signs_step.pills["may_leave"].click()
    play.ask_hint()
    assert "5 signs" in play.hint.text()
    assert not play.hint.visibleRegion().isEmpty(), "it stands in sight, however far the steps go on"
    press(Key.Key_Return, CTRL)
    assert not play.hint.text()
    play.route_step.pills[EscalationType.HIERARCHICAL].click()
    play.route_step.people.setFocus()
    press(Key.Key_Space)
    press(Key.Key_Return, CTRL)
    typed("You'll have to wait. Rita rings you by 15:00.")
    assert "could you please" in play.frame_step.better.text()
    press(Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert play.played.step is Step.ROUTE
    assert play.route_step.person == "Rita Gomez"
    press(Key.Key_Return, CTRL)
    assert play.frame_step.words.text().startswith("You'll have to"), "what was typed stays"
    press(Key.Key_Return, CTRL)
    play.handoff_step.fields[HandoffPart.ISSUE].setPlainText("Charged twice")
    press(Key.Key_Return, CTRL)
    wait_idle(place)
    assert screen.result.isVisible()
    told = said(screen.result)
    assert "1 hint used" in told
    assert "Card read: “Your manager, please”." in told
    assert "said in passing" in told
    assert "“You'll have to” is better not said." in told
    (kept,) = desk.practice.view().record.tries
    assert (kept.scenario_id, kept.hints) == ("the_manager_now", 1)
    assert f"of {kept.most}" in told
    # On to another, left with Escape, and gone on with.
    press(Key.Key_Return, CTRL)
    assert play.isVisible()
    assert play.played is not None
    following = play.played.scenario
    assert following.id != "the_manager_now"
    press(Key.Key_Escape)
    assert screen.choose.isVisible()
    assert following.title in screen.choose.on_button.text()
    assert not screen.holds_back(), "nothing was said in it yet"
    screen.choose.on_button.click()
    assert play.played.scenario is following
    play.talk_step._how.pill("chosen").click()
    play.talk_step.take_focus()
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert [screen.holds_back(), screen.holds_back()] == [True, False]
    assert play.isVisible()
    assert "not over" in said(play)
    # The record shows the try of before, as it was told.
    press(Key.Key_Escape)
    screen.choose.tries.setFocus()
    press(Key.Key_Home)
    press(Key.Key_Return)
    wait_idle(place)
    assert screen.result.isVisible()
    assert said(screen.result) == told


def test_a_scenario_is_written_with_its_faults_by_line_and_nothing_typed_is_lost(
    screen: PracticePart, place: Workplace, desk: Desk, wait_idle: Wait, tmp_path: Path, qtbot: QtBot
) -> None:
    screen.choose.new_button.click()
    wait_idle(place)
    edit = screen.edit
    assert edit.isVisible()
    text = edit.text.toPlainText()
    assert 'id = "the_manager_now_2"' in text
    assert not edit.faults.cards.items
    broken = text.replace('to = "stall"', 'to = "nowhere"', 1)
    edit.text.setPlainText(broken)
    edit.save_button.click()
    assert edit.isVisible()
    line = next(number for number, one in enumerate(broken.splitlines(), 1) if "nowhere" in one)
    assert edit.faults.cards.items[0].title == f"Line {line}: there is no line “nowhere”: write it, or lead to another"
    assert edit.text.textCursor().blockNumber() == line - 1
    assert screen.holds_back(), "the window does not close over it unsaid"
    assert "close once more" in edit.notice.words
    assert not screen.holds_back(), "closed once more, it is left"
    edit.notice.end()
    press(Key.Key_Escape)
    assert edit.isVisible(), "what was typed is not thrown away unasked"
    assert "not kept yet" in edit.notice.words
    edit.text.setPlainText(text)
    edit.save_button.click()
    wait_idle(place)
    assert screen.choose.isVisible()
    assert screen.choose.list.current == "the_manager_now_2"
    assert screen.choose.remove_button.isEnabled()
    # Into a file, and back from it.
    screen.choose.edit_button.click()
    wait_idle(place)
    file = tmp_path / "ours.toml"
    edit.file_button.click()
    dialog = edit.findChild(QFileDialog)
    assert dialog is not None
    dialog.fileSelected.emit(str(file))
    dialog.reject()
    assert file.read_text("utf-8") == text
    edit.text.clear()
    edit._open(file)
    screen.activateWindow()  # as a window manager does once the dialog of files is gone
    wait_idle(place)
    assert edit.text.toPlainText() == text
    press(Key.Key_Escape)
    screen.choose.remove_button.click()
    wait_idle(place)
    assert "the_manager_now_2" not in {one.scenario.id for one in desk.practice.view().offers}


def test_an_agent_shows_their_practice_or_not_and_writes_no_scenario(
    place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: Wait
) -> None:
    lena = desk.site.save_staff(SaveStaff("Lena", Role.AGENT)).value.id
    desk.staff_id = lena
    place.load_facts()
    screen = PracticePart(place)
    qtbot.addWidget(screen)
    screen.show()
    wait_idle(place)
    assert not any(one.isVisible() for one in (screen.choose.edit_button, screen.choose.new_button))
    assert not screen.choose.whose.isVisible()
    assert "Seen by you alone" in screen.play.screen_column.for_whom.text()
    screen.choose.shown.click()
    wait_idle(place)
    assert desk.practice.view().shown
    assert "supervisors" in screen.play.screen_column.for_whom.text()


@pytest.mark.parametrize("why", [Refusal.DISK_FULL, Refusal.READ_ONLY, Refusal.LOCKED])
def test_a_scenario_that_the_file_does_not_take_stays_as_typed_and_is_kept_once_it_does(
    screen: PracticePart, place: Workplace, wait_idle: Wait, monkeypatch: pytest.MonkeyPatch, why: Refusal
) -> None:
    def refused(file: PracticeFile) -> None:
        raise StorageProblem(why, path=str(file.path))

    screen.choose.new_button.click()
    wait_idle(place)
    edit = screen.edit
    typed = edit.text.toPlainText().replace("You charged me twice", "You charged me three times")
    edit.text.setPlainText(typed)
    with monkeypatch.context() as broken:
        broken.setattr(PracticeFile, "write", refused)
        edit.save_button.click()
        wait_idle(place)
    assert edit.notice.isVisible()
    assert refusals.error(StorageProblem(why, path="?")).split("?")[-1] in edit.notice.words
    assert (edit.text.toPlainText(), edit.changed) == (typed, True)
    assert screen.left_words() == (typed,), "another person signs in: it is kept to be copied"
    edit.save_button.click()
    wait_idle(place)
    assert not edit.isVisible()
    assert screen.left_words() == ()
