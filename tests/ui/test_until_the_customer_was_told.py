"""After escalating, at the real window by keyboard alone: no answer, the next, not accepted, the next, until told."""

from datetime import timedelta

from PySide6.QtCore import Qt
from window_hands import ALT, CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import AttemptResult, ContactKind, EscalationState, Impact, Urgency
from deskapp.services.calls.acts import AddNote, LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.ui.calls.dialogs.note_dialog import SPOKE, NoteDialog
from deskapp.ui.escalate.answers.accept_dialog import AcceptDialog
from deskapp.ui.escalate.answers.hear_dialog import HearDialog
from deskapp.ui.escalate.answers.return_dialog import ReturnDialog
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.escalate.escalations_screen import EscalationsScreen

Key = Qt.Key
HOUR = timedelta(hours=1)


def prepared_call(desk: Desk) -> int:
    """A call with everything in the record, and three who could take it, in this order."""
    billing = next(one for one in desk.facts().categories if one.name == "Billing")
    for kind, name in ((ContactKind.EXPERT, "Alex Meyer"), (ContactKind.SENIOR, "Rita Gomez")):
        desk.directory.save_contact(SaveContact(kind, name, skills=(billing.id,)))
    desk.directory.save_contact(SaveContact(ContactKind.SUPPLIER, "CardPay Ltd"))
    call = LogCall(
        "Double charge on invoice 789",
        new_customer=NewCustomer("Jane Doe", phone="020 7946 0018"),
        category_id=billing.id,
        impact=Impact.ONE,
        urgency=Urgency.NOW,
        details="Both seen here.",
        wants="Reverse now.",
        checks=tuple(check for check, _text in billing.checks),
    )
    number = desk.calls.log(call).value.id
    desk.calls.note(AddNote(number, "Confirmed two charges."))
    return number


def test_from_no_answer_to_the_customer_who_is_told(desk: Desk, person: Hands, clock: FixedClock) -> None:
    number = prepared_call(desk)
    person.window.on_who_changed()
    person.window.show_call(number)
    person._idle()

    # No answer: recorded with one key, the next with one more, and handed to them.
    person.press(Key.Key_F8)
    person.dialog(EscalateDialog)
    person.press(Key.Key_A, ALT)
    person._idle()
    person.press(Key.Key_X, ALT)
    person.press(Key.Key_Y, ALT)
    person.press(Key.Key_Return, CTRL | SHIFT)
    call = desk.overview.call(number)
    assert [(one.contact, one.result) for one in call.attempts] == [
        ("Alex Meyer", AttemptResult.NO_ANSWER),
        ("Rita Gomez", AttemptResult.REACHED),
    ]
    assert [one.contact for one in call.escalations] == ["Rita Gomez"]

    # Not accepted in time: the owner is told, and offers it to the next from the list.
    clock.advance(3 * HOUR)
    person.window.ticker.tick()
    person._idle()
    person._idle()
    assert "C-00001 has not been accepted in time." in person.window.shell.owners_notice.late.words
    person.press(Key.Key_2, CTRL)
    screen = person.window.screens.currentWidget()
    assert isinstance(screen, EscalationsScreen)
    person.press(Key.Key_O, CTRL | SHIFT)
    dialog = person.dialog(EscalateDialog)
    assert "Instead of Rita Gomez" in dialog.steps.who.instead.words
    person.press(Key.Key_K, ALT)
    person.press(Key.Key_Return, CTRL | SHIFT)
    assert not person.is_open(EscalateDialog)
    made = desk.overview.call(number).escalations
    assert [(one.contact, one.state) for one in made] == [
        ("Rita Gomez", EscalationState.WITHDRAWN),
        ("CardPay Ltd", EscalationState.OFFERED),
    ]

    # Accepted with an estimate, revised, returned.
    person.press(Key.Key_A, CTRL | SHIFT)
    person.tab_to(person.dialog(AcceptDialog).estimate)
    person.write("1 h")
    person.press(Key.Key_Return, CTRL)
    person.press(Key.Key_H, CTRL | SHIFT)
    heard = person.dialog(HearDialog)
    person.write("Waiting for the bank")
    person.tab_to(heard.estimate)
    person.write("2 h")
    person.press(Key.Key_Return, CTRL)
    [out] = desk.escalations.out()
    assert [one.length for one in out.escalation.estimates] == [HOUR, 2 * HOUR]
    clock.advance(HOUR)
    person.press(Key.Key_B, CTRL | SHIFT)
    person.dialog(ReturnDialog)
    person.write("One charge reversed")
    person.press(Key.Key_Return, CTRL)
    person._idle()
    assert [one.ref for one in desk.escalations.to_tell()] == ["C-00001"]
    assert "C-00001 is back from CardPay Ltd: tell Jane Doe." in person.window.shell.owners_notice.back.words

    # The customer is told: from the list, with the note.
    person.press(Key.Key_F4)
    person.dialog(NoteDialog)
    person.write("Told her that one charge is reversed")
    note = person.dialog(NoteDialog)
    person.tab_to(note.what)
    person.press(Key.Key_Right)
    assert note.what.value == SPOKE
    person.press(Key.Key_Return, CTRL)
    person._idle()
    assert desk.escalations.to_tell() == ()
    assert desk.overview.call(number).row.back_from == ""
