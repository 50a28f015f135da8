"""The head of the panel: which call, what it is about, how it stands, and the signs to escalate."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from deskapp.domain.words import CallState
from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.services.site.views import DeskFacts
from deskapp.ui.calls.panel import about_words
from deskapp.ui.calls.panel.call_notes import CallNotes
from deskapp.ui.calls.panel.confidential_chip import ConfidentialChip
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
        self._notes = CallNotes()
        self._lay_out()

    def set_call(self, call: CallDetail, facts: DeskFacts | None, zone: str, now: datetime) -> None:
        self.ref.setText(call.row.ref if not call.source_ref else f"{call.row.ref} · {call.source_ref}")
        self.copy_ref.set_what(call.row.ref)
        self._notes.set_call(call, facts, zone, now)
        self._confidential.setVisible(call.row.confidential)
        # The chip says it; a call without a title, and nothing to do with it.
        for widget in (self._priority, self.title, self.more, self.open_link):
            widget.setVisible(not call.masked)
        if call.masked:
            self._state.set(*state_chip(call))
            self.title.set_words("")
            self.who.setText(confidential_wording.why())
            self.who.show()
            return
        self._priority.set(call.priority.value, priority_tint(call.priority.value))
        self._state.set(*state_chip(call))
        self.title.set_words(call.row.summary)
        said = about_words.about(call)
        self.who.setText(breakable(said))
        self.who.setVisible(bool(said))
        # Qt lets a layout within a layout know only later, and the widths would be those of the call before.
        self._top.invalidate()

    @property
    def signs(self) -> str:
        """The signs to escalate that are shown, in words."""
        return self._notes.signs

    @property
    def incident(self) -> str:
        """What is said of the incident that the call belongs to; "": it belongs to none."""
        return self._notes.incident

    def open_menu(self) -> None:
        """What else can be done; without the arrow that Qt would paint over the dots."""
        self._menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _lay_out(self) -> None:
        # Where both sides have no room beside each other, what can be pressed goes below.
        above, left, right = QWidget(), QWidget(), QWidget()
        above.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._top = top = FlowLayout(above, spacing=theme.px(6), apart=True)
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
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(above)
        # In a line of its own: beside the others the panel has no room for it.
        column.addWidget(self._confidential)
        for widget in (self.title, self.who, self._notes):
            column.addWidget(widget)


def state_chip(call: CallDetail) -> tuple[str, Tint]:
    """Where a call is in its life, and the tint of that."""
    return codes.status_of(call.row), _TINTS.get(call.state, Tint.PLAIN)
