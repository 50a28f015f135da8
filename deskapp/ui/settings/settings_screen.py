"""The settings: what the site decides, and the look of this workstation, a page each."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.settings.appearance_page import AppearancePage
from deskapp.ui.settings.authority_page import AuthorityPage
from deskapp.ui.settings.backups.backups_page import BackupsPage
from deskapp.ui.settings.contacts_page import ContactsPage
from deskapp.ui.settings.documents_page import DocumentsPage
from deskapp.ui.settings.encryption.encryption_page import EncryptionPage
from deskapp.ui.settings.ground.list_page import ListPage
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.settings.hours.hours_page import HoursPage
from deskapp.ui.settings.imports.imports_page import ImportsPage
from deskapp.ui.settings.keeping_page import KeepingPage
from deskapp.ui.settings.library.avoid_page import AvoidPage
from deskapp.ui.settings.library.categories_page import CategoriesPage
from deskapp.ui.settings.library.incidents_page import IncidentsPage
from deskapp.ui.settings.library.phrases_page import PhrasesPage
from deskapp.ui.settings.library.sign_words_page import SignWordsPage
from deskapp.ui.settings.library.signs_page import SignsPage
from deskapp.ui.settings.library.templates_page import TemplatesPage
from deskapp.ui.settings.measures_page import MeasuresPage
from deskapp.ui.settings.routes.routes_page import RoutesPage
from deskapp.ui.settings.site_page import SitePage
from deskapp.ui.settings.staff.staff_page import StaffPage
from deskapp.ui.settings.targets.priorities_page import PrioritiesPage
from deskapp.ui.settings.targets.targets_page import TargetsPage
from deskapp.ui.settings.written_policy_page import WrittenPolicyPage
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.shown_stack import ShownStack
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace


class PageRow(NamedTuple):
    """A page of the settings: its key, what it is called, and what makes it."""

    key: str
    words: str
    make: Callable[[Workplace], QWidget]


class SettingsScreen(Screen):
    """Each page is made when it is first chosen."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._appearance: tuple[str, float] | None = None
        self._pages: dict[str, QWidget] = {}
        self._rows = {row.key: row for row in self._made_of()}
        self.switch = ChoiceRow(
            _("Page"), [(row.key, row.words) for row in self._rows.values()], next(iter(self._rows))
        )
        self.switch.changed.connect(lambda key: self.show_page(str(key)))
        self._stack = ShownStack()
        head = QHBoxLayout()
        head.setSpacing(theme.px(14))
        head.addWidget(Label(_("Settings"), "title"))
        head.addWidget(self.switch, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(8))
        column.setSpacing(theme.px(10))
        column.addLayout(head)
        # A line of fields that is wider than a page is hard to read.
        room = QHBoxLayout()
        room.addWidget(self._stack, 100)
        room.addStretch(1)
        self._stack.setMaximumWidth(theme.px(860))
        column.addLayout(room, 1)
        self.show_page(next(iter(self._rows)))

    @property
    def pages(self) -> tuple[str, ...]:
        """The keys of all pages, in their order."""
        return tuple(self._rows)

    @property
    def focus_taker(self) -> QWidget:
        return self.switch

    def show_page(self, key: str) -> QWidget:
        """Go to a page: one of `pages`."""
        if key not in self._pages:
            self._pages[key] = self._rows[key].make(self._place)
            self._stack.addWidget(self._pages[key])
        self.switch.set_value(key)
        self._stack.setCurrentWidget(self._pages[key])
        return self._pages[key]

    def listings(self) -> tuple[Listing, ...]:
        """The list of the page, where it is one."""
        page = self._stack.currentWidget()
        return (page.listing(self._rows[str(self.switch.value)].words),) if isinstance(page, ListPage) else ()

    def holds_back(self) -> bool:
        """What was typed on a page and is not saved holds the window back once, and is shown."""
        for key, page in self._pages.items():
            if isinstance(page, SettingsPage) and page.holds_back():
                self.show_page(key)
                return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The key that stands on Save, also while one only moves along the pages; on a page it is the page's own."""
        page = self._stack.currentWidget()
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        pressed = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        if pressed and modifiers == Qt.KeyboardModifier.ControlModifier and isinstance(page, SettingsPage):
            page.trigger()
        else:
            super().keyPressEvent(event)

    def set_appearance(self, mode: str, points: float) -> None:
        """What holds on this workstation now."""
        self._appearance = (mode, points)
        page = self._pages.get("appearance")
        if isinstance(page, AppearancePage):
            page.set_appearance(mode, points)

    def _made_of(self) -> tuple[PageRow, ...]:
        return (
            PageRow("site", _("Site"), SitePage),
            PageRow("hours", _("Hours"), HoursPage),
            PageRow("targets", _("Targets"), TargetsPage),
            PageRow("measures", _("Measures"), MeasuresPage),
            PageRow("priorities", _("Priorities"), PrioritiesPage),
            PageRow("categories", _("Categories"), CategoriesPage),
            PageRow("templates", _("Templates"), TemplatesPage),
            PageRow("routes", _("Routes"), RoutesPage),
            PageRow("signs", _("Signs to escalate"), SignsPage),
            PageRow("sign_words", _("Sign words"), SignWordsPage),
            PageRow("phrases", _("Phrases"), PhrasesPage),
            PageRow("avoid", _("Better not said"), AvoidPage),
            PageRow("incidents", _("Incidents"), IncidentsPage),
            PageRow("contacts", _("Contacts"), self._make_contacts),
            PageRow("staff", _("Staff"), StaffPage),
            PageRow("authority", _("Authority"), AuthorityPage),
            PageRow("written_policy", _("Escalation policy"), WrittenPolicyPage),
            PageRow("keeping", _("Keeping"), KeepingPage),
            PageRow("documents", _("Documents"), DocumentsPage),
            PageRow("imports", _("Import"), ImportsPage),
            PageRow("backups", _("Backups"), BackupsPage),
            PageRow("encryption", _("Encryption"), EncryptionPage),
            PageRow("appearance", _("Appearance"), self._make_appearance),
        )

    def _make_contacts(self, _place: Workplace) -> QWidget:
        page = ContactsPage()
        page.directory_asked.connect(self.directory_asked)
        return page

    def _make_appearance(self, _place: Workplace) -> QWidget:
        page = AppearancePage()
        if self._appearance is not None:
            page.set_appearance(*self._appearance)
        page.changed.connect(self.appearance_changed)
        return page
