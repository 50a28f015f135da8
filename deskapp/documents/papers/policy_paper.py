"""The written escalation policy on paper: criteria, paths and contacts, times, what is written down, decisions, words.

Everything in it comes from the settings, as they were when the version was issued, or as they are for a draft; what
every desk of this program keeps to stands beside it.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from deskapp import direction
from deskapp.documents import frame, rota_sheet, wording
from deskapp.documents.layout import INSET, Flow, label
from deskapp.documents.lines import Line, lines
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.papers import policy_words
from deskapp.documents.rota_sheet import RotaRows
from deskapp.documents.table import Column, table
from deskapp.documents.text import Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import ApprovalKind, Impact, Level, Paper, Priority, Urgency
from deskapp.domain.written_policy.comparison import changes
from deskapp.domain.written_policy.content import Path, PolicyContent
from deskapp.language import Words
from deskapp.wording import approvals, codes, times
from deskapp.wording import phrases as phrase_wording
from deskapp.wording.policy import written

_BODY, _LEADING = 9.2, 12.6
_SIZE, _ROW = 8.4, 11.2
#: So many of a route's contacts have a column of their own; the last one has the rest.
_IN_ORDER = 3


@dataclass(frozen=True, slots=True)
class Issued:
    """Which version it is: since when it is in force, by whom, and what they said is new in it."""

    number: int
    at: datetime
    by: str
    words: str
    owner: str
    next_review: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyPaper:
    """issued: the version that content is of; of a draft the newest one, None where nothing was issued yet.

    before: number, instant and content of the version that changes are told from; None: of none. rotas: who is on call
    in the next weeks, as of printing.
    """

    content: PolicyContent
    draft: bool
    issued: Issued | None
    before: tuple[int, datetime, PolicyContent] | None
    rotas: tuple[RotaRows, ...]
    printed_at: datetime
    printed_by: str
    paper: Paper = Paper.A4
    language: str = "en"
    #: How far the timeline goes, see `frame.foot`.
    head: str = ""


def policy_pdf(paper: PolicyPaper, words: Words) -> bytes:
    """The policy as a PDF."""
    flow = _Drawing(paper, words).flow
    title = words.gettext("Escalation policy")
    return pdf(flow, Properties(title, paper.content.site, paper.language, paper.printed_at))


class _Drawing:
    """One policy laid out."""

    def __init__(self, paper: PolicyPaper, words: Words) -> None:
        self._paper, self._content, self._words = paper, paper.content, words
        self._moments = Moments(paper.content.zone, paper.printed_at, words)
        self._said = policy_words.PolicyWords(paper.content, words)
        self._number = 0
        self.flow = Flow(paper.paper, self._running_head)
        self._head()
        self._criteria()
        self._paths()
        self._response_times()
        self._written_down()
        self._decisions()
        self._phrases()
        self._changes()
        self._read_and_understood()
        self._legend()
        self._foot()

    # Around it

    def _head(self) -> None:
        flow, say = self.flow, self._words.gettext
        about = say(
            "When a call is passed on, to whom, how fast, and what is written down. Times are the desk's: {zone};"
            " desk hours {hours}."
        ).format(zone=self._content.zone, hours=self._said.desk_hours())
        frame.head(flow, say("{site} · help desk").format(site=self._content.site), say("Escalation policy"), about)
        flow.gap(10)
        cells = list(self._which())
        share = flow.width / len(cells)
        inside = share - 2 * INSET
        flow.box(
            [[*label(title, inside), *lines(spans, _BODY, inside, _LEADING)] for title, spans in cells],
            [share] * len(cells),
        )
        flow.gap(8)
        self._text(
            [
                Span(say("Who escalates stays the owner.") + " ", bold=True),
                Span(
                    say(
                        "The call stays with the agent who took it, until the customer says that it is solved."
                        " Escalate early: whoever is stuck passes on now. Say why and what comes next before anybody"
                        " is put through. One hand-off should be enough."
                    )
                ),
            ]
        )

    def _which(self) -> Iterator[tuple[str, list[Span]]]:
        say, issued = self._words.gettext, self._paper.issued
        if self._paper.draft:
            printed = self._day(self._paper.printed_at)
            yield (
                say("Version"),
                [
                    Span(say("Draft"), bold=True),
                    Span("\n" + say("the settings of {day}, not issued").format(day=printed)),
                ],
            )
        if issued is None:
            return
        if not self._paper.draft:
            since = say("in force since {day}").format(day=self._day(issued.at))
            yield say("Version"), [Span(str(issued.number), bold=True), Span(f"\n{since}")]
        else:
            since = say("version {number} of {day}").format(number=issued.number, day=self._day(issued.at))
            yield say("In force"), [Span(since)]
        yield say("Owner"), [Span(issued.owner, bold=True)]
        yield say("Next review"), [Span(times.day(issued.next_review, self._words), bold=True)]
        if not self._paper.draft:
            yield say("Issued"), [Span(issued.by), Span("\n" + self._moments.full(issued.at))]

    def _version(self) -> str:
        say, issued = self._words.gettext, self._paper.issued
        if self._paper.draft or issued is None:
            return say("draft of {day}").format(day=self._day(self._paper.printed_at))
        return say("version {number}, in force since {day}").format(number=issued.number, day=self._day(issued.at))

    def _running_head(self, flow: Flow) -> None:
        frame.running_head(flow, direction.row((self._words.gettext("Escalation policy"), self._version())))

    def _foot(self) -> None:
        say, paper = self._words.gettext, self._paper
        made = paper.printed_at if paper.draft or paper.issued is None else paper.issued.at
        said = wording.spans(
            say("{site} · made from the desk's settings of {day}, printed {when} by {who}"),
            site=self._content.site,
            day=self._day(made),
            when=self._moments.full(paper.printed_at),
            who=paper.printed_by,
        )
        frame.foot(self.flow, said, self._words, paper.head)

    def _legend(self) -> None:
        content = self._content
        texts = (
            content.site,
            self._paper.printed_by,
            *(text for one in content.contacts for text in (one.name, one.organisation, one.role, one.account)),
            *(text for one in content.paths for text in (one.category, *one.steps)),
            *(text for one in content.phrases for text in one.words),
            *(text for one in content.signs for text in (one.label, *one.said)),
        )
        if any(map(needs_legend, texts)):
            frame.small_print(self.flow, frame.legend(self._words))

    # The parts

    def _criteria(self) -> None:
        say, said = self._words.gettext, self._said
        self._part(say("Criteria: when a call is escalated"))
        columns = self._columns(
            (say("Type"), 0.15), (say("What it does"), 0.22), (say("Signs"), 0.36), (say("For example"), 0.27)
        )
        with table(self.flow, columns, _SIZE, _ROW) as rows:
            for kind, does in said.types():
                signs = [one for one in self._content.signs if kind.value in one.suggests]
                named = " · ".join(written.sign(one, self._words) for one in signs)
                rows.row(
                    Span(codes.escalation_type(kind, self._words), bold=True), does, named or "–", said.examples(signs)
                )
        self._heading(say("Severity and priority"))
        matrix = {(one.impact, one.urgency): one.priority for one in self._content.matrix}
        urgencies = [(codes.urgency(one, self._words), 0.22) for one in Urgency]
        with table(self.flow, self._columns((say("Reaches"), 0.34), *urgencies), _SIZE, _ROW) as rows:
            for impact in Impact:
                cells = (matrix.get((impact.value, urgency.value), "–") for urgency in Urgency)
                rows.row(codes.impact(impact, self._words), *(Span(cell, bold=cell == Priority.P1) for cell in cells))

    def _paths(self) -> None:
        say = self._words.gettext
        self._part(say("Paths and contacts"))
        self._heading(say("Who handles what, in this order"), first=True)
        then = ((say("Then"), 0.22),) * (_IN_ORDER - 1)
        columns = self._columns((say("For"), 0.34), (say("First"), 0.22), *then)
        with table(self.flow, columns, _SIZE, _ROW) as rows:
            for one in self._content.paths:
                rows.row(self._said.path_for(one), *self._in_order(one))
        if not self._content.paths:
            self._text(say("There is no route: whoever has the skill and the authority is offered."))
        self._heading(say("Contacts"))
        columns = self._columns(
            (say("Who"), 0.24),
            (say("Kind"), 0.16),
            (say("Phone"), 0.17),
            (say("Reachable"), 0.17),
            (say("Answers in"), 0.12),
            (say("Decides as"), 0.14),
        )
        with table(self.flow, columns, _SIZE, _ROW) as rows:
            for person in self._content.contacts:
                rows.row(*self._said.contact(person))
        if not self._content.contacts:
            self._text(say("There is no contact yet."))
        self._on_call()

    def _in_order(self, one: Path) -> list[str]:
        say = self._words.gettext
        named = [*one.steps, *((say("route {name}").format(name=one.then),) if one.then else ())]
        first, rest = named[: _IN_ORDER - 1], named[_IN_ORDER - 1 :]
        cells = [*first, direction.row(rest, ", ")]
        return [cell or "–" for cell in (*cells, *[""] * _IN_ORDER)[:_IN_ORDER]]

    def _on_call(self) -> None:
        say = self._words.gettext
        self._heading(say("On call: nights and weekends"))
        for line in self._said.rotas():
            self._text(line)
        if not self._content.rotas:
            self._text(say("There is no rota."))
        if any(rota.rows for rota in self._paper.rotas):
            self._text(say("Who is on call in the next weeks, as of printing; the rota sheet has every change since."))
            rota_sheet.listed(self.flow, self._paper.rotas, self._moments, self._words)

    def _response_times(self) -> None:
        say, said = self._words.gettext, self._said
        self._part(say("Response times"))
        self._text(said.about_times())
        priorities = [(one.value, 0.14) for one in Priority]
        with table(self.flow, self._columns((say("Promised within"), 0.44), *priorities), _SIZE, _ROW) as rows:
            for what, of_priority in said.usual_targets():
                rows.row(what, *of_priority)
        particular = list(said.particular_targets())
        if particular:
            self._heading(say("What differs"))
            with table(self.flow, self._columns((say("For"), 0.44), *priorities), _SIZE, _ROW) as rows:
                for what, of_priority in particular:
                    rows.row(what, *of_priority)
        self._text(
            say(
                "Not accepted in time: the app offers the next in the order; the owner decides. Calls that were begun"
                " before a change keep the times they began with."
            )
        )

    def _written_down(self) -> None:
        say = self._words.gettext
        self._part(say("What is written down"))
        with table(self.flow, self._columns((say("Part"), 0.28), (say("Standard"), 0.72)), _SIZE, _ROW) as rows:
            for title, standard, needed in self._said.standards():
                rows.row(Span(title, bold=needed), standard)

    def _decisions(self) -> None:
        say = self._words.gettext
        self._part(say("Who may decide what"))
        levels = (Level.AGENT, Level.SUPERVISOR, Level.MANAGER)
        limits = {(one.kind, one.level): one.amount for one in self._content.limits}
        named = [(codes.role(level, self._words), 0.18) for level in Level]
        with table(self.flow, self._columns((say("Decision"), 0.28), *named), _SIZE, _ROW) as rows:
            for kind in ApprovalKind:
                cells = [
                    written.limit(limits[kind.value, level.value], self._content.currency, self._words)
                    if (kind.value, level.value) in limits
                    else say("no")
                    for level in levels
                ]
                rows.row(approvals.approval_kind(kind, self._words), *cells, say("above"))
            for what, of_role in self._said.acts_by_role():
                rows.row(what, *of_role, "–")
        self._text(
            say(
                "Above one's limit: asked of the next level, granted by their PIN, or by phone and then confirmed."
                " Nothing counts as granted before."
            )
        )

    def _phrases(self) -> None:
        say = self._words.gettext
        self._part(say("What we say"))
        columns = self._columns((say("When"), 0.28), (say("Words, to be made one's own"), 0.72))
        with table(self.flow, columns, _SIZE, _ROW) as rows:
            for one in self._content.phrases:
                quoted = "\n".join(self._quoted(self._said.phrase(words)) for words in one.words)
                rows.row(phrase_wording.step(one.step, self._words), quoted)
        if not self._content.avoided:
            return
        self.flow.gap(10)
        with table(self.flow, self._columns((say("Better not"), 0.5), (say("Better"), 0.5)), _SIZE, _ROW) as rows:
            for avoided in self._content.avoided:
                better = phrase_wording.better(avoided.better, self._words)
                if better == avoided.better:
                    better = self._quoted(self._said.phrase(better))
                rows.row(" · ".join(map(self._quoted, avoided.forms)), better)

    def _changes(self) -> None:
        say, paper = self._words.gettext, self._paper
        if paper.issued is not None and paper.issued.words and not paper.draft:
            self._title(say("New in this version"))
            self._text(paper.issued.words)
        if paper.before is None:
            return
        number, at, was = paper.before
        self._title(say("Changes since version {number} of {day}").format(number=number, day=self._day(at)))
        told = [written.changed(one, self._content, self._words) for one in changes(was, self._content)]
        for line in told:
            self._bullet(line)
        if not told:
            self._text(say("Nothing that the settings say has changed."))

    def _read_and_understood(self) -> None:
        flow, say = self.flow, self._words.gettext
        flow.gap(14)
        shares = ((say("Read and understood (name)"), 0.45), (say("Date"), 0.2), (say("Signature"), 0.35))
        widths = [share * flow.width for _title, share in shares]
        cells = [label(title, width - 2 * INSET) for (title, _share), width in zip(shares, widths, strict=True)]
        flow.box(cells, widths, least=44)

    # What they are made of

    def _part(self, title: str) -> None:
        self._number += 1
        self._title(f"{self._number}  {title}")

    def _title(self, title: str) -> None:
        flow = self.flow
        flow.gap(16)
        head = lines((Span(title, bold=True),), 12.5, flow.width, 17)
        flow.need(sum(line.leading for line in head) + 70)
        flow.text(head)
        flow.gap(3)

    def _heading(self, title: str, *, first: bool = False) -> None:
        flow = self.flow
        flow.gap(2 if first else 10)
        head = lines((Span(title, bold=True),), 10, flow.width, 13.5)
        flow.need(sum(line.leading for line in head) + 50)
        flow.text(head)
        flow.gap(2)

    def _text(self, said: str | Sequence[Span]) -> None:
        self.flow.gap(5)
        self.flow.text(self._wrapped(said, self.flow.width))
        self.flow.gap(4)

    def _bullet(self, said: str) -> None:
        flow = self.flow
        wrapped = self._wrapped(said, flow.width - 12)
        flow.need(wrapped[0].leading)
        top, page = flow.y, len(flow.pages)
        flow.text(self._wrapped("·", 12)[:1])
        if len(flow.pages) == page:
            flow.y = top
        flow.text(wrapped, 12)
        flow.gap(1)

    def _wrapped(self, said: str | Sequence[Span], width: float) -> list[Line]:
        return lines(said, _BODY, width, _LEADING)

    def _quoted(self, text: str) -> str:
        return self._words.gettext("“{text}”").format(text=text)

    def _day(self, at: datetime) -> str:
        return self._moments.day(at)

    @staticmethod
    def _columns(*titled: tuple[str, float]) -> list[Column]:
        return [Column(title, share) for title, share in titled]
