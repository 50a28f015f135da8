"""The rota's screen: a week and a month at a glance, walked and planned with the keyboard alone."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from scene import rows
from window_hands import CTRL, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.rota import Rotation, Window
from deskapp.domain.words import ContactKind, Role
from deskapp.services.directory.acts import SaveContact
from deskapp.services.rotas.acts import CoverShift, SaveRota, SwapShifts, TakeOff, Turn
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.look.palettes import Tint
from deskapp.ui.rota.cover_dialog import CoverDialog
from deskapp.ui.rota.rota_dialog import RotaDialog
from deskapp.ui.rota.rota_screen import RotaScreen
from deskapp.ui.rota.swap_dialog import SwapDialog
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]
EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    return {
        name: desk.directory.save_contact(SaveContact(ContactKind.SENIOR, name)).value.id
        for name in ("Priya Shah", "Rita Gomez", "Omar <b>Haddad")
    }


@pytest.fixture
def rota(desk: Desk, people: dict[str, int]) -> int:
    """Turns of a week, each night; Omar is the catch-all. The desk's zone is the machine-independent default."""
    members = [str(people["Priya Shah"]), str(people["Rita Gomez"])]
    rotation = Rotation("week", 1, at(16, 17, 30), members, window=Window(EVERY_DAY, "17:30", "08:00"))
    zone = desk.facts().site.zone
    return desk.rotas.save(SaveRota("After hours", zone, (rotation,), (), people["Omar <b>Haddad"])).value.id


@pytest.fixture
def screen(rota: int, person: Hands) -> RotaScreen:
    person.press(Key.Key_7, CTRL)
    shown = person.window.screens.currentWidget()
    assert isinstance(shown, RotaScreen)
    return shown


def test_the_screen_comes_after_the_directory_and_shows_this_week_with_today_current(screen: RotaScreen) -> None:
    assert screen.said == "16 to 22 November 2026"
    assert screen.table.current_day == date(2026, 11, 16)
    assert screen.table.hasFocus()
    (bar,) = screen.table.board.bars(0)
    assert (bar.name, bar.gap, bar.tint) == ("Priya Shah", False, Tint.INFO)
    assert len(bar.stretches) == 7


def test_who_when_and_gaps_are_told_in_words_too(
    screen: RotaScreen, desk: Desk, rota: int, people: dict[str, int], place: Workplace, wait_idle: Wait
) -> None:
    desk.rotas.cover(CoverShift(rota, people["Rita Gomez"], at(18, 17, 30), at(19, 8), people["Priya Shah"]))
    desk.rotas.take_off(TakeOff(rota, people["Priya Shah"], at(20, 17, 30), at(22, 8)))
    screen.reload()
    wait_idle(place)
    assert "2026" not in screen.gaps.said
    assert screen.gaps.said.startswith("After hours: Fri 20 Nov ")
    names = [(bar.name, bar.beside, bar.gap) for bar in screen.table.board.bars(0)]
    assert ("Rita Gomez", "covers for Priya", False) in names
    assert ("nobody: catch-all Omar <b>Haddad", "Priya is off", True) in names
    screen.table.select_day(rota, date(2026, 11, 18))
    assert screen.cell.startswith("After hours: Rita Gomez covers for Priya, Wed 18 Nov ")


def test_arrows_move_by_day_and_past_the_edge_the_next_week_comes(screen: RotaScreen, person: Hands) -> None:
    person.press(Key.Key_Right)
    assert screen.table.current_day == date(2026, 11, 17)
    person.press(Key.Key_Left)
    person.press(Key.Key_Left)
    assert (screen.said, screen.table.current_day) == ("9 to 15 November 2026", date(2026, 11, 15))
    person.press(Key.Key_PageDown)
    person.press(Key.Key_PageDown)
    assert screen.said == "23 to 29 November 2026"


def test_a_month_is_shown_with_the_same_day_current(screen: RotaScreen, person: Hands) -> None:
    person.press(Key.Key_Right)
    person.tab_to(screen.span.pill("week"), at_most=60)
    person.press(Key.Key_Right)
    assert screen.said == "November 2026"
    assert (screen.table.board.days, screen.table.current_day) == (30, date(2026, 11, 17))
    assert [bar.name for bar in screen.table.board.bars(0)][-1] == "Priya Shah"


