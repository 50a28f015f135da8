"""What charts show: figures and the words beside them, frozen. Nothing is worked out here but where a scale ends."""

from enum import StrEnum

from deskapp.domain.data_class import dataclass
from deskapp.domain.visits.trend import DayFigures


class Unit(StrEnum):
    """What the figures of a chart are, hence how its scale is written and where it ends."""

    SHARE = "share"  # of 1: 0.27 is 27 %
    HOURS = "hours"
    COUNT = "count"


class When(StrEnum):
    """Which period a bar is of, hence how it is filled."""

    PRESENT = "present"  # filled
    BEFORE = "before"  # hatched
    EARLIER = "earlier"  # light


class Key(StrEnum):
    """What a legend explains."""

    PRESENT = "present"
    BEFORE = "before"
    EARLIER = "earlier"
    FEW = "few"
    REACH = "reach"


@dataclass(frozen=True, slots=True)
class Bar:
    """One period. value, in the chart's unit; None: nothing is known, nothing is drawn.

    few: too few to say, an empty bar with a dashed outline. reach: nine in ten lie within, a whisker up to there.
    """

    name: str
    value: float | None
    when: When = When.EARLIER
    few: bool = False
    reach: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table under the bars, a cell for each."""

    title: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PeriodChart:
    """Bars by time over a table whose cells stand under them; the present one's in bold."""

    unit: Unit
    bars: tuple[Bar, ...]
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class SliceBar:
    """One bar of slices: a part, 0 to 1, of its track. high: more than the others, beyond chance."""

    part: float
    high: bool = False


@dataclass(frozen=True, slots=True)
class TargetBar:
    """What something took against what was said it would take: 1.0 reaches the mark, what is beyond it is hatched.

    late: whether it is in the colour of what is overdue.
    """

    taken: float
    late: bool = False


@dataclass(frozen=True, slots=True)
class Legend:
    """The signs of the charts above it with what each means, in a row, or in as many as they need."""

    entries: tuple[tuple[Key, str], ...]


@dataclass(frozen=True, slots=True)
class Trend:
    """The last days, the last of them not over: what was new, solved and newly late on each."""

    days: tuple[DayFigures, ...]


Chart = PeriodChart | SliceBar | TargetBar | Legend | Trend
