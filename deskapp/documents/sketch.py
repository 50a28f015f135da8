# ruff: noqa: E402 - ReportLab is told something before its shapes are loaded
"""What a chart is drawn with: shapes of `reportlab.graphics`, and words apart from them.

The words stay words: a paper sets them like all others, in every script and direction; a screen has its own font.
"""

from collections.abc import Iterator, Sequence
from dataclasses import field
from functools import cache
from itertools import groupby
from typing import Any

from reportlab import rl_config

# ReportLab looks at each attribute of each shape as it is set, which takes as long as all the rest of a chart.
rl_config.shapeChecking = 0

from reportlab.graphics.shapes import Hatching, Line, Path, Polygon, Rect
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from deskapp.documents.fonts import BOLD, SANS, face
from deskapp.domain.data_class import dataclass

#: The shapes come from here, for whoever loads them first decides whether they are looked at.
__all__ = ["Label", "Line", "Path", "Polygon", "Rect", "Sketch", "draw", "wide"]

_colour = cache(HexColor)
#: Between the lines of a hatch, and how thick they are.
_HATCH, _HATCH_LINE = 2.6, 0.75


@dataclass(frozen=True, slots=True)
class Label:
    """One line of words, its baseline at y; anchor: which part of it stands at x. room: what is wider is cut."""

    x: float
    y: float
    words: str
    size: float
    ink: str
    anchor: str = "start"
    bold: bool = False
    room: float = 1000.0


@dataclass(slots=True)
class Sketch:
    """So many points wide and high, from the lower left corner."""

    width: float
    height: float
    shapes: list[Any] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def filled(self, x: float, y: float, width: float, height: float, fill: str, edge: str | None = None) -> None:
        if width > 0 and height > 0:
            stroke = _colour(edge) if edge else None
            self.shapes.append(Rect(x, y, width, height, fillColor=_colour(fill), strokeColor=stroke, strokeWidth=0.6))

    def dashed(self, x: float, y: float, width: float, height: float, edge: str) -> None:
        """An outline alone."""
        ink = _colour(edge)
        self.shapes.append(
            Rect(x, y, width, height, fillColor=None, strokeColor=ink, strokeWidth=0.9, strokeDashArray=[2, 1.4])
        )

    def hatched(self, x: float, y: float, width: float, height: float, ink: str) -> None:
        if width <= 0 or height <= 0:
            return
        corners = [x, y, x + width, y, x + width, y + height, x, y + height]
        colour = _colour(ink)
        lines = Hatching(_HATCH, 45, corners, strokeColor=colour, strokeWidth=_HATCH_LINE, fillColor=None)
        if lines.operators:
            self.shapes.append(lines)
        self.shapes.append(Rect(x, y, width, height, fillColor=None, strokeColor=colour, strokeWidth=0.6))

    def line(
        self, x: float, y: float, to_x: float, to_y: float, ink: str, thick: float, dashes: Sequence[float] = ()
    ) -> None:
        dashed = list(dashes) or None
        stroke = _colour(ink)
        self.shapes.append(Line(x, y, to_x, to_y, strokeColor=stroke, strokeWidth=thick, strokeDashArray=dashed))

    def polygon(self, corners: Sequence[float], fill: str, edge: str) -> None:
        self.shapes.append(Polygon(list(corners), fillColor=_colour(fill), strokeColor=_colour(edge), strokeWidth=0.5))

    def say(self, x: float, y: float, words: str, size: float, ink: str, **more: Any) -> None:
        if words:
            self.labels.append(Label(x, y, words, size, ink, **more))


def wide(words: str, size: float, *, bold: bool = False) -> float:
    """About how wide the words are: of the plain letters exactly, on paper."""
    return face(BOLD if bold else SANS).width(words, size)


def draw(canvas: Canvas, x: float, y: float, sketch: Sketch) -> None:
    """Its shapes onto a page, the lower left corner at x, y; those of one look that follow each other as one path.

    Written here: ReportLab's own renderer saves and restores the whole state around each of them, and took a third of
    the time of a page with six charts.
    """
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setLineCap(0)
    for (fill, stroke, width, dashes), shapes in groupby(sketch.shapes, key=_look):
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