def test_the_model_keeps_the_rules_of_models(screen: RotaScreen) -> None:
    QAbstractItemModelTester(screen.table.board, QAbstractItemModelTester.FailureReportingMode.Fatal)
    screen.page(1)


def test_n_covers_a_shift_in_two_steps_who_and_when(
    screen: RotaScreen, person: Hands, desk: Desk, rota: int, people: dict[str, int]
) -> None:
    person.press(Key.Key_Right)
    person.press(Key.Key_N)
    dialog = person.dialog(CoverDialog)
    assert dialog.instead_of.value == people["Priya Shah"]
    assert dialog.who.hasFocus()
    dialog.who.set_value(people["Rita Gomez"])
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(CoverDialog)
    answer = desk.rotas.on_call(rota, at(17, 20))
    assert (answer.name, answer.instead_of) == ("Rita Gomez", "Priya Shah")
    assert screen.table.current_day == date(2026, 11, 17)
    assert screen.cell.startswith("After hours: Rita Gomez covers for Priya")


def test_a_double_click_covers_the_shift_of_a_day_or_edits_the_rota_by_its_name(
    screen: RotaScreen, person: Hands, people: dict[str, int], place: Workplace, wait_idle: Wait
) -> None:
    table = screen.table
    for column, dialog in ((3, CoverDialog), (0, RotaDialog)):
        where = table.visualRect(table.board.index(0, column)).center()
        for click in (QTest.mouseClick, QTest.mouseDClick):
            click(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, where)
        wait_idle(place)
        opened = person.dialog(dialog)
        if isinstance(opened, CoverDialog):
            assert table.current_day == date(2026, 11, 18)
            assert opened.instead_of.value == people["Priya Shah"]
        person.press(Key.Key_Escape)
        assert not person.is_open(dialog)


def test_delete_goes_back_to_the_plan(
    screen: RotaScreen, person: Hands, desk: Desk, rota: int, people: dict[str, int]
) -> None:
    desk.rotas.cover(CoverShift(rota, people["Rita Gomez"], at(17, 17, 30), at(18, 8), people["Priya Shah"]))
    screen.reload()
    person.press(Key.Key_Right)
    person.press(Key.Key_Delete)
    assert desk.rotas.on_call(rota, at(17, 20)).name == "Priya Shah"


def test_delete_on_one_night_of_a_swap_undoes_both_and_says_who_is_on_call(
    screen: RotaScreen,
    person: Hands,
    desk: Desk,
    rota: int,
    people: dict[str, int],
    place: Workplace,
    wait_idle: Wait,
) -> None:
    mine = Turn(people["Priya Shah"], at(17, 17, 30), at(18, 8))
    theirs = Turn(people["Rita Gomez"], at(24, 17, 30), at(25, 8))
    desk.rotas.swap(SwapShifts(rota, mine, theirs))
    screen.reload()
    person.press(Key.Key_Right)
    person.press(Key.Key_Delete)
    wait_idle(place)
    assert [desk.rotas.on_call(rota, at(day, 20)).name for day in (17, 24)] == ["Priya Shah", "Rita Gomez"]
    said = person.window.shell.said
    assert said.startswith("Back to the plan from now on: Tue 17 Nov ")
    assert ": Priya Shah · Tue 24 Nov " in said
    assert said.endswith(": Rita Gomez.")


def test_where_one_night_of_a_swap_is_over_it_is_said_who_had_it(
    screen: RotaScreen,
    person: Hands,
    desk: Desk,
    clock: FixedClock,
    rota: int,
    people: dict[str, int],
    place: Workplace,
    wait_idle: Wait,
) -> None:
    mine = Turn(people["Priya Shah"], at(17, 17, 30), at(18, 8))
    theirs = Turn(people["Rita Gomez"], at(24, 17, 30), at(25, 8))
    desk.rotas.swap(SwapShifts(rota, mine, theirs))
    clock.set_to(at(19, 12))
    screen.show_day(rota, date(2026, 11, 24))
    wait_idle(place)
    person.press(Key.Key_Delete)
    wait_idle(place)
    said = person.window.shell.said
    assert said.startswith("Back to the plan from now on: Tue 24 Nov ")
    assert "What has been stays: Tue 17 Nov " in said
    assert said.endswith(": Rita Gomez.")


