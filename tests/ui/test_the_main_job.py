"""The whole job at the real window, by keyboard alone: log, escalate, sheet, return, resolve, agree, closed."""

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget
from window_hands import ALT, CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.words import Answer, CallState, ContactKind, EscalationState, EscalationType, HandoffPart
from deskapp.services.directory.acts import SaveContact
from deskapp.ui.calls.dialogs.agreement_dialog import AgreementDialog
from deskapp.ui.calls.dialogs.resolve_dialog import ResolveDialog
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.calls.page.call_page import CallPage
from deskapp.ui.documents.sheet_dialog import SheetDialog
from deskapp.ui.escalate.answers.return_dialog import ReturnDialog
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.widgets.fields.form_field import FieldError

Key = Qt.Key


def test_a_call_is_logged_escalated_printed_returned_resolved_and_closed_on_agreement_by_keyboard_alone(
    desk: Desk, person: Hands, tmp_path: Path
) -> None:
    desk.directory.save_contact(
        SaveContact(kind=ContactKind.EXPERT, name="Alex Meyer", role="Billing specialist", phones=("0161 555 0101",))
    )
    call_id = log_a_call(person)
    assert desk.overview.call(call_id).row.customer == "Jane Doe"

    escalate(person)
    (escalation,) = desk.overview.call(call_id).escalations
    assert (escalation.contact, escalation.state) == ("Alex Meyer", EscalationState.OFFERED)
    assert escalation.handoff[HandoffPart.WANTS] == "Reverse one of the two charges"

    sheet = save_the_sheet(person, tmp_path / "handoff.pdf")
    text = " ".join(PdfReader(sheet).pages[0].extract_text().split())
    for words in ("C-00001", "Jane Doe", "Alex Meyer", "Double charge on invoice 789", "Reverse one of the two"):
        assert words in text
    assert desk.overview.call(call_id).escalations[0].sheets == 1

    try_to_close_without_a_solution(person)
    assert desk.overview.call(call_id).state is CallState.OPEN

    record_the_return(person)
    assert desk.overview.call(call_id).escalations[0].state is EscalationState.RETURNED
    resolve(person)
    assert desk.overview.call(call_id).state is CallState.RESOLVED

    try_to_close_without_an_answer(person)
    assert desk.overview.call(call_id).state is CallState.RESOLVED

    agree(person)
    call = desk.overview.call(call_id)
    assert call.state is CallState.CLOSED
    assert [(one.answer, one.who) for one in call.agreements] == [(Answer.YES, "Jane Doe")]


def log_a_call(person: Hands) -> int:
    person.press(Key.Key_F2)
    dialog = person.dialog(NewCallDialog)
    person.press(Key.Key_N, CTRL | SHIFT)
    person.tab_to(dialog.who.new_caller.name)
    person.write("Jane Doe")
    person.tab_to(dialog.who.new_caller.phone)
    person.write("020 7946 0018")
    person.tab_to(dialog.what.summary)
    person.write("Double charge on invoice 789")
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(NewCallDialog)
    call_id = person.window.current.call_id
    assert call_id is not None
    assert person.window.log.current_call_id == call_id
    return call_id


def escalate(person: Hands) -> None:
    person.press(Key.Key_F8)
    dialog = person.dialog(EscalateDialog)
    person.tab_to(dialog.steps.why.box("no_solution"))
    person.press(Key.Key_Space)
    assert dialog.steps.why.types == (EscalationType.FUNCTIONAL,)
    for part, words in (
        (HandoffPart.STEPS, "Two charges confirmed, one pending"),
        (HandoffPart.WANTS, "Reverse one of the two charges"),
    ):
        person.tab_to(dialog.steps.handover.pass_on.area(part))
        person.press(Key.Key_A, CTRL)
        person.write(words)
    person.press(Key.Key_Y, ALT)
    person.press(Key.Key_Return, CTRL | SHIFT)
    assert not person.is_open(EscalateDialog), wrong(dialog)


def wrong(dialog: QWidget) -> list[str]:
    """What a dialog says is wrong, beside its fields."""
    return [one.text() for one in dialog.findChildren(FieldError) if one.isVisible()]


def save_the_sheet(person: Hands, file: Path) -> Path:
    person.press(Key.Key_P, CTRL)
    dialog = person.dialog(SheetDialog)
    person.press(Key.Key_S, CTRL)
    asked = person.dialog(QFileDialog)
    name = asked.findChild(QLineEdit, "fileNameEdit")
    assert name is not None
    assert QApplication.focusWidget() is name
    person.press(Key.Key_A, CTRL)
    person.write(str(file))
    person.press(Key.Key_Return)
    assert str(file) in dialog.notice.words
    person.press(Key.Key_Escape)
    assert not person.is_open(SheetDialog)
    return file


def try_to_close_without_a_solution(person: Hands) -> None:
    person.do("close")
    assert not person.is_open(AgreementDialog)
    panel = person.window.current.panel
    assert panel is not None
    assert "only when the customer agrees" in panel.notice.words


def record_the_return(person: Hands) -> None:
    person.press(Key.Key_Return)
    page = person.window.screens.current
    assert isinstance(page, CallPage)
    person.tab_to(page.head.more)
    person.press(Key.Key_Space)
    person.choose_in_menu("Returned")
    person.dialog(ReturnDialog)
    person.write("One charge reversed")
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(ReturnDialog)
    person.press(Key.Key_Escape)
    assert person.window.screens.current_key == "calls"


def resolve(person: Hands) -> None:
    person.do("resolve")
    person.dialog(ResolveDialog)
    person.write("One charge was reversed by billing")
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(ResolveDialog)


def try_to_close_without_an_answer(person: Hands) -> None:
    person.do("close")
    person.dialog(AgreementDialog)
    person.press(Key.Key_Return, CTRL)
    assert person.is_open(AgreementDialog)
    person.press(Key.Key_Escape)


def agree(person: Hands) -> None:
    person.do("agree")
    dialog = person.dialog(AgreementDialog)
    person.tab_to(dialog.agreement.answer)
    person.press(Key.Key_Space)
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(AgreementDialog)
