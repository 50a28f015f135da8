"""Text of any length and script in every field of the dialogs of a call: nothing crashes, nothing is lost."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
import shiboken6
from long_runs import LONG_RUNS
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Impact, PauseReason, Priority, Urgency
from deskapp.services.calls.acts import GiveAgreement, MakeConfidential, ResolveCall
from deskapp.services.directory.views import CustomerView
from deskapp.services.escalations.views import EscalationView
from deskapp.ui.calls import acts
from deskapp.ui.calls.dialogs.note_dialog import SPOKE
from deskapp.ui.escalate.answers import answers as escalation_answers
from deskapp.ui.work.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier
TEXTS = {
    "ten thousand": "word and 文字 " * 900,
    "right to left": "שלום \u202egnp.exe\u202c عربى 12",
    "emoji": "👩‍👩‍👧‍👦 🏳️‍🌈 \U0001f9d1\U0001f3ff",
    "control": "a\x01b\x1b[31mc\x7fd",
    "nul": "before\x00after",
    "half a character": "half \ud83d of it",
    "one long word": "x" * 10_000,
    "markup": '<b>&amp;</b> {0} %s [*] "; DROP TABLE call; --',
}
#: By dialog, the fields that take free text.
FIELDS = {
    "note": ("words",),
    "step": ("words",),
    "pause": ("words",),
    "resolve": ("solution",),
    "edit": ("summary", "details", "steps", "wants"),
    "priority": ("reason",),
    "call_back": ("words", "phone"),
    "reassign": ("reason",),
    "give": ("reason",),
    "confidential": ("reason",),
    "unseal": ("reason",),
}
OF_ESCALATIONS = {
    "hear": ("words",),
    "refuse": ("text",),
    "withdraw": ("text",),
    "return": ("outcome", "what_was_done", "reference"),
}


def pairs(keys: Iterable[str]) -> list[Any]:
    """A dialog's key and a text, each text about as often as any other.

    At full length each dialog takes each text. Else the dialog with fields of both kinds does, and of the others each
    takes two, for they have those same fields; that every act keeps each text is shown below the screens.
    """
    names = list(TEXTS)
    return [
        pytest.param(key, TEXTS[name], id=f"{key}-{name}")
        for at, key in enumerate(keys)
        for number, name in enumerate(names)
        if LONG_RUNS or key == "edit" or (number - 2 * at) % len(names) < 2
    ]


def put(field: QWidget, text: str) -> None:
    if isinstance(field, QLineEdit):
        field.setText(text)
    else:
        assert isinstance(field, QPlainTextEdit)
        field.setPlainText(text)


def read(field: QWidget) -> str:
    """What the field itself made of it: a line has no line breaks, Qt has no half characters."""
    told = field.text() if isinstance(field, QLineEdit) else field.toPlainText()  # type: ignore[attr-defined]
    return whole(told)


def whole(text: str) -> str:
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()


def ready(dialog: Any, key: str, clock: FixedClock, hands) -> None:
    """What besides the texts must be there."""
    if key == "note":
        hands.click(dialog.what.pill(SPOKE))
    elif key == "pause":
        hands.click(dialog.reason.pill(PauseReason.OTHER))
    elif key == "priority":
        hands.click(dialog.priority.pill(Priority.P1))
    elif key == "call_back":
        dialog.due_at.set_value(clock.now() + timedelta(hours=1))
    elif key == "reassign":
        dialog.owner.setCurrentIndex(1)
    elif key == "give":
        dialog.field.setText("quayside")
        hands.settle()


@pytest.fixture
def colleague(desk: Desk) -> None:
    from deskapp.domain.words import Role
    from deskapp.services.staff.acts import SaveStaff

    desk.site.save_staff(SaveStaff("Sam", Role.AGENT))


@pytest.mark.parametrize(("key", "text"), pairs(FIELDS))
def test_any_text_in_the_dialogs_of_a_call_is_kept_as_the_field_shows_it(
    colleague: None,
    desk: Desk,
    place: Workplace,
    hands,
    wait_idle,
    clock: FixedClock,
    call_id: int,
    quayside: CustomerView,
    key: str,
    text: str,
) -> None:
    if key == "unseal":
        desk.calls.make_confidential(MakeConfidential(call_id, "Personnel"))
    place.load_facts()
    wait_idle(place)
    dialog: Any = acts.row(key).dialog(place, desk.overview.call(call_id), None)
    hands.show(dialog)
    ready(dialog, key, clock, hands)
    shown = []
    for name in FIELDS[key]:
        field = dialog.field_form(name).field
        put(field, text)
        shown.append(read(field))
    dialog.grab()
    hands.press(Qt.Key.Key_Return, CTRL)
    assert not shiboken6.isValid(dialog) or not dialog.isVisible(), dialog.notice.words
    told = repr(desk.overview.call(call_id))
    for words in shown:
        assert repr(words)[1:-1] in told or repr({"w": words})[6:-2] in told


@pytest.mark.parametrize(("key", "text"), pairs(OF_ESCALATIONS))
def test_any_text_in_the_dialogs_of_an_escalation_is_kept_as_the_field_shows_it(
    desk: Desk,
    place: Workplace,
    hands,
    call_id: int,
    escalation: EscalationView,
    key: str,
    text: str,
) -> None:
    dialog: Any = escalation_answers.dialog_for(key, place, desk.overview.call(call_id), escalation, None)
    hands.show(dialog)
    shown = []
    for name in OF_ESCALATIONS[key]:
        put(getattr(dialog, name), text)
        shown.append(read(getattr(dialog, name)))
    dialog.grab()
    hands.press(Qt.Key.Key_Return, CTRL)
    assert not shiboken6.isValid(dialog) or not dialog.isVisible(), dialog.notice.words
    told = repr(desk.overview.call(call_id))
    for words in shown:
        assert repr(words)[1:-1] in told


@pytest.mark.parametrize("text", ["", "   ", "\u3000\xa0\n\t"], ids=["nothing", "blanks", "blanks of all kinds"])
@pytest.mark.parametrize("key", ["note", "resolve", "confidential", "reassign", "edit"])
def test_where_words_are_needed_their_lack_is_said_beside_the_field(
    colleague: None,
    desk: Desk,
    place: Workplace,
    hands,
    wait_idle,
    clock: FixedClock,
    call_id: int,
    key: str,
    text: str,
) -> None:
    place.load_facts()
    wait_idle(place)
    before = desk.overview.call(call_id)
    dialog: Any = acts.row(key).dialog(place, before, None)
    hands.show(dialog)
    if key == "reassign":
        dialog.owner.setCurrentIndex(1)
    name = FIELDS[key][0]
    put(dialog.field_form(name).field, text)
    hands.press(Qt.Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert dialog.field_form(name).error.text()
    assert desk.overview.call(call_id) == before


def test_the_matrix_and_the_answer_take_any_words_too(desk: Desk, call_id: int) -> None:
    from deskapp.domain.words import Answer
    from deskapp.services.calls.acts import SetPriority

    for text in TEXTS.values():
        desk.calls.set_priority(SetPriority(call_id, Impact.ONE, Urgency.SOON, Priority.P2, text))
        assert desk.overview.call(call_id).priority_reason == whole(text)
    long = TEXTS["ten thousand"]
    desk.calls.resolve(ResolveCall(call_id, long, GiveAgreement(Answer.YES, long, words=long)))
    assert desk.overview.call(call_id).agreements[-1].who == whole(long)