def test_delete_undoes_the_override_by_which_the_day_has_its_answer(
    screen: RotaScreen,
    person: Hands,
    desk: Desk,
    rota: int,
    people: dict[str, int],
    place: Workplace,
    wait_idle: Wait,
) -> None:
    night = at(17, 17, 30), at(18, 8)
    desk.rotas.cover(CoverShift(rota, people["Rita Gomez"], *night, people["Priya Shah"]))
    desk.rotas.take_off(TakeOff(rota, people["Priya Shah"], at(16, 17, 30), at(19, 8)))
    screen.reload()
    wait_idle(place)
    person.press(Key.Key_Right)
    assert screen.planning.override is not None
    assert screen.planning.override.name == "Rita Gomez"


def test_s_swaps_two_shifts_in_two_steps(screen: RotaScreen, person: Hands, desk: Desk, rota: int) -> None:
    person.press(Key.Key_Right)
    person.press(Key.Key_S)
    dialog = person.dialog(SwapDialog)
    assert dialog.one.currentText().startswith("Priya Shah · Tue 17 Nov")
    assert dialog.other.currentText().startswith("Rita Gomez · Mon 23 Nov")
    person.press(Key.Key_Return, CTRL)
    assert desk.rotas.on_call(rota, at(17, 20)).name == "Rita Gomez"
    assert desk.rotas.on_call(rota, at(23, 20)).name == "Priya Shah"


def test_the_next_gap_is_filled_from_its_card(
    screen: RotaScreen,
    person: Hands,
    desk: Desk,
    rota: int,
    people: dict[str, int],
    place: Workplace,
    wait_idle: Wait,
) -> None:
    desk.rotas.take_off(TakeOff(rota, people["Priya Shah"], at(20, 17, 30), at(22, 8)))
    screen.reload()
    wait_idle(place)
    screen.gaps.button.click()
    wait_idle(place)
    dialog = person.dialog(CoverDialog)
    dialog.who.set_value(people["Rita Gomez"])
    person.press(Key.Key_Return, CTRL)
    assert desk.rotas.gaps() == ()


def test_enter_edits_the_rota_and_what_was_planned_comes_back(
    screen: RotaScreen, person: Hands, desk: Desk, rota: int
) -> None:
    before = desk.rotas.listed()[0]
    person.press(Key.Key_Return)
    dialog = person.dialog(RotaDialog)
    assert dialog.name.text() == "After hours"
    person.write("Nights")
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(RotaDialog)
    after = desk.rotas.listed()[0]
    assert after.name == "Nights"
    assert after.rota.to_dict() == before.rota.to_dict()


