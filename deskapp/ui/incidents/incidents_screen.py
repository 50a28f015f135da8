"""Major incidents: those that are open and those of the past on the left, one with everything on the right."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QSize
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from deskapp.domain.errors import DeskError
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes
from deskapp.services.incidents.acts import DoStep, NotReached
from deskapp.services.incidents.views import IncidentDetail, IncidentStepView, IncidentView
from deskapp.ui.incidents import acts, incident_listing, words
from deskapp.ui.incidents.incident_panel import IncidentPanel, key_of
from deskapp.ui.incidents.open_dialog import OpenIncidentDialog
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.lists.list_screen import ListScreen
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.keys import native
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

_OPEN_KEY = "Ctrl+Shift+I"
#: Below this width (in the drawing) the list stands above the one that is chosen, so high at most.
_BESIDE, _ABOVE = 560, 110
#: No limit to a size, as Qt has it.
_FREE = 16_777_215


class IncidentsScreen(ListScreen):
    """The keys act on the incident that is chosen, and on the chosen one of its calls."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, parent)
        self._incidents: dict[int, IncidentView] = {}
        self._wanted = 0
        self.table = PickList(_("Incidents"))
        self.panel = IncidentPanel()
        self.panel.hide()
        self.notice = Notice()
        self.open_button = secondary(_("Open an incident"), native(_OPEN_KEY))
        how = _(
            "When many customers have the same trouble, open one: it gathers their calls, a checklist, and one"
            " message for all. Or escalate a call with the type Incident."
        )
        self.empty = EmptyState(_("No incident is open, and none was"), how, _("Open an incident"), native(_OPEN_KEY))
        self.empty.acted.connect(self.open_incident)
        self.lay_out(_("Incidents"), self.empty, self.notice, filled=self._columns(), head=self.open_button)
        self._bind()
        self.table.chosen.connect(self._read_one)
        self.panel.asked.connect(self.ask)
        self.panel.step_asked.connect(self._on_step)

    @property
    def detail(self) -> IncidentDetail | None:
        """The incident shown; None while another is being read."""
        shown = self.panel.detail
        return shown if shown is not None and shown.incident.id == self.table.current else None

    @property
    def current_call_id(self) -> int | None:
        call = self.panel.call if self.detail else None
        return call.row.id if call else None

    @property
    def number_to_copy(self) -> str | None:
        call = self.panel.call if self.detail else None
        return call.phone if call else None

    def listings(self) -> tuple[Listing, ...]:
        of_one = (incident_listing.of_one(self.detail),) if self.detail is not None else ()
        return (incident_listing.of_all(tuple(self._incidents.values())), *of_one)

    def set_now(self, now: datetime) -> None:
        super().set_now(now)
        if self.isVisible():
            self.panel.set_now(self._place.zone, now)

    def show_incident(self, incident_id: int) -> None:
        """Choose this one, once it is there."""
        self._wanted = incident_id
        self._choose_wanted()

    # What buttons and keys do

    def open_incident(self) -> None:
        dialog = OpenIncidentDialog(self._place, self.window())
        dialog.carried_out.connect(lambda incident: self.show_incident(incident.id))
        dialog.open()

    def ask(self, key: str) -> None:
        """Do something with the incident shown, or with the chosen one of its calls."""
        detail, call = self.detail, self.panel.call
        if detail is None or not self.panel.buttons[key].isEnabled() or self.panel.buttons[key].isHidden():
            return
        if key == "done":
            if self.panel.step is not None:
                self._on_step(self.panel.step, at_once=True)
            return
        if key in ("tell", "missed", "copy", "call", "leave"):
            if call is None:
                return
            if key == "tell":
                acts.tell(self._place, detail, call, self.window()).open()
            elif key == "leave":
                acts.leave(self._place, detail, call, self.window()).open()
            elif key == "call":
                self.open_asked.emit(call.row.id)
            elif key == "copy":
                QGuiApplication.clipboard().setText(call.phone)
                self._place.said.emit(_("Copied {number}").format(number=call.phone))
            else:
                missed = NotReached(detail.incident.id, call.row.id)
                self._place.act(lambda desk: desk.incidents.not_reached(missed), None, self._on_refused, receiver=self)
            return
        acts.dialog(key, self._place, detail, self.window()).open()

    def _on_step(self, step: IncidentStepView, at_once: bool) -> None:
        detail = self.detail
        if detail is None or detail.incident.over_at is not None:
            return
        if at_once and step.done_at is None:
            act = DoStep(step.id)
            self._place.act(lambda desk: desk.incidents.do_step(act), None, self._on_refused, receiver=self)
        else:
            acts.step(self._place, detail.incident, step, self.window()).open()

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return bool(changes.calls) or changes.touches("incidents", "customers", "staff", "categories")

    def reload(self) -> None:
        self._place.read(
            lambda desk: (*desk.incidents.open(), *desk.incidents.recent()),
            self._on_incidents,
            key=("incidents", id(self)),
        )

    # Inside

    def _on_incidents(self, incidents: tuple[IncidentView, ...]) -> None:
        self._incidents = {incident.id: incident for incident in incidents}
        self._now = self._place.desk.clock.now()
        self._show()
        self._choose_wanted()
        if self.table.current is None:
            self.table.choose_first()
        # However it came to be the chosen one; asked for twice, it is read once.
        self._read_one(self.table.current)

    def _choose_wanted(self) -> None:
        if self._wanted in self._incidents:
            self.table.set_current(self._wanted)
            self._wanted = 0

    def _show(self) -> None:
        zone = self._place.zone
        self.table.set_items([words.card(one, zone, self._now) for one in self._incidents.values()])
        count = sum(one.over_at is None for one in self._incidents.values())
        said = ngettext("{n} open", "{n} open", count).format(n=count) if count else ""
        self.say_count(said, empty=not self._incidents)
        self.open_button.setVisible(bool(self._incidents))

    def _read_one(self, current: object) -> None:
        """current: as the list tells it; its own is still the one before while it tells."""
        if not isinstance(current, int):
            return
        self._place.read(
            lambda desk: desk.incidents.one(current), self._on_one, self._on_refused, key=("incident", id(self))
        )

    def _on_one(self, detail: IncidentDetail) -> None:
        if detail.incident.id == self.table.current:
            self.panel.show_incident(detail, self._place.zone, self._now)
            self.panel.show()

    def _on_refused(self, error: DeskError) -> None:
        self.notice.say(refusals.error(error), Tint.OVER)
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, directions = event.size().width(), QBoxLayout.Direction
        beside = width >= theme.px(_BESIDE)
        self._row.setDirection(directions.LeftToRight if beside else directions.TopToBottom)
        share = min(max(theme.px(180), round(width * 0.26)), theme.px(250))
        self.table.setMaximumSize(share if beside else _FREE, _FREE if beside else theme.px(_ABOVE))

    def minimumSizeHint(self) -> QSize:
        # Beside each other the two would keep the window from becoming narrower again.
        return QSize(self.panel.minimumSizeHint().width() + theme.px(28), super().minimumSizeHint().height())

    def _bind(self) -> None:
        for key in ("message", "join", "note", "lead", "over", "missed", "leave", "step"):
            self.bind(key_of(key), partial(self._on_key, key))
        self.bind(_OPEN_KEY, self.open_incident)

    def _on_key(self, key: str) -> None:
        """One key ends an incident, and takes that back."""
        if key == "over" and self.panel.buttons["over"].isHidden():
            key = "reopen"
        self.ask(key)

    def _columns(self) -> QWidget:
        columns = QWidget()
        self._row = row = QBoxLayout(QBoxLayout.Direction.LeftToRight, columns)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(self.table, 1)
        row.addWidget(self.panel, 3)
        return columns
