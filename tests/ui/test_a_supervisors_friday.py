"""A supervisor's Friday by keyboard: measures, one signal to an action, two reviews, the report printed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton
from read_back import text
from window_hands import ALT, CTRL, Hands

from deskapp.desk import Desk
from deskapp.domain.findings.standing import Standing
from deskapp.ui.calls.page.call_page import CallPage
from deskapp.ui.improve.agreed.agree_dialog import AgreeDialog
from deskapp.ui.improve.improve_screen import ImproveScreen
from deskapp.ui.improve.measures.measures_part import MeasuresPart
from deskapp.ui.improve.reviews.reviews_part import ReviewsPart
from deskapp.ui.improve.signals.signals_part import SignalsPart
from deskapp.ui.work.part import Part
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]


@pytest.fixture
def desk_file(monday_demo: Path, tmp_path: Path) -> Path:
    path = tmp_path / "desk.db"
    path.write_bytes(monday_demo.read_bytes())
    return path


def shown(person: Hands) -> Part:
    screen = person.window.screens.current
    assert isinstance(screen, ImproveScreen)
    return screen.part


def test_a_supervisors_friday_by_keyboard(
    person: Hands, desk: Desk, place: Workplace, wait_idle: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    person.window.setWindowState(Qt.WindowState.WindowNoState)
    person.window.resize(1366, 768)

    # The measures of the month that is over; one call behind its first figure, whole, and back.
    person.do("Measures")
    measures = shown(person)
    assert isinstance(measures, MeasuresPart)
    person.press(Key.Key_Left, ALT)
    assert measures.view is not None
    assert measures.view.counts.logged == 214
    person.press(Key.Key_Return)
    person.press(Key.Key_Return)
    assert isinstance(person.window.screens.current, CallPage)
    person.press(Key.Key_Escape)
    assert shown(person) is measures

    # A signal nobody has done anything about becomes an action.
    person.do("Signals")
    signals = shown(person)
    assert isinstance(signals, SignalsPart)
    for _card in signals.list.cards.items:
        if signals.chosen is not None and signals.chosen.standing is Standing.NO_ACTION:
            break
        person.press(Key.Key_Down)
    assert signals.chosen is not None
    before = len(desk.actions.all())
    person.press(Key.Key_J, CTRL)
    person.dialog(AgreeDialog)
    person.write("Half an hour on refunds, with Alex")
    person.press(Key.Key_Return, CTRL)
    assert len(desk.actions.all()) == before + 1
    assert signals.chosen.standing is Standing.ACTION

    # Two reviews of the sample that was drawn.
    person.do("Reviews")
    reviews = shown(person)
    assert isinstance(reviews, ReviewsPart)
    done = len(desk.reviews.done())
    for _review in range(2):
        reviews.review.take_focus()
        for mark in (Key.Key_3, Key.Key_4, Key.Key_3, Key.Key_4, Key.Key_2, Key.Key_3, Key.Key_4, Key.Key_3):
            person.press(mark)
        person.press(Key.Key_Return, CTRL)
    assert len(desk.reviews.done()) == done + 2

    # The report, printed.
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    person.do("Measures")
    (button,) = (one for one in measures.head_row.findChildren(QPushButton) if one.text().startswith("Print"))
    person.tab_to(button, at_most=80)
    person.press(Key.Key_Space)
    (chooser,) = person.window.findChildren(QPrintDialog)
    where = chooser.findChild(QLineEdit, "filename")
    assert isinstance(where, QLineEdit)
    where.setText(str(tmp_path / "printed.pdf"))
    QTest.keyClick(chooser, Key.Key_Return)
    wait_idle(place)
    printed = text((tmp_path / "printed.pdf").read_bytes())
    assert "Escalations in October 2026" in printed
    assert "39 of 214 calls logged" in printed
