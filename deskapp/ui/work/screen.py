"""What the window asks of a screen, and what a screen may announce to it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QWidget

from deskapp.domain.call_life import CallAct

if TYPE_CHECKING:
    from deskapp.ui.work.listing import Listing


class Screen(QWidget):
    """The ground of every screen. Each says what is its own; the rest is as here."""

    call_asked = Signal(int)  # show this call
    row_menu_asked = Signal(QPoint)  # the menu of the call that is meant here, where on the display
    open_asked = Signal(int)  # show this call whole; Escape leads back here
    new_call_asked = Signal()
    call_for_asked = Signal(object)  # log a call of this CustomerView
    act_asked = Signal(object)  # a CallAct on what is chosen here
    note_asked = Signal(int)  # add words to what was recorded of this call
    next_asked = Signal(int, int)  # a call, and the escalation whose place the next in the chain is to take
    calls_asked = Signal()  # go to the log
    directory_asked = Signal()
    settings_asked = Signal(str)  # go to a page of the settings, by its key
    customer_asked = Signal(str)  # what is known of a customer, by name
    wall_asked = Signal()  # show the board for the wall
    export_asked = Signal()  # write what is listed here into a file
    calls_of_asked = Signal(object)  # write the calls of this CustomerView into a file
    appearance_changed = Signal(str, float)  # "system", "light" or "dark"; the size of the text in points

    @property
    def current_call_id(self) -> int | None:
        """The call that keys and menu act on."""
        return None

    @property
    def number_to_copy(self) -> str | None:
        """The number that is meant here; None: that of the customer of the call in question."""
        return None

    @property
    def listed_ids(self) -> Sequence[int]:
        """The calls that it lists, in their order; none where it is no list of calls."""
        return ()

    @property
    def listed_call_id(self) -> int | None:
        """Of the list that the call shown belongs to, the one that was looked at last."""
        return self.current_call_id

    @property
    def focus_taker(self) -> QWidget:
        """What the keyboard is given to: the list that the screen is about."""
        return self

    def carries_out(self, act: CallAct) -> bool:
        """Whether the screen does this in its own way, with what is chosen here; then it is done or being done."""
        return False

    @property
    def own_keys(self) -> Mapping[str, Callable[[], object]]:
        """Keys of the window that do something else while this screen is shown, and what."""
        return {}

    def turns(self, by: int) -> bool:
        """Whether the keys that go back and onward turn a page here; then it is turned. by: 1 onward, -1 back."""
        return False

    def refresh(self) -> bool:
        """Whether the screen keeps news back while somebody works on it; then they are put in."""
        return False

    def listings(self) -> Sequence[Listing]:
        """The lists that are shown, as tables to write; the one that the screen is about first, none while none is."""
        return ()

    def holds_back(self) -> bool:
        """Whether the window had better not close yet, because of something typed here; then that is said, once."""
        return False

    def left_words(self) -> Sequence[str]:
        """Words that were typed on it and that nothing keeps."""
        return ()

    def set_now(self, now: datetime) -> None:
        """The present, once a second."""

    def set_appearance(self, mode: str, points: float) -> None:
        """What holds on this workstation now."""
