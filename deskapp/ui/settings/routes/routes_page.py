"""Routes: the rules in order by which contacts are offered when a call is escalated."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.routes.views import RoutesView, RouteView
from deskapp.ui.look import theme
from deskapp.ui.settings.ground.edited_list import EditedList
from deskapp.ui.settings.ground.list_page import ListPage
from deskapp.ui.settings.routes.route_dialog import RouteDialog
from deskapp.ui.settings.routes.route_test_dialog import RouteTestDialog
from deskapp.ui.settings.routes.routes_table import RoutesTable
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.work.workplace import Workplace


class _RouteList(EditedList):
    """The table, or what to do while there is no route; the buttons stand below the white column."""

    def lay_out(self) -> None:
        words = _("Without routes whoever can be reached, covers the category and has the authority is offered first.")
        self.empty = EmptyState(_("No routes yet"), words, _("Add a route"))
        self.empty.acted.connect(self.add)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.empty)
        box = Column()
        box.body.addWidget(self._stack)
        self._below = QHBoxLayout()
        self._below.setSpacing(theme.px(6))
        self._below.addLayout(self.bar, 4)
        self.column.addWidget(box, 1)
        self.column.addLayout(self._below)

    def put_by_buttons(self, words: QWidget) -> None:
        # Hidden or not, it takes its part of the line: the buttons stay where they are.
        policy = words.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        words.setSizePolicy(policy)
        self._below.insertWidget(0, words, 1, Qt.AlignmentFlag.AlignTop)

    def set_items(self, items: Sequence[RouteView], wanted: object = None) -> bool:
        self._stack.setCurrentWidget(self.list if items else self.empty)
        return super().set_items(items, wanted)


class RoutesPage(ListPage):
    """A table in order, a dialog to add or change a route, one to test them."""

    CONCERNS = ("routes", "contacts", "rotas", "categories", "policy")
    MAY = (Role.SUPERVISOR, Role.MANAGER)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _("The first route that fits a call says who is offered, in order. One for everything is asked last.")
        self._view: RoutesView | None = None
        self.table = RoutesTable()
        self.test_button = secondary(_("Test this route"))
        entries = _RouteList(self.table, _("Add a route"), first=[self.test_button])
        super().__init__(place, entries, about, _("Only a supervisor or manager can change routes."), parent)
        self.test_button.clicked.connect(self._test)
        self.begin()

    def read(self, desk: Desk) -> RoutesView:
        return desk.routes.all()

    def show_read(self, read: RoutesView) -> None:
        self._view = read
        self.show_items(read.routes)

    def rest(self) -> None:
        self.test_button.setEnabled(self._view is not None)

    def open(self, key: object) -> None:
        if self._view is None:
            return
        route = self.table.route if key is not None else None
        dialog = RouteDialog(self.place, self._view, route, self)
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def move_entry(self, key: object, places: int) -> None:
        if isinstance(key, int):
            self.want(key)
            self.change(lambda desk: desk.routes.move(key, places), self.show_read)

    def make_middle(self) -> QWidget:
        self.entries.put_by_buttons(self.why)
        return self.entries

    def _on_saved(self, saved: RouteView | None) -> None:
        if saved is None:
            self.place.said.emit(_("The route is out of use."))
            return
        self.want(saved.id)
        self.place.said.emit(_("{name} is saved.").format(name=saved.name))

    def _test(self) -> None:
        RouteTestDialog(self.place, self.table.route, self).open()
