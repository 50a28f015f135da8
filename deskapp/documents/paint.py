"""Pages into the bytes of a PDF, by ReportLab's canvas."""

import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING

from reportlab import rl_config
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from deskapp.documents.fonts import SANS, face
from deskapp.documents.glyphs.site_fonts import shaper
from deskapp.documents.layout import Flow
from deskapp.documents.marks import Drawn, Mark, Picture, Rule, Squares, Text, Tick
from deskapp.domain.data_class import dataclass

if TYPE_CHECKING:
    from deskapp.documents.glyphs.embedding import EmbeddedFonts
    from deskapp.documents.glyphs.shaping import Cluster

# Pages as text only (base 85) are a fifth larger and slower, for mail systems of long ago.
rl_config.useA85 = 0

#: Points; a row of a fax is 0.73 high.
_RULE, _STRONG = 0.75, 1.3

_colour = cache(HexColor)

#: ReportLab reads a font's file through one position, so two sheets must not be written at once.
_ONE_AT_A_TIME = threading.Lock()


@dataclass(frozen=True, slots=True)
class Properties:
    """What the file says about itself: nothing that does not stand on its pages."""

    title: str
    author: str
    language: str
    made_at: datetime


def pdf(flow: Flow, properties: Properties) -> bytes:
    """The pages of the flow. The same pages give the same bytes: no clock of the machine is in them."""
    out = BytesIO()
    with _ONE_AT_A_TIME:
        size = (flow.page_width, flow.page_height)
        canvas = Canvas(
            out,
            pagesize=size,
            invariant=1,
            pageCompression=1,
            lang=properties.language,
            initialFontName=face(SANS).name,  # else a face that is not embedded is named in every file
        )
        _describe(canvas, properties)
        shaped = _shaped(canvas, flow)
        for page in flow.pages:
            _rules(canvas, page.marks)
            for mark in page.marks:
                _other(canvas, mark)
            _texts(canvas, [mark for mark in page.marks if isinstance(mark, Text)], shaped)
            canvas.showPage()
        canvas.save()
    return out.getvalue()


def _describe(canvas: Canvas, properties: Properties) -> None:
    canvas.setTitle(properties.title)
    canvas.setAuthor(properties.author)
    canvas.setSubject("")
    canvas.setCreator("deskapp")
    made = properties.made_at.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")
    canvas.setDateFormatter(lambda *_: made)
    canvas.setViewerPreference("DisplayDocTitle", "true")


def _rules(canvas: Canvas, marks: Sequence[Mark]) -> None:
    """Thin ones and strong ones, and the squares to be ticked: thick enough to come through a fax."""
    for thick, strong in ((_RULE, False), (_STRONG, True)):
        strokes = [
            f"{mark.x:.2f} {mark.y:.2f} m {mark.to_x:.2f} {mark.to_y:.2f} l"
            for mark in marks
            if isinstance(mark, Rule) and mark.strong is strong
        ]
        if strong:
            strokes += [
                f"{mark.x:.2f} {mark.y:.2f} {mark.side:.2f} {mark.side:.2f} re"
                for mark in marks
                if isinstance(mark, Tick)
            ]
        if strokes:
            canvas.setLineWidth(thick)
            canvas.setLineCap(2)
            canvas.drawPath(PDFPathObject(strokes), stroke=1, fill=0)


def _other(canvas: Canvas, mark: Mark) -> None:
    if isinstance(mark, Squares):
        _squares(canvas, mark)
    elif isinstance(mark, Picture):
        canvas.drawImage(ImageReader(BytesIO(mark.data)), mark.x, mark.y, mark.width, mark.height)
    elif isinstance(mark, Drawn):
        from deskapp.documents.sketch import draw  # only papers with charts pay for it

        draw(canvas, mark.x, mark.y, mark.sketch)


def _texts(canvas: Canvas, texts: Sequence[Text], shaped: "EmbeddedFonts | None" = None) -> None:
    written = canvas.beginText()
    style, ink = None, ""
    for text in texts:
        x = text.x
        if text.line.ink != ink:
            ink = text.line.ink
            written.setFillColor(_colour(ink or "#000000"))
        for piece in text.line.pieces:
            if piece.clusters and shaped:
                written._code.extend(shaped.write(piece.face, piece.clusters, text.line.size, x, text.y))
                style = None
            else:
                # Where each piece begins and ends is known: ReportLab need not measure it once more.
                written._code.append(f"1 0 0 1 {x:.2f} {text.y:.2f} Tm")
                if (piece.face, text.line.size) != style:
                    style = (piece.face, text.line.size)
                    written.setFont(*style)
                written._textOut(piece.text)
            x += piece.width
    canvas.drawText(written)


def _shaped(canvas: Canvas, flow: Flow) -> "EmbeddedFonts | None":
    """The fonts of all that went through the shaper, with the glyphs that the pages show."""
    used: dict[str, list[Cluster]] = {}
    for page in flow.pages:
        for mark in page.marks:
            if isinstance(mark, Text):
                for piece in mark.line.pieces:
                    if piece.clusters:
                        used.setdefault(piece.face, []).extend(piece.clusters)
    if not used:
        return None
    from deskapp.documents.glyphs.embedding import EmbeddedFonts  # only what is shaped pays for it

    return EmbeddedFonts(canvas, {key: (shaper(key), clusters) for key, clusters in used.items()})


def _squares(canvas: Canvas, squares: Squares) -> None:
    """Neighbours in a row as one rectangle, all as one path, in units of one square."""
    side = len(squares.rows)
    module = squares.side / side
    # Written out here: ReportLab takes as long over the numbers of the bars as over a page of text.
    bars = []
    for down, row in enumerate(squares.rows, 1):
        start = 0
        for dark, run in groupby(row):
            end = start + len(list(run))
            if dark:
                bars.append(f"{start} {side - down} {end - start} 1 re")
            start = end
    canvas.saveState()
    canvas.transform(module, 0, 0, module, squares.x, squares.y - squares.side)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(PDFPathObject(bars), stroke=0, fill=1)
    canvas.restoreState()
