"""F4: a note, a conversation with the customer, or an attempt that nobody answered."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.domain.handoff.in_time import in_time
from deskapp.domain.phrases import Step
from deskapp.domain.words import EMOTIONAL_TONES, OPEN_STATES, CallState, Channel, ClockKind
from deskapp.language import _
from deskapp.services.calls.acts import AddNote, ContactCustomer
from deskapp.services.overview.views import CallDetail
from deskapp.ui.phrases import library
from deskapp.ui.phrases.at_hand import words_for_customers
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.calls.newer_value import NewerValue
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.work.workplace import Workplace

NOTE, SPOKE, ATTEMPT = "note", "spoke", "attempt"


class NoteDialog(CallActDialog):
    """Only a conversation answers the customer and starts the next update; an attempt stops nothing.

    Either may say what comes next; what stands there is shown, and is changed or emptied.
    """

    base_changed = Signal()  # which next step stood there when this one was written

    def __init__(
        self,
        place: Workplace,
        call: CallDetail,
        parent: QWidget | None = None,
        *,
        words: str = "",
        on_the_line: bool = False,
    ) -> None:
        """words: those brought along. on_the_line: the customer is speaking, so this is a conversation."""
        super().__init__(place, call, _("Note"), _("Save"), parent, draft=f"note:{call.row.id}", width=560)
        self.words = TextArea(lines=4, most=10)
        self.add("words", _("What happened"), self.words)
        self.better = words_for_customers(self, place, "words", self.words, self._steps, self._values)
        self.what = self.add(
            "what",
            _("This is"),
            ChoiceRow(
                _("What it is"),
                [
                    (NOTE, _("A note")),
                    (SPOKE, _("Spoke with the customer")),
                    (ATTEMPT, _("Tried, nobody answered")),
                ],
                SPOKE if on_the_line and call.state in OPEN_STATES else NOTE,
            ),
        )
        self.how = self.add("how", _("How"), ChoiceRow(_("How"), choices.channels(), Channel.PHONE))
        self.next_update = self.add(
            "next_update", _("Next update promised for"), WhenField(place.desk.clock, place.zone)
        )
        self.update_in_time = self.in_time("next_update")
        self.next_update.set_value(self._by_policy())
        self.try_again = self.add("try_again", _("Try again"), WhenField(place.desk.clock, place.zone))
        self.try_again.set_value(call.endings.next_attempt)
        self._base = call.row.next_step
        self.next_step = self.add("next_step", _("Next step, where there is one"), QLineEdit(call.row.next_step))
        self.newer = NewerValue()
        self.body.addWidget(self.newer)
        self.field_shown("next_step", call.state in OPEN_STATES)
        assert self.draft is not None  # this dialog has one
        self.draft.keep("saw", lambda: self._base, self._set_base, self.base_changed)
        # A customer can be told something only while there is something to tell.
        self.field_shown("what", call.state in OPEN_STATES)
        self.what.changed.connect(self._show)
        self._given = words
        self._show()
        self.words.setFocus()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._given:
            # After the draft has begun: words brought along are as good as typed, and are kept like them.
            self.words.setPlainText(self._given)
            self._given = ""

    def submit(self) -> None:
        if self.what.value == NOTE:
            note = AddNote(self._call.row.id, self.words.text(), self._stepped(), self._base)
            self.carry_out(lambda desk: desk.calls.note(note))
            return
        reached = self.what.value == SPOKE
        contact = ContactCustomer(
            call_id=self._call.row.id,
            reached=reached,
            how=Channel(str(self.how.value)),
            words=self.words.text(),
            next_update=self.next_update.value() if reached else None,
            try_again=self.try_again.value() if self._may_come_up() and not reached else None,
            next_step=self._stepped(),
            base_next_step=self._base,
        )
        self.carry_out(lambda desk: desk.calls.contact_customer(contact))

    def refuse(self, error: DeskError) -> None:
        """A next step that somebody else wrote meanwhile is shown beside this one; the next press is a decision."""
        super().refuse(error)
        if error.code == Refusal.NEXT_STEP_CHANGED:
            self._set_base(error.values["newer"])
            said = _("Saved meanwhile: {words}").format(words=self._base or _("no next step"))
            self.newer.say(said, lambda: self.next_step.setText(self._base))
            self.base_changed.emit()

    def _stepped(self) -> str | None:
        """The next step where it is another than the one that stood there."""
        typed = self.next_step.text().strip()
        return None if typed == self._base else typed

    def _set_base(self, kept: str) -> None:
        self._base = kept

    def look_again(self) -> None:
        self._show()

    def _show(self) -> None:
        what = self.what.value
        self.field_shown("how", what != NOTE)
        self.field_shown("next_update", what == SPOKE)
        self.field_shown("try_again", what == ATTEMPT and self._may_come_up())
        self.hint.setText(
            {
                NOTE: _("A note stops no clock."),
                SPOKE: _("The next update starts now. Empty: by the policy's target."),
                ATTEMPT: _("An attempt nobody answers stops no clock."),
            }[str(what)]
        )

    def _steps(self) -> tuple[Step, ...]:
        if self.what.value == ATTEMPT:
            return Step.CALL_BACK, Step.FOLLOW_UP
        if self._call.tone in EMOTIONAL_TONES:
            return Step.CALMING, Step.APOLOGY, Step.CALL_BACK
        return Step.FOLLOW_UP, Step.APOLOGY, Step.CALL_BACK, Step.DEADLINE

    def _values(self) -> dict[str, str]:
        return library.of_call(self.place, self._call, self.next_update.value())

    def _may_come_up(self) -> bool:
        """Whether the call waits for somebody, so that it can be brought up again."""
        return self._call.state in (CallState.WAITING, CallState.RESOLVED)

    def _by_policy(self) -> datetime | None:
        """When the next update would be due by its target, to the minute before, and in time for the customer."""
        clocks = [one.facts for one in self._call.clocks if one.kind is ClockKind.UPDATE and one.facts.target]
        if not clocks or clocks[-1].target is None or clocks[-1].calendar is None:
            return None
        now = self.place.desk.clock.now()
        due = clocks[-1].calendar.reached(now, clocks[-1].target)
        at = None if due is None else due.replace(second=0, microsecond=0)
        at = in_time(at, self._call.row.customer_deadline, now)
        return at if at is not None and at > now else None
