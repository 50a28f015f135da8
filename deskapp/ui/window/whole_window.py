"""The main window, as the rest of its own room knows it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance

from deskapp.ui.work.window_context import WindowContext

if TYPE_CHECKING:
    from deskapp.ui.calls.log.log_screen import LogScreen
    from deskapp.ui.widgets.notice import Notice
    from deskapp.ui.window.current_call import CurrentCall
    from deskapp.ui.window.screens import Screens
    from deskapp.ui.window.search.search_field import SearchField
    from deskapp.ui.window.side_bar import SideBar
    from deskapp.ui.window.top_bar import TopBar
    from deskapp.ui.work.screen import Screen


class WholeWindow(WindowContext, Protocol):
    """What stands in the window, and what it can be asked for."""

    side: SideBar
    top: TopBar
    search: SearchField
    log: LogScreen
    screens: Screens
    current: CurrentCall

    @property
    def ready(self) -> SignalInstance:
        """The desk is open and its facts are here."""

    @property
    def leaving(self) -> SignalInstance:
        """Nobody, or somebody else, works here from now on: what is typed is to be kept."""

    @property
    def going(self) -> SignalInstance:
        """Another place is about to be shown."""

    @property
    def desk_asked(self) -> SignalInstance:
        """Another desk's file, or None: choose."""

    def close(self) -> bool: ...

    def go_to_screen(self, key: str) -> None: ...

    def focus_screen(self, screen: Screen | None = None) -> None: ...

    def show_call(self, call_id: int) -> None: ...

    def open_call(self, call_id: int) -> None: ...

    def put_notice(self, notice: Notice) -> None: ...
