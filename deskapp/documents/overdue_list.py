"""The overdue list on paper: what is overdue or at risk, who holds it and with whom it waits."""

from datetime import datetime, timedelta

from deskapp.documents import frame, wording
from deskapp.documents.layout import INSET, Flow
from deskapp.documents.lines import lines
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.table import Column, Rows, table
from deskapp.documents.text import Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.sla import ClockState
from deskapp.domain.words import CallState, ClockKind, Paper, Priority
from deskapp.language import Words
from deskapp.wording import codes, times

_SHARES = (0.075, 0.04, 0.145, 0.235, 0.09, 0.115, 0.1, 0.095, 0.105)

#: A shape beside the word: all ink is black.
_SIGNS: dict[ClockState, str] = {
    ClockState.OVERDUE: "▲",
    ClockState.MISSED: "▲",
    ClockState.SOON: "◆",
    ClockState.RUNNING: "●",
    ClockState.MET: "●",
    ClockState.PAUSED: "■",
    ClockState.NO_HOURS: "■",
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
        self._head()
        with table(self.flow, self._columns()) as rows:
            for row in overdue.rows:
                self._row(rows, row)
        if not overdue.rows:
            self.flow.gap(8)
            self.flow.text(lines(words.gettext("Nothing is overdue or at risk."), 9.2, self.flow.width), INSET)
        self._legend()
        self._foot()

    def _head(self) -> None:
        flow, say = self.flow, self._words.gettext
        frame.head(flow, self._list.site, say("Overdue and at risk"), self._subtitle())
        flow.gap(12)

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
        frame.running_head(flow, said)

    def _columns(self) -> list[Column]:
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
        return [Column(title, share) for title, share in zip(titles, _SHARES, strict=True)]

    def _row(self, rows: Rows, row: OverdueRow) -> None:
        rows.row(
            row.ref,
            Span(row.priority or "", bold=True),
            Span(row.customer, bold=True),
            row.summary,
            codes.status_of(row, self._words),
            self._due(row),
            Span(f"{_SIGNS[row.clock]} {self._left(row)}", bold=True),
            row.owner,
            row.with_name,
        )

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

    def _legend(self) -> None:
        rows = self._list.rows
        texts = (text for row in rows for text in (row.customer, row.summary, row.owner, row.with_name))
        if any(needs_legend(text) for text in texts):
            frame.small_print(self.flow, frame.legend(self._words))

    def _foot(self) -> None:
        form = self._words.gettext("{site} · printed {when} by {who}")
        when = self._moments.full(self._list.printed_at)
        said = wording.spans(form, site=self._list.site, when=when, who=self._list.printed_by)
        frame.foot(self.flow, said, self._words)
