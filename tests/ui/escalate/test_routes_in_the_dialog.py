"""The routes in the escalation dialog; RULES.md, "Escalation" and "Routes"."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.domain.words import ContactKind, EscalationType
from deskapp.services.directory.acts import SaveContact
from deskapp.services.routes.acts import SaveRoute
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]


@pytest.fixture
def routed(scene: object, place: Workplace) -> object:
    """Complaints go to the supplier, first to somebody who is not there any more; everything else to Alex."""
    desk = place.desk
    left = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Old Hand", active=False)).value
    desk.routes.save(
        SaveRoute(
            "Complaints",
            ((left.id, None), (scene.supplier, None)),  # type: ignore[attr-defined]
            type=EscalationType.HIERARCHICAL,
        )
    )
    return scene


@pytest.fixture
def opened(routed: object, place: Workplace, qtbot: QtBot, wait_idle: Wait) -> EscalateDialog:
    made = EscalateDialog(place, routed.call_id)  # type: ignore[attr-defined]
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    wait_idle(place)
    return made


def test_other_types_rank_again_and_an_empty_step_is_skipped_at_once_and_said(
    opened: EscalateDialog, place: Workplace, wait_idle: Wait
) -> None:
    who = opened.steps.who
    assert who.contact is not None
    assert (who.contact.contact.name, who.skipped_words) == ("Alex Meyer", "")
    QTest.keyClick(opened.steps.why._types.pill(EscalationType.HIERARCHICAL), Qt.Key.Key_Space)
    wait_idle(place)
    assert EscalationType.HIERARCHICAL in opened.steps.why.types
    assert who.contact is not None
    assert who.contact.contact.name == "CardPay Ltd"
    assert who.skipped_words == "Skipped in the route Complaints: Old Hand is not active any more."


def test_who_was_chosen_by_hand_stays_chosen(
    opened: EscalateDialog, place: Workplace, routed: object, wait_idle: Wait
) -> None:
    who = opened.steps.who
    who.restore(routed.rita)  # type: ignore[attr-defined]
    QTest.keyClick(opened.steps.why._types.pill(EscalationType.HIERARCHICAL), Qt.Key.Key_Space)
    wait_idle(place)
    assert who.contact is not None
    assert who.contact.contact.name == "Rita Gomez"
