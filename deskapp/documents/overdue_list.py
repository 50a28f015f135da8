"""The overdue list on paper: what is overdue or at risk, who holds it and with whom it waits."""

from datetime import datetime, timedelta

from deskapp.documents import wording
from deskapp.documents.layout import GREY, INSET, Flow, label
from deskapp.documents.lines import Line, lines, one_line
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.text import INK, REPLACEMENT, Colour, Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.sla import ClockState
from deskapp.domain.words import CallState, ClockKind, Paper, Priority
from deskapp.language import Words
from deskapp.wording import codes, times

_SIZE, _LEADING = 8.0, 10.8
_SHARES = (0.075, 0.04, 0.15, 0.235, 0.09, 0.115, 0.095, 0.095, 0.105)
_RED: Colour = (0.639, 0.125, 0.102)
_AMBER: Colour = (0.420, 0.247, 0.0)
_GREEN: Colour = (0.078, 0.325, 0.176)

#: A shape and a colour beside the word, so that a copy in grey and an eye that sees no red still tell.
_SIGNS: dict[ClockState, tuple[str, Colour]] = {
    ClockState.OVERDUE: ("▲", _RED),
    ClockState.MISSED: ("▲", _RED),
    ClockState.SOON: ("◆", _AMBER),
    ClockState.RUNNING: ("●", _GREEN),
    ClockState.MET: ("●", _GREEN),
    ClockState.PAUSED: ("■", GREY),
    ClockState.NO_HOURS: ("■", GREY),
}


@dataclass(frozen=True, slots=True)
class OverdueRow:
    """One call on the list.

    clock, left: the state of its next due clock, and what is left of it (below zero: by how much it is
    over); None where nothing counts down. with_name: the contact it waits with, "" for nobody; back_from: who gave it
    back, while the customer has not been told.
    """

    ref: str
    #: None: not for whoever prints the list.
    priority: Priority | None
    customer: str
    summary: str
    state: CallState
    escalated: bool
    due_at: datetime | None
    clock: ClockState
    left: timedelta | None
    owner: str
    with_name: str = ""
    back_from: str = ""
    may_lapse: bool = False
    #: Which clock is due; None: none runs.
    kind: ClockKind | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OverdueList:
    """The rows in the order they are to be printed. as_of: the instant the list speaks of."""

    site: str
    zone: str
    as_of: datetime
    printed_at: datetime
    printed_by: str
    rows: tuple[OverdueRow, ...]
    #: Escalations that were not accepted in time.
    not_accepted: int = 0
    paper: Paper = Paper.A4
    language: str = "en"


def overdue_pdf(overdue: OverdueList, words: Words) -> bytes:
    """The list as a PDF, across the long side of the paper, its columns named on every page."""
    flow = _Drawing(overdue, words).flow
    title = words.gettext("Overdue and at risk")
    return pdf(flow, Properties(title, overdue.site, overdue.language, overdue.printed_at))


