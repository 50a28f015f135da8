"""What the supervisor's view is asked: which calls, how grouped, how sorted. Plain data; saved as JSON."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import ClockKind


class Tile(StrEnum):
    """What a call can be counted under, in the order of the tiles. A call may stand under several."""

    #: A clock that runs against the desk is over.
    OVERDUE = "overdue"
    #: Not overdue, and one of these is due soon.
    DUE_SOON = "due_soon"
    #: A call-back or next update that was promised is over, also a follow-up of a call that is closed.
    PROMISES_MISSED = "promises_missed"
    #: Out with a contact who has not accepted in time.
    NOT_ACCEPTED = "not_accepted"
    #: Resolved: the customer has not said yes or no.
    NOT_AGREED = "not_agreed"


class GroupBy(StrEnum):
    #: All rows are one group.
    NOTHING = "nothing"
    WHAT_IS_LATE = "what_is_late"
    OWNER = "owner"
    CONTACT = "contact"


class SortBy(StrEnum):
    """The columns of the list."""

    CALL = "call"
    PRIORITY = "priority"
    CUSTOMER = "customer"
    WHAT_IS_LATE = "what_is_late"
    OVER_BY = "over_by"
    LAST_WORD = "last_word"
    NEXT_STEP = "next_step"
    OWNER = "owner"
    WITH = "with"


#: What can be late of a call, in the order in which it is grouped. Acceptance and first word run against a contact, a
#: chase waits for the customer: these make no call overdue.
WHAT_IS_LATE = (
    ClockKind.DEADLINE,
    ClockKind.CALL_BACK,
    ClockKind.UPDATE,
    ClockKind.RESPONSE,
    ClockKind.RESOLUTION,
    ClockKind.ACCEPTANCE,
    ClockKind.FIRST_WORD,
    ClockKind.CHASE,
)


@dataclass(frozen=True, slots=True)
class Ask:
    """Calls that fit every part that is not empty; of one part, any of its values. Empty: every open call.

    contacts: ids of `Holding`s of where calls wait; calls that are out with anybody there. what: by what leads a row.
    sort: inside the groups; None: by priority, and what is over longest first.
    """

    tiles: tuple[Tile, ...] = ()
    owners: tuple[int, ...] = ()
    contacts: tuple[int, ...] = ()
    what: tuple[ClockKind, ...] = ()
    group: GroupBy = GroupBy.WHAT_IS_LATE
    sort: SortBy | None = None
    descending: bool = False

    @property
    def names(self) -> bool:
        """Whether it asks for somebody's calls alone."""
        return bool(self.owners or self.contacts)

    def as_spec(self) -> dict[str, Any]:
        """As it is kept: what is empty is left out."""
        spec: dict[str, Any] = {name: list(values) for name in _LISTS if (values := getattr(self, name))}
        spec["group"] = self.group.value
        if self.sort is not None:
            spec |= {"sort": self.sort.value, "descending": self.descending}
        return spec


#: Parts with several values, and what reads one of them.
_LISTS: Mapping[str, Any] = {"tiles": Tile, "owners": int, "contacts": int, "what": ClockKind}


def read(spec: Mapping[str, Any]) -> Ask:
    """What was kept. A part that this version does not know, or that is no longer sound, is left out."""
    parts: dict[str, Any] = {}
    for name, kind in _LISTS.items():
        values = spec.get(name)
        if isinstance(values, list):
            parts[name] = tuple(one for one in (_one(kind, value) for value in values) if one is not None)
    sort = _one(SortBy, spec.get("sort"))
    group = _one(GroupBy, spec.get("group")) or GroupBy.WHAT_IS_LATE
    return Ask(**parts, group=group, sort=sort, descending=sort is not None and spec.get("descending") is True)


def _one(kind: Any, value: Any) -> Any:
    """A value as its kind; None where it is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return kind(value)
    except (TypeError, ValueError):
        return None
