"""Bars of some periods over their table, as one drawing."""

from deskapp.documents.charts import scale
from deskapp.documents.charts.data import Bar, PeriodChart, When
from deskapp.documents.charts.inks import Inks
from deskapp.documents.sketch import Sketch, wide
from deskapp.language import Words

#: Parts of the size of the words: how high the bars may be, a line of the table, and the air beside the titles.
_PLOT, _LEADING, _BESIDE = 4.4, 1.36, 0.7
#: Of a bar's place: how wide the bar is, and how much of it words may fill.
_BAR, _CELL = 0.56, 0.92
#: Titles have no more of the width than this; words of a cell are set no smaller than this part of their size.
_MOST_TITLE, _LEAST_CELL = 0.34, 0.72


def bars(chart: PeriodChart, words: Words, width: float, size: float, inks: Inks, plot: float | None = None) -> Sketch:
    """size: of the words, in the unit of the width; plot: how high the highest bar may be."""
    return _Bars(chart, words, width, size, inks, plot or size * _PLOT).sketch


class _Bars:
    """Where everything stands."""

    def __init__(self, chart: PeriodChart, words: Words, width: float, size: float, inks: Inks, plot: float) -> None:
        self._chart, self._words, self._size, self._inks, self._plot = chart, words, size, inks, plot
        self._leading = size * _LEADING
        #: From the foot of a line to where its words stand on.
        self._lift = (self._leading - size) * 0.6
        self._foot = self._leading * (1 + len(chart.rows))
        self._top = scale.top(max((_reach(bar) for bar in chart.bars), default=0.0), chart.unit)
        self._end = scale.said(self._top, chart.unit, words)
        titles = max((wide(row.title, size) for row in chart.rows), default=0.0)
        self._left = min(max(titles, wide(self._end, size)), width * _MOST_TITLE) + size * _BESIDE
        self._slot = (width - self._left) / max(len(chart.bars), 1)
        self.sketch = Sketch(width, self._foot + plot + size * 0.6)
        self._scale()
        for number, bar in enumerate(chart.bars):
            self._bar(number, bar)
        self._names()
        self._rows()

    def _y(self, figure: float) -> float:
        return self._foot + self._plot * min(figure / self._top, 1.0)

    def _middle(self, number: int) -> float:
        return self._left + (number + 0.5) * self._slot

    def _scale(self) -> None:
        sketch, inks, size = self.sketch, self._inks, self._size
        for part in (0.5, 1.0):
            y = self._foot + self._plot * part
            sketch.line(self._left, y, sketch.width, y, inks.rule, 0.5)
        sketch.line(self._left, self._foot, sketch.width, self._foot, inks.base, 1.0)
        for said, y in ((self._end, self._foot + self._plot), ("0", self._foot)):
            x = self._left - size * _BESIDE
            sketch.say(x, y - size * 0.3, said, size, inks.soft, anchor="end", room=x)

    def _bar(self, number: int, bar: Bar) -> None:
        if bar.value is None:
            return
        sketch, inks = self.sketch, self._inks
        wide_, middle = self._slot * _BAR, self._middle(number)
        x, y, high = middle - wide_ / 2, self._foot, self._y(bar.value) - self._foot
        if bar.few and high > 0:
            sketch.dashed(x, y, wide_, high, inks.soft)
        elif bar.when is When.PRESENT:
            sketch.filled(x, y, wide_, high, inks.present, inks.present)
        elif bar.when is When.BEFORE:
            sketch.filled(x, y, wide_, high, inks.ground)
            sketch.hatched(x, y, wide_, high, inks.present)
        else:
            sketch.filled(x, y, wide_, high, inks.earlier, inks.base)
        if bar.reach is not None and bar.reach > bar.value:
            self._whisker(middle, y + high, self._y(bar.reach), wide_)

    def _whisker(self, middle: float, low: float, high: float, wide_: float) -> None:
        self.sketch.line(middle, low, middle, high, self._inks.soft, 1.1)
        self.sketch.line(middle - wide_ * 0.4, high, middle + wide_ * 0.4, high, self._inks.soft, 1.3)

    def _names(self) -> None:
        y = self._foot - self._leading
        size = self._fitting(tuple(bar.name for bar in self._chart.bars))
        for number, bar in enumerate(self._chart.bars):
            now = bar.when is When.PRESENT
            ink = self._inks.text if now else self._inks.soft
            self._cell(number, y, bar.name, size, ink, bold=now)

    def _rows(self) -> None:
        chart, inks = self._chart, self._inks
        # One size for the whole table: rows of different sizes would not read as one.
        size = self._fitting(*(row.cells for row in chart.rows))
        for below, row in enumerate(chart.rows, 2):
            y = self._foot - self._leading * below
            room = self._left - self._size * _BESIDE / 2
            self.sketch.say(0, y + self._lift, row.title, self._size, inks.soft, room=room)
            for number, (cell, bar) in enumerate(zip(row.cells, chart.bars, strict=True)):
                self._cell(number, y, cell, size, inks.text, bold=bar.when is When.PRESENT)

    def _cell(self, number: int, y: float, said: str, size: float, ink: str, *, bold: bool) -> None:
        self.sketch.say(
            self._middle(number), y + self._lift, said, size, ink, anchor="middle", bold=bold, room=self._slot
        )

    def _fitting(self, *rows: tuple[str, ...]) -> float:
        """The size at which the widest of the cells has its place."""
        most = max(
            (
                wide(cell, self._size, bold=bar.when is When.PRESENT)
                for cells in rows
                for cell, bar in zip(cells, self._chart.bars, strict=True)
            ),
            default=0.0,
        )
        room = self._slot * _CELL
        return self._size if most <= room else max(self._size * room / most, self._size * _LEAST_CELL)


def _reach(bar: Bar) -> float:
    return max(bar.value or 0.0, bar.reach or 0.0)
