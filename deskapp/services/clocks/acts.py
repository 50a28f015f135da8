"""What a manager decides about hours and targets, as plain frozen data."""

from collections.abc import Mapping
from datetime import timedelta

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import (
    Impact,
    Priority,
    Tier,
    Urgency,
)


@dataclass(frozen=True, slots=True)
class SaveHours:
    """A calendar's hours from now on, as `Calendar.to_dict` gives them. Calls keep the version they began with.

    The spec may also say what its dates are called: "names", {"2026-12-25": "Christmas Day"}.
    calendar_id None: a new calendar, which needs a name. None elsewhere leaves what there is.
    """

    calendar_id: int | None
    spec: Mapping[str, object]
    name: str | None = None
    country: str | None = None
    region: str | None = None
    #: The version that was edited; None: whatever is in force is replaced.
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class SaveTargets:
    """All targets from now on: (priority, clock kind value, target or None, calendar id).

    For all calls, or for those of a category, a tier of customers, or both, which leaves the others as they are;
    there None means: as for the rest.
    """

    targets: tuple[tuple[Priority, str, timedelta | None, int], ...]
    category_id: int | None = None
    tier: Tier | None = None
    #: The policy that was edited; None: whatever is in force is replaced.
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class SavePriorities:
    """The whole matrix, and whether a call taken by phone is answered when it is logged, from now on."""

    matrix: Mapping[tuple[Impact, Urgency], Priority]
    phone_answers: bool
    #: The policy that was edited; None: whatever is in force is replaced.
    base_version: int | None = None
