"""The routes in their order, a line each, as a table's model."""

from enum import IntEnum

from PySide6.QtCore import QObject

from deskapp.language import _
from deskapp.services.routes.views import RouteView
from deskapp.ui.settings.routes import route_words
from deskapp.ui.widgets.lists.line_model import LineModel


class Column(IntEnum):
    PLACE = 0
    NAME = 1
    WHEN = 2
    OFFERS = 3
    THEN = 4


class RoutesModel(LineModel):
    def __init__(self, parent: QObject | None = None) -> None:
        heads = {
            Column.PLACE: _("No."),
            Column.NAME: _("Route"),
            Column.WHEN: _("For"),
            Column.OFFERS: _("Offers, in order"),
            Column.THEN: _("If nobody accepts"),
        }
        super().__init__(heads, parent)

    def words(self, place: int, column: Column) -> str:
        route: RouteView = self.lines[place]
        return {
            Column.PLACE: str(place + 1),
            Column.NAME: route.name,
            Column.WHEN: route_words.conditions(route),
            Column.OFFERS: route_words.offers(route),
            Column.THEN: route.then,
        }[column]
