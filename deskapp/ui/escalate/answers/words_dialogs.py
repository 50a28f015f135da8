"""What became of an escalation where one text says it: why."""

from functools import partial

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.escalations.acts import RefuseEscalation, WithdrawEscalation
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.widgets.calls.about import about
from deskapp.ui.widgets.calls.conflicts import newer_answer
from deskapp.ui.widgets.dialogs.words_dialog import WordsDialog
from deskapp.ui.work.workplace import Workplace


def refuse(
    place: Workplace, call: CallDetail, escalation: EscalationView, parent: QWidget | None = None
) -> WordsDialog:
    """The contact does not take an escalation on: it ends, and the call is the owner's alone again."""
    hint = _("{contact} does not take it on. Then escalate to somebody else, or solve it yourself.")
    return WordsDialog(
        place,
        _("Refused"),
        _("Record the refusal"),
        lambda reason: lambda desk: desk.escalations.refuse(RefuseEscalation(escalation.id, reason)),
        parent,
        field="reason",
        words=_("Why they refused"),
        about=about(call),
        draft=f"refuse:{escalation.id}",
        hint=hint.format(contact=escalation.contact),
        by_others=partial(newer_answer, place),
    )


def withdraw(
    place: Workplace, call: CallDetail, escalation: EscalationView, parent: QWidget | None = None
) -> WordsDialog:
    """The desk takes an escalation back: it ends, recorded like everything."""
    hint = _("Tell {contact} that it is no longer theirs.")
    return WordsDialog(
        place,
        _("Withdraw"),
        _("Withdraw"),
        lambda reason: lambda desk: desk.escalations.withdraw(WithdrawEscalation(escalation.id, reason)),
        parent,
        field="reason",
        words=_("Why it is taken back"),
        about=about(call),
        draft=f"withdraw:{escalation.id}",
        hint=hint.format(contact=escalation.contact) if escalation.contact else "",
        by_others=partial(newer_answer, place),
    )
