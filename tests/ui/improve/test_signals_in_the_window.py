"""Signals by keyboard, at the real window: one pressed to an action, one to feedback and its answer."""

from datetime import date
from pathlib import Path

import pytest
from made_once import MadeOnce
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from signals_scene import agent_of, live, on
from window_hands import CTRL, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.findings.kinds import Rule
from deskapp.domain.findings.standing import Standing
from deskapp.domain.words import ActionOf
from deskapp.services.actions.acts import MakeAction
from deskapp.ui.calls.page.call_page import CallPage
from deskapp.ui.improve.agreed.agree_dialog import AgreeDialog
from deskapp.ui.improve.agreed.done_dialog import DoneDialog
from deskapp.ui.improve.agreed.move_dialog import MoveActionDialog
from deskapp.ui.improve.agreed.my_actions_dialog import MyActionsDialog
from deskapp.ui.improve.improve_screen import ImproveScreen
from deskapp.ui.improve.signals.feedback_dialogs import AnswerDialog, FeedbackDialog, SentDialog
from deskapp.ui.improve.signals.signals_part import SignalsPart
from deskapp.ui.improve.signals.why_dialog import WhyDialog
from deskapp.ui.widgets.dialogs.words_dialog import WordsDialog
from deskapp.ui.window.main_window import MainWindow

ENTER, ESCAPE = Qt.Key.Key_Return, Qt.Key.Key_Escape


@pytest.fixture
def desk_file(made_once: MadeOnce, tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    path.write_bytes(made_once("signals", live).read_bytes())
    return path


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(on(11, 16))


def part(window: MainWindow) -> SignalsPart:
    screen = window.screens.current
    assert isinstance(screen, ImproveScreen)
    assert isinstance(screen.part, SignalsPart)
    return screen.part


def counted(window: MainWindow) -> str:
    """What the side bar says of it."""
    tabs = window.side.tabs
    return tabs.accessibleTabName(tabs.place_of("improve"))


def press_button(person: Hands, signals: SignalsPart, words: str) -> None:
    """A button of what was made of the signal that is shown, reached by Tab."""
    button = next(one for one in signals.detail.findChildren(QPushButton) if one.accessibleName() == words)
    person.tab_to(button, 60)
    person.press(Qt.Key.Key_Space)


def choose(person: Hands, signals: SignalsPart, rule: Rule) -> None:
    signals.list.setFocus()
    person.press(Qt.Key.Key_Home)
    for _move in range(len(signals.list.cards.items)):
        if signals.chosen is not None and signals.chosen.finding.rule is rule:
            return
        person.press(Qt.Key.Key_Down)
    raise AssertionError(f"{rule} is not in the list")


def standing(desk: Desk, rule: Rule) -> Standing:
    return next(one.standing for one in desk.findings.signals().signals if one.finding.rule is rule)


def test_one_signal_is_pressed_to_an_action_and_one_to_feedback_with_its_answer(
    window: MainWindow, person: Hands, desk: Desk, clock: FixedClock
) -> None:
    person.do("Signals")
    signals = part(window)
    assert counted(window) == "Improve, 4"
    (listing,) = signals.listings()
    assert (listing.count, [form.ending for form in listing.forms]) == (4, ["pdf"])
    assert [row[2] for row in listing.rows(desk)] == ["no action yet"] * 4
    assert sorted(card.caption for card in signals.list.cards.items) == ["POLICY", "PROCESS", "PRODUCT", "TRAINING"]
    assert signals.list.hasFocus()

    # Why, and the calls behind it: one whole, and back.
    choose(person, signals, Rule.TOPIC)
    person.press(Qt.Key.Key_F1)
    assert "more than chance" in person.dialog(WhyDialog).close_button.accessibleDescription()
    person.press(ESCAPE)
    person.press(ENTER)
    assert signals.detail.table is not None
    assert signals.detail.table.hasFocus()
    person.press(ENTER)
    assert isinstance(window.screens.current, CallPage)
    person.press(ESCAPE)
    assert part(window) is signals

    # To an action, and its end.
    choose(person, signals, Rule.TOPIC)
    person.press(Qt.Key.Key_J, CTRL)
    person.dialog(AgreeDialog)
    person.write("Hang a guide at every desk")
    person.press(ENTER, CTRL)
    assert signals.chosen is not None
    assert signals.chosen.standing is Standing.ACTION
    press_button(person, signals, "Move…")
    moved = person.dialog(MoveActionDialog)
    moved.due.set_day(date(2026, 12, 4))
    person.tab_to(moved.reason)
    person.write("The guide is not printed yet")
    person.press(ENTER, CTRL)
    assert [one.due for one in desk.actions.all()] == [date(2026, 12, 4)]
    press_button(person, signals, "Done…")
    person.dialog(DoneDialog)
    person.write("It hangs there")
    person.press(ENTER, CTRL)
    assert [one.words for one in desk.actions.all()] == ["It hangs there"]
    assert counted(window) == "Improve, 3"

    # To feedback: the sheet as text, sent, and answered.
    choose(person, signals, Rule.RETURNS)
    person.press(Qt.Key.Key_M, CTRL)
    dialog = person.dialog(FeedbackDialog)
    person.write("The maker")
    person.tab_to(dialog.asks)
    person.write("A reset that works")
    person.press(ENTER, CTRL)
    press_button(person, signals, "Copy as text")
    assert "A reset that works" in QGuiApplication.clipboard().text()
    press_button(person, signals, "Sent…")
    person.dialog(SentDialog)
    person.press(ENTER, CTRL)
    press_button(person, signals, "Answer…")
    person.dialog(AnswerDialog)
    person.write("Mended from December on")
    person.press(ENTER, CTRL)
    answered = desk.findings.signals().signals
    assert [one.feedback[0].answer for one in answered if one.feedback] == ["Mended from December on"]
    assert {one.standing for one in answered if one.feedback} == {Standing.DONE}

    # No signal after all, with its reason; and taken back at once.
    before = counted(window)
    choose(person, signals, Rule.APPROVALS)
    press_button(person, signals, "Not a signal…")
    person.dialog(WordsDialog)
    person.write("One customer's printer")
    person.press(ENTER, CTRL)
    assert (standing(desk, Rule.APPROVALS), counted(window)) == (Standing.DISMISSED, "Improve, 1")
    person.press(Qt.Key.Key_Z, CTRL)
    assert (standing(desk, Rule.APPROVALS), counted(window)) == (Standing.NO_ACTION, before)


def test_whoever_is_given_an_action_is_told_of_it_and_does_it_from_the_list_of_theirs(
    window: MainWindow, person: Hands, desk: Desk
) -> None:
    sam = agent_of(desk)
    desk.actions.make(MakeAction(ActionOf.SIGNAL, "1", "Billing", "Hang a guide up", sam, date(2026, 11, 16)))
    desk.staff_id = sam
    window.on_who_changed()
    person.press(ESCAPE)
    notice = window.shell.actions.notice
    assert (notice.isVisible(), notice.words) == (True, "Yours to do, due today: Hang a guide up")
    person.do("My actions")
    assert person.dialog(MyActionsDialog).table.lines.lines[0].what == "Hang a guide up"
    person.press(ENTER)
    person.dialog(DoneDialog)
    person.write("It hangs there")
    person.press(ENTER, CTRL)
    assert (desk.actions.mine(), notice.isVisible()) == ((), False)
