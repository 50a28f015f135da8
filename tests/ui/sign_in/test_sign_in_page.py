"""Signing in, a forgotten PIN, the recovery code (RULES.md, "People"): at the real page, by keyboard alone."""

import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from door_scene import LENA, MANAGER, PIN, SAM, SAMS, Settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Role
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.sign_in.card import Step
from deskapp.ui.sign_in.code_card import CodeCard
from deskapp.ui.sign_in.page import SignInPage

Key = Qt.Key


def focus() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def write(words: str) -> None:
    for sign in words:  # each where the focus is by then
        QTest.keyClicks(focus(), sign)


def press(key: Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focus(), key, modifiers)


def tab_to(wanted: QWidget) -> None:
    passed = []
    for _move in range(30):
        if focus() is wanted:
            return
        passed.append(focus().accessibleName() or type(focus()).__name__)
        press(Key.Key_Tab)
    raise AssertionError(f"{wanted} was not reached by Tab, but {passed}")


@pytest.fixture
def came_in(page: SignInPage) -> list[int]:
    who: list[int] = []
    page.signed_in.connect(who.append)
    return who


def test_staff_sign_in_by_name_and_pin_with_the_keyboard_alone(
    page: SignInPage, at_the_door: Desk, came_in: list[int], settle: Settle
) -> None:
    # Who was here last is chosen, and the PIN is typed at once.
    assert page.card.people.current is not None
    assert page.card.people.current.id == MANAGER
    assert focus() is page.card.pin.field
    tab_to(page.card.people.name)
    write("ok")
    press(Key.Key_Return)
    assert focus() is page.card.pin.field
    write(SAMS)
    press(Key.Key_Return)
    settle()
    assert came_in == [SAM]
    assert at_the_door.staff_id == SAM


def test_arrows_choose_a_name_too(page: SignInPage, came_in: list[int], settle: Settle) -> None:
    tab_to(page.card.people.name)
    press(Key.Key_Down)
    press(Key.Key_Down)
    assert page.card.people.current is not None
    assert page.card.people.current.name == "Sam Okoro"
    press(Key.Key_Return)
    write(SAMS)
    press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settle()
    assert came_in == [SAM]


def test_before_signing_in_the_page_shows_nothing_of_customers(page: SignInPage, at_the_door: Desk) -> None:
    said = " ".join(label.text() for label in page.findChildren(QLabel)) + page.windowTitle()
    assert "Ada" not in said
    assert "printer" not in said
    assert at_the_door.first_screen("due").rows == ()


def test_a_pin_is_on_no_screen_while_it_is_typed(page: SignInPage) -> None:
    write(PIN)
    assert page.card.pin.field.displayText() != PIN  # type: ignore[attr-defined]
    assert len(page.card.pin.field.displayText()) == len(PIN)  # type: ignore[attr-defined]


def test_a_wrong_pin_is_said_beside_the_field_and_the_wait_is_counted_down_in_plain_words(
    page: SignInPage, came_in: list[int], clock: FixedClock, settle: Settle
) -> None:
    for _ in range(5):
        write("9999")
        press(Key.Key_Return)
        settle()
        assert page.card.pin.error.text() == "That is not the PIN."
        if page.card.waiting.waiting:
            clock.advance(timedelta(seconds=int(page.card.waiting.text().split()[1])))
            page.card.waiting.look()
            assert page.card.waiting.text() == "Now you can try again."
    write("9999")
    press(Key.Key_Return)
    settle()
    assert page.card.waiting.text() == "Wait 8 s, then try again."
    assert not page.card.go.isEnabled()
    clock.advance(timedelta(seconds=3))
    page.card.waiting.look()
    assert page.card.waiting.text() == "Wait 5 s, then try again."
    # Enter does nothing meanwhile, and what is typed stays.
    write(PIN)
    press(Key.Key_Return)
    settle()
    assert came_in == []
    clock.advance(timedelta(seconds=5))
    page.card.waiting.look()
    press(Key.Key_Return)
    settle()
    assert came_in == [MANAGER]


def test_a_wait_begun_before_a_restart_is_said_at_the_first_try(
    page: SignInPage, at_the_door: Desk, clock: FixedClock, settle: Settle
) -> None:
    for _ in range(10):
        write("9999")
        press(Key.Key_Return)
        settle()
        clock.advance(timedelta(seconds=300))
        page.card.waiting.look()
    write("9999")
    press(Key.Key_Return)
    settle()
    # As a window would that was opened now.
    page.card.waiting.begin(0)
    page.card._rest()
    write(PIN)
    press(Key.Key_Return)
    settle()
    assert page.card.waiting.text() == "Wait 4 min 16 s, then try again."


