"""The shapes of a sketch onto a page, those of one look that follow each other as one path.

Written here: ReportLab's own renderer saves and restores the whole state around each of them, and took a third of the
time of a page with six charts.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from deskapp.documents.marks import Drawn
from deskapp.documents.sketch import Line, Polygon, Rect


def draw(canvas: Canvas, drawn: Drawn) -> None:
    """At its place on the page."""
    canvas.saveState()
    canvas.translate(drawn.x, drawn.y)
    canvas.setLineCap(0)
    for (fill, stroke, width, dashes), shapes in groupby(drawn.sketch.shapes, key=_look):
        if stroke is not None:
            canvas.setStrokeColor(stroke)
            canvas.setLineWidth(width)
            canvas.setDash(dashes)
        if fill is not None:
            canvas.setFillColor(fill)
        path = PDFPathObject([stroke_ for shape in shapes for stroke_ in _path(shape)])
        canvas.drawPath(path, stroke=int(stroke is not None), fill=int(fill is not None))
    canvas.restoreState()


def _look(shape: Any) -> tuple[Any, Any, float, Sequence[float]]:
    dashes = () if isinstance(shape, Polygon) else tuple(shape.strokeDashArray or ())
    return getattr(shape, "fillColor", None), shape.strokeColor, shape.strokeWidth, dashes


def _path(shape: Any) -> Iterator[str]:
    if isinstance(shape, Rect):
        yield f"{shape.x:.2f} {shape.y:.2f} {shape.width:.2f} {shape.height:.2f} re"
    elif isinstance(shape, Line):
        yield f"{shape.x1:.2f} {shape.y1:.2f} m {shape.x2:.2f} {shape.y2:.2f} l"
    else:
        # Corners of a polygon, or the strokes of a hatch, each from here to there.
        points = [f"{x:.2f} {y:.2f}" for x, y in zip(shape.points[::2], shape.points[1::2], strict=True)]
        polygon = isinstance(shape, Polygon)
        for number, point in enumerate(points):
            begins = number == 0 if polygon else number % 2 == 0
            yield f"{point} {'m' if begins else 'l'}"
        if polygon:
            yield "h"
