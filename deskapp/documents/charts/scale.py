"""Where the scale of a chart ends: at a round figure with a little air above the highest."""

from collections.abc import Iterator
from datetime import timedelta

from deskapp.documents.charts.data import Unit
from deskapp.language import Words
from deskapp.wording.times import duration

_AIR = 1.08
_ROUND = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0)
#: In hours: what a clock's face and a calendar call round.
_HOURS = (1 / 12, 1 / 6, 0.25, 0.5, 1.0, 2.0, 3.0, 4.0, 6.0, 9.0, 12.0, 18.0, 24.0, 36.0, 48.0, 72.0, 96.0)


def top(highest: float, unit: Unit) -> float:
    """The end of a scale that begins at 0, in the unit of the figures. Shares end at 1 at most."""
    most = highest * _AIR
    if unit is Unit.SHARE:
        return 1.0 if most > 0.8 else _first(most, _tens(0.1))
    if unit is Unit.HOURS and most <= _HOURS[-1]:
        return _first(most, iter(_HOURS))
    return _first(most, _tens(1.0))


def steps(most: int) -> tuple[int, int]:
    """A round step, so that the scale has five at most, and where it ends."""
    power = 1
    while True:
        for step in (1 * power, 2 * power, 5 * power):
            if most <= 4 * step:
                return step, max(-(-most // step), 1) * step
        power *= 10


def said(figure: float, unit: Unit, words: Words) -> str:
    """The end of a scale in words."""
    if unit is Unit.SHARE:
        return f"{figure * 100:.0f} %"
    if unit is Unit.HOURS:
        return duration(timedelta(seconds=round(figure * 3600)), words)
    return f"{figure:.0f}"


def _first(most: float, ends: Iterator[float]) -> float:
    # Tenths are not exact: 0.3 is a little more than 3 x 0.1.
    return next(end for end in ends if end >= most - 1e-9)


def _tens(power: float) -> Iterator[float]:
    while True:
        yield from (one * power for one in _ROUND)
        power *= 10
