"""Readiness on paper: the eight questions with their evidence, the gaps that are worked on, and how it went."""

from datetime import date, datetime

from deskapp import direction
from deskapp.documents import frame
from deskapp.documents.layout import INSET, Flow, label
from deskapp.documents.lines import lines
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.table import Column, table
from deskapp.documents.text import Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.measures.periods import Period
from deskapp.domain.readiness.questions import Answer, Question, State
from deskapp.domain.words import Paper
from deskapp.language import Words
from deskapp.wording import times
from deskapp.wording.readiness import evidence, questions

_SIZE, _LEADING = 8.2, 11.0
_BODY, _BODY_LEADING = 9.2, 12.6
_QUESTIONS = (0.05, 0.25, 0.13, 0.32, 0.25)
_GAPS = (0.24, 0.42, 0.2, 0.14)
_WENT = (0.24, 0.76)


@dataclass(frozen=True, slots=True)
class GapLine:
    """A gap, and what was agreed about it. what "": nothing yet; standing: how that stands, in words."""

    question: Question
    what: str
    owner: str
    standing: str


@dataclass(frozen=True, slots=True)
class WentLine:
    """How many questions stood so on a day: there, in part, missing."""

    day: date
    states: tuple[int, int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadinessPaper:
    """as_of: the instant of the answers; month: whose figures they tell. chosen: whether somebody chose the gaps.

    went: the last first.
    """

    site: str
    zone: str
    as_of: datetime
    month: Period
    goal: int
    answers: tuple[Answer, ...]
    gaps: tuple[GapLine, ...]
    chosen: bool
    went: tuple[WentLine, ...]
    printed_at: datetime
    printed_by: str
    paper: Paper = Paper.A4
    language: str = "en"


def readiness_pdf(paper: ReadinessPaper, words: Words) -> bytes:
    """The paper as a PDF."""
    flow = _Drawing(paper, words).flow
    return pdf(flow, Properties(words.gettext("Readiness"), paper.site, paper.language, paper.printed_at))


class _Drawing:
    """One paper laid out."""

    def __init__(self, paper: ReadinessPaper, words: Words) -> None:
        self._of, self._words = paper, words
        self._moments = Moments(paper.zone, paper.printed_at, words)
        self.flow = Flow(paper.paper, self._running_head)
        self._head()
        self._questions()
        self._gaps()
        self._went()
        self._legend()
        self._foot()

    def _head(self) -> None:
        flow, say, of = self.flow, self._words.gettext, self._of
        states = [one.state for one in of.answers]
        about = [
            say("as of {when}").format(when=self._moments.full(of.as_of)),
            *(f"{questions.SIGNS[one]} {questions.counted(one, states.count(one), self._words)}" for one in State),
        ]
        frame.head(flow, of.site, say("Readiness"), direction.row(about))
        flow.gap(6)
        told = say(
            "Eight questions about escalating well, each answered from the desk's own record: nobody can tick one by"
            " hand. ● there, ◆ in part, ▲ missing."
        )
        flow.text(lines(told, _BODY, flow.width - 2 * INSET, _BODY_LEADING), INSET)
        flow.gap(6)

    def _questions(self) -> None:
        say, of = self._words.gettext, self._of
        titles = ("", say("Question"), say("State"), say("What the record shows"), say("What is missing"))
        columns = [Column(title, share) for title, share in zip(titles, _QUESTIONS, strict=True)]
        with table(self.flow, columns, _SIZE, _LEADING) as rows:
            for one in of.answers:
                about = questions.about(one.question, of.goal, self._words)
                state = f"{questions.SIGNS[one.state]} {questions.state(one.state, self._words)}"
                rows.row(
                    str(one.question.number),
                    [Span(questions.title(one.question, self._words), bold=True), Span(f"\n{about}")],
                    Span(state, bold=True),
                    evidence.shows(one, of.month, self._words),
                    evidence.missing(one, self._words),
                )

    def _gaps(self) -> None:
        say, of = self._words.gettext, self._of
        if not of.gaps:
            return
        self._title(say("The gaps that are worked on") if of.chosen else say("The biggest gaps, as proposed"))
        titles = (say("Gap"), say("What was agreed"), say("Owner"), say("Stands"))
        columns = [Column(title, share) for title, share in zip(titles, _GAPS, strict=True)]
        with table(self.flow, columns, _SIZE, _LEADING) as rows:
            for one in of.gaps:
                number = say("question {n}").format(n=one.question.number)
                rows.row(
                    [Span(questions.short(one.question, self._words), bold=True), Span(f"\n{number}")],
                    one.what or say("Nothing is agreed yet."),
                    one.owner or "–",
                    one.standing or "–",
                )

    def _went(self) -> None:
        say, of = self._words.gettext, self._of
        if not of.went:
            return
        self._title(say("How it went"))
        columns = [Column(title, share) for title, share in zip((say("Kept on"), ""), _WENT, strict=True)]
        with table(self.flow, columns, _SIZE, _LEADING) as rows:
            for one in of.went:
                counted = [questions.counted(state, n, self._words) for state, n in zip(State, one.states, strict=True)]
                rows.row(times.day(one.day, self._words), direction.row(counted))

    def _title(self, words: str) -> None:
        self.flow.gap(10)
        self.flow.text(label(words, self.flow.width))
        self.flow.gap(2)

    def _running_head(self, flow: Flow) -> None:
        said = (self._words.gettext("Readiness"), self._moments.full(self._of.printed_at))
        frame.running_head(flow, direction.row(said))

    def _legend(self) -> None:
        texts = [self._of.printed_by, self._of.site]
        texts += [text for one in self._of.gaps for text in (one.what, one.owner, one.standing)]
        texts += [evidence.missing(one, self._words) for one in self._of.answers]
        if any(map(needs_legend, texts)):
            frame.small_print(self.flow, frame.legend(self._words))

    def _foot(self) -> None:
        frame.printed(
            self.flow, self._words, self._moments, at=self._of.printed_at, site=self._of.site, by=self._of.printed_by
        )
