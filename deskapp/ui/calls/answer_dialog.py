"""The ground of what a contact answered: where somebody else recorded it meanwhile, that is shown."""

from deskapp import escalation_wording
from deskapp.domain.errors import DeskError
from deskapp.services.views import EscalationView
from deskapp.ui.palettes import Tint
from deskapp.ui.widgets.act_dialog import ActDialog


class AnswerDialog(ActDialog):
    """What was typed stays; how the escalation stands by now is said."""

    def refuse(self, error: DeskError) -> None:
        newer = error.values.get("newer")
        if not isinstance(newer, EscalationView):
            super().refuse(error)
            return
        by, now = str(error.values.get("by", "")), self.place.desk.clock.now()
        self.notice.say(escalation_wording.meanwhile(newer, by, self.place.zone, now), Tint.OVER)
