"""The ground of what a contact answered: where somebody else recorded it meanwhile, that is shown."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.errors import DeskError
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.widgets.calls.about import about
from deskapp.ui.widgets.calls.conflicts import newer_answer
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.dialogs.act_form import Told
from deskapp.ui.work.workplace import Workplace


class AnswerDialog(ActDialog):
    """What was typed stays; how the escalation stands by now is said."""

    def __init__(
        self,
        place: Workplace,
        call: CallDetail,
        escalation: EscalationView,
        title: str,
        main: str,
        parent: QWidget | None = None,
        *,
        draft: str,
        width: int = 520,
    ) -> None:
        super().__init__(place, title, main, parent, about=about(call), draft=f"{draft}:{escalation.id}", width=width)
        self._escalation_id = escalation.id

    def by_others(self, error: DeskError) -> Told | None:
        return newer_answer(self.place, error)
