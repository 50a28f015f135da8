"""The table of routes: Enter changes one, Alt with an arrow moves it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from deskapp.language import _
from deskapp.services.routes.views import RouteView
from deskapp.ui.look import theme
from deskapp.ui.settings.routes.routes_model import Column, RoutesModel
from deskapp.ui.widgets.lists.line_table import LineTable
from deskapp.ui.widgets.lists.order_keys import places_asked


class RoutesTable(LineTable):
    """What an `EditedList` needs of its list; a route's key is its id."""

    confirmed = Signal(object)  # Enter or a double click on a route
    moved = Signal(int)  # the current one is to go so many places down
    removed = Signal()  # never by a key: a route is taken out of use in its dialog
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        self.routes = RoutesModel()
        super().__init__(self.routes, _("Routes, in order"), parent)
        heads = self.horizontalHeader()
        for column, width in ((Column.PLACE, 44), (Column.NAME, 150), (Column.WHEN, 210), (Column.THEN, 130)):
            self.setColumnWidth(column, theme.px(width))
        heads.setSectionResizeMode(Column.OFFERS, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda _index: self._confirm())
        self.selectionModel().selectionChanged.connect(lambda *_told: self.chosen.emit(self.current))

    @property
    def keys(self) -> list[int]:
        return [route.id for route in self.routes.lines]

    @property
    def route(self) -> RouteView | None:
        """The route that is chosen."""
        rows = self.selectionModel().selectedRows()
        return self.routes.lines[rows[0].row()] if rows else None

    @property
    def current(self) -> int | None:
        return self.route.id if self.route is not None else None

    def set_items(self, routes: Sequence[RouteView]) -> None:
        """Show these; what was current stays current."""
        before = self.current
        self.routes.set_lines(routes)
        self.set_current(before)

    def set_current(self, key: object) -> bool:
        keys = self.keys
        if key not in keys:
            return False
        self.selectRow(keys.index(key))
        return True

    def choose_first(self) -> None:
        if self.keys:
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = places_asked(event)
        if places:
            self.moved.emit(places)
        elif Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._confirm()
        else:
            super().keyPressEvent(event)

    def _confirm(self) -> None:
        if self.current is not None:
            self.confirmed.emit(self.current)
