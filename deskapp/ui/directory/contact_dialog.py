"""Adding or changing a contact: everything the desk knows about somebody it can hand a call to."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from deskapp.domain.handoff.visible import DEFAULT_OUTSIDE
from deskapp.domain.reach import apart
from deskapp.domain.words import OUTSIDE_KINDS
from deskapp.language import _
from deskapp.services.clocks.views import CalendarView
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.views import ContactView
from deskapp.ui.directory import contact_fields
from deskapp.ui.widgets.dialogs.record_dialog import RecordDialog
from deskapp.ui.work.workplace import Workplace


class ContactDialog(RecordDialog):
    """With a contact: edits it. The rules that go outside show for outside kinds alone."""

    def __init__(
        self,
        place: Workplace,
        calendars: Sequence[CalendarView],
        contact: ContactView | None,
        parent: QWidget | None = None,
    ) -> None:
        self._names: dict[int, str] = {}
        self._id = contact.id if contact else None
        self._email, self._kind = (contact.email, contact.email_kind) if contact else ("", "")
        super().__init__(
            place,
            _("New contact") if contact is None else _("Edit contact"),
            _("Save contact"),
            contact_fields.fields(place.facts, calendars, self._names, contact.skills if contact else ()),
            contact,
            parent,
            blank={"may_see": [visible.value for visible in DEFAULT_OUTSIDE]},
            draft=f"contact:{contact.id if contact else 'new'}",
            width=680,
        )
        self.record["kind"].changed.connect(self.look_again)
        self.body.addStretch(1)
        self.record["name"].setFocus()
        place.read(lambda desk: desk.directory.contacts(inactive=True), self._on_people)

    def submit(self) -> None:
        # What a contact inside may see is not asked, so it is kept as it was.
        values = self.record.values()
        values["phones"], values["phone_kinds"] = apart(values["phones"])
        kind = self._kind if values["email"] == self._email else ""
        act = SaveContact(**values, email_kind=kind, id=self._id, base_version=self.base_version)
        self.carry_out(lambda desk: desk.directory.save_contact(act))

    def look_again(self) -> None:
        outside = self.record.values()["kind"] in OUTSIDE_KINDS
        for name in contact_fields.OUTSIDE_ONLY:
            self.field_shown(name, outside)

    def _on_people(self, people: Sequence[ContactView]) -> None:
        """Who can stand in; only now are the deputies' names known. Whoever is not active is named, not offered."""
        others = [one for one in people if one.id != self._id]
        self._names.update((one.id, " · ".join(filter(None, (one.name, one.organisation)))) for one in others)
        deputies = self.record["deputies"]
        deputies.call_them(self._names)
        deputies.offer([(one.id, self._names[one.id]) for one in others if one.active])
