"""A sheet comes back: its code is scanned into the search, the words are typed, and the return is recorded."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from scene import contact, escalate, log, staff
from window_hands import CTRL, Hands

from deskapp.desk import Desk
from deskapp.domain.words import EscalationState, Role
from deskapp.services.calls.acts import MakeConfidential
from deskapp.services.escalations.acts import ReturnEscalation
from deskapp.ui.escalate.answers.return_dialog import ReturnDialog

Key = Qt.Key


def _drop(dialog: ReturnDialog, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, modifiers = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    where = dialog.rect().center()
    QApplication.sendEvent(dialog, QDragEnterEvent(where, Qt.DropAction.CopyAction, data, buttons, modifiers))
    QApplication.sendEvent(dialog, QDropEvent(QPointF(where), Qt.DropAction.CopyAction, data, buttons, modifiers))


def test_scanned_from_any_screen_it_opens_the_return_and_takes_words_and_the_paper(
    desk: Desk, person: Hands, tmp_path: Path
) -> None:
    number = log(desk, "Copier jams").id
    escalate(desk, number, contact(desk, "Inks").id)
    person.press(Key.Key_3, CTRL)
    person.press(Key.Key_K, CTRL)
    # A scanner waits for nobody: its line ends with Enter, and a hand types on at once.
    field = person.window.search
    for sign in "C-00001-1":
        QTest.keyClicks(field, sign)
    QTest.keyClick(field, Key.Key_Return)
    person._idle()
    dialog = person.dialog(ReturnDialog)
    assert field.text() == ""
    person.write("Roller changed")
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4\n%%EOF\n")
    _drop(dialog, scan)
    person._idle()
    assert [one.name for one in dialog.files.files] == ["scan.pdf"]
    person.press(Key.Key_Return, CTRL)
    call = desk.overview.call(number)
    assert (call.escalations[0].state, call.escalations[0].outcome) == (EscalationState.RETURNED, "Roller changed")
    assert [one.name for one in call.attachments] == ["scan.pdf"]


@pytest.mark.parametrize(
    ("typed", "said", "opens"),
    [
        ("C-00001/1", "Handoff 1 of C-00001 has come back already.", True),
        ("C-00001/7", "C-00001 has no handoff 7.", True),
        ("C-00099/1", "There is no call C-00099.", False),
    ],
)
def test_one_that_is_not_out_is_said_plainly_and_its_call_opened(
    desk: Desk, person: Hands, typed: str, said: str, opens: bool
) -> None:
    number = log(desk, "Copier jams").id
    made = escalate(desk, number, contact(desk, "Inks").id)
    desk.escalations.give_back(ReturnEscalation(made.id, "Done"))
    person.do(typed)
    assert not person.is_open(ReturnDialog)
    assert person.window.shell.said == said
    assert (person.window.current.call_id == number) is opens


def test_of_a_confidential_call_a_code_tells_nothing(desk: Desk) -> None:
    number = log(desk, "Copier jams").id
    escalate(desk, number, contact(desk, "Inks").id)
    desk.calls.make_confidential(MakeConfidential(number, "Personnel"))
    desk.sign_in(staff(desk, Role.AGENT))
    found = desk.escalations.by_code("C-00001/1")
    assert found is not None
    assert (found.masked, found.escalation) == (True, None)
