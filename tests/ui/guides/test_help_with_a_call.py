"""The help of a call, one key away: by keyboard, in the real window and while a call is logged."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deskapp.desk import Desk
from deskapp.domain.call_life import CallAct
from deskapp.domain.words import Answer, GuideKind
from deskapp.services.calls.acts import GiveAgreement, LogCall, NewCustomer, ResolveCall
from deskapp.services.library.acts import EditedCheck, EditedGuide, SaveCategory
from deskapp.ui.calls.dialogs.resolve_dialog import ResolveDialog
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.guides.help_window import HelpWindow
from deskapp.ui.guides.similar_list import SimilarList
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]
HOSTILE = "<b>bold</b><img src=x onerror=1>"


@pytest.fixture
def category(desk: Desk, tmp_path: Path) -> int:
    manual = tmp_path / "manual.txt"
    manual.write_text("Turn it on")
    guides = (
        EditedGuide(GuideKind.LINK, "Intranet", "https://intranet.example/vans?a=1&b=2"),
        EditedGuide(GuideKind.FILE, "Manual", str(manual)),
        EditedGuide(GuideKind.NOTE, HOSTILE, f"Ask Bob\n{HOSTILE}"),
    )
    act = SaveCategory("Vans", (EditedCheck("Which van?"), EditedCheck("Keys & papers looked for")), guides)
    return desk.categories.save(act).value.id


@pytest.fixture
def solved(desk: Desk, category: int) -> int:
    number = _log(desk, "The van does not start", category)
    desk.calls.resolve(ResolveCall(number, "Battery charged", GiveAgreement(Answer.YES, "Ada")))
    return number


@pytest.fixture
def call_id(desk: Desk, category: int, solved: int) -> int:
    return _log(desk, "A van will not start", category)


def _log(desk: Desk, summary: str, category: int) -> int:
    return desk.calls.log(LogCall(summary, new_customer=NewCustomer("Ada"), category_id=category)).value.id


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was given to the system."""
    told: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: told.append(url.toString()) is None)
    return told


def _press(key: Qt.Key) -> None:
    QTest.keyClick(QApplication.focusWidget(), key)


def _help(window: MainWindow) -> HelpWindow:
    return next(one for one in window.findChildren(HelpWindow) if one.isVisible())


@pytest.fixture
def help_window(call_id: int, window: MainWindow, place: Workplace, wait_idle: Wait) -> HelpWindow:
    window.show_call(call_id)
    wait_idle(place)
    _press(Qt.Key.Key_F9)
    wait_idle(place)
    return _help(window)


def test_each_category_has_its_checklist_guides_and_past_solutions_one_key_away(help_window: HelpWindow) -> None:
    """Each category has its checklist, guides (files, links, notes) and past solutions one key away."""
    panel = help_window.panel
    assert panel.title.text() == "Help · Vans · C-00002"
    assert [box.words for box in panel.boxes.values()] == ["Which van?", "Keys & papers looked for"]
    assert [row.guide.title for row in panel.guides] == ["Intranet", "Manual", HOSTILE]
    assert [call.solution for call in panel.similar.calls] == ["Battery charged"]


def test_a_line_is_ticked_by_the_keyboard_and_recorded_at_once(
    help_window: HelpWindow, desk: Desk, call_id: int, place: Workplace, wait_idle: Wait
) -> None:
    _press(Qt.Key.Key_Space)
    wait_idle(place)
    assert [check.done for check in desk.guides.help_for(call_id).checks] == [True, False]
    _press(Qt.Key.Key_Tab)
    _press(Qt.Key.Key_Space)
    wait_idle(place)
    assert "no_solution" in desk.overview.call(call_id).row.signs
    box = next(iter(help_window.panel.boxes.values()))
    assert box.toolTip() == "done 10:00 by Manager"


def test_escape_leads_back_to_where_one_was(
    help_window: HelpWindow, window: MainWindow, place: Workplace, wait_idle: Wait
) -> None:
    before = window.current.panel
    assert before is not None
    _press(Qt.Key.Key_Escape)
    wait_idle(place)
    assert not [one for one in window.findChildren(HelpWindow) if one.isVisible()]
    assert before.timeline.hasFocus()


def test_the_key_that_opened_the_help_closes_it(help_window: HelpWindow, window: MainWindow) -> None:
    _press(Qt.Key.Key_F9)
    assert not [one for one in window.findChildren(HelpWindow) if one.isVisible()]


