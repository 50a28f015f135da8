"""A call on paper and as plain text: what is known of it, in parts, with its timeline or without."""

from collections.abc import Sequence
from datetime import datetime

from deskapp import direction
from deskapp.documents import frame
from deskapp.documents.layout import INSET, Flow, label
from deskapp.documents.lines import Line, lines
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.table import Column, table
from deskapp.documents.text import Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Paper
from deskapp.language import Words

_BODY, _LEADING = 9.2, 12.6
#: When, who, and what of a line of the timeline.
_COLUMNS = (Column("", 0.17), Column("", 0.18), Column("", 0.65))
#: So many facts stand beside each other.
_BESIDE = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, and what stands below it; it is left out where that is nothing."""

    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A line of the timeline in words."""

    when: str
    by: str
    title: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CallSheet:
    """Everything is in its reader's words already, and what they may not see is out of it. `title`: the summary.

    timeline: None: the sheet is without it.
    """

    kind: str
    ref: str
    title: str
    subtitle: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    timeline: tuple[Told, ...] | None
    site: str
    zone: str
    printed_at: datetime
    printed_by: str
    #: Which paper of this call it is; 0: none that has left the desk.
    number: int = 0
    paper: Paper = Paper.A4
    language: str = "en"
    #: How far the timeline goes, see `frame.foot`.
    head: str = ""


def call_file_name(ref: str) -> str:
    """A name for the sheet's file that tells nothing but the reference."""
    safe = "".join(sign for sign in ref if sign.isascii() and (sign.isalnum() or sign == "-")).strip("-")
    return f"call-{safe[:40] or 'sheet'}.pdf"


def call_pdf(sheet: CallSheet, words: Words) -> bytes:
    """The sheet as a PDF. Its properties tell nothing of the customer."""
    flow = _Drawing(sheet, words).flow
    return pdf(flow, Properties(f"{sheet.kind} {sheet.ref}", sheet.site, sheet.language, sheet.printed_at))


def call_text(sheet: CallSheet, words: Words) -> str:
    """The same as plain text, for a message or another program."""
    head = sheet.title if sheet.ref in sheet.title else " · ".join(filter(None, (sheet.ref, sheet.title)))
    said = [head, sheet.subtitle, ""]
    said += [f"{name}: {value}" for name, value in sheet.facts if value]
    for part in sheet.parts:
        if part.paragraphs:
            said += ["", part.title, *(f"  {line}" for one in part.paragraphs for line in one.splitlines())]
    if sheet.timeline:
        said += ["", words.gettext("Timeline")]
        for one in sheet.timeline:
            said.append(f"  {one.when}  {one.by}: {one.title}")
            said += [f"    {line}" for line in one.words.splitlines()]
    # What is copied or written to a file holds none of the signs that keep names in their direction on screen.
    return direction.clean("\n".join(said)).rstrip() + "\n"


class _Drawing:
    """One sheet laid out."""

    def __init__(self, sheet: CallSheet, words: Words) -> None:
        self._sheet, self._words = sheet, words
        self._moments = Moments(sheet.zone, sheet.printed_at, words)
        self.flow = Flow(sheet.paper, self._running_head)
        self._head()
        self._facts()
        for part in sheet.parts:
            if part.paragraphs:
                self._part(part)
        if sheet.timeline is not None:
            self._timeline(sheet.timeline)
        self._legend()
        self._foot()

    def _head(self) -> None:
        flow, sheet = self.flow, self._sheet
        frame.head(flow, sheet.kind, sheet.title or sheet.ref, self._subtitle())
        flow.gap(12)

    def _subtitle(self) -> str:
        which = self._words.gettext("sheet {sheet}").format(sheet=self._sheet.number) if self._sheet.number else ""
        return " · ".join(filter(None, (self._sheet.ref, self._sheet.subtitle, which)))

    def _running_head(self, flow: Flow) -> None:
        frame.running_head(flow, [Span(f"{self._sheet.ref} · "), Span(self._sheet.title)])

    def _facts(self) -> None:
        """Boxes of equal width beside each other, those that say something."""
        facts = [(name, value) for name, value in self._sheet.facts if value]
        width = self.flow.width / _BESIDE
        for first in range(0, len(facts), _BESIDE):
            some = facts[first : first + _BESIDE]
            wide = self.flow.width / len(some) if len(some) < _BESIDE else width
            inside = wide - 2 * INSET
            cells = [label(name, inside) + lines((Span(value),), _BODY, inside, _LEADING) for name, value in some]
            self.flow.box(cells, [wide] * len(some))

    def _part(self, part: Part) -> None:
        body = [line for one in part.paragraphs for line in self._wrapped(one)]
        self.flow.titled(part.title, body)

    def _timeline(self, timeline: Sequence[Told]) -> None:
        self.flow.titled(self._words.gettext("Timeline"), [])
        self.flow.gap(3)
        with table(self.flow, _COLUMNS) as rows:
            for one in timeline:
                rows.row(
                    one.when, one.by, [Span(one.title, bold=True), *([Span(f"\n{one.words}")] if one.words else [])]
                )

    def _wrapped(self, said: str) -> list[Line]:
        return lines((Span(said),), _BODY, self.flow.width - 2 * INSET, _LEADING)

    def _legend(self) -> None:
        sheet = self._sheet
        texts = (
            sheet.title,
            *(value for _name, value in sheet.facts),
            *(one for part in sheet.parts for one in part.paragraphs),
            *(text for one in sheet.timeline or () for text in (one.by, one.title, one.words)),
        )
        if any(map(needs_legend, texts)):
            frame.small_print(self.flow, frame.legend(self._words))

    def _foot(self) -> None:
        frame.printed(
            self.flow,
            self._words,
            self._moments,
            at=self._sheet.printed_at,
            site=self._sheet.site,
            by=self._sheet.printed_by,
            head=self._sheet.head,
        )
