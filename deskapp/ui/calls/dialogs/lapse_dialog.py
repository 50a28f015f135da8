"""A resolved call whose customer does not answer lapses: a supervisor's, after enough attempts, never an agreement."""

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.domain.codes import Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.domain.lapse import Attempts
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.calls.acts import LapseCall
from deskapp.services.overview.views import CallDetail
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import closing as closing_wording
from deskapp.wording import codes, times


class LapseDialog(CallActDialog):
    """Shows the attempts there were; where it may not lapse it says what is needed, or who can."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(place, call, _("Let it lapse"), _("Let it lapse"), parent, draft=f"lapse:{call.row.id}")
        attempts = call.endings.attempts or Attempts()
        self.body.addWidget(Label(closing_wording.attempts(attempts), "strong"))
        now = place.desk.clock.now()
        resolved = max((one.id for one in call.events if one.becomes == "resolved"), default=0)
        for event in call.events:
            if event.kind == EventKind.ATTEMPT and event.id > resolved:
                how = codes.channel(str(event.payload.get("how", "")))
                said = str(event.payload.get("words", ""))
                time = times.instant(event.at, place.zone, now)
                line = direction.row((time, how, event.by, said))
                self.body.addWidget(Label(line, "muted", wrap=True))
        self.reason = self.add("reason", _("Why it ends without an answer"), TextArea(lines=2))
        self.hint.setText(_("Lapsed is never counted as agreed. It can be reopened."))
        self._say_why_not(attempts)
        self.reason.setFocus()

    def submit(self) -> None:
        act = LapseCall(self._call.row.id, self.reason.text(), base_version=self.base_version)
        self.carry_out(lambda desk: desk.calls.lapse(act))

    def _say_why_not(self, attempts: Attempts) -> None:
        staff = self.place.facts.staff if self.place.facts else ()
        agents = {one.id for one in staff if one.role is Role.AGENT}
        if self.place.desk.staff_id in agents:
            who = direction.row(self._call.endings.supervisors, ", ")
            self.notice.say(closing_wording.ERRORS[Refusal.ONLY_SUPERVISORS_LAPSE]().format(who=who), Tint.SOON)
        elif not attempts.enough:
            self.notice.say(closing_wording.still_needed(attempts), Tint.SOON)