class _Drawing:
    """One list laid out."""

    def __init__(self, overdue: OverdueList, words: Words) -> None:
        self._list = overdue
        self._words = words
        self._moments = Moments(overdue.zone, overdue.printed_at, words)
        self.flow = Flow(overdue.paper, self._running_head, landscape=True)
        self._widths = [share * self.flow.width for share in _SHARES]
        self._head()
        for row in overdue.rows:
            self.flow.listed(self._cells(row), self._widths)
        if not overdue.rows:
            self.flow.gap(8)
            self.flow.text(self._cell(words.gettext("Nothing is overdue or at risk."), self.flow.width))
        self._legend()
        self.flow.foot(self._foot, self._page_count)

    def _head(self) -> None:
        flow, say = self.flow, self._words.gettext
        flow.text(label(self._list.site, flow.width))
        flow.text(lines((Span(say("Overdue and at risk"), bold=True),), 17, flow.width, 21))
        flow.text(lines((Span(self._subtitle(), colour=GREY),), 7.6, flow.width, 10))
        flow.gap(12)
        if self._list.rows:
            self._columns()

    def _subtitle(self) -> str:
        count = self._words.ngettext
        clocks = [row.clock for row in self._list.rows]
        over, soon = clocks.count(ClockState.OVERDUE), clocks.count(ClockState.SOON)
        waiting = self._list.not_accepted
        return " · ".join(
            (
                self._words.gettext("as of {when}").format(when=self._moments.short(self._list.as_of)),
                count("{n} overdue", "{n} overdue", over).format(n=over),
                count("{n} due soon", "{n} due soon", soon).format(n=soon),
                count("{n} not accepted", "{n} not accepted", waiting).format(n=waiting),
                self._words.gettext("times of {zone}").format(zone=self._list.zone),
            )
        )

    def _running_head(self, flow: Flow) -> None:
        when = self._moments.short(self._list.as_of)
        said = self._words.gettext("Overdue and at risk, as of {when}").format(when=when)
        flow.text([one_line((Span(said, colour=GREY),), 7.6, flow.width)])
        flow.gap(4)
        if self._list.rows:
            self._columns()

    def _columns(self) -> None:
        say = self._words.gettext
        titles = (
            say("Call"),
            say("Pri"),
            say("Customer"),
            say("Summary"),
            say("Status"),
            say("Due"),
            say("Over or left"),
            say("Owner"),
            say("With"),
        )
        cells = [label(title, width - 2 * INSET) for title, width in zip(titles, self._widths, strict=True)]
        self.flow.listed(cells, self._widths)

    def _cells(self, row: OverdueRow) -> list[list[Line]]:
        sign, colour = _SIGNS[row.clock]
        said = (
            Span(row.ref),
            Span(row.priority or "", bold=True),
            Span(row.customer, bold=True),
            Span(row.summary),
            Span(codes.status_of(row, self._words)),
            Span(self._due(row)),
            Span(f"{sign} {self._left(row)}", bold=True, colour=colour),
            Span(row.owner),
            Span(row.with_name),
        )
        return [self._cell(span, width) for span, width in zip(said, self._widths, strict=True)]

    def _due(self, row: OverdueRow) -> str:
        if row.due_at is None:
            return ""
        when = self._moments.short(row.due_at)
        return when if row.kind is None else f"{when} {codes.clock(row.kind, self._words)}"

    def _left(self, row: OverdueRow) -> str:
        say = self._words.gettext
        if row.clock is ClockState.PAUSED:
            return say("paused")
        if row.left is None:
            return ""
        form = say("{time} over") if row.left < timedelta() else say("{time} left")
        return form.format(time=times.brief(row.left))

    def _cell(self, said: Span | str, width: float) -> list[Line]:
        span = said if isinstance(said, Span) else Span(said, colour=INK)
        return lines((span,), _SIZE, width - 2 * INSET, _LEADING)

    def _legend(self) -> None:
        rows = self._list.rows
        texts = (text for row in rows for text in (row.customer, row.summary, row.owner, row.with_name))
        if any(needs_legend(text) for text in texts):
            said = self._words.gettext("{sign} stands for a character that could not be printed.")
            self.flow.gap(6)
            span = Span(said.format(sign=REPLACEMENT), colour=GREY)
            self.flow.text(lines((span,), 7.6, self.flow.width, 10))

    def _foot(self, width: float) -> Line:
        form = self._words.gettext("{site} · printed {when} by {who}")
        when = self._moments.full(self._list.printed_at)
        said = wording.spans(form, site=self._list.site, when=when, who=self._list.printed_by)
        return one_line([Span(span.text, colour=GREY) for span in said], 7, width)

    def _page_count(self, number: int, count: int) -> Line:
        said = self._words.gettext("page {number} of {count}").format(number=number, count=count)
        return one_line((Span(said, colour=GREY),), 7, self.flow.width)
