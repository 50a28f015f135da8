"""The measures of a period as tables: every figure with what it is of, the period beside it, and its slices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import TYPE_CHECKING

from deskapp.domain.exchange.table import Cell, Column, Kind, Row, Table, columns
from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.kinds import Measure, Slice
from deskapp.domain.measures.periods import Period
from deskapp.domain.measures.values import Mean, Middle, Share, Times, Value
from deskapp.language import SPOKEN, Words
from deskapp.paperwork.measure_cards import CARDS, SMALL_CARDS
from deskapp.services.measures.acts import Narrowed
from deskapp.services.measures.views import Figure, Measured
from deskapp.wording.measures import definitions, figures, periods, slices

if TYPE_CHECKING:
    from deskapp.desk import Desk

#: By what measures are split here: never by agent.
SLICES = (*(Slice.CATEGORY, Slice.PRIORITY, Slice.CONTACT, Slice.TYPE), *(Slice.TAG, Slice.PLACE, Slice.EQUIPMENT))
#: Shares and means keep so many digits behind the point.
_DIGITS = 4


def read(
    desk: Desk,
    period: Period,
    beside: Period | None = None,
    narrowed: Narrowed | None = None,
    words: Words = SPOKEN,
) -> tuple[Table, ...]:
    """All of them, as the sheets of a workbook; the first has every figure, for a form that holds but one."""
    narrowed = narrowed or Narrowed()
    measured, zone = desk.measures.read(period, narrowed, beside), desk.facts().site.zone
    say = words.gettext
    made = (
        (
            say("Measures"),
            measure_columns(words),
            chain(figure_rows(measured, words), slice_rows(desk, measured, words)),
        ),
        (say("Course"), course_columns(words), course_rows(measured, words)),
        (say("Clocks"), clock_columns(words), clock_rows(measured, words)),
        (say("Contacts"), contact_columns(words), contact_rows(measured, words)),
    )
    return tuple(Table(name, heads, rows, zone) for name, heads, rows in made)


def measure_columns(words: Words = SPOKEN) -> tuple[Column, ...]:
    say = words.gettext
    return (
        *columns(say("Measure"), say("By"), say("Of")),
        *_days(words),
        *_value_columns("", words),
        *_value_columns(say("before"), words),
        *columns(say("Compared"), say("Definition")),
    )


def figure_rows(measured: Measured, words: Words = SPOKEN) -> Iterator[Row]:
    """Every figure of the period and the period beside it."""
    for measure, one in measured.figures.items():
        yield _row(measured, measure, ("", ""), one, words)


def slice_rows(desk: Desk, measured: Measured, words: Words = SPOKEN) -> Iterator[Row]:
    """The measures that have a card, split; compared: with all others together."""
    for card in (*CARDS, *SMALL_CARDS):
        for by in SLICES:
            for line in desk.measures.slices(card.measure, by, measured.period, measured.narrowed):
                name = slices.line(by, line.key, line.name, words)
                one = Figure(card.measure, line.value, None, line.beside, ())
                yield _row(measured, card.measure, (slices.name(by, words), name), one, words)


def course_columns(words: Words = SPOKEN) -> tuple[Column, ...]:
    return (Column(words.gettext("Measure")), *_days(words), *_value_columns("", words))


def course_rows(measured: Measured, words: Words = SPOKEN) -> Iterator[Row]:
    """Every figure of each of the last periods."""
    for measure, one in measured.figures.items():
        for period, value in zip(measured.periods, one.course, strict=True):
            yield (figures.title(measure, words), period.first, period.last, *_cells(value))


def clock_columns(words: Words = SPOKEN) -> tuple[Column, ...]:
    say = words.gettext
    heads = (say("Met"), say("Of"), say("Share"))
    return (*columns(say("Clock"), say("Priority")), *columns(*heads, kind=Kind.NUMBER))


def clock_rows(measured: Measured, words: Words = SPOKEN) -> Iterator[Row]:
    """How many of each kind were met: by priority, of all, and of all in the period beside."""
    say = words.gettext
    for line in measured.clocks:
        name = figures.title(line.measure, words)
        for priority, share in line.by_priority.items():
            yield (name, priority, *_cells(share)[:3])
        yield (name, say("All"), *_cells(line.all)[:3])
        yield (name, periods.name(measured.beside, words), *_cells(line.before)[:3])


def contact_columns(words: Words = SPOKEN) -> tuple[Column, ...]:
    say = words.gettext
    return (
        Column(say("Contact")),
        *columns(say("Out"), say("In time"), say("Of"), say("Share"), kind=Kind.NUMBER),
        *columns(say("Accepted in, middle"), say("Nine in ten"), say("Agreed"), kind=Kind.DURATION),
        *columns(say("First word in time"), say("Of"), say("Estimated"), say("Took × estimate"), kind=Kind.NUMBER),
        *columns(say("Late, beside the others"), say("Over their estimate, beside the others")),
    )


def contact_rows(measured: Measured, words: Words = SPOKEN) -> Iterator[Row]:
    for line in measured.contacts:
        yield (
            line.name,
            line.out,
            *_cells(line.in_time)[:3],
            *(line.accepted.half, line.accepted.nine, line.target),
            *(line.first_word.num, line.first_word.den, line.estimate.count, _rounded(line.estimate.half)),
            *(_beside(line.late, words), _beside(line.over, words)),
        )


def _days(words: Words) -> tuple[Column, ...]:
    return columns(words.gettext("From"), words.gettext("Until"), kind=Kind.DAY)


def _value_columns(when: str, words: Words) -> tuple[Column, ...]:
    """when: "" for the period itself, else what its heads begin with."""
    say = words.gettext

    def named(heads: Iterable[str]) -> tuple[str, ...]:
        form = say("{what} {when}")
        return tuple(form.format(what=head, when=when) if when else head for head in heads)

    return (
        *columns(*named((say("Numerator"), say("Denominator"), say("Share"))), kind=Kind.NUMBER),
        *columns(*named((say("Middle"), say("Nine in ten"))), kind=Kind.DURATION),
        *columns(*named((say("Mean"),)), kind=Kind.NUMBER),
    )


def _row(measured: Measured, measure: Measure, of: tuple[str, str], one: Figure, words: Words) -> Row:
    told = figures.difference(measure, one.value, one.before, one.difference, words)
    if of[0]:
        told = _beside(one.difference, words)
    return (
        figures.title(measure, words),
        *of,
        *(measured.period.first, measured.period.last),
        *_cells(one.value),
        *_cells(one.before),
        told,
        "" if of[0] else definitions.short(measure, periods.name(measured.period, words), words),
    )


def _cells(value: Value | None) -> Sequence[Cell]:
    """Numerator, denominator, share; middle, nine in ten; mean: those that a figure has."""
    if isinstance(value, Share):
        return (value.num, value.den, _rounded(value.part), None, None, None)
    if isinstance(value, Middle):
        return (None, value.count, None, value.half, value.nine, None)
    if isinstance(value, Mean):
        return (value.total, value.count, None, None, None, _rounded(value.each))
    if isinstance(value, Times):
        return (None, value.count, None, None, None, _rounded(value.half))
    return (None,) * 6


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, _DIGITS)


def _beside(how: Difference, words: Words) -> str:
    """How one stands beside all others."""
    say = words.gettext
    return {
        Difference.HIGHER: say("higher"),
        Difference.LOWER: say("lower"),
        Difference.SAME: say("about the same"),
        Difference.TOO_FEW: say("too few"),
    }[how]
