"""The parts of a handoff put right before its sheet is printed again; what they said before stays in the timeline."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import HandoffPart
from deskapp.language import _
from deskapp.services.escalations.acts import AmendHandoff
from deskapp.services.escalations.views import EscalationView
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.handoff import part_words, tone_code, tone_words


class AmendDialog(ActDialog):
    """A field a part, as it stands. Whoever was first keeps theirs: it is said, and what was typed here stays."""

    def __init__(self, place: Workplace, escalation: EscalationView, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Amend the handoff"), _("Amend"), parent, draft=f"amend:{escalation.id}", width=620)
        self._escalation = escalation
        self.parts: dict[HandoffPart, TextArea] = {}
        for part in HandoffPart:
            lines = 4 if part in (HandoffPart.ISSUE, HandoffPart.STEPS) else 1
            area = TextArea(lines=lines, most=12)
            said = escalation.handoff.get(part, "")
            area.setPlainText(tone_words(said) if part is HandoffPart.TONE else said)
            self.parts[part] = self.add(part.value, part_words(part), area)
        self.hint.setText(_("The next sheet says what changed. What it said before stays in the timeline."))
        self.parts[HandoffPart.ISSUE].setFocus()

    def submit(self) -> None:
        handoff = {part.value: area.text() for part, area in self.parts.items()}
        handoff[HandoffPart.TONE] = tone_code(handoff[HandoffPart.TONE])
        act = AmendHandoff(self._escalation.id, handoff, dict(self._escalation.handoff))
        self.carry_out(lambda desk: desk.escalations.amend(act))

    def refuse(self, error: DeskError) -> None:
        newer = error.values.get("newer")
        super().refuse(error)
        if isinstance(error, Conflict) and isinstance(newer, EscalationView):
            # Whoever presses again has read that somebody was first.
            self._escalation = newer
