"""The report of a period: its figures are the view's, it is one page whatever they are, and about nobody alone."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from typing import Any

import pypdf
import pytest
from read_back import boxes, text
from reportlab.graphics.shapes import Path as Strokes
from reportlab.graphics.shapes import Rect
from sample_facts import facts
from sample_measured import NOW, OCTOBER, contact, figure, measured, nothing

from deskapp.documents.marks import Drawn
from deskapp.documents.papers.period_report import Cell, Finding, Sign, laid_out
from deskapp.documents.text import Span
from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.kinds import Measure
from deskapp.domain.measures.periods import PeriodKind, between, containing
from deskapp.domain.measures.values import Share
from deskapp.domain.words import Paper
from deskapp.language import words
from deskapp.paperwork import report_findings
from deskapp.paperwork.measure_cards import CARDS, chart
from deskapp.paperwork.period_report import Told, pdf, report
from deskapp.services.measures.views import Measured
from deskapp.wording.measures import figures

EN = words("en")
FOUND = (
    Finding("Policy", "Refunds just above the limit:", "12 of 39 calls.", Cell("Head office: £100.00 from 1 Jan.")),
    Finding("Process", "P2 updates come late:", "19 of 121.", Cell("No action yet.", Sign.BAD)),
)
REVIEWED = (Span("17 escalations reviewed, lowest "), Span("warm transfer", bold=True), Span(", 2.2."))
LONG = "Vereinigte Niederrheinische Druckerei- und Kopierwerke Sankt Augustin-Hangelar GmbH & Co. KG " * 2
ARABIC = "شركة الاتصالات 24 الدولية للخدمات"
HOSTILE = '<b>&"</b>{0} %s \x00\u202etxt\u202c'


def made(of: Measured | None = None, language: str = "en", of_facts: Any = None, **more: Any) -> bytes:
    return pdf(Told(of or measured(), **more), of_facts or facts(), NOW, "Rita Gomez", language)


def test_it_tells_the_month_in_short_and_each_figure_with_what_it_is_of() -> None:
    read = text(made(findings=FOUND, reviewed=REVIEWED))
    for said in (
        "NORTHSIDE PRINT & COPY · HELP DESK Escalations in October 2026",
        "beside September 2026 · 214 calls logged, 209 closed, 3 lapsed · 5 of these still open on Fri 20 Nov 2026",
        "In short. Fewer calls were escalated: 18 % instead of 27 %.",
        "Escalated calls were solved sooner: 3 h 5 min instead of 4 h 25 min in the middle.",
        "Linetel Business accepts late more often than the others: 5 of 12 in time.",
        "18 % 39 of 214 calls logged lower; Sep 27 %, 53 of 198",
        "78 % 162 of 209 calls closed about the same; Sep 71 %",
        "7 answers: too few to say",
        "Promises kept: 90 %, 99 of 110 promises",
        "Policy Refunds just above the limit: 12 of 39 calls. Head office: £100.00 from 1 Jan.",
        "▲ No action yet.",
        "Next update ◆ 81 % ◆ 84 % ● 91 % ● 94 % ◆ 88 %",
        "First word 2 of 5 ▲ 64 %",
        "Linetel Business 12 ▲ 42 % ▲ 0:41 of 0:30 ▲ 1.9 ×",
        "Halden Service 5 4 of 5 1:10 of 3:00 too few",
        "Reviewed and practised 17 escalations reviewed, lowest warm transfer, 2.2.",
        "Left out: 2 void and 4 archived calls",
        "printed 20 Nov 2026 15:12 by Rita Gomez page 1 of 1",
    ):
        assert said in read, said


def test_every_figure_of_the_view_stands_on_it() -> None:
    of, read = measured(), text(made())
    for card in CARDS:
        one = of.figures[card.measure]
        assert f"{figures.figure(one.value, EN)} {figures.of_what(card.measure, one.value, EN)}" in read
        for row in chart(card, of, EN).rows:
            assert " ".join((row.title, *row.cells)) in read, row
    for line in of.clocks:
        assert figures.figure(line.all, EN) in read


def test_without_colour_the_bars_are_told_apart_by_hatch_and_dash_and_figures_by_a_sign() -> None:
    (page,) = laid_out(report(Told(measured()), facts(), NOW, "", EN), EN).pages
    shapes = [shape for mark in page.marks if isinstance(mark, Drawn) for shape in mark.sketch.shapes]
    # September in each chart of six and in the legend; June and October of satisfaction, and in the legend.
    assert sum(isinstance(shape, Strokes) for shape in shapes) == 7
    assert sum(bool(shape.strokeDashArray) for shape in shapes if isinstance(shape, Rect)) == 3
    read = text(made())
    for said in ("● 98 %", "◆ 84 %", "▲ 64 %"):
        assert said in read


def many(name: str) -> Measured:
    return measured(contacts=tuple(contact(n, f"{n} {name}", 12, 5, 999, 30, 12, 1.9) for n in range(30)))


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("name", [LONG, ARABIC, "9" * 300])
def test_it_is_one_page_whatever_it_tells_and_nothing_stands_beyond_its_margins(
    paper: Paper, language: str, name: str
) -> None:
    found = tuple(Finding(name, name, name, Cell(name, Sign.BAD)) for _more in range(40))
    of_facts = facts(name=name, paper=paper)
    content = made(many(name), language, of_facts, narrowed=(name, "P1"), findings=found, reviewed=(Span(name * 9),))
    (lines,) = boxes(content)
    width = float(pypdf.PdfReader(BytesIO(content)).pages[0].mediabox.width)
    assert min(left for left, *_rest in lines) > 50
    assert max(right for _left, _bottom, right, _top in lines) < width - 50
    read = text(content)
    more, left = ("more", "And 40 more") if language == "en" else ("weitere", "Und 40 weitere")
    # Some of what was found and some of the contacts stand there, and how many do not.
    assert left not in read
    assert len(re.findall(rf"\d+ {more}|{more} \d+", read)) == 2


def test_what_has_no_room_is_counted_and_where_there_is_room_all_stands() -> None:
    found = tuple(replace(FOUND[0], title=f"Finding {number}:") for number in range(40))
    read = text(made(findings=found))
    shown = sum(f"Finding {number}:" in read.split("point to")[1] for number in range(40))
    assert 5 <= shown < 40
    assert f"And {40 - shown} more, in the app." in read
    assert text(made(many("Ltd"))).count("▲ 42 %") > 12


def test_of_a_longer_period_what_was_found_is_that_of_a_month_and_said_so() -> None:
    assert report_findings.month_of(OCTOBER, date(2026, 11, 20)) == OCTOBER
    assert report_findings.month_of(OCTOBER, date(2026, 9, 30)) is None
    year, ten_days = containing(PeriodKind.YEAR, date(2026, 5, 1)), between(date(2026, 10, 5), date(2026, 10, 14))
    assert report_findings.month_of(year, date(2026, 11, 20)) == OCTOBER
    assert report_findings.month_of(year, date(2027, 2, 1)) == OCTOBER.after().after()
    assert report_findings.month_of(ten_days, date(2026, 11, 20)) is None
    read = text(made(findings=FOUND, found_in=OCTOBER.before()))
    assert "What the figures point to in September 2026 Policy" in read
    assert "Refunds" not in read.split("point to")[0]
    assert (
        "Refunds just above the limit: 12 of 39 calls."
        in text(made(findings=FOUND, found_in=OCTOBER)).split("point")[0]
    )


def test_no_calls_and_one_call_are_told_as_they_are() -> None:
    read = text(made(nothing()))
    assert "In short. In October 2026 no call was logged and none was closed." in read
    assert "What the figures point to" not in read
    assert "Contacts" not in read
    one = nothing(counts=replace(measured().counts, logged=1, closed=0, lapsed=0, still_open=1))
    one.figures[Measure.ESCALATED] = figure(Measure.ESCALATED, [*[Share()] * 5, Share(1, 1)])  # type: ignore[index]
    read = text(made(one))
    assert "There is nothing to compare with: no calls in September 2026." in read
    assert "Too few to say anything: Escalation rate (1 call)." in read
    assert "1 of 1 1 of 1 call logged 1 call: too few to say" in read


def test_a_period_that_is_not_over_or_has_not_begun_says_so_and_so_do_figures_that_are_not_whole() -> None:
    november, december = OCTOBER.after(), OCTOBER.after().after()
    read = text(made(measured(period=november, beside=OCTOBER, periods=november.course(), behind=1204)))
    assert "November 2026 is not over: this is how it stands on Fri 20 Nov 2026." in read
    assert "The figures are not whole: 1204 calls are still to be counted." in read
    empty = nothing(period=december, beside=november, periods=december.course())
    assert "December 2026 has not begun." in text(made(empty))


def test_nothing_that_chance_would_make_is_called_a_difference() -> None:
    of = measured()
    same = {measure: replace(one, difference=Difference.SAME) for measure, one in of.figures.items()}
    read = text(made(replace(of, figures=same, contacts=of.contacts[:1])))
    assert "In short. Nothing differs from September 2026 by more than chance would make." in read
    worse = replace(of.clocks[1], before=Share(99, 100), difference=Difference.LOWER)
    read = text(made(replace(of, figures=same, clocks=(worse,))))
    assert "“Next update” was met less often: 88 % instead of 99 %." in read


def test_no_agent_stands_on_it_not_even_one_whom_calls_were_passed_to() -> None:
    canary = contact(99, "Sam  OKORO", 40, 1, 900, 30, 40, 9.0)
    read = text(made(measured(contacts=(canary, *measured().contacts))))
    assert "okoro" not in read.lower()
    assert "Rita Gomez 6 6 of 6" in read
    assert read.endswith(
        "No figure is about one agent. Northside Print & Copy · printed 20 Nov 2026 15:12 by Rita Gomez page 1 of 1"
    )


def test_what_people_typed_is_text_and_all_of_its_fonts_are_in_the_file() -> None:
    of = measured(contacts=(contact(1, HOSTILE, 12, 5, 41, 30, 12, 1.9), contact(2, ARABIC, 9, 9, 5, 30, 2, 1.0)))
    content = made(of, of_facts=facts(name=HOSTILE), findings=(replace(FOUND[0], title=HOSTILE),))
    read = text(content)
    assert '<B>&"</B>{0} %S' in read
    assert '<b>&"</b>{0} %s' in read
    assert "□ stands for a character that could not be printed." in read
    (page,) = pypdf.PdfReader(BytesIO(content)).pages
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]  # type: ignore[index,union-attr]
    for font in fonts:
        described = font if "/FontDescriptor" in font else font["/DescendantFonts"][0].get_object()
        assert {"/FontFile2", "/FontFile3"} & set(described["/FontDescriptor"]), font["/BaseFont"]
    assert len(fonts) >= 2


def test_it_speaks_german_to_the_last_word() -> None:
    read = text(made(language="de", findings=FOUND, reviewed=REVIEWED))
    for said in (
        "Eskalationen in Oktober 2026",
        "Kurz gesagt. Weniger Anrufe wurden eskaliert: 18 % statt 27 %.",
        "(in der Mitte 3 Std. 5 Min. statt 4 Std. 25 Min.)",
        "Worauf die Zahlen deuten",
        "Nächste Nachricht ◆ 81 %",
        "Linetel Business 12 ▲ 42 % ▲ 0:41 von 0:30 ▲ 1,9 ×",
        "Keine Zahl handelt von einem einzelnen Agenten.",
    ):
        assert said in read, said
    english = ("calls", "the", "and", "less", "more", "instead", "Sep ", "beside", "too few")
    own = text(made(language="de"))
    assert [said for said in english if f" {said} " in own] == []


def test_the_same_figures_give_the_same_bytes() -> None:
    assert made(findings=FOUND) == made(findings=FOUND)
