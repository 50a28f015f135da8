"""The part of a handoff sheet that is filled in by hand and comes back: framed, down to the foot of its page.

It has the code, the reference and where to answer inside, so that it can be faxed or photographed by itself.
"""

from collections.abc import Sequence

from deskapp.documents import qr
from deskapp.documents.frame import SMALL, SMALL_LEADING
from deskapp.documents.handoff_words import SheetWords
from deskapp.documents.layout import HANDWRITING, INSET, Flow, label
from deskapp.documents.lines import Line, lines, ticked
from deskapp.documents.marks import Rule, Squares
from deskapp.documents.text import Span
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.domain.words import ReturnBox
from deskapp.language import Words
from deskapp.wording import handoff as handoff_wording

_BODY, _LEADING = 9.2, 12.6
_QR_SIDE = 48.0
#: Four modules of 21 stay white around the code.
_QUIET = 9.2
_LABEL = 9.0
_SLOT, _SLOT_HIGH = 12.5, 15.0
_CELL = INSET + _LABEL + 17.0
_FIXED = INSET + _LABEL + _SLOT_HIGH + 13.0
_ANSWER = INSET + _LEADING + HANDWRITING
_FEWEST = 2
#: Sums of fractions come out a hair too large; the last line must fit all the same.
_SLACK = 0.1


class ReturnPart:
    """Measured first, so that what stands before it can be kept with it, then drawn with `draw`."""

    def __init__(self, flow: Flow, sheet: HandoffSheet, says: SheetWords, words: Words) -> None:
        self._flow, self._sheet, self._says, self._words = flow, sheet, says, words
        self._beside = flow.width - _QR_SIDE - 2 * _QUIET - INSET
        self._head = self._head_lines()
        self._small = lines(says.small_print(), SMALL, flow.width - 2 * INSET, SMALL_LEADING)
        self._head_height = max(_height(self._head) + 2 * INSET, _QR_SIDE + 2 * _QUIET)

    @property
    def least(self) -> float:
        """The height that it needs at least, with the small print below."""
        return self._taken + _FEWEST * HANDWRITING

    @property
    def _taken(self) -> float:
        """What all of it takes but the lines for what was done."""
        accepting = 0.0 if self._sheet.answered else _CELL
        done = INSET + _LABEL + INSET / 2
        below = INSET + _height(self._small) + _SLACK
        return self._head_height + accepting + _ANSWER + done + _FIXED + _CELL + below

    def draw(self, height: float) -> None:
        """In the height given: whole lines to write on, what is left of it stays free above."""
        flow, room = self._flow, height - self._taken
        many = int(room / HANDWRITING)
        flow.gap(room - many * HANDWRITING)
        top = flow.y
        self._draw_head()
        if not self._sheet.answered:
            say = self._words.gettext
            self._cells((say("Accepted by (name, time)"), say("Estimated time to fix")), 0.62)
        # In the order of RETURN_FIELDS.
        self._answer()
        self._done(many)
        self._reference()
        self._cells((self._field("returned_by"), self._words.gettext("Signature")), 0.5)
        for x in (flow.left, flow.left + flow.width):
            flow.mark(Rule(x, top, x, flow.y))
        flow.mark(Rule(flow.left, top, flow.left + flow.width, top))
        flow.gap(INSET)
        flow.text(self._small, INSET)

    def _head_lines(self) -> list[Line]:
        say = self._words.gettext
        title = lines((Span(say("To be filled in and returned"), bold=True),), 10.5, self._beside, 15)
        which = lines((Span(self._says.which(), bold=True),), _BODY, self._beside, 13)
        where = lines(self._says.where_to_answer(), _BODY, self._beside, _LEADING)
        return [*title, *which, *where]

    def _field(self, name: str) -> str:
        return handoff_wording.return_field(name, self._words)

    def _draw_head(self) -> None:
        flow, top = self._flow, self._flow.y
        right = flow.left + flow.width - _QR_SIDE - _QUIET
        flow.mark(Squares(right, top - _QUIET, _QR_SIDE, qr.matrix(self._sheet.code)))
        flow.y = top - INSET
        flow.text(self._head, INSET, self._beside)
        self._end(top - self._head_height)

    def _cells(self, titles: tuple[str, str], share: float) -> None:
        """Two beside each other to write in; share: of the first, of the width."""
        flow, top, first = self._flow, self._flow.y, share * self._flow.width
        for title, left, width in ((titles[0], 0.0, first), (titles[1], first, flow.width - first)):
            self._label(title, left, width, top)
        flow.mark(Rule(flow.left + first, top, flow.left + first, top - _CELL))
        self._end(top - _CELL)

    def _answer(self) -> None:
        """The boxes beside their name, and a line to write on."""
        flow, top = self._flow, self._flow.y
        title = label(self._field("outcome"), flow.width / 4)
        flow.y = top - INSET - (_LEADING - _LABEL) / 2
        flow.text(title[:1], INSET, flow.width / 4)
        left = INSET + title[0].width + 16
        for box in ReturnBox:
            words = handoff_wording.return_box(box, self._words)
            (line, *_) = ticked(words, _BODY, flow.width - left - INSET, _LEADING)
            flow.y = top - INSET
            flow.text([line], left)
            left += line.width + 18
        self._end(top - _ANSWER)

    def _done(self, many: int) -> None:
        flow, top = self._flow, self._flow.y
        self._label(self._field("done"), 0.0, flow.width, top)
        flow.y = top - INSET - _LABEL - INSET / 2
        flow.write_lines(many * HANDWRITING + _SLACK / 2, INSET)
        self._end(flow.y + _SLACK / 2)

    def _reference(self) -> None:
        """Their number, and beside it when it was fixed."""
        flow, top, half = self._flow, self._flow.y, self._flow.width / 2
        self._label(self._field("reference"), 0.0, half, top)
        self._label(self._field("fixed_at"), half, half, top)
        flow.mark(Rule(flow.left + half, top, flow.left + half, top - _FIXED))
        say, left = self._words.gettext, half + INSET
        for slots, name in ((2, say("day")), (2, say("month")), (4, say("year")), (2, say("hour")), (2, say("minute"))):
            high, wide = top - INSET - _LABEL - 2, slots * _SLOT
            self._slots(flow.left + left, high, slots)
            flow.y = high - _SLOT_HIGH - 1
            flow.text(lines(name, 6.8, wide + 9, 8)[:1], left, wide + 9)
            left += wide + 9
        self._end(top - _FIXED)

    def _slots(self, x: float, top: float, count: int) -> None:
        """So many squares for a sign each."""
        low, right = top - _SLOT_HIGH, x + count * _SLOT
        for y in (top, low):
            self._flow.mark(Rule(x, y, right, y))
        for slot in range(count + 1):
            self._flow.mark(Rule(x + slot * _SLOT, top, x + slot * _SLOT, low))

    def _label(self, title: str, left: float, width: float, top: float) -> None:
        self._flow.y = top - INSET
        self._flow.text(label(title, width - 2 * INSET)[:1], left + INSET, width - 2 * INSET)

    def _end(self, y: float) -> None:
        """The rule below a row."""
        self._flow.mark(Rule(self._flow.left, y, self._flow.left + self._flow.width, y))
        self._flow.y = y


def _height(wrapped: Sequence[Line]) -> float:
    return sum(line.leading for line in wrapped)
