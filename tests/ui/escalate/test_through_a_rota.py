"""A rota can be escalated to like a contact: the person on call comes with their reason, and both are kept."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.domain.rota import Rotation
from deskapp.services.rotas.acts import SaveRota
from deskapp.ui.escalate import out_words
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.work.workplace import Workplace

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def test_through_a_rota_both_are_kept_and_both_are_shown(
    place: Workplace, scene: Any, qtbot: QtBot, wait_idle: Callable[[Workplace], None]
) -> None:
    desk = place.desk
    alex = next(one for one in desk.directory.contacts() if one.name == "Alex Meyer")
    rotation = Rotation("week", 1, desk.clock.now(), [str(alex.id)])
    desk.rotas.save(SaveRota("After hours", "Europe/London", (rotation,)))
    dialog = EscalateDialog(place, scene.call_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    wait_idle(place)
    for key, modifiers in ((Qt.Key.Key_Y, ALT), (Qt.Key.Key_T, ALT), (Qt.Key.Key_Return, CTRL)):
        QTest.keyClick(dialog.focusWidget() or dialog, key, modifiers)
        wait_idle(place)
    (out,) = [one for one in desk.escalations.out() if one.escalation.call_id == scene.call_id]
    assert (out.escalation.contact, out.escalation.rota) == ("Alex Meyer", "After hours")
    card = out_words.card(out, place.zone, desk.clock.now())
    assert "through After hours" in card.lines[0].text
