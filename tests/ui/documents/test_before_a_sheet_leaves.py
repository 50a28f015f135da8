"""Beside the sheet: who gets what, what is decided of its words, and the other ways that it leaves by."""

from collections.abc import Callable, Iterator
from email import message_from_bytes
from email.policy import default
from io import BytesIO
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QPushButton
from pytestqt.qtbot import QtBot
from scene import PASSED_ON, contact, escalate, last, log

from deskapp.desk import Desk
from deskapp.domain.handoff.marks import Decided
from deskapp.domain.words import ContactKind, HandoffPart
from deskapp.services.escalations.acts import AmendHandoff
from deskapp.ui.documents.amend_dialog import AmendDialog
from deskapp.ui.documents.sheet_dialog import SheetDialog
from deskapp.ui.work.workplace import Workplace

SAID = {
    **PASSED_ON,
    "issue": "Prints nothing. Her lawyer asks too; write to jane@canary.example or 0161 496 0333. \U00013000",
    "steps": "Restarted on 2026-11-16, told her lawyer.",
}


class Shown:
    """A sheet of a supplier, shown; its buttons are pressed."""

    def __init__(self, desk: Desk, place: Workplace, qtbot: QtBot, idle: Callable[[Workplace], None]) -> None:
        self.desk, self._place, self._idle, self._qtbot = desk, place, idle, qtbot
        self.call = log(desk).id
        inks = contact(desk, "Inks", ContactKind.SUPPLIER, may_see=("issue", "steps"), email="hello@inks.example")
        self.id = escalate(desk, self.call, inks.id, handoff=SAID).id
        self.dialog = SheetDialog(place, self.id)
        self.dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(self.dialog)
        self.dialog.open()
        self.idle()

    def idle(self) -> None:
        self._idle(self._place)
        self._qtbot.wait(120)
        self._idle(self._place)

    def press(self, button: QPushButton) -> None:
        button.click()
        self.idle()

    def decide(self) -> None:
        for words in list(self.dialog.before.rows):
            self.dialog.before.choose(words, out="lawyer" in words)
            self.idle()


@pytest.fixture
def shown(desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: Callable[[Workplace], None]) -> Iterator[Shown]:
    made = Shown(desk, place, qtbot, wait_idle)
    yield made
    made.idle()


def test_it_says_what_its_reader_gets_and_what_stays_and_which_sign_no_font_has(shown: Shown) -> None:
    before = shown.dialog.before
    assert before.gets.text() == "Reference, priority, summary\nIssue and history\nSteps already taken"
    stays = before.stays.text().splitlines()
    assert "Customer's name" in stays
    assert "Customer's number" in stays
    assert "Equipment, warranty" not in stays  # the call names none
    assert "U+13000" in before.lacking.text()
    assert list(before.rows) == ["jane@canary.example", "0161 496 0333", "lawyer"]


def test_nothing_leaves_before_every_mark_is_decided_and_the_decision_is_recorded(shown: Shown, tmp_path: Path) -> None:
    dialog = shown.dialog
    for button in (dialog.print_button, dialog.save_button, dialog.copy_button, dialog.draft_button):
        shown.press(button)
        assert "Decide first whether this goes out: jane@canary.example" in dialog.notice.words.translate(_ISOLATES)
    assert dialog.findChildren(QFileDialog) == []
    shown.decide()
    assert "lawyer" not in dialog.preview.text
    assert "Her […] asks too; write to jane@canary.example" in dialog.preview.text
    shown.press(dialog.save_button)
    (chooser,) = dialog.findChildren(QFileDialog)
    assert Path(chooser.selectedFiles()[0]).name == "handoff-C-00001-1-sheet-1-Inks.pdf"
    chooser.reject()
    dialog.save_as(tmp_path / "sheet.pdf")
    shown.idle()
    read = " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "sheet.pdf").pages)
    assert "lawyer" not in read
    payload = last(shown.desk, shown.call, "sheet").payload
    assert (payload["kept"], payload["taken_out"]) == (["jane@canary.example", "0161 496 0333"], ["lawyer"])
    assert "lawyer" not in str(payload["said"])
    # What was decided holds for the next sheet too, also from the command line.
    assert "lawyer" not in str(shown.desk.escalations.look(shown.id))
    assert shown.desk.escalations.look(shown.id).changes == ()


