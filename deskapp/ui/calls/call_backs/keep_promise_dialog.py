"""A promise is kept: the customer was spoken to. The note becomes the contact, and the next update starts."""

from datetime import datetime

from PySide6.QtWidgets import QWidget

from deskapp.domain.phrases import Step
from deskapp.domain.words import OPEN_STATES
from deskapp.language import _
from deskapp.services.calls.acts import KeepPromise
from deskapp.services.calls.views import PromiseView
from deskapp.ui.calls.call_backs.promise_words import about
from deskapp.ui.phrases import library
from deskapp.ui.phrases.at_hand import words_for_customers
from deskapp.ui.widgets.calls.in_time_row import promise_in_time
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.work.workplace import Workplace


class KeepPromiseDialog(ActDialog):
    """Ctrl+Enter at once is enough; words and the next update may follow."""

    def __init__(self, place: Workplace, promise: PromiseView, parent: QWidget | None = None) -> None:
        super().__init__(
            place, _("Kept"), _("Kept"), parent, about=about(promise), draft=f"keep:{promise.id}", width=520
        )
        self._promise = promise
        self.words = self.add("words", _("What was said"), TextArea(lines=3, most=8))
        steps = (Step.FOLLOW_UP, Step.APOLOGY, Step.CALL_BACK)
        self.better = words_for_customers(self, place, "words", self.words, lambda: steps, self._values)
        self.next_update = self.add(
            "next_update", _("Next update promised for"), WhenField(place.desk.clock, place.zone)
        )
        self.update_in_time = promise_in_time(self, "next_update")
        self.update_in_time.set_deadline(promise.deadline)
        over = promise.state not in OPEN_STATES
        self.field_shown("next_update", not over)
        starts = _("The next update starts now. Empty: by the policy's target.")
        self.hint.setText(_("The call stays closed.") if over else starts)
        self.words.setFocus()

    def _values(self) -> dict[str, str]:
        return library.of_promise(self.place, self._promise, self.next_update.value())

    def submit(self) -> None:
        kept = KeepPromise(self._promise.id, self.words.text(), self._next_update())
        self.carry_out(lambda desk: desk.promises.keep(kept))

    def _next_update(self) -> datetime | None:
        return self.next_update.value() if self._promise.state in OPEN_STATES else None
