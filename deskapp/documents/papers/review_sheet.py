"""A review on paper: what the call was about, the marks with what the record shows, the note and what was agreed."""

from datetime import datetime

from deskapp import direction
from deskapp.documents import frame
from deskapp.documents.layout import INSET, Flow
from deskapp.documents.lines import lines
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.table import Column, table
from deskapp.documents.text import Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Paper
from deskapp.language import Words

_SIZE, _LEADING = 8.4, 11.2
_BODY = 9.2


@dataclass(frozen=True, slots=True)
class Scored:
    """A line: its name, what the record shows, the mark as it stands on screen ("" not scored), what that means.

    others: what other reviewers gave it, by name.
    """

    name: str
    shown: str
    mark: str
    means: str
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheet:
    """agent: as they stand on it, by name or not. said: what the customer said and wants, and what was done."""

    site: str
    zone: str
    ref: str
    title: str
    about: str
    agent: str
    reviewer: str
    state: str
    said: tuple[tuple[str, str], ...]
    story: tuple[tuple[datetime, str, str], ...]
    scored: tuple[Scored, ...]
    note: str
    actions: tuple[str, ...]
    printed_at: datetime
    printed_by: str
    paper: Paper = Paper.A4
    language: str = "en"


def review_pdf(sheet: ReviewSheet, words: Words) -> bytes:
    """The review as a PDF, for the desk's own people alone."""
    flow = _Drawing(sheet, words).flow
    title = words.gettext("Review of {ref}").format(ref=sheet.ref)
    return pdf(flow, Properties(title, sheet.site, sheet.language, sheet.printed_at))


class _Drawing:
    """One review laid out."""

    def __init__(self, sheet: ReviewSheet, words: Words) -> None:
        self._sheet, self._words = sheet, words
        self._moments = Moments(sheet.zone, sheet.printed_at, words)
        self.flow = Flow(sheet.paper, self._running_head)
        self._head()
        self._scored()
        self._texts()
        self._story()
        self._foot()

    def _head(self) -> None:
        flow, say, sheet = self.flow, self._words.gettext, self._sheet
        reviewed = say("reviewed by {name}").format(name=sheet.reviewer)
        about = direction.row((sheet.about, sheet.agent, reviewed, sheet.state))
        frame.head(flow, sheet.site, say("Review of {ref}").format(ref=sheet.ref), about)
        flow.text(lines((Span(self._internal(), bold=True),), frame.SMALL, flow.width, frame.SMALL_LEADING))
        flow.gap(8)
        flow.text(lines((Span(sheet.title, bold=True),), _BODY + 1, flow.width))
        for name, words in sheet.said:
            flow.gap(4)
            flow.titled(name, lines(words, _BODY, flow.width - 2 * INSET))
        flow.gap(10)

    def _scored(self) -> None:
        say = self._words.gettext
        columns = (Column(say("Line"), 0.5), Column(say("Mark"), 0.09), Column(say("What it means"), 0.41))
        with table(self.flow, columns, _SIZE, _LEADING) as rows:
            for one in self._sheet.scored:
                shown = [Span(f"\n{one.shown}")] if one.shown else []
                means = "\n".join(filter(None, (one.means, *(f"{name}: {mark}" for name, mark in one.others))))
                rows.row([Span(one.name, bold=True), *shown], one.mark or say("open"), means)
        self.flow.gap(10)

    def _texts(self) -> None:
        flow, say, sheet = self.flow, self._words.gettext, self._sheet
        for name, words in (
            (say("Coaching note"), sheet.note),
            (say("Agreed"), "\n".join(sheet.actions)),
        ):
            if words.strip():
                flow.titled(name, lines(words, _BODY, flow.width - 2 * INSET))
                flow.gap(8)

    def _story(self) -> None:
        say = self._words.gettext
        columns = (Column(say("When"), 0.16), Column(say("What happened"), 0.84))
        with table(self.flow, columns, _SIZE, _LEADING) as rows:
            for at, title, words in self._sheet.story:
                more = [Span(f"\n{words}")] if words else []
                rows.row(self._moments.short(at), [Span(title, bold=True), *more])

    def _running_head(self, flow: Flow) -> None:
        said = (self._words.gettext("Review of {ref}").format(ref=self._sheet.ref), self._internal())
        frame.running_head(flow, direction.row(said))

    def _internal(self) -> str:
        return self._words.gettext("Internal: for reviewers; what its agent sees is what was shared")

    def _foot(self) -> None:
        sheet = self._sheet
        texts = [sheet.title, sheet.note, *(words for _name, words in sheet.said), *(row[2] for row in sheet.story)]
        if any(map(needs_legend, texts)):
            self.flow.gap(8)
            frame.small_print(self.flow, frame.legend(self._words))
        frame.printed(self.flow, self._words, self._moments, at=sheet.printed_at, site=sheet.site, by=sheet.printed_by)
