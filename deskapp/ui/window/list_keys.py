"""What lists of calls offer by key and menu: the menu of a row; of the log its filters, columns, keeping it by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication

from deskapp.domain.call_life import CallAct
from deskapp.language import _
from deskapp.ui.calls.many.many_bar import ManyBar
from deskapp.ui.calls.panel.row_menu import row_menu
from deskapp.ui.work.commands import Command, Group
from deskapp.ui.work.keys import KEYS

if TYPE_CHECKING:
    from deskapp.services.overview.views import CallDetail
    from deskapp.ui.window.whole_window import WholeWindow
    from deskapp.ui.work.screen import Screen


#: What several calls of the log can be given, as their buttons stand.
_SEVERAL = (CallAct.REASSIGN, CallAct.PRIORITY, CallAct.ASK, CallAct.NOTE, CallAct.TAG, CallAct.SHEET)


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
                self._place.role,
                screen.focus_taker,
                opened=lambda: self._window.open_call(call.row.id),
                copied=self._copy,
                asked=self._window.current.ask,
                taken=screen.own_keys,
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


class ListKeys(QObject):
    """Joins the log to the acts, which it does not know itself. Made when the window has been painted once."""

    def __init__(self, window: WholeWindow, menus: RowMenus) -> None:
        super().__init__(window.window())
        self._window, self._log, self._place = window, window.log, window.place
        table = self._log.table
        table.row_menu_asked.connect(partial(menus.open, self._log))
        table.copied.connect(menus.say)
        table.selectionModel().selectionChanged.connect(self._on_selected)
        self._bar: ManyBar | None = None

    def commands(self) -> list[Command]:
        return [
            Command("filters", _("Filters"), Group.LOOK, self._go_to_filters, KEYS["filters"], _("narrow down sieve")),
            Command("columns", _("Columns"), Group.LOOK, self._open_columns, KEYS["columns"], _("sort headings hide")),
            Command("refresh", _("Refresh"), Group.LOOK, self._refresh, KEYS["refresh"], _("news changed reload")),
            Command("save_view", _("Save as view…"), Group.LOOK, self._save_view, also=_("keep list filter name")),
        ]

    def _on_selected(self) -> None:
        count = self._log.table.selected_count
        if self._bar is None:
            if count < 2:
                return
            self._bar = ManyBar(self._window.place, self._log.selected_calls, _SEVERAL)
            self._bar.asked.connect(self._window.current.ask)
            self._bar.export_asked.connect(self._log.export_asked)
            self._bar.clear_asked.connect(self._select_one)
            self._bar.go_to_asked.connect(self._log.show_call)
            self._log.put_foot(self._bar, self._bar.carries_out)
            self._log.compacted.connect(self._bar.set_compact)
            self._bar.set_compact(self._log.is_compact)
        self._bar.set_count(count)

    def _select_one(self) -> None:
        call_id = self._log.current_call_id
        if call_id is not None:
            self._log.table.select(call_id)
        self._log.table.setFocus()

    def _go_to_filters(self) -> None:
        self._window.go_to_screen("calls")
        self._log.go_to_filters()

    def _open_columns(self) -> None:
        self._window.go_to_screen("calls")
        self._log.open_columns()

    def _refresh(self) -> None:
        if not self._window.screens.current.refresh():
            self._place.advised.emit(_("What is shown here follows by itself."))

    def _save_view(self) -> None:
        self._window.go_to_screen("calls")
        self._log.save_view()
