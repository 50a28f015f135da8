"""A major incident at the real window, by keyboard alone: escalated, joined, told, step by step, over."""

from collections.abc import Callable

from patience import MS
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from window_hands import ALT, CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.words import ClockKind, EscalationType
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.changes import Changes
from deskapp.services.incidents.views import IncidentDetail
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.incidents.incidents_screen import IncidentsScreen
from deskapp.ui.incidents.message_dialog import MessageDialog
from deskapp.ui.incidents.over_dialog import OverDialog
from deskapp.ui.incidents.tell_dialog import TellDialog
from deskapp.ui.widgets.dialogs.words_dialog import WordsDialog

Key = Qt.Key


def whole(desk: Desk) -> IncidentDetail:
    (incident,) = (*desk.incidents.open(), *desk.incidents.recent())
    return desk.incidents.one(incident.id)


def screen(person: Hands) -> IncidentsScreen:
    shown = person.window.screens.currentWidget()
    assert isinstance(shown, IncidentsScreen)
    return shown


def test_a_call_is_escalated_as_an_incident_another_joins_both_are_told_the_steps_are_done_and_it_is_over(
    desk: Desk, person: Hands
) -> None:
    for name in ("Ada Lovelace", "Bo Diaz"):
        desk.calls.log(LogCall("No network", new_customer=NewCustomer(name), category_id=2))
    person.window.place.hub.tell(Changes(everything=True))
    escalate_as_incident(desk, person)
    log_one_that_joins(desk, person)
    write_the_message(desk, person)
    tell_both(desk, person)
    do_steps(desk, person)
    end(desk, person)


def escalate_as_incident(desk: Desk, person: Hands) -> None:
    person.window.show_call(1)
    person._idle()
    person.press(Key.Key_F8)
    dialog = person.dialog(EscalateDialog)
    why = dialog.steps.why
    person.tab_to(why.box("systems_failing"), at_most=120)
    person.press(Key.Key_Space)
    if EscalationType.FUNCTIONAL in why.types:
        person.press(Key.Key_F, ALT)
    # No sign opens an incident: a person does.
    assert why.types == ()
    person.press(Key.Key_I, ALT)
    assert why.types == (EscalationType.INCIDENT,)
    block = why.block(EscalationType.INCIDENT)
    assert not block.isHidden()
    assert block.title.text() == "No network"
    person.tab_to(block.title, at_most=120)
    person.press(Key.Key_A, CTRL)
    person.write("Network down")
    person.tab_to(block.calls.box(2), at_most=120)
    person.press(Key.Key_Space)
    person.press(Key.Key_Return, CTRL)
    assert "opens a major incident" in dialog.notice.words
    assert "“Network down”" in dialog.notice.words
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(EscalateDialog)
    assert [call.row.id for call in whole(desk).calls] == [1, 2]
    assert whole(desk).incident.title == "Network down"


def log_one_that_joins(desk: Desk, person: Hands) -> None:
    person.press(Key.Key_F2)
    dialog = person.dialog(NewCallDialog)
    person.press(Key.Key_N, CTRL | SHIFT)
    person.tab_to(dialog.who.new_caller.name)
    person.write("Cy Young")
    person.tab_to(dialog.what.summary)
    person.write("Our network is gone")
    _until(person, lambda: not dialog.incident.isHidden())
    assert dialog.incident.said.startswith("Network down, since")
    person.press(Key.Key_J, CTRL)
    assert dialog.incident.incident_id == whole(desk).incident.id
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(NewCallDialog)
    assert [call.row.customer for call in whole(desk).calls][-1] == "Cy Young"
    assert person.window.current.panel is not None
    assert person.window.current.panel.head.incident == "Network down"


def write_the_message(desk: Desk, person: Hands) -> None:
    person.press(Key.Key_5, CTRL)
    assert screen(person).detail is not None
    person.press(Key.Key_M, CTRL)
    dialog = person.dialog(MessageDialog)
    person.press(Key.Key_A, CTRL)
    person.write("{customer}, calm down, the network is down until noon.")
    assert "calm down" in dialog.better.text().lower()
    person.press(Key.Key_A, CTRL)
    person.write("{customer}, the network is down until noon.")
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(MessageDialog)
    assert whole(desk).incident.message == "{customer}, the network is down until noon."
    assert len(whole(desk).to_tell) == 3


