"""What the list of calls offers by key and menu: its filters, its columns, keeping it by name."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from deskapp.domain.call_life import CallAct
from deskapp.language import _
from deskapp.ui.calls.panel.several_bar import SeveralBar
from deskapp.ui.work.commands import Command, Group
from deskapp.ui.work.keys import KEYS

if TYPE_CHECKING:
    from deskapp.ui.window.row_menus import RowMenus
    from deskapp.ui.window.whole_window import WholeWindow


class ListKeys(QObject):
    """Joins the log to the acts, which it does not know itself. Made when the window has been painted once."""

    def __init__(self, window: WholeWindow, menus: RowMenus) -> None:
        super().__init__(window.window())
        self._window, self._log = window, window.log
        table = self._log.table
        table.row_menu_asked.connect(partial(menus.open, self._log))
        table.copied.connect(menus.say)
        table.selectionModel().selectionChanged.connect(self._on_selected)
        self._bar: SeveralBar | None = None

    def commands(self) -> list[Command]:
        return [
            Command("filters", _("Filters"), Group.LOOK, self._go_to_filters, KEYS["filters"], _("narrow down sieve")),
            Command("columns", _("Columns"), Group.LOOK, self._open_columns, KEYS["columns"], _("sort headings hide")),
            Command("save_view", _("Save as view…"), Group.LOOK, self._save_view, also=_("keep list filter name")),
        ]

    def _on_selected(self) -> None:
        count = self._log.table.selected_count
        if self._bar is None:
            if count < 2:
                return
            self._bar = SeveralBar((CallAct.NOTE, CallAct.TAG, CallAct.REASSIGN, CallAct.SHEET))
            self._bar.asked.connect(self._window.current.ask)
            self._bar.export_asked.connect(self._log.export_asked)
            self._bar.clear_asked.connect(self._select_one)
            self._log.put_foot(self._bar)
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

    def _save_view(self) -> None:
        self._window.go_to_screen("calls")
        self._log.save_view()
