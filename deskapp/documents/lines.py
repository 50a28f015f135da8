"""Lines of a given width: wrapped as typed first, each then put into visual order (the other way around,
the second line of an Arabic sentence would stand above its first)."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, chain

from deskapp.documents.fonts import BOLD, SANS, face
from deskapp.documents.glyphs.piece import Piece, Styled
from deskapp.documents.text import BREAKS, Span, prepare
from deskapp.domain.data_class import dataclass

_LEADING = 1.37


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
    #: Its colour in hex; "": black.
    ink: str = ""

    @property
    def width(self) -> float:
        return self.indent + sum(piece.width for piece in self.pieces)

    def shown(self, ink: str, leading: float | None = None) -> "Line":
        """The same in a colour, and with another leading. Written out: a page of charts has hundreds of them."""
        return Line(self.pieces, self.size, leading or self.leading, self.from_right, self.indent, self.tick, ink)


def lines(spans: Sequence[Span] | str, size: float, width: float, leading: float | None = None) -> list[Line]:
    """Wrap to the width in points; a word longer than a line is cut. An empty text is one empty line."""
    if isinstance(spans, str):
        spans = (Span(spans),)
    leading = leading or size * _LEADING
    wrapped: list[Line] = []
    for paragraph in _paragraphs(spans):
        if any(styled.shaped for styled in paragraph):
            from deskapp.documents.glyphs.shaped_lines import shaped  # what is plain never loads the shaper

            from_right = len(paragraph) == 1 and paragraph[0].from_right
            wrapped += (Line(pieces, size, leading, from_right) for pieces in shaped(paragraph, size, width))
        else:
            wrapped += _plain(paragraph, size, width, leading)
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
    """The text on one line; what does not fit gives way to an ellipsis. For heads, feet and cells of figures."""
    if len(spans) == 1 and (plain := _plain_line(spans[0], size, width)):
        return plain
    flat = [Span(BREAKS.sub(" ", span.text[:500]), span.bold) for span in spans]
    whole = lines(flat, size, width)
    if len(whole) == 1:
        return whole[0]
    dots = Piece("…", SANS, face(SANS).width("…", size))
    first = lines(flat, size, width - dots.width)[0]
    # What runs from the right goes on at its left.
    pieces = (dots, *first.pieces) if first.from_right else (*first.pieces, dots)
    return Line(pieces, size, first.leading, first.from_right)


def _plain_line(span: Span, size: float, width: float) -> Line | None:
    """Of letters and figures that nothing is to be done about, where they fit: a page of figures is made of these."""
    if not span.text or not span.text.isascii() or not span.text.isprintable():
        return None
    name = BOLD if span.bold else SANS
    wide = face(name).width(span.text, size)
    return Line((Piece(span.text, name, wide),), size, size * _LEADING) if wide <= width else None


def some_lines(spans: Sequence[Span] | str, size: float, width: float, most: int, leading: float) -> list[Line]:
    """The text on so many lines at most; what they do not hold gives way to an ellipsis."""
    if isinstance(spans, str):
        spans = (Span(spans),)
    wrapped = lines(spans, size, width, leading)
    # A turn of the line takes a blank that no line shows.
    room = sum(1 + len(piece.text) for line in wrapped[:most] for piece in line.pieces)
    while len(wrapped) > most:
        wrapped, room = lines(_begun(spans, room), size, width, leading), room - 1
    return wrapped


def _begun(spans: Sequence[Span], count: int) -> list[Span]:
    """So many characters of them, and the ellipsis as one more of the last."""
    found: list[Span] = []
    for span in spans:
        if count <= len(span.text):
            return [*found, replace(span, text=span.text[:count].rstrip() + "…")]
        found.append(span)
        count -= len(span.text)
    return found


def _paragraphs(spans: Iterable[Span]) -> Iterator[list[Styled]]:
    paragraph: list[Styled] = []
    for span in spans:
        for number, styled in enumerate(prepare(span)):
            if number:
                yield paragraph
                paragraph = []
            paragraph.append(styled)
    yield paragraph


def _plain(paragraph: Sequence[Styled], size: float, width: float, leading: float) -> Iterator[Line]:
    """Lines of a paragraph that is written character by character."""
    text = "".join(styled.text for styled in paragraph)
    reach = [0.0, *accumulate(chain.from_iterable(map(face(one.face).advance, one.text) for one in paragraph))]
    for start, end in _turns(text, reach, width * 1000 / size):
        yield Line(tuple(_pieces(paragraph, reach, start, end, size)), size, leading)


def _turns(text: str, reach: Sequence[float], width: float) -> Iterator[tuple[int, int]]:
    """Greedy lines as (start, end) in the text; blanks at a turn of the line belong to neither line."""
    start, last = _indented(text, reach, width), len(text)
    while reach[last] - reach[start] > width:
        most = max(bisect_right(reach, reach[start] + width, start + 1) - 1, start + 1)
        space = text.rfind(" ", start, most + 1)
        end = start + len(text[start : max(space, start)].rstrip(" "))
        if end == start:
            end = most
        yield start, end
        start = end
        while start < last and text[start] == " ":
            start += 1
        if start == last:
            return
    yield start, last


def _indented(text: str, reach: Sequence[float], width: float) -> int:
    """Where the first line begins: its blanks stay, unless there is no room for more than them."""
    indent = len(text) - len(text.lstrip(" "))
    return indent if reach[indent] > width else 0


def _pieces(paragraph: Iterable[Styled], reach: Sequence[float], start: int, end: int, size: float) -> Iterator[Piece]:
    """What each style has of the line."""
    begins = 0
    for styled in paragraph:
        ends = begins + len(styled.text)
        left, right = max(start, begins), min(end, ends)
        if left < right:
            text = styled.text[left - begins : right - begins]
            yield Piece(text, styled.face, (reach[right] - reach[left]) * size / 1000)
        begins = ends
