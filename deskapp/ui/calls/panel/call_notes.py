"""What must be known of a call beside its words: how it may end, its incident, the signs to escalate."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.services.site.views import DeskFacts
from deskapp.ui.calls.panel import call_signs
from deskapp.ui.calls.panel.endings_words import endings_words
from deskapp.ui.incidents.of_call import incident_words
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.label import Label


class CallNotes(QWidget):
    """Hidden where there is nothing of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ends = Label("", "muted", wrap=True, selectable=True)
        self._incident_words = Label("", "muted", wrap=True, selectable=True)
        self._sign_words = Label("", "muted", wrap=True)
        self._incident = _noted(Chip(_("incident"), Tint.INFO), self._incident_words)
        self._signs = _noted(Chip(_("escalate?"), Tint.SOON, shape=True), self._sign_words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        for widget in (self._ends, self._incident, self._signs):
            column.addWidget(widget)

    @property
    def signs(self) -> str:
        """The signs to escalate that are shown, in words."""
        return self._sign_words.text()

    @property
    def incident(self) -> str:
        """What is said of the incident that the call belongs to; "": it belongs to none."""
        return self._incident_words.text()

    def set_call(self, call: CallDetail, facts: DeskFacts | None, zone: str, now: datetime) -> None:
        """Show another call's, or the same call's anew; of a masked one there is nothing to be known."""
        incident = signs = ends = ""
        if not call.masked:
            signs = "\n".join(call_signs.told(call, facts, zone, now))
            ends = endings_words(call)
            incident = incident_words(call.incident, call.customer.name) if call.incident else ""
        self._sign_words.setText(signs)
        self._incident_words.setText(incident)
        self._ends.setText(ends)
        for widget, words in ((self._signs, signs), (self._incident, incident), (self._ends, ends)):
            widget.setVisible(bool(words))
        self.setVisible(bool(signs or incident or ends))


def _noted(chip: Chip, words: Label) -> QWidget:
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, theme.px(2), 0, 0)
    row.setSpacing(theme.px(8))
    row.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(words, 1)
    return made
