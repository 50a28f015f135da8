"""One call that is open already for the caller: how it stands, and what to do about it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.words import OPEN_STATES
from deskapp.language import _
from deskapp.services.calls.row import CallRow
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.calls.countdown import Countdown
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.wording import codes


class OpenCallCard(Card):
    """`first` gives its buttons keys of their own: Alt with the underlined letter."""

    add_asked = Signal(int)
    link_asked = Signal(int)

    def __init__(self, row: CallRow, *, first: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self._first = first
        self._chip = Chip()
        top = QHBoxLayout()
        top.setSpacing(theme.px(6))
        top.addWidget(Label(direction.row((row.ref, row.summary), " "), "strong", wrap=True), 1)
        top.addWidget(self._chip, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(top)
        self.body.addWidget(Label(_standing(row), "muted", wrap=True))
        self.add = secondary(_("&Add to this call") if first else _("Add to this call"))
        self.add.clicked.connect(lambda: self.add_asked.emit(row.id))
        self.link = secondary("")
        self.link.clicked.connect(self._on_link)
        acts = QWidget()
        flow = FlowLayout(acts, spacing=theme.px(6))
        flow.addWidget(self.add)
        flow.addWidget(self.link)
        self.body.addWidget(acts)
        for button in (self.add, self.link):
            button.setAccessibleDescription(f"{row.ref} {row.summary}")
        self.set_linked(False)

    def set_countdown(self, countdown: Countdown) -> None:
        """How it stands now; a call that is over says so."""
        if self.row.state in OPEN_STATES and countdown.words:
            self._chip.set(countdown.words, countdown.tint, shape=True)
        else:
            self._chip.set(codes.status_of(self.row), Tint.PLAIN)

    def set_linked(self, linked: bool) -> None:
        """Whether the call being logged repeats this one."""
        if linked:
            self.link.set_words(_("✓ Linked as a repeat"))
        else:
            self.link.set_words(_("Log a &repeat, linked") if self._first else _("Log a repeat, linked"))

    def _on_link(self) -> None:
        self.link_asked.emit(self.row.id)
        announce(self.link, self.link.text())


def _standing(row: CallRow) -> str:
    if row.escalated and row.with_name:
        return _("escalated to {contact} · {owner}").format(contact=row.with_name, owner=row.owner)
    return direction.row((codes.status_of(row).lower(), row.owner))
