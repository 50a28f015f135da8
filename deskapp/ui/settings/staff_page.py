"""Staff: who works at this desk, as what. Nobody is removed, because the timeline names them."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp import wording
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.views import DeskFacts, StaffView
from deskapp.ui import theme
from deskapp.ui.directory.words import begun
from deskapp.ui.palettes import Tint
from deskapp.ui.settings.staff_dialog import StaffDialog
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card_item import CardItem, Line
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.pick_list import PickList
from deskapp.ui.workplace import Workplace


class StaffPage(QWidget):
    """A list, and a dialog to add or change somebody."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._staff: dict[int, StaffView] = {}
        self._allowed = False
        self.list = PickList(_("Staff"), empty=_("Nobody works here yet."))
        self.list.confirmed.connect(self._edit)
        self.list.chosen.connect(self._on_chosen)
        self.why = Label("", "muted", wrap=True)
        self.add_button = secondary(_("Add somebody"))
        self.add_button.clicked.connect(lambda: self._open(None))
        self.edit_button = secondary(_("Change"))
        self.edit_button.clicked.connect(lambda: self._edit(self.list.current))
        bar = QHBoxLayout()
        bar.setSpacing(theme.px(6))
        bar.addWidget(self.why, 1)
        bar.addWidget(self.edit_button, 0, Qt.AlignmentFlag.AlignTop)
        bar.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        about = _(
            "An agent works with calls; a supervisor also reassigns others' calls;"
            " a manager also changes these settings."
        )
        column.addWidget(Label(about, "muted", wrap=True))
        column.addWidget(self.list, 1)
        column.addLayout(bar)
        place.facts_changed.connect(self.show_facts)
        if place.facts is not None:
            self.show_facts(place.facts)

    def show_facts(self, facts: DeskFacts) -> None:
        self._staff = {person.id: person for person in facts.staff}
        self.list.set_items([_item(person, self._place.desk.staff_id) for person in facts.staff])
        if self.list.current is None:
            self.list.choose_first()
        me = self._staff.get(self._place.desk.staff_id or 0)
        self._allowed = me is not None and me.role is Role.MANAGER
        self.why.setText("" if self._allowed else _("Only a manager can add or change staff."))
        self.add_button.setEnabled(self._allowed)
        self._on_chosen()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._place.facts is not None:
            self.show_facts(self._place.facts)

    def _on_chosen(self) -> None:
        self.edit_button.setEnabled(self._allowed and self.list.current is not None)

    def _edit(self, key: object) -> None:
        if self._allowed and isinstance(key, int):
            self._open(self._staff[key])

    def _open(self, person: StaffView | None) -> None:
        dialog = StaffDialog(self._place, person, self)
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, person: StaffView) -> None:
        self._place.said.emit(_("{name} is saved.").format(name=person.name))


def _item(person: StaffView, me: int | None) -> CardItem:
    role = begun(wording.role(person.role))
    if person.id == me:
        role = _("{role} · works here now").format(role=role)
    corner, tint = ("", None) if person.active else (_("not active"), Tint.PAUSED)
    return CardItem(person.id, person.name, (Line(role),), corner, tint, shape=False)
