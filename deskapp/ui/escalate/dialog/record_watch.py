"""What happens while the dialog is open: time goes by, people come and go, somebody else acts, nobody answers."""

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from deskapp.domain.errors import DeskError
from deskapp.domain.words import AttemptResult
from deskapp.services.changes import Changes
from deskapp.services.escalations.acts import TryContact
from deskapp.services.escalations.views import AttemptView, FreshOffer
from deskapp.services.overview.views import EscalationStart
from deskapp.ui.escalate.dialog.steps import Steps
from deskapp.ui.work.ticker import Ticker
from deskapp.ui.work.workplace import Workplace

#: So old may be what the dialog shows of other people's hours; after lunch it is much older.
_STALE = timedelta(seconds=20)


class RecordWatch(QObject):
    """Looks again when something may have changed. What was chosen or typed is never touched: it is said beside it."""

    failed = Signal(object)  # DeskError: an attempt could not be recorded
    ticked = Signal(object)  # the present
    looked = Signal(object)  # FreshOffer: what was found

    def __init__(self, place: Workplace, call_id: int, steps: Steps, dialog: QWidget) -> None:
        super().__init__(dialog)
        self._place, self._call_id, self._steps = place, call_id, steps
        self._as_of: datetime | None = None
        self._looking = False
        self._deadline: datetime | None = None
        self._ticker = Ticker(place.desk.clock, dialog)
        self._ticker.ticked.connect(self.set_now)
        steps.who.tries.no_answer.connect(self.no_answer)

    def begin(self, start: EscalationStart) -> None:
        """The record was read."""
        self._as_of = start.as_of
        self._deadline = start.call.row.customer_deadline
        self._steps.who.changed.connect(self.look_what_is_left)
        self.look_what_is_left()
        self._place.hub.changed.connect(self._on_changed)

    def set_now(self, now: datetime) -> None:
        """A tick: what is stale is looked at again, also after the machine slept or its clock was set."""
        self.ticked.emit(now)
        if self._as_of is not None and abs(now - self._as_of) >= _STALE:
            self.look()

    def look(self, then: Callable[[], object] | None = None) -> None:
        """Look again now."""
        if self._as_of is None or (self._looking and then is None):
            return
        self._looking = True
        call_id, why = self._call_id, self._steps.chosen_why

        def looked(fresh: FreshOffer) -> None:
            self._on_fresh(fresh)
            if then is not None:
                then()

        self._place.read(
            lambda desk: desk.escalations.fresh_offer(call_id, *why),
            looked,
            self._on_not_looked,
            key=("look again", id(self)),
            receiver=self,
        )

    def look_what_is_left(self) -> None:
        """How much of the contact's hours lies before the customer's deadline: their estimate is held against it."""
        chosen, deadline, call_id = self._steps.who.contact, self._deadline, self._call_id
        row = self._steps.handover.transfer.in_time
        row.set_left(None, None)
        if chosen is None or deadline is None:
            return
        contact_id = chosen.contact.id
        self._place.read(
            lambda desk: desk.escalations.time_left(call_id, contact_id),
            lambda left: row.set_left(deadline, left),
            self._on_not_looked,
            key=("time left", id(self)),
            receiver=row,
        )

    def no_answer(self, words: str) -> None:
        """Record that whoever is chosen did not answer."""
        chosen = self._steps.who.contact
        if chosen is None or self._as_of is None:
            return
        act = TryContact(self._call_id, chosen.contact.id, AttemptResult.NO_ANSWER, words)
        tries = self._steps.who.tries
        tries.button.setEnabled(False)
        self._place.act(lambda desk: desk.escalations.attempt(act), self._on_tried, self._on_refused, receiver=self)

    def _on_tried(self, _made: AttemptView) -> None:
        tries = self._steps.who.tries
        tries.button.setEnabled(True)
        self.look(tries.recorded)

    def _on_refused(self, error: DeskError) -> None:
        self._steps.who.tries.button.setEnabled(True)
        self.failed.emit(error)

    def _on_fresh(self, fresh: FreshOffer) -> None:
        self._looking = False
        self._as_of = fresh.as_of
        self._steps.set_fresh(fresh)
        self.looked.emit(fresh)

    def _on_not_looked(self, _error: DeskError) -> None:
        # What stands there stays; the act itself will say what is wrong.
        self._looking = False

    def _on_changed(self, changes: Changes) -> None:
        if self._call_id in changes.calls or changes.touches("contacts", "rotas", "routes"):
            self.look()
