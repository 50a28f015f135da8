"""The ground of what a contact answered: where somebody else recorded it meanwhile, that is shown."""

from deskapp.domain.errors import DeskError
from deskapp.services.escalations.views import EscalationView
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.wording import escalations as escalation_wording


class AnswerDialog(ActDialog):
    """What was typed stays; how the escalation stands by now is said."""

    def refuse(self, error: DeskError) -> None:
        newer = error.values.get("newer")
        if not isinstance(newer, EscalationView):
            super().refuse(error)
            return
        by, now = str(error.values.get("by", "")), self.place.desk.clock.now()
        self.notice.say(escalation_wording.meanwhile(newer, by, self.place.zone, now), Tint.OVER)
