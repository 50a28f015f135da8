"""Signals on paper: the list of a month, and the sheet by which others are asked for something."""

from collections.abc import Sequence
from datetime import datetime

from deskapp.documents import frame
from deskapp.documents.layout import INSET, Flow
from deskapp.documents.lines import lines
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.table import Column, Said, table
from deskapp.documents.text import Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Paper
from deskapp.language import Words

_SIZE, _LEADING = 8.0, 10.6
_BODY, _BODY_LEADING = 9.6, 13.0
#: From so many columns on a call has no room for more.
_SHARES = {3: (0.16, 0.44, 0.4), 5: (0.14, 0.42, 0.16, 0.14, 0.14)}


@dataclass(frozen=True, slots=True)
class SignalRow:
    """One signal of the list: whose matter, what it is called, where it stands, its figures in words."""

    caption: str
    title: str
    state: str
    told: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalsPaper:
    """The signals of a month. subtitle: which they are."""

    site: str
    zone: str
    title: str
    subtitle: str
    rows: tuple[SignalRow, ...]
    printed_at: datetime
    printed_by: str
    paper: Paper = Paper.A4
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackPaper:
    """What others are asked for. sections: each with its heading; heads, rows: the calls behind it; notes: below them.

    sender: who asks, and where to answer.
    """

    number: str
    site: str
    zone: str
    title: str
    subtitle: str
    sections: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...]
    sender: tuple[str, ...]
    printed_at: datetime
    printed_by: str
    paper: Paper = Paper.A4
    language: str = "en"

    @property
    def text(self) -> str:
        """All of it as text, to be put into a message."""
        parts = [f"{self.number}: {self.title}", self.subtitle]
        parts += [f"{title}\n{words}" for title, words in self.sections]
        calls = ["\t".join(row) for row in (self.heads, *self.rows)] if self.rows else []
        parts += ["\n".join(calls), "\n".join(self.notes), "\n".join(self.sender)]
        return "\n\n".join(part for part in parts if part) + "\n"


def signals_pdf(signals: SignalsPaper, words: Words) -> bytes:
    """The list as a PDF."""
    flow = Flow(signals.paper, lambda flow: frame.running_head(flow, signals.title))
    frame.head(flow, signals.site, signals.title, signals.subtitle)
    flow.gap(12)
    say = words.gettext
    columns = (Column(say("Kind"), 0.11), Column(say("Signal"), 0.69), Column(say("State"), 0.2))
    with table(flow, columns, _SIZE, _LEADING) as rows:
        for row in signals.rows:
            told: Said = (Span(row.title, bold=True), Span(f"\n{row.told}"))
            rows.row(row.caption, told, row.state)
    if not signals.rows:
        flow.text(lines(say("No signal in this month."), _BODY, flow.width), INSET)
    _end(flow, signals, [f"{row.title} {row.told}" for row in signals.rows], words)
    return pdf(flow, Properties(signals.title, signals.site, signals.language, signals.printed_at))


def feedback_pdf(sheet: FeedbackPaper, words: Words) -> bytes:
    """The sheet as a PDF: what is asked for comes first, then the figures, then the calls."""
    title = f"{sheet.number}  {sheet.title}"
    flow = Flow(sheet.paper, lambda flow: frame.running_head(flow, title))
    frame.head(flow, sheet.site, title, sheet.subtitle)
    flow.gap(12)
    for heading, said in sheet.sections:
        flow.titled(heading, lines(said, _BODY, flow.width - 2 * INSET, _BODY_LEADING))
        flow.gap(8)
    if sheet.rows:
        shares = _SHARES[len(sheet.heads)]
        columns = [Column(head, share) for head, share in zip(sheet.heads, shares, strict=True)]
        with table(flow, columns, _SIZE, _LEADING) as rows:
            for row in sheet.rows:
                rows.row(*row)
    for note in sheet.notes:
        frame.small_print(flow, note)
    flow.gap(10)
    flow.text(lines("\n".join(sheet.sender), _BODY, flow.width, _BODY_LEADING))
    _end(flow, sheet, (sheet.text,), words)
    return pdf(flow, Properties(title, sheet.site, sheet.language, sheet.printed_at))


def _end(flow: Flow, of: SignalsPaper | FeedbackPaper, texts: Sequence[str], words: Words) -> None:
    """What the sign means that stands for what could not be printed; who printed it and when."""
    if any(map(needs_legend, texts)):
        frame.small_print(flow, frame.legend(words))
    moments = Moments(of.zone, of.printed_at, words)
    frame.printed(flow, words, moments, at=of.printed_at, site=of.site, by=of.printed_by)
