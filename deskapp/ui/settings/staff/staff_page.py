"""Staff: who works at this desk, as what, and their PINs. Nobody is removed, because the timeline names them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.people import StaffView
from deskapp.services.site.views import DeskFacts
from deskapp.services.staff.views import Member, StaffSaved
from deskapp.ui.directory.words import begun
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.staff.staff_dialog import StaffDialog
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes


class StaffPage(QWidget):
    """A list, and dialogs: to add or change somebody, to reset a PIN, to make the recovery code anew."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._staff: dict[int, Member] = {}
        self._allowed = False
        self.list = PickList(_("Staff"), empty=_("Nobody works here yet."))
        self.list.confirmed.connect(self._edit)
        self.list.chosen.connect(self._on_chosen)
        self.why = Label("", "muted", wrap=True)
        self.add_button = secondary(_("Add somebody"))
        self.add_button.clicked.connect(lambda: self._open(None))
        self.edit_button = secondary(_("Change"))
        self.edit_button.clicked.connect(lambda: self._edit(self.list.current))
        self.pin_button = secondary(_("Reset PIN…"))
        self.pin_button.clicked.connect(self._ask_for_reset)
        self.code_button = secondary(_("New recovery code…"))
        self.code_button.clicked.connect(self._ask_for_code)
        bar = QWidget()
        flow = FlowLayout(bar, spacing=theme.px(6))
        for button in (self.edit_button, self.pin_button, self.add_button, self.code_button):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        about = _(
            "An agent works with calls; a supervisor also reassigns others' calls and resets agents' PINs;"
            " a manager also changes these settings. A PIN is asked at sign-in; it does not encrypt the file."
        )
        column.addWidget(Label(about, "muted", wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.why)
        column.addWidget(bar)
        place.facts_changed.connect(self.show_facts)
        if place.facts is not None:
            self.show_facts(place.facts)

    def show_facts(self, _facts: DeskFacts) -> None:
        """Read who there is, and who has a PIN."""
        self._place.read(lambda desk: desk.staff.members(), self.show_members, key=("staff page", id(self)))

    def show_members(self, members: Sequence[Member]) -> None:
        self._staff = {person.id: person for person in members}
        self.list.set_items([_item(person, self._place.desk.staff_id) for person in members])
        if self.list.current is None:
            self.list.choose_first()
        me = self._me
        self._allowed = me is not None and me.role is Role.MANAGER
        self.why.setText("" if self._allowed else _("Only a manager can add or change staff."))
        self.why.setVisible(not self._allowed)
        self.add_button.setEnabled(self._allowed)
        self.code_button.setEnabled(self._allowed)
        self._on_chosen()

    def showEvent(self, event: object) -> None:
        super().showEvent(event)  # type: ignore[arg-type]
        if self._place.facts is not None:
            self.show_facts(self._place.facts)

    @property
    def _me(self) -> Member | None:
        return self._staff.get(self._place.desk.staff_id or 0)

    @property
    def _chosen(self) -> Member | None:
        key = self.list.current
        return self._staff.get(key) if isinstance(key, int) else None

    def _on_chosen(self) -> None:
        self.edit_button.setEnabled(self._allowed and self.list.current is not None)
        self.pin_button.setEnabled(self._may_reset())

    def _may_reset(self) -> bool:
        """The service decides; a button that could only be refused rests."""
        me, person = self._me, self._chosen
        if me is None or person is None or person.id == me.id or not person.has_pin:
            return False
        return me.role is Role.MANAGER or (me.role is Role.SUPERVISOR and person.role is Role.AGENT)

    def _edit(self, key: object) -> None:
        if self._allowed and isinstance(key, int):
            self._open(self._staff[key])

    def _open(self, person: Member | None) -> None:
        dialog = StaffDialog(self._place, person, self)
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, person: StaffView) -> None:
        self._place.said.emit(_("{name} is saved.").format(name=person.name))

    def _ask_for_reset(self) -> None:
        from deskapp.ui.settings.staff.reset_pin_dialog import ResetPinDialog

        person = self._chosen
        if person is not None:
            dialog = ResetPinDialog(self._place, person, self)
            dialog.carried_out.connect(self._on_reset)
            dialog.open()

    def _on_reset(self, person: StaffSaved) -> None:
        words = _("The PIN of {name} is reset: the next sign-in chooses one.")
        if person.start_pin:
            words = _("The PIN of {name} is reset: the start PIN is asked once.")
        self._place.said.emit(words.format(name=person.name))

    def _ask_for_code(self) -> None:
        from deskapp.ui.settings.staff.code_dialog import CodeDialog

        me = self._me
        if me is not None:
            CodeDialog(self._place, me.name, self).open()


def _item(person: Member, me: int | None) -> CardItem:
    role = begun(codes.role(person.role))
    if person.id == me:
        role = _("{role} · works here now").format(role=role)
    pin = _("has a PIN") if person.has_pin else _("no PIN yet")
    if person.start:
        pin = _("has a start PIN, not yet used")
    corner, tint = ("", None) if person.active else (_("not active"), Tint.PAUSED)
    return CardItem(person.id, person.name, (Line(f"{role} · {pin}"),), corner, tint, shape=False)
