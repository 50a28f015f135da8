"""The handoff sheet looked at, printed and saved."""

import os
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pypdfium2
import pytest
from printers import painter
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.documents.pages import page_count
from deskapp.domain.clock import FixedClock
from deskapp.services.papers.leaving import LONGEST
from deskapp.ui.documents.sheet_dialog import SheetDialog
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]
Opener = Callable[..., SheetDialog]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def opened(place: Workplace, qtbot: QtBot, wait_idle: Wait) -> Iterator[Opener]:
    kept = []

    def make(escalation_id: int, **options: bool) -> SheetDialog:
        dialog = SheetDialog(place, escalation_id, **options)
        kept.append(dialog)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        qtbot.waitExposed(dialog)
        wait_idle(place)
        qtbot.wait(150)  # until the width has settled and the page was drawn for it
        wait_idle(place)
        return dialog

    yield make
    wait_idle(place)


def sheets(desk: Desk) -> int:
    (out,) = desk.escalations.out()
    return out.escalation.sheets


def test_looking_records_nothing(opened: Opener, escalation_id: int, desk: Desk) -> None:
    dialog = opened(escalation_id)
    assert dialog.preview.where == "Page 1 of 1"
    assert dialog.windowTitle() == "Handoff sheet C-00001 · 1"
    assert sheets(desk) == 0


def test_the_page_is_drawn_as_wide_as_the_room(opened: Opener, escalation_id: int) -> None:
    view = opened(escalation_id).preview.view
    assert view.device_width * 0.95 <= view.image.width() <= view.device_width + 1


def test_the_sheet_can_be_read_as_text(opened: Opener, escalation_id: int) -> None:
    dialog = opened(escalation_id)
    QTest.keyClick(dialog, Qt.Key.Key_X, Qt.KeyboardModifier.AltModifier)
    dialog.preview.as_text.setChecked(True)
    assert "Two charges on invoice 789." in dialog.preview.text
    assert dialog.preview.text.index("Alex Meyer") < dialog.preview.text.index("Two charges")
    assert dialog.preview._text.isReadOnly()
    assert dialog.preview._text.isVisible()


def test_keys_turn_the_pages(opened: Opener, long_escalation_id: int, place: Workplace, wait_idle: Wait) -> None:
    preview = opened(long_escalation_id).preview
    assert preview.where == "Page 1 of 3"
    first = preview.view.image
    for _press in range(12):
        if preview.page:
            break
        QTest.keyClick(preview.view, Qt.Key.Key_PageDown)
    assert preview.where == "Page 2 of 3"
    wait_idle(place)
    assert preview.view.image != first
    assert preview.view.verticalScrollBar().value() == 0
    QTest.keyClick(preview.view, Qt.Key.Key_End)
    assert preview.where == "Page 3 of 3"
    QTest.keyClick(preview.view, Qt.Key.Key_Right)
    assert preview.where == "Page 3 of 3"
    QTest.keyClick(preview.view, Qt.Key.Key_Home)
    assert preview.where == "Page 1 of 3"
    wait_idle(place)


def test_saving_numbers_the_sheet_and_a_reprint_is_numbered_and_says_what_changed_since(
    opened: Opener, escalation_id: int, desk: Desk, tmp_path: Path, place: Workplace, wait_idle: Wait
) -> None:
    dialog = opened(escalation_id)
    folder = tmp_path / "out"
    folder.mkdir()
    for number in (1, 2):
        path = folder / f"{number}.pdf"
        dialog.save_as(path)
        assert not dialog.save_button.isEnabled()
        wait_idle(place)
        assert sheets(desk) == number
        assert f"Sheet {number} saved as" in dialog.notice.words
        assert oct(path.stat().st_mode & 0o777) == "0o600"
    assert "nothing has changed" in read(folder / "2.pdf")
    assert sorted(os.listdir(folder)) == ["1.pdf", "2.pdf"]


def test_a_folder_that_may_only_be_read_is_said_in_words_and_nothing_is_numbered(
    opened: Opener, escalation_id: int, desk: Desk, tmp_path: Path, place: Workplace, wait_idle: Wait
) -> None:
    dialog = opened(escalation_id)
    target = tmp_path / "nowhere" / "sheet.pdf"
    dialog.save_as(target)
    wait_idle(place)
    assert f"{target} could not be written" in dialog.notice.words
    assert "Choose another folder." in dialog.notice.words
    assert sheets(desk) == 0
    assert dialog.save_button.isEnabled()


def test_the_file_dialog_offers_a_name_that_tells_which_sheet_for_whom(opened: Opener, escalation_id: int) -> None:
    dialog = opened(escalation_id)
    QTest.keyClick(dialog, Qt.Key.Key_S, CTRL)
    (chooser,) = dialog.findChildren(QFileDialog)
    assert Path(chooser.selectedFiles()[0]).name == "handoff-C-00001-1-sheet-1-Alex-Meyer.pdf"
    chooser.reject()


def test_printing_records_the_sheet_and_puts_its_pages_on_the_printer(
    opened: Opener, long_escalation_id: int, desk: Desk, tmp_path: Path, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    dialog = opened(long_escalation_id)
    with qtbot.waitSignal(dialog.printed) as told:
        dialog.print_on(painter(tmp_path / "printed.pdf", dpi=150))
        wait_idle(place)
    assert told.args[0].sheet == 1
    assert sheets(desk) == 1
    printed = (tmp_path / "printed.pdf").read_bytes()
    assert page_count(printed) == 3
    with pypdfium2.PdfDocument(printed) as document:
        width, height = document[0].get_size()
        page = document[0].render(scale=1)
        ink = sum(1 for value in bytes(page.buffer) if value < 100)
    assert (round(width), round(height)) == (595, 842)
    assert ink > 2000


def test_the_printer_is_asked_for_as_soon_as_the_sheet_can_be_seen_after_escalate_and_print(
    opened: Opener, escalation_id: int, desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    dialog = opened(escalation_id, print_now=True)
    qtbot.waitUntil(lambda: bool(dialog.findChildren(QPrintDialog)))
    (chooser,) = dialog.findChildren(QPrintDialog)
    assert chooser.isVisible()
    chooser.reject()
    assert sheets(desk) == 0


def read(path: Path) -> str:
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_saving_what_was_just_printed_is_no_new_sheet(
    opened: Opener, escalation_id: int, desk: Desk, tmp_path: Path, place: Workplace, wait_idle: Wait
) -> None:
    dialog = opened(escalation_id)
    dialog.print_on(painter(tmp_path / "printed.pdf", dpi=150))
    wait_idle(place)
    dialog.save_as(tmp_path / "kept.pdf")
    wait_idle(place)
    assert "Sheet 1 saved as" in dialog.notice.words
    assert sheets(desk) == 1
    assert [one.kind for one in desk.overview.call(1).events][-2:] == ["sheet", "paper_again"]
    assert "nothing has changed" not in read(tmp_path / "kept.pdf")
    dialog.print_on(painter(tmp_path / "printed.pdf", dpi=150))  # printed once more it is one
    wait_idle(place)
    assert sheets(desk) == 2


def test_what_was_on_its_way_when_a_program_ended_is_told_by_the_next_start(
    escalation_id: int, desk: Desk, clock: FixedClock, request: pytest.FixtureRequest, place: Workplace, wait_idle: Wait
) -> None:
    desk.escalations.begin_sheet(escalation_id)
    clock.advance(LONGEST + timedelta(seconds=1))
    request.getfixturevalue("person")
    wait_idle(place)
    assert desk.overview.call(1).events[-1].kind == "paper_failed"
