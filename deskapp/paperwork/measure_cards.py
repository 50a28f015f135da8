"""The six measures that are looked at first, each with those beside it, as charts over their table; and the legend."""

from datetime import timedelta
from typing import NamedTuple

from deskapp.documents.charts.data import Bar, Key, Legend, PeriodChart, Row, Unit, When
from deskapp.domain.measures.kinds import Form, Measure, form
from deskapp.domain.measures.periods import Period
from deskapp.domain.measures.values import Mean, Middle, Share, Value
from deskapp.language import SPOKEN, Words
from deskapp.services.measures.views import Measured
from deskapp.wording.measures import figures, periods, under_charts

_HOUR = timedelta(hours=1)


class Card(NamedTuple):
    """One measure with a chart, and those that are told with it."""

    measure: Measure
    beside: tuple[Measure, ...] = ()

    @property
    def all(self) -> tuple[Measure, ...]:
        return (self.measure, *self.beside)


CARDS = (
    Card(Measure.ESCALATED),
    Card(Measure.FIRST_CONTACT, (Measure.WITHOUT_ESCALATION,)),
    Card(Measure.RESOLVE_WORKING, (Measure.RESOLVE_WALL,)),
    Card(Measure.SATISFIED_ESCALATED, (Measure.SATISFIED_OTHERS,)),
    Card(Measure.REPEATED),
    Card(Measure.HANDOFFS, (Measure.ONE_HANDOFF, Measure.WARM)),
)
#: Those that stand below them by their figure alone.
SMALL_CARDS = (Card(Measure.PROMISES_KEPT), Card(Measure.LAPSED), Card(Measure.AGREED_FIRST))


def chart(card: Card, measured: Measured, words: Words = SPOKEN) -> PeriodChart:
    """The course of a card's measure as bars, over a table of its figures and those beside it."""
    course = measured.figures[card.measure].course
    bars = tuple(
        Bar(
            periods.short(period, words),
            _height(value),
            _when(period, measured),
            few=value is not None and value.too_few,
            reach=_reach(value),
        )
        for period, value in zip(measured.periods, course, strict=True)
    )
    rows = tuple(row for measure in card.all for row in _rows(measure, card, measured, words))
    return PeriodChart(_UNITS[form(card.measure)], bars, rows)


def legend(measured: Measured, words: Words = SPOKEN) -> Legend:
    """What the bars of these charts are."""
    entries = [(Key.PRESENT, periods.name(measured.period, words))]
    if measured.beside in measured.periods:
        entries.append((Key.BEFORE, periods.name(measured.beside, words)))
    entries += [
        (Key.EARLIER, periods.those_before(measured.period.kind, words)),
        (Key.FEW, under_charts.too_few(words)),
        (Key.REACH, under_charts.within(words)),
    ]
    return Legend(tuple(entries))


_UNITS = {Form.SHARE: Unit.SHARE, Form.TIME: Unit.HOURS, Form.MEAN: Unit.COUNT, Form.TIMES: Unit.COUNT}


def _height(value: Value | None) -> float | None:
    if isinstance(value, Share):
        return value.part
    if isinstance(value, Middle):
        return None if value.half is None else value.half / _HOUR
    return value.each if isinstance(value, Mean) else None


def _reach(value: Value | None) -> float | None:
    return value.nine / _HOUR if isinstance(value, Middle) and value.nine is not None else None


def _when(period: Period, measured: Measured) -> When:
    if period == measured.period:
        return When.PRESENT
    return When.BEFORE if period == measured.beside else When.EARLIER


def _rows(measure: Measure, card: Card, measured: Measured, words: Words) -> list[Row]:
    """The lines of the table that a measure has: its figure, and what it is of."""
    course, main = measured.figures[measure].course, measure is card.measure
    if form(measure) is Form.TIME:
        middles = [one if isinstance(one, Middle) else Middle() for one in course]
        halves = Row(under_charts.figure(measure, words), tuple(figures.length(one.half) for one in middles))
        return [halves, Row(under_charts.nine_in_ten(words), tuple(figures.length(one.nine) for one in middles))]
    told = [Row(under_charts.figure(measure, words), tuple(_cell(one, words) for one in course))]
    if main and measure in _WITH_NUMERATOR:
        counted = tuple(str(one.num) if isinstance(one, Share) else "" for one in course)
        told.append(Row(under_charts.numerator(words), counted))
    if main:
        among = tuple("" if one is None else str(one.count) for one in course)
        told.append(Row(under_charts.denominator(measure, words), among))
    return told


#: Whose numerator has a line of its own.
_WITH_NUMERATOR = frozenset((Measure.ESCALATED, Measure.FIRST_CONTACT))


def _cell(value: Value | None, words: Words) -> str:
    """A figure in the table: of too few the numerator alone, over what it is of."""
    return str(value.num) if isinstance(value, Share) and value.too_few and value.den else figures.figure(value, words)
