"""What the screen knows of an act on a call, and whether it has its place in one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from deskapp.domain import call_life
from deskapp.domain.call_life import OVER_STATES, CallAct
from deskapp.domain.codes import Refusal
from deskapp.domain.words import CallState, Role
from deskapp.language import _
from deskapp.wording import confidential as confidential_wording

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog, QWidget

    from deskapp.domain.errors import DeskError
    from deskapp.services.overview.views import CallDetail
    from deskapp.ui.work.workplace import Workplace


class Asked(NamedTuple):
    """An act that was asked for, on a call as it is seen, and where."""

    place: Workplace
    call: CallDetail
    #: The parent of what opens.
    window: QWidget
    #: What a list opens below.
    beside: QWidget
    #: Hears why it was refused; None: the window says it.
    refused: Callable[[DeskError], object] | None
    #: Asks for another act on a call.
    ask: Callable[[CallAct, int], object]


class Row(NamedTuple):
    """What the screen knows of an act. It opens a dialog, or is done at once; loaded when it is first asked for."""

    act: CallAct
    words: str
    dialog: Callable[[Workplace, CallDetail, QWidget | None], QDialog] | None = None
    at_once: Callable[[Asked], object] | None = None
    #: Other words under which the search finds it.
    also: str = ""
    #: F-keys first: text fields of some systems use Ctrl+E, Ctrl+K and others themselves.
    keys: tuple[str, ...] = ()
    #: Its place among the panel's buttons, where it has its place in the call; 1: the main one, 0: none.
    button: int = 0
    #: Its place in the panel's menu; 0: none.
    more: int = 0
    #: Its place in the menu of a row, those of one ten together; 0: among the rest of them.
    row_menu: int = 0
    #: Whether it has its place in this call, beyond what the state says.
    fits: Callable[[CallDetail], bool] = lambda _call: True
    #: Whether the panel's menu shows it, where that is not whether it fits.
    shown: Callable[[CallDetail], bool] | None = None
    #: Why it has no place, where that is not said of the state; "" where it is.
    why: Callable[[CallDetail], str] = lambda _call: ""
    #: What is to be done before, where that has its place.
    before: CallAct | None = None
    #: Nobody below sees it: below the screens it is refused.
    at_least: Role = Role.AGENT


def fits(row: Row, call: CallDetail) -> bool:
    """Whether an act has its place in a call; none has in a call that is not for whoever looks."""
    return not call.masked and call_life.fits(row.act, call.state) and row.fits(call)


def why_not(row: Row, call: CallDetail) -> str:
    """Why an act has no place now, and what to do instead."""
    if call.masked:
        return confidential_wording.ERRORS[Refusal.CONFIDENTIAL]().format(ref=call.row.ref)
    if own := row.why(call):
        return own
    if call.state in OVER_STATES:
        return _("This call is over. Reopen it first.")
    if call.state is CallState.VOID:
        return _("This call is void.")
    return _("This call is resolved: ask the customer whether it is solved. A no opens it again.")
