"""Pictures that go along with a sheet, drawn below it: as large as there is room for, each with its name."""

from collections.abc import Sequence
from io import BytesIO

from reportlab.lib.utils import ImageReader

from deskapp.documents.layout import INSET, Flow
from deskapp.documents.lines import lines
from deskapp.documents.marks import Picture
from deskapp.documents.text import Span
from deskapp.domain.handoff.sheet import SheetFile

#: Two beside each other.
_GAP, _HIGHEST = 14.0, 190.0
_NAME = 7.6


def pictures(flow: Flow, files: Sequence[SheetFile], title: str) -> None:
    """Draw the pictures among the files under a heading, on as many pages as they need; without one, nothing."""
    shown = [(one, size) for one in files if one.picture and (size := _size(one.picture)) is not None]
    if not shown:
        return
    width = (flow.width - _GAP) / 2
    head = lines((Span(title, bold=True),), 10.5, flow.width - 2 * INSET, 14)
    flow.gap(14)
    for first in range(0, len(shown), 2):
        row = shown[first : first + 2]
        # Nothing small is drawn larger than it is: at 96 points an inch.
        boxes = [_box(size, width) for _file, size in row]
        names = [lines((Span(one.name),), _NAME, width, 10)[:2] for one, _drawn in row]
        below = max(sum(line.leading for line in name) for name in names)
        high = max(box[1] for box in boxes)
        flow.need(high + below + 18 + (14 if first == 0 else 0))
        if first == 0:
            flow.text(head, INSET)
            flow.gap(4)
        top = flow.y
        for place, ((one, _drawn), (wide, tall), name) in enumerate(zip(row, boxes, names, strict=True)):
            left = place * (width + _GAP)
            flow.mark(Picture(flow.left + left, top - tall, wide, tall, one.picture))
            flow.y = top - high - 3
            flow.text(name, left, width)
        flow.y = top - high - 3 - below - 12


def _box(size: tuple[int, int], width: float) -> tuple[float, float]:
    wide, tall = size
    scale = min(width / wide, _HIGHEST / tall, 0.75)
    return wide * scale, tall * scale


def _size(picture: bytes) -> tuple[int, int] | None:
    """Width and height in points of the picture; None where it is none, which then is told by its name alone."""
    try:
        wide, tall = ImageReader(BytesIO(picture)).getSize()
    except (OSError, ValueError, SyntaxError):
        return None
    return (wide, tall) if wide > 0 and tall > 0 else None
