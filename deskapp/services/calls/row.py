"""One line of a list of calls. Apart from the other views, which are not loaded before the first window is painted."""

from datetime import datetime
from typing import NamedTuple


class CallRow(NamedTuple):
    """One line of a call list. A plain tuple: lists of them are cheap to hold, compare and sort.

    clock, due_at and calendar_id describe the call's next due clock: the running one with the earliest due instant,
    a chase only where no other runs; warn_at is when the first of them all is due soon. What is left is
    `calendar.elapsed(now, due_at)`; without a calendar it runs in real time.
    paused: why nothing counts down ("customer", "supplier", "other", "agreement"), else None.
    """

    id: int
    ref: str
    priority: str
    customer: str
    summary: str
    state: str
    escalated: bool
    clock: str | None
    due_at: datetime | None
    warn_at: datetime | None
    calendar_id: int | None
    paused: str | None
    owner_id: int
    owner: str
    with_name: str
    logged_at: datetime
    customer_deadline: datetime | None
    signs: tuple[str, ...]
    #: When the wait that is on brings the call up again.
    back_by: datetime | None = None
    #: Who gave the call back, until the customer has been spoken to; "": the customer knows.
    back_from: str = ""
    #: The open incident that the call belongs to; "": none.
    incident: str = ""
    confidential: bool = False
    #: Resolved, and the customer was tried so often that a supervisor may let it lapse.
    may_lapse: bool = False
    #: Who calls, their organisation where that is another name, and their account.
    person: str = ""
    organisation: str = ""
    account: str = ""
    #: Whom the call is with, and their firm or what they are there; without, as `with_name`.
    with_person: str = ""
    with_firm: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    #: When it was over.
    ended_at: datetime | None = None
    #: What is done next, as it was written last; "": none is written, or the call is over.
    next_step: str = ""
    #: Its owner was asked for an update, and has not answered.
    asked: bool = False

    @property
    def masked(self) -> bool:
        """Confidential, and not for whoever looks: customer, summary and priority are empty."""
        return self.confidential and not self.summary
