"""The first start: three pages at most. A new desk, one that is there, or the demo; then the site; then you."""

import zoneinfo
from pathlib import Path

from PySide6.QtCore import Qt, QTime, QTimeZone, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from deskapp import paths
from deskapp.domain import pins
from deskapp.domain.errors import DeskError, Invalid
from deskapp.domain.words import Paper
from deskapp.domain.zones import every_zone, meant
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.sign_in.pin_field import PinField
from deskapp.ui.start.desk_files import ask_for_desk, ask_for_new
from deskapp.ui.start.new_desk import MadeDesk, NewDesk, make
from deskapp.ui.widgets.buttons import LinkButton, primary, secondary
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.folded_completer import FoldedCompleter, items
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.fields.spin_field import TimeField
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.plain_page import StartPage
from deskapp.ui.work.lanes import Lanes
from deskapp.wording import refusals

_CHOICE, _SITE, _YOU = range(3)


class FirstRun(StartPage):
    """Everything asked here can be skipped, and changed later in the settings."""

    desk_chosen = Signal(object)  # Path of a desk that is there now
    desk_made = Signal(object, int)  # Path of a new one, and who has just set it up
    demo_chosen = Signal()

    def __init__(self, lanes: Lanes, folder: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.grow(480)
        self._lanes = lanes
        self._path = _free(folder or paths.user_data())
        self._pages = QStackedWidget()
        self.body.addWidget(self._pages)
        for page in (self._choice_page(), self._site_page(), self._you_page()):
            self._pages.addWidget(page)
        self.back = secondary(_("Back"))
        self.back.clicked.connect(lambda: self._go(self._pages.currentIndex() - 1))
        self.skip = secondary(_("Skip the rest"))
        self.skip.clicked.connect(self._make)
        self.on = primary(_("Next"), _("Ctrl+Enter"))
        self.on.clicked.connect(self._go_on)
        self._shortcuts = [QShortcut(QKeySequence(keys), self) for keys in ("Ctrl+Return", "Ctrl+Enter")]
        for shortcut in self._shortcuts:
            shortcut.activated.connect(self._go_on)
        self.foot.addWidget(self.back)
        self.foot.addStretch(1)
        self.foot.addWidget(self.skip)
        self.foot.addWidget(self.on)
        self._go(_CHOICE)

    # The pages

    def _choice_page(self) -> QWidget:
        self.new = primary(_("Start a new desk"))
        self.new.clicked.connect(lambda: self._go(_SITE))
        self.open_button = secondary(_("Open an existing desk…"))
        self.open_button.clicked.connect(lambda: ask_for_desk(self, self.desk_chosen.emit))
        self.demo = secondary(_("Look around with demo data"))
        self.demo.clicked.connect(self.demo_chosen)
        page, column = _page()
        for button, words in (
            (self.new, _("Two short pages; both can be skipped.")),
            (self.open_button, _("A file of your own, or one that several workstations share.")),
            (self.demo, _("A print and copy shop in the middle of a busy day, in a file of its own.")),
        ):
            column.addWidget(button)
            column.addWidget(Label(words, "muted", wrap=True))
            column.addSpacing(theme.px(10))
        column.addStretch(1)
        return page

    def _site_page(self) -> QWidget:
        self.site = FormField(_("Name of the site"), QLineEdit())
        self.phone = FormField(_("Phone"), QLineEdit())
        zone = DropDown()
        zone.setEditable(True)
        zone.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.zone = FormField(_("Time zone"), zone)
        self.paper = ChoiceRow(_("Paper"), [(paper, paper.value) for paper in Paper], Paper.A4)
        self._where = Label("", "muted", wrap=True, selectable=True)
        elsewhere = LinkButton(_("Elsewhere…"))
        elsewhere.clicked.connect(lambda: ask_for_new(self, self._set_path))
        page, column = _page()
        column.addWidget(self.site)
        column.addWidget(self.phone)
        column.addWidget(self.zone)
        column.addWidget(FormField(_("Paper"), self.paper))
        row = QHBoxLayout()
        row.addWidget(self._where, 1)
        row.addWidget(elsewhere, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        column.addStretch(1)
        self._set_path(self._path)
        return page

    def _you_page(self) -> QWidget:
        self.name = FormField(_("Your name"), QLineEdit())
        self.begin, self.end = TimeField(QTime(9, 0)), TimeField(QTime(17, 30))
        for field in (self.begin, self.end):
            field.setDisplayFormat("HH:mm")
            field.lineEdit().setTextMargins(theme.px(8), 0, 0, 0)
        page, column = _page()
        column.addWidget(self.name)
        you = _("You become the desk's manager, and name the others in the settings.")
        column.addWidget(Label(you, "muted", wrap=True))
        self.pin = FormField(_("Your PIN"), PinField())
        self.again = FormField(_("The same again"), PinField())
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        for form in (self.pin, self.again):
            row.addWidget(form, 1, Qt.AlignmentFlag.AlignTop)
        column.addLayout(row)
        pin = _("At least 4 digits or letters. You sign in with it, and the window asks for it after a break.")
        column.addWidget(Label(pin, "muted", wrap=True))
        column.addSpacing(theme.px(6))
        row = QHBoxLayout()
        row.setSpacing(theme.px(10))
        self._hours = FormField(_("Open Monday to Friday from"), self.begin)
        row.addWidget(self._hours)
        row.addWidget(FormField(_("until"), self.end))
        row.addStretch(1)
        column.addLayout(row)
        hours = _("Deadlines count in these hours. Other days and holidays: later, in the settings.")
        column.addWidget(Label(hours, "muted", wrap=True))
        column.addStretch(1)
        return page

    # Going on

    def _go(self, number: int) -> None:
        self.notice.end()
        if number == _SITE:
            self._offer_zones()
        self._pages.setCurrentIndex(number)
        self.set_title((_("Welcome to your help desk"), _("Your site"), _("You, and when the desk is open"))[number])
        for button in (self.back, self.skip, self.on):
            button.setVisible(number != _CHOICE)
        self.on.set_words(_("Start working") if number == _YOU else _("Next"))
        (self.new, self.site.field, self.name.field)[number].setFocus()

    def _go_on(self) -> None:
        number = self._pages.currentIndex()
        if number == _SITE and self._site_is_clear():
            self._go(_YOU)
        elif number == _YOU:
            self._make()

    def _offer_zones(self) -> None:
        box = self.zone.field
        assert isinstance(box, QComboBox)
        if box.count():
            return
        box.setModel(items(every_zone(), box))
        box.setCompleter(FoldedCompleter(box.model(), box))
        here = bytes(QTimeZone.systemTimeZoneId().data()).decode()
        box.setCurrentText(here if here in zoneinfo.available_timezones() else "UTC")

    def _zone(self) -> str:
        box = self.zone.field
        assert isinstance(box, QComboBox)
        typed = box.currentText().strip()
        return meant(typed, zoneinfo.available_timezones()) or typed

    def _site_is_clear(self) -> bool:
        zone = self._zone()
        known = zone in zoneinfo.available_timezones()
        if known and isinstance(self.zone.field, QComboBox):
            self.zone.field.setCurrentText(zone)
        self.zone.say(None if known else _("Choose a zone from the list, such as Europe/Berlin."))
        return known

    def _make(self) -> None:
        if not self.on.isEnabled():
            return
        if not self._site_is_clear():
            self._go(_SITE)
            self._site_is_clear()
            return
        begin, end = (field.time().toString("HH:mm") for field in (self.begin, self.end))
        self._hours.say(_("The desk closes after it opens.") if end <= begin else None)
        if end <= begin:
            self._go(_YOU)
            return
        if not self._pin_is_clear():
            self._go(_YOU)
            self._pin_is_clear()
            wrong = self.again if self.again.error.text() else self.pin
            wrong.field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        wanted = NewDesk(
            path=self._path,
            site=_text(self.site),
            phone=_text(self.phone),
            zone=self._zone(),
            paper=self.paper.value if isinstance(self.paper.value, Paper) else None,
            manager=_text(self.name),
            hours=(begin, end),
            pin=_text(self.pin) or None,
        )
        self._rest(True)
        self._lanes.act(lambda: make(wanted), self._on_made, self._on_failed)

    def _pin_is_clear(self) -> bool:
        """Left empty it is chosen at the first sign-in."""
        pin, again = _text(self.pin), _text(self.again)
        fault = pins.fault(pin) if pin or again else None
        same = pins.plain(pin) == pins.plain(again)
        self.pin.say(refusals.field_error(fault) if fault else None)
        self.again.say(None if same or fault else _("This is not the same: type it once more."))
        return fault is None and same

    def _on_made(self, made: MadeDesk) -> None:
        self._rest(False)
        if made.sheet is None:
            self.desk_chosen.emit(made.path)
            return
        from deskapp.ui.sign_in.code_page import put_code

        self.set_title(_("The recovery code"))
        for button in (self.back, self.skip, self.on):
            button.hide()
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)  # the card has its own
        self.code_card = put_code(
            self.body, self._lanes, made.sheet, lambda: self.desk_made.emit(made.path, made.manager_id)
        )

    def _on_failed(self, error: DeskError) -> None:
        self._rest(False)
        words = refusals.error(error)
        if isinstance(error, Invalid):
            words = " ".join(refusals.field_error(code) for code in error.fields.values())
        self.notice.say(words, Tint.OVER)

    def _rest(self, resting: bool) -> None:
        for button in (self.back, self.skip, self.on):
            button.setEnabled(not resting)

    def _set_path(self, path: Path) -> None:
        self._path = path
        self._where.setText(_("Its file: {path}").format(path=path))


def _page() -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(8))
    return page, column


def _text(field: FormField) -> str:
    assert isinstance(field.field, QLineEdit)
    return field.field.text()


def _free(folder: Path) -> Path:
    """A name in the folder that no file has yet."""
    names = (folder / f"desk{'' if number == 1 else f'-{number}'}.db" for number in range(1, 1000))
    return next(path for path in names if not path.exists())
