"""Open a major incident: what it is called, since when, who leads, which calls belong to it."""

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.language import _
from deskapp.services.calls.row import CallRow
from deskapp.services.incidents.acts import OpenIncident
from deskapp.ui.incidents.call_ticks import CallTicks
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.work.workplace import Workplace


class OpenIncidentDialog(ActDialog):
    """Only the title is needed; the site's checklist comes with it."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Open an incident"), _("Open incident"), parent, draft="open-incident", width=560)
        facts = place.facts
        self.title_field = self.add("title", _("What it is called"), QLineEdit())
        self.began_at = self.add("began_at", _("Began"), WhenField(place.desk.clock, place.zone, past=True))
        self.began_at.set_value(place.desk.clock.now())
        self.category = self.add("category_id", _("Category"), choices.drop_down(choices.categories(facts)))
        people = [(one.id, one.name) for one in facts.staff if one.active] if facts else []
        self.lead = self.add("lead_id", _("Who leads"), choices.drop_down(people, place.desk.staff_id))
        self.calls = CallTicks()
        self.body.addWidget(self.calls)
        if self.draft is not None:
            self.draft.keep("calls", lambda: list(self.calls.ticked), self.calls.tick, self.calls.changed)
        self.hint.setText(_("Nothing is sent anywhere. The checklist of the site comes with it."))
        self.category.currentIndexChanged.connect(self._ask)
        self._ask()
        self.title_field.setFocus()

    def submit(self) -> None:
        act = OpenIncident(
            title=self.title_field.text(),
            calls=self.calls.ticked,
            category_id=choices.category_of(self.category),
            began_at=self.began_at.value(),
            lead_id=self.lead.currentData(),
        )
        self.carry_out(lambda desk: desk.incidents.start(act))

    def _ask(self) -> None:
        category = choices.category_of(self.category)
        self.place.read(lambda desk: desk.incidents.of_the_hour(category), self._on_rows, key=("of the hour", id(self)))

    def _on_rows(self, rows: tuple[CallRow, ...]) -> None:
        self.calls.set_rows(rows)
