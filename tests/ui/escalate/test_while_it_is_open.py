"""The dialog while time goes by and other people act: nobody answers, somebody else escalates, a contact leaves."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import (
    AttemptResult,
    Consent,
    EscalationState,
    EscalationType,
    HandoffPart,
    Role,
    Transfer,
)
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import Escalate, RefuseEscalation
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
HANDOFF = {"issue": "Two charges", "steps": "Both seen", "wants": "One back"}


@pytest.fixture
def rita(desk_file: Path, scene: Any) -> Iterator[Desk]:
    """Rita, an agent, at a second workstation."""
    number = scene.desk.site.save_staff(SaveStaff("Rita", Role.AGENT)).value.id
    opened = Desk(desk_file, scene.clock, staff_id=number).open()
    yield opened
    opened.close()


def given(scene: Any, contact_id: int, **more: Any) -> Escalate:
    return Escalate(
        scene.call_id,
        (EscalationType.FUNCTIONAL,),
        (("no_solution", "checklist done"),),
        contact_id,
        HANDOFF,
        Consent.YES,
        transfer=Transfer.WARM,
        **more,
    )


def press(dialog: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(dialog.focusWidget() or dialog, key, modifier)


def said(dialog: QWidget) -> str:
    return "\n".join(label.text() for label in dialog.findChildren(QLabel) if label.isVisibleTo(dialog))


def opened(
    place: Workplace, scene: Any, qtbot: QtBot, wait_idle: Wait, instead_of: int | None = None
) -> EscalateDialog:
    made = EscalateDialog(place, scene.call_id, instead_of=instead_of)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    made.activateWindow()
    qtbot.waitExposed(made)
    wait_idle(place)
    return made


def deactivate(desk: Desk, contact_id: int) -> None:
    found = next(one for one in desk.directory.contacts() if one.id == contact_id)
    act = SaveContact(found.kind, found.name, active=False, id=found.id, base_version=found.version)
    desk.directory.save_contact(act)


def test_no_answer_is_recorded_with_one_key_and_offers_the_next_in_the_chain_with_one_more(
    dialog: EscalateDialog, scene: Any, place: Workplace, wait_idle: Wait
) -> None:
    tries = dialog.steps.who.tries
    tries.words.setText("Rang twice")
    press(dialog, Qt.Key.Key_A, ALT)
    wait_idle(place)
    wait_idle(place)
    [made] = scene.desk.overview.call(scene.call_id).attempts
    assert (made.contact, made.result, made.words) == ("Alex Meyer", AttemptResult.NO_ANSWER, "Rang twice")
    assert "Alex Meyer: no answer 10:00" in tries.told
    assert tries.next_button.text().startswith("Ne&xt: Rita Gomez")
    assert tries.words.text() == ""
    assert dialog.act.contact_id == scene.alex, "the owner decides"
    press(dialog, Qt.Key.Key_X, ALT)
    assert dialog.act.contact_id == scene.rita
    assert not tries.next_button.isVisible()


def test_where_nobody_is_left_in_the_chain_it_says_so(
    dialog: EscalateDialog, scene: Any, place: Workplace, wait_idle: Wait
) -> None:
    for _turn in range(3):
        press(dialog, Qt.Key.Key_A, ALT)
        wait_idle(place)
        wait_idle(place)
        press(dialog, Qt.Key.Key_X, ALT)
    tries = dialog.steps.who.tries
    assert "Nobody else in the chain can be reached now." in tries.told
    assert not tries.next_button.isVisible()
    assert len(scene.desk.overview.call(scene.call_id).attempts) == 3


def test_earlier_attempts_are_shown_when_the_dialog_opens_and_the_best_not_tried_is_chosen(
    scene: Any, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    from deskapp.services.escalations.acts import TryContact

    scene.desk.escalations.attempt(TryContact(scene.call_id, scene.alex, AttemptResult.NO_ANSWER))
    dialog = opened(place, scene, qtbot, wait_idle)
    assert dialog.act.contact_id == scene.rita
    assert "Alex Meyer: no answer 10:00" in dialog.steps.who.tries.told


def test_the_next_takes_the_place_of_the_earlier_by_keyboard(
    scene: Any, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    first = scene.desk.escalations.escalate(given(scene, scene.alex)).value
    scene.clock.advance(timedelta(hours=3))
    dialog = opened(place, scene, qtbot, wait_idle, first.id)
    assert "Instead of Alex Meyer: since 10:00, not accepted yet." in dialog.steps.who.instead.words
    assert dialog.steps.handover.pass_on.area(HandoffPart.ISSUE).text() == "Two charges"
    assert (dialog.act.contact_id, dialog.act.types, dialog.act.triggers) == (
        scene.rita,
        (EscalationType.FUNCTIONAL,),
        (("no_solution", "checklist done"),),
    )
    assert dialog.act.consent is None, "never preset"
    assert "Asked about Alex Meyer: " in said(dialog)
    press(dialog, Qt.Key.Key_Y, ALT)
    press(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    earlier, later = scene.desk.overview.call(scene.call_id).escalations
    assert (earlier.state, earlier.outcome) == (EscalationState.WITHDRAWN, "not accepted in time")
    assert (later.contact, later.instead_of) == ("Rita Gomez", 1)


def test_after_a_refusal_there_is_nothing_to_take_back(
    scene: Any, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    first = scene.desk.escalations.escalate(given(scene, scene.alex)).value
    scene.desk.escalations.refuse(RefuseEscalation(first.id, "On leave"))
    dialog = opened(place, scene, qtbot, wait_idle, first.id)
    assert "refused" in dialog.steps.who.instead.words
    assert dialog.act.instead_reason == ""


def test_two_people_escalate_one_call_at_once_the_later_one_sees_both_and_decides(
    dialog: EscalateDialog, scene: Any, rita: Desk, place: Workplace, wait_idle: Wait
) -> None:
    press(dialog, Qt.Key.Key_Y, ALT)
    rita.escalations.escalate(given(scene, scene.supplier))
    press(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    wait_idle(place)
    theirs, mine = dialog.already.words
    assert "Rita at 10:00" in theirs
    assert "CardPay Ltd" in theirs
    assert "Alex Meyer" in mine
    assert len(scene.desk.overview.call(scene.call_id).escalations) == 1
    press(dialog, Qt.Key.Key_S, ALT)
    wait_idle(place)
    made = scene.desk.overview.call(scene.call_id).escalations
    assert [one.contact for one in made] == ["CardPay Ltd", "Alex Meyer"]


def test_the_later_one_may_also_leave_it_with_theirs(
    dialog: EscalateDialog, scene: Any, rita: Desk, place: Workplace, wait_idle: Wait
) -> None:
    press(dialog, Qt.Key.Key_Y, ALT)
    rita.escalations.escalate(given(scene, scene.supplier))
    press(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    press(dialog, Qt.Key.Key_D, ALT)
    wait_idle(place)
    assert not dialog.isVisible()
    assert len(scene.desk.overview.call(scene.call_id).escalations) == 1
    assert scene.desk.drafts.load(f"escalate:{scene.call_id}") is None


def test_the_contact_was_deactivated_meanwhile_it_is_said_and_nothing_typed_is_lost(
    dialog: EscalateDialog, scene: Any, place: Workplace, wait_idle: Wait
) -> None:
    dialog.steps.handover.pass_on.area(HandoffPart.ISSUE).setPlainText("Typed before lunch")
    deactivate(scene.desk, scene.alex)
    scene.clock.advance(timedelta(minutes=1))
    dialog.watch.set_now(scene.clock.now())
    wait_idle(place)
    assert "Alex Meyer is not active any more: choose another." in said(dialog)
    assert dialog.act.contact_id is None, "nobody is chosen in their place"
    assert dialog.act.handoff["issue"] == "Typed before lunch"


def test_who_goes_off_duty_is_said_beside_the_contact_who_stays_chosen(
    dialog: EscalateDialog, scene: Any, place: Workplace, wait_idle: Wait
) -> None:
    scene.clock.advance(timedelta(hours=8))
    dialog.watch.set_now(scene.clock.now())
    wait_idle(place)
    assert "Alex Meyer cannot be reached before Tue 09:00." in said(dialog)
    assert dialog.act.contact_id == scene.alex


def test_a_dialog_left_open_over_lunch_offers_a_new_time_where_none_was_named(
    dialog: EscalateDialog, scene: Any, place: Workplace, wait_idle: Wait
) -> None:
    before = dialog.act.next_update
    assert before is not None
    scene.clock.advance(before - scene.clock.now() + timedelta(minutes=30))
    dialog.watch.set_now(scene.clock.now())
    wait_idle(place)
    after = dialog.act.next_update
    assert after is not None
    assert after > scene.clock.now()


def test_a_time_that_was_named_to_the_customer_is_never_changed_but_said_to_be_past(
    dialog: EscalateDialog, scene: Any, place: Workplace, wait_idle: Wait
) -> None:
    press(dialog, Qt.Key.Key_Y, ALT)
    before = dialog.act.next_update
    assert before is not None
    scene.clock.advance(before - scene.clock.now() + timedelta(minutes=30))
    dialog.watch.set_now(scene.clock.now())
    wait_idle(place)
    assert dialog.act.next_update == before
    assert "This is past by now: name a later time, for example" in said(dialog)


def test_after_a_no_the_dialog_names_what_an_outside_contact_does_not_get(
    dialog: EscalateDialog, scene: Any, place: Workplace, wait_idle: Wait
) -> None:
    press(dialog, Qt.Key.Key_N, ALT)
    assert dialog.steps.handover.withheld == "", "Alex is of the house"
    dialog.steps.who.choose(scene.supplier)
    assert "CardPay Ltd gets the reference" in dialog.steps.handover.withheld
    assert dialog.steps.handover.transfer.script == "", "nothing is said to them of the customer"
    press(dialog, Qt.Key.Key_Y, ALT)
    assert dialog.steps.handover.withheld == ""


def test_a_draft_survives_the_death_of_the_program(scene: Any, place: Workplace, wait_idle: Wait, qtbot: QtBot) -> None:
    """Nothing is told to a dialog that dies: what the draft has by then is what comes back."""
    first = opened(place, scene, qtbot, wait_idle)
    first.steps.handover.pass_on.area(HandoffPart.ISSUE).setPlainText("Typed\n日本語 🖨")
    first.steps.who.tries.words.setText("")
    press(first, Qt.Key.Key_Y, ALT)
    qtbot.waitUntil(lambda: scene.desk.drafts.load(f"escalate:{scene.call_id}") is not None)
    wait_idle(place)
    first.hide()  # as a window that is gone: neither closed nor cancelled
    again = opened(place, scene, qtbot, wait_idle)
    qtbot.waitUntil(lambda: again.act.consent is Consent.YES)
    assert again.act.handoff["issue"] == "Typed\n日本語 🖨"


@pytest.mark.parametrize("text", ["x" * 20_000, "שלום " * 300, "漢" * 3000, "a\u202eb\x00c\n" * 50, "🐤" * 500])
def test_text_of_any_length_and_script_in_every_field_leaves_the_dialog_usable(
    dialog: EscalateDialog, scene: Any, place: Workplace, wait_idle: Wait, text: str
) -> None:
    for part in HandoffPart:
        dialog.steps.handover.pass_on.area(part).setPlainText(text)
    dialog.steps.who.tries.words.setText(text)
    press(dialog, Qt.Key.Key_A, ALT)
    wait_idle(place)
    wait_idle(place)
    press(dialog, Qt.Key.Key_Y, ALT)
    press(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    [made] = scene.desk.overview.call(scene.call_id).escalations
    assert len(made.handoff["issue"]) > 50
    assert dialog.width() <= 1400
