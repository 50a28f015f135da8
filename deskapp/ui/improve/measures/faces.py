"""What each card says of a period."""

from deskapp import direction
from deskapp.domain.measures.kinds import LOWER_IS_BETTER, Measure
from deskapp.language import _
from deskapp.paperwork.measure_cards import Card
from deskapp.services.measures.views import Figure, Measured
from deskapp.ui.improve.measures.card import Face
from deskapp.ui.look.palettes import Tint
from deskapp.wording.measures import figures, periods


def face(card: Card, measured: Measured) -> Face:
    """A card, as it stands beside the other period."""
    one = measured.figures[card.measure]
    return Face(
        figures.title(card.measure),
        figures.figure(one.value),
        _told(card.measure, measured),
        change(one),
        tint(one),
        _before(card.measure, measured),
        course(card, measured),
    )


def change(one: Figure) -> str:
    """As "↓ lower, better", "about the same", "7 answers: too few to say"."""
    said = figures.difference(one.measure, one.value, one.before, one.difference)
    better = figures.is_better(one.measure, one.difference)
    if better is None:
        return said
    lower = better is (one.measure in LOWER_IS_BETTER)
    form = _("{arrow} {difference}, better") if better else _("{arrow} {difference}, worse")
    return form.format(arrow="↓" if lower else "↑", difference=said)


def tint(one: Figure) -> Tint:
    """The ground of those words."""
    better = figures.is_better(one.measure, one.difference)
    if better is not None:
        return Tint.INFO if better else Tint.OVER
    return Tint.PAUSED if one.value is not None and one.value.count and one.value.too_few else Tint.PLAIN


def course(card: Card, measured: Measured) -> str:
    """The chart in words: "May 27 %, Jun 28 %"."""
    values = measured.figures[card.measure].course
    form = _("{period} {figure}")
    told = (
        form.format(period=periods.short(period), figure=figures.figure(value))
        for period, value in zip(measured.periods, values, strict=True)
    )
    return ", ".join(told)


def _told(measure: Measure, measured: Measured) -> str:
    of, said = measured.figures, figures.of_what(measure, measured.figures[measure].value)
    if measure is Measure.FIRST_CONTACT:
        beside = _("{share} without escalation").format(share=figures.figure(of[Measure.WITHOUT_ESCALATION].value))
        return _("{this}; {that}").format(this=said, that=beside)
    if measure is Measure.SATISFIED_ESCALATED:
        others = figures.figure(of[Measure.SATISFIED_OTHERS].value)
        value = of[measure].value
        if value is not None and value.too_few:  # its figure is the numbers themselves
            said = _("said 4 or 5")
        return _("{this}; {that}").format(this=said, that=_("the others {share}").format(share=others))
    if measure is Measure.HANDOFFS:
        warm = _("warm {share}").format(share=figures.figure(of[Measure.WARM].value))
        only = figures.of_what(Measure.ONE_HANDOFF, of[Measure.ONE_HANDOFF].value)
        return _("{this}; {that}").format(this=only, that=warm)
    return said


def _before(measure: Measure, measured: Measured) -> str:
    """As "Sep 27 %, 53 of 198"."""
    one = measured.figures[measure].before
    if one is None or not one.count:
        return ""
    named = periods.in_short(measured.beside, measured.period)
    told = [_("{period} {figure}").format(period=named, figure=figures.figure(one))]
    if measure is Measure.HANDOFFS:
        told.append(_("warm {share}").format(share=figures.figure(measured.figures[Measure.WARM].before)))
    elif not one.too_few:
        told.append(figures.bare(one))
    return direction.row(told, ", ")
