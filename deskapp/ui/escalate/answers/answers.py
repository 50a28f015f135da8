"""What the contact of an escalation may have answered, and the dialog that records it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from deskapp.domain.words import UNRETURNED, EscalationState
from deskapp.language import _
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.ui.widgets.dialogs.act_dialog import ActDialog


def unreturned(call: CallDetail) -> tuple[EscalationView, ...]:
    """The escalations that are out, oldest first."""
    return tuple(one for one in call.escalations if one.state in UNRETURNED)


def answers(escalation: EscalationView) -> tuple[tuple[str, str], ...]:
    """What the contact of an escalation may have answered: (key, words)."""
    asked = (("accept", _("Accepted")),) if escalation.state is EscalationState.OFFERED else ()
    refused = (("refuse", _("Refused")),) if escalation.state is EscalationState.OFFERED else ()
    return (
        *asked,
        ("hear", _("Word from them")),
        ("return", _("Returned")),
        *refused,
        ("no_answer", _("No answer")),
        ("next", _("Offer to the next in the chain")),
        ("withdraw", _("Withdraw")),
    )


def dialog_for(
    key: str, place: Workplace, call: CallDetail, escalation: EscalationView, parent: QWidget | None
) -> ActDialog:
    """The dialog for what became of an escalation, not yet opened; loaded when it is first asked for."""
    from deskapp.ui.escalate.answers.accept_dialog import AcceptDialog
    from deskapp.ui.escalate.answers.hear_dialog import HearDialog
    from deskapp.ui.escalate.answers.return_dialog import ReturnDialog
    from deskapp.ui.escalate.answers.words_dialogs import refuse, withdraw

    dialogs: dict[str, Callable[[Workplace, CallDetail, EscalationView, QWidget | None], ActDialog]] = {
        "accept": AcceptDialog,
        "refuse": refuse,
        "withdraw": withdraw,
        "hear": HearDialog,
        "return": ReturnDialog,
    }
    return dialogs[key](place, call, escalation, parent)
