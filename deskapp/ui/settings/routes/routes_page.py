"""Routes: the rules in order by which contacts are offered when a call is escalated."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.routes.views import RoutesView, RouteView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.look import theme
from deskapp.ui.settings.routes.route_dialog import RouteDialog
from deskapp.ui.settings.routes.route_test_dialog import RouteTestDialog
from deskapp.ui.settings.routes.routes_table import RoutesTable
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.workplace import Workplace

_MAY = (Role.SUPERVISOR, Role.MANAGER)


class RoutesPage(QWidget):
    """A table in order, a dialog to add or change a route, one to test them."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._view: RoutesView | None = None
        self._allowed = False
        self._wanted: int | None = None
        self.table = RoutesTable()
        self.table.opened.connect(self._edit)
        self.table.moved.connect(self._move)
        self.table.current_changed.connect(self._rest)
        words = _("Without routes whoever can be reached, covers the category and has the authority is offered first.")
        self.empty = EmptyState(_("No routes yet"), words, _("Add a route"))
        self.empty.acted.connect(self._add)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        self.why = Label("", "muted", wrap=True)
        self.up_button = secondary(_("Up"), _("Alt+↑"))
        self.up_button.clicked.connect(lambda: self._move_current(-1))
        self.down_button = secondary(_("Down"), _("Alt+↓"))
        self.down_button.clicked.connect(lambda: self._move_current(1))
        self.test_button = secondary(_("Test this route"))
        self.test_button.clicked.connect(self._test)
        self.edit_button = secondary(_("Change"))
        self.edit_button.clicked.connect(lambda: self._edit(self.table.current.id) if self.table.current else None)
        self.add_button = secondary(_("Add a route"))
        self.add_button.clicked.connect(self._add)
        self._lay_out()
        place.facts_changed.connect(self._on_facts)
        if place.facts is not None:
            self._on_facts(place.facts)
        self._reloader = Reloader(self, place.hub)

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("routes", "contacts", "rotas", "categories", "policy")

    def reload(self) -> None:
        self._place.read(lambda desk: desk.routes.all(), self._on_routes, key=("routes", id(self)))

    def _on_routes(self, view: RoutesView) -> None:
        self._view = view
        self.table.set_routes(view.routes)
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
        self._stack.setCurrentWidget(self.table if view.routes else self.empty)
        self._rest()

    def _on_facts(self, facts: DeskFacts) -> None:
        me = next((one for one in facts.staff if one.id == self._place.desk.staff_id), None)
        self._allowed = me is not None and me.role in _MAY
        self.why.setText("" if self._allowed else _("Only a supervisor or manager can change routes."))
        self._rest()

    def _rest(self) -> None:
        chosen, routes = self.table.current, self._view.routes if self._view else ()
        ready = self._allowed and chosen is not None
        self.edit_button.setEnabled(ready)
        self.up_button.setEnabled(ready and routes[:1] != (chosen,))
        self.down_button.setEnabled(ready and routes[-1:] != (chosen,))
        self.add_button.setEnabled(self._allowed and self._view is not None)
        self.test_button.setEnabled(self._view is not None)

    def _add(self) -> None:
        if self._allowed and self._view is not None:
            self._open(RouteDialog(self._place, self._view, None, self))

    def _edit(self, route_id: int) -> None:
        if not self._allowed or self._view is None:
            return
        route = next((one for one in self._view.routes if one.id == route_id), None)
        if route is not None:
            self._open(RouteDialog(self._place, self._view, route, self))

    def _open(self, dialog: RouteDialog) -> None:
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, saved: RouteView | None) -> None:
        if saved is None:
            self._place.said.emit(_("The route is out of use."))
            return
        self._wanted = saved.id
        self._place.said.emit(_("{name} is saved.").format(name=saved.name))

    def _move_current(self, places: int) -> None:
        if self.table.current is not None:
            self._move(self.table.current.id, places)

    def _move(self, route_id: int, places: int) -> None:
        if self._allowed:
            self._wanted = route_id
            self._place.act(lambda desk: desk.routes.move(route_id, places), self._on_routes, receiver=self)

    def _test(self) -> None:
        RouteTestDialog(self._place, self.table.current, self).open()

    def _lay_out(self) -> None:
        box = Column()
        box.body.addWidget(self._stack)
        bar = FlowLayout(spacing=theme.px(6))
        for button in (self.test_button, self.up_button, self.down_button, self.edit_button, self.add_button):
            bar.addWidget(button)
        below = QHBoxLayout()
        below.setSpacing(theme.px(6))
        below.addWidget(self.why, 1, Qt.AlignmentFlag.AlignTop)
        below.addLayout(bar, 4)
        about = _("The first route that fits a call says who is offered, in order. One for everything is asked last.")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(Label(about, "muted", wrap=True))
        column.addWidget(box, 1)
        column.addLayout(below)
