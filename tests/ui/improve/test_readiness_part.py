"""Readiness in the window: every way leads there, a gap becomes an action, a state is kept and printed; by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QWidget
from read_back import text
from window_hands import CTRL, Hands

from deskapp.desk import Desk
from deskapp.domain.readiness.questions import Question
from deskapp.domain.words import Role
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.improve.agreed.agree_dialog import AgreeDialog
from deskapp.ui.improve.agreed.done_dialog import DoneDialog
from deskapp.ui.improve.improve_screen import ImproveScreen
from deskapp.ui.improve.readiness.choose_dialog import ChooseDialog
from deskapp.ui.improve.readiness.readiness_part import ReadinessPart
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]

#: Where each question leads at a new desk: a page of the settings, or a part.
LEADS = {
    Question.POLICY: "written_policy",
    Question.AUTHORITY: "authority",
    Question.TRIGGERS: "signs",
    Question.WARM: "measures",
    Question.TRAINING: "practice",
    Question.HANDOFF: "site",
    Question.TRACKING: "reviews",
    Question.FEEDBACK: "signals",
}


def shown(person: Hands) -> ReadinessPart:
    person.do("Readiness")
    screen = person.window.screens.current
    assert isinstance(screen, ImproveScreen)
    assert isinstance(screen.part, ReadinessPart)
    return screen.part


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize("question", Question)
def test_every_way_leads_where_what_is_missing_is_mended(question: Question, person: Hands) -> None:
    """Each question has the button that leads to where what is missing is mended."""
    part = shown(person)
    button = part.table.buttons[question]
    person.tab_to(button)
    person.press(Key.Key_Space)
    now = person.window.screens.current
    if isinstance(now, SettingsScreen):
        assert now.switch.value == LEADS[question]
        return
    assert isinstance(now, ImproveScreen)
    assert now.switch.value == LEADS[question]
    assert QApplication.focusWidget() is not None


def test_a_gap_becomes_an_action_and_the_state_is_kept_and_printed(
    person: Hands, desk: Desk, place: Workplace, wait_idle: Wait, tmp_path: Path
) -> None:
    part = shown(person)
    assert "● 2 there" in words(part)
    assert "nobody can tick a question by hand" in words(part)
    assert "No version was issued." in words(part.table)
    # Another gap is chosen, in place of those that are proposed.
    person.tab_to(part.gaps.choose_button)
    person.press(Key.Key_Space)
    choose = person.dialog(ChooseDialog)
    for box in choose.findChildren(QCheckBox):
        box.setChecked(True)
    person.press(Key.Key_Return, CTRL)
    assert "At most three" in words(choose)
    for box in choose.findChildren(QCheckBox):
        box.setChecked(box.accessibleName().startswith(("Training", "Warm")))
    person.press(Key.Key_Return, CTRL)
    assert [card.gap.answer.question for card in part.gaps.cards] == [Question.TRAINING, Question.WARM]
    assert "Chosen by your desk." in words(part.gaps)
    # It becomes an action, with its days told, and is done.
    person.tab_to(part.gaps.cards[0].agree)
    person.press(Key.Key_Space)
    agree = person.dialog(AgreeDialog)
    person.write("Half an hour of practice on Tuesdays")
    person.tab_to(agree.owner)
    person.press(Key.Key_Down)
    person.press(Key.Key_Return, CTRL)
    assert "28 days" in words(part.gaps)
    assert "Owner: Manager" in words(part.gaps)
    (action,) = desk.actions.all()
    assert action.about == "Training"
    person.tab_to(part.gaps.cards[0].done)
    person.press(Key.Key_Space)
    person.dialog(DoneDialog)
    person.write("Three of three have played")
    person.press(Key.Key_Return, CTRL)
    assert "done on Mon 16 Nov 2026: Three of three have played" in words(part.gaps)
    # Kept by its key, listed, and on paper.
    person.press(Key.Key_S, CTRL)
    (kept,) = desk.readiness.view().kept
    assert kept.by == "Manager"
    assert "2 there · 2 in part · 4 missing" in words(part.gaps)
    part.papers.save(tmp_path / "readiness.pdf")
    wait_idle(place)
    read = " ".join(text((tmp_path / "readiness.pdf").read_bytes()).split())
    assert "A clearly written escalation policy" in read
    assert "▲ missing" in read
    assert "Half an hour of practice on Tuesdays" in read
    assert "2 there · 2 in part · 4 missing" in read


def test_an_agent_is_offered_no_readiness(person: Hands, desk: Desk, place: Workplace, wait_idle: Wait) -> None:
    part = shown(person)
    agent = desk.site.save_staff(SaveStaff("Ana", Role.AGENT)).value.id
    desk.sign_in(agent)
    place.load_facts()
    wait_idle(place)
    screen = person.window.screens.current
    assert isinstance(screen, ImproveScreen)
    assert "readiness" not in screen.offered
    assert not part.isVisible()