def test_what_somebody_else_wrote_into_it_meanwhile_does_not_leave_undecided_either(
    shown: Shown, tmp_path: Path
) -> None:
    shown.decide()
    (out,) = shown.desk.overview.call(shown.call).escalations
    shown.desk.escalations.amend(AmendHandoff(out.id, {**out.handoff, "issue": "Ask eve@canary.example"}, out.handoff))
    shown.dialog.save_as(tmp_path / "sheet.pdf")
    shown.idle()
    assert "decide first whether this goes out: eve@canary.example" in shown.dialog.notice.words.translate(_ISOLATES)
    assert not (tmp_path / "sheet.pdf").exists()
    assert "eve@canary.example" in shown.dialog.before.rows
    assert shown.desk.escalations.look(shown.id).sheet == 1
    shown.dialog.before.choose("eve@canary.example", out=True)
    shown.idle()
    shown.dialog.save_as(tmp_path / "sheet.pdf")
    shown.idle()
    read = " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "sheet.pdf").pages)
    assert "eve@" not in read


def test_the_text_is_copied_without_the_breaks_of_the_paper(shown: Shown, qapp: object) -> None:
    from PySide6.QtGui import QGuiApplication

    shown.decide()
    shown.press(shown.dialog.copy_button)
    text = QGuiApplication.clipboard().text()
    assert "Issue and history\n  Prints nothing. Her […] asks too; write to jane@canary.example or 0161" in text
    assert "C-00001/1" in text
    assert "Ada Lovelace" not in text
    assert shown.desk.escalations.look(shown.id).sheet == 1


def test_a_draft_has_the_sheet_and_is_a_sheet_of_the_handoff(shown: Shown, tmp_path: Path) -> None:
    shown.decide()
    shown.press(shown.dialog.draft_button)
    (chooser,) = shown.dialog.findChildren(QFileDialog)
    assert Path(chooser.selectedFiles()[0]).name == "handoff-C-00001-1-sheet-1-Inks.eml"
    chooser.reject()
    shown.dialog.draft_as(tmp_path / "draft.eml")
    shown.idle()
    draft = message_from_bytes((tmp_path / "draft.eml").read_bytes(), policy=default)
    assert draft["To"] == "Inks <hello@inks.example>"
    (paper,) = draft.iter_attachments()
    assert paper.get_filename() == "handoff-C-00001-1-sheet-1-Inks.pdf"
    read = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(paper.get_content())).pages)
    assert "Ada Lovelace" not in draft.as_string() + read
    assert "lawyer" not in read
    assert last(shown.desk, shown.call, "sheet").payload["way"] == "drafted"
    shown.dialog.draft_as(tmp_path / "nowhere" / "draft.eml")
    shown.idle()
    assert "could not be written" in shown.dialog.notice.words
    assert shown.desk.escalations.look(shown.id).sheet == 2


def test_the_parts_are_amended_from_the_sheet_and_it_is_drawn_anew(shown: Shown) -> None:
    shown.press(shown.dialog.amend_button)
    (amend,) = shown.dialog.findChildren(AmendDialog)
    amend.parts[HandoffPart.ISSUE].setPlainText("Prints nothing on either tray")
    amend.submit()
    shown.idle()
    assert "Prints nothing on either tray" in shown.dialog.preview.text
    assert list(shown.dialog.before.rows) == ["lawyer"]
    payload = last(shown.desk, shown.call, "handoff_amended").payload
    assert payload["becomes"] == {"issue": "Prints nothing on either tray"}


def test_of_the_houses_own_nothing_is_marked(desk: Desk) -> None:
    number = log(desk).id
    made = escalate(desk, number, contact(desk, "Grace").id, handoff=SAID)
    looked = desk.escalations.look_over(made.id)
    assert (looked.marks, looked.stays, looked.decided) == ((), (), Decided())


_ISOLATES = {0x2066: None, 0x2067: None, 0x2068: None, 0x2069: None}