def test_what_solved_a_past_call_begins_what_solves_this_one(
    help_window: HelpWindow, window: MainWindow, desk: Desk, call_id: int, place: Workplace, wait_idle: Wait
) -> None:
    help_window.panel.similar.list.setFocus()
    _press(Qt.Key.Key_Down)
    _press(Qt.Key.Key_Return)
    wait_idle(place)
    [dialog] = [one for one in window.findChildren(ResolveDialog) if one.isVisible()]
    assert dialog.solution.text() == "Battery charged"
    dialog.reject()
    wait_idle(place)


def test_a_link_is_shown_in_whole_before_it_is_opened(help_window: HelpWindow, opened: list[str]) -> None:
    panel = help_window.panel
    panel.guides[0].button.setFocus()
    _press(Qt.Key.Key_Space)
    assert panel.opening.address.accessibleName() == "https://intranet.example/vans?a=1&b=2"
    assert opened == []
    _press(Qt.Key.Key_Space)
    assert opened == ["https://intranet.example/vans?a=1&b=2"]
    assert panel.guides[0].button.hasFocus()


def test_a_file_is_shown_by_its_path_and_opened_by_the_system(
    help_window: HelpWindow, opened: list[str], tmp_path: Path, place: Workplace, wait_idle: Wait
) -> None:
    panel = help_window.panel
    panel.guides[1].button.click()
    assert panel.opening.address.accessibleName() == str(tmp_path / "manual.txt")
    panel.opening.open_button.click()
    wait_idle(place)
    assert opened == [QUrl.fromLocalFile(str(tmp_path / "manual.txt")).toString()]


def test_what_was_not_looked_at_is_not_opened_for_the_file_before_it(
    help_window: HelpWindow, opened: list[str], place: Workplace, wait_idle: Wait
) -> None:
    panel = help_window.panel
    panel.guides[1].button.click()
    panel.opening.open_button.click()
    panel.opening.ask(replace(panel.guides[1].guide, content="/opt/other"))
    wait_idle(place)
    assert opened == []
    assert panel.opening.address.accessibleName() == "/opt/other"


def test_a_file_that_is_gone_or_would_be_run_is_not_opened_and_says_so(
    help_window: HelpWindow, opened: list[str], tmp_path: Path, place: Workplace, wait_idle: Wait
) -> None:
    panel = help_window.panel
    (tmp_path / "manual.txt").unlink()
    panel.guides[1].button.click()
    panel.opening.open_button.click()
    wait_idle(place)
    assert panel.opening.wrong.text().startswith("The file is not there")
    (tmp_path / "manual.txt").write_text("#!/bin/sh\nrm -r /")
    panel.opening.open_button.click()
    wait_idle(place)
    assert panel.opening.wrong.text().startswith("This is a program or script")
    assert opened == []
    # Escape takes the question away first, then the help.
    panel.opening.cancel_button.setFocus()
    _press(Qt.Key.Key_Escape)
    assert panel.opening.isHidden()
    assert help_window.isVisible()


def test_a_note_is_plain_text_whatever_it_says(help_window: HelpWindow) -> None:
    row = help_window.panel.guides[2]
    row.button.click()
    assert row.words.text().replace("\u200b", "") == f"Ask Bob\n{HOSTILE}"
    assert row.words.textFormat() == Qt.TextFormat.PlainText
    row.button.click()
    assert row.words.isHidden()


def test_another_call_is_helped_with_in_the_same_window(
    help_window: HelpWindow, window: MainWindow, desk: Desk, place: Workplace, wait_idle: Wait, solved: int
) -> None:
    window.current.acts.ask(CallAct.HELP, solved)
    wait_idle(place)
    assert _help(window) is help_window
    assert help_window.panel.title.text() == "Help · Vans · C-00001"
    # It is closed: nothing of it is ticked or solved any more.
    assert not any(box.isEnabled() for box in help_window.panel.boxes.values())
    assert help_window.panel.similar.use_button.isHidden()


def test_without_a_call_the_key_says_what_is_missing(window: MainWindow, place: Workplace, wait_idle: Wait) -> None:
    _press(Qt.Key.Key_F9)
    wait_idle(place)
    assert window.shell.said == "Choose a call first."


# While a call is logged


