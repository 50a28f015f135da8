"""A promise is moved to another instant, with the reason; the old one stays in the timeline."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.phrases import Step
from deskapp.language import _
from deskapp.services.calls.acts import MovePromise
from deskapp.services.calls.views import PromiseView
from deskapp.ui.calls.call_backs.promise_words import about
from deskapp.ui.phrases import library
from deskapp.ui.phrases.at_hand import PhrasesAtHand, beside
from deskapp.ui.widgets.calls.in_time_row import promise_in_time
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace


class MovePromiseDialog(ActDialog):
    """Asks for the new instant and why."""

    def __init__(self, place: Workplace, promise: PromiseView, parent: QWidget | None = None) -> None:
        super().__init__(
            place, _("Move the promise"), _("Move"), parent, about=about(promise), draft=f"move:{promise.id}"
        )
        self._promise = promise
        self.due_at = self.add("due_at", _("New time"), WhenField(place.desk.clock, place.zone))
        self.due_in_time = promise_in_time(self, "due_at")
        self.due_in_time.set_deadline(promise.deadline)
        self.reason = self.add("reason", _("Why it is moved"), TextArea(lines=2, most=6))
        steps = (Step.APOLOGY, Step.CALL_BACK, Step.DEADLINE)
        self.phrases = PhrasesAtHand(place, self, lambda: steps, self._values)
        tell = Label(_("Tell the customer first: a promise is moved, never let go."), "muted", wrap=True)
        self.body.addWidget(beside(tell, self.phrases.button))
        self.due_at.setFocus()

    def _values(self) -> dict[str, str]:
        return library.of_promise(self.place, self._promise, self.due_at.value())

    def submit(self) -> None:
        due_at = self.time_in("due_at", _("Name the day and the time, such as “today 15:30”."))
        if due_at is None:
            return
        moved = MovePromise(self._promise.id, due_at, self.reason.text())
        self.carry_out(lambda desk: desk.promises.move(moved))
