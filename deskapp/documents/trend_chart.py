"""The trend of the last days as one drawing, for paper and screen: two bars a day and a line, told apart by form."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Any

from reportlab.graphics.shapes import Drawing, Line, Polygon, Rect, String

from deskapp.documents.fonts import BOLD, SANS, face
from deskapp.domain.data_class import dataclass
from deskapp.domain.visits.trend import DayFigures
from deskapp.language import Words
from deskapp.wording import times

_SIZE = 7.0
#: Above the bars: the legend. Below: the days. Beside: the figures of the scale.
_ABOVE, _BELOW, _BESIDE = 18.0, 14.0, 22.0
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Inks:
    """Of words, bars and line; of the rules behind them; and of the ground: as a colour in hex."""

    ink: str = "#000000"
    rule: str = "#000000"
    ground: str = "#ffffff"


def drawing(days: Sequence[DayFigures], words: Words, width: float, height: float, inks: Inks | None = None) -> Any:
    """A drawing of `reportlab.graphics`, so many points wide and high; of no days: an empty one."""
    drawn = Drawing(width, height)
    if days:
        for shape in _Chart(days, words, width, height, inks or Inks()).shapes():
            drawn.add(shape)
    return drawn


def svg(days: Sequence[DayFigures], words: Words, width: float, height: float, inks: Inks | None = None) -> bytes:
    """The same as SVG, for a screen. It names no font: the screen has its own."""
    from reportlab.graphics import renderSVG  # only who looks at it pays for it

    drawn, inks = Drawing(width, height), inks or Inks()
    ground = _colour(inks.ground)
    drawn.add(Rect(0, 0, width, height, fillColor=ground, strokeColor=ground))
    for shape in drawing(days, words, width, height, inks).contents:
        drawn.add(shape)
    text: str = renderSVG.drawToString(drawn)
    for name in (BOLD, SANS):
        text = text.replace(f"font-family: {face(name).name};", "")
    return text.encode()


class _Chart:
    """Where everything stands."""

    def __init__(self, days: Sequence[DayFigures], words: Words, width: float, height: float, inks: Inks) -> None:
        self._days, self._words, self._inks = days, words, inks
        self._width, self._height = width, height
        self._room = height - _ABOVE - _BELOW
        self._slot = (width - _BESIDE) / len(days)
        self._step = _step(max(max(one.new, one.solved, one.late) for one in days))
        most = max(max(one.new, one.solved, one.late) for one in days)
        self._top = max(-(-most // self._step), 1) * self._step

    def shapes(self) -> list[Any]:
        return [*self._scale(), *self._bars(), *self._line(), *self._names(), *self._legend()]

    def _y(self, figure: float) -> float:
        return _BELOW + self._room * figure / self._top

    def _x(self, number: int) -> float:
        """The middle of a day."""
        return _BESIDE + (number + 0.5) * self._slot

    def _scale(self) -> list[Any]:
        made: list[Any] = []
        for figure in range(0, self._top + 1, self._step):
            y = self._y(figure)
            thick = 0.6 if figure == 0 else 0.25
            dashes = None if figure == 0 else [1, 2]
            made.append(
                Line(
                    _BESIDE,
                    y,
                    self._width,
                    y,
                    strokeColor=_colour(self._inks.rule),
                    strokeWidth=thick,
                    strokeDashArray=dashes,
                )
            )
            made.append(self._text(_BESIDE - 4, y - _SIZE * 0.35, str(figure), anchor="end"))
        return made

    def _bars(self) -> list[Any]:
        wide = self._slot * 0.36
        made: list[Any] = []
        for number, one in enumerate(self._days):
            middle = self._x(number)
            if one.new:
                made.append(self._bar(middle - wide, wide, one.new, filled=False))
            if one.solved:
                made.append(self._bar(middle, wide, one.solved, filled=True))
        return made

    def _bar(self, x: float, wide: float, figure: int, *, filled: bool) -> Any:
        ink = _colour(self._inks.ink)
        fill = ink if filled else _colour(self._inks.ground)
        return Rect(x, self._y(0), wide, self._y(figure) - self._y(0), fillColor=fill, strokeColor=ink, strokeWidth=0.5)

    def _line(self) -> list[Any]:
        points = [(self._x(number), self._y(one.late)) for number, one in enumerate(self._days)]
        made: list[Any] = []
        # The ground beside it shows it on the filled bars, too. Piece by piece: SVG would fill a line of many.
        for colour, thick in ((self._inks.ground, 2.4), (self._inks.ink, 0.9)):
            ink = _colour(colour)
            made += [Line(*one, *other, strokeColor=ink, strokeWidth=thick) for one, other in pairwise(points)]
        return made + [self._late(*point) for point, one in zip(points, self._days, strict=True) if one.late]

    def _late(self, x: float, y: float) -> Any:
        half = min(max(self._slot * 0.22, 1.6), 2.6)
        corners = [x - half, y - half, x + half, y - half, x, y + half]
        ink, ground = _colour(self._inks.ink), _colour(self._inks.ground)
        return Polygon(corners, fillColor=ink, strokeColor=ground, strokeWidth=0.5)

    def _names(self) -> list[Any]:
        """Each Monday by its date, and the last day: it is not over."""
        made, last = [], len(self._days) - 1
        today = self._words.gettext("today")
        free = self._width - face(BOLD).width(today, _SIZE) - 6
        for number, one in enumerate(self._days[:-1]):
            name = self._day(one.day)
            if one.day.weekday() == 0 and self._x(number) + face(SANS).width(name, _SIZE) / 2 < free:
                made.append(self._text(self._x(number), _BELOW - 10, name, anchor="middle"))
        made.append(self._text(min(self._x(last) + 8, self._width), _BELOW - 10, today, anchor="end", bold=True))
        return made

    def _legend(self) -> list[Any]:
        say, made = self._words.gettext, list[Any]()
        x, y = _BESIDE, self._height - 9
        for kind, words in (("new", say("new")), ("solved", say("solved")), ("late", say("newly late"))):
            if kind == "late":
                line = _colour(self._inks.ink)
                made.append(Line(x, y + 2.4, x + 12, y + 2.4, strokeColor=line, strokeWidth=0.9))
                made.append(self._late(x + 6, y + 2.4))
                x += 5
            else:
                ink, ground = _colour(self._inks.ink), _colour(self._inks.ground)
                fill = ink if kind == "solved" else ground
                made.append(Rect(x, y - 0.6, 6, 6, fillColor=fill, strokeColor=ink, strokeWidth=0.5))
            made.append(self._text(x + 10, y, words))
            x += 10 + face(SANS).width(words, _SIZE) + 14
        return made

    def _text(self, x: float, y: float, words: str, *, anchor: str = "start", bold: bool = False) -> Any:
        name = face(BOLD if bold else SANS).name
        ink = _colour(self._inks.ink)
        return String(x, y, words, fontName=name, fontSize=_SIZE, fillColor=ink, textAnchor=anchor)

    def _day(self, day: date) -> str:
        form = self._words.gettext("{day} {month}")
        return form.format(day=day.day, month=times.month(day.month, self._words))


def _step(most: int) -> int:
    """A round step of the scale, so that it has four or five at most."""
    power = 1
    while True:
        for step in _STEPS:
            if most <= 4 * step * power:
                return step * power
        power *= 10


def _colour(hex_code: str) -> Any:
    from reportlab.lib.colors import HexColor

    return HexColor(hex_code)
