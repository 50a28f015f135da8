"""The head of the panel: which call, what it is about, how it stands, and the signs to escalate."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QVBoxLayout, QWidget

from deskapp.domain.words import CallState
from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.services.site.views import DeskFacts
from deskapp.ui.calls.panel import about_words, call_signs
from deskapp.ui.calls.panel.confidential_chip import ConfidentialChip
from deskapp.ui.calls.panel.endings_words import endings_words
from deskapp.ui.incidents.of_call import incident_words
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.chip import Chip, priority_tint
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.widgets.texts.icon_link import CopyLink
from deskapp.ui.widgets.texts.short_label import ShortLabel
from deskapp.ui.work.keys import native
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording

_TINTS = {
    CallState.NEW: Tint.INFO,
    CallState.OPEN: Tint.INFO,
    CallState.WAITING: Tint.PAUSED,
    CallState.RESOLVED: Tint.SOON,
    CallState.CLOSED: Tint.OK,
}


class CallHead(QWidget):
    """Everything of a call that does not tick. What customers wrote wraps, and is plain text."""

    open_asked = Signal()  # the call whole

    def __init__(self, menu: QMenu, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.ref = Label("", "muted", selectable=True)
        self.copy_ref = CopyLink(bare=True)
        self._priority = Chip()
        self._confidential = ConfidentialChip()
        self._state = Chip()
        self.open_link = LinkButton(_("Open   {key}").format(key=native("Return")))
        self.open_link.setProperty("inline", "true")
        self.open_link.setAccessibleName(_("Open the call"))
        self.open_link.clicked.connect(self.open_asked)
        self.more = QToolButton()
        self.more.setText("⋯")
        self.more.setAccessibleName(_("More to do with this call"))
        self.more.setToolTip(_("More"))
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._menu = menu
        self.more.clicked.connect(self.open_menu)
        self.title = ShortLabel(2, "title", about=_("Summary"))
        self.who = Label("", "muted", wrap=True, selectable=True)
        self.ends = Label("", "muted", wrap=True, selectable=True)
        self._incident = QWidget()
        self._incident_words = Label("", "muted", wrap=True, selectable=True)
        self._signs = QWidget()
        self._sign_words = Label("", "muted", wrap=True)
        self._lay_out()

    def set_call(self, call: CallDetail, facts: DeskFacts | None, zone: str, now: datetime) -> None:
        self.ref.setText(call.row.ref if not call.source_ref else f"{call.row.ref} · {call.source_ref}")
        self.copy_ref.set_what(call.row.ref)
        self._confidential.setVisible(call.row.confidential)
        # The chip says it; a call without a title, and nothing to do with it.
        for widget in (self._priority, self.title, self.more, self.open_link):
            widget.setVisible(not call.masked)
        if call.masked:
            self._state.set(*state_chip(call))
            self.title.set_words("")
            self.who.setText(confidential_wording.why())
            self.who.show()
            self._signs.hide()
            self._incident.hide()
            self.ends.hide()
            self._sign_words.setText("")
            return
        self._priority.set(call.priority.value, priority_tint(call.priority.value))
        self._state.set(*state_chip(call))
        self.title.set_words(call.row.summary)
        said = about_words.about(call)
        self.who.setText(breakable(said))
        self.who.setVisible(bool(said))
        signs = "\n".join(call_signs.told(call, facts, zone, now))
        self._signs.setVisible(bool(signs))
        self._sign_words.setText(signs)
        ends = endings_words(call)
        self.ends.setText(ends)
        self.ends.setVisible(bool(ends))
        self._incident.setVisible(call.incident is not None)
        self._incident_words.setText(incident_words(call.incident, call.customer.name) if call.incident else "")

    @property
    def signs(self) -> str:
        """The signs to escalate that are shown, in words."""
        return self._sign_words.text()

    @property
    def incident(self) -> str:
        """What is said of the incident that the call belongs to; "": it belongs to none."""
        return self._incident_words.text()

    def open_menu(self) -> None:
        """What else can be done; without the arrow that Qt would paint over the dots."""
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _lay_out(self) -> None:
        # Where both sides have no room beside each other, what can be pressed goes below.
        top, left, right = FlowLayout(spacing=theme.px(6), apart=True), QWidget(), QWidget()
        sides: Sequence[tuple[QWidget, Sequence[QWidget]]] = (
            (left, (self.ref, self.copy_ref)),
            (right, (self._priority, self._state, self.open_link, self.more)),
        )
        for side, widgets in sides:
            row = QHBoxLayout(side)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.px(6))
            for widget in widgets:
                row.addWidget(widget)
            top.addWidget(side)
        incident = QHBoxLayout(self._incident)
        incident.setContentsMargins(0, theme.px(2), 0, 0)
        incident.setSpacing(theme.px(8))
        incident.addWidget(Chip(_("incident"), Tint.INFO), 0, Qt.AlignmentFlag.AlignTop)
        incident.addWidget(self._incident_words, 1)
        signs = QHBoxLayout(self._signs)
        signs.setContentsMargins(0, theme.px(2), 0, 0)
        signs.setSpacing(theme.px(8))
        chip = Chip(_("escalate?"), Tint.SOON, shape=True)
        signs.addWidget(chip, 0, Qt.AlignmentFlag.AlignTop)
        signs.addWidget(self._sign_words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(top)
        # In a line of its own: beside the others the panel has no room for it.
        column.addWidget(self._confidential)
        for widget in (self.title, self.who, self.ends, self._incident, self._signs):
            column.addWidget(widget)


def state_chip(call: CallDetail) -> tuple[str, Tint]:
    """Where a call is in its life, and the tint of that."""
    return codes.status_of(call.row), _TINTS.get(call.state, Tint.PLAIN)
