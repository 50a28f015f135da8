"""The handover on paper: what is due before the next opening, by time, with whom to ring and who is on call then."""

from datetime import datetime
from itertools import groupby, zip_longest
from zoneinfo import ZoneInfo

from deskapp import direction
from deskapp.documents import frame
from deskapp.documents.charts.data import Trend
from deskapp.documents.charts.drawing import sketch
from deskapp.documents.charts.inks import Inks
from deskapp.documents.layout import INSET, Flow, label
from deskapp.documents.lines import lines
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.table import Column, Rows, table
from deskapp.documents.text import Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.visits.trend import DayFigures
from deskapp.domain.words import ClockKind, Paper, Priority
from deskapp.language import Words
from deskapp.wording import codes, times

_SIZE, _LEADING = 7.6, 9.8
_BODY, _BODY_LEADING = 9.2, 12.6
_SHARES = (0.05, 0.14, 0.1, 0.34, 0.21, 0.16)
#: Of the bars, and of the words beside them; in black: this paper is faxed.
_CHART, _CHART_SIZE = 72.0, 7.0
_INKS = Inks(rule="#000000")


@dataclass(frozen=True, slots=True)
class DueRow:
    """One clock that runs out before the next opening. priority None: the call is not for whoever prints it."""

    at: datetime
    clock: ClockKind
    ref: str
    priority: Priority | None
    customer: str
    phone: str
    summary: str
    owner: str
    with_name: str = ""
    with_phone: str = ""
    on_call: str = ""


@dataclass(frozen=True, slots=True)
class DutyLine:
    """Who is on call by a rota for a stretch; name "": nobody."""

    rota: str
    start: datetime
    end: datetime
    name: str
    phone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Handover:
    """The rows by time, of `due` in all; what is new, solved and late since then; until: the next opening."""

    site: str
    zone: str
    since: datetime
    until: datetime
    new: int
    solved: int
    late: int
    overdue: int
    due: int
    rows: tuple[DueRow, ...]
    duty: tuple[DutyLine, ...]
    trend: tuple[DayFigures, ...]
    printed_at: datetime
    printed_by: str
    paper: Paper = Paper.A4
    language: str = "en"


def handover_pdf(handover: Handover, words: Words) -> bytes:
    """The paper as a PDF."""
    flow = _Drawing(handover, words).flow
    return pdf(flow, Properties(words.gettext("Handover"), handover.site, handover.language, handover.printed_at))


