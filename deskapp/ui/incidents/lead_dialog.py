"""Somebody else leads an incident from now on: who, and why."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.incidents.acts import HandOverLead
from deskapp.services.incidents.views import IncidentView
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace


class LeadDialog(ActDialog):
    """Its lead gives it away; a supervisor any."""

    def __init__(self, place: Workplace, incident: IncidentView, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            _("Hand over the lead"),
            _("Hand over"),
            parent,
            about=_("{title} · {lead} leads").format(title=incident.title, lead=incident.lead),
            draft=f"incident-lead:{incident.id}",
        )
        self._incident = incident
        staff = place.facts.staff if place.facts else ()
        people = [(one.id, one.name) for one in staff if one.active and one.id != incident.lead_id]
        self.lead = self.add("lead_id", _("Who leads"), choices.drop_down(people))
        self.reason = self.add("reason", _("Why"), TextArea(lines=2))
        self.lead.setFocus()

    def submit(self) -> None:
        act = HandOverLead(self._incident.id, self._incident.version, self.lead.currentData() or 0, self.reason.text())
        self.carry_out(lambda desk: desk.incidents.hand_over(act))
