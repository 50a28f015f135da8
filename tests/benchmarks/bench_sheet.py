"""The handoff sheet against a bare ReportLab canvas that writes the same text with the same embedded faces.

Run as `python tests/benchmarks/bench_sheet.py`; prints a table. The ratios judge, the milliseconds orient.
The bare canvas only writes: it knows every line beforehand, and draws no rules, no shades and no QR code.
"""

import gc
import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from deskapp.domain.handoff.sheet import HandoffSheet

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "documents")]

ROUNDS = 21
FIRSTS = 9
#: Sheets in one go, each another; as many of them are made before memory is looked at; what it may grow by, in bytes.
MANY, SETTLED, LARGEST_GROWTH = 200, 40, 2_000_000
LARGEST_PAGE = 60_000

#: One line as the bare canvas writes it: x, y, face, size, text.
Written = tuple[float, float, str, float, str]


class Measure(NamedTuple):
    name: str
    ours_seconds: float
    floor_seconds: float
    reach_ratio: float


def measure() -> list[Measure]:
    """Each figure of the sheet: ours, the floor in the same run, the ratio to reach."""
    return [
        Measure("sheet, 1 page, warm", *_warm(1), 1.6),
        Measure("sheet, 5 pages, warm", *_warm(5), 2.0),
        Measure("sheet, first of the process", *_first(), 1.6),
        Measure(f"{MANY} sheets in one go, each", *_many(), 1.6),
    ]


def bytes_a_page() -> dict[int, float]:
    """Size of a sheet of 1 and of 5 pages, a page."""
    return {pages: len(_ours(pages)()) / pages for pages in (1, 5)}


def grown() -> int:
    """By how many bytes this process grew while sheets were made in one go, once the first were done."""
    import resource

    each = _each()
    for _made in range(SETTLED):
        next(each)()
    # In kilobytes on Linux; what was needed for a moment counts too.
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _made in range(MANY - SETTLED):
        next(each)()
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024


def _each() -> Iterator[Callable[[], bytes]]:
    """What makes the sheets of many calls, one after the other."""
    from deskapp.documents.handoff_sheet import handoff_pdf
    from deskapp.domain.words import HandoffPart
    from deskapp.language import words

    said, english = _sheet(1), words("en")
    for number in count(1):
        parts = {**said.parts, HandoffPart.ISSUE: f"{said.parts[HandoffPart.ISSUE]} Meter {number * 7919}."}
        sheet = replace(said, ref=f"C-{number:05}", parts=parts)
        yield partial(handoff_pdf, sheet, english)


def _many() -> tuple[float, float]:
    """A sheet in a run of many, ours and bare in turn."""
    written, font, each = _lines(1), _register_bare(), _each()
    ours = bare = 0.0
    gc.collect()
    for _made in range(MANY):
        began = time.perf_counter()
        next(each)()
        between = time.perf_counter()
        _bare(written, font)
        ours, bare = ours + between - began, bare + time.perf_counter() - between
    return ours / MANY, bare / MANY


def _sheet(pages: int) -> "HandoffSheet":
    from sample_sheet import sheet

    from deskapp.domain.words import HandoffPart

    said = sheet()
    if pages == 1:
        return said
    told = " ".join(said.parts.values())
    return replace(said, parts={**said.parts, HandoffPart.ISSUE: " ".join([told] * 42)})


def _ours(pages: int) -> Callable[[], bytes]:
    from deskapp.documents.handoff_sheet import handoff_pdf
    from deskapp.language import words

    sheet, english = _sheet(pages), words("en")
    return lambda: handoff_pdf(sheet, english)


def _lines(pages: int) -> list[list[Written]]:
    """What our sheet writes, page by page, taken from its layout."""
    from deskapp.documents.handoff_sheet import _Drawing
    from deskapp.documents.marks import Text
    from deskapp.language import words

    written = []
    for page in _Drawing(_sheet(pages), words("en")).flow.pages:
        lines: list[Written] = []
        for mark in page.marks:
            if isinstance(mark, Text):
                x = mark.x
                for piece in mark.line.pieces:
                    lines.append((x, mark.y, piece.face, mark.line.size, piece.text))
                    x += piece.width
        written.append(lines)
    return written


def _bare(pages: list[list[Written]], font: Callable[[str], str] = str) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, pagesize=(595.2756, 841.8898))
    for lines in pages:
        for x, y, face, size, text in lines:
            canvas.setFont(font(face), size)
            canvas.drawString(x, y, text)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _register_bare() -> Callable[[str], str]:
    """The faces as anybody would register them, under names of their own."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    for face in ("DejaVuSans", "DejaVuSans-Bold"):
        pdfmetrics.registerFont(TTFont(f"Bare{face}", str(ROOT / "resources" / "fonts" / f"{face}.ttf")))
    return lambda face: f"Bare{face}"


def _warm(pages: int) -> tuple[float, float]:
    ours, written, font = _ours(pages), _lines(pages), _register_bare()
    assert len(written) == pages
    spent: tuple[list[float], list[float]] = ([], [])
    for _ in range(3):
        ours()
        _bare(written, font)
    for _ in range(ROUNDS):
        for times, made in zip(spent, (ours, lambda: _bare(written, font)), strict=True):
            gc.collect()
            began = time.perf_counter()
            made()
            times.append(time.perf_counter() - began)
    return median(spent[0]), median(spent[1])


def _first() -> tuple[float, float]:
    """In processes of their own: from the first import of ReportLab to the bytes; what to write is there."""
    spent: dict[str, list[float]] = {"ours": [], "bare": []}
    lines = json.dumps(_lines(1))
    for _ in range(FIRSTS):
        for kind, times in spent.items():
            done = subprocess.run(
                [sys.executable, __file__, "--first", kind],
                input=lines,
                capture_output=True,
                text=True,
                check=True,
            )
            times.append(float(done.stdout))
    return median(spent["ours"]), median(spent["bare"])


def _first_here(kind: str) -> None:
    lines, sheet = json.load(sys.stdin), _sheet(1)
    began = time.perf_counter()
    if kind == "ours":
        from deskapp.documents.handoff_sheet import handoff_pdf
        from deskapp.language import words

        handoff_pdf(sheet, words("en"))
    else:
        _bare(lines, _register_bare())
    print(time.perf_counter() - began)


def main() -> None:
    # Before anything larger was made: what was once needed is not given back.
    more = grown() if sys.platform != "win32" else None
    print(f"{'what':32} {'ours':>9} {'floor':>9} {'ratio':>6} {'reach':>6}")
    for name, ours, floor, reach in measure():
        ratio = ours / floor
        mark = "" if ratio <= reach else "  MISSED"
        print(f"{name:32} {ours * 1e3:6.1f} ms {floor * 1e3:6.1f} ms {ratio:6.2f} {reach:6.2f}{mark}")
    for pages, size in bytes_a_page().items():
        mark = "" if size <= LARGEST_PAGE else "  MISSED"
        print(f"size of {pages} page(s): {size / 1000:.1f} KB a page, reach {LARGEST_PAGE / 1000:.0f}{mark}")
    if more is not None:
        mark = "" if more <= LARGEST_GROWTH else "  MISSED"
        print(f"memory over {MANY} sheets: {more / 1e6:+.1f} MB, reach {LARGEST_GROWTH / 1e6:.0f}{mark}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--first"]:
        _first_here(sys.argv[2])
    else:
        main()
