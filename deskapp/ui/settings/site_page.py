"""The site: its name and address, its clock, paper and language, and what waiting for others does to the clocks."""

from collections.abc import Collection
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import HandoffPart, Paper
from deskapp.language import _
from deskapp.services.site.acts import SaveSite
from deskapp.services.site.views import DeskFacts, SiteView
from deskapp.ui.settings.ground.languages import LANGUAGES, name_of
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.widgets.dialogs import record
from deskapp.ui.widgets.dialogs.newer import Newer
from deskapp.ui.widgets.dialogs.record import Record, RecordField, Row
from deskapp.ui.widgets.fields.spin_field import NumberField
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.ui.widgets.fields.zone_field import ZoneField
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.handoff import part_words


class SitePage(SettingsPage):
    KEPT = "site"

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            _("The one place this desk serves. Name, address, number and e-mail say on sheets where to answer."),
            _("Save site"),
            parent,
        )
        self._base_version = 0
        self.newer = Newer(self._take_theirs)
        self.body.addWidget(self.newer)
        self.record = Record(_fields(place))
        self.record.lay_out(self.body, lambda field, widget: self.form(field.name, field.heading, widget, kept=False))
        assert self.draft is not None
        self.record.keep(self.draft)
        self.draft.keep("version", lambda: self._base_version, self._set_base_version)

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
            self._base_version = newer.version
            self.newer.show_differences(newer, self.record.differences(self.record.values(), newer))
            self.show_part(self.newer)
            return
        super().refuse(error)

    def _act(self) -> SaveSite:
        return SaveSite(**self.record.values(), base_version=self._base_version)

    def _show(self, site: object) -> None:
        assert isinstance(site, SiteView)
        self._base_version = site.version
        self.record.show(site)

    def _set_base_version(self, version: int) -> None:
        self._base_version = version

    def _take_theirs(self, newer: object) -> None:
        self._show(newer)


def _fields(place: Workplace) -> list[Row]:
    """The fields of the site: a line each. A new one is a line here, one in act and view, and a column."""
    zone = _("Time zone")
    parts = [(part.value, part_words(part)) for part in HandoffPart]
    required, lock = _("Must be there before a handoff leaves"), _("Lock after minutes")
    locks = _("Minutes until the window locks")
    stops = _("stops the clocks"), _("does not stop the clocks")
    return [
        record.line("name", _("Name")),
        record.area("address", _("Address")),
        (record.line("phone", _("Phone")), record.line("email", _("E-mail"))),
        RecordField("zone", zone, lambda: ZoneField(place), ZoneField.text, ZoneField.setText),
        (record.pills("paper", _("Paper"), [(Paper.A4, "A4"), (Paper.LETTER, "Letter")], Paper.A4), _language()),
        record.ticks("sign_languages", _("Words that show signs are looked for in"), LANGUAGES, _languages),
        Section(_("Waiting and handing on")),
        _box(
            "supplier_pauses",
            _("Waiting for a supplier stops response and resolution"),
            stops,
            _("Waiting for a supplier"),
        ),
        _box(
            "other_pauses",
            _("Waiting for somebody else stops response and resolution"),
            stops,
            _("Waiting for somebody else"),
        ),
        _box(
            "tone_to_outside",
            _("Suppliers and contractors may see the customer's tone, and that the customer may leave"),
            (_("may be seen"), _("may not be seen")),
            _("Tone, outside"),
        ),
        replace(record.ticks("required_parts", required, parts, _parts), title=_("Must be there in a handoff")),
        Label(_("The customer always is. What is missing is named when a call is escalated."), "muted", wrap=True),
        RecordField(
            "warm_goal",
            _("Warm transfers, in a hundred"),
            _goal_field,
            NumberField.value,
            NumberField.setValue,
            title=_("So many transfers in a hundred are to be warm"),
        ),
        Label(_("Readiness asks for it: who passes a call on stays until both speak."), "muted", wrap=True),
        Section(_("Rotas")),
        _box(
            "gaps_all_day",
            _("A rota has a gap also during the desk's own hours"),
            (_("all day"), _("outside the desk's hours")),
            _("Gaps of rotas"),
        ),
        Label(_("Else nobody needs to be on call while the desk itself is open."), "muted", wrap=True),
        Section(_("Files of calls")),
        RecordField(
            "attachment_limit",
            _("Largest file, in MB"),
            _limit_field,
            NumberField.value,
            NumberField.setValue,
            title=_("Largest file that is attached, in megabytes"),
        ),
        Label(_("They lie in the desk's file, and in each backup of it."), "muted", wrap=True),
        Section(_("Leaving the desk")),
        RecordField("lock_minutes", lock, _lock_field, NumberField.value, NumberField.setValue, title=locks),
        Label(_("Without a key or click so long, a window asks for the PIN again."), "muted", wrap=True),
    ]


def _box(name: str, words: str, told: tuple[str, str], title: str) -> RecordField:
    """A box without a heading. told: what yes and no are in words."""
    return record.tick(name, "", words, *told, title=title, make=WrappingCheckBox)


def _limit_field() -> NumberField:
    field = NumberField()
    field.setRange(1, 100)
    return field


def _goal_field() -> NumberField:
    field = NumberField()
    field.setRange(1, 100)
    return field


def _lock_field() -> NumberField:
    field = NumberField()
    field.setRange(0, 240)
    field.setSpecialValueText(_("never"))
    return field


def _language() -> RecordField:
    """A language that is not offered (any more) is offered while it is the site's."""

    def write(field: QComboBox, code: str) -> None:
        if field.findData(code) < 0:
            field.addItem(code, code)
        field.setCurrentIndex(field.findData(code))

    made = record.drop_down("language", _("Language of documents"), [(code, words) for code, words in LANGUAGES], str)
    return replace(made, read=lambda field: str(field.currentData()), write=write)


def _languages(codes: Collection[str]) -> str:
    """Languages by name, in their order."""
    return ", ".join(map(name_of, codes))


def _parts(codes: Collection[str]) -> str:
    """Parts of a handoff by name, in their order."""
    return ", ".join(part_words(part) for part in HandoffPart if part in codes)