def test_who_will_be_on_call_is_shown_before_an_edited_rota_is_saved(
    screen: RotaScreen, person: Hands, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    before = desk.rotas.listed()[0]
    person.press(Key.Key_Return)
    dialog = person.dialog(RotaDialog)
    wait_idle(place)
    assert ": Priya Shah · Mon 23 Nov " in dialog.preview.said
    assert "Other than until now" not in dialog.preview.said
    dialog.rotations[0].members.order.setCurrentRow(0)
    dialog.rotations[0].members.order.move_current(1)
    dialog.look_ahead()
    wait_idle(place)
    assert "Other than until now: Mon 16 Nov " in dialog.preview.said
    assert ": Rita Gomez, not Priya Shah · " in dialog.preview.said
    dialog.rotations[0].members.order.remove_current()
    dialog.rotations[0].members.order.remove_current()
    dialog.look_ahead()
    assert dialog.preview.said == "It is shown here once what is above is complete."
    assert desk.rotas.listed()[0] == before
    dialog.reject()


def test_what_is_typed_is_looked_at_by_itself(
    screen: RotaScreen, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    person.press(Key.Key_Return)
    dialog = person.dialog(RotaDialog)
    wait_idle(place)
    before = dialog.preview.said
    dialog.rotations[0].length.setValue(2)
    QTest.qWait(200)
    wait_idle(place)
    assert dialog.preview.said != before
    dialog.reject()


def test_who_is_on_call_at_any_time_is_answered_past_or_to_come(
    screen: RotaScreen, person: Hands, clock: FixedClock, place: Workplace, wait_idle: Wait
) -> None:
    clock.advance(timedelta(days=5))
    screen.at.field.setText("Tue 24 Nov 20:00")
    screen.at.ask()
    wait_idle(place)
    assert screen.at.said.startswith("Tue 24 Nov 20:00: Rita Gomez: on turn until Wed 25 Nov ")
    screen.at.field.setText("Wed 18 Nov 20:00")
    screen.at.ask()
    wait_idle(place)
    assert screen.at.said.startswith("Wed 18 Nov 20:00: Priya Shah: on turn until Thu 19 Nov ")


def test_an_agent_sees_the_rota_and_is_told_that_planning_needs_a_supervisor(
    screen: RotaScreen, person: Hands, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    agent = desk.site.save_staff(SaveStaff("Ada", Role.AGENT)).value
    desk.sign_in(agent.id)
    place.load_facts()
    wait_idle(place)
    screen.reload()
    wait_idle(place)
    person.press(Key.Key_N)
    assert not person.is_open(CoverDialog)
    assert person.window.shell.said == "This needs a supervisor."


def test_the_side_bar_says_who_is_on_call_now_or_next(
    screen: RotaScreen, person: Hands, clock: FixedClock, place: Workplace, wait_idle: Wait
) -> None:
    head, name, when = person.window.shell.duty.said
    assert (head, name) == ("After hours", "Priya Shah")
    assert when.startswith("on call ")
    assert person.window.shell.duty.isVisible()


def test_the_sheet_and_the_calendar_are_read_back(
    screen: RotaScreen, desk: Desk, place: Workplace, wait_idle: Wait, tmp_path: Path
) -> None:
    for name in ("rota.pdf", "rota.ics"):
        screen.papers.save(tmp_path / name)
        wait_idle(place)
    told = " ".join(PdfReader(tmp_path / "rota.pdf").pages[0].extract_text().split())
    assert "After hours" in told
    assert "Priya Shah" in told
    events = Calendar.from_ical((tmp_path / "rota.ics").read_bytes()).walk("VEVENT")
    assert len(events) == 7
    assert {str(event["summary"]) for event in events} == {"After hours: Priya Shah"}
    ((first,),) = rows(desk.path, "SELECT link FROM event ORDER BY id LIMIT 1")
    assert {str(event["uid"]).partition("@")[2] for event in events} == {f"{first[:16]}.deskapp"}, "of this desk alone"
    assert {int(event["sequence"]) for event in events} == {0}
    view = desk.rotas.listed()[0]
    plan = view.rota
    desk.rotas.save(SaveRota(view.name, plan.zone, tuple(plan.rotations), (), None, True, view.id, view.version))
    screen.reload()
    wait_idle(place)
    screen.papers.save(tmp_path / "again.ics")
    wait_idle(place)
    again = Calendar.from_ical((tmp_path / "again.ics").read_bytes()).walk("VEVENT")
    assert {int(event["sequence"]) for event in again} == {1}
    assert {str(event["uid"]) for event in again} == {str(event["uid"]) for event in events}


def test_a_rota_that_is_not_in_use_can_be_found_and_edited(
    screen: RotaScreen, person: Hands, desk: Desk, rota: int, place: Workplace, wait_idle: Wait
) -> None:
    view = desk.rotas.listed()[0]
    plan = view.rota
    act = SaveRota(view.name, plan.zone, tuple(plan.rotations), (), 3, False, view.id, view.version)
    desk.rotas.save(act)
    screen.reload()
    wait_idle(place)
    assert screen.board is not None
    assert (screen.board.rows, [one.name for one in screen.board.resting]) == ((), ["After hours"])
    screen.open_resting()
    person.choose_in_menu("After hours")
    person.dialog(RotaDialog).active.setChecked(True)
    person.press(Key.Key_Return, CTRL)
    assert [one.name for one in desk.rotas.listed()] == ["After hours"]


def test_the_days_shown_stay_when_somebody_edits_something_else(
    screen: RotaScreen, person: Hands, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    screen.page(3)
    wait_idle(place)
    place.load_facts()
    wait_idle(place)
    assert screen.said == "7 to 13 December 2026"


def test_a_desk_without_a_rota_says_what_to_do_next(person: Hands) -> None:
    person.press(Key.Key_7, CTRL)
    screen = person.window.screens.currentWidget()
    assert isinstance(screen, RotaScreen)
    assert not person.window.shell.duty.isVisible()
    screen.ask("add")
    person.dialog(RotaDialog).reject()
