"""What a contact filled in on paper is typed in the order in which it is read."""

from PySide6.QtCore import Qt
from read_back import text
from sample_sheet import sheet

from deskapp.desk import Desk
from deskapp.documents.handoff_sheet import handoff_pdf
from deskapp.domain.words import EscalationState, ReturnBox
from deskapp.language import words
from deskapp.services.escalations.views import EscalationView
from deskapp.ui.escalate.answers.accept_dialog import AcceptDialog
from deskapp.ui.escalate.answers.return_dialog import ReturnDialog
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.work.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier


def _headings(dialog: ReturnDialog | AcceptDialog) -> list[str]:
    """What the fields are called, from the top down."""
    forms = [one for one in dialog.findChildren(FormField) if one.isVisible()]
    return [one.heading.text() for one in sorted(forms, key=lambda one: one.mapTo(dialog, one.rect().topLeft()).y())]


def test_the_paper_asks_for_what_the_dialogs_ask_for_in_their_words_and_order(
    desk: Desk, place: Workplace, call_id: int, escalation: EscalationView, hands
) -> None:
    call = desk.overview.call(call_id)
    named = []
    for dialog in (AcceptDialog(place, call, escalation), ReturnDialog(place, call, escalation)):
        hands.show(dialog)
        named += _headings(dialog)
        if isinstance(dialog, ReturnDialog):
            boxes = [dialog.boxes.box(one).text() for one in ReturnBox]
        dialog.reject()
    said = text(handoff_pdf(sheet(), words("en")))
    paper = said[said.index("To be filled in and returned") :]
    places = [paper.index(name.upper()) for name in named]
    assert places == sorted(places)
    assert len(named) == 7
    ticked = [paper.index(box) for box in boxes]
    assert ticked == sorted(ticked)
    assert places[2] < ticked[0] < ticked[-1] < places[3]


def test_a_return_is_ticked_and_typed_as_it_stands_on_the_paper(
    desk: Desk, place: Workplace, call_id: int, escalation: EscalationView, hands
) -> None:
    dialog = ReturnDialog(place, desk.overview.call(call_id), escalation)
    hands.show(dialog)
    for box in (ReturnBox.NOT_FIXED, ReturnBox.FIXED, ReturnBox.ANOTHER_VISIT):
        hands.click(dialog.boxes.box(box))
    dialog.returned_by.setText("T. Roe")
    hands.press(Qt.Key.Key_Return, CTRL)
    (back,) = desk.overview.call(call_id).escalations
    assert (back.state, back.boxes, back.returned_by) == (
        EscalationState.RETURNED,
        (ReturnBox.FIXED, ReturnBox.ANOTHER_VISIT),
        "T. Roe",
    )
