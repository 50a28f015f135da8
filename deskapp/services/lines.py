"""Many short texts at hand for finding while somebody types: which have every word that was typed."""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

#: Between two lines; it stands in none.
BETWEEN = "\x1e"

#: A text as it is looked through, folded, and the id of what it is about.
Line = tuple[str, int]
#: A word in the ways in which it may stand in a line.
Ways = tuple[str, ...]


class Lines:
    """A line each, in their order, in one text: to find a rare word among a hundred thousand takes milliseconds."""

    def __init__(self, lines: Iterable[Line] = ()) -> None:
        every = sorted(lines)
        self.ids = array("q", (one for _line, one in every))
        # Where each line begins, in the text that begins and ends with the sign between them.
        self._starts = array("q", accumulate((len(line) + 1 for line, _id in every), initial=1))
        self._text = "".join((BETWEEN, *(f"{line}{BETWEEN}" for line, _id in every)))

    def with_all(self, words: Sequence[Ways], limit: int) -> list[Line]:
        """Up to so many lines, with their ids, in which every word is found in one of its ways."""
        if not self.ids:
            return []
        leads = max(words, key=lambda ways: min(map(len, ways)))
        others = [ways for ways in words if ways is not leads]
        hits = {place for way in leads for place in self._having(way, others, limit)}
        return [(self._line(place), self.ids[place]) for place in sorted(hits)[:limit]]

    def _having(self, part: str, others: Sequence[Ways], limit: int) -> Iterator[int]:
        found, at = 0, self._text.find(part)
        while at >= 0 and found < limit:
            place = bisect_right(self._starts, at) - 1
            if not others or speaks(self._line(place), others):
                found += 1
                yield place
            at = self._text.find(part, self._starts[place + 1])

    def _line(self, place: int) -> str:
        return self._text[self._starts[place] : self._starts[place + 1] - 1]


def speaks(line: str, words: Sequence[Ways]) -> bool:
    """Whether a line has every word, in one of its ways."""
    return all(any(way in line for way in ways) for ways in words)
