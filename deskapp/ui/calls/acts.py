"""The acts on a call: a row each, which is all that panel, menus, search, keys and their page know of it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import groupby
from typing import TYPE_CHECKING

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import Refusal
from deskapp.domain.words import OPEN_STATES, UNRESOLVED_STATES, CallState, Role
from deskapp.language import _
from deskapp.ui.calls.act_row import Asked, Row, fits
from deskapp.wording import confidential as confidential_wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from deskapp.services.overview.views import CallDetail
    from deskapp.ui.work.workplace import Workplace


def rows() -> tuple[Row, ...]:
    """Every act, in the order of the window's menu."""
    return (
        Row(
            CallAct.ESCALATE,
            _("Escalate"),
            _escalate,
            also=_("elevation elevate hand over pass on transfer"),
            keys=("F8", "Ctrl+E"),
            button=1,
            row_menu=10,
        ),
        Row(
            CallAct.NOTE,
            _("Note"),
            _note,
            also=_("contact with the customer comment spoke"),
            keys=("F4", "Ctrl+L"),
            button=30,
            row_menu=11,
        ),
        Row(
            CallAct.STEP,
            _("Step tried"),
            _step,
            also=_("steps taken done attempted already tried solution"),
            keys=("Shift+F4",),
            more=12,
        ),
        Row(
            CallAct.SPOKE,
            _("Spoke with the customer"),
            at_once=_contacted(reached=True),
            also=_("told conversation contact"),
            keys=("F7",),
            more=100,
        ),
        Row(
            CallAct.TRIED,
            _("Tried, nobody answered"),
            at_once=_contacted(reached=False),
            also=_("attempt no answer not reached voicemail"),
            keys=("Shift+F7",),
            more=110,
            fits=lambda call: call.state in OPEN_STATES or _follow_up_is_promised(call),
        ),
        Row(
            CallAct.TELL,
            _("Tell them"),
            _tell,
            also=_("incident message outage"),
            keys=("F3",),
            button=20,
            fits=lambda call: call.incident is not None and call.incident.must_be_told,
            why=lambda _call: _("There is no message of an incident that this customer must still be told."),
        ),
        Row(
            CallAct.HELP,
            _("Help with this call"),
            at_once=_help,
            also=_("checklist guide guides solution past calls like similar"),
            keys=("F9", "Ctrl+G"),
            more=10,
        ),
        Row(
            CallAct.CARD,
            _("Hard conversation"),
            at_once=_card,
            also=_("de-escalation card anger fear tears silence threat manager solicitor calm soft skills"),
            keys=("Shift+F9",),
            more=11,
        ),
        Row(
            CallAct.CALL_BACK,
            _("Promise a call-back"),
            _call_back,
            also=_("callback ring"),
            keys=("Ctrl+B",),
            more=40,
            row_menu=12,
        ),
        Row(
            CallAct.ATTACH,
            _("Attach a file"),
            at_once=_attach,
            also=_("attachment picture photo screenshot document upload"),
            more=45,
        ),
        Row(
            CallAct.APPROVAL,
            _("Ask for an approval"),
            _approval,
            also=_("refund credit exception contract authority limit grant"),
            more=50,
        ),
        Row(
            CallAct.SHEET,
            _("Handoff sheet"),
            at_once=_sheet,
            also=_("print preview pdf"),
            keys=("Ctrl+P",),
            more=90,
            row_menu=30,
            shown=lambda call: any(one.contact_id for one in call.escalations),
        ),
        Row(
            CallAct.DESK_SHEET,
            _("The call on paper"),
            _desk_sheet,
            also=_("print preview pdf sheet for the desk timeline"),
            more=92,
        ),
        Row(CallAct.COPY_TEXT, _("Copy as text"), at_once=_copy_text, also=_("clipboard plain paste"), more=94),
        Row(
            CallAct.EMAIL,
            _("Draft an e-mail"),
            _email,
            also=_("mail eml message send customer contact"),
            more=96,
        ),
        Row(
            CallAct.REVIEW,
            _("Review this call"),
            at_once=_review,
            also=_("quality scorecard sample coaching choose supervisor"),
            more=98,
            why=lambda _call: _("A call that is void or came with a list is not reviewed."),
        ),
        Row(
            CallAct.PAUSE,
            _("Pause"),
            _pause,
            also=_("wait hold"),
            keys=("F11",),
            button=40,
            row_menu=20,
            why=_while_unresolved(_("This call is paused already.")),
        ),
        Row(
            CallAct.RESUME,
            _("Resume"),
            at_once=_resume,
            keys=("Shift+F11",),
            button=40,
            row_menu=20,
            why=_while_unresolved(_("This call is not paused.")),
        ),
        Row(
            CallAct.RESOLVE,
            _("Resolve"),
            _resolve,
            also=_("solve solved solution fixed"),
            keys=("F12",),
            button=50,
            row_menu=21,
        ),
        Row(
            CallAct.AGREEMENT,
            _("Customer agrees?"),
            _agreement,
            also=_("agree agreed answer"),
            button=1,
            row_menu=21,
            why=_while_unresolved(_("Resolve the call first, then ask the customer whether it is solved.")),
        ),
        Row(
            CallAct.CLOSE,
            _("Close"),
            _agreement,
            more=120,
            # It stands there always, to say what closes a call.
            shown=lambda call: call.state in OPEN_STATES,
            why=_while_unresolved(
                _("A call is closed only when the customer agrees that it is solved. Resolve it, then ask them.")
            ),
            before=CallAct.RESOLVE,
        ),
        Row(
            CallAct.REOPEN,
            _("Reopen"),
            _reopen,
            keys=("Shift+F12",),
            button=40,
            row_menu=21,
            why=_while_unresolved(_("This call is open.")),
        ),
        Row(
            CallAct.FOLLOW_UP,
            _("Promise a follow-up"),
            _follow_up,
            also=_("after closing callback"),
            more=130,
            why=lambda _call: _("This comes after the customer has agreed."),
        ),
        Row(
            CallAct.RATE,
            _("Satisfaction"),
            _rate,
            also=_("score content happy rating"),
            more=140,
            why=lambda _call: _("This comes after the customer has agreed."),
        ),
        Row(
            CallAct.LAPSE,
            _("Let it lapse"),
            _lapse,
            also=_("lapsed no answer end"),
            more=150,
            why=_while_unresolved(_("Only a resolved call lapses, when nobody answers: resolve it first.")),
        ),
        Row(
            CallAct.VOID,
            _("Make void"),
            _void,
            also=_("duplicate in error delete cancel"),
            more=160,
            why=lambda call: _why_never_void() if call.state is CallState.CLOSED else "",
        ),
        Row(
            CallAct.RESTORE,
            _("Restore"),
            _restore,
            also=_("void undo not void"),
            button=40,
            why=lambda _call: _("This call is not void."),
        ),
        Row(CallAct.EDIT, _("Edit"), _edit, also=_("change details correct"), keys=("Ctrl+D",), more=20),
        Row(
            CallAct.PRIORITY,
            _("Priority"),
            _priority,
            also=_("raise urgency impact"),
            keys=("Ctrl+Shift+P",),
            more=30,
            row_menu=22,
        ),
        Row(
            CallAct.REASSIGN,
            _("Reassign"),
            _reassign,
            also=_("owner"),
            keys=("Ctrl+R",),
            more=60,
            row_menu=23,
            fits=lambda call: call.state in OPEN_STATES or _follow_up_is_promised(call),
        ),
        Row(
            CallAct.ASK,
            _("Ask for an update"),
            at_once=_ask,
            also=_("owner question how far status supervisor"),
            keys=("Ctrl+U",),
            more=62,
            at_least=Role.SUPERVISOR,
        ),
        Row(
            CallAct.ANSWER,
            _("Answer the question"),
            _answer,
            also=_("update asked supervisor reply"),
            button=15,
            fits=lambda call: call.request is not None and call.request.waits,
            why=lambda call: "" if call.request is not None and call.request.waits else _nothing_asked(),
        ),
        Row(
            CallAct.GIVE,
            _("Give to another customer"),
            _give,
            also=_("wrong caller account change move"),
            more=65,
        ),
        Row(CallAct.REPEAT, _("Repeat contact"), _repeat, also=_("link linked earlier again"), more=70),
        Row(CallAct.TAG, _("Tags"), _tag, also=_("label mark keyword"), keys=("Ctrl+T",), more=75),
        Row(
            CallAct.CONFIDENTIAL,
            _("Make confidential"),
            _confidential,
            also=_("private personnel hide protect"),
            more=170,
            fits=lambda call: not call.row.confidential,
            why=_confidential_or_not,
        ),
        Row(
            CallAct.NAMED,
            _("Who sees this call"),
            _named,
            also=_("confidential named people access"),
            more=180,
            fits=lambda call: call.row.confidential,
            why=_confidential_or_not,
        ),
        Row(
            CallAct.UNSEAL,
            _("No longer confidential"),
            _unseal,
            also=_("open visible again everybody"),
            more=190,
            fits=lambda call: call.row.confidential,
            why=_confidential_or_not,
        ),
        Row(
            CallAct.PHRASES,
            _("Phrases to say"),
            at_once=_phrases,
            also=_("sentences words read aloud script"),
            keys=("F6",),
            more=80,
        ),
    )


