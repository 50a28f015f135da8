"""What somebody else made of a call or an escalation meanwhile: told with who and when, and the person decides."""

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Conflict, DeskError
from deskapp.language import _
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.dialogs.act_form import Told
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, times
from deskapp.wording import escalations as escalation_wording


class KnownState:
    """The state of a call that a person knows of: an act is given its `version`, which is newer after a conflict."""

    def __init__(self, place: Workplace, call: CallDetail) -> None:
        self._place = place
        self.version = call.state_version

    def by_others(self, error: DeskError) -> Told | None:
        if not isinstance(error, Conflict) or error.code != Refusal.STATE_CHANGED:
            return None
        self.version = error.values["base_version"]
        time = times.instant(error.values["at"], self._place.zone, self._place.desk.clock.now())
        told = {"by": error.values["by"], "ref": error.values["ref"], "time": time}
        state = codes.state(error.values["state"]).lower()
        words = _("{by} changed {ref} at {time}: it is {state} now. Press again to go on all the same.")
        return words.format(state=state, **told), Tint.SOON


def newer_answer(place: Workplace, error: DeskError) -> Told | None:
    """How an escalation stands by now, where somebody else recorded what its contact answered."""
    newer = error.values.get("newer")
    if not isinstance(newer, EscalationView):
        return None
    by, now = str(error.values.get("by", "")), place.desk.clock.now()
    return escalation_wording.recorded_by_other(newer, by, place.zone, now), Tint.OVER
