"""Why, what is said and what helps in the escalation dialog: RULES.md, "Escalation" and "Help at hand"."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from deskapp.domain.phrases import Step
from deskapp.domain.words import EscalationType, Transfer
from deskapp.services.library.acts import SavePhrase, SaveTrigger
from deskapp.services.site.acts import SaveSite
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.phrases.phrase_menu import PhraseMenu
from deskapp.ui.phrases.tips import TipsBeside
from deskapp.ui.work.workplace import Workplace

KEY, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
WaitIdle = Callable[[Workplace], None]


def press(dialog: EscalateDialog, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(dialog.focusWidget() or dialog, key, modifiers)


def menu() -> PhraseMenu:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PhraseMenu) and one.isVisible()]
    return found


def opened(place: Workplace, scene: Any, qtbot: Any, wait_idle: WaitIdle) -> EscalateDialog:
    made = EscalateDialog(place, scene.call_id)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    wait_idle(place)
    return made


def test_another_phrase_says_why_and_what_comes_next_by_keyboard(dialog: EscalateDialog) -> None:
    press(dialog, KEY.Key_F6)
    assert menu().offered[0].step is Step.WHY_AND_NEXT
    assert "Alex Meyer" in menu().offered[0].said
    QTest.keyClicks(menu().filter, "pass on your name")
    QTest.keyClick(menu().filter, KEY.Key_Return)
    tell = dialog.steps.handover.tell
    assert tell.said.endswith("May I pass on your name, your number and what you told me?”")
    assert "Alex Meyer" in tell.said
    press(dialog, KEY.Key_F6)
    QTest.keyClicks(menu().filter, "one more yes")
    QTest.keyClick(menu().filter, KEY.Key_Return)
    assert tell.said.startswith("“A refund of this amount")
    assert tell.said.endswith("what you told me?”")


@pytest.mark.parametrize(
    ("letter", "transfer", "step"),
    [
        (KEY.Key_W, Transfer.WARM, Step.INTRODUCING),
        (KEY.Key_C, Transfer.COLD, Step.HANDING_OVER_COLD),
        (KEY.Key_M, Transfer.MESSAGE, Step.LEAVING_MESSAGE),
    ],
)
def test_every_transfer_has_its_script(dialog: EscalateDialog, letter: Qt.Key, transfer: Transfer, step: Step) -> None:
    press(dialog, letter, ALT)
    row = dialog.steps.handover.transfer
    assert row.transfer is transfer
    assert "Alex Meyer" in row.script
    press(dialog, KEY.Key_F6, SHIFT)
    assert menu().offered[0].step is step
    assert menu().offered[0].said in row.script
    QTest.keyClicks(menu().filter, "still missing")
    QTest.keyClick(menu().filter, KEY.Key_Return)
    assert "still missing" in row.script


def test_the_sites_own_phrase_is_what_is_said(place: Workplace, scene: Any, qtbot: Any, wait_idle: WaitIdle) -> None:
    place.desk.phrases.save(SavePhrase(Step.WHY_AND_NEXT, "<b>{customer}</b>, {contact} can.", shipped=0))
    place.load_facts()
    wait_idle(place)
    dialog = opened(place, scene, qtbot, wait_idle)
    assert dialog.steps.handover.tell.said.startswith("“<b>Jane Doe</b>, Alex Meyer can.")


def test_what_was_chosen_to_say_survives_escape(
    dialog: EscalateDialog, place: Workplace, scene: Any, qtbot: Any, wait_idle: WaitIdle
) -> None:
    press(dialog, KEY.Key_F6)
    QTest.keyClicks(menu().filter, "pass on your name")
    QTest.keyClick(menu().filter, KEY.Key_Return)
    press(dialog, KEY.Key_Escape)
    wait_idle(place)
    again = opened(place, scene, qtbot, wait_idle)
    assert again.steps.handover.tell.said.endswith("what you told me?”")


@pytest.mark.parametrize("code", ["abusive", "asks_for_manager", "company_issue", "reputation"])
def test_de_escalation_tips_stand_beside_the_emotional_ones(dialog: EscalateDialog, code: str) -> None:
    box = dialog.steps.why.box(code)
    (tips,) = [one for one in dialog.findChildren(TipsBeside) if one._box is box]
    assert tips.isHidden()
    box.setFocus()
    assert not tips.isHidden()
    QTest.keyClick(box, KEY.Key_Space)
    dialog.steps.handover.pass_on.first_field().setFocus()
    assert not tips.isHidden()  # ticked
    box.setChecked(False)
    assert tips.isHidden()


def test_triggers_suggest_one_or_more_types_and_say_why(dialog: EscalateDialog) -> None:
    why = dialog.steps.why
    why.box("asks_for_manager").setChecked(True)
    why.box("legal").setChecked(True)
    said = why._why.text()
    assert "Hierarchical: Customer asks for a manager, Legal, chargeback or regulator mentioned" in said
    assert "Priority: Legal, chargeback or regulator mentioned" in said
    assert EscalationType.HIERARCHICAL in why.types


def test_the_sites_own_signs_are_offered_and_those_switched_off_are_not(
    place: Workplace, scene: Any, qtbot: Any, wait_idle: WaitIdle
) -> None:
    desk = place.desk
    desk.triggers.save(SaveTrigger("Board <b>asks</b>", (EscalationType.HIERARCHICAL,)))
    off = next(one for one in desk.triggers.all() if one.code == "no_solution")
    desk.triggers.save(SaveTrigger("", off.suggests, False, off.code, off.version))
    why = opened(place, scene, qtbot, wait_idle).steps.why
    assert why.box("own_1").text() == "Board <b>asks</b>"
    assert "no_solution" not in why._boxes
    assert why.triggers == ()


def test_what_the_site_requires_is_named_in_the_dialog(
    place: Workplace, scene: Any, qtbot: Any, wait_idle: WaitIdle
) -> None:
    site = place.desk.facts().site
    fields = {name: getattr(site, name) for name in SaveSite.__dataclass_fields__ if hasattr(site, name)}
    place.desk.site.save_site(SaveSite(base_version=site.version, **fields | {"required_parts": ("deadline",)}))
    dialog = opened(place, scene, qtbot, wait_idle)
    pass_on = dialog.steps.handover.pass_on
    assert pass_on.progress_words.endswith("Still needed: Deadline or urgency")
    dialog.escalate(and_print=False)
    wait_idle(place)
    assert dialog.isVisible()
    assert pass_on.area("deadline").accessibleDescription()  # type: ignore[arg-type]


def test_in_the_preview_of_the_sheet_no_list_of_phrases_opens(
    dialog: EscalateDialog, place: Workplace, wait_idle: WaitIdle
) -> None:
    press(dialog, KEY.Key_Y, ALT)
    dialog.show_preview()
    wait_idle(place)
    assert dialog.previewing
    press(dialog, KEY.Key_F6)
    press(dialog, KEY.Key_F6, SHIFT)
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, PhraseMenu) and one.isVisible()]
