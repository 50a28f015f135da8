"""The ground of dialogs that ask for a day, and for somebody of the staff."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QComboBox

from deskapp.language import _
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.wording import codes


class DayDialog(ActDialog):
    @property
    def today(self) -> date:
        """The site's local day."""
        return self.place.desk.clock.now().astimezone(ZoneInfo(self.place.zone)).date()

    def day_field(self, name: str, words: str, day: date | None) -> DayField:
        field = self.add(name, words, DayField(self.place.desk.clock, self.place.zone))
        field.set_day(day)
        return field

    def day_in(self, name: str, field: DayField) -> date | None:
        """The day in a field that cannot do without; where there is none, that is pointed out."""
        if field.day is None:
            self.point_out(name, field.refusal or _("Give a day."))
        return field.day

    def owner_field(self, words: str, owner_id: int | None = None) -> QComboBox:
        """Whoever works here; owner_id: who is chosen, None: nobody is yet."""
        staff = self.place.facts.staff if self.place.facts else ()
        offered = [(one.id, f"{one.name} · {codes.role(one.role)}") for one in staff if one.active]
        field = self.add("owner_id", words, choices.drop_down([(0, _("Choose")), *offered]))
        field.setCurrentIndex(max(0, field.findData(owner_id or 0)))
        return field

    def owner_in(self, field: QComboBox) -> int | None:
        """Who is chosen; where nobody is, that is pointed out."""
        if not field.currentData():
            self.point_out("owner_id", _("Choose who does it."))
            return None
        return int(field.currentData())
