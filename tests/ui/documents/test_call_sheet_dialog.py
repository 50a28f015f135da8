"""A call on paper for the desk, copied as text, and drafted as an e-mail, from the acts of a call."""

from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import cast

import pypdfium2
import pytest
from printers import painter
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.call_life import CallAct
from deskapp.domain.words import Consent, ContactKind, EscalationType, Role, Tone, Transfer
from deskapp.services.calls.acts import AddNote, EditCall, LogCall, MakeConfidential, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import AmendHandoff, Escalate
from deskapp.services.overview.views import CallDetail
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.attachments.copies import copies
from deskapp.ui.calls import acts
from deskapp.ui.calls.act_row import Asked, fits
from deskapp.ui.calls.dialogs.email_dialog import EmailDialog
from deskapp.ui.documents.call_sheet_dialog import CallSheetDialog
from deskapp.ui.documents.sheet_dialog import SheetDialog
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]
#: A word in each field; which of them a paper may tell is what is looked at.
SAID = {"summary": "canarysummary", "details": "canarydetails", "wants": "canarywants", "steps": "canarysteps"}


@pytest.fixture
def call(desk: Desk) -> CallDetail:
    customer = NewCustomer("Jane Doe", account="canaryaccount", phone="020 7946 0018", email="jane@example.org")
    logged = {name: words for name, words in SAID.items() if name != "steps"}
    made = desk.calls.log(LogCall(**logged, tone=Tone.FRUSTRATED, new_customer=customer)).value
    version = desk.overview.call(made.id).version
    desk.calls.edit(EditCall(made.id, version, **SAID, tone=Tone.FRUSTRATED, category_id=None, customer_deadline=None))
    desk.calls.note(AddNote(made.id, "canarynote"))
    return desk.overview.call(made.id)


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    return window


def read_pdf(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def asked(place: Workplace, call: CallDetail, window: QWidget, act: CallAct) -> QWidget:
    row = acts.row(act)
    if row.dialog is not None:
        dialog = row.dialog(place, call, window)
        dialog.open()
        return dialog
    assert row.at_once is not None
    row.at_once(Asked(place, call, window, window, None, lambda _act, _call: None))
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, CallSheetDialog | SheetDialog)]
    return shown[-1] if shown else window


def test_a_call_that_nobody_else_has_is_printed_for_the_desk_and_numbered_when_it_leaves(
    desk: Desk, place: Workplace, call: CallDetail, window: QWidget, wait_idle: Wait, tmp_path: Path
) -> None:
    dialog = asked(place, call, window, CallAct.SHEET)
    assert isinstance(dialog, CallSheetDialog)
    wait_idle(place)
    for word in (*SAID.values(), "canaryaccount", "canarynote", "frustrated"):
        assert word in dialog.preview.text, word
    assert "Timeline" in dialog.preview.text
    dialog.timeline.setChecked(False)
    wait_idle(place)
    assert "Timeline" not in dialog.preview.text
    assert [one.kind for one in desk.overview.call(call.row.id).events][-1] == "note"  # looking records nothing
    dialog.save_as(tmp_path / "call.pdf")
    wait_idle(place)
    assert "canarysteps" in read_pdf((tmp_path / "call.pdf").read_bytes())
    dialog.print_on(painter(tmp_path / "printed.pdf"))
    wait_idle(place)
    wait_idle(place)
    assert (tmp_path / "printed.pdf").stat().st_size > 1000
    lines = [one.payload for one in desk.overview.call(call.row.id).events if one.kind == "call_sheet"]
    assert [(one["number"], one["way"]) for one in lines] == [(1, "saved"), (2, "printed")]
    dialog.save_as(tmp_path / "kept.pdf")  # as it was printed
    wait_idle(place)
    kinds = [one.kind for one in desk.overview.call(call.row.id).events]
    assert kinds[-2:] == ["call_sheet", "paper_again"]
    dialog.timeline.setChecked(True)  # now it is another paper
    wait_idle(place)
    dialog.save_as(tmp_path / "nowhere" / "call.pdf")
    wait_idle(place)
    assert dialog.notice.words
    assert len([one for one in desk.overview.call(call.row.id).events if one.kind == "call_sheet"]) == 2
    dialog.reject()


def test_a_call_is_copied_as_text_and_nothing_of_one_that_is_not_for_whoever_works_here(
    desk: Desk, place: Workplace, call: CallDetail, window: QWidget, wait_idle: Wait
) -> None:
    asked(place, call, window, CallAct.COPY_TEXT)
    said = QGuiApplication.clipboard().text()
    assert all(word in said for word in (*SAID.values(), "canarynote"))
    agent = desk.site.save_staff(SaveStaff("Agent", Role.AGENT)).value.id
    desk.calls.make_confidential(MakeConfidential(call.row.id, "Personnel."))
    desk.work.staff_id = agent
    masked = desk.overview.call(call.row.id)
    for act in (CallAct.DESK_SHEET, CallAct.COPY_TEXT, CallAct.EMAIL):
        assert not fits(acts.row(act), masked)
    from deskapp.ui.documents.call_text import copy_call

    copy_call(place, masked)
    assert "canary" not in QGuiApplication.clipboard().text()


