"""A day's work by ear: a call is logged, escalated and agreed, and every move is heard."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from screen_reader import CAN_LISTEN, Heard, listening
from window_hands import CTRL, NONE, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.ui.calls.dialogs.agreement_dialog import AgreementDialog
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.work.workplace import Workplace

pytestmark = pytest.mark.skipif(not CAN_LISTEN, reason="only there Qt's name of the listener is known")

Key = Qt.Key


class Ear:
    """Somebody who works by ear alone: after each move something must have been heard."""

    def __init__(self, person: Hands, heard: Heard, rest: Callable[[], None]) -> None:
        self._person, self._heard, self.rest = person, heard, rest
        #: What was heard, move by move.
        self.moves: list[tuple[str, list[str]]] = []

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> list[str]:
        self._person.press(key, modifiers)
        return self._listen(f"{modifiers.name} {key.name}")

    def write(self, words: str) -> list[str]:
        self._person.write(words)
        return self._listen(words)

    def write_unheard(self, words: str) -> None:
        """Words in a field that leads nowhere: the letters are what is heard."""
        self._person.write(words)
        self._heard.take()

    def tab_to(self, name: str) -> list[str]:
        """Tab until something of this name is heard."""
        for _move in range(40):
            said = self.press(Key.Key_Tab)
            if any(one.startswith(name) for one in said):
                return said
        raise AssertionError(f"{name} was never heard: {self.moves[-40:]}")

    def _listen(self, move: str) -> list[str]:
        said = [one for one in self._heard.take() if one.strip()]
        self.moves.append((move, said))
        assert said, f"a silent move: {move}, with the keyboard at {QApplication.focusWidget()}"
        return said


@pytest.fixture
def ear(person: Hands, place: Workplace, wait_idle: Callable[[Workplace], None]) -> Iterator[Ear]:
    with listening() as heard:
        yield Ear(person, heard, lambda: wait_idle(place))


def test_the_chosen_result_of_the_search_is_heard_while_the_field_keeps_the_keyboard(ear: Ear, person: Hands) -> None:
    assert ear.press(Key.Key_K, CTRL)[-1].startswith("Search calls, callers, accounts, contacts, or what to do")
    (first,) = ear.write("print")[-1:]
    assert ", 1 of " in first
    (second,) = ear.press(Key.Key_Down)[-1:]
    assert ", 2 of " in second
    assert person.window.search.hasFocus()
    (nothing,) = ear.write("xyzzy")[-1:]
    assert nothing == "Nothing found. Try fewer letters, or a part of the number."


def test_a_call_is_logged_by_ear(ear: Ear, person: Hands, desk: Desk) -> None:
    (who,) = ear.press(Key.Key_F2)[-1:]
    assert who.startswith("Who is calling, EditableText")
    (caller,) = ear.write("jane d")[-1:]
    assert caller.startswith("Jane Doe")
    assert ", 1 of 2" in caller
    assert ear.press(Key.Key_Down)[-1].startswith("New caller")
    assert ear.press(Key.Key_Up)[-1].startswith("Jane Doe")
    (what,) = ear.press(Key.Key_Return)[-1:]
    assert what.startswith("Summary")
    ear.write_unheard("The charge is back")
    assert ear.tab_to("Category")
    (chosen,) = ear.press(Key.Key_Down)[-1:]
    assert chosen
    assert "RadioButton" in ear.tab_to("One")[-1]
    assert "checked" in ear.press(Key.Key_Right)[-1]
    said = ear.press(Key.Key_Return, CTRL)
    assert not person.is_open(NewCallDialog)
    newest = desk.lists.calls("open")[0]
    assert newest.summary == "The charge is back"
    # It is shown, and the keyboard is at what was recorded of it.
    assert any(one.startswith("Jane Doe told you") and "The charge is back" in one for one in said), said


def test_a_call_is_escalated_by_ear(ear: Ear, person: Hands, desk: Desk) -> None:
    call = next(one for one in desk.lists.calls("open") if not desk.overview.call(one.id).escalations)
    person.window.show_call(call.id)
    ear.rest()
    ear.press(Key.Key_F8)
    dialog = person.dialog(EscalateDialog)
    for step in (Key.Key_1, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_5):
        ear.press(step, Qt.KeyboardModifier.AltModifier)
    ear.press(Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert "CheckBox" in ear.press(Key.Key_Tab)[-1]
    assert ear.press(Key.Key_Space)[-1] == "checked"
    (contact,) = ear.press(Key.Key_2, Qt.KeyboardModifier.AltModifier)[-1:]
    assert contact
    assert ear.press(Key.Key_Down)
    assert dialog.isVisible()
    ear.press(Key.Key_Return, CTRL | SHIFT)


def test_an_agreement_is_recorded_by_ear(ear: Ear, person: Hands, desk: Desk) -> None:
    resolved = desk.lists.calls("not_agreed")[0]
    person.window.show_call(resolved.id)
    ear.rest()
    ear.press(Key.Key_K, CTRL)
    assert ear.write("agree")[-1].startswith("Customer agrees?, 1 of ")
    ear.press(Key.Key_Return)
    dialog = person.dialog(AgreementDialog)
    assert "RadioButton" in ear.tab_to("Yes, it is solved")[-1]
    assert "checked" in ear.press(Key.Key_Right)[-1]
    assert any(one.startswith("Yes, it is solved") for one in ear.press(Key.Key_Left))
    person.tab_to(dialog.agreement.who)
    ear.write_unheard("Jane Doe")
    ear.press(Key.Key_Return, CTRL)
    assert not person.is_open(AgreementDialog)
    assert desk.overview.call(resolved.id).state == "closed"
