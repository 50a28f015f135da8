"""The main window, as what is not of the window's own room knows it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from deskapp.ui.work.screen import Screen
    from deskapp.ui.work.ticker import SlowTicker, Ticker
    from deskapp.ui.work.workplace import Workplace
    from deskapp.ui.work.workstation import Workstation


class WindowContext(Protocol):
    """What everybody may ask of the window: who works here, the beat, the screens, and to stand in it."""

    #: Who can work here: id, name and role of each.
    staff: tuple[tuple[int, str, str], ...]
    place: Workplace
    workstation: Workstation
    body: QWidget
    ticker: Ticker
    slow: SlowTicker

    @property
    def side_bar(self) -> QWidget:
        """Where the menu of who works here hangs."""

    @property
    def signed_out(self) -> SignalInstance:
        """Nobody works here any more."""

    @property
    def wall_asked(self) -> SignalInstance:
        """Somebody wants the board for the wall."""

    @property
    def somebody_else(self) -> SignalInstance:
        """Somebody else signed in where it was locked: whose id."""

    def window(self) -> QWidget:
        """The window itself, to be the parent of dialogs and menus."""

    def show_screen(self, key: str) -> Screen: ...

    def keep_place(self) -> None: ...

    def leave(self, then: Callable[[], object]) -> None:
        """Do this, by which the window goes, once nothing that was typed or asked for is lost by it."""

    def put_away(self) -> None:
        """Before somebody else may work here: keep what is typed in windows beside this one, and close them."""

    def on_who_changed(self) -> None: ...
