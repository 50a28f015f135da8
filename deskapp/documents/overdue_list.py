"""The overdue list on paper: what is overdue or at risk, by which clock and how much, who holds it, whom it is with."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from deskapp.documents import frame
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

#: Two lines a call, so that what a desk has to go through in a morning is few pages.
_SHARES = (0.05, 0.1, 0.37, 0.18, 0.15, 0.15)
_SIZE, _LEADING = 7.2, 9.0

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
    #: Whose calls alone it lists: names of owners and contacts.
    narrowed: tuple[str, ...] = ()
    #: How many are due soon, where those are not among the rows.
    due_soon: int | None = None
    paper: Paper = Paper.A4
    language: str = "en"


def overdue_pdf(overdue: OverdueList, words: Words) -> bytes:
    """The list as a PDF, its columns named on every page."""
    flow = _Drawing(overdue, words).flow
    title = words.gettext("Overdue and at risk")
    return pdf(flow, Properties(title, overdue.site, overdue.language, overdue.printed_at))


class _Drawing:
    """One list laid out."""

    def __init__(self, overdue: OverdueList, words: Words) -> None:
        self._list = overdue
        self._words = words
        self._moments = Moments(overdue.zone, overdue.printed_at, words)
        # The head has the year of what the list speaks of.
        self._then = Moments(overdue.zone, overdue.as_of, words)
        self.flow = Flow(overdue.paper, self._running_head)
        self._head()
        with table(self.flow, self._columns(), _SIZE, _LEADING) as rows:
            for row in overdue.rows:
                self._row(rows, row)
            if overdue.rows:
                self._totals(rows)
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
        over, soon = clocks.count(ClockState.OVERDUE), self._list.due_soon
        soon = clocks.count(ClockState.SOON) if soon is None else soon
        waiting = self._list.not_accepted
        alone = (self._words.gettext("{name} alone").format(name=name) for name in self._list.narrowed)
        return " · ".join(
            (
                *alone,
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
            "",
            say("Call"),
            say("Customer, summary"),
            say("Due, clock"),
            say("Over or left"),
            say("Owner, with"),
        )
        named = zip(titles, _SHARES, strict=True)
        return [Column(title, share, tick=number == 0) for number, (title, share) in enumerate(named)]

    def _row(self, rows: Rows, row: OverdueRow) -> None:
        due = "" if row.due_at is None else self._then.short(row.due_at)
        clock = "" if row.kind is None else codes.clock(row.kind, self._words)
        rows.row(
            None,
            [Span(row.ref), Span(f"\n{row.priority}" if row.priority else "", bold=True)],
            [Span(row.customer, bold=True), Span(f"\n{row.summary}" if row.summary else "")],
            "\n".join(filter(None, (due, clock))),
            [
                Span(f"{_SIGNS[row.clock]} {self._left(row)}", bold=True),
                Span(f"\n{codes.status_of(row, self._words)}"),
            ],
            "\n".join(filter(None, (row.owner, row.with_name))),
        )

    def _totals(self, rows: Rows) -> None:
        """How many calls each owner has on the list, whoever has most overdue first; and all of them."""
        say, owners = self._words.gettext, dict[str, list[OverdueRow]]()
        for row in self._list.rows:
            owners.setdefault(row.owner, []).append(row)
        rows.group(say("By owner"))
        told = [(name, *self._counted(of)) for name, of in owners.items()]
        for name, said, _over in sorted(told, key=lambda one: (-one[2], one[0].casefold())):
            rows.across(2, [Span(name, bold=True), Span(f": {said}")])
        rows.across(2, [Span(say("All")), Span(f": {self._counted(self._list.rows)[0]}")], bold=True)

    def _counted(self, rows: Sequence[OverdueRow]) -> tuple[str, int]:
        """How many calls, how many overdue and by how much at the most, in words; and how many overdue."""
        count, over = self._words.ngettext, [row for row in rows if row.clock is ClockState.OVERDUE]
        parts = [count("{n} call", "{n} calls", len(rows)).format(n=len(rows))]
        if over:
            parts.append(count("{n} overdue", "{n} overdue", len(over)).format(n=len(over)))
            longest = max((abs(row.left) for row in over if row.left is not None), default=timedelta())
            parts.append(self._words.gettext("longest {time}").format(time=times.over(longest, self._words)))
        return " · ".join(parts), len(over)

    def _left(self, row: OverdueRow) -> str:
        say = self._words.gettext
        if row.clock is ClockState.PAUSED:
            return say("paused")
        if row.left is None:
            return ""
        if row.left < timedelta():
            return say("{time} over").format(time=times.over(row.left, self._words))
        return say("{time} left").format(time=times.brief(row.left))

    def _legend(self) -> None:
        rows = self._list.rows
        texts = (text for row in rows for text in (row.customer, row.summary, row.owner, row.with_name))
        if any(needs_legend(text) for text in texts):
            frame.small_print(self.flow, frame.legend(self._words))

    def _foot(self) -> None:
        frame.printed(
            self.flow,
            self._words,
            self._moments,
            at=self._list.printed_at,
            site=self._list.site,
            by=self._list.printed_by,
        )
