"""Adding or changing a route: for which calls it counts, whom it offers in what order, and what comes after it."""

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import EscalationType, Priority, RouteHours
from deskapp.language import _
from deskapp.services.routes.acts import SaveRoute
from deskapp.services.routes.views import RoutesView, RouteView
from deskapp.ui.look import theme
from deskapp.ui.settings.routes import route_fields
from deskapp.ui.settings.routes.route_fields import choose, chosen
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.ordered_picks import OrderedPicks
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes

_CONTACT, _ROTA = "contact", "rota"


class RouteDialog(ActDialog):
    """With a route: changes it, or takes it out of use."""

    def __init__(
        self, place: Workplace, view: RoutesView, route: RouteView | None, parent: QWidget | None = None
    ) -> None:
        title = _("New route") if route is None else _("Change route")
        super().__init__(place, title, _("Save route"), parent, width=620)
        self._view = view
        self._id = route.id if route else None
        self._version = route.version if route else None
        self.name = self.add("name", _("Name"), QLineEdit())
        self._add_conditions()
        self.steps = OrderedPicks(_("Offers, in order"), _("Add a contact or a rota: type a part of the name"))
        self.steps.offer(
            [
                *(((_ROTA, one.id), _("On call: {rota}").format(rota=one.name)) for one in view.rotas),
                *(((_CONTACT, number), words) for number, words in view.contacts),
            ]
        )
        self.add("steps", _("Offers, in order: Alt with an arrow moves one"), self.steps)
        self.then = DropDown()
        self.then.addItem(_("The catch-all, then whoever fits best"), route_fields.ANY)
        for other in view.routes:
            if other.id != self._id:
                self.then.addItem(other.name, other.id)
        self.add("then_id", _("If nobody accepts, go on with"), self.then)
        self.body.addStretch(1)
        if route is not None:
            self.show_route(route)
            self.remove_button = self.add_button(secondary(_("Take out of use")), self.remove)
        self._on_hours()
        self.name.setFocus()

    def submit(self) -> None:
        act = self.act()
        self.carry_out(lambda desk: desk.routes.save(act))

    def remove(self) -> None:
        """Take the route out of use; the timeline keeps what it was."""
        number, version = self._id, self._version
        if number is not None and version is not None:
            self.carry_out(lambda desk: desk.routes.remove(number, version))

    def act(self) -> SaveRoute:
        kind, priority = chosen(self.kind), chosen(self.priority)
        return SaveRoute(
            name=self.name.text(),
            steps=tuple((key, None) if what == _CONTACT else (None, key) for what, key in self._keys()),
            category_id=chosen(self.category),
            type=None if kind is None else EscalationType(kind),
            trigger=chosen(self.sign),
            priority=None if priority is None else Priority(priority),
            hours=RouteHours(str(self.hours.value)),
            calendar_id=chosen(self.calendar),
            then_id=chosen(self.then),
            id=self._id,
            version=self._version,
        )

    def show_route(self, route: RouteView) -> None:
        """Put a route into the fields."""
        self.name.setText(route.name)
        choose(self.category, route.category_id)
        choose(self.kind, None if route.type is None else route.type.value)
        choose(self.sign, route.trigger)
        choose(self.priority, None if route.priority is None else route.priority.value)
        self.hours.set_value(route.hours.value)
        choose(self.calendar, route.calendar_id)
        self.steps.set_value(
            ((_ROTA, one.rota_id) if one.rota_id is not None else (_CONTACT, one.contact_id), self._step_words(one))
            for one in route.steps
        )
        choose(self.then, route.then_id)
        self._on_hours()

    def refuse(self, error: DeskError) -> None:
        """A newer version is shown instead, with a word that it is one."""
        newer = error.values.get("newer")
        if isinstance(error, Conflict) and isinstance(newer, RouteView):
            self._version = newer.version
            self.show_route(newer)
        super().refuse(error)

    def _keys(self) -> list[tuple[str, int]]:
        return [key for key in self.steps.value if isinstance(key, tuple)]

    def _step_words(self, step: object) -> str:
        name, rota_id = getattr(step, "name", ""), getattr(step, "rota_id", None)
        said = _("On call: {rota}").format(rota=name) if rota_id is not None else str(name)
        return said if getattr(step, "active", True) else _("{name} (not active)").format(name=said)

    def _on_hours(self) -> None:
        self.field_shown("calendar_id", self.hours.value != RouteHours.ALWAYS.value)

    def _add_conditions(self) -> None:
        facts = self.place.facts
        self.category = route_fields.category(facts, _("Any"))
        self.kind = route_fields.kind(_("Any"))
        self._pair("category_id", _("Category"), self.category, "type", _("Type of escalation"), self.kind)
        self.sign = route_fields.trigger(facts, _("Any"))
        self.priority = route_fields.priority(_("Any"))
        self._pair("trigger", _("Trigger"), self.sign, "priority", _("Priority"), self.priority)
        words = [(one.value, codes.route_hours(one)) for one in RouteHours]
        self.hours = ChoiceRow(_("When"), words, RouteHours.ALWAYS.value)
        self.hours.changed.connect(self._on_hours)
        self.calendar = DropDown()
        self.calendar.addItem(_("The desk's hours"), route_fields.ANY)
        for number, name in self._view.calendars[1:]:
            self.calendar.addItem(name, number)
        self._pair("hours", _("When"), self.hours, "calendar_id", _("Hours"), self.calendar)

    def _pair(
        self, left: str, left_words: str, left_field: QWidget, right: str, right_words: str, right_field: QWidget
    ) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.form(left, left_words, left_field), 1)
        row.addWidget(self.form(right, right_words, right_field), 1)
        self.body.addLayout(row)