def tell_both(desk: Desk, person: Hands) -> None:
    shown = screen(person)
    person.tab_to(shown.panel.calls)
    person.press(Key.Key_Return)
    dialog = person.dialog(TellDialog)
    assert dialog.words.text() == "Ada Lovelace, the network is down until noon."
    before = [clock.id for clock in desk.overview.call(1).clocks if clock.kind is ClockKind.UPDATE]
    person.press(Key.Key_Return, CTRL)
    assert [call.row.id for call in whole(desk).to_tell] == [2, 3]
    after = [clock.id for clock in desk.overview.call(1).clocks if clock.kind is ClockKind.UPDATE]
    assert len(after) == len(before) + 1
    # From the call's own panel, with one key.
    person.window.show_call(3)
    person._idle()
    person.press(Key.Key_F3)
    assert person.dialog(TellDialog).words.text().startswith("Cy Young, ")
    person.press(Key.Key_Return, CTRL)
    assert [call.row.id for call in whole(desk).to_tell] == [2]
    person.press(Key.Key_5, CTRL)
    shown.panel.calls.set_current(2)
    person.press(Key.Key_X, CTRL | SHIFT)
    assert [call.row.id for call in whole(desk).to_tell] == [2]
    assert "attempt" in [event.kind for event in whole(desk).events]


def do_steps(desk: Desk, person: Hands) -> None:
    shown = screen(person)
    person.tab_to(shown.panel.steps)
    shown.panel.steps.choose_first()
    person.press(Key.Key_Space)
    assert whole(desk).steps[0].done_at is not None
    person.press(Key.Key_Down)
    person.press(Key.Key_Return)
    person.dialog(WordsDialog)
    person.write("Rita leads")
    person.press(Key.Key_Return, CTRL)
    second = whole(desk).steps[1]
    assert (second.words, second.done_at is not None) == ("Rita leads", True)
    person.press(Key.Key_Return)
    person.write("Nobody was told")
    person.press(Key.Key_Return, CTRL)
    assert whole(desk).steps[1].done_at is None


def end(desk: Desk, person: Hands) -> None:
    person.press(Key.Key_O, CTRL | SHIFT)
    person.dialog(OverDialog)
    person.press(Key.Key_Return, CTRL)
    assert person.is_open(OverDialog)  # an outcome is needed
    person.write("A switch, replaced")
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(OverDialog)
    detail = whole(desk)
    assert (detail.incident.over_at is not None, detail.incident.outcome) == (True, "A switch, replaced")
    assert [call.row.id for call in detail.to_tell] == [2]
    person.press(Key.Key_O, CTRL | SHIFT)
    person.dialog(WordsDialog)
    person.write("It is down again")
    person.press(Key.Key_Return, CTRL)
    assert whole(desk).incident.over_at is None


def test_without_an_incident_the_screen_says_what_to_do_and_one_key_opens_one(desk: Desk, person: Hands) -> None:
    person.press(Key.Key_5, CTRL)
    assert screen(person).empty.isVisible()
    person.press(Key.Key_I, CTRL | SHIFT)
    person.write("Mail slow")
    person.press(Key.Key_Return, CTRL)
    assert whole(desk).incident.title == "Mail slow"
    assert screen(person).detail is not None
    assert screen(person).panel.title.text() == "Mail slow"


def test_an_escalation_as_an_incident_is_undone_by_name_and_the_call_is_out_again(desk: Desk, person: Hands) -> None:
    desk.calls.log(LogCall("No network", new_customer=NewCustomer("Ada Lovelace"), category_id=2))
    person.window.place.hub.tell(Changes(everything=True))
    person.window.show_call(1)
    person._idle()
    person.press(Key.Key_F8)
    why = person.dialog(EscalateDialog).steps.why
    person.tab_to(why.box("systems_failing"), at_most=120)
    person.press(Key.Key_Space)
    person.press(Key.Key_I, ALT)
    person.press(Key.Key_Return, CTRL)
    assert not desk.incidents.open(), "said first, in so many words"
    person.press(Key.Key_Return, CTRL)
    assert len(desk.incidents.open()) == 1
    person.do("undo the escalation")
    assert desk.incidents.open() == ()
    assert desk.overview.call(1).incident is None


def _until(person: Hands, holds: Callable[[], bool]) -> None:
    """Time passes until what was typed was answered."""
    for _turn in range(MS // 20):
        if holds():
            return
        QTest.qWait(20)
        person._idle()
    raise AssertionError("it never came")
