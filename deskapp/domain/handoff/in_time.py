"""In time for the customer: what a contact is asked for, and what is named to the customer, against their deadline.

All pure: instants in, instants out, all of them aware.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from deskapp.domain.clock_state import ClockState, state_at
from deskapp.domain.words import ClockKind


class Limits(NamedTuple):
    """What a contact's answer must not come after: the resolution's due instant, and the customer's own deadline."""

    resolve_by: datetime | None = None
    deadline: datetime | None = None


#: Nothing limits it.
NONE = Limits()


class Needed(NamedTuple):
    """When an answer is needed by. because: what comes before the time that the contact has; None: nothing does."""

    by: datetime
    because: ClockKind | None = None


def answer_needed(due: datetime | None, limits: Limits) -> Needed | None:
    """When a contact's answer is needed by: their time to accept, but never later than what it is needed for.

    due: when their acceptance clock is due; None: nothing is agreed, and so nothing is asked. The instant may be past,
    where the call is late already: then it is needed at once. Dialog, panel, lists and sheet all ask this.
    """
    if due is None:
        return None
    needed = Needed(due)
    for kind, limit in _latest(limits):
        if limit < needed.by:
            needed = Needed(limit, kind)
    return needed


def not_accepted_in_time(due: datetime | None, now: datetime) -> bool:
    """Whether an escalation that nobody has accepted should have been. Every figure and list of *Not accepted* asks.

    due: when its acceptance clock is due; None: nothing is agreed, and so nothing is late.
    """
    return state_at(due, None, now) is ClockState.OVERDUE


def _latest(limits: Limits) -> Iterable[tuple[ClockKind, datetime]]:
    if limits.resolve_by is not None:
        yield ClockKind.RESOLUTION, limits.resolve_by
    if limits.deadline is not None:
        yield ClockKind.DEADLINE, limits.deadline


def too_late(at: datetime | None, deadline: datetime | None, now: datetime) -> bool:
    """Whether an instant comes after the customer's deadline; of one that has passed nothing can be in time."""
    return at is not None and deadline is not None and now < deadline < at


def in_time(at: datetime | None, deadline: datetime | None, now: datetime) -> datetime | None:
    """An instant as it is offered to be named: the customer's deadline, where it would come after that."""
    return deadline if too_late(at, deadline, now) else at
