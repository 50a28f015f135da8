"""Each Print button, pressed as a person would: the printer is asked for, and what is chosen there comes out."""

from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_hands import CTRL, Hands

from deskapp.desk import Desk
from deskapp.documents.recovery_sheet import RecoverySheet
from deskapp.ui.documents.sheet_dialog import SheetDialog
from deskapp.ui.sign_in.code_card import CodeCard
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]


def sheet(escalation_id: int, place: Workplace, person: Hands) -> QWidget:
    return SheetDialog(place, escalation_id, person.window)


def overdue(escalation_id: int, place: Workplace, person: Hands) -> QWidget:
    person.press(Qt.Key.Key_3, CTRL)
    return person.window


def rota(escalation_id: int, place: Workplace, person: Hands) -> QWidget:
    person.press(Qt.Key.Key_7, CTRL)
    return person.window


def code(escalation_id: int, place: Workplace, person: Hands) -> QWidget:
    page = RecoverySheet(site="Brook", code="ABCD-EFGH", made_for="Rita", made_at=place.desk.clock.now(), zone="UTC")
    return CodeCard(page, place.lanes)


@pytest.fixture(params=[sheet, overdue, rota, code])
def shown(
    request: pytest.FixtureRequest, escalation_id: int, place: Workplace, person: Hands, qtbot: QtBot, wait_idle: Wait
) -> QWidget:
    """Where one of the Print buttons stands, with something to print."""
    made: QWidget = request.param(escalation_id, place, person)
    if made is not person.window:
        qtbot.addWidget(made)
        made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        made.show()
        qtbot.waitExposed(made)
    wait_idle(place)
    qtbot.wait(150)  # until the width has settled and a page was drawn for it
    wait_idle(place)
    return made


def press_print(shown: QWidget) -> QPrintDialog:
    (button,) = (one for one in shown.findChildren(QPushButton) if one.isVisible() and one.text().startswith("Print"))
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    (chooser,) = shown.findChildren(QPrintDialog)
    assert chooser.isVisible()
    return chooser


@pytest.fixture
def a_printer(monkeypatch: pytest.MonkeyPatch) -> None:
    """One stands in the room; the dialog offers a file beside it."""
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])


def test_a_print_button_asks_for_the_printer_and_prints_there(
    a_printer: None, shown: QWidget, place: Workplace, wait_idle: Wait, tmp_path: Path
) -> None:
    chooser = press_print(shown)
    file = tmp_path / "printed.pdf"
    where = chooser.findChild(QLineEdit, "filename")
    assert isinstance(where, QLineEdit)
    where.setText(str(file))
    QTest.keyClick(chooser, Qt.Key.Key_Return)
    assert not chooser.isVisible()
    wait_idle(place)
    with pypdfium2.PdfDocument(file.read_bytes()) as printed:
        (page,) = printed
        assert any(value < 100 for value in bytes(page.render(scale=1).buffer))


def test_a_printer_that_is_not_chosen_prints_nothing(
    a_printer: None,
    shown: QWidget,
    desk: Desk,
    place: Workplace,
    wait_idle: Wait,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    QTest.keyClick(press_print(shown), Qt.Key.Key_Escape)
    wait_idle(place)
    assert not shown.findChildren(QPrintDialog)
    assert sorted(tmp_path.iterdir()) == before
    (out,) = desk.escalations.out()
    assert out.escalation.sheets == 0