@pytest.fixture
def new_call(category: int, solved: int, place: Workplace, wait_idle: Wait) -> Iterator[NewCallDialog]:
    place.load_facts()
    wait_idle(place)
    dialog = NewCallDialog(place)
    dialog.open()
    dialog.activateWindow()
    wait_idle(place)
    yield dialog
    if shiboken6.isValid(dialog):
        dialog.reject()
    wait_idle(place)


def _type_a_call(dialog: NewCallDialog, category: int, place: Workplace, wait_idle: Wait, qtbot: object) -> None:
    dialog.what.category.setCurrentIndex(dialog.what.category.findData(category))
    dialog.what.summary.setFocus()
    QTest.keyClicks(dialog.what.summary, "Van will not start")
    qtbot.waitUntil(lambda: bool(dialog.help.panel.similar.calls))  # type: ignore[attr-defined]
    wait_idle(place)


def test_past_calls_are_found_while_the_summary_is_typed_and_help_is_one_key_away(
    new_call: NewCallDialog, category: int, place: Workplace, wait_idle: Wait, qtbot: object
) -> None:
    _type_a_call(new_call, category, place, wait_idle, qtbot)
    assert new_call.urgent.help_button.accessibleName() == "Help: 1 past call like this one"
    _press(Qt.Key.Key_F9)
    wait_idle(place)
    panel = new_call.help.panel
    assert panel.isVisible()
    assert new_call.what.summary.isVisible()
    _press(Qt.Key.Key_Space)
    assert new_call.urgent.checklist.done == (next(iter(panel.boxes)),)
    _press(Qt.Key.Key_Escape)
    assert new_call.isVisible()
    assert not panel.isVisible()
    assert new_call.what.summary.hasFocus()


def test_a_solution_taken_while_logging_waits_where_the_call_is_resolved(
    new_call: NewCallDialog, category: int, desk: Desk, place: Workplace, wait_idle: Wait, qtbot: object
) -> None:
    new_call.who.choose_new()
    new_call.who.new_caller.name.setText("Bob")
    _type_a_call(new_call, category, place, wait_idle, qtbot)
    _press(Qt.Key.Key_F9)
    wait_idle(place)
    new_call.help.panel.similar.list.setFocus()
    _press(Qt.Key.Key_Down)
    _press(Qt.Key.Key_Return)
    assert "Battery charged" in new_call.help.panel.said.text()
    with qtbot.waitSignal(new_call.logged) as told:  # type: ignore[attr-defined]
        QTest.keyClick(new_call, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_idle(place)
    assert desk.drafts.load(f"resolve:{told.args[0]}") == {"solution": "Battery charged"}


def test_lines_that_somebody_edits_meanwhile_leave_the_ticks(
    new_call: NewCallDialog, category: int, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    new_call.what.category.setCurrentIndex(new_call.what.category.findData(category))
    first, _second = new_call.urgent.checklist.boxes.values()
    first.setChecked(True)
    view = next(one for one in desk.categories.all() if one.id == category)
    lines = tuple(EditedCheck(line.text, line.id) for line in view.checks)
    guides = tuple(EditedGuide(one.kind, one.title, one.content, one.id) for one in view.guides)
    act = SaveCategory(view.name, (*lines, EditedCheck("Ask Bob")), guides, id=view.id, base_version=view.version)
    place.act(lambda desk: desk.categories.save(act), receiver=new_call)
    wait_idle(place)
    assert [box.words for box in new_call.urgent.checklist.boxes.values()][-1] == "Ask Bob"
    assert new_call.urgent.checklist.done == (view.checks[0].id,)


def test_a_long_solution_is_shown_in_part_and_taken_in_whole(
    category: int, desk: Desk, place: Workplace, wait_idle: Wait, qtbot: object
) -> None:
    number = _log(desk, "The van does not start", category)
    solution = "First " + "word " * 300 + "last"
    desk.calls.resolve(ResolveCall(number, solution, GiveAgreement(Answer.YES, "Ada")))
    list_ = SimilarList(place)
    qtbot.addWidget(list_)  # type: ignore[attr-defined]
    list_.ask("van start", None)
    list_.reload()
    wait_idle(place)
    shown = list_.list.cards.items[0].lines[0].text
    assert shown.endswith("…")
    assert len(shown) <= 400
    list_.list.choose_first()
    with qtbot.waitSignal(list_.use_asked) as told:  # type: ignore[attr-defined]
        list_.use_button.click()
    assert told.args == [solution]
