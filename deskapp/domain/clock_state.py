"""How a clock stands, from its stored instants alone. Apart from `sla`, whose rules no list of calls needs."""

from datetime import datetime
from enum import StrEnum


class ClockState(StrEnum):
    RUNNING = "running"
    SOON = "soon"
    OVERDUE = "overdue"
    PAUSED = "paused"
    NO_HOURS = "no_hours"
    MET = "met"
    MISSED = "missed"


def state_at(due: datetime | None, warn: datetime | None, now: datetime) -> ClockState:
    """The state of a clock that has not stopped, from its stored instants; without a due one: paused.

    "Overdue is strictly after the due instant."
    """
    if due is None:
        return ClockState.PAUSED
    if now > due:
        return ClockState.OVERDUE
    return ClockState.SOON if warn is not None and now >= warn else ClockState.RUNNING
