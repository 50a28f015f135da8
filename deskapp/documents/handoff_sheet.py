"""The handoff sheet: what a contact needs to act on a call, to be printed, filled in and returned."""

from collections.abc import Sequence

from deskapp.documents import enclosed, frame, qr, sheet_changes, wording
from deskapp.documents.handoff_words import Cell, SheetWords
from deskapp.documents.layout import INSET, MARGIN, Flow, label
from deskapp.documents.lines import Line, lines
from deskapp.documents.marks import Squares
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.return_part import ReturnPart
from deskapp.documents.text import Span
from deskapp.domain.handoff.sheet import Change, HandoffSheet, Promised, Recipient, Sender, SheetCustomer
from deskapp.domain.words import Consent, HandoffPart
from deskapp.language import Words
from deskapp.wording import codes

__all__ = [
    "Change",
    "HandoffSheet",
    "Promised",
    "Recipient",
    "Sender",
    "SheetCustomer",
    "handoff_file_name",
    "handoff_pdf",
]

_BODY, _LEADING = 9.2, 12.6
_QR_SIDE = 46.0
#: So many lines of the call's words stand at least above what is filled in.
_KEPT = 3
#: The gap above what is filled in.
_BEFORE = 14.0
#: Parts that a call may well do without; the others say so where nothing was recorded.
_OPTIONAL = frozenset({HandoffPart.TONE, HandoffPart.DEADLINE})


def handoff_file_name(ref: str, number: int) -> str:
    """A name for the sheet's file that is safe on every disk, and tells nothing but the reference."""
    safe = "".join(sign for sign in ref if sign.isascii() and (sign.isalnum() or sign == "-")).strip("-")
    return f"handoff-{safe[:40] or 'call'}-{number}.pdf"


def handoff_pdf(sheet: HandoffSheet, words: Words) -> bytes:
    """The sheet as a PDF, in the words of its reader. What this reader may not see is already out of it."""
    title = words.gettext("Handoff {ref} · {number}").format(ref=sheet.ref, number=sheet.number)
    if sheet.sheet > 1:
        title += " · " + words.gettext("sheet {sheet}").format(sheet=sheet.sheet)
    flow = _Drawing(sheet, words).flow
    return pdf(flow, Properties(title, sheet.sender.site, sheet.language, sheet.printed_at))


