"""What of the record signals are found in: of the months looked at, the last of them being the one asked about.

`month` is a place in those months, the oldest being 0. A call stands in each list once a thing that is counted.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import NamedTuple

from deskapp.domain.words import ApprovalKind, Priority

#: So many months are looked at.
MONTHS = 6


class Passed(NamedTuple):
    """A call that was escalated, with the triggers of all its escalations; category_id 0: none."""

    call_id: int
    month: int
    category_id: int
    triggers: frozenset[str]


class Handed(NamedTuple):
    """A hand-off to a contact. in_time: None: without a clock that tells. ratio: what it took by what was estimated."""

    call_id: int
    month: int
    contact_id: int
    in_time: bool | None
    ratio: float | None


class Updates(NamedTuple):
    """Calls of a month and priority whose customers were to hear from us, and how many of them heard late."""

    late: int
    of: int


class LateUpdate(NamedTuple):
    """A call of the month asked about whose customer heard late. with_contact: a contact had the call meanwhile."""

    call_id: int
    priority: Priority
    with_contact: bool


class Asked(NamedTuple):
    """An approval that was asked for. amount: in hundredths. granted: None: nobody has decided.

    waited: in working time, until it was decided.
    """

    call_id: int
    month: int
    kind: ApprovalKind
    amount: int
    currency: str
    granted: bool | None
    waited: timedelta | None


class About(NamedTuple):
    """A call on a thing, or of a customer about a category; subject_id is the thing's or the customer's."""

    call_id: int
    month: int
    subject_id: int
    category_id: int


class Record(NamedTuple):
    """All of it. logged: of each month, how many calls of each category were logged. limits: an agent's, by kind.

    on_things: calls of the last months on things that a call of the month is about. of_customers: the same of
    customers and categories.
    """

    logged: tuple[Mapping[int, int], ...]
    passed: tuple[Passed, ...]
    handed: tuple[Handed, ...]
    updates: tuple[Mapping[Priority, Updates], ...]
    late: tuple[LateUpdate, ...]
    asked: tuple[Asked, ...]
    limits: Mapping[ApprovalKind, int]
    on_things: tuple[About, ...]
    of_customers: tuple[About, ...]

    @property
    def last(self) -> int:
        """The place of the month that is asked about."""
        return len(self.logged) - 1
