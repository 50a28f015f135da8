"""An open call on a customer's card: what it is about, how its next clock stands, who has it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.calls.row import CallRow
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.calls.countdown import Countdowns
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.label import Label, breakable
from deskapp.wording import codes


class OpenCallCard(Card):
    """The reference leads to the call; how it stands is beside it, so that what it is about has the whole width."""

    call_asked = Signal(int)

    def __init__(self, row: CallRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.row = row
        self.ref = LinkButton(row.ref)
        self.ref.setAccessibleDescription(row.summary)
        self.ref.clicked.connect(lambda: self.call_asked.emit(row.id))
        self.chip = Chip()
        top = QHBoxLayout()
        top.setSpacing(theme.px(6))
        top.addWidget(self.ref, 0, Qt.AlignmentFlag.AlignTop)
        top.addStretch(1)
        top.addWidget(self.chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(top)
        self.body.addWidget(Label(breakable(row.summary), "strong", wrap=True))
        told = _("with {contact}").format(contact=direction.isolated(row.with_name)) if row.with_name else ""
        status = "" if row.with_name else codes.status_of(row)
        about = direction.row((row.priority, row.owner, told, status))
        self.body.addWidget(Label(breakable(about), "muted", wrap=True))

    def set_countdown(self, countdowns: Countdowns) -> None:
        """How it stands at the present of these."""
        said = countdowns.of(self.row)
        self.chip.setVisible(bool(said.words))
        self.chip.set(said.words, said.tint, shape=said.tint is not Tint.PLAIN, heard=countdowns.in_full(self.row))
