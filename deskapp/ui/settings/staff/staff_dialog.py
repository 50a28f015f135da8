"""Adding or changing a member of staff; whoever is added has a start PIN, shown once."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.staff.views import Member
from deskapp.ui.directory.words import begun
from deskapp.ui.settings.staff.start_pin_dialog import StartPinDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes


class StaffDialog(StartPinDialog):
    def __init__(self, place: Workplace, person: Member | None, parent: QWidget | None = None) -> None:
        title = _("Add to the staff") if person is None else _("Change {name}").format(name=person.name)
        super().__init__(place, title, _("Save"), parent, width=420)
        self._id = person.id if person else None
        self.name = self.add("name", _("Name"), QLineEdit(person.name if person else ""))
        roles = [(role.value, begun(codes.role(role))) for role in Role]
        chosen = person.role if person else Role.AGENT
        self.role = self.add("role", _("Role"), ChoiceRow(_("Role"), roles, chosen.value))
        self.active = QCheckBox(_("Works here"))
        self.active.setChecked(person.active if person else True)
        self.add("active", _("State"), self.active)
        self.body.addStretch(1)
        self.name.setFocus()

    def submit(self) -> None:
        act = SaveStaff(self.name.text(), Role(str(self.role.value)), self.active.isChecked(), self._id)
        self.carry_out(lambda desk: desk.site.save_staff(act), self.tell)
