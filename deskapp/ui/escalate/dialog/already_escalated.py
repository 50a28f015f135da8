"""Somebody else escalated the call meanwhile: theirs and one's own side by side, and what to do about it."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.services.escalations.acts import Escalate
from deskapp.services.escalations.views import EscalationView
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.at_once import AtOnce
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.label import Label
from deskapp.wording import codes, refusals, times
from deskapp.wording import escalations as escalation_wording

#: Of a long text so much is shown.
_LONGEST = 160


class AlreadyEscalated(Card):
    """Hidden until there is something to decide. Nothing of what was typed is touched."""

    as_well = Signal()  # carry out one's own all the same
    given_up = Signal()  # do not

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = Label("", "strong", wrap=True)
        self._theirs = Label("", wrap=True, selectable=True)
        self._mine = Label("", wrap=True, selectable=True)
        self.as_well_button = primary(_("E&scalate as well"))
        self.give_up_button = secondary(_("&Do not escalate"))
        AtOnce((self.as_well_button, self.give_up_button), self)
        self.as_well_button.clicked.connect(self._on_as_well)
        self.give_up_button.clicked.connect(self.given_up)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.px(14))
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for place, (heading, words) in enumerate(((_("Theirs"), self._theirs), (_("Yours"), self._mine))):
            grid.addWidget(Label(heading, "muted"), 0, place)
            grid.addWidget(words, 1, place, Qt.AlignmentFlag.AlignTop)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addStretch(1)
        row.addWidget(self.give_up_button)
        row.addWidget(self.as_well_button)
        column = QVBoxLayout()
        column.addWidget(self._title)
        column.addLayout(grid)
        column.addLayout(row)
        self.body.addLayout(column)
        self.hide()

    @property
    def words(self) -> tuple[str, str]:
        """(theirs, one's own)."""
        return self._theirs.text(), self._mine.text()

    def say(self, error: DeskError, mine: Escalate, name: str, zone: str, now: datetime) -> None:
        """Show the newer one of a Conflict beside one's own; `name`: whom one's own would go to."""
        newer = error.values["newer"]
        assert isinstance(newer, EscalationView)
        self._title.setText(refusals.error(error))
        self._theirs.setText(_theirs(newer, str(error.values.get("by", "")), zone, now))
        self._mine.setText(_told(mine.types, name, mine.handoff.get("issue", "")))
        # Whoever has it still would have it with somebody else beside them: that is said by the button.
        replaces = mine.instead_of is not None and newer.id == mine.instead_of
        self.as_well_button.set_words(_("Take it back and e&scalate") if replaces else _("E&scalate as well"))
        self.show()
        announce(self, self._title.text())

    def _on_as_well(self) -> None:
        self.hide()
        self.as_well.emit()


def _theirs(newer: EscalationView, by: str, zone: str, now: datetime) -> str:
    made = _("{by} at {time}").format(by=newer.made_by, time=times.instant(newer.made_at, zone, now))
    said = [made, _told(newer.types, newer.contact, newer.handoff.get("issue", ""))]
    if newer.contact and (newer.ended_at or newer.accepted_at):
        said.append(escalation_wording.recorded_by_other(newer, by, zone, now))
    return "\n".join(filter(None, said))


def _told(types: tuple[object, ...], contact: str, issue: str) -> str:
    kinds = ", ".join(codes.escalation_type(str(kind)) for kind in types)
    to: Callable[..., str] = _("{types} to {contact}").format
    line = " ".join(issue.split())
    cut = line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1].rstrip()}…"
    return "\n".join(filter(None, (to(types=kinds, contact=contact) if contact else kinds, cut)))
