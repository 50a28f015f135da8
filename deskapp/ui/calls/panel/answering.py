"""Recording what became of an escalation, from the menu of its call."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskapp.domain.errors import DeskError
from deskapp.domain.words import AttemptResult
from deskapp.services.escalations.acts import TryContact
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.escalate.answers import answers
from deskapp.ui.work.workplace import Workplace


def answer(
    key: str,
    place: Workplace,
    call: CallDetail,
    escalation: EscalationView,
    window: QWidget,
    next_asked: Callable[[int, int], object],
    refused: Callable[[DeskError], object] | None = None,
) -> None:
    """key: accept, refuse, withdraw, hear, return, no_answer, next. refused: hears why; None: the window says it."""
    if key == "next":
        next_asked(escalation.call_id, escalation.id)
    elif key != "no_answer":
        answers.dialog_for(key, place, call, escalation, window).open()
    elif escalation.contact_id is not None:
        act = TryContact(
            escalation.call_id, escalation.contact_id, AttemptResult.NO_ANSWER, escalation_id=escalation.id
        )
        place.act(lambda desk: desk.escalations.attempt(act), None, refused)
