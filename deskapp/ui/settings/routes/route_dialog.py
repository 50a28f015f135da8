"""Adding or changing a route: for which calls it counts, whom it offers in what order, and what comes after it."""

from collections.abc import Iterable

from PySide6.QtWidgets import QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import RouteHours
from deskapp.language import _
from deskapp.services.routes.acts import OF_EQUIPMENT, SaveRoute
from deskapp.services.routes.views import RoutesView, RouteView, StepView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.settings.routes import route_fields
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.dialogs import record
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.dialogs.record import Record, RecordField, Row
from deskapp.ui.widgets.fields.ordered_picks import OrderedPicks
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes

_CONTACT, _ROTA = "contact", "rota"
_EQUIPMENT = ("equipment", None)


class RouteDialog(ActDialog):
    """With a route: changes it, or takes it out of use."""

    def __init__(
        self, place: Workplace, view: RoutesView, route: RouteView | None, parent: QWidget | None = None
    ) -> None:
        title = _("New route") if route is None else _("Change route")
        super().__init__(place, title, _("Save route"), parent, width=620)
        self._id = route.id if route else None
        self._base_version = route.version if route else None
        self.record = Record(_fields(view, self._id, place.facts))
        self.record.lay_out(self.body, lambda field, widget: self.form(field.name, field.heading, widget))
        self.record["hours"].changed.connect(self._on_hours)
        self.body.addStretch(1)
        if route is not None:
            self.record.show(route)
            self.remove_button = self.add_button(secondary(_("Take out of use")), self.remove)
        self._on_hours()
        self.record["name"].setFocus()

    def submit(self) -> None:
        act = SaveRoute(**self.record.values(), id=self._id, base_version=self._base_version)
        self.carry_out(lambda desk: desk.routes.save(act))

    def remove(self) -> None:
        """Take the route out of use; the timeline keeps what it was."""
        route_id, base_version = self._id, self._base_version
        if route_id is not None and base_version is not None:
            self.carry_out(lambda desk: desk.routes.remove(route_id, base_version))

    def refuse(self, error: DeskError) -> None:
        """A newer version is shown instead, with a word that it is one."""
        newer = error.values.get("newer")
        if isinstance(error, Conflict) and isinstance(newer, RouteView):
            self._base_version = newer.version
            self.record.show(newer)
            self._on_hours()
        super().refuse(error)

    def _on_hours(self) -> None:
        self.field_shown("calendar_id", self.record["hours"].value != RouteHours.ALWAYS.value)


def _fields(view: RoutesView, route_id: int | None, facts: DeskFacts | None) -> list[Row]:
    """The fields of a route: a line each. Where it does not say, it counts for any."""
    hours = [(one, codes.route_hours(one)) for one in RouteHours]
    others = [(one.id, one.name) for one in view.routes if one.id != route_id]
    catch_all = _("The catch-all, then whoever fits best")
    return [
        record.line("name", _("Name")),
        (route_fields.category(facts, _("Any")), route_fields.kind(_("Any"))),
        (route_fields.trigger(facts, _("Any")), route_fields.priority(_("Any"))),
        (
            record.pills("hours", _("When"), hours, RouteHours.ALWAYS),
            route_fields.or_any("calendar_id", _("Hours"), _("The desk's hours"), view.calendars[1:]),
        ),
        _steps(view),
        route_fields.or_any("then_id", _("If nobody accepts, go on with"), catch_all, others),
    ]


def _steps(view: RoutesView) -> RecordField:
    """Contacts, rotas and who looks after the equipment in one order; the act has pairs of ids, the view the names."""

    def make() -> OrderedPicks:
        field = OrderedPicks(_("Offers, in order"), _("Add a contact or a rota: type a part of the name"))
        rotas = (((_ROTA, one.id), _on_call(one.name)) for one in view.rotas)
        contacts = (((_CONTACT, contact_id), words) for contact_id, words in view.contacts)
        field.offer([(_EQUIPMENT, _of_equipment()), *rotas, *contacts])
        return field

    def read(field: OrderedPicks) -> tuple[tuple[int | None, int | None], ...]:
        keys = [key for key in field.value if isinstance(key, tuple)]
        steps = ((step_id, None) if what == _CONTACT else (None, step_id) for what, step_id in keys)
        return tuple(OF_EQUIPMENT if key == _EQUIPMENT else step for key, step in zip(keys, steps, strict=True))

    def write(field: OrderedPicks, steps: Iterable[StepView]) -> None:
        field.set_value((_key(one), _step_words(one)) for one in steps)

    return RecordField("steps", _("Offers, in order: Alt with an arrow moves one"), make, read, write)


def _key(step: StepView) -> tuple[str, int | None]:
    if step.of_equipment:
        return _EQUIPMENT
    return (_CONTACT, step.contact_id) if step.rota_id is None else (_ROTA, step.rota_id)


def _step_words(step: StepView) -> str:
    if step.of_equipment:
        return _of_equipment()
    said = step.name if step.rota_id is None else _on_call(step.name)
    return said if step.active else _("{name} (not active)").format(name=said)


def _of_equipment() -> str:
    return _("Equipment: whoever looks after it")


def _on_call(rota: str) -> str:
    return _("On call: {rota}").format(rota=rota)