def escalated(desk: Desk, call: CallDetail) -> None:
    contact = desk.directory.save_contact(
        SaveContact(ContactKind.SUPPLIER, "Ink Ltd", email="help@ink.example", may_see=("issue",))
    ).value
    passed = {"issue": "canaryissue", "steps": "canarysteps", "wants": "canarywants"}
    made = Escalate(
        call.row.id,
        types=(EscalationType.FUNCTIONAL,),
        triggers=(("no_solution", ""),),
        contact_id=contact.id,
        handoff=passed,
        consent=Consent.YES,
        transfer=Transfer.WARM,
    )
    desk.escalations.escalate(made)


def draft(path: Path) -> tuple[EmailMessage, str]:
    """A draft, and all that it says: headers, text and paper."""
    read = cast(EmailMessage, message_from_bytes(path.read_bytes(), policy=default))
    (paper,) = read.iter_attachments()
    body = read.get_body()
    assert body is not None
    return read, f"{read['Subject']} {read['To']} {body.get_content()} {read_pdf(paper.get_content())}"


def test_a_draft_tells_each_reader_what_they_may_see_and_nothing_else(
    desk: Desk, place: Workplace, call: CallDetail, window: QWidget, wait_idle: Wait, tmp_path: Path
) -> None:
    escalated(desk, call)
    whole = desk.overview.call(call.row.id)
    dialog = asked(place, whole, window, CallAct.EMAIL)
    assert isinstance(dialog, EmailDialog)
    dialog.trigger()
    assert dialog.reader.accessibleDescription()  # nobody is chosen before
    dialog.reader.pill("customer").click()
    dialog.save_as(tmp_path / "customer.eml")
    wait_idle(place)
    read, said = draft(tmp_path / "customer.eml")
    assert str(read["To"]) == "Jane Doe <jane@example.org>"
    assert all(word in said for word in ("canarydetails", "canarywants", call.row.ref))
    for word in ("canarysummary", "canarysteps", "canarynote", "frustrated", "Ink Ltd", "canaryaccount"):
        assert word not in said, word
    dialog = asked(place, whole, window, CallAct.EMAIL)
    assert isinstance(dialog, EmailDialog)
    dialog.reader.pill(f"contact {whole.escalations[0].contact_id}").click()
    wait_idle(place)
    dialog.save_as(tmp_path / "contact.eml")
    wait_idle(place)
    read, said = draft(tmp_path / "contact.eml")
    assert str(read["To"]) == "Ink Ltd <help@ink.example>"
    assert "canaryissue" in said
    for word in ("canarydetails", "canarysteps", "canarywants", "canarynote", "Jane", "canaryaccount", "7946 0018"):
        assert word not in said, word
    kinds = [one.kind for one in desk.overview.call(call.row.id).events]
    assert (kinds.count("call_sheet"), kinds.count("sheet")) == (2, 1)


def test_nothing_that_is_marked_and_undecided_is_in_a_draft_to_a_contact(
    desk: Desk, place: Workplace, call: CallDetail, window: QWidget, wait_idle: Wait, tmp_path: Path
) -> None:
    escalated(desk, call)
    (one,) = desk.overview.call(call.row.id).escalations
    desk.escalations.amend(AmendHandoff(one.id, {**one.handoff, "issue": "Ask ann@example.org"}, one.handoff))
    dialog = asked(place, desk.overview.call(call.row.id), window, CallAct.EMAIL)
    assert isinstance(dialog, EmailDialog)
    dialog.reader.pill(f"contact {one.contact_id}").click()
    wait_idle(place)
    dialog.save_as(tmp_path / "contact.eml")
    wait_idle(place)
    assert "decide first whether this goes out: ann@example.org" in dialog.notice.words
    assert not (tmp_path / "contact.eml").exists()
    assert not {one.kind for one in desk.overview.call(call.row.id).events} & {"call_sheet", "sheet"}


def test_a_draft_is_opened_from_a_folder_of_this_window_alone_or_not_left_there(
    desk: Desk,
    place: Workplace,
    call: CallDetail,
    window: QWidget,
    wait_idle: Wait,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    opened: list[Path] = []
    works = [False, True]

    def open_url(url: QUrl) -> bool:
        opened.append(Path(url.toLocalFile()))
        return works.pop(0)

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    dialog = asked(place, call, window, CallAct.EMAIL)
    assert isinstance(dialog, EmailDialog)
    dialog.reader.pill("customer").click()
    dialog.trigger()
    wait_idle(place)
    assert not opened[0].exists()
    assert "Save the draft" in dialog.notice.words
    dialog.trigger()
    wait_idle(place)
    assert draft(opened[1])[0]["X-Unsent"] == "1"
    assert opened[1].parent.stat().st_mode & 0o777 == 0o700
    assert opened[1].stat().st_mode & 0o077 == 0
    copies.end()
    assert not opened[1].exists()
