"""What a font's file says of itself: name, licence, whether it may be embedded, which characters it has.

Read by the tables of OpenType: TrueType or PostScript outlines, also the first of a collection. A file that is not
whole raises FontFault.
"""

import struct
from collections.abc import Iterator
from itertools import islice

from deskapp.domain.codes import FieldFault
from deskapp.domain.data_class import dataclass

#: More than this is not kept; the fonts of all Han signs have 16 to 20 MB.
LARGEST = 32 * 1024 * 1024

#: A table of characters that names more than all there are, in each of its forms, is looked at no further.
_MOST = 5 * 0x110000

_KINDS = (b"\x00\x01\x00\x00", b"true", b"OTTO")
_COLLECTION = b"ttcf"
_NEEDED = ("cmap", "head", "hhea", "hmtx", "maxp")
_FAMILY, _WHOLE_NAME, _COPYRIGHT, _LICENCE, _LICENCE_AT = 1, 4, 0, 13, 14
_ENGLISH = 0x409
_MACINTOSH, _WINDOWS = 1, 3
#: Bits of the permission: not at all, as bitmaps alone, never a part of it; and for previews and prints, or for all.
_RESTRICTED, _PRINT, _EDIT, _WHOLE_ALONE, _BITMAPS = 0x0002, 0x0004, 0x0008, 0x0100, 0x0200


class FontFault(Exception):
    """Why a file cannot be used as a font."""

    def __init__(self, fault: FieldFault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True, slots=True)
class FontFacts:
    """name, licence: as the font tells them, "" where it does not; characters: code points, those that it draws."""

    name: str
    licence: str
    characters: frozenset[int]


def font_facts(data: bytes) -> FontFacts:
    """Read a font. Raises FontFault where it is none, is broken, or may not be embedded."""
    if len(data) > LARGEST:
        raise FontFault(FieldFault.FONT_TOO_LARGE)
    if data[:4] not in (*_KINDS, _COLLECTION):
        raise FontFault(FieldFault.FONT_UNKNOWN_KIND)
    try:
        tables = _tables(data)
        if not _draws(tables):
            raise FontFault(FieldFault.FONT_UNKNOWN_KIND)
        if not _may_be_embedded(tables.get("OS/2", b"")):
            raise FontFault(FieldFault.FONT_NOT_ALLOWED)
        names = _names(tables.get("name", b""))
        characters = frozenset(islice(_characters(tables["cmap"]), _MOST))
    except (struct.error, IndexError, KeyError, ValueError) as problem:
        raise FontFault(FieldFault.FONT_BROKEN) from problem
    if not characters:
        raise FontFault(FieldFault.FONT_BROKEN)
    licence = "\n".join(filter(None, (names.get(_COPYRIGHT), names.get(_LICENCE), names.get(_LICENCE_AT))))
    return FontFacts(names.get(_WHOLE_NAME) or names.get(_FAMILY, ""), licence, characters)


def _tables(data: bytes) -> dict[str, bytes]:
    start = struct.unpack_from(">L", data, 12)[0] if data[:4] == _COLLECTION else 0
    if data[start : start + 4] not in _KINDS:
        raise ValueError
    tables = {}
    for number in range(struct.unpack_from(">H", data, start + 4)[0]):
        tag, _sum, offset, length = struct.unpack_from(">4sLLL", data, start + 12 + 16 * number)
        if offset + length > len(data):
            raise ValueError
        tables[tag.decode("latin-1")] = data[offset : offset + length]
    return tables


def _draws(tables: dict[str, bytes]) -> bool:
    outlines = ("glyf" in tables and "loca" in tables) or "CFF " in tables or "CFF2" in tables
    return outlines and all(tables.get(tag) for tag in _NEEDED)


def _may_be_embedded(table: bytes) -> bool:
    """By the font's own permission: the least strict that it names counts. Without the table there is none to heed."""
    if len(table) < 10:
        return True
    permission = struct.unpack_from(">H", table, 8)[0]
    if permission & (_WHOLE_ALONE | _BITMAPS):
        return False
    return not permission & _RESTRICTED or bool(permission & (_PRINT | _EDIT))


def _names(table: bytes) -> dict[int, str]:
    if not table:
        return {}
    count, texts = struct.unpack_from(">HH", table, 2)
    found: dict[int, tuple[int, str]] = {}
    for number in range(count):
        platform, _encoding, language, name, length, offset = struct.unpack_from(">6H", table, 6 + 12 * number)
        raw = table[texts + offset : texts + offset + length]
        if platform not in (0, _MACINTOSH, _WINDOWS):
            continue
        text = raw.decode("mac_roman" if platform == _MACINTOSH else "utf-16-be", "replace").strip()
        liked = 2 if (platform, language) == (_WINDOWS, _ENGLISH) else 1 if platform == _WINDOWS else 0
        if text and liked >= found.get(name, (-1, ""))[0]:
            found[name] = (liked, text)
    return {name: text for name, (_liked, text) in found.items()}


def _characters(table: bytes) -> Iterator[int]:
    for number in range(struct.unpack_from(">H", table, 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHL", table, 4 + 8 * number)
        if platform == 0 or (platform, encoding) in ((3, 1), (3, 10)):
            kind = struct.unpack_from(">H", table, offset)[0]
            if kind == 4:
                yield from _segments(table, offset)
            elif kind == 12:
                yield from _groups(table, offset)


def _segments(table: bytes, offset: int) -> Iterator[int]:
    count = struct.unpack_from(">H", table, offset + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", table, offset + 14)
    starts = struct.unpack_from(f">{count}H", table, offset + 16 + 2 * count)
    for start, end in zip(starts, ends, strict=True):
        yield from range(start, min(end, 0xFFFE) + 1)


def _groups(table: bytes, offset: int) -> Iterator[int]:
    count = struct.unpack_from(">L", table, offset + 12)[0]
    for number in range(count):
        start, end, _glyph = struct.unpack_from(">LLL", table, offset + 16 + 12 * number)
        if not start <= end <= 0x10FFFF:
            raise ValueError
        yield from range(start, end + 1)
