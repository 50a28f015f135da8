"""The acts on a call that ask for one text: what was tried, or why."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.calls.acts import MakeOpen, ReopenCall, RestoreCall, TryStep
from deskapp.services.overview.views import CallDetail
from deskapp.services.requests.acts import AnswerRequest
from deskapp.ui.widgets.calls.about import about
from deskapp.ui.widgets.calls.conflicts import KnownState
from deskapp.ui.widgets.dialogs.words_dialog import WordsDialog
from deskapp.ui.work.workplace import Workplace


def step(place: Workplace, call: CallDetail, parent: QWidget | None = None) -> WordsDialog:
    """What was tried, one step at a time: its time and who did it are told by themselves."""
    return WordsDialog(
        place,
        _("Step tried"),
        _("Add step"),
        lambda words: lambda desk: desk.calls.try_step(TryStep(call.row.id, words)),
        parent,
        field="words",
        words=_("What was tried, and what came of it"),
        about=about(call),
        draft=f"step:{call.row.id}",
        hint=_("It stands with its time below what was tried before, and goes along when the call is handed on."),
        lines=2,
    )


def reopen(place: Workplace, call: CallDetail, parent: QWidget | None = None) -> WordsDialog:
    """A new cycle begins, with new clocks; what was met or missed before stays as it is."""
    state = KnownState(place, call)
    return WordsDialog(
        place,
        _("Reopen"),
        _("Reopen"),
        lambda reason: lambda desk: desk.calls.reopen(ReopenCall(call.row.id, reason, state.version)),
        parent,
        field="reason",
        words=_("Why it is opened again"),
        about=about(call),
        draft=f"reopen:{call.row.id}",
        hint=_("New clocks start now, by the policy of today."),
        by_others=state.by_others,
    )


def restore(place: Workplace, call: CallDetail, parent: QWidget | None = None) -> WordsDialog:
    """A void call is again what it was: clocks and promises go on from where they began."""
    return WordsDialog(
        place,
        _("Restore"),
        _("Restore"),
        lambda reason: lambda desk: desk.calls.restore(RestoreCall(call.row.id, reason)),
        parent,
        field="reason",
        words=_("Why it is no longer void"),
        about=about(call),
        draft=f"restore:{call.row.id}",
        hint=_("Its clocks go on from when they began."),
        lines=2,
        by_others=KnownState(place, call).by_others,
    )


def unseal(place: Workplace, call: CallDetail, parent: QWidget | None = None) -> WordsDialog:
    """A call is confidential no more."""
    return WordsDialog(
        place,
        _("No longer confidential"),
        _("Let everybody see it"),
        lambda reason: lambda desk: desk.calls.make_open(MakeOpen(call.row.id, reason)),
        parent,
        field="reason",
        words=_("Why"),
        about=about(call),
        draft=f"unseal:{call.row.id}",
        hint=_("Everybody who works here sees the call then, with its whole timeline."),
        lines=2,
    )


def answer_request(place: Workplace, call: CallDetail, parent: QWidget | None = None) -> WordsDialog:
    """What the one who asked for an update is told; they see it at once."""
    request = call.request
    assert request is not None  # an act that has its place where something is asked
    return WordsDialog(
        place,
        _("Answer {name}").format(name=request.asked_by),
        _("Answer"),
        lambda words: lambda desk: desk.requests.answer(AnswerRequest(request.id, words)),
        parent,
        field="words",
        words=request.words or _("How far it is"),
        about=about(call),
        draft=f"answer:{request.id}",
        hint=_("It stands in the call's timeline. A note or a conversation with the customer answers it as well."),
    )
