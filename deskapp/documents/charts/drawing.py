"""From a chart's data to its drawing: the door for papers (`sketch`) and for screens (`svg`)."""

from deskapp.documents.charts import svg as svg_writer
from deskapp.documents.charts.bars import bars
from deskapp.documents.charts.data import Chart, Legend, PeriodChart, SliceBar, Trend
from deskapp.documents.charts.inks import Inks
from deskapp.documents.charts.small import legend, slice_bar, target_bar
from deskapp.documents.charts.trend import trend
from deskapp.documents.sketch import Sketch
from deskapp.language import Words

#: Of the words, in points: on paper. A screen hands in its own, in its own unit.
SIZE = 6.4


def sketch(
    chart: Chart, words: Words, width: float, size: float = SIZE, inks: Inks | None = None, plot: float | None = None
) -> Sketch:
    """A drawing as wide as that and as high as it has to be. plot: how high bars of periods or days are at most."""
    inks = inks or Inks()
    if isinstance(chart, PeriodChart):
        return bars(chart, words, width, size, inks, plot)
    if isinstance(chart, Trend):
        return trend(chart, words, width, size, inks, plot)
    if isinstance(chart, Legend):
        return legend(chart, width, size, inks)
    if isinstance(chart, SliceBar):
        return slice_bar(chart, width, size, inks)
    return target_bar(chart, width, size, inks)


def svg(
    chart: Chart, words: Words, width: float, size: float = SIZE, inks: Inks | None = None, plot: float | None = None
) -> bytes:
    """The same as SVG: width and size in pixels, its height in its viewBox. ReportLab is loaded by it: for a lane."""
    return svg_writer.written(sketch(chart, words, width, size, inks, plot))
