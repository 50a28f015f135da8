"""What the list of calls offers by key and menu: its filters, its columns, keeping it by name; copying from a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint
from PySide6.QtGui import QGuiApplication

from deskapp.domain.call_life import CallAct
from deskapp.language import _
from deskapp.ui.calls.panel.row_menu import row_menu
from deskapp.ui.calls.panel.several_bar import SeveralBar
from deskapp.ui.work.commands import Command, Group
from deskapp.ui.work.keys import KEYS

if TYPE_CHECKING:
    from deskapp.services.overview.views import CallDetail
    from deskapp.ui.window.whole_window import WholeWindow


class ListKeys(QObject):
    """Joins the log to the acts, which it does not know itself. Made when the window has been painted once."""

    def __init__(self, window: WholeWindow) -> None:
        super().__init__(window.window())
        self._window, self._log, self._place = window, window.log, window.place
        table = self._log.table
        table.row_menu_asked.connect(self._open_row_menu)
        table.copied.connect(self._say)
        table.selectionModel().selectionChanged.connect(self._on_selected)
        self._bar: SeveralBar | None = None

    def commands(self) -> list[Command]:
        return [
            Command("filters", _("Filters"), Group.LOOK, self._go_to_filters, KEYS["filters"], _("narrow down sieve")),
            Command("columns", _("Columns"), Group.LOOK, self._open_columns, KEYS["columns"], _("sort headings hide")),
            Command("save_view", _("Save as view…"), Group.LOOK, self._save_view, also=_("keep list filter name")),
        ]

    def _copy(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self._say(text)

    def _say(self, text: str) -> None:
        self._place.said.emit(_("Copied {number}").format(number=text))

    def _open_row_menu(self, at: QPoint) -> None:
        call_id = self._log.current_call_id
        if call_id is None:
            return

        def show(call: CallDetail) -> None:
            if self._log.current_call_id != call.row.id:
                return
            menu = row_menu(
                call,
                self._log.table,
                opened=lambda: self._window.open_call(call.row.id),
                copied=self._copy,
                asked=self._window.current.ask,
            )
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(at)

        self._place.read(lambda desk: desk.overview.call(call_id), show, key="row menu", receiver=self)

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
