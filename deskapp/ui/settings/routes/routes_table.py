"""The table of routes."""

from collections.abc import Sequence

from PySide6.QtWidgets import QHeaderView, QWidget

from deskapp.language import _
from deskapp.services.routes.views import RouteView
from deskapp.ui.look import theme
from deskapp.ui.settings.ground.edited_table import EditedTable
from deskapp.ui.settings.routes.routes_model import Column, RoutesModel


class RoutesTable(EditedTable):
    """A route's key is its id."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self.routes = RoutesModel()
        super().__init__(self.routes, _("Routes, in order"), parent)
        heads = self.horizontalHeader()
        for column, width in ((Column.PLACE, 44), (Column.NAME, 150), (Column.WHEN, 210), (Column.THEN, 130)):
            self.setColumnWidth(column, theme.px(width))
        heads.setSectionResizeMode(Column.OFFERS, QHeaderView.ResizeMode.Stretch)

    @property
    def keys(self) -> list[int]:
        return [route.id for route in self.routes.lines]

    @property
    def route(self) -> RouteView | None:
        """The route that is chosen."""
        return next((route for route in self.routes.lines if route.id == self.current), None)

    def show_lines(self, lines: Sequence[RouteView]) -> None:
        self.routes.set_lines(lines)
