"""How long things are kept (RULES.md, "Keeping"): set, looked at, held and carried out at the real page."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot
from scene import YES, log, rows

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import RetentionKind
from deskapp.services.calls.acts import ResolveCall
from deskapp.ui.erasure.due_dialog import DueDialog
from deskapp.ui.erasure.hold_dialogs import HoldCallDialog
from deskapp.ui.settings.keeping_page import KeepingPage
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def _texts(page: KeepingPage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible()).replace("\u200b", "")


def test_a_manager_sets_a_rule_holds_one_call_and_has_the_others_go(
    place: Workplace, desk: Desk, clock: FixedClock, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    ids = [log(desk, f"Loom {number}").id for number in range(3)]
    for call_id in ids:
        desk.calls.resolve(ResolveCall(call_id, "Oiled", YES))
    for day in range(8):
        clock.set_to(datetime(2029, 1, 10 + day, 9, tzinfo=UTC))
        desk.site.note_clock_jump(clock.now(), timedelta(seconds=1))
    said: list[str] = []
    place.said.connect(said.append)
    page = KeepingPage(place)
    qtbot.addWidget(page)
    page.resize(860, 700)
    page.show()
    wait_idle(place)
    assert "No rule says that anything goes." in _texts(page)
    page.months[RetentionKind.WORDS].setValue(24)
    page.save_button.click()
    wait_idle(place)
    assert "What calls say: 3 due: no word since" in _texts(page)

    page.hold_button.click()
    (asked,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, HoldCallDialog))
    QTest.keyClicks(asked.ref, "C-00001")
    asked.reason.setPlainText("In court")
    asked.main_button.click()
    wait_idle(place)
    assert "C-00001 · " in _texts(page)
    assert "2 due" in _texts(page)
    assert "As old, and kept: 1 is held" in _texts(page)

    page.look_buttons[RetentionKind.WORDS].click()
    (dialog,) = (one for one in QApplication.topLevelWidgets() if isinstance(one, DueDialog))
    wait_idle(place)
    assert [item.title for item in dialog.list.cards.items] == ["C-00002", "C-00003"]
    dialog.hold_button.click()
    assert "Choose one" in dialog.field_form("reason").error.text()
    dialog.list.set_current(1)
    dialog.reason.setPlainText("Tax")
    dialog.hold_button.click()
    wait_idle(place)
    assert [item.title for item in dialog.list.cards.items] == ["C-00002"]
    dialog.main_button.click()
    qtbot.waitUntil(lambda: bool(said), timeout=30_000)
    wait_idle(place)
    assert said == ["1 went."]
    assert rows(desk.path, "SELECT summary FROM call") == [("Loom 0",), ("Forgotten",), ("Loom 2",)]

    first = next(iter(page.end_buttons.values()))
    first.click()
    wait_idle(place)
    assert "C-00001 · " not in _texts(page)
    assert "1 due" in _texts(page)
