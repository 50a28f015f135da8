"""The bar below a list of calls, by keyboard and mouse: steps, who was first, undo; and questions to owners."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from scene import kinds, log, staff
from window_hands import CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.call_life import CallAct
from deskapp.domain.words import Role
from deskapp.services.many.acts import AskOwners, ReassignCalls
from deskapp.services.overview.late.ask import SortBy
from deskapp.services.requests.acts import AnswerRequest
from deskapp.ui.calls.many import going_on, many_dialog, result_face
from deskapp.ui.calls.many.many_bar import ManyBar
from deskapp.ui.calls.many.many_dialogs import AskManyDialog, RaiseManyDialog, ReassignManyDialog
from deskapp.ui.calls.questions.ask_dialog import AskDialog
from deskapp.ui.calls.questions.questions_dialog import QuestionsDialog
from deskapp.ui.supervise.late_model import COLUMNS
from deskapp.ui.supervise.overdue_screen import OverdueScreen
from deskapp.ui.widgets.dialogs.words_dialog import WordsDialog
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]


@pytest.fixture
def calls(desk: Desk) -> list[int]:
    """Six calls of the manager's, who works here; Omar and Sam may have them."""
    for name in ("Omar", "Sam"):
        staff(desk, Role.AGENT, name)
    first = log(desk).id
    return [first, *(log(desk, customer_id=1).id for _ in range(5))]


@pytest.fixture
def others(desk: Desk, desk_file: Path) -> Iterator[Desk]:
    """Rita at another workstation."""
    rita = staff(desk, Role.SUPERVISOR, "Rita")
    other = Desk(desk_file, desk.clock, staff_id=rita).open()
    yield other
    other.close()


def select_all(person: Hands) -> ManyBar:
    person.window.log.table.setFocus()
    person.press(Key.Key_A, CTRL)
    bar = person.window.shell._list_keys._bar
    assert bar is not None
    return bar


def choose_owner(dialog: ReassignManyDialog, name: str) -> None:
    dialog.owner.setCurrentIndex(dialog.owner.findText(name, Qt.MatchFlag.MatchStartsWith))
    dialog.reason.setPlainText("Lena is ill")


def owners(desk: Desk, calls: list[int]) -> list[str]:
    return [desk.overview.call(one).row.owner for one in calls]


