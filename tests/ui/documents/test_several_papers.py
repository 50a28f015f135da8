"""Several papers in one go: how far it is, stopped and gone on with, and what became of each."""

import errno
import gc
import os
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from printers import painter
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot
from window_hands import CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.documents import new_file
from deskapp.domain.words import Consent, ContactKind, EscalationType, Paper, Role, Transfer
from deskapp.services.calls.acts import LogCall, MakeConfidential, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import AmendHandoff, Escalate
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.documents.several_papers_dialog import SeveralPapersDialog
from deskapp.ui.documents.way_out import Sent
from deskapp.ui.escalate.out_papers import sets_of
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]


@pytest.fixture
def handed(desk: Desk) -> None:
    """Four calls; Ink Ltd holds the first two of them, Alex Meyer the third, and nobody the last."""
    passed = {"issue": "It stands still", "steps": "Looked", "wants": "It going"}
    ink, alex = (
        desk.directory.save_contact(SaveContact(kind, name)).value.id
        for kind, name in ((ContactKind.SUPPLIER, "Ink Ltd"), (ContactKind.EXPERT, "Alex Meyer"))
    )
    for number, contact in enumerate((ink, ink, alex, None)):
        caller = NewCustomer(f"Customer {number}", phone=f"020 7946 001{number}")
        call = desk.calls.log(LogCall(f"Printer {number}", new_customer=caller)).value
        if contact is not None:
            desk.escalations.escalate(
                Escalate(
                    call.id,
                    types=(EscalationType.FUNCTIONAL,),
                    triggers=(("no_solution", ""),),
                    contact_id=contact,
                    handoff=passed,
                    consent=Consent.YES,
                    transfer=Transfer.WARM,
                )
            )


@pytest.fixture
def dialog(handed: None, desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: Wait) -> SeveralPapersDialog:
    place.load_facts()
    wait_idle(place)
    made = SeveralPapersDialog(place, sets_of(desk.escalations.out(), Paper.A4), Paper.A4)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(made)
    made.open()
    return made


def kinds(desk: Desk, call_id: int) -> list[str]:
    return [one.kind for one in desk.overview.call(call_id).events if "sheet" in one.kind or "paper" in one.kind]


