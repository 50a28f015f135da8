"""Lines of text that goes through the shaper: wrapped as typed first, each then put into the order of the eye (the
other way around, the second line of an Arabic sentence would stand above its first).

A line turns at blanks, and between Han signs. Thai, Lao, Khmer and Burmese have no blanks between words, and finding
words takes a dictionary that is not here: there a line turns at the blanks between phrases and where somebody typed a
zero-width space; a phrase longer than a line is cut between syllables where one is seen to begin, else between letters,
never within what is drawn as one.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from deskapp.documents.glyphs.order import Opened
from deskapp.documents.glyphs.piece import Piece, Styled
from deskapp.documents.glyphs.placing import BREAK, CUT, SYLLABLE, measured, placed, shown
from deskapp.documents.glyphs.site_fonts import shaper
from deskapp.domain.data_class import dataclass


def shaped(paragraph: Sequence[Styled], size: float, width: float) -> Iterator[tuple[Piece, ...]]:
    """The pieces of each line of the paragraph, wrapped to the width in points."""
    return _Paragraph(paragraph, size, width).lines()


@dataclass(frozen=True, slots=True)
class _Part:
    """One stretch of the paragraph, and where in it it begins."""

    styled: Styled
    begins: int
    opened: Opened | None


class _Paragraph:
    def __init__(self, paragraph: Sequence[Styled], size: float, width: float) -> None:
        self._size, self._width = size, width
        self._text = "".join(styled.text for styled in paragraph)
        self._parts: list[_Part] = []
        advances: list[float] = []
        self._places = bytearray()
        for styled in paragraph:
            opened = Opened(styled.text) if styled.mixed else None
            self._parts.append(_Part(styled, len(advances), opened))
            if styled.shaped:
                some, places = measured(styled.text, styled.face, styled.from_right)
            else:
                some = list(map(shaper(styled.face).advance, styled.text))
                places = bytearray([CUT]) * len(some)
            advances += some
            self._places += places[: len(some)]
        self._places.append(BREAK)
        #: How far the text reaches before each character and at its end, in thousandths of the size.
        self._reach = [0.0, *accumulate(advances)]

    def lines(self) -> Iterator[tuple[Piece, ...]]:
        text, reach, last = self._text, self._reach, len(self._text)
        width = self._width * 1000 / self._size
        indent = last - len(text.lstrip(" "))
        start = indent if reach[indent] > width else 0
        while reach[last] - reach[start] > width:
            most = max(bisect_right(reach, reach[start] + width, start + 1) - 1, start + 1)
            end = self._turn(start, most)
            pieces = self._pieces(start, end)
            if text[end] != " ":
                # Letters that were joined may be wider alone.
                while sum(piece.width for piece in pieces) > self._width and (back := self._cut(start, end - 1)) < end:
                    end, pieces = back, self._pieces(start, back)
            yield pieces
            start = end
            while start < last and text[start] == " ":
                start += 1
            if start == last:
                return
        yield self._pieces(start, last)

    def _turn(self, start: int, most: int) -> int:
        """Where the line ends that could reach there: at the last blank or place to break, else in the word."""
        space = self._text.rfind(" ", start, most + 1)
        broken = self._places.rfind(BREAK, start + 1, most + 1)
        end = start + len(self._text[start : max(space, start)].rstrip(" "))
        return end if end > start and end >= broken else broken if broken > start else self._cut(start, most)

    def _cut(self, start: int, most: int) -> int:
        """Where to cut a word longer than a line: before a syllable in its last third, else between clusters."""
        syllable = self._places.rfind(SYLLABLE, start + 1 + (most - start) * 2 // 3, most + 1)
        if syllable > start:
            return syllable
        end = most
        while end > start and not self._places[end]:
            end -= 1
        if end > start:
            return end
        end = start + 1
        while not self._places[end]:
            end += 1  # not even one cluster fits
        return end

    def _pieces(self, start: int, end: int) -> tuple[Piece, ...]:
        found: list[Piece] = []
        for part in self._parts:
            styled, begins = part.styled, part.begins
            left, right = max(start, begins), min(end, begins + len(styled.text))
            if left >= right:
                continue
            line = styled.text[left - begins : right - begins]
            if not styled.shaped:
                found.append(Piece(line, styled.face, (self._reach[right] - self._reach[left]) * self._size / 1000))
                continue
            opened = part.opened.at(left - begins) if part.opened else ""
            for run in placed(line, styled.face, styled.from_right, opened, styled.mixed):
                wide = sum(cluster.width for cluster in run.clusters) * self._size / 1000
                found.append(Piece(shown([run]), run.font, wide, run.clusters))
        return tuple(found)
