"""The menu of a call's row in any list of the window: what has its place in the call, made from the acts' rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication

from deskapp.language import _
from deskapp.ui.calls.panel.row_menu import row_menu

if TYPE_CHECKING:
    from deskapp.services.overview.views import CallDetail
    from deskapp.ui.window.whole_window import WholeWindow
    from deskapp.ui.work.screen import Screen


class RowMenus(QObject):
    """Joins lists of calls to the acts, which they do not know themselves."""

    def __init__(self, window: WholeWindow) -> None:
        super().__init__(window.window())
        self._window, self._place = window, window.place

    def open(self, screen: Screen, at: QPoint) -> None:
        """The menu of the call that is meant on a screen, at this point of the display."""
        call_id = screen.current_call_id
        if call_id is None:
            return

        def show(call: CallDetail) -> None:
            if screen.current_call_id != call.row.id or not screen.isVisible():
                return
            menu = row_menu(
                call,
                screen.focus_taker,
                opened=lambda: self._window.open_call(call.row.id),
                copied=self._copy,
                asked=self._window.current.ask,
            )
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(at)

        self._place.read(lambda desk: desk.overview.call(call_id), show, key="row menu", receiver=self)

    def say(self, text: str) -> None:
        """Something is on the clipboard."""
        self._place.said.emit(_("Copied {number}").format(number=text))

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.say(text)
