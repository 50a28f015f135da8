"""Measures as the screen, the report, the signals and readiness get them: plain frozen data. Instants are aware UTC."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from deskapp.domain.data_class import dataclass
from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.kinds import Measure, Part
from deskapp.domain.measures.periods import Period
from deskapp.domain.measures.values import Middle, Share, Times, Value
from deskapp.domain.words import ClockKind, EscalationType, Priority
from deskapp.services.calls.row import CallRow
from deskapp.services.measures.acts import Narrowed


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure of a period, beside another.

    course: of the last periods, the oldest first and the period itself last. unknown: calls of which it cannot be
    said, an import having not told it. value and before are None where the measure says nothing of what was narrowed
    down to.
    """

    measure: Measure
    value: Value | None
    before: Value | None
    difference: Difference
    course: tuple[Value | None, ...]
    unknown: int = 0


@dataclass(frozen=True, slots=True)
class ClockLine:
    """How many clocks of a kind were met: by priority, of all, and of the period beside."""

    kind: ClockKind
    measure: Measure
    by_priority: Mapping[Priority, Share]
    all: Share
    before: Share
    difference: Difference


@dataclass(frozen=True, slots=True)
class ContactLine:
    """What went out to a contact, and how it was taken on; the busiest contact first.

    accepted: in the hours of the clock; target: the middle of what was agreed. late: how the share accepted too late
    stands beside that of all other contacts, and over: how the estimates do; HIGHER is worse than chance would make.
    """

    contact_id: int
    name: str
    out: int
    in_time: Share
    accepted: Middle
    target: timedelta | None
    first_word: Share
    #: What it took by what was estimated first.
    estimate: Times
    late: Difference
    over: Difference


@dataclass(frozen=True, slots=True)
class Counts:
    """What the figures stand on, of the period and what was narrowed down to.

    still_open: of the calls logged in it, as of now. archived, void: logged in it and left out. untold: calls closed
    of which an import does not say how they were answered.
    """

    logged: int
    closed: int
    lapsed: int
    still_open: int
    archived: int
    void: int
    untold: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Everything that is counted of a period, beside another.

    behind: while days are counted anew (the site's time zone was changed), how many calls are still to be counted:
    the figures are not whole until then; 0: they are. by_agent: whether the site has turned measures by agent on.
    """

    period: Period
    beside: Period
    #: The periods of each figure's course.
    periods: tuple[Period, ...]
    narrowed: Narrowed
    as_of: datetime
    counts: Counts
    before: Counts
    figures: Mapping[Measure, Figure]
    clocks: tuple[ClockLine, ...]
    contacts: tuple[ContactLine, ...]
    behind: int
    by_agent: bool


@dataclass(frozen=True, slots=True)
class SliceLine:
    """A measure of one category, priority, contact and so on; beside: how it stands beside all others together.

    key: an id, or a priority, type or key of a tag. name: as it is called; "" for a priority or type, which are put
    into words, and for calls without a category.
    """

    key: int | str | None
    name: str
    value: Value
    beside: Difference


@dataclass(frozen=True, slots=True)
class SharedIncident:
    """How many of a figure's calls belong to one incident."""

    incident_id: int
    title: str
    calls: int


@dataclass(frozen=True, slots=True)
class MeasuredCall:
    """A call behind a figure. row: masked as everywhere where it is confidential; types: of its escalations.

    words: what belongs to the figure: why a transfer was cold.
    """

    row: CallRow
    types: tuple[EscalationType, ...]
    counted: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class CallsPage:
    """Calls behind a figure, the newest by its day first. next: what to ask with for those after; None: no more.

    total: all of them. hidden: how many of these are not listed, because the list would say more of a confidential
    call than that it is there.
    """

    measure: Measure
    part: Part
    total: int
    calls: tuple[MeasuredCall, ...]
    incidents: tuple[SharedIncident, ...]
    next: tuple[int, int] | None
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Choices:
    """What the figures can be narrowed down to: id or key, and name, in the order in which they are offered."""

    categories: tuple[tuple[int, str], ...]
    contacts: tuple[tuple[int, str], ...]
    tags: tuple[tuple[str, str], ...]
    places: tuple[tuple[int, str], ...]
    equipment: tuple[tuple[int, str], ...]
    #: Empty unless the site has turned measures by agent on.
    agents: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """Where the table says something else than the record: of a call by its reference, or of a local day.

    name: of which figure; table, record: what each says.
    """

    where: str
    name: str
    table: str
    record: str


@dataclass(frozen=True, slots=True)
class Recounted:
    """That everything was counted anew: so many calls."""

    calls: int
