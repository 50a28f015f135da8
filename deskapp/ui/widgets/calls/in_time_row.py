"""Points out below a field what would come after the customer's own deadline, and offers what is in time."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.handoff.in_time import in_time, too_late
from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.chip import with_shape
from deskapp.ui.widgets.dialogs.act_form import ActForm
from deskapp.ui.widgets.fields import when
from deskapp.ui.widgets.fields.duration_field import DurationField
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.widgets.label import Label
from deskapp.wording import times


class InTimeRow(QWidget):
    """Hidden while there is nothing to say. Nobody is kept from what they named: it is said, and one press mends it."""

    taken = Signal()  # the offered one was pressed

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = Label("", wrap=True)
        self.button = secondary("")
        self.button.clicked.connect(self.taken)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        column.addWidget(self._words)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    @property
    def words(self) -> str:
        """What is pointed out; "" where nothing is."""
        return "" if self.isHidden() else self._words.text()

    def say(self, words: str, offer: str = "") -> None:
        """Point something out, with what the button offers in its place; "" where all is in time."""
        shown = with_shape(words, Tint.SOON) if words else ""
        if shown and shown != self._words.text():
            announce(self, words)
        self._words.setText(shown)
        self.button.set_words(offer)
        if not offer and self.button.hasFocus():
            # What it offered was taken: the focus goes back to what it was about.
            self.button.focusPreviousChild()
        self.button.setVisible(bool(offer))
        self.setVisible(bool(words))


class PromiseInTime(InTimeRow):
    """Of an instant that is to be named to the customer."""

    def __init__(self, field: WhenField, now: Callable[[], datetime], zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._field, self._now, self._zone = field, now, zone
        self._deadline: datetime | None = None
        field.changed.connect(lambda _at: self._show())
        self.taken.connect(self._take)

    def set_deadline(self, deadline: datetime | None) -> None:
        """The customer's own deadline; None: they named none."""
        self._deadline = deadline
        self._show()

    def _show(self) -> None:
        at, deadline, now = self._field.value(), self._deadline, self._now()
        if deadline is None or not too_late(at, deadline, now):
            self.say("")
            return
        words = _("That is after the customer's deadline: {time}.").format(time=when.say(deadline, now, self._zone))
        self.say(words, _("Promise {time}").format(time=times.instant(deadline, self._zone, now)))

    def _take(self) -> None:
        self._field.set_value(in_time(self._field.value(), self._deadline, self._now()))
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)


class EstimateInTime(InTimeRow):
    """Of the time to fix that a contact says: whether they would be done before the customer's deadline."""

    def __init__(
        self, field: DurationField, now: Callable[[], datetime], zone: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._field, self._now, self._zone = field, now, zone
        self._deadline: datetime | None = None
        self._left: timedelta | None = None
        field.textChanged.connect(lambda _text: self._show())
        self.taken.connect(self._take)

    def set_left(self, deadline: datetime | None, left: timedelta | None) -> None:
        """The customer's own deadline, and how much of the contact's hours lies before it; None: nothing limits it."""
        self._deadline, self._left = deadline, left
        self._show()

    def _show(self) -> None:
        length, left = self._field.value(), self._left
        if length is None or left is None or self._deadline is None or length <= left:
            self.say("")
            return
        by = when.say(self._deadline, self._now(), self._zone)
        if not left:
            self.say(_("The customer's deadline is {time}, and none of their hours lie before it.").format(time=by))
            return
        words = _("That is after the customer's deadline: {time}.").format(time=by)
        self.say(words, _("Ask for {length}").format(length=times.duration(left)))

    def _take(self) -> None:
        left = self._left
        if left is not None:
            self._field.set_value(left)
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)


def promise_in_time(form: ActForm, name: str) -> PromiseInTime:
    """A row below one of a form's instants, which is to be told the deadline."""
    below = form.field_form(name)
    assert isinstance(below.field, WhenField)
    row = PromiseInTime(below.field, form.place.desk.clock.now, form.place.zone)
    below.below(row)
    return row


def estimate_in_time(form: ActForm, name: str, call: CallDetail, contact_id: int) -> EstimateInTime:
    """A row below the time to fix that a contact of a call says; how long they have is read."""
    below, deadline = form.field_form(name), call.row.customer_deadline
    assert isinstance(below.field, DurationField)
    row = EstimateInTime(below.field, form.place.desk.clock.now, form.place.zone)
    below.below(row)
    if deadline is not None:
        form.place.read(
            lambda desk: desk.escalations.time_left(call.row.id, contact_id),
            lambda left: row.set_left(deadline, left),
            receiver=row,
        )
    return row
