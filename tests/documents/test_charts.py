"""Charts: one drawing for screen and paper, told apart by form, its words text whatever they look like."""

import re

from deskapp.documents.charts import scale
from deskapp.documents.charts.data import Bar, Key, Legend, PeriodChart, Row, SliceBar, TargetBar, Unit, When
from deskapp.documents.charts.drawing import sketch, svg
from deskapp.documents.charts.inks import Inks
from deskapp.documents.sketch import Sketch
from deskapp.language import words

EN = words("en")
NAMES = ("May", "Jun", "Jul", "Aug", "Sep", "Oct")
WHEN = (When.EARLIER,) * 4 + (When.BEFORE, When.PRESENT)
SHARES = (0.27, 0.28, 0.26, 0.27, 0.27, 0.18)
CHART = PeriodChart(
    Unit.SHARE,
    tuple(Bar(name, share, when, few=name == "Jun") for name, share, when in zip(NAMES, SHARES, WHEN, strict=True)),
    (
        Row("share", ("27 %", "13", "26 %", "27 %", "27 %", "18 %")),
        Row("of calls", ("172", "47", "190", "166", "198", "214")),
    ),
)


def middles(drawn: Sketch, *said: str) -> list[float]:
    return [next(label.x for label in drawn.labels if label.words == one) for one in said]


def test_a_scale_ends_at_a_round_figure_above_the_highest() -> None:
    for highest, unit, end in (
        (0.28, Unit.SHARE, "40 %"),
        (0.18, Unit.SHARE, "20 %"),
        (0.03, Unit.SHARE, "10 %"),
        (0.78, Unit.SHARE, "100 %"),
        (1.0, Unit.SHARE, "100 %"),
        (16.2, Unit.HOURS, "18 h"),
        (0.2, Unit.HOURS, "15 min"),
        (300.0, Unit.HOURS, "400 h"),
        (1.38, Unit.COUNT, "2"),
        (0.0, Unit.COUNT, "1"),
        (1234.0, Unit.COUNT, "2000"),
    ):
        assert scale.said(scale.top(highest, unit), unit, EN) == end, (highest, unit)


def test_the_cells_stand_under_their_bars_and_the_present_ones_are_bold() -> None:
    drawn = sketch(CHART, EN, 150)
    assert middles(drawn, "May", "Jul", "Oct") == middles(drawn, "172", "26 %", "214")
    assert {label.words for label in drawn.labels if label.bold} == {"Oct", "18 %", "214"}
    assert all(0 <= label.x <= drawn.width and 0 <= label.y <= drawn.height for label in drawn.labels)


def test_without_any_colour_each_kind_of_bar_has_its_own_form() -> None:
    drawn = svg(CHART, EN, 150).decode()
    bars = re.findall(r"<rect [^>]*>", drawn)
    light = [bar for bar in bars if f'fill="{Inks().earlier}"' in bar]
    dashed = [bar for bar in bars if "stroke-dasharray" in bar]
    filled = [bar for bar in bars if f'fill="{Inks().present}"' in bar]
    assert (len(light), len(dashed), len(filled)) == (3, 1, 1)
    assert 'fill="none"' in dashed[0]
    (hatch,) = re.findall(r'<path d="([^"]*)"', drawn)
    assert hatch.count("M") == hatch.count("L") > 5
    # Next to each other in grey they are far apart.
    grey = {name: _lightness(getattr(Inks(), name)) for name in ("present", "earlier", "ground")}
    assert grey["present"] < 0.45 < 0.8 < grey["earlier"] < grey["ground"]


def _lightness(colour: str) -> float:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_nine_in_ten_is_a_whisker_within_the_scale_and_nothing_known_draws_nothing() -> None:
    without = PeriodChart(Unit.HOURS, (Bar("Sep", None, When.BEFORE), Bar("Oct", 3.0, When.PRESENT)))
    one = PeriodChart(Unit.HOURS, (Bar("Sep", None, When.BEFORE), Bar("Oct", 3.0, When.PRESENT, reach=16.2)))
    lines = [len(sketch(chart, EN, 150).shapes) for chart in (without, one)]
    assert lines[1] == lines[0] + 2
    assert max(shape.y2 for shape in sketch(one, EN, 150).shapes if hasattr(shape, "y2")) < sketch(one, EN, 150).height
    assert svg(without, EN, 150).count(b"<rect") == 1
    assert svg(PeriodChart(Unit.COUNT, ()), EN, 150).count(b"<rect") == 0


def test_hostile_and_endless_words_are_text_and_stay_in_their_place() -> None:
    hostile = '<script>alert("&")</script>\x00\u202e'
    chart = PeriodChart(Unit.COUNT, (Bar(hostile * 9, 1.0, When.PRESENT),), (Row("Ω" * 500, ("9" * 400,)),))
    drawn = svg(chart, EN, 150).decode()
    for lacking in ("<script", "\x00", "\u202e", "href", "font-family"):
        assert lacking not in drawn
    assert "&lt;script&gt;alert" in drawn
    assert drawn.count("…") == 3


def test_a_screen_hands_in_its_own_colours() -> None:
    dark = Inks("#010101", "#020202", "#030303", "#040404", "#050505", "#060606", "#070707", "#080808", "#090909")
    charts = (CHART, SliceBar(0.4, high=True), TargetBar(1.9, late=True), Legend(((Key.FEW, "few"), (Key.REACH, "r"))))
    for chart in charts:
        used = set(re.findall(r"#[0-9a-f]{6}", svg(chart, EN, 150, inks=dark).decode()))
        assert used <= {getattr(dark, name) for name in dark.__dataclass_fields__}, chart


def test_what_takes_longer_than_said_goes_on_hatched_beyond_its_mark() -> None:
    assert b"<path" not in svg(TargetBar(0.9), EN, 60)
    assert b"<path" in svg(TargetBar(1.9, late=True), EN, 60)
    assert svg(TargetBar(90.0, late=True), EN, 60) == svg(TargetBar(2.0, late=True), EN, 60)
