"""An agent's morning at the real window: twelve calls by keyboard alone, strokes and moves of focus counted."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinterInfo
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from window_hands import ALT, CTRL, NONE, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import (
    Answer,
    CallState,
    Channel,
    Consent,
    ContactKind,
    EscalationType,
    Impact,
    Role,
    Transfer,
    Urgency,
)
from deskapp.services.calls.acts import AddNote, LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.library.acts import SaveTemplate
from deskapp.services.overview.views import CallDetail
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.calls.dialogs.call_back_dialog import CallBackDialog
from deskapp.ui.calls.dialogs.note_dialog import NoteDialog
from deskapp.ui.calls.dialogs.resolve_dialog import ResolveDialog
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.documents.sheet_dialog import SheetDialog
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog

Key = Qt.Key
BROOK, QUAYSIDE, HARBOUR, NOBODY = "0161 496 0233", "0161 496 0240", "0161 496 0250", "020 7946 0018"


class Agent:
    """A keyboard that counts: key strokes beside text, and how often the keyboard went from one field to another."""

    def __init__(self, person: Hands, desk: Desk) -> None:
        self.person, self.desk = person, desk
        self.strokes = self.moves = 0

    def begin(self) -> None:
        self.strokes = self.moves = 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        before, window = QApplication.focusWidget(), QApplication.activeWindow()
        self.person.press(key, modifiers)
        self.strokes += 1
        self.moves += QApplication.activeWindow() is window and QApplication.focusWidget() is not before

    def write(self, words: str) -> None:
        self.person.write(words)

    def answer(self, caller: str) -> NewCallDialog:
        """Somebody rings: a New call, with who it is typed."""
        before = open_calls()
        self.press(Key.Key_F2)
        (dialog,) = [one for one in open_calls() if one not in before]
        self.write(caller)
        return dialog

    def look_up(self, reference: str) -> None:
        self.press(Key.Key_K, CTRL)
        self.write(reference)
        self.press(Key.Key_Return)

    def newest(self) -> CallDetail:
        return self.desk.overview.call(max(row.id for row in self.desk.lists.calls("open")))


@pytest.fixture(autouse=True)
def before_the_morning(desk: Desk, clock: FixedClock) -> dict[str, int]:
    """What colleagues left: two customers, an expert, a template, and calls that wait for somebody."""
    billing = next(one for one in desk.facts().categories if one.name == "Billing")
    desk.directory.save_customer(SaveCustomer("Brook Logistics", phones=(BROOK,)))
    desk.directory.save_customer(SaveCustomer("Quayside Café", phones=(QUAYSIDE,)))
    harbour = desk.directory.save_customer(SaveCustomer("Harbour Dental", phones=(HARBOUR,))).value.id
    desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Alex Meyer", skills=(billing.id,)))
    desk.templates.save(SaveTemplate("Card reader", billing.id, "Card reader: ", "", Impact.SITE, Urgency.NOW))
    left = {}
    for name in ("spoken to", "promised", "noted", "solved"):
        act = LogCall(f"To be {name}", new_customer=NewCustomer(f"Ada {name}", phone="0161 496 0171"))
        left[name] = desk.calls.log(act).value.id
    left["open"] = desk.calls.log(LogCall("Network drops", customer_id=harbour)).value.id
    checks = tuple(check for check, _text in billing.checks)
    jane = NewCustomer("Jane Doe", phone="0161 496 0172")
    charge = LogCall("Double charge on invoice 789", new_customer=jane, category_id=billing.id)
    charge = replace(charge, details="Both seen here.", wants="Reverse one.", checks=checks)
    left["charge"] = desk.calls.log(charge).value.id
    desk.calls.note(AddNote(left["charge"], "Two charges confirmed"))
    desk.sign_in(desk.site.save_staff(SaveStaff("Nina Kaur", Role.AGENT)).value.id)
    clock.advance(timedelta(minutes=1))
    return left


def test_a_morning_of_twelve_calls_by_keyboard(
    desk: Desk,
    person: Hands,
    before_the_morning: dict[str, int],
    qtbot: QtBot,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # One stands in the room; its dialog offers a file beside it.
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", lambda: ["Office"])
    agent, left = Agent(person, desk), before_the_morning
    a_known_caller(agent)
    a_new_caller(agent)
    a_second_caller_while_one_is_typed(agent)
    a_caller_with_an_open_call(agent, left["open"], qtbot)
    an_escalation_with_its_sheet(agent, left["charge"], tmp_path / "sheet.pdf")
    spoken_to(agent, left["spoken to"])
    a_promise(agent, left["promised"])
    a_note(agent, left["noted"])
    solved_and_agreed(agent, left["solved"])
    with_a_picture(agent)
    one_of_a_kind(agent)
    looked_up(agent, left["charge"])
    assert not open_calls()
    assert desk.drafts.kept("new-call") == ()
    # Of all that was typed nothing went to another call: those of before, and six that are new.
    assert sorted(row.summary for row in desk.lists.calls("open")) == sorted(
        (
            *("To be spoken to", "To be promised", "To be noted", "Network drops", "Double charge on invoice 789"),
            *("No network in the warehouse", "The till is frozen", "No light", "Menus for tonight", "An odd message"),
            "Card reader: no reply",
        )
    )


def a_known_caller(agent: Agent) -> None:
    agent.begin()
    agent.answer(BROOK)
    agent.press(Key.Key_Return)
    agent.write("No network in the warehouse")
    agent.press(Key.Key_Return, CTRL)
    assert agent.strokes == 3
    call = agent.newest()
    assert (call.customer.name, call.row.summary) == ("Brook Logistics", "No network in the warehouse")
    assert (call.row.owner, call.channel) == ("Nina Kaur", Channel.PHONE)
    assert agent.person.window.log.current_call_id == call.row.id


def a_new_caller(agent: Agent) -> None:
    agent.begin()
    dialog = agent.answer(NOBODY)
    agent.press(Key.Key_Return)
    agent.write("Ann Lee")
    agent.press(Key.Key_Tab)
    agent.write("Mill Lane Stores")
    agent.press(Key.Key_Tab)
    agent.press(Key.Key_Tab)
    agent.write("M-77")
    agent.press(Key.Key_Return)
    assert QApplication.focusWidget() is dialog.what.summary
    assert agent.moves == 5
    agent.write("The till is frozen")
    agent.press(Key.Key_Return, CTRL)
    call = agent.newest()
    assert (call.customer.name, call.customer.organisation) == ("Ann Lee", "Mill Lane Stores")
    assert (call.customer.phones, call.customer.account) == ((NOBODY,), "M-77")
    assert call.row.summary == "The till is frozen"


def a_second_caller_while_one_is_typed(agent: Agent) -> None:
    first = agent.answer(QUAYSIDE)
    agent.press(Key.Key_Return)
    agent.write("Menus for")
    agent.begin()
    agent.answer(NOBODY)
    agent.press(Key.Key_Return)
    agent.write("No light")
    agent.press(Key.Key_Return, CTRL)
    assert agent.strokes == 3
    call = agent.newest()
    assert (call.customer.name, call.row.summary) == ("Ann Lee", "No light")
    # As Alt+Tab does: the first one is as it was left.
    assert open_calls() == [first]
    go_to(first, agent)
    agent.write(" tonight")
    agent.press(Key.Key_Return, CTRL)
    call = agent.newest()
    assert (call.customer.name, call.row.summary) == ("Quayside Café", "Menus for tonight")


def a_caller_with_an_open_call(agent: Agent, call_id: int, qtbot: QtBot) -> None:
    agent.begin()
    dialog = agent.answer(HARBOUR)
    assert [card.row.id for card in dialog.who.open_calls.cards] == [call_id]
    agent.press(Key.Key_A, ALT)
    qtbot.waitUntil(lambda: not open_calls())  # a button pressed by its letter is shown so for a moment
    agent.person._idle()
    agent.person.dialog(NoteDialog)
    agent.write("Down again since nine")
    agent.press(Key.Key_Return, CTRL)
    assert agent.strokes == 3
    told = agent.desk.overview.call(call_id).events[-1]
    assert (told.kind, told.payload["words"], told.by) == ("customer_told", "Down again since nine", "Nina Kaur")


def an_escalation_with_its_sheet(agent: Agent, call_id: int, file: Path) -> None:
    agent.look_up(f"C-{call_id:05}")
    agent.begin()
    agent.press(Key.Key_F8)
    agent.person.dialog(EscalateDialog)
    agent.press(Key.Key_Y, ALT)
    agent.press(Key.Key_T, ALT)
    agent.write("45 min")
    agent.press(Key.Key_Return, CTRL)
    sheet = agent.person.dialog(SheetDialog)
    (printer,) = sheet.findChildren(QPrintDialog)
    where = printer.findChild(QLineEdit, "filename")
    assert isinstance(where, QLineEdit)
    where.setText(str(file))
    QTest.keyClick(printer, Key.Key_Return)
    agent.person._idle()
    agent.strokes += 1
    agent.press(Key.Key_Escape)
    assert agent.strokes <= 7
    (escalation,) = agent.desk.overview.call(call_id).escalations
    assert (escalation.contact, escalation.types) == ("Alex Meyer", (EscalationType.FUNCTIONAL,))
    assert (escalation.consent, escalation.transfer) == (Consent.YES, Transfer.WARM)
    assert (escalation.estimate, escalation.sheets) == (timedelta(minutes=45), 1)
    assert file.read_bytes().startswith(b"%PDF")
    assert agent.desk.overview.call(call_id).row.with_name == "Alex Meyer"


def spoken_to(agent: Agent, call_id: int) -> None:
    agent.look_up(f"C-{call_id:05}")
    agent.begin()
    agent.press(Key.Key_F7)
    assert agent.strokes == 1
    told = agent.desk.overview.call(call_id).events[-1]
    assert (told.kind, told.by) == ("customer_told", "Nina Kaur")


def a_promise(agent: Agent, call_id: int) -> None:
    agent.look_up(f"C-{call_id:05}")
    agent.press(Key.Key_B, CTRL)
    dialog = agent.person.dialog(CallBackDialog)
    agent.write("14:30")
    agent.person.tab_to(dialog.words)
    agent.write("The new card")
    agent.press(Key.Key_Return, CTRL)
    promise = agent.desk.overview.call(call_id).promises[-1]
    assert (promise.due_at, promise.words) == (datetime(2026, 11, 16, 14, 30, tzinfo=UTC), "The new card")
    assert (promise.phone, promise.kept_at) == ("0161 496 0171", None)


def a_note(agent: Agent, call_id: int) -> None:
    agent.look_up(f"C-{call_id:05}")
    agent.begin()
    agent.press(Key.Key_F4)
    agent.write("Ordered the part, it comes on Friday")
    agent.press(Key.Key_Return, CTRL)
    assert agent.strokes == 2
    told = agent.desk.overview.call(call_id).events[-1]
    assert (told.kind, told.payload["words"]) == ("note", "Ordered the part, it comes on Friday")


def solved_and_agreed(agent: Agent, call_id: int) -> None:
    agent.look_up(f"C-{call_id:05}")
    agent.press(Key.Key_F12)
    dialog = agent.person.dialog(ResolveDialog)
    agent.write("Cable reseated")
    agent.person.tab_to(dialog.agreement.answer)
    agent.press(Key.Key_Left)
    agent.press(Key.Key_Left)
    agent.press(Key.Key_Space)
    assert dialog.agreement.answer.value == Answer.YES
    agent.press(Key.Key_Return, CTRL)
    call = agent.desk.overview.call(call_id)
    assert (call.state, call.solution) == (CallState.CLOSED, "Cable reseated")
    assert [(one.answer, one.who, one.by) for one in call.agreements] == [(Answer.YES, "Ada solved", "Nina Kaur")]


def with_a_picture(agent: Agent) -> None:
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    agent.begin()
    agent.answer(QUAYSIDE)
    agent.press(Key.Key_Return)
    agent.write("An odd message")
    agent.press(Key.Key_V, CTRL)
    agent.press(Key.Key_Return, CTRL)
    assert agent.strokes == 4
    call = agent.newest()
    assert (call.row.summary, [one.waiting for one in call.attachments]) == ("An odd message", [False])


def one_of_a_kind(agent: Agent) -> None:
    agent.begin()
    dialog = agent.answer(QUAYSIDE)
    agent.press(Key.Key_Return)
    agent.press(Key.Key_T, CTRL | SHIFT)
    agent.person.choose_in_menu("Card reader · Billing")
    assert QApplication.focusWidget() is dialog.what.summary
    agent.write("no reply")
    agent.press(Key.Key_Return, CTRL)
    call = agent.newest()
    assert (call.row.summary, call.category) == ("Card reader: no reply", "Billing")
    assert (call.impact, call.urgency) == (Impact.SITE, Urgency.NOW)


def looked_up(agent: Agent, call_id: int) -> None:
    agent.begin()
    agent.look_up(str(call_id))
    assert agent.strokes == 2
    window = agent.person.window
    assert window.current.call_id == window.log.current_call_id == call_id
    panel = window.current.panel
    assert panel is not None
    assert panel.head.title.text() == "Double charge on invoice 789"


def open_calls() -> list[NewCallDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, NewCallDialog) and one.isVisible()]


def go_to(window: QWidget, agent: Agent) -> None:
    window.activateWindow()
    agent.person._idle()
    assert QApplication.activeWindow() is window
