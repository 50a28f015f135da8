"""Public holidays by country and region, offered for a calendar's closed days."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QLocale, QTimeZone, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp.domain.errors import DeskError
from deskapp.language import _, ngettext
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace

#: This year and the next two.
_YEARS = 3
#: So many dates are named; of more, how many.
_NAMED = 4

Days = Sequence[tuple[date, str]]


class HolidayRow(QWidget):
    """Choose a country and a region, then Add. Nothing is closed by choosing alone."""

    found = Signal(object)  # the days: (date, name), in order

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._wanted = ("", "")
        #: Whose holidays were added and not saved yet; None: nobody's.
        self.taken: tuple[str, str] | None = None
        self.country = _combo(_("Public holidays of: country"))
        self.region = _combo(_("Public holidays of: region"))
        self.add_button = secondary(_("Add"))
        self.add_button.setAccessibleName(_("Add the public holidays to the closed days"))
        self.add_button.clicked.connect(self._on_add)
        self.said = Label("", "muted", wrap=True)
        self.said.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(self.country, 3)
        row.addWidget(self.region, 3)
        row.addWidget(self.add_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(row)
        column.addWidget(self.said)
        self.setFocusProxy(self.country)
        self.country.currentIndexChanged.connect(self._on_country)
        place.read(lambda desk: desk.site.holiday_countries(), self._on_countries, key=("countries", id(self)))

    def show_chosen(self, country: str, region: str, zone: str) -> None:
        """Offer what was chosen for this calendar before; else the country of its zone."""
        self.taken = None
        self.say("")
        self._wanted = (country or _country_of(zone), region)
        self._choose()

    def set_taken(self, taken: Sequence[str] | None) -> None:
        """Whose holidays were added and not saved yet."""
        self.taken = None if taken is None else (taken[0], taken[1])

    def merged(self, added: Sequence[date], known: Sequence[date]) -> None:
        """Say how many were added, and which were there already."""
        words = ngettext("{n} day added.", "{n} days added.", len(added)).format(n=len(added))
        if known:
            named = ", ".join(str(day) for day in known[:_NAMED])
            if len(known) > _NAMED:
                named = _("{days} and {n} more").format(days=named, n=len(known) - _NAMED)
            words = f"{words} " + _("There already: {days}.").format(days=named)
        self.say(words)

    def say(self, words: str) -> None:
        self.said.setText(words)
        self.said.setVisible(bool(words))

    def years(self) -> list[int]:
        """The years whose holidays are added."""
        this = self._place.desk.clock.now().year
        return list(range(this, this + _YEARS))

    def _on_countries(self, codes: Sequence[str]) -> None:
        self.country.blockSignals(True)
        for name, code in sorted((_territory(code), code) for code in codes):
            self.country.addItem(name, code)
        self.country.setCurrentIndex(-1)
        self.country.blockSignals(False)
        self._choose()

    def _choose(self) -> None:
        self.country.setCurrentIndex(self.country.findData(self._wanted[0]))
        self._on_country()

    def _on_country(self) -> None:
        code = self.country.currentData()
        self.add_button.setEnabled(code is not None)
        self.region.clear()
        self.region.setEnabled(False)
        if code is not None:
            self._place.read(
                lambda desk: (code, desk.site.holiday_regions(code)), self._on_regions, key=("regions", id(self))
            )

    def _on_regions(self, told: tuple[str, Sequence[tuple[str, str]]]) -> None:
        country, regions = told
        if country != self.country.currentData():
            return
        self.region.clear()
        self.region.addItem(_("the whole country") if regions else _("no regions"), "")
        for code, name in regions:
            self.region.addItem(name, code)
        wanted = self._wanted[1] if self._wanted[0] == country else ""
        self.region.setCurrentIndex(max(0, self.region.findData(wanted)))
        self.region.setEnabled(bool(regions))

    def _on_add(self) -> None:
        country, region = str(self.country.currentData()), str(self.region.currentData() or "")
        language = self._place.facts.site.language if self._place.facts else ""
        years = self.years()
        self.add_button.setEnabled(False)

        def done(days: Days) -> None:
            self.add_button.setEnabled(True)
            self.taken = (country, region)
            self.found.emit(days)

        self._place.read(
            lambda desk: desk.site.holidays(country, region, years, language),
            done,
            self._on_failed,
            ("holidays", id(self)),
            receiver=self,
        )

    def _on_failed(self, error: DeskError) -> None:
        self.add_button.setEnabled(True)
        self.say(_("These holidays are not known: choose another country or region."))


def _combo(name: str) -> QComboBox:
    combo = DropDown()
    combo.setAccessibleName(name)
    combo.setMaxVisibleItems(16)
    # A long name must not make the page wider than the window.
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(8)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return combo


def _territory(code: str) -> str:
    return QLocale.territoryToString(QLocale.codeToTerritory(code)) or code


def _country_of(zone: str) -> str:
    return QLocale.territoryToCode(QTimeZone(zone.encode()).territory())
