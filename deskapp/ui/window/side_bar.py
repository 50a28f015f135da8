"""The side bar: whose desk this is, the screens with their counts, and who is working."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QButtonGroup, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.card import Panel
from deskapp.ui.widgets.label import Label


class Entry(NamedTuple):
    """One screen of the side bar."""

    key: str
    words: str


class SideBar(Panel):
    """Tells which screen was chosen; shows a card and the person at work at its foot."""

    chosen = Signal(str)  # an entry's key
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
        self._entries: dict[str, QPushButton] = {}
        self._words: dict[str, str] = {}
        self._group = QButtonGroup(self)
        for number, entry in enumerate(entries):
            self.body.addWidget(self._entry(number, entry))
        self._group.idClicked.connect(self._on_clicked)
        self.body.addStretch(1)
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
        words, button = self._words[key], self._entries[key]
        button.setText(words if count is None else f"{words}    {count}")
        button.setAccessibleName(words if count is None else f"{words}, {count}")

    def set_current(self, key: str) -> None:
        """Mark the screen that is shown, without telling anybody."""
        self._entries[key].setChecked(True)

    @property
    def current(self) -> str | None:
        number = self._group.checkedId()
        return list(self._entries)[number] if number >= 0 else None

    def _entry(self, number: int, entry: Entry) -> QPushButton:
        button = QPushButton(self)
        button.setProperty("kind", "entry")
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._group.addButton(button, number)
        self._entries[entry.key] = button
        self._words[entry.key] = entry.words
        self.set_count(entry.key, None)
        return button

    def _on_clicked(self, number: int) -> None:
        self.chosen.emit(list(self._entries)[number])
