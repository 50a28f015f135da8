"""Adding or changing a contact: everything the desk knows about somebody it can hand a call to."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.handoff import DEFAULT_OUTSIDE, FOR_STAFF_ONLY, Seen
from deskapp.domain.words import OUTSIDE_KINDS, ContactKind, Level
from deskapp.language import _
from deskapp.services.clocks.views import CalendarView
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.views import ContactView
from deskapp.ui.directory import words
from deskapp.ui.directory.contact_differences import differences
from deskapp.ui.directory.newer import Newer, merged, phones
from deskapp.ui.look import theme
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.duration_field import DurationField
from deskapp.ui.widgets.fields.ordered_picks import OrderedPicks
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.tick_list import TickList, wrapping
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes

#: What a contact's own setting can open; the rest is the site's to open.
OFFERED = tuple(seen for seen in Seen if seen not in FOR_STAFF_ONLY)


class ContactDialog(ActDialog):
    """With a contact: edits it. The rules that go outside show for outside kinds alone."""

    def __init__(
        self,
        place: Workplace,
        calendars: Sequence[CalendarView],
        contact: ContactView | None,
        parent: QWidget | None = None,
    ) -> None:
        title = _("New contact") if contact is None else _("Edit contact")
        draft = "contact:new" if contact is None else f"contact:{contact.id}"
        super().__init__(place, title, _("Save contact"), parent, draft=draft, width=680)
        self._calendars = tuple(calendars)
        self._names: dict[int, str] = {}
        self._id = contact.id if contact else None
        self._version = contact.version if contact else None
        self.newer = Newer(self._take_theirs)
        self.body.addWidget(self.newer)
        self._add_fields(contact.skills if contact else ())
        self.kind.changed.connect(self._on_kind)
        if contact is not None:
            self.show_contact(contact)
        else:
            self.may_see.set_value([seen.value for seen in DEFAULT_OUTSIDE])
        self._on_kind()
        self._started = self.act()
        if self.draft is not None:
            # What was typed on an older version is saved as such, and so meets the newer one.
            self.draft.keep("version", lambda: self._version, self._set_version, self.name.textChanged)
            self.draft.restored.connect(self._on_kind)
        self.name.setFocus()
        place.read(lambda desk: desk.directory.contacts(inactive=True), self._on_people)

    def submit(self) -> None:
        if not self.agreed_response.valid():
            self.say("agreed_response", _("Write a length of time, such as 45 min or 4 h."))
            self.go_to(self.agreed_response)
            return
        act = self.act()
        self.carry_out(lambda desk: desk.directory.save_contact(act))

    def act(self) -> SaveContact:
        """What stands in the fields. What a contact inside may see is not asked, so it is kept as it was."""
        return SaveContact(
            kind=ContactKind(str(self.kind.value)),
            name=self.name.text(),
            organisation=self.organisation.text(),
            role=self.role.text(),
            skills=tuple(int(str(skill)) for skill in self.skills.value),
            phones=phones(self.phones.text()),
            email=self.email.text(),
            calendar_id=self.calendar.currentData() or None,
            authority=Level(str(self.authority.currentData())),
            agreed_response=self.agreed_response.value(),
            our_account=self.our_account.text(),
            may_see=tuple(str(seen) for seen in self.may_see.value),
            language=self.language.text(),
            notes=self.notes.text(),
            active=self.active.isChecked(),
            deputies=tuple(int(str(number)) for number in self.deputies.value),
            id=self._id,
            version=self._version,
        )

    def show_contact(self, contact: ContactView | SaveContact) -> None:
        """Put a contact into the fields."""
        self.kind.set_value(contact.kind.value)
        self.name.setText(contact.name)
        self.organisation.setText(contact.organisation)
        self.role.setText(contact.role)
        self.skills.set_value(contact.skills)
        self.phones.setPlainText("\n".join(contact.phones))
        self.email.setText(contact.email)
        self.calendar.setCurrentIndex(max(0, self.calendar.findData(contact.calendar_id or 0)))
        self.authority.setCurrentIndex(self.authority.findData(contact.authority.value))
        self.agreed_response.set_value(contact.agreed_response)
        self.our_account.setText(contact.our_account)
        self.may_see.set_value(contact.may_see)
        self.language.setText(contact.language)
        self.notes.setPlainText(contact.notes)
        self.active.setChecked(contact.active)
        self.deputies.set_value((number, self._names.get(number, str(number))) for number in contact.deputies)

    def refuse(self, error: DeskError) -> None:
        """What is newer is taken where nothing was changed here, and shown beside what was; then it is saved again."""
        newer = error.values.get("newer")
        if isinstance(error, Conflict) and isinstance(newer, ContactView):
            typed = self.act()
            self.show_contact(newer)
            theirs = self.act()
            self.show_contact(merged(typed, self._started, theirs))
            self._on_kind()
            self._version, self._started = newer.version, replace(theirs, version=newer.version)
            before, after = self._differences(typed, newer), self._differences(self.act(), newer)
            self.newer.show_differences(newer, after, [one for one in before if one not in after])
            self.go_to(self.newer)
            return
        super().refuse(error)

    def _differences(self, mine: SaveContact, newer: ContactView) -> list[tuple[str, str]]:
        return differences(mine, newer, self.place.facts, self._calendars, self._names)

    def _take_theirs(self, newer: object) -> None:
        assert isinstance(newer, ContactView)
        self.show_contact(newer)
        self._on_kind()

    def _set_version(self, version: int | None) -> None:
        if self._id is not None:
            self._version = version

    def _on_people(self, people: Sequence[ContactView]) -> None:
        """Who can stand in; only now are the deputies' names known. Whoever is not active is named, not offered."""
        others = [one for one in people if one.id != self._id]
        self._names = {one.id: " · ".join(filter(None, (one.name, one.organisation))) for one in others}
        self._restore([int(str(number)) for number in self.deputies.value])
        self.deputies.offer([(one.id, self._names[one.id]) for one in others if one.active])

    def _restore(self, numbers: Sequence[int]) -> None:
        self.deputies.set_value((number, self._names.get(number, str(number))) for number in numbers)

    def _on_kind(self) -> None:
        outside = ContactKind(str(self.kind.value)) in OUTSIDE_KINDS
        for name in ("our_account", "may_see"):
            self.field_shown(name, outside)

    def _add_fields(self, kept: Sequence[int]) -> None:
        """kept: categories that are shown although they are not used any more, because the contact has them."""
        kinds = [(kind.value, words.begun(codes.kind(kind))) for kind in ContactKind]
        self.kind = ChoiceRow(_("Kind"), kinds, ContactKind.EXPERT.value)
        self.body.addWidget(wrapping(self.form("kind", _("Kind"), self.kind)))
        self.name, self.organisation = QLineEdit(), QLineEdit()
        self._pair("name", _("Name"), self.name, "organisation", _("Organisation"), self.organisation)
        self.role, self.email = QLineEdit(), QLineEdit()
        self._pair("role", _("Role"), self.role, "email", _("E-mail"), self.email)
        self.phones = self.add("phones", _("Phones, one a line"), TextArea(lines=2))
        facts = self.place.facts
        categories = facts.categories if facts else ()
        offered = [(one.id, one.name) for one in categories if one.active or one.id in kept]
        self.skills = TickList(_("Covers"), offered)
        self._add_ticks("skills", _("Covers"), self.skills)
        self.calendar, self.authority = QComboBox(), QComboBox()
        self.calendar.addItem(_("The desk's hours"), 0)
        for hours in self._calendars[1:]:
            self.calendar.addItem(hours.name, hours.id)
        for level in Level:
            self.authority.addItem(words.level(level), level.value)
        self._pair("calendar_id", _("Hours"), self.calendar, "authority", _("Authority"), self.authority)
        self.agreed_response, self.language = DurationField(), QLineEdit()
        self.language.setPlaceholderText(_("en, de"))
        agreed = _("Agreed response")
        self._pair("agreed_response", agreed, self.agreed_response, "language", _("Language"), self.language)
        self.our_account = self.add("our_account", _("Our account with them"), QLineEdit())
        self.may_see = TickList(_("May see of a call"), [(seen.value, words.seen(seen)) for seen in OFFERED])
        self._add_ticks("may_see", _("May see of a call, beside reference, summary and priority"), self.may_see)
        self.deputies = OrderedPicks(_("Deputies, in order"), _("Add a deputy: type a part of the name"))
        self.add("deputies", _("Deputies, in order"), self.deputies, kept=False)
        if self.draft is not None:
            self.draft.keep("deputies", lambda: list(self.deputies.value), self._restore, self.deputies.changed)
        self.notes = self.add("notes", _("Notes"), TextArea(lines=2))
        self.active = QCheckBox(_("Active: offered when a call is escalated"))
        self.active.setChecked(True)
        self.add("active", _("State"), self.active)
        self.body.addStretch(1)

    def _pair(
        self, left: str, left_words: str, left_field: QWidget, right: str, right_words: str, right_field: QWidget
    ) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        for name, said, field in ((left, left_words, left_field), (right, right_words, right_field)):
            if isinstance(field, QComboBox):
                field.setMinimumContentsLength(12)
                field.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            row.addWidget(self.form(name, said, field), 1)
        self.body.addLayout(row)

    def _add_ticks(self, name: str, said: str, ticks: TickList) -> None:
        self.body.addWidget(wrapping(self.form(name, said, ticks, kept=False)))
        if self.draft is not None:
            self.draft.keep(name, lambda: list(ticks.value), ticks.set_value, ticks.changed)