def test_somebody_from_before_there_were_pins_is_told_who_lets_them_in_and_chooses_one_by_the_start_pin(
    page: SignInPage, staffed: Path, clock: FixedClock, came_in: list[int], settle: Settle
) -> None:
    tab_to(page.card.people.name)
    write("len")
    press(Key.Key_Return)
    card = page.card
    assert card.step is Step.FROM_ABOVE
    assert "A supervisor lets an agent in" in card.about.text()
    assert not any(form.isVisible() for form in (card.pin, card.new, card.again))
    assert not card.go.isVisible()
    assert not card.recover.isVisible()
    above = Desk(staffed, clock, staff_id=MANAGER).open()
    start = above.staff.reset_pin(LENA).value.start_pin
    above.close()
    # The page was painted before: it asks for what there is when it is opened anew.
    card.show_people([one._replace(has_pin=True) for one in card.people._people], LENA)
    card.begin()
    write(start)
    press(Key.Key_Return)
    settle()
    assert card.step is Step.CHOOSE
    write("1234")
    press(Key.Key_Return)
    assert card.new.error.text().startswith("A row such as 1234")
    card.new.field.clear()  # type: ignore[attr-defined]
    write("8642x")
    press(Key.Key_Tab)
    write("8642y")
    press(Key.Key_Return)
    assert "not the same" in card.again.error.text()
    card.again.field.clear()  # type: ignore[attr-defined]
    write("8642x")
    press(Key.Key_Return)
    settle()
    assert came_in == [LENA]


def test_who_forgot_the_pin_is_told_who_resets_it_and_then_chooses_a_new_one(
    page: SignInPage, staffed: Path, clock: FixedClock, came_in: list[int], settle: Settle
) -> None:
    tab_to(page.card.people.name)
    write("sam")
    press(Key.Key_Return)
    tab_to(page.card.forgotten)
    press(Key.Key_Space)
    assert "supervisor resets an agent's PIN" in page.card.about.text()
    assert page.card.recover.isHidden()
    press(Key.Key_Space)
    assert page.card.step is Step.ENTER
    above = Desk(staffed, clock, staff_id=MANAGER).open()
    start = above.staff.reset_pin(SAM).value.start_pin
    above.close()
    write(SAMS)
    press(Key.Key_Return)
    settle()
    assert page.card.pin.error.text() == "That is not the PIN."
    write(start)
    press(Key.Key_Return)
    settle()
    assert page.card.step is Step.CHOOSE
    assert page.card.about.text().startswith("That was the start PIN: it is asked once.")
    assert came_in == []
    assert focus() is page.card.new.field
    write(start)
    press(Key.Key_Tab)
    write(start)
    press(Key.Key_Return)
    settle()
    assert page.card.new.error.text() == "That is the start PIN: take one that only you know."
    for form in (page.card.again, page.card.new):
        form.field.clear()  # type: ignore[attr-defined]
    page.card.new.field.setFocus()
    write("8642x")
    press(Key.Key_Tab)
    write("8642x")
    press(Key.Key_Return)
    settle()
    assert came_in == [SAM]


def test_a_start_pin_that_was_reset_again_while_one_was_choosing_is_asked_for_anew(
    page: SignInPage, staffed: Path, clock: FixedClock, came_in: list[int], settle: Settle
) -> None:
    above = Desk(staffed, clock, staff_id=MANAGER).open()
    start = above.staff.reset_pin(SAM).value.start_pin
    tab_to(page.card.people.name)
    write("sam")
    press(Key.Key_Return)
    write(start)
    press(Key.Key_Return)
    settle()
    again = above.staff.reset_pin(SAM).value.start_pin
    above.close()
    for key in (Key.Key_Tab, Key.Key_Return):
        write("8642x")
        press(key)
    settle()
    assert (page.card.step, came_in) == (Step.ENTER, [])
    assert page.card.pin.error.text() == "That is not the PIN."
    assert focus() is page.card.pin.field
    write(again)
    press(Key.Key_Return)
    settle()
    for key in (Key.Key_Tab, Key.Key_Return):
        write("8642x")
        press(key)
    settle()
    assert came_in == [SAM]


