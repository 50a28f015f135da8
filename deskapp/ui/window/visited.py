"""Where one was: screens, lists with their filters, and calls; back and onward as in a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject

from deskapp.language import _
from deskapp.ui.work.commands import Command, Group
from deskapp.ui.work.keys import KEYS

if TYPE_CHECKING:
    from deskapp.services.log.sieve import Shown
    from deskapp.ui.window.whole_window import WholeWindow

#: So many places are remembered.
_MOST = 50


#: The call whole, which takes the place of the list that it is on.
_PAGE = "call"


class Place(NamedTuple):
    """A screen; of the log also which list, and the call in question; of the call whole, which one."""

    screen: str
    shown: Shown | None = None
    call_id: int | None = None


class Visited(QObject):
    """A place is remembered when it is left: for another screen, another list, or a call that was jumped to."""

    def __init__(self, window: WholeWindow) -> None:
        super().__init__(window.window())
        self._window = window
        self._back: list[Place] = []
        self._onward: list[Place] = []
        self._going = False
        window.log.leaving.connect(self._leave_list)
        window.going.connect(self.leave)

    def commands(self) -> list[Command]:
        also = _("where I was before history previous")
        return [
            Command("back", _("Back to where one was"), Group.SCREENS, self.back, KEYS["back"], also),
            Command("onward", _("Onward again"), Group.SCREENS, self.onward, KEYS["onward"], _("forward next")),
        ]

    def leave(self) -> None:
        """Remember the present place: another is about to be shown."""
        self._keep(self._here())

    def _leave_list(self, shown: Shown) -> None:
        if self._window.screens.current_key == "calls":
            self._keep(self._here()._replace(shown=shown))

    def _keep(self, here: Place) -> None:
        if self._going or (self._back and self._back[-1] == here):
            return
        self._back = [*self._back, here][-_MOST:]
        self._onward.clear()

    def back(self) -> None:
        if not self._window.screens.current.turns(-1):
            self._go(self._back, self._onward, _("There is no way further back."))

    def onward(self) -> None:
        if not self._window.screens.current.turns(1):
            self._go(self._onward, self._back, _("There is no way further on."))

    def _go(self, places: list[Place], others: list[Place], otherwise: str) -> None:
        here = self._here()
        while places and places[-1] == here:
            places.pop()
        if not places:
            self._window.place.advised.emit(otherwise)
            return
        others.append(here)
        there = places.pop()
        self._going = True
        if there.shown is not None:
            self._window.log.show_list(there.shown, there.call_id)
        if there.screen == _PAGE and there.call_id is not None:
            self._window.open_call(there.call_id)
        else:
            self._window.go_to_screen(there.screen)
        self._going = False

    def _here(self) -> Place:
        key = self._window.screens.current_key
        log = self._window.log
        if key == "calls":
            return Place(key, log.shown, log.current_call_id)
        return Place(key, None, self._window.screens.current.current_call_id if key == _PAGE else None)