class _Drawing:
    """One sheet laid out, from its head to its foot."""

    def __init__(self, sheet: HandoffSheet, words: Words) -> None:
        self._sheet = sheet
        self._words = words
        self._says = SheetWords(sheet, words)
        self.flow = Flow(sheet.paper, self._running_head)
        self._head()
        self._changes()
        self._cells()
        #: Headings and their texts, drawn together with what is filled in below the last of them.
        self._body: list[tuple[str, list[Line]]] = []
        self._parts()
        self._since()
        self._approvals()
        self._promise()
        self._files()
        self._draw_body()
        self._close()

    def _head(self) -> None:
        flow, sheet = self.flow, self._sheet
        beside = flow.width - _QR_SIDE - 14
        below_code = flow.y - _QR_SIDE
        flow.mark(Squares(MARGIN + flow.width - _QR_SIDE, flow.y, _QR_SIDE, qr.matrix(sheet.code)))
        frame.head(flow, self._words.gettext("Handoff sheet"), self._title, self._says.subtitle(), beside)
        if len(flow.pages) == 1:
            flow.y = min(flow.y, below_code)
        flow.gap(14)

    @property
    def _title(self) -> str:
        """What the call is about; where even that stays at the desk, that it does."""
        if self._sheet.summary:
            return self._sheet.summary
        if self._sheet.consent is Consent.NO:
            return self._words.gettext("Withheld: the customer did not agree")
        return self._words.gettext("Withheld: nothing of this call is shown to you")

    def _running_head(self, flow: Flow) -> None:
        said = [Span(f"{self._says.which()} · "), Span(self._title)]
        frame.running_head(flow, said)

    def _changes(self) -> None:
        sheet, flow = self._sheet, self.flow
        if sheet.sheet < 2:
            return
        title = self._words.gettext("Sheet {sheet}, changed since sheet {before}").format(
            sheet=sheet.sheet, before=sheet.sheet - 1
        )
        said: Cell = sheet_changes.sentences(sheet.changes, self._says.moments, self._words)
        self._row([[(title, said)]], (1.0,))
        flow.gap(9)

    def _cells(self) -> None:
        say, says = self._words.gettext, self._says
        who = [[(say("To"), says.to())], [(say("From"), says.sender())], [says.answer()]]
        # Two deadlines never stand in one line: who looks at it in a hurry takes the wrong one.
        until = [(say("Deadline"), says.deadline()), (say("Resolve by"), says.resolve_by())]
        what = [[(say("Customer"), says.customer())], [(say("Priority"), says.priority())], until]
        self._row(who, (0.40, 0.29, 0.31), strong=True)
        self.flow.gap(9)
        self._row(what, (0.36, 0.30, 0.34))
        self._where()
        self.flow.gap(5)

    def _where(self) -> None:
        """The place and the thing, each as wide as it has room; neither where nothing is told of it."""
        say, says = self._words.gettext, self._says
        told = [(say("Where"), says.where()), (say("Equipment"), says.equipment())]
        cells = [one for one in told if any(span.text for spans in one[1] for span in spans)]
        if cells:
            self.flow.gap(9)
            self._row([[one] for one in cells], (0.42, 0.58) if len(cells) == 2 else (1.0,))

    def _parts(self) -> None:
        for part in HandoffPart:
            if self._has(part):
                self._body.append((codes.handoff_part(part, self._words), self._part(part)))
        if self._sheet.may_leave and not self._has(HandoffPart.TONE):
            self._body.append((codes.handoff_part(HandoffPart.TONE, self._words), self._may_leave()))

    def _has(self, part: HandoffPart) -> bool:
        text = self._sheet.parts.get(part)
        if text is None or (part is HandoffPart.DEADLINE and not self._says.long_deadline):
            return False
        return bool(text.strip()) or part not in _OPTIONAL

    def _part(self, part: HandoffPart) -> list[Line]:
        text = self._sheet.parts[part].strip("\r\n")
        if not text.strip():
            return self._wrapped([Span(self._words.gettext("nothing recorded"))])
        if part is HandoffPart.STEPS:
            return self._steps(text)
        if part is HandoffPart.TONE:
            return self._wrapped([Span(wording.tone(text, self._words))]) + self._may_leave()
        return self._wrapped([Span(text)])

    def _may_leave(self) -> list[Line]:
        if not self._sheet.may_leave:
            return []
        return self._wrapped([Span(self._words.gettext("The customer may leave."))])

    def _steps(self, text: str) -> list[Line]:
        """Several steps, one a line, get numbers unless they came with marks of their own."""
        steps = [step.strip() for step in text.splitlines() if step.strip()]
        if len(steps) < 2 or any(step[0].isdigit() or step[0] in "-*•(" for step in steps):
            return self._wrapped([Span(text)])
        return [
            line for number, step in enumerate(steps, 1) for line in self._wrapped([Span(f"{number}. "), Span(step)])
        ]

    def _since(self) -> None:
        body = [line for said in self._says.since() for line in self._wrapped(said)]
        if body:
            self._body.append((self._words.gettext("Since the handoff"), body))

    def _approvals(self) -> None:
        body = [line for said in self._says.approvals() for line in self._wrapped([Span(said)])]
        if body:
            self._body.append((self._words.gettext("Approvals"), body))

    def _promise(self) -> None:
        sheet, say = self._sheet, self._words.gettext
        body: list[Line] = []
        if sheet.promise:
            body += self._wrapped(self._says.promised(sheet.promise))
        if sheet.consent is not Consent.NOT_ASKED:
            body += self._wrapped([Span(wording.consent(sheet.consent, self._words))])
        if body:
            self._body.append((say("Promise to the customer") if sheet.promise else say("Consent"), body))

    def _draw_body(self) -> None:
        """The words of the call; the last of them always stand on the page that is filled in and returned."""
        flow = self.flow
        if self._sheet.ended is not None:
            # Nobody is waited for any more.
            for one in self._body:
                flow.titled(*one)
            frame.small_print(flow, self._says.small_print())
            return
        part = ReturnPart(flow, self._sheet, self._says, self._words)
        *before, (title, body) = self._body or [("", [])]
        for one in before:
            flow.titled(*one)
        kept = body[-_KEPT:] if len(body) > 2 * _KEPT else body
        first = body[: len(body) - len(kept)]
        if first:
            flow.titled(title, first)

        def along() -> None:
            if title and not first:
                flow.titled(title, kept)
            else:
                flow.text(kept, INSET)
            flow.gap(_BEFORE)

        flow.at_foot(part.draw, part.least, along)

    def _files(self) -> None:
        body = [line for one in self._sheet.files for line in self._wrapped([Span(one.name)])]
        if body:
            self._body.append((self._words.gettext("Files"), body))

    def _close(self) -> None:
        flow = self.flow
        enclosed.pictures(flow, self._sheet.files, self._words.gettext("Pictures"))
        frame.foot(flow, self._says.foot(), self._words)

    def _wrapped(self, said: Sequence[Span]) -> list[Line]:
        return lines(said, _BODY, self.flow.width - 2 * INSET, _LEADING)

    def _row(
        self,
        cells: Sequence[Sequence[tuple[str, Cell]]],
        shares: Sequence[float],
        *,
        strong: bool = False,
    ) -> None:
        """A ruled row of cells, in each one thing or several below each other, with their small headings.

        Paragraphs that say nothing take no room.
        """
        widths = [share * self.flow.width for share in shares]
        filled = []
        for cell, width in zip(cells, widths, strict=True):
            inside = width - 2 * INSET
            filled.append([line for title, said in cell for line in self._titled(title, said, inside)])
        self.flow.box(filled, widths, strong=strong)

    def _titled(self, title: str, said: Cell, width: float) -> list[Line]:
        body = [spans for spans in said if any(span.text for span in spans)]
        return label(title, width) + [line for spans in body for line in lines(spans, _BODY, width, _LEADING)]
