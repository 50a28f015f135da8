"""The ground of an act on a call: which one, and what somebody else made of it meanwhile, with who and when."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.errors import DeskError
from deskapp.services.overview.views import CallDetail
from deskapp.ui.widgets.calls.about import about
from deskapp.ui.widgets.calls.conflicts import KnownState
from deskapp.ui.widgets.calls.in_time_row import PromiseInTime, promise_in_time
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.dialogs.act_form import Told
from deskapp.ui.work.workplace import Workplace


class CallActDialog(ActDialog):
    """An act on its state is given `base_version`; after a conflict the person knows the newer one, and decides."""

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
        self._state = KnownState(place, call)

    @property
    def base_version(self) -> int | None:
        """The state of the call as the person knows it."""
        return self._state.version

    def in_time(self, name: str) -> PromiseInTime:
        """Have it pointed out where the instant in a field would come after the customer's own deadline."""
        row = promise_in_time(self, name)
        row.set_deadline(self._call.row.customer_deadline)
        return row

    def by_others(self, error: DeskError) -> Told | None:
        return self._state.by_others(error)
