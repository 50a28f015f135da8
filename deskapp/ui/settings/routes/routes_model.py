"""The routes in their order, a line each, as a table's model."""

from collections.abc import Sequence
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deskapp.language import _
from deskapp.services.routes.views import RouteView
from deskapp.ui.settings.routes import route_words

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class Column(IntEnum):
    PLACE = 0
    NAME = 1
    WHEN = 2
    OFFERS = 3
    THEN = 4


class RoutesModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._routes: tuple[RouteView, ...] = ()

    @property
    def routes(self) -> tuple[RouteView, ...]:
        return self._routes

    def set_routes(self, routes: Sequence[RouteView]) -> None:
        self.beginResetModel()
        self._routes = tuple(routes)
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._routes)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        route = self._routes[index.row()]
        return {
            Column.PLACE: str(index.row() + 1),
            Column.NAME: route.name,
            Column.WHEN: route_words.conditions(route),
            Column.OFFERS: route_words.offers(route),
            Column.THEN: route.then,
        }[Column(index.column())]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return {
            Column.PLACE: _("No."),
            Column.NAME: _("Route"),
            Column.WHEN: _("For"),
            Column.OFFERS: _("Offers, in order"),
            Column.THEN: _("If nobody accepts"),
        }[Column(section)]
