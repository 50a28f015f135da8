"""The small drawings beside a chart: one bar of slices, a bar with a mark to reach, and the legend."""

from deskapp.documents.charts.data import Key, Legend, SliceBar, TargetBar
from deskapp.documents.charts.inks import Inks
from deskapp.documents.sketch import Sketch, wide

#: The mark stands at this part of the width: as much again has its place beyond it.
_TARGET_AT = 0.5


def slice_bar(chart: SliceBar, width: float, size: float, inks: Inks) -> Sketch:
    """As high as the words beside it are large. The high one is edged too: not told by its colour alone."""
    sketch = Sketch(width, size)
    high, y = size * 0.5, size * 0.25
    sketch.filled(0, y, width, high, inks.earlier)
    fill = inks.over if chart.high else inks.present
    sketch.filled(0, y, width * min(max(chart.part, 0.0), 1.0), high, fill, inks.text if chart.high else None)
    return sketch


def target_bar(chart: TargetBar, width: float, size: float, inks: Inks) -> Sketch:
    sketch = Sketch(width, size)
    high, y, target = size * 0.64, size * 0.18, width * _TARGET_AT
    ends = min(max(chart.taken, 0.0) * target, width)
    ink = inks.over if chart.late else inks.ok
    sketch.filled(0, y, min(ends, target), high, ink)
    sketch.hatched(target, y, ends - target, high, ink)
    sketch.line(target, 0, target, size, inks.text, 1.4)
    return sketch


def legend(chart: Legend, width: float, size: float, inks: Inks) -> Sketch:
    rows, x = [list[tuple[float, Key, str]]()], 0.0
    for key, said in chart.entries:
        room = size * 1.6 + wide(said, size)
        if rows[-1] and x + room > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, key, said))
        x += room + size * 1.9
    leading = size * 1.7
    sketch = Sketch(width, leading * len(rows))
    for number, row in enumerate(rows, 1):
        y = sketch.height - number * leading + size * 0.4
        for x, key, said in row:
            _key(sketch, x, y, key, size, inks)
            sketch.say(x + size * 1.6, y + size * 0.1, said, size, inks.soft, room=width - x - size * 1.6)
    return sketch


def _key(sketch: Sketch, x: float, y: float, key: Key, size: float, inks: Inks) -> None:
    side = size * 0.95
    if key is Key.PRESENT:
        sketch.filled(x, y, side, side, inks.present, inks.present)
    elif key is Key.BEFORE:
        sketch.hatched(x, y, side, side, inks.present)
    elif key is Key.EARLIER:
        sketch.filled(x, y, side, side, inks.earlier, inks.base)
    elif key is Key.FEW:
        sketch.dashed(x, y, side, side, inks.soft)
    else:
        middle = x + side / 2
        sketch.line(middle, y, middle, y + side, inks.soft, 1.1)
        sketch.line(x + side * 0.1, y + side, x + side * 0.9, y + side, inks.soft, 1.3)
