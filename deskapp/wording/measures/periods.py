"""Periods in words: whole, in short under a chart, and as what another is beside."""

from datetime import date

from deskapp.domain.measures.periods import Period, PeriodKind
from deskapp.language import SPOKEN, Words
from deskapp.wording import times


def kind(one: PeriodKind, words: Words = SPOKEN) -> str:
    """What is chosen from."""
    say = words.gettext
    return {
        PeriodKind.DAY: say("Day"),
        PeriodKind.WEEK: say("Week"),
        PeriodKind.MONTH: say("Month"),
        PeriodKind.QUARTER: say("Quarter"),
        PeriodKind.YEAR: say("Year"),
        PeriodKind.DATES: say("Dates…"),
    }[one]


def name(period: Period, words: Words = SPOKEN) -> str:
    """As "October 2026", "4th quarter 2026", "16 to 22 Nov 2026"."""
    say, first = words.gettext, period.first
    if period.kind is PeriodKind.MONTH:
        return say("{month} {year}").format(month=long_month(first.month, words), year=str(first.year))
    if period.kind is PeriodKind.QUARTER:
        return say("Quarter {n} of {year}").format(n=_quarter(first), year=str(first.year))
    if period.kind is PeriodKind.YEAR:
        return str(first.year)
    if period.days == 1:
        return times.day(first, words)
    return _stretch(first, period.last, words)


def short(period: Period, words: Words = SPOKEN) -> str:
    """Under a bar: "Oct", "Q4", "2026", "16 Nov": of days and weeks the day on which they begin."""
    if period.kind is PeriodKind.MONTH:
        return times.month(period.first.month, words)
    if period.kind is PeriodKind.QUARTER:
        return words.gettext("Q{n}").format(n=_quarter(period.first))
    if period.kind is PeriodKind.YEAR:
        return str(period.first.year)
    return _day(period.first, words)


def in_short(period: Period, beside: Period, words: Words = SPOKEN) -> str:
    """As `short`, and told apart from another that would be called the same: "Oct 2025" beside October 2026."""
    said = short(period, words)
    if period.first.year == beside.first.year or period.kind is PeriodKind.YEAR:
        return said
    return words.gettext("{period} {year}").format(period=said, year=str(period.first.year))


def before(period: Period, beside: Period, words: Words = SPOKEN) -> str:
    """As "the month before: Oct"; period: the one before the other."""
    say = words.gettext
    form = {
        PeriodKind.DAY: say("the day before: {period}"),
        PeriodKind.WEEK: say("the week before: {period}"),
        PeriodKind.MONTH: say("the month before: {period}"),
        PeriodKind.QUARTER: say("the quarter before: {period}"),
        PeriodKind.YEAR: say("the year before: {period}"),
        PeriodKind.DATES: say("as many days before: {period}"),
    }[period.kind]
    return form.format(period=_beside(period, beside, words))


def a_year_before(period: Period, beside: Period, words: Words = SPOKEN) -> str:
    """As "a year before: Oct 2025"; period: the one a year before the other."""
    return words.gettext("a year before: {period}").format(period=_beside(period, beside, words))


def those_before(one: PeriodKind, words: Words = SPOKEN) -> str:
    """The light bars of a chart."""
    say = words.gettext
    return {
        PeriodKind.DAY: say("days before"),
        PeriodKind.WEEK: say("weeks before"),
        PeriodKind.MONTH: say("months before"),
        PeriodKind.QUARTER: say("quarters before"),
        PeriodKind.YEAR: say("years before"),
        PeriodKind.DATES: say("stretches before"),
    }[one]


def long_month(number: int, words: Words = SPOKEN) -> str:
    """The whole name of a month, January being 1."""
    say = words.gettext
    return (
        *(say("January"), say("February"), say("March"), say("April"), say("May"), say("June")),
        *(say("July"), say("August"), say("September"), say("October"), say("November"), say("December")),
    )[number - 1]


def _beside(period: Period, beside: Period, words: Words) -> str:
    return name(period, words) if period.kind is PeriodKind.DATES else in_short(period, beside, words)


def _quarter(day: date) -> str:
    return str((day.month + 2) // 3)


def _stretch(first: date, last: date, words: Words) -> str:
    if (first.year, first.month) == (last.year, last.month):
        form = words.gettext("{first} to {day} {month} {year}")
        return form.format(first=first.day, day=last.day, month=times.month(last.month, words), year=last.year)
    form = words.gettext("{first} to {last}")
    if first.year != last.year:
        return form.format(first=_dated(first, words), last=_dated(last, words))
    return form.format(first=_day(first, words), last=_dated(last, words))


def _day(day: date, words: Words) -> str:
    return words.gettext("{day} {month}").format(day=day.day, month=times.month(day.month, words))


def _dated(day: date, words: Words) -> str:
    form = words.gettext("{day} {month} {year}")
    return form.format(day=day.day, month=times.month(day.month, words), year=day.year)
