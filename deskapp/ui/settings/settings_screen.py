"""The settings: what the site decides, and the look of this workstation, a page each."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.settings.appearance_page import AppearancePage
from deskapp.ui.settings.authority_page import AuthorityPage
from deskapp.ui.settings.contacts_page import ContactsPage
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.settings.hours.hours_page import HoursPage
from deskapp.ui.settings.library.avoid_page import AvoidPage
from deskapp.ui.settings.library.categories_page import CategoriesPage
from deskapp.ui.settings.library.incidents_page import IncidentsPage
from deskapp.ui.settings.library.phrases_page import PhrasesPage
from deskapp.ui.settings.library.signs_page import SignsPage
from deskapp.ui.settings.routes.routes_page import RoutesPage
from deskapp.ui.settings.site_page import SitePage
from deskapp.ui.settings.staff.staff_page import StaffPage
from deskapp.ui.settings.targets.targets_page import TargetsPage
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace

PAGES = (
    "site",
    "hours",
    "targets",
    "categories",
    "routes",
    "signs",
    "phrases",
    "avoid",
    "incidents",
    "contacts",
    "staff",
    "authority",
    "appearance",
)


class SettingsScreen(Screen):
    """Each page is made when it is first chosen."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._appearance: tuple[str, float] | None = None
        self._pages: dict[str, QWidget] = {}
        words = {
            "site": _("Site"),
            "hours": _("Hours"),
            "targets": _("Targets"),
            "categories": _("Categories"),
            "routes": _("Routes"),
            "signs": _("Signs to escalate"),
            "phrases": _("Phrases"),
            "avoid": _("Better not said"),
            "incidents": _("Incidents"),
            "contacts": _("Contacts"),
            "staff": _("Staff"),
            "authority": _("Authority"),
            "appearance": _("Appearance"),
        }
        self.switch = ChoiceRow(_("Page"), [(key, words[key]) for key in PAGES], PAGES[0])
        self.switch.changed.connect(lambda key: self.show_page(str(key)))
        self._stack = QStackedWidget()
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
        self.show_page(PAGES[0])

    def show_page(self, key: str) -> QWidget:
        """Go to a page: one of PAGES."""
        if key not in self._pages:
            self._pages[key] = self._make(key)
            self._stack.addWidget(self._pages[key])
        self.switch.set_value(key)
        self._stack.setCurrentWidget(self._pages[key])
        return self._pages[key]

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

    def _make(self, key: str) -> QWidget:
        if key == "contacts":
            contacts = ContactsPage()
            contacts.directory_asked.connect(self.directory_asked)
            return contacts
        if key == "appearance":
            return self._make_appearance()
        makers: dict[str, Callable[[Workplace], QWidget]] = {
            "site": SitePage,
            "hours": HoursPage,
            "targets": TargetsPage,
            "categories": CategoriesPage,
            "routes": RoutesPage,
            "signs": SignsPage,
            "phrases": PhrasesPage,
            "avoid": AvoidPage,
            "staff": StaffPage,
            "authority": AuthorityPage,
            "incidents": IncidentsPage,
        }
        return makers[key](self._place)

    def _make_appearance(self) -> QWidget:
        page = AppearancePage()
        if self._appearance is not None:
            page.set_appearance(*self._appearance)
        page.changed.connect(self.appearance_changed)
        return page
