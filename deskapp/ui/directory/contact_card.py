"""Everything about one contact, to read and to reach them; editing is a dialog of its own."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.domain.reach import of_line
from deskapp.domain.words import OUTSIDE_KINDS
from deskapp.language import _, ngettext
from deskapp.services.directory.views import ContactView
from deskapp.services.routes.views import ContactRecord
from deskapp.services.site.views import DeskFacts
from deskapp.ui.directory import cards, contact_fields
from deskapp.ui.directory.found import Found
from deskapp.ui.directory.person_panel import PersonPanel
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.detail_rows import DetailRows
from deskapp.ui.widgets.dialogs.record import by_name
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.wording import codes
from deskapp.wording import escalations as escalation_wording


class ContactCard(PersonPanel):
    """Shows a ContactView; `edit_asked` when its button is pressed."""

    edit_asked = Signal()
    merge_asked = Signal()
    #: What of ours they hold, on paper: printed, else saved.
    holds_asked = Signal(bool)

    def __init__(
        self,
        contact: ContactView,
        found: Found,
        facts: DeskFacts,
        now: datetime,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(contact.name, _("Edit contact"), parent)
        self.contact = contact
        self._found, self._zone = found, facts.site.zone
        self.presence = Chip("", Tint.OK)
        row = FlowLayout(spacing=theme.px(4))
        row.addWidget(self.presence)
        if contact.open_escalations:
            row.addWidget(Chip(_with_them(contact.open_escalations), Tint.INFO))
        if not contact.active:
            row.addWidget(Chip(_("not active"), Tint.PAUSED))
        self.about.setText(direction.row((contact.role, contact.organisation, codes.kind(contact.kind))))
        self.head.addLayout(row)
        self.body.addWidget(self._rows(contact, facts))
        self.body.addStretch(1)
        self.edit_button.clicked.connect(self.edit_asked)
        self.print_holds, self.save_holds = (
            LinkButton(_("Print what they hold…")),
            LinkButton(_("Save what they hold…")),
        )
        for button, printed in ((self.print_holds, True), (self.save_holds, False)):
            button.clicked.connect(partial(self.holds_asked.emit, printed))
            self.body.addWidget(button)
            button.setVisible(bool(contact.open_escalations))  # in the card: alone it would be a window
        self.merge_button = LinkButton(_("Merge with a duplicate…"))
        self.merge_button.clicked.connect(self.merge_asked)
        self.body.addWidget(self.merge_button)
        self.set_now(now)

    def set_now(self, now: datetime) -> None:
        """Say whether they are in."""
        said, tint = cards.presence(self.contact, self._found, now, self._zone)
        self.presence.set(said, tint, shape=True)
        self.stand_ins.setText("\n".join(self._stand_in(one, now) for one in self._found.deputies(self.contact)))

    def set_record(self, record: ContactRecord) -> None:
        """How they did with the last escalations."""
        self.record.setText(escalation_wording.record(record) or _("none yet"))

    def _stand_in(self, deputy: ContactView, now: datetime) -> str:
        said, _tint = cards.presence(deputy, self._found, now, self._zone)
        return direction.row((deputy.name, said), ": ")

    def _rows(self, contact: ContactView, facts: DeskFacts) -> DetailRows:
        rows = DetailRows()
        self.add_addresses(rows, map(of_line, contact.phone_lines), contact.emails)
        fields = by_name(contact_fields.fields(facts, self._found.calendars, {}))
        told = {name: field.told(field.of(contact)) for name, field in fields.items()}
        rows.add(*told["skills"])
        rows.add(_("Hours"), self._found.hours(contact).name)
        self.stand_ins = Label("", wrap=True)
        if self._found.deputies(contact):
            rows.add_widget(_("Deputies"), self.stand_ins)
        rows.add(*told["authority"])
        rows.add(*told["agreed_response"])
        self.record = Label("", wrap=True)
        rows.add_widget(_("Last escalations"), self.record)
        for name in contact_fields.ON_CARD:
            title, words = told[name]
            if name == "may_see":
                outside = contact.kind in OUTSIDE_KINDS
                words = (words or _("Reference, summary and priority only")) if outside else ""
            rows.add(title, words)
        return rows


def _with_them(count: int) -> str:
    return ngettext("{count} call with them", "{count} calls with them", count).format(count=count)
