"""Reviews in the window (RULES.md, "Reviews"): two by keyboard from draw to end; what was shared is answered."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot
from scene import YES, contact, escalate, log, staff

from deskapp.desk import Desk
from deskapp.domain.exchange.table import Row
from deskapp.domain.words import Role
from deskapp.paperwork import review as review_paper
from deskapp.services.calls.acts import AddNote, ResolveCall
from deskapp.services.escalations.acts import ReturnEscalation
from deskapp.services.reviews.acts import FinishReview
from deskapp.ui.improve.reviews.draw_dialog import DrawDialog
from deskapp.ui.improve.reviews.reviews_part import DONE, ReviewsPart
from deskapp.ui.improve.reviews.scorecard_dialog import ScorecardDialog
from deskapp.ui.improve.reviews.shared_notice import SharedNotice
from deskapp.ui.work.workplace import Workplace

Key, Wait = Qt.Key, Callable[[Workplace], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def press(key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    at = QApplication.focusWidget()
    assert at is not None
    QTest.keyClick(at, key, modifiers)


def typed(words: str) -> None:
    QTest.keyClicks(QApplication.focusWidget(), words)


def said(part: ReviewsPart) -> str:
    """All that is to be read there, the story among it."""
    labels = [label.text() for label in part.findChildren(QLabel) if label.isVisible()]
    cards = part.review.story.timeline.cards.items if part.review.isVisible() else ()
    return "\n".join([*labels, *(card.spoken for card in cards)])


def opened(kind: type[QDialog]) -> QDialog:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


@pytest.fixture
def ana(desk: Desk) -> int:
    """An agent with three calls that were escalated, whose names stand in their words."""
    ana, expert = staff(desk, Role.AGENT, "Ana Lopez"), contact(desk).id
    desk.work.staff_id = ana
    for number in range(3):
        call_id = log(desk, f"Charged twice, {number}").id
        desk.calls.note(AddNote(call_id, "Ana looked it up twice"))
        one = escalate(desk, call_id, expert)
        desk.escalations.give_back(ReturnEscalation(one.id, "Refunded"))
        desk.calls.resolve(ResolveCall(call_id, "Refunded", YES))
    desk.work.staff_id = 1
    return ana


@contextmanager
def part_of(place: Workplace, qtbot: QtBot, wait_idle: Wait) -> Iterator[ReviewsPart]:
    place.load_facts()
    wait_idle(place)
    made = ReviewsPart(place)
    qtbot.addWidget(made)
    made.resize(1180, 640)
    made.show()
    made.activateWindow()
    wait_idle(place)
    yield made
    made.hide()


def test_two_reviews_are_done_by_keyboard_from_the_draw_to_the_end_and_a_kill_loses_no_mark(
    ana: int, place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: Wait
) -> None:
    with part_of(place, qtbot, wait_idle) as part:
        assert part.empty.isVisible()
        part.empty.button.setFocus()
        press(Key.Key_Space)
        wait_idle(place)
        dialog = opened(DrawDialog)
        assert isinstance(dialog, DrawDialog)
        press(Key.Key_Up)  # from the month before to this one
        dialog.size_field.setFocus()
        press(Key.Key_A, CTRL)
        typed("2")
        press(Key.Key_Return, CTRL)
        wait_idle(place)
        assert (part.where.text(), part.how.text()) == ("1 of 2", "drawn by lot from 3, at least 2 of each agent")
        assert "Ana" not in said(part)
        assert "Agent A looked it up twice" in said(part)

        part.activateWindow()
        qtbot.waitUntil(part.isActiveWindow)
        part.review.take_focus()
        for key in (Key.Key_3, Key.Key_2, Key.Key_4, Key.Key_3, Key.Key_Minus, Key.Key_Up, Key.Key_2, Key.Key_2):
            press(key)
        # What is missing is gone to.
        press(Key.Key_Return, CTRL)
        assert part.review.card.wrong.isVisible()
        press(Key.Key_4)
        press(Key.Key_3)
        typed("Name the time before you are asked")
        wait_idle(place)
        first = part.review.page
        assert first is not None
        press(Key.Key_Return, CTRL)
        wait_idle(place)
        (done,) = desk.reviews.done()
        assert dict(done.marks) == {
            "early": 3,
            "route": 2,
            "consent": 4,
            "handoff": 3,
            "warm": 2,
            "informed": 2,
            "loop": 4,
            "tone": 3,
        }
        assert done.note == "Name the time before you are asked"
        # On to the second.
        assert part.where.text() in ("1 of 2", "2 of 2")
        assert part.review.page is not None
        assert part.review.page.call.row.id != first.call.row.id
        assert part.review.card.first_left is part.review.card.lines[0]
        for key in (Key.Key_1, Key.Key_2):
            press(key)
        wait_idle(place)

    # The window is gone in the middle; whoever opens another one goes on.
    with part_of(place, qtbot, wait_idle) as again:
        assert dict(again.review.card.marks) == {"early": 1, "route": 2}
        again.review.take_focus()
        press(Key.Key_3)
        press(Key.Key_Escape)
        wait_idle(place)
        assert len(desk.reviews.done()) == 1
        again.review.take_focus()
        for _line in range(5):
            press(Key.Key_4)
        press(Key.Key_Return, CTRL)
        wait_idle(place)
        assert [desk.reviews.done()[0].marks[line] for line in ("early", "route", "consent", "handoff")] == [1, 2, 3, 4]
        assert desk.drafts.kept("review") == ()
        again.switch.pill(DONE).click()
        wait_idle(place)
        assert again.done.isVisible()
        assert len(again.done.list.cards.items) == 2
        assert "too few to say" in "\n".join(map(" ".join, again.done.figures.lines.texts()))
        (listing,) = again.listings()
        rows: list[Row] = []
        place.read(lambda there: list(listing.rows(there)), rows.extend, receiver=again)
        wait_idle(place)
        assert len(rows) == 2
        assert len(rows[0]) == len(listing.columns)


def test_names_are_shown_where_they_are_wished_and_marks_stay(
    ana: int, place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: Wait
) -> None:
    desk.reviews.choose(1)
    with part_of(place, qtbot, wait_idle) as part:
        part.switch.pill("chosen").click()
        wait_idle(place)
        part.review.take_focus()
        press(Key.Key_4)
        part.review.card.names.pill(False).click()
        wait_idle(place)
        assert "Ana looked it up twice" in said(part)
        assert dict(part.review.card.marks) == {"early": 4}
        assert part.review.card.owner.currentData() == ana
        # A paper says what stands on the screen.
        assert part.review.page is not None
        drawn = review_paper.pdf(part.review.page, desk.facts(), desk.clock.now(), "Manager", names_hidden=True)
        assert drawn.startswith(b"%PDF")


def test_an_agent_reads_and_answers_what_was_shared_and_sees_nothing_else(
    ana: int, place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: Wait
) -> None:
    marks = {line.code: 3 for line in desk.reviews.card().lines}
    for call_id in (1, 2):
        desk.reviews.choose(call_id)
        note = f"Well framed, {call_id}."
        desk.reviews.finish(FinishReview(call_id, desk.reviews.card().id, marks, note, share=call_id == 1))
    desk.sign_in(ana)
    notice = SharedNotice(place, place)
    wait_idle(place)
    assert notice.notice.words == "1 review of a call of yours was shared with you."
    with part_of(place, qtbot, wait_idle) as part:
        wait_idle(place)
        assert part.shared.isVisible()
        assert part.head_row is None
        assert not part.draw_button.isVisible()
        told = said(part)
        assert "Well framed, 1." in told
        assert "Well framed, 2." not in told
        # Read: the message ends.
        assert notice.notice.isHidden()
        part.shared.take_focus()
        press(Key.Key_Return)
        typed("I will try it")
        press(Key.Key_Return, CTRL)
        wait_idle(place)
        assert [one.answer for one in desk.reviews.shared()] == ["I will try it"]
        part.card_button.click()
        wait_idle(place)
        card = opened(ScorecardDialog)
        assert isinstance(card, ScorecardDialog)
        assert card.name.isReadOnly()
        assert not card.main_button.isVisible()
        card.reject()
    notice.deleteLater()


def test_a_manager_changes_the_scorecard_and_what_is_missing_is_pointed_out(
    place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: Wait
) -> None:
    with part_of(place, qtbot, wait_idle) as part:
        part.card_button.click()
        wait_idle(place)
        dialog = opened(ScorecardDialog)
        assert isinstance(dialog, ScorecardDialog)
        dialog.new_button.click()
        typed("Greeting")
        press(Key.Key_Return, CTRL)
        wait_idle(place)
        assert dialog.isVisible()
        assert dialog.field_form("meaning1").error.isVisible()
        for field in dialog.meanings:
            field.setFocus()
            typed("Said")
        press(Key.Key_Return, CTRL)
        wait_idle(place)
        assert [line.name for line in desk.reviews.card().lines][-1] == "Greeting"
