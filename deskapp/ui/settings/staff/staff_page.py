"""Staff: who works at this desk, as what, and their PINs. Nobody is removed, because the timeline names them."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.language import _, ngettext
from deskapp.services.site.views import DeskFacts
from deskapp.services.staff.views import Member, StaffSaved
from deskapp.ui.directory.words import begun
from deskapp.ui.look.palettes import Tint
from deskapp.ui.settings.ground.edited_list import EditedCards, EditedList
from deskapp.ui.settings.ground.list_page import ListPage
from deskapp.ui.settings.staff.staff_dialog import StaffDialog
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes


class StaffPage(ListPage):
    """A list, and dialogs: to add or change somebody, to reset a PIN, to make the recovery code anew."""

    CONCERNS = ("staff",)

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _(
            "An agent works with calls; a supervisor also reassigns others' calls and resets agents' PINs;"
            " a manager also changes these settings. A PIN is asked at sign-in; it does not encrypt the file."
        )
        self._staff: dict[int, Member] = {}
        self.pin_button = secondary(_("Reset PIN…"))
        cards = EditedCards(_("Staff"), empty=_("Nobody works here yet."))
        entries = EditedList(cards, _("Add somebody"), ordered=False, further=[self.pin_button])
        super().__init__(place, entries, about, _("Only a manager can add or change staff."), parent)
        entries.chosen.connect(self.rest)
        self.pin_button.clicked.connect(self._ask_for_reset)
        self.code_button = self.own_button(_("New recovery code…"), self._ask_for_code)
        self.begin()

    def read(self, desk: Desk) -> tuple[Member, ...]:
        return desk.staff.members()

    def show_read(self, read: Sequence[Member]) -> None:
        self._staff = {person.id: person for person in read}
        self.show_items([_item(person, self.place.desk.staff_id) for person in read])

    def rest(self) -> None:
        self.code_button.setEnabled(self.allowed)
        self.pin_button.setEnabled(self._may_reset())
        person = self._chosen
        self.pin_button.set_words(_("Reset PIN…") if person is None or person.has_pin else _("Give a start PIN…"))

    def open(self, key: object) -> None:
        dialog = StaffDialog(self.place, self._staff[key] if isinstance(key, int) else None, self)
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def make_middle(self) -> QWidget:
        self.entries.put_by_buttons(self.why)
        return self.entries

    @property
    def _me(self) -> Member | None:
        return self._staff.get(self.place.desk.staff_id or 0)

    @property
    def _demo(self) -> bool:
        """Whether this desk goes without PINs."""
        return self.place.facts is not None and self.place.facts.site.demo

    @property
    def _chosen(self) -> Member | None:
        key = self.entries.current
        return self._staff.get(key) if isinstance(key, int) else None

    def _may_reset(self) -> bool:
        """The service decides; a button that could only be refused rests."""
        me, person = self._me, self._chosen
        if me is None or person is None or person.id == me.id:
            return False
        if not person.has_pin and (self._demo or not person.active):
            return False
        return me.role is Role.MANAGER or (me.role is Role.SUPERVISOR and person.role is Role.AGENT)

    def _on_facts(self, facts: DeskFacts) -> None:
        """Somebody else may work here now: the list says who."""
        super()._on_facts(facts)
        self.reload()

    def _on_saved(self, person: StaffSaved) -> None:
        self.place.said.emit(_("{name} is saved.").format(name=person.name))
        if person.left_calls:
            self._ask_who_takes_over(person)

    def _ask_who_takes_over(self, person: StaffSaved) -> None:
        """Somebody has to answer for calls and promises; while nobody does, the supervisor's view says so."""
        from deskapp.ui.calls.dialogs.reassign_dialog import ReassignDialog

        count, promised = len(person.left_calls), person.left_promises
        calls = ngettext("{n} call", "{n} calls", count).format(n=count)
        promises = ngettext("{n} promise to keep", "{n} promises to keep", promised).format(n=promised)
        parts = (calls, promises) if promised else (calls,)
        about = _("{name} no longer works here. Left with them: {what}.").format(
            name=person.name, what=direction.row(parts, ", ")
        )
        ReassignDialog(self.place, person.left_calls, self.window(), about=about, owner_id=person.id).open()

    def _ask_for_reset(self) -> None:
        from deskapp.ui.settings.staff.reset_pin_dialog import ResetPinDialog

        person = self._chosen
        if person is not None:
            dialog = ResetPinDialog(self.place, person, self)
            dialog.carried_out.connect(self._on_reset)
            dialog.open()

    def _on_reset(self, person: StaffSaved) -> None:
        words = _("The PIN of {name} is reset: the next sign-in chooses one.")
        if person.start_pin:
            had = self._staff[person.id].has_pin
            words = _("The PIN of {name} is reset: the start PIN is asked once.")
            words = words if had else _("{name} has a start PIN now: it is asked once.")
        self.place.said.emit(words.format(name=person.name))

    def _ask_for_code(self) -> None:
        from deskapp.ui.settings.staff.code_dialog import CodeDialog

        me = self._me
        if me is not None:
            CodeDialog(self.place, me.name, self).open()


def _item(person: Member, me: int | None) -> CardItem:
    role = begun(codes.role(person.role))
    if person.id == me:
        role = _("{role} · works here now").format(role=role)
    pin = _("has a PIN") if person.has_pin else _("no PIN yet")
    if person.start:
        pin = _("has a start PIN, not yet used")
    corner, tint = ("", None) if person.active else (_("not active"), Tint.PAUSED)
    return CardItem(person.id, person.name, (Line(f"{role} · {pin}"),), corner, tint, shape=False)
