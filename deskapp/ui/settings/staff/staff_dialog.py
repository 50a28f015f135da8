"""Adding or changing a member of staff; whoever is added has a start PIN, shown once."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.people import StaffView
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.staff.views import Member
from deskapp.ui.directory.words import begun
from deskapp.ui.settings.staff.start_pin_dialog import StartPinDialog
from deskapp.ui.widgets.dialogs.newer import Newer
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
        self.base = StaffView(person.id, person.name, person.role, person.active) if person else None
        self.newer = Newer(self._take_theirs)
        self.body.addWidget(self.newer)
        self.body.addStretch(1)
        self.name.setFocus()

    def submit(self) -> None:
        act = SaveStaff(self.name.text(), Role(str(self.role.value)), self.active.isChecked(), self._id, self.base)
        self.carry_out(lambda desk: desk.site.save_staff(act), self.tell)

    def refuse(self, error: DeskError) -> None:
        newer = error.values.get("newer")
        if not isinstance(error, Conflict) or not isinstance(newer, StaffView):
            super().refuse(error)
            return
        self.base = newer
        self.newer.show_differences(newer, self._differences(newer))
        self.go_to(self.newer)

    def _differences(self, newer: StaffView) -> list[tuple[str, str]]:
        works = _("Works here") if newer.active else _("not active")
        found = (
            (_("Name"), newer.name, newer.name != self.name.text().strip()),
            (_("Role"), begun(codes.role(newer.role)), newer.role.value != self.role.value),
            (_("State"), works, newer.active != self.active.isChecked()),
        )
        return [(field, theirs) for field, theirs, differs in found if differs]

    def _take_theirs(self, newer: object) -> None:
        assert isinstance(newer, StaffView)
        self.name.setText(newer.name)
        self.role.set_value(newer.role.value)
        self.active.setChecked(newer.active)
