"""The handoff sheet: what a contact needs to act on a call, to be printed, filled in and returned."""

import re
import unicodedata
from collections.abc import Sequence

from deskapp import direction
from deskapp.documents import enclosed, frame, qr
from deskapp.documents.handoff_words import Cell, SheetWords
from deskapp.documents.layout import INSET, MARGIN, Flow, label
from deskapp.documents.lines import Line, lines
from deskapp.documents.marks import Squares
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.return_part import ReturnPart
from deskapp.documents.text import Span
from deskapp.domain.handoff.sheet import Change, HandoffSheet, Promised, Recipient, Sender, SheetCustomer
from deskapp.language import Words

__all__ = [
    "Change",
    "HandoffSheet",
    "Promised",
    "Recipient",
    "Sender",
    "SheetCustomer",
    "handoff_file_name",
    "handoff_pdf",
    "handoff_text",
    "sheet_file_name",
]

_BODY, _LEADING = 9.2, 12.6
_QR_SIDE = 46.0
#: So many lines of the call's words stand at least above what is filled in.
_KEPT = 3
#: The gap above what is filled in.
_BEFORE = 14.0


def handoff_file_name(ref: str, number: int, sheet: int = 0, contact: str = "") -> str:
    """A name for the sheet's file that is safe on every disk: which sheet of which handoff, and for whom.

    sheet: 0, contact: "": it is not said. A name in another script than Latin is left out.
    """
    safe_ref = "".join(sign for sign in ref if sign.isascii() and (sign.isalnum() or sign == "-")).strip("-")
    said = [f"handoff-{safe_ref[:40] or 'call'}-{number}"]
    if sheet:
        said.append(f"sheet-{sheet}")
    said.append(_safe(contact))
    return "-".join(filter(None, said)) + ".pdf"


def sheet_file_name(sheet: HandoffSheet) -> str:
    """The same, of a sheet; the contact by their organisation, else by name."""
    return handoff_file_name(sheet.ref, sheet.number, sheet.sheet, sheet.to.organisation or sheet.to.name)


def _safe(text: str) -> str:
    """Letters, digits and hyphens of ASCII; blanks between words become hyphens, accents go."""
    plain = unicodedata.normalize("NFKD", "-".join(text.split()))
    kept = "".join(sign for sign in plain if sign.isascii() and (sign.isalnum() or sign == "-"))
    return re.sub("-{2,}", "-", kept).strip("-")[:30].strip("-")


def handoff_pdf(sheet: HandoffSheet, words: Words) -> bytes:
    """The sheet as a PDF, in the words of its reader. What this reader may not see is already out of it."""
    title = words.gettext("Handoff {ref} · {number}").format(ref=sheet.ref, number=sheet.number)
    if sheet.sheet > 1:
        title += " · " + words.gettext("sheet {sheet}").format(sheet=sheet.sheet)
    flow = _Drawing(sheet, words).flow
    return pdf(flow, Properties(title, sheet.sender.site, sheet.language, sheet.printed_at))


def handoff_text(sheet: HandoffSheet, words: Words) -> str:
    """The same as plain text, to be pasted anywhere: no line is broken but where somebody broke it."""
    says, say = SheetWords(sheet, words), words.gettext
    changes = says.changes()
    facts = [*([changes] if changes else []), *says.who(), *says.what(), *says.where_and_on_what()]
    said = [say("Handoff sheet"), says.title, _plain(says.subtitle()), ""]
    for title, told in facts:
        filled = [line for line in map(_plain, told) if line.strip()]
        said += [f"{title}: {filled[0]}", *(f"  {line}" for line in filled[1:])] if filled else []
    for title, told in says.body():
        said += ["", title, *(f"  {line}" for one in told for line in _plain(one).splitlines())]
    if sheet.ended is None:
        said += ["", _plain(says.where_to_answer()), sheet.code]
    return direction.clean("\n".join([*said, "", _plain(says.small_print())])).rstrip() + "\n"


def _plain(said: Sequence[Span]) -> str:
    return "".join(span.text for span in said)


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
        self._draw_body()
        self._close()

    def _head(self) -> None:
        flow, sheet = self.flow, self._sheet
        beside = flow.width - _QR_SIDE - 14
        below_code = flow.y - _QR_SIDE
        flow.mark(Squares(MARGIN + flow.width - _QR_SIDE, flow.y, _QR_SIDE, qr.matrix(sheet.code)))
        frame.head(flow, self._words.gettext("Handoff sheet"), self._says.title, self._says.subtitle(), beside)
        if len(flow.pages) == 1:
            flow.y = min(flow.y, below_code)
        flow.gap(14)

    def _running_head(self, flow: Flow) -> None:
        said = [Span(f"{self._says.which()} · "), Span(self._says.title)]
        frame.running_head(flow, said)

    def _changes(self) -> None:
        changes = self._says.changes()
        if changes is not None:
            self._row([[changes]], (1.0,))
            self.flow.gap(9)

    def _cells(self) -> None:
        says = self._says
        # Two deadlines never stand in one line: who looks at it in a hurry takes the wrong one.
        self._row([[one] for one in says.who()], (0.40, 0.29, 0.31), strong=True)
        self.flow.gap(9)
        customer, priority, *until = says.what()
        self._row([[customer], [priority], until], (0.36, 0.30, 0.34))
        # The place and the thing, each as wide as it has room; neither where nothing is told of it.
        cells = says.where_and_on_what()
        if cells:
            self.flow.gap(9)
            self._row([[one] for one in cells], (0.42, 0.58) if len(cells) == 2 else (1.0,))
        self.flow.gap(5)

    def _draw_body(self) -> None:
        """The words of the call; the last of them always stand on the page that is filled in and returned."""
        flow = self.flow
        blocks = [(title, [line for said in told for line in self._wrapped(said)]) for title, told in self._says.body()]
        if self._sheet.ended is not None:
            # Nobody is waited for any more.
            for one in blocks:
                flow.titled(*one)
            frame.small_print(flow, self._says.small_print())
            return
        part = ReturnPart(flow, self._sheet, self._says, self._words)
        *before, (title, body) = blocks or [("", [])]
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

    def _close(self) -> None:
        flow = self.flow
        enclosed.pictures(flow, self._sheet.files, self._words.gettext("Pictures"))
        frame.foot(flow, self._says.foot(), self._words, self._sheet.head)

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
