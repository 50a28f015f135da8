"""A sketch as SVG, for a screen.

Written here and not by ReportLab: its writer places words by the widths of its own font and not of the screen's. No
font is named, nothing is linked, and what stands in it is text whatever it looks like.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from deskapp import direction
from deskapp.documents.sketch import Label, Line, Path, Polygon, Rect, Sketch, wide

#: What XML has no place for, and what would turn other words around.
_NOT_TEXT = re.compile(f"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff{direction.SIGNS}]")


def written(sketch: Sketch, ground: str | None = None) -> bytes:
    """ground: in hex, what it is painted on; None: nothing, what lies below shines through."""
    width, height = _number(sketch.width), _number(sketch.height)
    head = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    behind = [f'<rect width="{width}" height="{height}" fill="{ground}"/>'] if ground else []
    shapes = [_shape(shape, sketch.height) for shape in sketch.shapes]
    labels = [_label(label, sketch.height) for label in sketch.labels]
    return "\n".join([head, *behind, *shapes, *labels, "</svg>"]).encode()


def _shape(shape: Any, height: float) -> str:
    style = _style(shape)
    if isinstance(shape, Rect):
        at = f'x="{_number(shape.x)}" y="{_number(height - shape.y - shape.height)}"'
        return f'<rect {at} width="{_number(shape.width)}" height="{_number(shape.height)}" {style}/>'
    if isinstance(shape, Line):
        ends = f'x1="{_number(shape.x1)}" y1="{_number(height - shape.y1)}" '
        ends += f'x2="{_number(shape.x2)}" y2="{_number(height - shape.y2)}"'
        return f"<line {ends} {style}/>"
    if isinstance(shape, Polygon):
        corners = " ".join(f"{_number(x)},{_number(height - y)}" for x, y in _pairs(shape.points))
        return f'<polygon points="{corners}" {style}/>'
    assert isinstance(shape, Path)  # of straight strokes alone: a hatch
    strokes = " ".join(
        f"M{_number(x)} {_number(height - y)}L{_number(to_x)} {_number(height - to_y)}"
        for (x, y), (to_x, to_y) in list(pairwise(_pairs(shape.points)))[::2]
    )
    return f'<path d="{strokes}" {style}/>'


def _style(shape: Any) -> str:
    fill = getattr(shape, "fillColor", None)
    told = f'fill="{_colour(fill)}" stroke="{_colour(shape.strokeColor)}"'
    if shape.strokeColor is not None:
        told += f' stroke-width="{_number(shape.strokeWidth)}"'
    if dashes := getattr(shape, "strokeDashArray", None):
        told += f' stroke-dasharray="{" ".join(map(_number, dashes))}"'
    return told


def _label(label: Label, height: float) -> str:
    weight = ' font-weight="bold"' if label.bold else ""
    words = escape(direction.shown(_cut(label)))
    at = f'x="{_number(label.x)}" y="{_number(height - label.y)}" font-size="{_number(label.size)}"'
    return f'<text {at} text-anchor={quoteattr(label.anchor)} fill="{label.ink}"{weight}>{words}</text>'


def _cut(label: Label) -> str:
    """Its words on one line; what its room does not hold gives way to an ellipsis."""
    words = _NOT_TEXT.sub(" ", label.words[:300])
    if wide(words, label.size, bold=label.bold) <= label.room + 0.01:
        return words
    while words and wide(words + "…", label.size, bold=label.bold) > label.room:
        words = words[:-1]
    return words.rstrip() + "…"


def _pairs(points: list[float]) -> Iterator[tuple[float, float]]:
    return zip(points[::2], points[1::2], strict=True)


def _colour(colour: Any) -> str:
    return "none" if colour is None else f"#{colour.int_rgb():06x}"


def _number(figure: float) -> str:
    return f"{figure:.2f}".rstrip("0").rstrip(".")
