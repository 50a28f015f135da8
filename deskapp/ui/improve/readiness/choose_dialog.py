"""Which gaps are worked on, where they are not those that are proposed."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.readiness.questions import GAPS, Question, State
from deskapp.language import _
from deskapp.services.readiness.acts import ChooseGaps
from deskapp.services.readiness.views import ReadinessView
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.tick_list import TickList
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.readiness import questions


class ChooseDialog(ActDialog):
    """Those that are missing first, then those in part; what is there is no gap."""

    def __init__(self, place: Workplace, view: ReadinessView, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Choose the gaps"), _("Work on these"), parent)
        open_ones = sorted(
            (one for one in view.answers if one.state is not State.THERE), key=lambda one: one.state is State.PART
        )
        offered = [
            (
                one.question,
                _("{question}: {state}").format(
                    question=questions.title(one.question), state=questions.state(one.state)
                ),
            )
            for one in open_ones
        ]
        self.ticks = self.add("questions", _("At most three"), TickList(_("At most three"), offered))
        self.ticks.set_value([gap.answer.question for gap in view.gaps])
        back = self.add_button(secondary(_("As proposed")), self._as_proposed)
        back.setVisible(view.chosen)
        self.hint.setText(_("An action that was agreed stays, whatever is chosen."))

    def submit(self) -> None:
        chosen = tuple(Question(str(one)) for one in self.ticks.value)
        if len(chosen) > GAPS:
            self.point_out("questions", _("At most three: more is not worked on."))
            return
        self._choose(chosen)

    def _as_proposed(self) -> None:
        self._choose(())

    def _choose(self, chosen: tuple[Question, ...]) -> None:
        act = ChooseGaps(chosen)
        self.carry_out(lambda desk: desk.readiness.choose(act))
