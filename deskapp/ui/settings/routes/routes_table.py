"""The table of routes: Enter changes one, Alt with an arrow moves it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from deskapp.language import _
from deskapp.services.routes.views import RouteView
from deskapp.ui.look import theme
from deskapp.ui.settings.routes.routes_model import Column, RoutesModel


class RoutesTable(QTableView):
    opened = Signal(int)  # Enter or a double click on a route
    moved = Signal(int, int)  # a route is to go so many places down
    current_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.routes = RoutesModel(self)
        self.setModel(self.routes)
        self.setAccessibleName(_("Routes, in order"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(max(24, theme.px(30)))
        rows.hide()
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for column, width in ((Column.PLACE, 44), (Column.NAME, 150), (Column.WHEN, 210), (Column.THEN, 130)):
            self.setColumnWidth(column, theme.px(width))
        heads.setSectionResizeMode(Column.OFFERS, QHeaderView.ResizeMode.Stretch)
        self.doubleClicked.connect(lambda _index: self._open())
        self.selectionModel().selectionChanged.connect(lambda *_told: self.current_changed.emit())

    @property
    def current(self) -> RouteView | None:
        rows = self.selectionModel().selectedRows()
        return self.routes.routes[rows[0].row()] if rows else None

    def set_routes(self, routes: Sequence[RouteView]) -> None:
        """Show these; what was current stays current, or the first is."""
        before = self.current
        self.routes.set_routes(routes)
        if routes and (before is None or not self.select(before.id)):
            self.selectRow(0)
        self.current_changed.emit()

    def select(self, route_id: int) -> bool:
        for row, route in enumerate(self.routes.routes):
            if route.id == route_id:
                self.selectRow(row)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in places:
            if self.current is not None:
                self.moved.emit(self.current.id, places[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current.id)
