"""A further calendar: of a supplier, of the hours after the desk's own, of anybody whose time is counted."""

from typing import Any

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.domain.working_time import WEEKDAYS
from deskapp.language import _
from deskapp.services.clocks.acts import SaveHours
from deskapp.services.clocks.views import CalendarView
from deskapp.ui.settings.hours import hours_text
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.work.workplace import Workplace


class NewCalendarDialog(ActDialog):
    """It begins as a copy of the desk's hours, or day and night; its hours are edited on the page then."""

    def __init__(self, place: Workplace, desk: CalendarView, parent: QWidget | None = None) -> None:
        super().__init__(place, _("New calendar"), _("Add calendar"), parent, width=420)
        self._desk = desk
        self.name = self.add("name", _("Name"), QLineEdit())
        self.name.setPlaceholderText(_("After hours, or a supplier's name"))
        kinds = [("copy", _("as {name}").format(name=desk.name.replace("&", "&&"))), ("always", _("24 x 7"))]
        self.kind = self.add("kind", _("Hours to begin with"), ChoiceRow(_("Hours to begin with"), kinds, "copy"))
        self.body.addStretch(1)
        self.name.setFocus()

    def submit(self) -> None:
        if not self.name.text().strip():
            self.say("name", _("This is needed."))
            self.go_to(self.name)
            return
        act = SaveHours(None, self._spec(), name=self.name.text())
        self.carry_out(lambda desk: desk.site.save_hours(act))

    def _spec(self) -> dict[str, Any]:
        if self.kind.value == "always":
            always: list[hours_text.Span] = [("00:00", "24:00")]
            return hours_text.spec(self._desk.calendar.zone, dict.fromkeys(WEEKDAYS, always), {}, {})
        names = {str(day): name for day, name in self._desk.names.items()}
        return {**self._desk.calendar.to_dict(), "names": names}
