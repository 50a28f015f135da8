"""The report of a period against a bare ReportLab canvas that writes the same words and draws the same bars and rules.

Run as `python tests/benchmarks/bench_report.py`; prints a table. The ratio judges, the milliseconds orient. The bare
canvas only writes and draws: it knows every line and every shape beforehand.
"""

import gc
import sys
import time
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "paperwork"), str(ROOT / "tests" / "benchmarks")]

ROUNDS = 21
REACH = 1.6
LARGEST = 60_000


class Measure(NamedTuple):
    name: str
    ours_seconds: float
    floor_seconds: float
    reach_ratio: float


def measure() -> list[Measure]:
    """The report of a month: ours, the floor in the same run, the ratio to reach."""
    ours, bare = _ours(), _bare()
    spent: tuple[list[float], list[float]] = ([], [])
    for made in (ours, bare) * 3:
        made()
    for _ in range(ROUNDS):
        for times, made in zip(spent, (ours, bare), strict=True):
            gc.collect()
            began = time.perf_counter()
            made()
            times.append(time.perf_counter() - began)
    return [Measure("report of a month, warm", median(spent[0]), median(spent[1]), REACH)]


def size() -> int:
    """Of the report of a month, in bytes."""
    return len(_ours()())


def _report() -> Any:
    from sample_facts import facts
    from sample_measured import NOW, measured

    from deskapp.language import words
    from deskapp.paperwork.period_report import Told, report

    return report(Told(measured()), facts(), NOW, "Rita Gomez", words("en"))


def _ours() -> Any:
    from deskapp.documents.papers.period_report import report_pdf
    from deskapp.language import words

    report, english = _report(), words("en")
    return lambda: report_pdf(report, english)


def _bare() -> Any:
    from bench_sheet import _register_bare
    from reportlab.graphics.shapes import Line, Rect
    from reportlab.pdfgen.canvas import Canvas

    from deskapp.documents.marks import Drawn, Text
    from deskapp.documents.papers.period_report import laid_out
    from deskapp.language import words

    (page,) = laid_out(_report(), words("en")).pages
    font = _register_bare()
    written, drawn = [], []
    for mark in page.marks:
        if isinstance(mark, Text):
            x = mark.x
            for piece in mark.line.pieces:
                written.append((x, mark.y, font(piece.face), mark.line.size, piece.text))
                x += piece.width
        elif isinstance(mark, Drawn):
            drawn += [(mark.x, mark.y, shape) for shape in mark.sketch.shapes]

    def bare() -> bytes:
        out = BytesIO()
        canvas = Canvas(out, pagesize=(595.2756, 841.8898))
        for x, y, shape in drawn:
            if shape.strokeColor is not None:
                canvas.setStrokeColor(shape.strokeColor)
                canvas.setLineWidth(shape.strokeWidth)
            if isinstance(shape, Rect):
                if shape.fillColor is not None:
                    canvas.setFillColor(shape.fillColor)
                has = (shape.strokeColor is not None, shape.fillColor is not None)
                canvas.rect(x + shape.x, y + shape.y, shape.width, shape.height, *map(int, has))
            elif isinstance(shape, Line):
                canvas.line(x + shape.x1, y + shape.y1, x + shape.x2, y + shape.y2)
            else:
                points = [at + (y if number % 2 else x) for number, at in enumerate(shape.points)]
                canvas.lines([points[at : at + 4] for at in range(0, len(points), 4)])
        for x, y, face, size, text in written:
            canvas.setFont(face, size)
            canvas.drawString(x, y, text)
        canvas.showPage()
        canvas.save()
        return out.getvalue()

    return bare


def main() -> None:
    print(f"{'what':32} {'ours':>9} {'floor':>9} {'ratio':>6} {'reach':>6}")
    for name, ours, floor, reach in measure():
        ratio = ours / floor
        mark = "" if ratio <= reach else "  MISSED"
        print(f"{name:32} {ours * 1e3:6.1f} ms {floor * 1e3:6.1f} ms {ratio:6.2f} {reach:6.2f}{mark}")
    mark = "" if size() <= LARGEST else "  MISSED"
    print(f"size: {size() / 1000:.1f} KB, reach {LARGEST / 1000:.0f}{mark}")


if __name__ == "__main__":
    main()
