"""The side bar: whose desk this is, the screens with their counts, and who is working."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.card import Panel
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.window.screen_tabs import Entry, ScreenTabs


class SideBar(Panel):
    """Tells which screen was chosen; shows a card and the person at work at its foot."""

    chosen = Signal(str)  # an entry's key: it is to be shown
    entered = Signal(str)  # and it gets the keyboard
    who_asked = Signal()  # the line of who is working was pressed

    def __init__(self, name: str, entries: Iterable[Entry], parent: QWidget | None = None) -> None:
        self._drawn = 0.0
        super().__init__("right", parent)
        self.body.setContentsMargins(theme.px(10), theme.px(10), theme.px(9), theme.px(4))
        self.body.setSpacing(theme.px(2))
        self.body.addWidget(Label(name, "title"))
        self._site = Label("", "muted", wrap=True)
        self.body.addWidget(self._site)
        self.body.addSpacing(theme.px(10))
        self.tabs = ScreenTabs(entries)
        self.tabs.chosen.connect(self.chosen)
        self.tabs.entered.connect(self.entered)
        # On a low display the entries scroll: what stands below them stays.
        self._scroll = ScrollBody()
        self._scroll.body.addWidget(self.tabs)
        self.tabs.chosen.connect(self._show_current)
        self.body.addWidget(self._scroll, 1)
        #: Room for a card above the line of who is working.
        self.slot = QVBoxLayout()
        self.body.addLayout(self.slot)
        self._who = QPushButton()
        self._who.setProperty("kind", "who")
        self._who.setAccessibleDescription(_("Change who is working"))
        self._who.clicked.connect(self.who_asked)
        self.body.addWidget(self._who)

    def set_width(self, drawn: float) -> None:
        """As wide as it was drawn, at whatever size the text has."""
        self._drawn = drawn
        self.setFixedWidth(theme.px(drawn))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and self._drawn:
            self.setFixedWidth(theme.px(self._drawn))

    def set_site(self, name: str) -> None:
        """Whose desk it is."""
        self._site.setText(name)

    def set_who(self, words: str) -> None:
        """Who is working: "Sam Okoro · agent"."""
        self._who.setText(words.replace("&", "&&"))
        self._who.setAccessibleName(words)

    def set_count(self, key: str, count: int | None) -> None:
        """The figure beside an entry; None for no figure."""
        self.tabs.set_count(self.tabs.place_of(key), count)

    def set_current(self, key: str) -> None:
        """Mark the screen that is shown, without telling anybody."""
        self.tabs.set_current(key)
        self._show_current()

    @property
    def current(self) -> str | None:
        return self.tabs.current

    def _show_current(self) -> None:
        box = self.tabs.tabRect(self.tabs.currentIndex())
        self._scroll.ensureVisible(0, box.center().y(), 0, box.height())
