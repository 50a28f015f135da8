"""The days that a board shows: a week from Monday on, or a month."""

from calendar import monthrange
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from deskapp.domain.data_class import dataclass
from deskapp.language import _
from deskapp.ui.widgets.fields import day_names
from deskapp.ui.widgets.fields.typed_day import YEARS


@dataclass(frozen=True, slots=True)
class Page:
    """`count` days from `first` on."""

    first: date
    count: int
    span: str

    def turned(self, pages: int) -> "Page":
        """So many weeks or months on; past the years that days can be typed of, the same page."""
        try:
            if self.span == "week":
                turned = page(self.first + timedelta(weeks=pages), "week")
            else:
                months = self.first.year * 12 + self.first.month - 1 + pages
                turned = page(date(months // 12, months % 12 + 1, 1), "month")
        except (OverflowError, ValueError):
            return self
        return turned if turned.first.year in YEARS else self

    def instants(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The first midnight, and the one after the last day."""
        after = self.first + timedelta(days=self.count)
        return _midnight(self.first, zone), _midnight(after, zone)

    def words(self) -> str:
        """As "16 to 22 November 2026", "November 2026"."""
        months, last = day_names.long_months(), self.first + timedelta(days=self.count - 1)
        if self.span == "month":
            return _("{month} {year}").format(month=months[self.first.month - 1], year=self.first.year)
        first = str(self.first.day)
        if self.first.month != last.month:
            first = f"{self.first.day} {day_names.short_months()[self.first.month - 1]}"
        month = months[last.month - 1]
        return _("{first} to {day} {month} {year}").format(first=first, day=last.day, month=month, year=last.year)


def page(day: date, span: str) -> Page:
    """The page on which a day lies."""
    if span == "week":
        return Page(day - timedelta(days=day.weekday()), 7, span)
    return Page(day.replace(day=1), monthrange(day.year, day.month)[1], span)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)
