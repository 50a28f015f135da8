"""What logging the call now would promise: its priority, from where, and the deadlines."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QWidget

from deskapp.domain.handoff.in_time import too_late
from deskapp.domain.words import Priority
from deskapp.language import _
from deskapp.services.clocks.views import Deadlines
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.calls.in_time_row import InTimeRow
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.restyle import set_style
from deskapp.wording import times


class PromisedCard(Card):
    """The priority comes from impact and urgency; `Change` overrides it, with a reason."""

    changed = Signal()  # the override

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown = Label("")
        self._from = Label("", "muted", wrap=True)
        self.change = secondary(_("Change"))
        self.change.clicked.connect(self._on_change)
        top = QHBoxLayout()
        top.setSpacing(theme.px(7))
        top.addWidget(self.shown)
        top.addWidget(self._from, 1)
        top.addWidget(self.change)
        self.row = choices.priority_row(_("Priority"))
        self.reason = QLineEdit()
        self.form = FormField(_("Why it differs"), self.reason)
        self.values = {name: Label("", wrap=True) for name in ("response", "update", "resolution")}
        grid = QGridLayout()
        grid.setVerticalSpacing(theme.px(3))
        grid.setColumnStretch(1, 1)
        names = {"response": _("Response"), "update": _("Next update"), "resolution": _("Resolve")}
        for place, (name, words) in enumerate(names.items()):
            grid.addWidget(Label(words, "muted"), place, 0, Qt.AlignmentFlag.AlignTop)
            self.values[name].setAlignment(Qt.AlignmentFlag.AlignRight)
            grid.addWidget(self.values[name], place, 1)
        self.body.addLayout(top)
        self.body.addWidget(self.row)
        self.body.addWidget(self.form)
        self.body.addLayout(grid)
        self.in_time = InTimeRow()
        self.in_time.taken.connect(self._on_promised)
        self.body.addWidget(self.in_time)
        self._deadline: datetime | None = None
        self._promised: datetime | None = None
        self.row.changed.connect(self.changed)
        self.reason.textChanged.connect(self.changed)
        self._open(False)

    @property
    def override(self) -> Priority | None:
        """The priority chosen by hand."""
        return Priority(str(self.row.value)) if not self.row.isHidden() and self.row.value else None

    def set_override(self, priority: Priority | None) -> None:
        self._open(priority is not None)
        self.row.set_value(priority)

    def set_priority(self, priority: Priority | None) -> None:
        """What it is now, by the matrix or by hand."""
        self.shown.setText(priority.value if priority else "")
        set_style(self.shown, "priority", priority.value if priority else None)

    @property
    def next_update(self) -> datetime | None:
        """The next update that was promised by hand, in time for the customer's deadline; None: by the policy."""
        return self._promised

    def set_deadlines(self, promised: Deadlines, deadline: datetime | None, zone: str, now: datetime) -> None:
        """What logging it now would promise; deadline: the customer's own."""
        self._told = promised, deadline, zone, now
        if deadline != self._deadline or (self._promised is not None and self._promised <= now):
            self._deadline, self._promised = deadline, None
        self.set_priority(promised.priority)
        none = _("no target")
        at = {
            "response": promised.response,
            "update": promised.update,
            "resolution": promised.resolution,
        }
        for name, instant in at.items():
            self.values[name].setText(times.instant(instant, zone, now) if instant else none)
        if promised.answered:
            self.values["response"].setText(_("at once, by phone"))
        elif promised.update is None:
            self.values["update"].setText(_("after the response"))
        if promised.resolution is not None and promised.resolution_target is not None:
            time = times.instant(promised.resolution, zone, now)
            target = times.duration(promised.resolution_target)
            self.values["resolution"].setText(_("{time}, {target} of work").format(time=time, target=target))

        self._show_in_time(promised, deadline, zone, now)

    def _show_in_time(self, promised: Deadlines, deadline: datetime | None, zone: str, now: datetime) -> None:
        """The next update by the policy may come after the customer's own deadline."""
        if deadline is None or not too_late(promised.update, deadline, now):
            self._promised = None
        if self._promised is not None:
            time = times.instant(self._promised, zone, now)
            self.values["update"].setText(_("{time}, promised").format(time=time))
        elif deadline is not None and too_late(promised.update, deadline, now):
            time = times.instant(deadline, zone, now)
            words = _("The next update would come after the customer's deadline: {time}.").format(time=time)
            self.in_time.say(words, _("Promise {time}").format(time=time))
            return
        self.in_time.say("")

    def _on_promised(self) -> None:
        self._promised = self._deadline
        self.set_deadlines(*self._told)
        self.change.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_change(self) -> None:
        self._open(self.row.isHidden())
        if not self.row.isHidden():
            self.row.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _open(self, by_hand: bool) -> None:
        self.row.setVisible(by_hand)
        self.form.setVisible(by_hand)
        self.change.set_words(_("Undo") if by_hand else _("Change"))
        self._from.setText(_("by hand") if by_hand else _("from impact and urgency"))
        if not by_hand:
            self.row.set_value(None)
