"""Stretches of local days: a day, week, month, quarter, year, or any dates; the one before, and the last of them."""

import calendar
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from deskapp.domain import wall_clock
from deskapp.domain.data_class import dataclass

#: So many stand in a chart.
CHARTED = 6

_DAY = timedelta(days=1)
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class PeriodKind(StrEnum):
    """How long a period is. Weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    #: Any dates.
    DATES = "dates"


@dataclass(frozen=True, slots=True)
class Period:
    """Local days from the first to the last, both with it."""

    kind: PeriodKind
    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def before(self) -> "Period":
        """The one of its kind that ends where this begins; of any dates as many days. The first there is: itself."""
        return self._moved(-1)

    def after(self) -> "Period":
        """The one of the same kind that begins where this ends. The last there is: itself."""
        return self._moved(1)

    def year_before(self) -> "Period":
        """The same a year before: of days and weeks 52 weeks, so that the days of the week stay."""
        try:
            if self.kind in _MONTHS:
                return containing(self.kind, date(self.first.year - 1, self.first.month, 1))
            return Period(self.kind, self.first - 364 * _DAY, self.last - 364 * _DAY)
        except (OverflowError, ValueError):
            return self

    def course(self, count: int = CHARTED) -> "tuple[Period, ...]":
        """This one and those before it, `count` in all, the oldest first; fewer only at the beginning of time."""
        found = [self]
        while len(found) < count and (before := found[-1].before()) != found[-1]:
            found.append(before)
        return tuple(reversed(found))

    def instants(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """From which instant until before which, in UTC: the midnights of a zone, whatever its clocks do in between."""
        return _midnight(zone, self.first.toordinal()), _midnight(zone, self.last.toordinal() + 1)

    def _moved(self, by: int) -> "Period":
        try:
            if self.kind in _MONTHS:
                return containing(self.kind, self.first - _DAY if by < 0 else self.last + _DAY)
            far = by * self.days * _DAY
            return Period(self.kind, self.first + far, self.last + far)
        except OverflowError:
            return self


def containing(kind: PeriodKind, day: date) -> Period:
    """The period of a kind in which a day lies; of any dates the day itself. Raises OverflowError past the last day."""
    if kind is PeriodKind.WEEK:
        first = day - day.weekday() * _DAY
        return Period(kind, first, first + 6 * _DAY)
    months = _MONTHS.get(kind)
    if months is None:
        return Period(kind, day, day)
    begin = (day.month - 1) // months * months + 1
    end = begin + months - 1
    return Period(kind, date(day.year, begin, 1), date(day.year, end, calendar.monthrange(day.year, end)[1]))


def between(first: date, last: date) -> Period:
    """Any dates, in whichever order they are named."""
    return Period(PeriodKind.DATES, min(first, last), max(first, last))


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The local day of an instant."""
    return at.astimezone(zone).date()


def _midnight(zone: ZoneInfo, ordinal: int) -> datetime:
    """The first instant of a local day; of one that a zone leaves out, that of the next."""
    return wall_clock.moment(wall_clock.instant(zone, (ordinal - 1) * wall_clock.DAY)).astimezone(UTC)
