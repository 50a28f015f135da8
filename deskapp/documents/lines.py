"""Lines of a given width: wrapped as typed first, each then put into visual order (the other way around,
the second line of an Arabic sentence would stand above its first)."""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, chain

from deskapp.documents.fonts import SANS, face
from deskapp.documents.text import BREAKS, NEEDED_FOR_ORDER, Span, Styled, in_visual_order, prepare
from deskapp.domain.data_class import dataclass

_LEADING = 1.37


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one line, in visual order, of one face, with its width in points."""

    text: str
    face: str
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One wrapped line. `from_right`: it belongs to a paragraph that runs from the right."""

    pieces: tuple[Piece, ...]
    size: float
    leading: float
    from_right: bool = False
    #: How far its words stand inside, and the side of the empty square that stands before them; 0: none.
    indent: float = 0.0
    tick: float = 0.0

    @property
    def width(self) -> float:
        return self.indent + sum(piece.width for piece in self.pieces)


def lines(spans: Sequence[Span] | str, size: float, width: float, leading: float | None = None) -> list[Line]:
    """Wrap to the width in points; a word longer than a line is cut. An empty text is one empty line."""
    if isinstance(spans, str):
        spans = (Span(spans),)
    leading = leading or size * _LEADING
    wrapped = []
    for paragraph in _paragraphs(spans):
        from_right = len(paragraph) == 1 and paragraph[0].from_right
        text = "".join(styled.text for styled in paragraph)
        reach = _reach(paragraph)
        for start, end in _turns(text, reach, width * 1000 / size):
            pieces = tuple(_pieces(paragraph, reach, start, end, size))
            wrapped.append(Line(pieces, size, leading, from_right))
    return wrapped


def hanging(
    mark: str, said: Sequence[Span] | str, size: float, width: float, leading: float | None = None
) -> list[Line]:
    """Lines behind a mark ("1.", "•"), all of them inside of it."""
    (before,) = lines(f"{mark} ", size, width, leading)
    wrapped = lines(said, size, width - before.width, leading)
    first = replace(wrapped[0], pieces=(*before.pieces, *wrapped[0].pieces))
    return [first, *(replace(line, indent=before.width) for line in wrapped[1:])]


def ticked(words: str, size: float, width: float, leading: float | None = None) -> list[Line]:
    """An empty square to be ticked by hand, large enough for a pen, and the words behind it."""
    side = size * 1.05
    inside = side + size * 0.55 if words else side
    wrapped = [replace(line, indent=inside) for line in lines(words, size, max(width - inside, size), leading)]
    return [replace(wrapped[0], tick=side), *wrapped[1:]]


def one_line(spans: Sequence[Span], size: float, width: float) -> Line:
    """The text on one line; what does not fit gives way to an ellipsis. For running heads and feet alone."""
    flat = [Span(BREAKS.sub(" ", span.text[:500]), span.bold) for span in spans]
    whole = lines(flat, size, width)
    if len(whole) == 1:
        return whole[0]
    dots = Piece("…", SANS, face(SANS).width("…", size))
    first = lines(flat, size, width - dots.width)[0]
    return Line((*first.pieces, dots), size, first.leading)


def _paragraphs(spans: Iterable[Span]) -> Iterator[list[Styled]]:
    paragraph: list[Styled] = []
    for span in spans:
        for number, styled in enumerate(prepare(span)):
            if number:
                yield paragraph
                paragraph = []
            paragraph.append(styled)
    yield paragraph


def _reach(paragraph: Iterable[Styled]) -> list[float]:
    """How far the text reaches before each of its characters and at its end, in thousandths of the size."""
    return [0.0, *accumulate(chain.from_iterable(map(_advances, paragraph)))]


def _advances(styled: Styled) -> Iterable[float]:
    advance = face(styled.face).advance
    if not styled.mixed:
        return map(advance, styled.text)
    return (0.0 if sign in NEEDED_FOR_ORDER else advance(sign) for sign in styled.text)


def _turns(text: str, reach: Sequence[float], width: float) -> Iterator[tuple[int, int]]:
    """Greedy lines as (start, end) in the text; blanks at a turn of the line belong to neither line."""
    start, last = 0, len(text)
    indent = last - len(text.lstrip(" "))
    if reach[indent] > width:
        start = indent
    while reach[last] - reach[start] > width:
        most = max(bisect_right(reach, reach[start] + width, start + 1) - 1, start + 1)
        space = text.rfind(" ", start, most + 1)
        end = start + len(text[start : max(space, start)].rstrip(" "))
        if end == start:
            end = _cut(text, start, most)
        yield start, end
        start = end
        while start < last and text[start] == " ":
            start += 1
        if start == last:
            return
    yield start, last


def _cut(text: str, start: int, most: int) -> int:
    """Where to cut a word longer than a line; a sign that sits on another stays with it."""
    end = most
    while end > start + 1 and unicodedata.combining(text[end]):
        end -= 1
    return end if end > start + 1 else most


def _pieces(paragraph: Iterable[Styled], reach: Sequence[float], start: int, end: int, size: float) -> Iterator[Piece]:
    """What each style has of the line, put into its visual order by itself."""
    begins = 0
    for styled in paragraph:
        ends = begins + len(styled.text)
        left, right = max(start, begins), min(end, ends)
        if left < right:
            text = styled.text[left - begins : right - begins]
            width = (reach[right] - reach[left]) * size / 1000
            if styled.mixed:
                text = in_visual_order(styled.text[: right - begins], styled.from_right, left - begins)
                width = face(styled.face).width(text, size)
            yield Piece(text, styled.face, width)
        begins = ends
