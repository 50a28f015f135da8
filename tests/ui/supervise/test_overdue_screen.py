"""The supervisor's view: its figures, its live rows, acts on several calls, paper and file."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from printers import painter
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from window_hands import CTRL, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Impact, Role, Urgency
from deskapp.services.calls.acts import LogCall, NewCustomer, Reassign
from deskapp.services.overview.late.ask import Tile
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.calls.many.many_dialogs import ReassignManyDialog
from deskapp.ui.calls.page.call_page import CallPage
from deskapp.ui.calls.panel.several_bar import SeveralBar
from deskapp.ui.calls.questions.ask_dialog import AskDialog
from deskapp.ui.documents.export_dialog import ExportDialog
from deskapp.ui.supervise.overdue_screen import OverdueScreen
from deskapp.ui.widgets.buttons import KeyButton
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]


@pytest.fixture
def calls(desk: Desk, clock: FixedClock) -> list[int]:
    """A P1 that is overdue, a P2 that is not, at 11:30."""
    urgent = LogCall("=Double charge", new_customer=NewCustomer("Jane Doe"), impact=Impact.SITE, urgency=Urgency.NOW)
    other = LogCall("No toner", new_customer=NewCustomer("A. Novak"), impact=Impact.ONE, urgency=Urgency.NOW)
    made = [desk.calls.log(act).value.id for act in (urgent, other)]
    clock.advance(timedelta(minutes=90))
    return made


@pytest.fixture
def screen(calls: list[int], person: Hands) -> OverdueScreen:
    # As wide as it is looked at, whatever the display.
    person.window.setWindowState(Qt.WindowState.WindowNoState)
    person.window.resize(1366, 768)
    person.press(Key.Key_3, CTRL)
    shown = person.window.screens.currentWidget()
    assert isinstance(shown, OverdueScreen)
    return shown


def test_the_most_overdue_call_comes_first_and_the_tiles_say_how_many(screen: OverdueScreen) -> None:
    assert [row.summary for row in screen.table.late.rows] == ["=Double charge", "No toner"]
    assert screen.tile(Tile.OVERDUE) == ("1", "longest 1:00")
    assert screen.tile(Tile.NOT_AGREED) == ("0",)


def test_what_is_overdue_grows_with_the_time(
    screen: OverdueScreen, person: Hands, clock: FixedClock, place: Workplace, wait_idle: Wait
) -> None:
    clock.advance(timedelta(minutes=5))
    person.window.ticker.tick()
    assert screen.tile(Tile.OVERDUE) == ("1", "longest 1:05")
    wait_idle(place)
    clock.advance(timedelta(minutes=40))
    person.window.ticker.tick()
    wait_idle(place)
    assert screen.tile(Tile.OVERDUE)[0] == "2"


def test_it_follows_what_other_workstations_write_within_two_seconds(
    screen: OverdueScreen, person: Hands, place: Workplace, clock: FixedClock, wait_idle: Wait
) -> None:
    other = Desk(place.desk.path, clock, staff_id=1).open()
    other.calls.log(LogCall("From the other desk", new_customer=NewCustomer("B. Brook")))
    for _second in range(2):
        person.window.ticker.tick()
        wait_idle(place)
    other.close()
    assert "From the other desk" in [row.summary for row in screen.table.late.rows]


def test_several_calls_are_reassigned_at_once(
    screen: OverdueScreen, person: Hands, desk: Desk, calls: list[int], place: Workplace, wait_idle: Wait
) -> None:
    lena = desk.site.save_staff(SaveStaff("Lena Fischer", Role.AGENT)).value
    place.load_facts()
    wait_idle(place)
    screen.table.setFocus()
    person.press(Key.Key_A, CTRL)
    assert screen.selected_call_ids == calls
    person.press(Key.Key_R, CTRL)
    dialog = person.dialog(ReassignManyDialog)
    person.press(Key.Key_Down)
    assert dialog.owner.currentData() == lena.id
    person.tab_to(dialog.reason)
    person.write("Sam is ill")
    person.press(Key.Key_Return, CTRL)
    assert {desk.overview.call(number).row.owner for number in calls} == {"Lena Fischer"}
    assert screen._bar.result.words.text() == "✓ 2 calls are Lena Fischer's now."
    person.press(Key.Key_Z, CTRL)
    assert {desk.overview.call(number).row.owner for number in calls} == {"Manager"}


def test_the_panel_beside_the_list_asks_the_owner_of_its_call(
    screen: OverdueScreen, person: Hands, desk: Desk, calls: list[int], place: Workplace, wait_idle: Wait
) -> None:
    screen.list.row.side_asked.emit()  # where there is no room for both
    wait_idle(place)
    assert not screen.peek.ask_button.isVisible()  # it is one's own
    lena = desk.site.save_staff(SaveStaff("Lena Fischer", Role.AGENT)).value.id
    place.act(lambda desk: desk.calls.reassign(Reassign((calls[0],), lena, "Sam is ill")))
    wait_idle(place)
    assert screen.peek.ask_button.text() == "Ask Lena…   Ctrl+U"
    QTest.mouseClick(screen.peek.ask_button, Qt.MouseButton.LeftButton)
    wait_idle(place)
    person.dialog(AskDialog)
    person.write("How far is it?")
    person.press(Key.Key_Return, CTRL)
    assert screen.peek.request.words.text() == "How far is it?"


def test_what_several_calls_can_be_given_stands_below_while_several_are_selected(
    screen: OverdueScreen, person: Hands, calls: list[int]
) -> None:
    (bar,) = screen.findChildren(SeveralBar)
    assert not bar.isVisible()
    screen.table.setFocus()
    person.press(Key.Key_A, CTRL)
    assert bar.isVisible()
    person.press(Key.Key_Escape)
    assert not bar.isVisible()
    assert screen.selected_call_ids == calls[:1]


def test_where_nothing_is_overdue_the_screen_says_so_and_leads_to_the_calls(person: Hands) -> None:
    person.press(Key.Key_3, CTRL)
    screen = person.window.screens.currentWidget()
    assert isinstance(screen, OverdueScreen)
    (empty,) = screen.findChildren(EmptyState)
    assert empty.isVisible()
    empty.button.click()
    assert person.window.screens.current_key == "calls"


def test_enter_opens_the_call_whole_and_escape_comes_back_to_its_row(
    screen: OverdueScreen, person: Hands, calls: list[int]
) -> None:
    screen.table.select(calls[1])
    screen.table.setFocus()
    person.press(Key.Key_Return)
    page = person.window.screens.current
    assert isinstance(page, CallPage)
    assert page.current_call_id == calls[1]
    person.press(Key.Key_Escape)
    assert person.window.screens.current is screen
    assert screen.table.current_id == calls[1]


def test_a_row_has_the_menu_that_the_log_has(screen: OverdueScreen, person: Hands, calls: list[int]) -> None:
    table = screen.table
    table.select(calls[1])
    place = table.late.place_of(calls[0])
    assert place is not None
    at = table.visualRect(table.model().index(place, 0)).center()
    pressed = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
    QApplication.sendEvent(table.viewport(), pressed)
    person.write("")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert menu.accessibleName() == screen.table.late.rows[0].ref
    words = [entry.text().split("\t")[0] for entry in menu.actions()]
    assert {"Open the whole call", "Escalate…", "Note…", "Reassign…", "More"} <= set(words)
    menu.actions()[0].trigger()
    menu.close()
    person.write("")
    assert isinstance(person.window.screens.current, CallPage)


def test_the_export_is_read_back_and_runs_no_formula(
    screen: OverdueScreen, person: Hands, place: Workplace, wait_idle: Wait, tmp_path: Path
) -> None:
    file = tmp_path / "list.csv"
    (button,) = [one for one in screen.findChildren(KeyButton) if one.accessibleName() == "Export…" and one.isVisible()]
    button.click()
    dialog = person.dialog(ExportDialog)
    dialog.form_choice.set_value("csv")
    dialog.save(file)
    wait_idle(place)
    rows = list(csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig"), newline="")))
    assert rows[0][:4] == ["Call", "Priority", "Caller", "Summary"]
    assert rows[1][0:7] == [
        "C-00001", "P1", "Jane Doe", "'=Double charge", "Open", "2026-11-16 10:30:00", "1:00 over",
    ]  # fmt: skip
    assert dict(zip(rows[0], rows[1], strict=True))["Clock"] == "Next update"


def test_the_printed_list_is_read_back(
    screen: OverdueScreen, place: Workplace, wait_idle: Wait, tmp_path: Path
) -> None:
    file = tmp_path / "list.pdf"
    screen.papers.save(file)
    wait_idle(place)
    text = " ".join(PdfReader(file).pages[0].extract_text().split())
    for words in ("Overdue and at risk", "C-00001", "=Double charge", "1:00 over"):
        assert words in text


def test_the_list_goes_to_the_printer_across_the_paper(
    screen: OverdueScreen, person: Hands, place: Workplace, wait_idle: Wait, tmp_path: Path
) -> None:
    screen.papers.print_on(painter(tmp_path / "printed.pdf", landscape=True))
    wait_idle(place)
    (page,) = PdfReader(tmp_path / "printed.pdf").pages
    assert page.mediabox.width > page.mediabox.height
    assert person.window.shell.said == "The list was sent to the printer."


def test_a_folder_that_cannot_be_written_is_said_plainly(
    screen: OverdueScreen, person: Hands, place: Workplace, wait_idle: Wait, tmp_path: Path
) -> None:
    screen.papers.save(tmp_path / "not there" / "list.pdf")
    wait_idle(place)
    assert "list.pdf" in person.window.shell.said
