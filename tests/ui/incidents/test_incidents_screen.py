"""The screen of incidents: what it lists, what its buttons offer, what others do meanwhile."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Role
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.changes import Changes
from deskapp.services.incidents.acts import DoStep, EndIncident, JoinIncident, OpenIncident, TellCustomer, WriteMessage
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.calls.panel import call_signs
from deskapp.ui.incidents.incidents_screen import IncidentsScreen
from deskapp.ui.incidents.join_dialog import JoinDialog
from deskapp.ui.incidents.lead_dialog import LeadDialog
from deskapp.ui.incidents.message_dialog import MessageDialog
from deskapp.ui.incidents.tell_dialog import TellDialog
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.dialogs.words_dialog import WordsDialog
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]


@pytest.fixture
def incident_id(desk: Desk) -> int:
    """An incident with two calls and a message that one customer was told."""
    numbers = [
        desk.calls.log(LogCall("No network", new_customer=NewCustomer(name, phone=phone), category_id=2)).value.id
        for name, phone in (("Ada", "020 7946 0018"), ("Bo", ""))
    ]
    made = desk.incidents.start(OpenIncident("Network down", tuple(numbers), 2)).value
    desk.incidents.write(WriteMessage(made.id, "{customer}, it is down.", 0))
    desk.incidents.tell(TellCustomer(made.id, numbers[1], 1))
    return made.id


@pytest.fixture
def screen(incident_id: int, place: Workplace, qtbot: QtBot, wait_idle: Wait) -> IncidentsScreen:
    made = IncidentsScreen(place)
    qtbot.addWidget(made)
    made.resize(1000, 700)
    made.show()
    wait_idle(place)
    return made


def corner(screen: IncidentsScreen, number: int) -> tuple[str, Tint | None]:
    (item,) = [one for one in screen.panel.calls.cards.items if one.key == number]
    return item.corner, item.tint


def test_the_first_incident_is_shown_at_once_with_who_must_still_be_told_first(screen: IncidentsScreen) -> None:
    assert screen.detail is not None
    assert screen.panel.title.text() == "Network down"
    assert [item.key for item in screen.panel.calls.cards.items] == [1, 2]
    assert corner(screen, 1) == ("to tell", Tint.SOON)
    assert corner(screen, 2) == ("told", Tint.OK)
    assert screen.current_call_id == 1
    assert screen.panel.message.text() == "{customer}, it is down."


def test_buttons_follow_the_chosen_call(screen: IncidentsScreen) -> None:
    buttons = screen.panel.buttons
    assert buttons["tell"].isEnabled()
    assert buttons["copy"].isEnabled()
    screen.panel.calls.set_current(2)
    assert not buttons["tell"].isEnabled()
    assert not buttons["copy"].isEnabled()
    assert screen.current_call_id == 2


def test_one_key_copies_the_number(screen: IncidentsScreen) -> None:
    screen.ask("copy")
    assert QGuiApplication.clipboard().text() == "020 7946 0018"


def test_what_others_do_is_shown_and_a_step_done_meanwhile_is_said(
    screen: IncidentsScreen, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    step = screen.panel.detail.steps[0]  # type: ignore[union-attr]
    desk.incidents.do_step(DoStep(step.id))
    screen._on_step(step, at_once=True)
    wait_idle(place)
    assert screen.notice.words == "Manager has done this step already."
    assert screen.panel.detail is not None
    assert screen.panel.detail.steps[0].done_at is not None
    late = desk.calls.log(LogCall("No network", new_customer=NewCustomer("Cy"))).value.id
    place.hub.tell(desk.incidents.join(JoinIncident(1, (late,))).changes)
    wait_idle(place)
    assert late in [item.key for item in screen.panel.calls.cards.items]


def test_time_runs_on_and_stands_still_once_it_is_over(
    screen: IncidentsScreen, desk: Desk, place: Workplace, clock: FixedClock, wait_idle: Wait
) -> None:
    clock.advance(timedelta(hours=25, minutes=3))
    screen.set_now(clock.now())
    (item,) = screen.table.cards.items
    assert item.corner == "25:03"
    version = desk.incidents.one(1).incident.version
    place.hub.tell(desk.incidents.end(EndIncident(1, version, "A switch")).changes)
    wait_idle(place)
    buttons = screen.panel.buttons
    assert (buttons["over"].isHidden(), buttons["reopen"].isHidden()) == (True, False)
    assert not buttons["join"].isEnabled()
    assert screen.table.cards.items[0].corner == "over"
    assert buttons["tell"].isEnabled()  # who was not told yet still can be


def test_a_step_of_one_that_is_over_is_not_asked_for(
    screen: IncidentsScreen, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    version = desk.incidents.one(1).incident.version
    place.hub.tell(desk.incidents.end(EndIncident(1, version, "A switch")).changes)
    wait_idle(place)
    screen.panel.steps.choose_first()
    QTest.keyClick(screen.panel.steps, Key.Key_Space)
    wait_idle(place)
    assert desk.incidents.one(1).steps[0].done_at is None
    assert screen.notice.isHidden()


def test_of_two_messages_written_at_once_the_later_writer_sees_both_and_nothing_typed_is_lost(
    screen: IncidentsScreen, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    dialog = MessageDialog(place, desk.incidents.one(1).incident, screen)
    dialog.open()
    wait_idle(place)
    desk.incidents.write(WriteMessage(1, "Half of it works.", 1))
    dialog.words.setPlainText("All of it works.")
    dialog.trigger()
    wait_idle(place)
    assert "Half of it works." in dialog.notice.words
    assert dialog.words.text() == "All of it works."
    dialog.trigger()
    wait_idle(place)
    assert [one.words for one in desk.incidents.one(1).messages][1:] == ["Half of it works.", "All of it works."]


def test_a_draft_of_a_message_meets_the_one_that_was_written_since(
    screen: IncidentsScreen, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    first = MessageDialog(place, desk.incidents.one(1).incident, screen)
    first.open()
    wait_idle(place)
    first.words.setPlainText("All of it works.")
    first.reject()
    wait_idle(place)
    desk.incidents.write(WriteMessage(1, "Half of it works.", 1))
    again = MessageDialog(place, desk.incidents.one(1).incident, screen)
    again.open()
    wait_idle(place)
    assert again.words.text() == "All of it works."
    again.trigger()
    wait_idle(place)
    assert "Half of it works." in again.notice.words
    assert len(desk.incidents.one(1).messages) == 2
    again.reject()
    wait_idle(place)


def test_a_customer_told_by_somebody_else_meanwhile_is_said_in_the_dialog(
    screen: IncidentsScreen, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    screen.ask("tell")
    (dialog,) = screen.window().findChildren(TellDialog)
    wait_idle(place)
    assert dialog.words.text() == "Ada, it is down."
    desk.incidents.tell(TellCustomer(1, 1, 1))
    dialog.trigger()
    wait_idle(place)
    assert dialog.notice.words == "Manager has told the customer of C-00001 message 1 already."
    dialog.reject()


def test_calls_are_added_by_tick_and_by_reference_and_one_that_is_not_there_is_said(
    screen: IncidentsScreen, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    same = desk.calls.log(LogCall("No network", new_customer=NewCustomer("Cy"), category_id=2)).value.id
    other = desk.calls.log(LogCall("No mail", new_customer=NewCustomer("Di"), category_id=5)).value.id
    dialog = JoinDialog(place, desk.incidents.one(1).incident, screen)
    dialog.open()
    wait_idle(place)
    dialog.calls.box(same).setChecked(True)
    dialog.refs.setText("C-00099")
    dialog.trigger()
    wait_idle(place)
    assert dialog.isVisible()
    assert len(desk.incidents.one(1).calls) == 2
    dialog.refs.setText(f"c-{other:05d}, ")
    dialog.trigger()
    wait_idle(place)
    assert {call.row.id for call in desk.incidents.one(1).calls} == {1, 2, same, other}


def test_the_lead_is_given_to_another_with_a_reason(
    screen: IncidentsScreen, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    omar = desk.site.save_staff(SaveStaff("Omar", Role.AGENT)).value.id
    place.hub.tell(Changes(everything=True))
    wait_idle(place)
    dialog = LeadDialog(place, desk.incidents.one(1).incident, screen)
    dialog.open()
    wait_idle(place)
    dialog.trigger()
    wait_idle(place)
    assert dialog.isVisible()  # a reason is needed
    dialog.reason.setPlainText("Going home")
    dialog.trigger()
    wait_idle(place)
    assert desk.incidents.one(1).incident.lead_id == omar


@pytest.mark.parametrize("width", [1200, 700, 480])
def test_nothing_is_clipped_however_wide_it_is(screen: IncidentsScreen, place: Workplace, wait_idle: Wait, width: int):
    screen.resize(width, 600)
    wait_idle(place)
    for button in screen.panel.buttons.values():
        if not button.isHidden():
            assert button.width() >= button.minimumSizeHint().width()
            assert button.height() >= 24


def test_a_step_is_ticked_with_the_mouse_too_and_one_that_is_done_asks_why_it_is_not(
    screen: IncidentsScreen, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    button = screen.panel.buttons["done"]
    assert not button.isEnabled()
    screen.panel.steps.choose_first()
    assert button.accessibleName() == "Done"
    button.click()
    wait_idle(place)
    assert desk.incidents.one(1).steps[0].done_at is not None
    assert button.accessibleName() == "Not done"
    button.click()
    (dialog,) = screen.window().findChildren(WordsDialog)
    wait_idle(place)
    dialog.text.setPlainText("One floor was forgotten")
    dialog.trigger()
    wait_idle(place)
    assert desk.incidents.one(1).steps[0].done_at is None


def test_a_call_in_an_open_incident_does_not_ask_for_one_any_more(desk: Desk, incident_id: int) -> None:
    desk.calls.log(LogCall("No network", new_customer=NewCustomer("Cy"), category_id=2, incident_id=incident_id))
    call = desk.overview.call(3)
    assert "many_customers" in [sign.code for sign in call.signs]
    assert call_signs.told(call, None, "UTC", desk.clock.now()) == ()
