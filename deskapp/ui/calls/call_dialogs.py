"""The dialog for each act on a call; loaded when it is first asked for, so that the window opens without them."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.work.workplace import Workplace


def for_call(key: str, place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    """The dialog of an act on a call, not yet opened."""
    makers: dict[str, Callable[[Workplace, CallDetail, QWidget | None], ActDialog]] = {
        "note": _note,
        "tell": _tell,
        "pause": _pause,
        "resolve": _resolve,
        "agreement": _agreement,
        "close": _agreement,
        "reopen": _reopen,
        "priority": _priority,
        "edit": _edit,
        "call_back": _call_back,
        "reassign": _reassign,
        "repeat": _repeat,
        "confidential": _confidential,
        "named": _named,
        "unseal": _unseal,
        "approval": _approval,
        "lapse": _lapse,
        "void": _void,
        "restore": _restore,
        "follow_up": _follow_up,
        "rate": _rate,
    }
    return makers[key](place, call, parent)


def for_escalation(
    key: str, place: Workplace, call: CallDetail, escalation: EscalationView, parent: QWidget | None
) -> ActDialog:
    """The dialog for what became of an escalation, not yet opened."""
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


def _note(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.note_dialog import NoteDialog

    return NoteDialog(place, call, parent)


def _tell(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.incidents.tell_dialog import for_call

    return for_call(place, call, parent)


def _pause(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.pause_dialog import PauseDialog

    return PauseDialog(place, call, parent)


def _resolve(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.resolve_dialog import ResolveDialog

    return ResolveDialog(place, call, parent)


def _agreement(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.agreement_dialog import AgreementDialog

    return AgreementDialog(place, call, parent)


def _reopen(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.words_dialogs import reopen

    return reopen(place, call, parent)


def _priority(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.priority_dialog import PriorityDialog

    return PriorityDialog(place, call, parent)


def _edit(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.edit_dialog import EditDialog

    return EditDialog(place, call, parent)


def _call_back(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.call_back_dialog import CallBackDialog

    return CallBackDialog(place, call, parent)


def _repeat(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.repeat_dialog import RepeatDialog

    return RepeatDialog(place, call, parent)


def _lapse(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.lapse_dialog import LapseDialog

    return LapseDialog(place, call, parent)


def _void(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.void_dialog import VoidDialog

    return VoidDialog(place, call, parent)


def _restore(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.words_dialogs import restore

    return restore(place, call, parent)


def _follow_up(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.follow_up_dialog import FollowUpDialog

    return FollowUpDialog(place, call, parent)


def _rate(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.rate_dialog import RateDialog

    return RateDialog(place, call, parent)


def _approval(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.approvals.ask_dialog import AskApprovalDialog

    return AskApprovalDialog(place, call, parent)


def _reassign(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.reassign_dialog import ReassignDialog
    from deskapp.ui.widgets.calls.about import about

    return ReassignDialog(
        place,
        (call.row.id,),
        parent,
        about=about(call),
        owner_id=call.row.owner_id,
        confidential=call.row.confidential,
        seen={call.row.id: call.row.owner_id},
    )


def _confidential(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.confidential_dialog import ConfidentialDialog

    return ConfidentialDialog(place, call, parent)


def _named(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.named_dialog import NamedDialog

    return NamedDialog(place, call, parent)


def _unseal(place: Workplace, call: CallDetail, parent: QWidget | None) -> ActDialog:
    from deskapp.ui.calls.dialogs.words_dialogs import unseal

    return unseal(place, call, parent)
