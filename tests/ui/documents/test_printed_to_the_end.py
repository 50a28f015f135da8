"""Printed to the end: hands at the window, the system's own dialog, a real queue, and what comes out of it."""

import tempfile
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from cups import Cups, point_qt_at, running
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from window_hands import Hands

from deskapp.desk import Desk
from deskapp.ui.documents.sheet_dialog import SheetDialog
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]


@pytest.fixture
def cups(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cups]:
    # As root its parts run as another user, who may not look into a folder of the tests.
    # On the disk: a path below /dev is a device to CUPS, and no file is made there.
    with tempfile.TemporaryDirectory(prefix="deskapp-cups-", dir="/var/tmp") as folder:
        Path(folder).chmod(0o755)
        with running(Path(folder)) as server:
            monkeypatch.setenv("CUPS_SERVER", server.address)
            point_qt_at(server.address)
            try:
                yield server
            finally:
                point_qt_at(None)


def chooser(parent: QWidget) -> QPrintDialog:
    (found,) = (one for one in parent.findChildren(QPrintDialog) if one.isVisible())
    names = [
        box for box in found.findChildren(QComboBox) if Cups.printer in [box.itemText(n) for n in range(box.count())]
    ]
    names[0].setCurrentText(Cups.printer)
    return found


def test_a_handoff_sheet_reaches_the_printer_as_text_and_is_numbered_then(
    cups: Cups, desk: Desk, escalation_id: int, place: Workplace, person: Hands, qtbot: QtBot, wait_idle: Wait
) -> None:
    dialog = SheetDialog(place, escalation_id, person.window)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    wait_idle(place)
    qtbot.waitUntil(lambda: dialog.ready)
    QTest.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    wait_idle(place)
    asked = chooser(dialog)
    next(one for one in asked.findChildren(QRadioButton) if one.objectName() == "duplexLong").setChecked(True)
    QTest.keyClick(asked, Qt.Key.Key_Return)
    wait_idle(place)
    assert dialog.notice.words == "Sheet 1 was sent to the printer."
    cups.printed()
    (page,) = PdfReader(BytesIO(cups.file)).pages
    said = " ".join(page.extract_text().split())
    assert "Two charges on invoice 789." in said
    assert "Alex Meyer" in said
    assert "two-sided-long-edge" in cups.told(1)
    assert [one.kind for one in desk.overview.call(1).events][-1] == "sheet"
    # Printed again, the dialog stands as it was left.
    QTest.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    wait_idle(place)
    asked = chooser(dialog)
    assert next(one for one in asked.findChildren(QRadioButton) if one.objectName() == "duplexLong").isChecked()
    asked.reject()
    # A queue that takes nothing is said, recorded as not printed, and uses up no number.
    cups.admin("cupsreject", Cups.printer)
    QTest.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    wait_idle(place)
    QTest.keyClick(chooser(dialog), Qt.Key.Key_Return)
    wait_idle(place)
    assert "takes no jobs" in dialog.notice.words
    whole = desk.overview.call(1)
    assert [one.kind for one in whole.events][-1] == "paper_failed"
    assert whole.escalations[0].sheets == 1
    assert dialog.print_button.isEnabled()
    dialog.reject()
