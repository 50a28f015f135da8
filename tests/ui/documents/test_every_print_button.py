"""Each Print button, pressed as a person would: the printer is asked for, and what is chosen there comes out."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import cast

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from window_hands import CTRL, Hands

from deskapp.desk import Desk
from deskapp.documents import new_file
from deskapp.documents.papers.recovery_sheet import RecoverySheet
from deskapp.ui.documents.sheet_dialog import SheetDialog
from deskapp.ui.documents.way_out import WayOut
from deskapp.ui.sign_in.code_card import CodeCard
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]


def sheet(escalation_id: int, place: Workplace, person: Hands) -> QWidget:
    return SheetDialog(place, escalation_id, person.window)


def overdue(escalation_id: int, place: Workplace, person: Hands) -> QWidget:
    # As wide as it is looked at, whatever the display: where it is narrow the button stands in a menu.
    person.window.setWindowState(Qt.WindowState.WindowNoState)
    person.window.resize(1366, 768)
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


def print_button(shown: QWidget) -> QPushButton:
    (button,) = (one for one in shown.findChildren(QPushButton) if one.isVisible() and one.text().startswith("Print"))
    return button


def press_print(shown: QWidget, look: Callable[[], None]) -> QPrintDialog:
    QTest.mouseClick(print_button(shown), Qt.MouseButton.LeftButton)
    look()
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
    chooser = press_print(shown, lambda: wait_idle(place))
    file = tmp_path / "printed.pdf"
    where = chooser.findChild(QLineEdit, "filename")
    assert isinstance(where, QLineEdit)
    where.setText(str(file))
    QTest.keyClick(chooser, Qt.Key.Key_Return)
    assert not chooser.isVisible()
    wait_idle(place)
    with pypdfium2.PdfDocument(file.read_bytes()) as printed:
        (page,) = printed
        assert page.get_textpage().get_text_range().strip()  # text, and no picture of it


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
    QTest.keyClick(press_print(shown, lambda: wait_idle(place)), Qt.Key.Key_Escape)
    wait_idle(place)
    assert not shown.findChildren(QPrintDialog)
    assert sorted(tmp_path.iterdir()) == before
    (out,) = desk.escalations.out()
    assert out.escalation.sheets == 0


def test_without_a_printer_a_sentence_says_so_and_saving_is_one_press_away(
    shown: QWidget, place: Workplace, wait_idle: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    print_button(shown).click()
    wait_idle(place)
    assert not shown.findChildren(QPrintDialog)
    assert any("No printer is set up" in one.text() for one in shown.findChildren(QLabel) if one.isVisible())
    save = [one for one in shown.findChildren(QPushButton) if one.isVisible() and one.text().startswith("Save")][-1]
    assert save.isEnabled()
    save.click()
    (chooser,) = shown.window().findChildren(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "paper.pdf"))
    chooser.reject()
    wait_idle(place)
    with pypdfium2.PdfDocument((tmp_path / "paper.pdf").read_bytes()) as saved:
        assert len(saved) == 1


def test_a_full_disk_is_said_and_leaves_neither_file_nor_number(
    shown: QWidget, desk: Desk, place: Workplace, wait_idle: Wait, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    way_out = next(one for one in shown.findChildren(WayOut) if cast(QWidget, one.parent()).isVisible())
    folder = tmp_path / "out"
    folder.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr(new_file.os, "fsync", full)
        way_out.save_as(folder / "paper.pdf")
        wait_idle(place)
    assert not list(folder.iterdir())
    assert any("No space left" in one.text() for one in shown.findChildren(QLabel) if one.isVisible())
    (out,) = desk.escalations.out()
    assert out.escalation.sheets == 0
    way_out.save_as(folder / f"{'n' * 300}.pdf")
    wait_idle(place)
    assert not list(folder.iterdir())
    assert print_button(shown).isEnabled()
    way_out.save_as(folder / "paper.pdf")  # there is room again
    wait_idle(place)
    assert (folder / "paper.pdf").read_bytes().startswith(b"%PDF")
