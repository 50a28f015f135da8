"""The window: its keys, its menu, its screens, who works here, and what others write."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot
from window_hands import CTRL, NONE, SHIFT, Hands

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import NotAllowed, StorageProblem
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import (
    Consent,
    ContactKind,
    EscalationState,
    EscalationType,
    HandoffPart,
    Priority,
    Role,
    Transfer,
)
from deskapp.models.site import Site
from deskapp.services.calls.acts import AddNote, LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate
from deskapp.services.overview.call_papers import HandOn
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.calls.dialogs.call_back_dialog import CallBackDialog
from deskapp.ui.calls.dialogs.note_dialog import NoteDialog
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.documents.report_dialog import ReportDialog
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.widgets.buttons import KeyButton
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.window.keys_page import KeysDialog
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.window.screens import rows as screen_rows
from deskapp.ui.work.workplace import Workplace

SCREENS = [row.key for row in screen_rows()]

Key = Qt.Key
Wait = Callable[[Workplace], None]


@pytest.fixture
def call_id(desk: Desk) -> int:
    """One open call, logged before the window opens."""
    return desk.calls.log(
        LogCall("Double charge", new_customer=NewCustomer("Jane Doe", phone="020 7946 0018"))
    ).value.id


def test_the_first_painted_window_shows_the_real_open_calls_before_the_desk_is_open(
    call_id: int, window: MainWindow
) -> None:
    assert [row.ref for row in window.log.table.calls.rows] == ["C-00001"]
    assert window.log.current_call_id == call_id


@pytest.mark.parametrize(
    ("keys", "dialog"),
    [
        ([(Key.Key_F2, NONE), (Key.Key_N, CTRL)], NewCallDialog),
        ([(Key.Key_F8, NONE), (Key.Key_E, CTRL)], EscalateDialog),
        ([(Key.Key_F4, NONE), (Key.Key_L, CTRL)], NoteDialog),
        ([(Key.Key_B, CTRL)], CallBackDialog),
        ([(Key.Key_Slash, CTRL)], KeysDialog),
    ],
)
def test_where_both_exist_both_keys_work_also_while_a_field_has_the_focus(
    call_id: int, person: Hands, keys: list[tuple[Key, Qt.KeyboardModifier]], dialog: type
) -> None:
    for key, modifiers in keys:
        person.window.search.setFocus()
        assert QApplication.focusWidget() is person.window.search
        person.press(key, modifiers)
        person.dialog(dialog)
        person.press(Key.Key_Escape)
        assert not person.is_open(dialog)


def test_a_field_that_claims_our_keys_for_itself_is_not_asked(call_id: int, person: Hands) -> None:
    class Greedy(QLineEdit):
        """As the text fields of some systems: Ctrl+K and Ctrl+E are their own."""

        def event(self, event: object) -> bool:
            if isinstance(event, QKeyEvent) and event.type() == QKeyEvent.Type.ShortcutOverride:
                event.accept()
                return True
            return super().event(event)  # type: ignore[arg-type]

    field = Greedy(person.window)
    field.show()
    field.setFocus()
    person.press(Key.Key_E, CTRL)
    person.dialog(EscalateDialog)
    person.press(Key.Key_Escape)
    field.setFocus()
    QTest.keyClick(field, Key.Key_K, CTRL)
    assert QApplication.focusWidget() is person.window.search


def test_ctrl_and_a_number_goes_to_the_screens_in_the_order_of_the_side_bar(person: Hands) -> None:
    for number, key in enumerate(SCREENS):
        person.press(Qt.Key(Key.Key_1 + number), CTRL)
        assert person.window.screens.current_key == key
        assert person.window.side.current == key


def test_every_key_is_also_in_a_menu(person: Hands) -> None:
    person.press(Key.Key_F10)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    shown = {action.text() for part in menu.findChildren(QMenu) for action in part.actions()}
    for command in person.window.shell.commands:
        keys = f"\t{command.keys[0]}" if command.keys else ""
        # What is found by its name alone has no key.
        assert (command.words.replace("&", "&&") + keys in shown) == (command.in_menu or bool(command.keys))
    menu.close()


def test_without_a_call_the_keys_say_what_to_do(person: Hands) -> None:
    person.press(Key.Key_F8)
    assert not person.is_open(EscalateDialog)
    assert person.window.shell.said == "Choose a call first."


def test_a_save_is_told_with_its_time_and_the_office_hours(
    call_id: int, person: Hands, desk: Desk, place: Workplace
) -> None:
    assert "Saved" not in person.window.status.text()
    person.press(Key.Key_F4)
    person.write("Asked again")
    person.press(Key.Key_Return, CTRL)
    assert person.window.status.text() == "Saved 10:00:00   ·   site time 10:00, office open until 17:30"


def test_of_a_paper_that_was_on_its_way_when_a_program_ended_the_next_window_says_that_nobody_knows(
    call_id: int, desk: Desk, clock: FixedClock, place: Workplace, wait_idle: Wait, request: pytest.FixtureRequest
) -> None:
    desk.overview.hand_on(HandOn(call_id))
    clock.advance(timedelta(minutes=11))
    window = request.getfixturevalue("window")
    wait_idle(place)
    assert desk.overview.call(call_id).events[-1].kind is EventKind.PAPER_FAILED
    assert "Saved" in window.status.text()


def test_outside_the_hours_the_line_says_when_the_office_opens(window: MainWindow, clock: FixedClock) -> None:
    clock.advance(timedelta(hours=9))
    window.ticker.tick()
    assert window.status.text() == "site time 19:00, office closed until Tue 09:00"


def test_what_another_workstation_writes_is_there_within_two_seconds(
    window: MainWindow, place: Workplace, clock: FixedClock, wait_idle: Wait
) -> None:
    other = Desk(place.desk.path, clock, staff_id=1).open()
    other.calls.log(LogCall("From the other desk", new_customer=NewCustomer("A. Novak")))
    for _second in range(2):
        window.ticker.tick()
        wait_idle(place)
    other.close()
    assert [row.summary for row in window.log.table.calls.rows] == ["From the other desk"]
    assert "Saved" not in window.status.text()


def test_choosing_who_works_at_a_demo_desk_changes_who_acts_and_is_remembered(
    call_id: int, person: Hands, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    with desk.work.act() as unit:
        unit.session.get_one(Site, 1).demo = True
    lena = desk.site.save_staff(SaveStaff("Lena Fischer", Role.AGENT)).value
    place.load_facts()
    wait_idle(place)
    person.window.shell.presence.open_who()
    person.choose_in_menu("Lena Fischer · agent")
    assert desk.staff_id == lena.id
    assert person.window.workstation.staff(desk.path) == lena.id
    person.press(Key.Key_F4)
    person.write("By Lena")
    person.press(Key.Key_Return, CTRL)
    assert desk.overview.call(call_id).events[-1].by == "Lena Fischer"


def test_the_filters_show_their_counts_and_their_calls(call_id: int, person: Hands) -> None:
    log = person.window.log
    assert log._pills.pill("mine").text() == "Mine 1"
    log._pills.pill("waiting").click()
    person.press(Key.Key_Tab)
    assert log.table.calls.rowCount() == 0
    assert person.window.workstation.view == "waiting"


def test_where_there_is_no_room_beside_the_list_the_panel_takes_its_place_and_escape_goes_back(
    call_id: int, person: Hands
) -> None:
    window = person.window
    window.resize(900, 640)
    assert not window.panel_side.isVisible()
    window.show_call(call_id)
    person.press(Key.Key_Shift)
    assert window.panel_side.isVisible()
    assert not window.log.isVisible()
    person.press(Key.Key_Escape)
    assert window.log.isVisible()
    assert window.log.table.hasFocus()


def test_a_failure_that_no_dialog_shows_is_said_in_the_window(window: MainWindow, place: Workplace) -> None:
    place.failed.emit(StorageProblem("disk_full", path="desk.db"))
    assert window.shell.said.startswith("The disk is full")


def test_a_file_that_was_replaced_is_said_once_and_opened_again_while_what_is_typed_stays(
    window: MainWindow, place: Workplace, call_id: int, wait_idle: Wait, qtbot: QtBot
) -> None:
    path, asked = place.desk.path, list[object]()
    window.desk_asked.connect(asked.append)
    other = path.with_name("other.db")
    make(other, place.desk.clock)
    other.replace(path)
    window._look()
    wait_idle(place)
    said = window.shell.said
    assert "is another file now: open it again" in said
    assert said.endswith("What is shown is what was in it before.")
    place.act(lambda desk: desk.calls.note(AddNote(call_id, "Into nothing")))
    window._look()
    wait_idle(place)
    assert window.shell.said == said
    assert [told.words for told in window.shell.messages.newest_first].count(said) == 1
    button = next(one for one in window.findChildren(KeyButton) if one.isVisible() and one.text() == "Open again")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    wait_idle(place)
    assert asked == [path]


def test_a_storage_problem_is_no_longer_said_once_something_was_saved(
    window: MainWindow, place: Workplace, call_id: int, wait_idle: Wait
) -> None:
    place.failed.emit(StorageProblem("disk_full", path="desk.db"))
    place.act(lambda desk: desk.calls.note(AddNote(call_id, "Room again")))
    wait_idle(place)
    assert window.shell.said == ""


def test_what_was_refused_stays_said_whatever_is_saved_meanwhile(
    window: MainWindow, place: Workplace, call_id: int, wait_idle: Wait
) -> None:
    place.failed.emit(StorageProblem("disk_full", path="desk.db"))
    place.failed.emit(NotAllowed("not_allowed"))
    said = window.shell.said
    assert said
    place.act(lambda desk: desk.calls.note(AddNote(call_id, "Something else")))
    wait_idle(place)
    assert window.shell.said == said


def test_an_escalation_is_undone_by_name_while_it_can_be(
    window: MainWindow, person: Hands, place: Workplace, call_id: int, desk: Desk, wait_idle: Wait
) -> None:
    (command,) = [one for one in window.shell.commands if one.key == "undo"]
    assert not command.ready()
    alex = desk.directory.save_contact(SaveContact(kind=ContactKind.EXPERT, name="Alex Meyer")).value.id
    act = Escalate(
        call_id,
        types=(EscalationType.FUNCTIONAL,),
        triggers=(("no_solution", ""),),
        contact_id=alex,
        handoff=dict.fromkeys(HandoffPart, "x"),
        consent=Consent.YES,
        transfer=Transfer.WARM,
    )
    window.shell.offer_undo(desk.escalations.escalate(act).value)
    assert command.ready()
    person.do("undo the escalation")
    (escalation,) = desk.overview.call(call_id).escalations
    assert escalation.state is EscalationState.WITHDRAWN
    assert not command.ready()
    assert window.shell.said == ""


def test_an_undo_that_another_message_took_away_cannot_be_done_by_name(
    window: MainWindow, place: Workplace, call_id: int, desk: Desk
) -> None:
    raised = (EscalationType.PRIORITY,)
    act = Escalate(
        call_id, types=raised, triggers=(("strict_deadline", ""),), priority=Priority.P1, priority_reason="Boss"
    )
    window.shell.offer_undo(desk.escalations.escalate(act).value)
    window.shell.say("Saved.")
    assert not window.shell.can_undo


def test_a_mistake_of_ours_is_told_with_a_report_to_save_and_the_window_goes_on(
    window: MainWindow, person: Hands, tmp_path: Path
) -> None:
    window.shell.show_bug("the report")
    assert "Something went wrong" in window.shell.said
    window.shell._notice._action.click()
    dialog = person.dialog(ReportDialog)
    assert dialog.text.toPlainText() == "the report"
    dialog.text.setPlainText("the rep")
    dialog.save(tmp_path / "away" / "report.txt")
    assert "could not be written" in dialog.notice.words
    dialog.save(tmp_path / "report.txt")
    assert (tmp_path / "report.txt").read_text("utf-8") == "the rep"
    assert window.shell.said == "Written: report.txt"
    person.press(Key.Key_N, CTRL)
    person.dialog(NewCallDialog)


def test_all_keys_are_shown_as_they_are_bound(person: Hands) -> None:
    person.press(Key.Key_Slash, CTRL)
    dialog = person.dialog(KeysDialog)
    table = dialog.table.model()
    shown = " ".join(table.index(row, 2).data() for row in range(table.rowCount()))
    for key in ("F2   Ctrl+N", "F8   Ctrl+E", "F4   Ctrl+L", "Ctrl+B", "Ctrl+P", "Ctrl+K", "Ctrl+/", "Ctrl+1"):
        assert key in shown
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(KeysDialog)


def test_the_shift_of_a_key_is_not_mistaken_for_it(call_id: int, person: Hands) -> None:
    person.press(Key.Key_E, CTRL | SHIFT)
    assert not person.is_open(EscalateDialog)


def test_a_wide_screen_that_was_visited_does_not_push_the_window_off_a_small_display(
    window: MainWindow, place: Workplace, wait_idle: Wait
) -> None:
    widest = 0
    for key in SCREENS:
        widest = max(widest, window.show_screen(key).minimumSizeHint().width())
        wait_idle(place)
    window.show_screen("calls")
    needed = window.log.minimumSizeHint().width()
    assert window.screens.minimumSizeHint().width() == needed < widest


def test_a_message_is_seen_also_where_the_panel_takes_the_place_of_the_list(
    call_id: int, window: MainWindow, place: Workplace, wait_idle: Wait
) -> None:
    window.resize(860, 640)
    window.show_call(call_id)
    wait_idle(place)
    assert not window.log.isVisible()
    panel = window.current.panel
    assert panel is not None
    shown = panel.geometry()
    window.shell.say("Escalated.")
    (notice,) = [one for one in window.findChildren(Notice) if one.words == "Escalated."]
    wait_idle(place)
    assert notice.isVisible()
    assert not notice.visibleRegion().isEmpty()
    # Nothing moves for it, then or when it is gone.
    assert panel.geometry() == shown
    notice.end()
    wait_idle(place)
    assert panel.geometry() == shown


def test_a_call_that_was_just_logged_has_the_keyboard(person: Hands) -> None:
    person.press(Key.Key_F2)
    person.press(Key.Key_N, CTRL | SHIFT)
    person.write("Ada Byron")
    person.tab_to(person.dialog(NewCallDialog).what.summary)
    person.write("Engine stands still")
    person.press(Key.Key_Return, CTRL)
    panel = person.window.current.panel
    assert panel is not None
    assert panel.call is not None
    assert panel.timeline.hasFocus()


def test_an_undo_behind_a_dialog_has_its_time_once_the_dialog_has_ended(person: Hands, qtbot: QtBot) -> None:
    person.press(Key.Key_Slash, CTRL)
    person.window.shell.say("Escalated.")
    (notice,) = [one for one in person.window.findChildren(Notice) if one.words == "Escalated."]
    notice.say("Escalated.", action="Undo", seconds=0.05)
    QTest.qWait(200)
    assert notice.isVisible()
    person.press(Key.Key_Escape)
    qtbot.waitUntil(lambda: not notice.isVisible())
