"""The site: its name and address, its clock, paper and language, and what waiting for others does to the clocks."""

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import HandoffPart, Paper
from deskapp.language import _
from deskapp.services.site.acts import SaveSite
from deskapp.services.site.views import DeskFacts, SiteView
from deskapp.ui.directory.newer import Newer, same_words
from deskapp.ui.escalate.dialog.pass_on import part_words
from deskapp.ui.look import theme
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.settings.ground.zone_field import ZoneField
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.spin_field import NumberField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.tick_list import TickList, wrapping
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.wrapping_check_box import WrappingCheckBox
from deskapp.ui.work.workplace import Workplace

LANGUAGES = (("en", "English"), ("de", "Deutsch"))


class SitePage(SettingsPage):
    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(
            place, _("The one place this desk serves. Name and number stand on every sheet."), _("Save site"), parent
        )
        self._version = 0
        self.newer = Newer(self._take_theirs)
        self.body.addWidget(self.newer)
        self.name = self.add("name", _("Name"), QLineEdit())
        self.address = self.add("address", _("Address"), TextArea(lines=2))
        self.phone = self.add("phone", _("Phone"), QLineEdit())
        self.zone = self.add("zone", _("Time zone"), ZoneField(place))
        papers = [(Paper.A4.value, "A4"), (Paper.LETTER.value, "Letter")]
        self.paper = ChoiceRow(_("Paper"), papers)
        self.language = QComboBox()
        for code, words in LANGUAGES:
            self.language.addItem(words, code)
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        row.addWidget(self.form("paper", _("Paper"), self.paper), 1, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.form("language", _("Language of documents"), self.language), 1)
        self.body.addLayout(row)
        self.body.addWidget(Section(_("Waiting and handing on")))
        self.supplier_pauses = WrappingCheckBox(_("Waiting for a supplier stops response and resolution"))
        self.other_pauses = WrappingCheckBox(_("Waiting for somebody else stops response and resolution"))
        self.tone_to_outside = WrappingCheckBox(
            _("Suppliers and contractors may see the customer's tone, and that the customer may leave")
        )
        for box in (self.supplier_pauses, self.other_pauses, self.tone_to_outside):
            self.body.addWidget(box)
        parts = [(part.value, part_words(part)) for part in HandoffPart]
        self.required_parts = TickList(_("Must be there before a handoff leaves"), parts)
        form = self.form("required_parts", _("Must be there before a handoff leaves"), self.required_parts)
        self.body.addWidget(wrapping(form))
        about = _("The customer always is. What is missing is named when a call is escalated.")
        self.body.addWidget(Label(about, "muted", wrap=True))
        self.body.addWidget(Section(_("Leaving the desk")))
        self.lock_minutes = self.add("lock_minutes", _("Lock after minutes"), NumberField())
        self.lock_minutes.setRange(0, 240)
        self.lock_minutes.setSpecialValueText(_("never"))
        about = _("Without a key or click so long, a window asks for the PIN again.")
        self.body.addWidget(Label(about, "muted", wrap=True))

    def show_facts(self, facts: DeskFacts) -> None:
        self._show(facts.site)

    def content(self) -> object:
        return self._act()

    def submit(self) -> None:
        act = self._act()
        self.carry_out(lambda desk: desk.site.save_site(act), _("The site is saved."), self.newer.hide)

    def refuse(self, error: DeskError) -> None:
        newer = error.values.get("newer")
        if isinstance(error, Conflict) and isinstance(newer, SiteView):
            self._version = newer.version
            self.newer.show_differences(newer, self._differences(newer))
            self.show_part(self.newer)
            return
        super().refuse(error)

    def _act(self) -> SaveSite:
        return SaveSite(
            name=self.name.text(),
            address=self.address.text(),
            phone=self.phone.text(),
            zone=self.zone.text(),
            paper=Paper(str(self.paper.value or Paper.A4.value)),
            language=str(self.language.currentData()),
            supplier_pauses=self.supplier_pauses.isChecked(),
            other_pauses=self.other_pauses.isChecked(),
            tone_to_outside=self.tone_to_outside.isChecked(),
            version=self._version,
            lock_minutes=self.lock_minutes.value(),
            required_parts=tuple(str(part) for part in self.required_parts.value),
        )

    def _show(self, site: SiteView) -> None:
        self._version = site.version
        self.name.setText(site.name)
        self.address.setPlainText(site.address)
        self.phone.setText(site.phone)
        self.zone.setText(site.zone)
        self.paper.set_value(site.paper.value)
        if self.language.findData(site.language) < 0:
            self.language.addItem(site.language, site.language)
        self.language.setCurrentIndex(self.language.findData(site.language))
        self.supplier_pauses.setChecked(site.supplier_pauses)
        self.other_pauses.setChecked(site.other_pauses)
        self.tone_to_outside.setChecked(site.tone_to_outside)
        self.lock_minutes.setValue(site.lock_minutes)
        self.required_parts.set_value(site.required_parts)

    def _take_theirs(self, newer: object) -> None:
        assert isinstance(newer, SiteView)
        self._show(newer)

    def _differences(self, newer: SiteView) -> list[tuple[str, str]]:
        mine = self._act()
        stops = {True: _("stops the clocks"), False: _("does not stop the clocks")}
        may = {True: _("may be seen"), False: _("may not be seen")}
        rows = [
            (_("Name"), mine.name, newer.name),
            (_("Address"), mine.address, newer.address),
            (_("Phone"), mine.phone, newer.phone),
            (_("Time zone"), mine.zone, newer.zone),
            (_("Paper"), mine.paper.value, newer.paper.value),
            (_("Language of documents"), mine.language, newer.language),
            (_("Waiting for a supplier"), stops[mine.supplier_pauses], stops[newer.supplier_pauses]),
            (_("Waiting for somebody else"), stops[mine.other_pauses], stops[newer.other_pauses]),
            (_("Must be there in a handoff"), _parts(mine.required_parts or ()), _parts(newer.required_parts)),
            (_("Tone, outside"), may[mine.tone_to_outside], may[newer.tone_to_outside]),
            (_("Minutes until the window locks"), str(mine.lock_minutes), str(newer.lock_minutes)),
        ]
        return [(words, theirs) for words, own, theirs in rows if not same_words(own, theirs)]


def _parts(codes: Collection[str]) -> str:
    """Parts of a handoff by name, in their order."""
    return ", ".join(part_words(part) for part in HandoffPart if part in codes)
