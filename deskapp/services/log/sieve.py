"""What of a list of calls is shown, and in which order: plain data, kept by workstation and in saved views."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Priority

#: In place of an id: calls without one.
NONE = 0
#: Of what is kept by name, the supervisor's view: no list of the log's. What it asks stands beside this name.
LATE = "late"


class DueWithin(StrEnum):
    """When a call is due next."""

    OVERDUE = "overdue"
    SOON = "soon"
    TODAY = "today"
    TOMORROW = "tomorrow"
    LATER = "later"
    NEVER = "never"


class Period(StrEnum):
    """When a call was logged, in days and weeks of the site."""

    TODAY = "today"
    YESTERDAY = "yesterday"
    THIS_WEEK = "this_week"
    LAST_WEEK = "last_week"
    THIS_MONTH = "this_month"
    LAST_MONTH = "last_month"
    THIS_YEAR = "this_year"


class Order(StrEnum):
    """What a list can be sorted by."""

    CALL = "call"
    PRIORITY = "priority"
    CALLER = "caller"
    SUMMARY = "summary"
    STATUS = "status"
    NEXT_DUE = "next_due"
    OWNER = "owner"
    WITH = "with"
    CATEGORY = "category"
    LOGGED = "logged"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Sieve:
    """Calls that fit every part that is not empty; of one part, any of its values."""

    owners: tuple[int, ...] = ()
    categories: tuple[int, ...] = ()
    priorities: tuple[Priority, ...] = ()
    contacts: tuple[int, ...] = ()
    places: tuple[int, ...] = ()
    equipment: tuple[int, ...] = ()
    due: tuple[DueWithin, ...] = ()
    period: Period | None = None
    #: First and last day of one's own choice, in place of a period; either may be open.
    from_day: date | None = None
    to_day: date | None = None
    #: As they are compared.
    tags: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self == EVERYTHING

    def as_spec(self) -> dict[str, Any]:
        """As it is kept: what is empty is left out."""
        spec: dict[str, Any] = {}
        for name in _LISTS:
            if values := getattr(self, name):
                spec[name] = [str(one) if isinstance(one, StrEnum) else one for one in values]
        if self.period:
            spec["period"] = self.period.value
        for name in ("from_day", "to_day"):
            if day := getattr(self, name):
                spec[name] = day.isoformat()
        return spec


#: Parts with several values, and what reads one of them.
_LISTS: Mapping[str, Any] = {
    "owners": int,
    "categories": int,
    "priorities": Priority,
    "contacts": int,
    "places": int,
    "equipment": int,
    "due": DueWithin,
    "tags": str,
}
EVERYTHING = Sieve()


@dataclass(frozen=True, slots=True)
class Shown:
    """A list of the log, what of it is shown, and by what it is sorted; without an order, as the list has it."""

    view: str = "due"
    sieve: Sieve = EVERYTHING
    order: Order | None = None
    descending: bool = False

    def as_spec(self) -> dict[str, Any]:
        spec: dict[str, Any] = {"view": self.view}
        if not self.sieve.is_empty:
            spec["sieve"] = self.sieve.as_spec()
        if self.order:
            spec["order"] = self.order.value
            spec["descending"] = self.descending
        return spec


def read(spec: Mapping[str, Any]) -> Shown:
    """What was kept. A part that this version does not know, or that is no longer sound, is left out."""
    order = _one(Order, spec.get("order"))
    view = spec.get("view")
    kept = spec.get("sieve")
    return Shown(
        view if isinstance(view, str) else "open",
        _sieve(kept) if isinstance(kept, Mapping) else EVERYTHING,
        order,
        order is not None and spec.get("descending") is True,
    )


def _sieve(kept: Mapping[str, Any]) -> Sieve:
    parts: dict[str, Any] = {}
    for name, kind in _LISTS.items():
        values = kept.get(name)
        if isinstance(values, list):
            parts[name] = tuple(one for one in (_one(kind, value) for value in values) if one is not None)
    for name in ("from_day", "to_day"):
        parts[name] = _one(date.fromisoformat, kept.get(name))
    return Sieve(period=_one(Period, kept.get("period")), **parts)


def _one(kind: Any, value: Any) -> Any:
    """A value as its kind; None where it is none."""
    if value is None or isinstance(value, bool):
        return None
    try:
        return kind(value)
    except (TypeError, ValueError):
        return None
