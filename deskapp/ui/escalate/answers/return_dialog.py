"""An escalation comes back: the contact's answer, what was done, their reference, when it was fixed.

The fields are those of the paper that the contact fills in, so a sheet is typed as it is read.
"""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.words import ReturnBox
from deskapp.language import _
from deskapp.services.escalations.acts import ReturnEscalation
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.attachments.dropping import Dropping
from deskapp.ui.attachments.strip import AttachmentStrip
from deskapp.ui.escalate.answers.answer_dialog import AnswerDialog
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.tick_list import TickList, wrapping
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import escalations as escalation_wording
from deskapp.wording import handoff as handoff_wording


class ReturnDialog(AnswerDialog):
    """Afterwards the owner checks with the customer."""

    def __init__(
        self, place: Workplace, call: CallDetail, escalation: EscalationView, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            place,
            call,
            escalation,
            _("Returned by {contact}").format(contact=escalation.contact),
            _("Record the return"),
            parent,
            draft="return",
            width=560,
        )
        self._call_id = call.row.id
        self.boxes = TickList(
            handoff_wording.return_field("outcome"), [(box, handoff_wording.return_box(box)) for box in ReturnBox]
        )
        self.outcome = TextArea(lines=2)
        # The label stands beside the boxes and the field together.
        self.outcome.setAccessibleName(handoff_wording.return_field("outcome"))
        self.add("outcome", handoff_wording.return_field("outcome"), _Answer(self.boxes, self.outcome), kept=False)
        if self.draft is not None:
            self.draft.keep_field("outcome", self.outcome)
            self.draft.keep("boxes", lambda: self.boxes.value, self.boxes.set_value, self.boxes.changed)
        self.what_was_done = self.add("done", handoff_wording.return_field("done"), TextArea(lines=2))
        self.reference = self.add("reference", handoff_wording.return_field("reference"), QLineEdit())
        self.fixed_at = self.add(
            "fixed_at",
            handoff_wording.return_field("fixed_at"),
            WhenField(place.desk.clock, place.zone, past=True, placeholder=_("if it is fixed: today 13:30")),
        )
        self.returned_by = self.add("returned_by", handoff_wording.return_field("returned_by"), QLineEdit())
        # The paper itself, scanned or photographed, is kept with the call at once.
        self.files = AttachmentStrip(place, self)
        self.files.set_call(call)
        self.files.attached.connect(self._read_files)
        # One may be taken off again, too.
        place.acted.connect(self._read_files)
        self.body.addWidget(self.files)
        Dropping(self, self.files.take)
        now = place.desk.clock.now()
        said = escalation_wording.estimate(escalation, place.zone, now)
        self.hint.setText(direction.row((said, _("Then ask the customer whether it is solved."))))
        self.boxes.box(ReturnBox.FIXED).toggled.connect(lambda on: self._one_of_two(ReturnBox.NOT_FIXED, on))
        self.boxes.box(ReturnBox.NOT_FIXED).toggled.connect(lambda on: self._one_of_two(ReturnBox.FIXED, on))
        self.outcome.setFocus()

    def submit(self) -> None:
        act = ReturnEscalation(
            escalation_id=self._escalation_id,
            outcome=self.outcome.text(),
            done=self.what_was_done.text(),
            reference=self.reference.text(),
            fixed_at=self.fixed_at.value(),
            boxes=tuple(box for box in ReturnBox if box in self.boxes.value),
            returned_by=self.returned_by.text(),
        )
        self.carry_out(lambda desk: desk.escalations.give_back(act))

    def _read_files(self) -> None:
        call_id = self._call_id
        self.place.read(
            lambda desk: desk.overview.call(call_id), self.files.set_call, key=("files", id(self)), receiver=self
        )

    def _one_of_two(self, other: ReturnBox, on: bool) -> None:
        """Fixed and not fixed go not together."""
        if on:
            self.boxes.box(other).setChecked(False)


class _Answer(QWidget):
    """The boxes, and what is written beside them."""

    def __init__(self, boxes: TickList, words: TextArea) -> None:
        super().__init__()
        self.setFocusProxy(words)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(wrapping(boxes))
        column.addWidget(words)
