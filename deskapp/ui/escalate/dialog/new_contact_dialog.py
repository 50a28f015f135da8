"""Adding whoever can help, from the escalation dialog: a name is enough, the rest can follow in the directory."""

from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from deskapp.domain.words import ContactKind, Role
from deskapp.language import _
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.views import ContactView
from deskapp.ui.directory.words import begun
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.tick_list import wrapping
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes


class NewContactDialog(ActDialog):
    """`carried_out` tells the contact. For a category they know it, and a supervisor may have them offered first."""

    def __init__(
        self, place: Workplace, call_id: int, name: str, category: tuple[int, str] | None, parent: QWidget | None = None
    ) -> None:
        """name: what was looked for. category: of the call, by id and name."""
        super().__init__(
            place,
            _("New contact"),
            _("Add and choose"),
            parent,
            about=_("Who can help with this call. More can be written down in the directory later."),
            draft=f"escalate-contact:{call_id}",
        )
        self._category = category
        self._added: ContactView | None = None
        self.name = self.add("name", _("Name"), QLineEdit(name))
        kinds = [(kind.value, begun(codes.kind(kind))) for kind in ContactKind]
        self.kind = ChoiceRow(_("Kind"), kinds, ContactKind.EXPERT.value)
        self.body.addWidget(wrapping(self.form("kind", _("Kind"), self.kind)))
        self.role = self.add("role", _("What they do"), QLineEdit())
        self.phone = self.add("phones", _("Phone"), QLineEdit())
        self.knows, self.first = QCheckBox(), QCheckBox()
        if category is not None:
            self.knows.setText(_("Knows about {category}").format(category=category[1]))
            self.first.setText(_("From now on offered first for {category}").format(category=category[1]))
            self.knows.setChecked(True)
        for key, box in (("knows", self.knows), ("first", self.first)):
            self.body.addWidget(box)
            box.setVisible(category is not None)
            assert self.draft is not None  # this dialog has one
            self.draft.keep_field(key, box)
        me = place.me
        self.first.setVisible(category is not None and me is not None and me.role is not Role.AGENT)
        (self.role if name else self.name).setFocus()

    def submit(self) -> None:
        if self._added is not None:
            self._on_added(self._added)
            return
        phone, category = self.phone.text().strip(), self._category
        act = SaveContact(
            ContactKind(str(self.kind.value)),
            self.name.text(),
            role=self.role.text(),
            phones=(phone,) if phone else (),
            skills=(category[0],) if category is not None and self.knows.isChecked() else (),
        )
        self.carry_out(lambda desk: desk.directory.save_contact(act), self._on_added)

    def _on_added(self, contact: ContactView) -> None:
        """They are there now, whatever becomes of the route."""
        self._added, category = contact, self._category
        if category is None or not self.first.isChecked() or self.first.isHidden():
            self.succeed(contact)
            return
        self.carry_out(
            lambda desk: desk.routes.offer_first(category[0], contact.id), lambda _route: self.succeed(contact)
        )