def test_a_start_pin_does_not_go_over_to_another_name(
    page: SignInPage, staffed: Path, at_the_door: Desk, clock: FixedClock, came_in: list[int], settle: Settle
) -> None:
    above = Desk(staffed, clock, staff_id=MANAGER).open()
    start = above.staff.reset_pin(SAM).value.start_pin
    above.close()
    for name, step in (("sam", Step.CHOOSE), ("man", Step.ENTER)):
        tab_to(page.card.people.name)
        write(name)
        press(Key.Key_Return)
        assert page.card.step is Step.ENTER
        if step is Step.CHOOSE:
            write(start)
            press(Key.Key_Return)
            settle()
        assert page.card.step is step
    write(PIN)
    press(Key.Key_Return)
    settle()
    assert came_in == [MANAGER]
    assert next(one for one in at_the_door.staff.members() if one.id == SAM).start


def test_the_last_manager_gets_in_by_the_recovery_code_and_keeps_the_next_one(
    page: SignInPage, staffed: Path, clock: FixedClock, came_in: list[int], settle: Settle
) -> None:
    before = Desk(staffed, clock, staff_id=MANAGER).open()
    code = before.staff.make_recovery_code().value
    before.close()
    for link in (page.card.forgotten, page.card.recover):
        tab_to(link)
        press(Key.Key_Space)
    assert focus() is page.card.code.field
    write("0000-0000-0000-0000")
    press(Key.Key_Tab)
    write("8642x")
    press(Key.Key_Tab)
    write("8642x")
    press(Key.Key_Return)
    settle()
    assert page.card.code.error.text().startswith("That is not the recovery code")
    assert focus() is page.card.code.field
    write(code.lower().replace("-", " "))
    press(Key.Key_Return)
    settle()
    settle()
    card = page.findChild(CodeCard)
    assert card is not None
    assert came_in == []
    assert card.code.text() not in ("", code)
    assert not card.go.isEnabled()
    tab_to(card.sure)
    press(Key.Key_Space)
    press(Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert came_in == [MANAGER]


def test_a_managers_first_pin_at_a_desk_without_a_recovery_code_makes_one(
    desk_file: Path, clock: FixedClock, qtbot: QtBot, settle: Settle, lanes: object
) -> None:
    desk = Desk(desk_file, clock, guarded=True)
    page = SignInPage(desk, lanes, desk.first_screen("due"), None)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitExposed(page)
    qtbot.waitUntil(page.isActiveWindow)
    assert page.card.step is Step.CHOOSE
    assert focus() is page.card.new.field
    write("8642x")
    press(Key.Key_Tab)
    write("8642x")
    press(Key.Key_Return)
    settle()
    settle()
    assert page.findChild(CodeCard) is not None
    assert desk.staff.has_recovery_code()
    desk.close()


def test_who_does_not_work_here_any_more_is_not_in_the_list(
    staffed: Path, clock: FixedClock, qtbot: QtBot, lanes: object
) -> None:
    desk = Desk(staffed, clock, staff_id=MANAGER).open()
    desk.site.save_staff(SaveStaff("Sam Okoro", Role.AGENT, active=False, id=SAM))
    desk.close()
    door = Desk(staffed, clock, guarded=True)
    page = SignInPage(door, lanes, door.first_screen("due"), SAM)  # type: ignore[arg-type]
    qtbot.addWidget(page)
    assert [item.title for item in page.card.people.list.cards.items] == ["Lena Fischer", "Manager"]


def test_a_file_that_went_away_is_said_on_the_page(page: SignInPage, staffed: Path, settle: Settle) -> None:
    staffed.rename(staffed.with_name("elsewhere.db"))
    write(PIN)
    press(Key.Key_Return)
    settle()
    assert "is not there any more" in page.card.problem.text()


def test_the_page_is_painted_before_the_orm_is_loaded() -> None:
    program = (
        "import sys; import PySide6.QtWidgets; import deskapp.ui.sign_in.page; import deskapp.ui.start.startup_read;"
        "print([name for name in sys.modules if name.split('.')[0] in"
        " ('sqlalchemy', 'reportlab', 'alembic', 'argon2')])"
    )
    root = Path(__file__).resolve().parents[3]
    ended = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert ended.stdout.strip() == "[]"
