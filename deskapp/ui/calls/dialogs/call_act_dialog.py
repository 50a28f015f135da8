"""A dialog for an act on a call's state: what somebody else made of the call meanwhile is said, with who and when."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Conflict, DeskError
from deskapp.language import _
from deskapp.services.overview.views import CallDetail
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls.about import about
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes, times


class CallActDialog(ActDialog):
    """The act is given `seen`; after a conflict the person has seen the newer state too, and decides."""

    def __init__(
        self,
        place: Workplace,
        call: CallDetail,
        title: str,
        main: str,
        parent: QWidget | None = None,
        *,
        draft: str = "",
        width: int = 520,
    ) -> None:
        super().__init__(place, title, main, parent, about=about(call), draft=draft, width=width)
        self._call = call
        self.seen = call.state_seen

    def refuse(self, error: DeskError) -> None:
        if not isinstance(error, Conflict) or error.code != Refusal.STATE_CHANGED:
            super().refuse(error)
            return
        self.seen = error.values["seen"]
        time = times.instant(error.values["at"], self.place.zone, self.place.desk.clock.now())
        told = {"by": error.values["by"], "ref": error.values["ref"], "time": time}
        state = codes.state(error.values["state"]).lower()
        words = _("{by} changed {ref} at {time}: it is {state} now. Press again to go on all the same.")
        self.notice.say(words.format(state=state, **told), Tint.SOON)
