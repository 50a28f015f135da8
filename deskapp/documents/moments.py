"""Instants in the reader's words and the site's clock."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from deskapp.language import Words
from deskapp.wording import times


class Moments:
    """Writes instants in one zone, as seen from the moment of printing: only another year is named."""

    def __init__(self, zone: str, printed_at: datetime, words: Words) -> None:
        self._zone = ZoneInfo(zone)
        self._words = words
        self._printed = printed_at.astimezone(self._zone)

    def time(self, at: datetime) -> str:
        """As "13:06"; in the hour that a change of the clocks repeats, with the zone's abbreviation."""
        local = at.astimezone(self._zone)
        twice = local.replace(fold=0).utcoffset() != local.replace(fold=1).utcoffset()
        return f"{local:%H:%M} {local.tzname()}" if twice else f"{local:%H:%M}"

    def short(self, at: datetime) -> str:
        """As "Sat 21 Nov 17:06", with the year where it is not the year of printing."""
        local = at.astimezone(self._zone)
        if local.year == self._printed.year:
            form = self._words.gettext("{weekday} {day} {month} {time}")
        else:
            form = self._words.gettext("{weekday} {day} {month} {year} {time}")
        return self._written(form, at)

    def dated(self, at: datetime) -> str:
        """As "Sat 21 Nov 2026 17:06": nobody knows when a paper is read, nor in which year it is found again."""
        return self._written(self._words.gettext("{weekday} {day} {month} {year} {time}"), at)

    def full(self, at: datetime) -> str:
        """As "21 Nov 2026 13:06"."""
        return self._written(self._words.gettext("{day} {month} {year} {time}"), at)

    def day(self, at: date) -> str:
        """As "21 Nov 2026", of an instant in the site's clock; a day is one in every zone."""
        on = self._local(at) if isinstance(at, datetime) else at
        return self._words.gettext("{day} {month} {year}").format(
            day=on.day, month=times.month(on.month, self._words), year=on.year
        )

    def days(self, start: datetime, end: datetime) -> str:
        """The days from one instant up to another, their year told: "16 to 22 Nov 2026"."""
        first, last = self._local(start), self._local(end - timedelta(seconds=1))
        form = self._words.gettext("{start} to {end}")
        if first.date() == last.date():
            return self.day(start)
        begin = self._words.gettext("{day} {month} {year}")
        if first.year == last.year:
            begin = self._words.gettext("{day} {month}")
        if (first.year, first.month) == (last.year, last.month):
            begin = self._words.gettext("{day}")
        return form.format(start=self._written(begin, start), end=self.day(end - timedelta(seconds=1)))

    def today(self, at: datetime) -> bool:
        return at.astimezone(self._zone).date() == self._printed.date()

    def _local(self, at: datetime) -> datetime:
        return at.astimezone(self._zone)

    def _written(self, form: str, at: datetime) -> str:
        local = self._local(at)
        return form.format(
            weekday=times.weekday(local.weekday(), self._words),
            day=local.day,
            month=times.month(local.month, self._words),
            year=local.year,
            time=self.time(at),
        )