def test_the_selected_calls_are_saved_each_in_a_file_of_its_own_and_none_over_another(
    handed: None,
    desk: Desk,
    person: Hands,
    place: Workplace,
    wait_idle: Wait,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    person.window.log.reload()
    wait_idle(place)
    person.window.log.table.setFocus()
    person.press(Qt.Key.Key_A, CTRL)
    person.press(Qt.Key.Key_P, CTRL)
    dialog = person.dialog(SeveralPapersDialog)
    words = [dialog.which.itemText(number) for number in range(dialog.which.count())]
    assert words == ["3 handoff sheets", "4 calls for the desk", "4 calls for the desk, with their timelines"]
    dialog.which.setCurrentIndex(1)
    person.press(Qt.Key.Key_Return, CTRL)
    assert "No printer is set up" in dialog.notice.words
    assert dialog.save_button.hasFocus()
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "call-C-00001.pdf").write_bytes(b"kept")
    QTest.mouseClick(dialog.save_button, Qt.MouseButton.LeftButton)
    (chooser,) = dialog.findChildren(QFileDialog)
    chooser.fileSelected.emit(str(tmp_path / "out"))
    chooser.reject()
    wait_idle(place)
    assert dialog.notice.words == "4 papers are out."
    assert dialog.became.text().splitlines()[0].startswith("C-0000")
    assert (tmp_path / "out" / "call-C-00001.pdf").read_bytes() == b"kept"
    for number in range(1, 5):
        name = f"call-C-0000{number}{'-2' if number == 1 else ''}.pdf"
        with pypdfium2.PdfDocument((tmp_path / "out" / name).read_bytes()) as saved:
            assert f"Printer {number - 1}" in saved[0].get_textpage().get_text_range()
        assert kinds(desk, number) == ["call_sheet"]
    assert not dialog.main_button.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_where_the_disk_fails_the_rest_waits_and_is_gone_on_with(
    dialog: SeveralPapersDialog,
    desk: Desk,
    place: Workplace,
    wait_idle: Wait,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fsync, left = os.fsync, [2]

    def full(handle: int) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        fsync(handle)

    with monkeypatch.context() as patched:
        patched.setattr(new_file.os, "fsync", full)  # of the file, then of its folder: the second paper does not fit
        dialog.save_in(tmp_path)
        wait_idle(place)
    assert dialog.notice.words == "1 paper is out. 1 did not leave. 1 is left."
    first, second, third = dialog.became.text().splitlines()
    assert "Sheet 1 saved as" in first
    assert "No space left" in second
    assert third.endswith("not yet")
    assert [kinds(desk, number) for number in (1, 2, 3)] == [["sheet"], ["paper_failed"], []]
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    dialog.save_in(tmp_path)
    wait_idle(place)
    assert dialog.notice.words == "3 papers are out."
    assert len(dialog.became.text().splitlines()) == 3
    assert [kinds(desk, number)[-1] for number in (1, 2, 3)] == ["sheet"] * 3
    assert [one.escalation.sheets for one in desk.escalations.out()] == [1, 1, 1]


def test_what_is_refused_for_one_paper_costs_that_paper_alone(
    dialog: SeveralPapersDialog, desk: Desk, place: Workplace, wait_idle: Wait, tmp_path: Path
) -> None:
    desk.calls.make_confidential(MakeConfidential(1, "Personnel"))
    desk.work.staff_id = desk.site.save_staff(SaveStaff("Agent", Role.AGENT)).value.id
    dialog.print_on(painter(tmp_path / "printed.pdf", dpi=300))
    wait_idle(place)
    assert dialog.notice.words == "2 papers are out. 1 did not leave."
    assert dialog.became.text().splitlines()[0].startswith("C-00001, handoff 1, Ink Ltd: ")
    assert kinds(desk, 2) == ["sheet"]
    assert dialog.main_button.isVisible()


def test_escape_stops_it_after_the_paper_that_is_on_its_way(
    dialog: SeveralPapersDialog, desk: Desk, place: Workplace, wait_idle: Wait, tmp_path: Path
) -> None:
    dialog.save_in(tmp_path)
    assert dialog.progress.isVisible()
    assert dialog.told.text().startswith("1 of 3: C-00001, handoff 1, Ink Ltd")
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    wait_idle(place)
    assert dialog.isVisible()
    assert dialog.notice.words == "1 paper is out. 2 are left."
    assert len(list(tmp_path.glob("*.pdf"))) == 1
    gc.collect()
    assert not [one for one in gc.get_objects() if isinstance(one, Sent)]  # no paper is kept in memory


def test_what_a_contact_holds_is_printed_from_the_list_of_escalations(
    handed: None, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    person.do("Escalations")
    wait_idle(place)
    person.press(Qt.Key.Key_D, CTRL | SHIFT)
    dialog = person.dialog(SeveralPapersDialog)
    words = [dialog.which.itemText(number) for number in range(dialog.which.count())]
    assert words == ["Everything that is out: 3 sheets", "What Ink Ltd holds: 2", "What Alex Meyer holds: 1"]
    dialog.which.setCurrentIndex(1)
    assert dialog.left == 2
    assert isinstance(dialog, QDialog)
    dialog.reject()


def test_a_sheet_with_something_to_decide_is_not_sent_with_the_others(
    dialog: SeveralPapersDialog, desk: Desk, place: Workplace, wait_idle: Wait, tmp_path: Path
) -> None:
    one = desk.overview.call(1).escalations[0]
    desk.escalations.amend(AmendHandoff(one.id, {**one.handoff, "issue": "Ask ann@example.org"}, one.handoff))
    dialog.save_in(tmp_path)
    wait_idle(place)
    assert dialog.notice.words == "2 papers are out. 1 did not leave."
    assert "decide first whether this goes out: ann@example.org" in dialog.became.text()
    assert kinds(desk, 1) == []
