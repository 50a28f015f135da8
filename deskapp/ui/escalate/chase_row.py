"""Above what is out: of what alone it is shown, what has changed meanwhile, and more of it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from deskapp.language import _, ngettext
from deskapp.services.escalations.chase import Chase, ChaseAsk
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.fields.toggle_pill import TogglePill
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.work.keys import native

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
        for pill in (self.late, self.over, self.only):
            pill.clicked.connect(self._on_pressed)
        self.more = secondary("")
        self.more.clicked.connect(self._on_more)
        self.changed = secondary("", native("F5"))
        self.changed.clicked.connect(self.refresh_asked)
        flow = FlowLayout(self, spacing=theme.px(6))
        for button in (self.late, self.over, self.only, self.more, self.changed):
            flow.addWidget(button)
            button.hide()

    def set_figures(self, found: Chase, late: int, over: int) -> None:
        """How many there are of each."""
        self._say(self.late, _("Not accepted in time: {n}").format(n=late), shown=bool(late or self.ask.not_accepted))
        self._say(self.over, _("Past the estimate: {n}").format(n=over), shown=bool(over or self.ask.past_estimate))
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
        self.ask = ChaseAsk(self.late.isChecked(), self.over.isChecked(), only, PART)
        self.asked.emit(self.ask)

    def _on_more(self) -> None:
        ask = self.ask
        self.ask = ChaseAsk(ask.not_accepted, ask.past_estimate, ask.contact_id, (ask.limit or 0) + PART)
        self.asked.emit(self.ask)
