"""The settings: what the site decides, and the look of this workstation, a page each."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
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
from deskapp.ui.settings.page_list import PageColumn, PageList
from deskapp.ui.settings.page_names import names
from deskapp.ui.settings.routes.routes_page import RoutesPage
from deskapp.ui.settings.site_page import SitePage
from deskapp.ui.settings.staff.staff_page import StaffPage
from deskapp.ui.settings.targets.priorities_page import PrioritiesPage
from deskapp.ui.settings.targets.targets_page import TargetsPage
from deskapp.ui.settings.written_policy_page import WrittenPolicyPage
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.shown_stack import ShownStack
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace

#: From this width on the names of the pages stand beside the one that is open.
_ROOM_BESIDE = 600


class SettingsScreen(Screen):
    """Each page is made when it is first chosen."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._appearance: tuple[str, float] | None = None
        self._pages: dict[str, QWidget] = {}
        self._makers = self._made_of()
        self._names = {name.key: name.words for name in names()}
        self.switch = PageList()
        self.switch.changed.connect(lambda key: self.show_page(str(key)))
        self._stack = ShownStack()
        self._beside = QWidget()
        self._names_column = PageColumn(self.switch)
        side = QVBoxLayout(self._beside)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(theme.px(10))
        side.addWidget(Label(_("Settings"), "title"))
        side.addWidget(self._names_column, 1)
        self._above = QWidget()
        self.drop = DropDown()
        self.drop.setAccessibleName(_("Page"))
        for key, words in self._names.items():
            self.drop.addItem(words, key)
        self.drop.setMaximumWidth(theme.px(280))
        self.drop.activated.connect(lambda _place: self.show_page(str(self.drop.currentData())))
        head = QHBoxLayout(self._above)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(theme.px(14))
        head.addWidget(Label(_("Settings"), "title"))
        head.addWidget(self.drop, 1)
        head.addStretch(1)
        # A line of fields that is wider than a page is hard to read.
        self._stack.setMaximumWidth(theme.px(860))
        row = QHBoxLayout()
        row.setSpacing(theme.px(14))
        row.addWidget(self._beside)
        row.addWidget(self._stack, 100)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), theme.px(8))
        column.setSpacing(theme.px(6))
        column.addWidget(self._above)
        column.addLayout(row, 1)
        # Until it is known how much room there is: the names beside a page would ask for more.
        self._beside.hide()
        self.show_page(str(self.switch.value))

    @property
    def pages(self) -> tuple[str, ...]:
        """The keys of all pages, in their order."""
        return tuple(self._names)

    @property
    def focus_taker(self) -> QWidget:
        return self.drop if self._beside.isHidden() else self.switch

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._fold()

    def _fold(self) -> None:
        """Where there is no room beside a page, the names of the others drop down above it."""
        narrow = self.width() < theme.px(_ROOM_BESIDE)
        if narrow == self._beside.isHidden():
            return
        focus = self.focus_taker.hasFocus() or self.switch.pill(self.switch.value).hasFocus()
        self._beside.setHidden(narrow)
        self._above.setHidden(not narrow)
        if focus:
            self.focus_taker.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_page(self, key: str) -> QWidget:
        """Go to a page: one of `pages`."""
        if key not in self._pages:
            self._pages[key] = self._makers[key](self._place)
            self._stack.addWidget(self._pages[key])
        self.switch.set_value(key)
        self._names_column.bring(self.switch.pill(key))
        self.drop.setCurrentIndex(self.drop.findData(key))
        self._stack.setCurrentWidget(self._pages[key])
        return self._pages[key]

    def listings(self) -> tuple[Listing, ...]:
        """The list of the page, where it is one."""
        page = self._stack.currentWidget()
        return (page.listing(self._names[str(self.switch.value)]),) if isinstance(page, ListPage) else ()

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

    def _made_of(self) -> dict[str, Callable[[Workplace], QWidget]]:
        """What makes each page, by its key."""
        return {
            "site": SitePage,
            "hours": HoursPage,
            "targets": TargetsPage,
            "measures": MeasuresPage,
            "priorities": PrioritiesPage,
            "categories": CategoriesPage,
            "templates": TemplatesPage,
            "routes": RoutesPage,
            "signs": SignsPage,
            "sign_words": SignWordsPage,
            "phrases": PhrasesPage,
            "avoid": AvoidPage,
            "incidents": IncidentsPage,
            "contacts": self._make_contacts,
            "staff": StaffPage,
            "authority": AuthorityPage,
            "written_policy": WrittenPolicyPage,
            "keeping": KeepingPage,
            "documents": DocumentsPage,
            "imports": ImportsPage,
            "backups": BackupsPage,
            "encryption": EncryptionPage,
            "appearance": self._make_appearance,
        }

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
