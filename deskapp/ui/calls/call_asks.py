"""What can be done with a call, and the dialog that does it; each dialog is loaded when it is first asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QDialog, QWidget

from deskapp.domain.words import OPEN_STATES, UNRESOLVED_STATES, CallState
from deskapp.language import _
from deskapp.services.views import CallDetail
from deskapp.ui.keys import KEYS
from deskapp.ui.workplace import Workplace

Make = Callable[[Workplace, CallDetail, QWidget], QDialog]


@dataclass(frozen=True)
class Ask:
    """One thing to do with a call. `states`: those in which it makes sense; `other_words` says so in others."""

    key: str
    words: str
    make: Make
    states: tuple[CallState, ...]
    other_words: str
    also: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        return KEYS.get(self.key, ())


def asks() -> list[Ask]:
    """All of them, in the order of the menu."""
    every = tuple(CallState)
    over = _("This call is closed. Reopen it first.")
    resolved = _("This call is resolved: record what the customer says, or reopen it.")
    return [
        Ask("escalate", _("Escalate"), _escalate, UNRESOLVED_STATES, resolved, _("elevation elevate hand over pass on")),
        Ask("note", _("Note or contact with the customer"), _note, every, "", _("comment talk spoke")),
        Ask("call_back", _("Promise a call-back"), _call_back, OPEN_STATES, over, _("callback")),
        Ask("sheet", _("Handoff sheet"), _sheet, every, "", _("print preview pdf")),
        Ask("pause", _("Pause"), _pause, (CallState.NEW, CallState.OPEN), _("Only an open call can be paused."), _("wait hold")),
        Ask("resume", _("Resume"), _resume, (CallState.WAITING,), _("This call is not paused."), _("go on")),
        Ask("resolve", _("Resolve"), _resolve, UNRESOLVED_STATES, resolved, _("solve solution fix close")),
        Ask("agreement", _("Does the customer agree?"), _agreement, (CallState.RESOLVED,),
            _("A call is closed when the customer agrees to its solution: resolve it first."), _("close agree answer")),
        Ask("reopen", _("Reopen"), _reopen, (CallState.RESOLVED, CallState.CLOSED, CallState.LAPSED),
            _("This call is open."), ""),
        Ask("priority", _("Change the priority"), _priority, UNRESOLVED_STATES, over, _("raise urgency impact")),
        Ask("reassign", _("Reassign"), _reassign, OPEN_STATES, over, _("owner hand")),
    ]
