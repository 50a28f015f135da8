"""The six months of a signal as a chart, the same on a screen and on its sheet."""

from collections.abc import Sequence

from deskapp.documents.charts.data import Bar, PeriodChart, Row, Unit, When
from deskapp.domain.findings.finding import Finding
from deskapp.domain.measures.periods import Period
from deskapp.wording.findings import signals as wording
from deskapp.wording.measures import periods


def chart(finding: Finding, months: Sequence[Period]) -> PeriodChart:
    """A bar a month, the figures under each; the month asked about is filled, the one before it hatched."""
    last = len(months) - 1
    when = {last: When.PRESENT, last - 1: When.BEFORE}
    bars = tuple(
        Bar(periods.short(month), float(figure), when.get(place, When.EARLIER))
        for place, (month, figure) in enumerate(zip(months, finding.bars, strict=True))
    )
    rows = tuple(Row(wording.row(row.name), tuple(map(str, row.figures))) for row in finding.rows)
    return PeriodChart(Unit.COUNT, bars, rows)