def row(act: CallAct) -> Row:
    return next(one for one in rows() if one.act == act)


def keys_of(act: CallAct) -> tuple[str, ...]:
    """The key strokes of an act, the one to show first."""
    return row(act).keys


def buttons(call: CallDetail) -> tuple[Row, ...]:
    """The acts that the panel has buttons for, in order."""
    return tuple(sorted((one for one in rows() if one.button and fits(one, call)), key=lambda one: one.button))


def more(call: CallDetail, role: Role) -> tuple[Row, ...]:
    """Those that its menu offers besides, to whoever has this role."""
    if call.masked:
        return ()
    offered = (one for one in rows() if one.more and role.reaches(one.at_least))
    found = (one for one in offered if (one.shown(call) if one.shown else fits(one, call)))
    return tuple(sorted(found, key=lambda one: one.more))


def of_row(call: CallDetail, role: Role) -> tuple[tuple[tuple[Row, ...], ...], tuple[Row, ...]]:
    """What the menu of a row offers for a call: parts of it, and the rest below "More". Nothing stands there twice."""
    offered = {one.act: one for one in (*buttons(call), *more(call, role))}
    first = sorted((one for one in offered.values() if one.row_menu), key=lambda one: one.row_menu)
    parts = [tuple(part) for _ten, part in groupby(first, key=lambda one: one.row_menu // 10)]
    return tuple(parts), tuple(one for one in offered.values() if not one.row_menu)


# Whether and why not


def _while_unresolved(words: str) -> Callable[[CallDetail], str]:
    return lambda call: words if call.state in UNRESOLVED_STATES else ""


def _why_never_void() -> str:
    return _("A closed call is never void: the customer agreed. Reopen it first, if it was no call of its own.")


def _confidential_or_not(call: CallDetail) -> str:
    code = Refusal.ALREADY_CONFIDENTIAL if call.row.confidential else Refusal.NOT_CONFIDENTIAL
    return confidential_wording.ERRORS[code]().format(ref=call.row.ref)


def _nothing_asked() -> str:
    return _("Nobody asked about this call, or it is answered.")


def _follow_up_is_promised(call: CallDetail) -> bool:
    return any(one.follow_up and one.kept_at is None and one.moved_to is None for one in call.promises)


# What opens


def _escalate(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog

    return EscalateDialog(place, call.row.id, parent)


def _note(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.note_dialog import NoteDialog

    return NoteDialog(place, call, parent)


def _tell(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.incidents.tell_dialog import for_call

    return for_call(place, call, parent)


def _call_back(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.call_back_dialog import CallBackDialog

    return CallBackDialog(place, call, parent)


def _approval(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.approvals.ask_dialog import AskApprovalDialog

    return AskApprovalDialog(place, call, parent)


def _pause(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.pause_dialog import PauseDialog

    return PauseDialog(place, call, parent)


def _resolve(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.resolve_dialog import ResolveDialog

    return ResolveDialog(place, call, parent)


def _agreement(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.agreement_dialog import AgreementDialog

    return AgreementDialog(place, call, parent)


def _step(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.words_dialogs import step

    return step(place, call, parent)


def _reopen(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.words_dialogs import reopen

    return reopen(place, call, parent)


def _follow_up(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.follow_up_dialog import FollowUpDialog

    return FollowUpDialog(place, call, parent)


def _rate(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.rate_dialog import RateDialog

    return RateDialog(place, call, parent)


def _lapse(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.lapse_dialog import LapseDialog

    return LapseDialog(place, call, parent)


def _void(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.void_dialog import VoidDialog

    return VoidDialog(place, call, parent)


def _restore(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.words_dialogs import restore

    return restore(place, call, parent)


def _edit(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.edit_dialog import EditDialog

    return EditDialog(place, call, parent)


def _priority(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.priority_dialog import PriorityDialog

    return PriorityDialog(place, call, parent)


def _reassign(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.reassign_dialog import for_call

    return for_call(place, call, parent)


def _give(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.give_dialog import GiveDialog

    return GiveDialog(place, call, parent)


def _repeat(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.repeat_dialog import RepeatDialog

    return RepeatDialog(place, call, parent)


def _tag(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.tag_dialog import TagDialog

    return TagDialog(place, call, parent)


def _confidential(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.confidential_dialog import ConfidentialDialog

    return ConfidentialDialog(place, call, parent)


def _named(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.named_dialog import NamedDialog

    return NamedDialog(place, call, parent)


def _unseal(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.words_dialogs import unseal

    return unseal(place, call, parent)


def _desk_sheet(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.documents.call_sheet_dialog import CallSheetDialog

    return CallSheetDialog(place, call, parent)


def _email(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.email_dialog import EmailDialog

    return EmailDialog(place, call, parent)


def _answer(place: Workplace, call: CallDetail, parent: QWidget | None) -> QDialog:
    from deskapp.ui.calls.dialogs.words_dialogs import answer_request

    return answer_request(place, call, parent)


# What is done at once


def _review(asked: Asked) -> None:
    from deskapp.ui.calls import direct_acts

    direct_acts.choose_for_review(asked.place, asked.call, asked.window, asked.refused)


def _ask(asked: Asked) -> None:
    from deskapp.ui.calls.questions.ask_dialog import ask_owner

    ask_owner(asked.place, asked.call, asked.window)


def _contacted(*, reached: bool) -> Callable[[Asked], None]:
    def do(asked: Asked) -> None:
        from deskapp.ui.calls import direct_acts

        direct_acts.contacted(asked.place, asked.call, asked.window, asked.refused, reached=reached)

    return do


def _resume(asked: Asked) -> None:
    from deskapp.ui.calls import direct_acts

    direct_acts.resume(asked.place, asked.call, asked.window, asked.refused)


def _attach(asked: Asked) -> None:
    from deskapp.ui.attachments.on_a_call import ask

    ask(asked.place, asked.call.row.id, asked.window)


def _help(asked: Asked, *, cards: bool = False) -> None:
    from deskapp.ui.guides.help_window import show_help
    from deskapp.ui.phrases.library import cards_for

    window = show_help(
        asked.place,
        asked.call.row.id,
        asked.window,
        keys_of(CallAct.HELP),
        keys_of(CallAct.CARD),
        fitting=cards_for(asked.call),
        cards=cards,
    )
    if window is not None:
        window.resolve_asked.connect(lambda call_id: asked.ask(CallAct.RESOLVE, call_id))


def _card(asked: Asked) -> None:
    _help(asked, cards=True)


def _sheet(asked: Asked) -> None:
    handed = [one.id for one in asked.call.escalations if one.contact_id is not None]
    if not handed:
        # Nobody has it but the desk: then it is the desk's own paper.
        _desk_sheet(asked.place, asked.call, asked.window).open()
        return
    from deskapp.ui.documents.sheet_dialog import SheetDialog

    SheetDialog(asked.place, handed[-1], asked.window).open()


def _copy_text(asked: Asked) -> None:
    from deskapp.ui.documents.call_text import copy_call

    copy_call(asked.place, asked.call)


def _phrases(asked: Asked) -> None:
    from deskapp.ui.phrases.at_hand import open_for_call

    open_for_call(asked.place, asked.call, asked.beside)
