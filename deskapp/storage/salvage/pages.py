"""Pages of a SQLite file as bytes: rows are read from them without the trees that lead there, which may be cut.

The format is SQLite's own, as its page "Database File Format" describes it. Nothing here trusts anything: what does not
add up is no row.
"""

from collections.abc import Iterator, Sequence
from struct import unpack_from
from typing import NamedTuple

#: What a page of a table holds: rows, or the way to them.
LEAF, INTERIOR = 0x0D, 0x05
_HEADER = 100
_FLOAT, _ZERO, _ONE, _BLOB = 7, 8, 9, 12
_SIZES = (0, 1, 2, 3, 4, 6, 8, 8, 0, 0)

Value = None | int | float | str | bytes


class NoRowError(Exception):
    """What stands here is no row, or not all of it can be read."""


class Row(NamedTuple):
    rowid: int
    values: Sequence[Value]


class Child(NamedTuple):
    """A page below another, with the rowids that it may hold: above the first, up to the last."""

    page: int
    above: float
    upto: float


class Pages:
    """The pages of a file, from 1 on."""

    def __init__(self, content: bytes | memoryview, size: int, usable: int) -> None:
        self._content, self._size, self._usable = content, size, usable
        self.count = len(content) // size

    def kind(self, page: int) -> int:
        """Its first byte; 0 of one that is not there."""
        return self._content[self._start(page)] if 1 <= page <= self.count else 0

    def free(self) -> set[int]:
        """Pages that hold nothing any more, as far as the list of them can be read."""
        found: set[int] = set()
        (trunk,) = unpack_from(">I", self._content, 32)
        while 1 < trunk <= self.count and trunk not in found:
            found.add(trunk)
            at = (trunk - 1) * self._size
            following, many = unpack_from(">II", self._content, at)
            if many > self._usable // 4 - 2:
                break
            found.update(unpack_from(f">{many}I", self._content, at + 8))
            trunk = following
        return found

    def rows(self, page: int) -> tuple[list[Row], int]:
        """The rows of a leaf, and how many more there are that cannot be read."""
        found, lost = [], 0
        for at in self._cells(page, 8):
            try:
                found.append(self._row(page, at))
            except (NoRowError, IndexError, ValueError):
                lost += 1
        return found, lost

    def children(self, page: int, above: float, upto: float) -> Iterator[Child]:
        """The pages below, in order, each with its share of the rowids."""
        last = above
        for at in self._cells(page, 12):
            (child,) = unpack_from(">I", self._content, self._base(page) + at)
            key, _at = self._varint(self._base(page) + at + 4)
            yield Child(child, last, min(key, upto))
            last = key
        (right,) = unpack_from(">I", self._content, self._start(page) + 8)
        yield Child(right, last, upto)

    def _base(self, page: int) -> int:
        return (page - 1) * self._size

    def _start(self, page: int) -> int:
        return self._base(page) + (_HEADER if page == 1 else 0)

    def _cells(self, page: int, header: int) -> list[int]:
        start = self._start(page)
        (many,) = unpack_from(">H", self._content, start + 3)
        first = start - self._base(page) + header
        if first + 2 * many > self._usable:
            return []
        places = unpack_from(f">{many}H", self._content, start + header)
        return [at if first + 2 * many <= at < self._usable else self._size for at in places]

    def _row(self, page: int, at: int) -> Row:
        if at >= self._usable:
            raise NoRowError
        begin = self._base(page)
        length, place = self._varint(begin + at)
        rowid, place = self._varint(place)
        payload = self._payload(length, place, begin + self._usable)
        return Row(rowid, _values(payload))

    def _payload(self, length: int, place: int, end: int) -> bytes:
        most = self._usable - 35
        if not 0 < length <= len(self._content):
            raise NoRowError
        if length <= most:
            if place + length > end:
                raise NoRowError
            return bytes(self._content[place : place + length])
        least = (self._usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (self._usable - 4)
        here = here if here <= most else least
        if place + here + 4 > end:
            raise NoRowError
        parts = [bytes(self._content[place : place + here])]
        (page,) = unpack_from(">I", self._content, place + here)
        left = length - here
        while left > 0:
            # A row's remainder is on pages of its own: one that begins as a tree does belongs to something else.
            if not 1 < page <= self.count:
                raise NoRowError
            at = self._base(page)
            (page,) = unpack_from(">I", self._content, at)
            took = min(left, self._usable - 4)
            parts.append(bytes(self._content[at + 4 : at + 4 + took]))
            left -= took
        if page != 0:
            raise NoRowError
        return b"".join(parts)

    def _varint(self, at: int) -> tuple[int, int]:
        return varint(self._content, at)


def varint(content: bytes | memoryview, at: int) -> tuple[int, int]:
    """A number of one to nine bytes, and where it ends."""
    number = 0
    for place in range(8):
        byte = content[at + place]
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at + place + 1
    number = number << 8 | content[at + 8]
    return number - (1 << 64) if number >> 63 else number, at + 9


def _values(payload: bytes) -> list[Value]:
    header, at = varint(payload, 0)
    kinds = []
    if not 0 < header <= len(payload):
        raise NoRowError
    while at < header:
        kind, at = varint(payload, at)
        kinds.append(kind)
    values: list[Value] = []
    for kind in kinds:
        size = _SIZES[kind] if 0 <= kind < len(_SIZES) else (kind - _BLOB) // 2
        if (kind in (10, 11)) or size < 0 or at + size > len(payload):
            raise NoRowError
        values.append(_value(kind, payload[at : at + size]))
        at += size
    if at != len(payload):
        raise NoRowError
    return values


def _value(kind: int, said: bytes) -> Value:
    if kind == 0:
        return None
    if kind in (_ZERO, _ONE):
        return kind - _ZERO
    if kind == _FLOAT:
        number: float = unpack_from(">d", said)[0]
        return number
    if kind < _BLOB:
        return int.from_bytes(said, "big", signed=True)
    # Letters that cannot be read are marked: the others of the text are worth having.
    return said.decode("utf-8", "replace") if kind % 2 else said
