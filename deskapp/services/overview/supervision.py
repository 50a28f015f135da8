"""What is overdue and at risk as a list for paper: calls by what is due first, or those that a screen shows."""

from collections.abc import Sequence
from datetime import datetime

from deskapp.domain.clock_state import ClockState, state_of_call
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.lists import runner
from deskapp.services.calls.row import CallRow
from deskapp.services.overview.not_accepted import not_accepted
from deskapp.services.overview.views import OverdueView
from deskapp.services.work import Work


class Supervision:
    def __init__(self, work: Work) -> None:
        self._work = work

    def overdue(self, now: datetime | None = None, rows: Sequence[CallRow] | None = None) -> OverdueView:
        """These calls; without, all open ones that can become overdue, the most overdue first."""
        now = now or self._work.clock.now()
        with self._work.read() as session:
            if rows is None:
                every = call_rows.view(runner(session), "due", self._work.staff_id)
                rows = [row for row in every if row.due_at is not None and not _standing(row, now)]
            waiting = not_accepted(session, self._work.rules, now, present=now)
        return OverdueView(as_of=now, rows=tuple(rows), not_accepted=waiting)


def _standing(row: CallRow, now: datetime) -> bool:
    """Whether the call only waits: paused, and nothing else of it is due soon."""
    return row.paused is not None and state_of_call(row.clock, row.due_at, row.warn_at, now) is ClockState.RUNNING
