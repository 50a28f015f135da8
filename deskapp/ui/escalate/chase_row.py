"""Above what is out: of what alone it is shown, what has changed meanwhile, and more of it."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp.domain.words import EscalationType
from deskapp.language import _, ngettext
from deskapp.services.escalations.chase import Chase, ChaseAsk
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.fields.toggle_pill import TogglePill
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.work.keys import native
from deskapp.wording import codes
from deskapp.wording.lists import figure

#: So many are told at first, and as many more whenever more are asked for.
PART = 100


class ChaseRow(QWidget):
    """What somebody asks for is told by `asked`; it shows nothing by itself."""

    asked = Signal(object)  # ChaseAsk
    refresh_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ask = ChaseAsk(limit=PART)
        #: With whom the current one is: (id, name).
        self._contact: tuple[int, str] | None = None
        self.late, self.over, self.only = TogglePill(), TogglePill(), TogglePill()
        #: What is out is mostly of one type; where it is of several, each has its own.
        self.types = {kind: TogglePill() for kind in EscalationType}
        for pill in (self.late, self.over, self.only, *self.types.values()):
            pill.clicked.connect(self._on_pressed)
        self.more = secondary("")
        self.more.clicked.connect(self._on_more)
        self.changed = secondary("", native("F5"))
        self.changed.clicked.connect(self.refresh_asked)
        flow = FlowLayout(self, spacing=theme.px(6))
        for button in (self.late, self.over, *self.types.values(), self.only, self.more, self.changed):
            flow.addWidget(button)
            button.hide()

    def set_figures(self, found: Chase, late: int, over: int) -> None:
        """How many there are of each."""
        self._say(self.late, _("Not accepted in time: {n}").format(n=late), shown=bool(late or self.ask.not_accepted))
        self._say(self.over, _("Past the estimate: {n}").format(n=over), shown=bool(over or self.ask.past_estimate))
        for kind, pill in self.types.items():
            count = found.types.get(kind, 0)
            words = _("{type}: {n}").format(type=codes.escalation_type(kind), n=figure(count))
            self._say(pill, words, shown=kind in self.ask.types or (bool(count) and len(found.types) > 1))
        left = found.calls - len(found.rows)
        self.more.setVisible(left > 0)
        self.more.set_words(ngettext("Show more: {n} is left", "Show more: {n} are left", left).format(n=left))

    def set_contact(self, contact: tuple[int, str] | None) -> None:
        """With whom the current one is; while only one contact's are shown, it stays that one."""
        if self.ask.contact_id is None:
            self._contact = contact
        name = self._contact[1] if self._contact else ""
        self._say(self.only, _("Only {contact}").format(contact=name), shown=bool(name))

    def say_changed(self, count: int) -> None:
        """How many came, went or moved while a hand is on the list; 0: none."""
        if count:
            words = ngettext("{n} changed: refresh", "{n} changed: refresh", count).format(n=count)
            if not self.changed.isVisible():
                announce(self, words)
            self.changed.set_words(words)
        self.changed.setVisible(count > 0)

    def _say(self, pill: TogglePill, words: str, *, shown: bool) -> None:
        words = words.replace("&", "&&")
        if words != pill.text():
            pill.setText(words)
            pill.updateGeometry()
        pill.setVisible(shown)

    def _on_pressed(self) -> None:
        only = self._contact[0] if self.only.isChecked() and self._contact else None
        types = tuple(kind for kind, pill in self.types.items() if pill.isChecked())
        self.ask = ChaseAsk(self.late.isChecked(), self.over.isChecked(), only, types, PART)
        self.asked.emit(self.ask)

    def _on_more(self) -> None:
        self.ask = replace(self.ask, limit=(self.ask.limit or 0) + PART)
        self.asked.emit(self.ask)
