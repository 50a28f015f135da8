"""The main window, as what is made around it knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from deskapp.ui.calls.log.log_screen import LogScreen
    from deskapp.ui.window.current_call import CurrentCall
    from deskapp.ui.window.screens import Screens
    from deskapp.ui.window.search_field import SearchField
    from deskapp.ui.window.side_bar import SideBar
    from deskapp.ui.window.top_bar import TopBar
    from deskapp.ui.work.screen import Screen
    from deskapp.ui.work.ticker import Ticker
    from deskapp.ui.work.workplace import Workplace
    from deskapp.ui.work.workstation import Workstation


class WindowContext(Protocol):
    """What stands in the window, and what it can be asked for."""

    #: Who can work here: id, name and role of each.
    staff: tuple[tuple[int, str, str], ...]
    place: Workplace
    workstation: Workstation
    body: QWidget
    side: SideBar
    top: TopBar
    search: SearchField
    log: LogScreen
    screens: Screens
    current: CurrentCall
    ticker: Ticker

    @property
    def ready(self) -> SignalInstance:
        """The desk is open and its facts are here."""

    @property
    def desk_asked(self) -> SignalInstance:
        """Another desk's file, or None: choose."""

    @property
    def signed_out(self) -> SignalInstance:
        """Nobody works here any more."""

    @property
    def somebody_else(self) -> SignalInstance:
        """Somebody else signed in where it was locked: whose id."""

    def window(self) -> QWidget:
        """The window itself, to be the parent of dialogs and menus."""

    def close(self) -> bool: ...

    def show_screen(self, key: str) -> Screen: ...

    def go_to_screen(self, key: str) -> None: ...

    def focus_screen(self, screen: Screen | None = None) -> None: ...

    def show_call(self, call_id: int) -> None: ...

    def put_notice(self, notice: QWidget) -> None: ...

    def keep_place(self) -> None: ...

    def on_who_changed(self) -> None: ...
