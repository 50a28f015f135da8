"""What is read across concepts, as the screens and the command line ask for it."""

from deskapp.services.overview import call_detail, escalation_start
from deskapp.services.overview.views import CallDetail, EscalationStart
from deskapp.services.work import Work


class Overview:
    """Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def call(self, call_id: int) -> CallDetail:
        """One call whole."""
        return call_detail.detail(self._work, call_id)

    def escalation_start(self, call_id: int, instead_of: int | None = None) -> EscalationStart:
        """What the escalation dialog opens with; see `escalation_start.start`."""
        return escalation_start.start(self._work, call_id, instead_of)
