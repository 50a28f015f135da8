"""The part of a handoff sheet that is filled in by hand and comes back: framed, down to the foot of its page.

It has the code, the reference and where to answer inside, so that it can be faxed or photographed by itself.
"""

from collections.abc import Sequence

from deskapp.documents import qr
from deskapp.documents.handoff_words import SheetWords, grey
from deskapp.documents.layout import INSET, MARGIN, Flow, Rule, Squares, label
from deskapp.documents.lines import Line, lines
from deskapp.documents.text import Span
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.domain.words import ReturnBox
from deskapp.language import Words
from deskapp.wording import handoff as handoff_wording

#: Lines to write on are 8 mm apart.
_APART = 8 / 25.4 * 72
_QR_SIDE = 48.0
#: Four modules of 21 stay white around the code.
_QUIET = 9.2
_LABEL = 9.0
_SLOT, _SLOT_HIGH = 12.5, 15.0
_BOX = 9.0
_CELL = INSET + _LABEL + 17.0
_FIXED = INSET + _LABEL + _SLOT_HIGH + 13.0
_ANSWER = INSET + _BOX + INSET + _APART
_FEWEST, _SMALL = 2, 7.6
#: Sums of fractions come out a hair too large; the last line must fit all the same.
_SLACK = 0.1


class ReturnPart:
    """Measured first, so that what stands before it can be kept with it, then drawn."""

    def __init__(self, flow: Flow, sheet: HandoffSheet, says: SheetWords, words: Words) -> None:
        self._flow, self._sheet, self._says, self._words = flow, sheet, says, words
        self._beside = flow.width - _QR_SIDE - 2 * _QUIET - INSET
        self._head = self._head_lines()
        self._small = lines(says.small_print(), _SMALL, flow.width - 2 * INSET, 10)
        self._head_height = max(_height(self._head) + 2 * INSET, _QR_SIDE + 2 * _QUIET)

    @property
    def least(self) -> float:
        """The height that it needs at least, with the small print below."""
        return self._taken + _FEWEST * _APART + _SLACK

    @property
    def _taken(self) -> float:
        """What all of it takes but the lines for what was done."""
        accepting = 0.0 if self._sheet.answered else _CELL
        done = INSET + _LABEL + INSET / 2
        below = 6 + _height(self._small)
        return self._head_height + accepting + _ANSWER + done + _FIXED + _CELL + below

    def draw(self) -> None:
        """As high as the page has room."""
        flow = self._flow
        room = flow.room - self._taken - _SLACK
        many = max(_FEWEST, int(room / _APART))
        flow.gap(max(0.0, room - many * _APART))
        top = flow.y
        self._draw_head()
        if not self._sheet.answered:
            say = self._words.gettext
            self._cells((say("Accepted by (name, time)"), say("Estimated time to fix")), 0.62)
        # In the order of RETURN_FIELDS.
        self._answer()
        self._done(many)
        self._reference()
        self._name()
        for x in (MARGIN, MARGIN + flow.width):
            flow.mark(Rule(x, top, x, flow.y))
        flow.mark(Rule(MARGIN, top, MARGIN + flow.width, top))
        flow.gap(6)
        flow.text(self._small, INSET)

    def _head_lines(self) -> list[Line]:
        say = self._words.gettext
        title = lines((Span(say("To be filled in and returned"), bold=True),), 10.5, self._beside, 15)
        which = lines((Span(self._says.which(), bold=True),), 9.2, self._beside, 13)
        where = lines(self._says.where_to_answer(), 9.2, self._beside, 12.6)
        return [*title, *which, *where]

    def _draw_head(self) -> None:
        flow, top = self._flow, self._flow.y
        right = MARGIN + flow.width - _QR_SIDE - _QUIET
        flow.mark(Squares(right, top - _QUIET, _QR_SIDE, qr.matrix(self._sheet.code)))
        flow.y = top - INSET
        flow.text(self._head, INSET, self._beside)
        self._end(top - self._head_height)

    def _cells(self, titles: tuple[str, str], share: float) -> None:
        flow, top, first = self._flow, self._flow.y, share * self._flow.width
        for title, left, width in ((titles[0], 0.0, first), (titles[1], first, flow.width - first)):
            self._label(title, left, width, top)
        flow.mark(Rule(MARGIN + first, top, MARGIN + first, top - _CELL))
        self._end(top - _CELL)

    def _answer(self) -> None:
        """The boxes beside their name, and a line to write on."""
        flow, top = self._flow, self._flow.y
        title = label(handoff_wording.return_field("outcome", self._words), flow.width / 4)
        flow.y = top - INSET - (_BOX - title[0].leading) / 2
        flow.text(title, INSET, flow.width / 4)
        left = INSET + max(line.width for line in title) + 16
        for box in ReturnBox:
            words = lines((Span(handoff_wording.return_box(box, self._words)),), 9.2, flow.width - left, 12.6)
            wide = _BOX + 5 + words[0].width
            self._square(MARGIN + left, top - INSET, _BOX, _BOX)
            flow.y = top - INSET - (_BOX - words[0].leading) / 2
            flow.text(words[:1], left + _BOX + 5, words[0].width + 1)
            left += wide + 18
        self._line(top - _ANSWER)
        self._end(top - _ANSWER)

    def _done(self, many: int) -> None:
        top = self._flow.y
        self._label(handoff_wording.return_field("done", self._words), 0.0, self._flow.width, top)
        y = top - INSET - _LABEL - INSET / 2
        for _line in range(many):
            y -= _APART
            self._line(y)
        self._end(y)

    def _reference(self) -> None:
        """Their number, and beside it when it was fixed."""
        flow, top, half = self._flow, self._flow.y, self._flow.width / 2
        self._label(handoff_wording.return_field("reference", self._words), 0.0, half, top)
        self._label(handoff_wording.return_field("fixed_at", self._words), half, half, top)
        flow.mark(Rule(MARGIN + half, top, MARGIN + half, top - _FIXED))
        say, left = self._words.gettext, half + INSET
        for slots, name in ((2, say("day")), (2, say("month")), (4, say("year")), (2, say("hour")), (2, say("minute"))):
            high = top - INSET - _LABEL - 2
            for slot in range(slots):
                self._square(MARGIN + left + slot * _SLOT, high, _SLOT, _SLOT_HIGH)
            flow.y = high - _SLOT_HIGH - 1
            flow.text(lines(grey(name), 6.6, 60, 8)[:1], left, 60)
            left += slots * _SLOT + 9
        self._end(top - _FIXED)

    def _name(self) -> None:
        self._cells((handoff_wording.return_field("returned_by", self._words), self._words.gettext("Signature")), 0.5)

    def _label(self, title: str, left: float, width: float, top: float) -> None:
        self._flow.y = top - INSET
        self._flow.text(label(title, width - 2 * INSET)[:1], left + INSET, width - 2 * INSET)

    def _line(self, y: float) -> None:
        self._flow.mark(Rule(MARGIN + INSET, y, MARGIN + self._flow.width - INSET, y))

    def _square(self, x: float, top: float, width: float, height: float) -> None:
        for one in (
            Rule(x, top, x + width, top),
            Rule(x, top - height, x + width, top - height),
            Rule(x, top, x, top - height),
            Rule(x + width, top, x + width, top - height),
        ):
            self._flow.mark(one)

    def _end(self, y: float) -> None:
        """The rule below a row."""
        self._flow.mark(Rule(MARGIN, y, MARGIN + self._flow.width, y))
        self._flow.y = y


def _height(wrapped: Sequence[Line]) -> float:
    return sum(line.leading for line in wrapped)
