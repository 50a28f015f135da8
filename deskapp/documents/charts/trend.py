"""The trend of the last days: two bars a day and a line, told apart by form alone."""

from datetime import date
from itertools import pairwise

from deskapp.documents.charts import scale
from deskapp.documents.charts.data import Trend, Unit
from deskapp.documents.charts.inks import Inks
from deskapp.documents.sketch import Sketch, wide
from deskapp.domain.visits.trend import DayFigures
from deskapp.language import Words
from deskapp.wording import times

#: Parts of the size of the words. Above the bars: the legend. Below: the days. Beside: the figures of the scale.
_ABOVE, _BELOW, _BESIDE = 2.6, 2.0, 3.15
_PLOT = 10.0


def trend(chart: Trend, words: Words, width: float, size: float, inks: Inks, plot: float | None = None) -> Sketch:
    """plot: how high the highest figure may be. Of no days: an empty drawing."""
    return _Trend(chart.days, words, width, size, inks, plot or size * _PLOT).sketch


class _Trend:
    """Where everything stands."""

    def __init__(
        self, days: tuple[DayFigures, ...], words: Words, width: float, size: float, inks: Inks, plot: float
    ) -> None:
        self._days, self._words, self._size, self._inks, self._plot = days, words, size, inks, plot
        self._left, self._foot = size * _BESIDE, size * _BELOW
        self.sketch = Sketch(width, self._foot + plot + size * _ABOVE)
        if days:
            self._slot = (width - self._left) / len(days)
            self._step, self._top = scale.steps(max(max(one.new, one.solved, one.late) for one in days))
            self._scale()
            self._bars()
            self._line()
            self._names()
            self._legend()

    def _y(self, figure: float) -> float:
        return self._foot + self._plot * figure / self._top

    def _x(self, number: int) -> float:
        """The middle of a day."""
        return self._left + (number + 0.5) * self._slot

    def _scale(self) -> None:
        for figure in range(0, self._top + 1, self._step):
            y = self._y(figure)
            thick, dashes = (0.25, (1, 2)) if figure else (0.6, ())
            self.sketch.line(self._left, y, self.sketch.width, y, self._inks.rule, thick, dashes)
            self._say(self._left - self._size * 0.6, y - self._size * 0.35, scale.said(figure, Unit.COUNT, self._words))

    def _bars(self) -> None:
        wide_, inks = self._slot * 0.36, self._inks
        for number, one in enumerate(self._days):
            middle = self._x(number)
            self._bar(middle - wide_, wide_, one.new, inks.ground)
            self._bar(middle, wide_, one.solved, inks.text)

    def _bar(self, x: float, wide_: float, figure: int, fill: str) -> None:
        self.sketch.filled(x, self._foot, wide_, self._y(figure) - self._foot, fill, self._inks.text)

    def _line(self) -> None:
        points = [(self._x(number), self._y(one.late)) for number, one in enumerate(self._days)]
        # The ground beside it shows it on the filled bars, too.
        for ink, thick in ((self._inks.ground, 2.4), (self._inks.text, 0.9)):
            for one, other in pairwise(points):
                self.sketch.line(*one, *other, ink, thick)
        for point, day in zip(points, self._days, strict=True):
            if day.late:
                self._late(*point)

    def _late(self, x: float, y: float) -> None:
        half = min(max(self._slot * 0.22, 1.6), 2.6)
        corners = (x - half, y - half, x + half, y - half, x, y + half)
        self.sketch.polygon(corners, self._inks.text, self._inks.ground)

    def _names(self) -> None:
        """Each Monday by its date, and the last day: it is not over."""
        y, last, width = self._size * 0.55, len(self._days) - 1, self.sketch.width
        today = self._words.gettext("today")
        free = width - wide(today, self._size, bold=True) - 6
        for number, one in enumerate(self._days[:-1]):
            name = self._day(one.day)
            if one.day.weekday() == 0 and self._x(number) + wide(name, self._size) / 2 < free:
                self._say(self._x(number), y, name, "middle")
        self._say(min(self._x(last) + 8, width), y, today, bold=True)

    def _legend(self) -> None:
        say, inks, size = self._words.gettext, self._inks, self._size
        x, y = self._left, self.sketch.height - size * 1.3
        for words, fill in ((say("new"), inks.ground), (say("solved"), inks.text), (say("newly late"), None)):
            if fill is None:
                self.sketch.line(x, y + 2.4, x + 12, y + 2.4, inks.text, 0.9)
                self._late(x + 6, y + 2.4)
                x += 5
            else:
                self.sketch.filled(x, y - 0.6, 6, 6, fill, inks.text)
            self._say(x + 10, y, words, "start")
            x += 10 + wide(words, size) + size * 2

    def _say(self, x: float, y: float, words: str, anchor: str = "end", *, bold: bool = False) -> None:
        self.sketch.say(x, y, words, self._size, self._inks.text, anchor=anchor, bold=bold)

    def _day(self, day: date) -> str:
        form = self._words.gettext("{day} {month}")
        return form.format(day=day.day, month=times.month(day.month, self._words))