class _Drawing:
    """One handover laid out."""

    def __init__(self, handover: Handover, words: Words) -> None:
        self._of, self._words, self._zone = handover, words, ZoneInfo(handover.zone)
        self._moments = Moments(handover.zone, handover.printed_at, words)
        self.flow = Flow(handover.paper, self._running_head)
        self._head()
        self._rows()
        self._trend()
        self._legend()
        self._foot()

    def _head(self) -> None:
        flow, say, count, of = self.flow, self._words.gettext, self._words.ngettext, self._of
        about = [
            say("as of {when}").format(when=self._moments.short(of.printed_at)),
            count("{n} due before the next opening", "{n} due before the next opening", of.due).format(n=of.due),
            count("{n} overdue", "{n} overdue", of.overdue).format(n=of.overdue),
            say("times of {zone}").format(zone=of.zone),
        ]
        frame.head(flow, of.site, say("Handover"), direction.row(about))
        flow.gap(8)
        happened = (
            count("{n} new", "{n} new", of.new).format(n=of.new),
            count("{n} solved", "{n} solved", of.solved).format(n=of.solved),
            count("{n} newly late", "{n} newly late", of.late).format(n=of.late),
        )
        since = say("Since {when}").format(when=self._moments.short(of.since))
        until = say("On call until the next opening, {when}").format(when=self._moments.short(of.until))
        cells = ((since, "\n".join(happened)), (until, self._on_call()))
        widths = [flow.width * 0.32, flow.width * 0.68]
        flow.box(
            [
                [*label(title, width - 2 * INSET), *lines(said, _SIZE + 0.8, width - 2 * INSET, _LEADING + 1.4)]
                for (title, said), width in zip(cells, widths, strict=True)
            ],
            widths,
        )
        flow.gap(8)

    def _on_call(self) -> str:
        """A line for each rota: who, until when, one after the other."""
        say, by_rota = self._words.gettext, dict[str, list[str]]()
        for one, after in zip_longest(self._of.duty, self._of.duty[1:]):
            if after is not None and (after.rota, after.name, after.start) == (one.rota, one.name, one.end):
                continue  # the same goes on
            who = direction.row((one.name, one.phone), " ") if one.name else say("nobody")
            until = self._moments.time if self._moments.today(one.end) else self._moments.short
            told = say("{who} until {when}").format(who=who, when=until(one.end))
            by_rota.setdefault(one.rota, []).append(told)
        lines = (f"{rota}: {direction.row(told, ', ')}" for rota, told in by_rota.items())
        return "\n".join(lines) or say("There is no rota.")

    def _rows(self) -> None:
        say, of = self._words.gettext, self._of
        titles = ("", say("Due"), say("Call"), say("Customer, summary"), say("Owner, with"), say("On call then"))
        columns = [
            Column(title, share, tick=number == 0)
            for number, (title, share) in enumerate(zip(titles, _SHARES, strict=True))
        ]
        with table(self.flow, columns, _SIZE, _LEADING) as rows:
            # A day is a heading of its own: a night has two, a weekend more.
            for day, some in groupby(of.rows, key=lambda one: one.at.astimezone(self._zone).date()):
                rows.group(times.day(day, self._words))
                for one in some:
                    self._row(rows, one)
        if not of.rows:
            self.flow.text(lines(say("Nothing is due before the next opening."), _BODY, self.flow.width), INSET)
        more = of.due - len(of.rows)
        if more > 0:
            form = self._words.ngettext("And {n} more, later than these.", "And {n} more, later than these.", more)
            self.flow.gap(4)
            self.flow.text(lines(form.format(n=more), _BODY, self.flow.width), INSET)

    def _row(self, rows: Rows, one: DueRow) -> None:
        who = direction.row((one.customer, one.phone), " · ")
        rows.row(
            None,
            [Span(self._moments.time(one.at), bold=True), Span(f"\n{codes.clock(one.clock, self._words)}")],
            [Span(one.ref), Span(f"\n{one.priority}" if one.priority else "", bold=True)],
            [Span(who, bold=True), Span(f"\n{one.summary}" if one.summary else "")],
            "\n".join(filter(None, (one.owner, one.with_name, one.with_phone))),
            one.on_call or "–",
        )

    def _trend(self) -> None:
        days = self._of.trend
        if not days:
            return
        say, flow = self._words.gettext, self.flow

        def draw() -> None:
            flow.gap(12)
            flow.text(label(say("The last {n} days").format(n=len(days)), flow.width))
            told = say("{new} new, {solved} solved, {late} newly late").format(
                new=sum(one.new for one in days),
                solved=sum(one.solved for one in days),
                late=sum(one.late for one in days),
            )
            flow.text(lines(told, _SIZE, flow.width, _LEADING))
            flow.gap(4)
            flow.sketch(sketch(Trend(days), self._words, flow.width, _CHART_SIZE, _INKS, _CHART))

        flow.together(draw)

    def _running_head(self, flow: Flow) -> None:
        said = (self._words.gettext("Handover"), self._moments.full(self._of.printed_at))
        frame.running_head(flow, direction.row(said))

    def _legend(self) -> None:
        texts = [self._of.printed_by, *(text for one in self._of.duty for text in (one.rota, one.name))]
        for one in self._of.rows:
            texts += [one.customer, one.summary, one.owner, one.with_name, one.on_call]
        if any(map(needs_legend, texts)):
            frame.small_print(self.flow, frame.legend(self._words))

    def _foot(self) -> None:
        frame.printed(
            self.flow, self._words, self._moments, at=self._of.printed_at, site=self._of.site, by=self._of.printed_by
        )