def test_many_go_in_steps_are_stopped_in_the_midst_gone_on_with_and_undone_as_a_whole(
    calls: list[int],
    desk: Desk,
    person: Hands,
    place: Workplace,
    qtbot: QtBot,
    wait_idle: Wait,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(going_on, "AT_ONCE", 1)
    monkeypatch.setattr(many_dialog, "AT_ONCE", 1)
    bar = select_all(person)
    person.press(Key.Key_R, CTRL)
    dialog = person.dialog(ReassignManyDialog)
    choose_owner(dialog, "Omar")
    # The first step ends the dialog; the rest goes on behind, and the window can be worked in.
    QTest.keyClick(dialog, Key.Key_Return, CTRL)
    qtbot.waitUntil(bar.going.isVisible)
    # How far it is by then, the machine decides.
    told = re.fullmatch(r"Reassigning: (\d) of 6", bar.going.words.text())
    assert told is not None
    QTest.mouseClick(bar.going.stop, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.result.more.text().startswith("Stopped"))
    wait_idle(place)
    done = owners(desk, calls).count("Omar")
    assert 1 <= int(told[1]) <= done < 6
    assert bar.result.words.text() == f"✓ {done} of 6 calls are Omar's now."
    assert bar.result.more.text().startswith(f"Stopped: {6 - done} call")
    QTest.mouseClick(bar.result.go_on, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bar.result.words.text() == "✓ 6 calls are Omar's now.")
    wait_idle(place)
    assert owners(desk, calls) == ["Omar"] * 6
    assert bar.result.undo.text() == "Undo 6   Ctrl+Z"
    person.window.activateWindow()
    person.window.log.table.setFocus()
    person.write("")
    person.press(Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: owners(desk, calls) == ["Manager"] * 6)
    wait_idle(place)
    assert bar.result.words.text() == "✓ 6 calls are as they were."
    assert all(kinds(desk, one).count("reassigned") == 2 for one in calls)
    person.press(Key.Key_Z, CTRL)
    assert "Nothing to undo" in person.window.shell.said
    # Raised by one step, from the keyboard alone.
    monkeypatch.setattr(going_on, "AT_ONCE", 50)
    monkeypatch.setattr(many_dialog, "AT_ONCE", 50)
    person.press(Key.Key_P, CTRL | SHIFT)
    raising = person.dialog(RaiseManyDialog)
    person.tab_to(raising.reason)
    person.write("The board meets")
    person.press(Key.Key_Return, CTRL)
    assert bar.result.words.text() == "✓ 6 calls were raised."
    assert {desk.overview.call(one).row.priority for one in calls} == {"P2"}


def test_what_another_gave_away_meanwhile_is_left_said_by_row_and_decided_one_by_one(
    calls: list[int], desk: Desk, others: Desk, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    bar = select_all(person)
    told: list[object] = []
    bar.results_changed.connect(told.append)
    person.press(Key.Key_R, CTRL)
    dialog = person.dialog(ReassignManyDialog)
    choose_owner(dialog, "Omar")
    sam = next(one.id for one in desk.facts().staff if one.name == "Sam")
    others.many.reassign(ReassignCalls((calls[1], calls[3]), sam, "He set up their till"))
    person.press(Key.Key_Return, CTRL)
    assert bar.result.words.text() == "✓ 4 of 6 calls are Omar's now."
    assert bar.result.more.text() == "2 were not reassigned: 2 were given to Sam at 10:00."
    results = told[-1]
    assert results.done == {one for one in calls if one not in (calls[1], calls[3])}  # type: ignore[attr-defined]
    left = results.refused[calls[1]]  # type: ignore[attr-defined]
    assert (left.title, left.words) == ("Not reassigned:", "Rita gave it to Sam at 10:00.")
    assert [words for _key, words in left.choices] == ["To Omar all the same", "Leave with Sam"]
    # The same in the bar, where no row says it: one is taken, the other left.
    buttons = bar.result.lines.findChildren(QPushButton)
    assert [one.text() for one in buttons] == ["To Omar all the same", "Leave with Sam"] * 2
    QTest.mouseClick(bar.result.go_to, Qt.MouseButton.LeftButton)
    assert person.window.log.current_call_id in (calls[1], calls[3])
    QTest.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    wait_idle(place)
    bar.choose(calls[1] if calls[1] in told[-1].refused else calls[3], "1")  # type: ignore[attr-defined]
    wait_idle(place)
    assert sorted(owners(desk, calls)) == ["Omar"] * 5 + ["Sam"]
    assert bar.result.words.text() == "✓ 5 calls are Omar's now."
    assert not bar.result.lines.isVisible()
    bar.undo()
    wait_idle(place)
    assert sorted(owners(desk, calls)) == ["Manager"] * 4 + ["Sam"] * 2


def test_what_was_done_to_several_can_be_taken_back_while_it_is_said_after_the_key_has_another_use(
    calls: list[int],
    desk: Desk,
    person: Hands,
    place: Workplace,
    qtbot: QtBot,
    wait_idle: Wait,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(result_face, "UNDO_SECONDS", 0)
    bar = select_all(person)
    person.press(Key.Key_R, CTRL)
    choose_owner(person.dialog(ReassignManyDialog), "Omar")
    person.press(Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: bar.result.undo.text() == "Take back 6")
    person.window.log.table.setFocus()
    person.press(Key.Key_Z, CTRL)
    wait_idle(place)
    assert owners(desk, calls) == ["Omar"] * 6
    QTest.mouseClick(bar.result.undo, Qt.MouseButton.LeftButton)
    wait_idle(place)
    assert owners(desk, calls) == ["Manager"] * 6


def test_on_the_overdue_list_the_row_itself_says_why_it_was_left_and_has_the_buttons(
    calls: list[int],
    desk: Desk,
    others: Desk,
    person: Hands,
    place: Workplace,
    wait_idle: Wait,
) -> None:
    screen = person.window.show_screen("overdue")
    wait_idle(place)
    assert isinstance(screen, OverdueScreen)
    table, (bar,) = screen.table, screen.findChildren(ManyBar)
    table.setFocus()
    person.press(Key.Key_A, CTRL)
    person.press(Key.Key_R, CTRL)
    dialog = person.dialog(ReassignManyDialog)
    choose_owner(dialog, "Omar")
    sam = next(one.id for one in desk.facts().staff if one.name == "Sam")
    others.many.reassign(ReassignCalls((calls[1], calls[3]), sam, "He set up their till"))
    person.press(Key.Key_Return, CTRL)
    assert bar.result.words.text() == "✓ 4 of 6 calls are Omar's now."
    assert bar.result.more.text() == "2 were not reassigned: their rows say why."
    assert not bar.result.lines.isVisible()

    def said(call_id: int, column: int) -> str:
        spoken = table.late.index(table.late.place_of(call_id) or 0, column)
        return str(spoken.data(Qt.ItemDataRole.AccessibleTextRole))

    why = "Not reassigned: Rita gave it to Sam at 10:00."
    assert said(calls[1], 0).endswith(f", {why}")
    assert said(calls[1], COLUMNS.index(SortBy.NEXT_STEP)) == why
    assert why not in said(calls[0], 0)
    # By mouse to the row, and from it by Tab into its buttons.
    QTest.mouseClick(bar.result.go_to, Qt.MouseButton.LeftButton)
    left = table.current_id
    assert left in (calls[1], calls[3])
    table.setFocus()
    person.press(Key.Key_Tab)
    first = person.window.focusWidget()
    assert isinstance(first, QPushButton)
    assert first.text() == "To Omar all the same"
    row = table.visualRect(table.late.index(table.currentIndex().row(), 0))
    assert row.top() <= first.mapTo(table.viewport(), first.rect().center()).y() <= row.bottom()
    person.press(Key.Key_Tab)
    assert person.window.focusWidget() is not first
    person.press(Key.Key_Tab, SHIFT)
    person.press(Key.Key_Space)
    wait_idle(place)
    assert table.hasFocus()
    assert desk.overview.call(left).row.owner == "Omar"
    assert bar.result.more.text() == "1 was not reassigned: its row says why."
    # The other is on the list no more, once this is Omar's alone: then the bar says it.
    omar = next(one.id for one in desk.facts().staff if one.name == "Omar")
    screen.list.take("owners", omar, True)
    screen.refresh()
    wait_idle(place)
    assert bar.result.more.text() == "1 was not reassigned."
    buttons = [one.text() for one in bar.result.lines.findChildren(QPushButton)]
    assert buttons == ["To Omar all the same", "Leave with Sam"]


def test_a_question_is_seen_by_the_owner_at_once_answered_on_the_call_and_the_asker_is_told(
    calls: list[int], desk: Desk, others: Desk, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    questions = person.window.shell.questions
    assert questions.asked.isHidden()
    others.many.ask(AskOwners(tuple(calls[:1]), "What does the supplier say?"))
    person.window._look()  # as the window does each second
    wait_idle(place)
    assert questions.asked.words == "Rita asks about C-00001: What does the supplier say?"
    questions.asked.acted.emit()
    wait_idle(place)
    panel = person.window.current.panel
    assert panel is not None
    assert panel.request.head.text() == "◆ Rita asks for an update, 10:00"
    assert panel.request.words.text() == "What does the supplier say?"
    asked = [row.asked for row in person.window.log.table.calls.rows if row.id == calls[0]]
    assert asked == [True]
    person.do("Questions about calls")
    shown = person.dialog(QuestionsDialog)
    assert next(iter(shown.to_me.lines.texts()))[:4] == ("C-00001", "10:00", "Rita", "What does the supplier say?")
    person.press(Key.Key_Return)
    assert not person.is_open(QuestionsDialog)
    panel._acts.buttons[CallAct.ANSWER].setFocus()
    person.press(Key.Key_Space)
    person.dialog(WordsDialog)
    person.write("They send a part")
    person.press(Key.Key_Return, CTRL)
    assert person.window.focusWidget() in panel._acts.buttons.values(), "nothing is to be answered, another act is next"
    assert others.requests.by_me()[0].answer == "They send a part"
    assert questions.asked.isHidden()
    assert panel.request.isHidden()
    # The other way round: the manager asks Sam about one, and two owners about theirs.
    sam = next(one.id for one in desk.facts().staff if one.name == "Sam")
    others.many.reassign(ReassignCalls(tuple(calls[:3]), sam, "All his"))
    person.window.show_call(calls[0])
    wait_idle(place)
    person.press(Key.Key_U, CTRL)
    person.dialog(AskDialog)
    person.write("How far is it?")
    person.press(Key.Key_Return, CTRL)
    assert person.window.shell.said == "Sam is asked about C-00001."
    bar = select_all(person)
    person.press(Key.Key_U, CTRL)
    several = person.dialog(AskManyDialog)
    assert several.left_out.words == "3 are your own, 1 was asked about by Manager at 10:00. They stay as they are."
    person.press(Key.Key_Return, CTRL)
    assert bar.result.words.text() == "✓ The owners of 2 of 6 calls are asked."
    others.staff_id = sam
    request = others.requests.to_me()[-1]
    others.requests.answer(AnswerRequest(request.id, "Half done"))
    person.window._look()
    wait_idle(place)
    assert questions.answered.words == "C-00001: answered, Sam, 10:00: Half done"
