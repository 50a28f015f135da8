"""What a font's file says of itself, and what is no font to print with."""

import random
import struct

import pytest
from added_fonts import DEVANAGARI, HAN, HAN_TEXT, HINDI_TEXT, THAI, THAI_TEXT

from deskapp import paths
from deskapp.domain.codes import FieldFault
from deskapp.domain.fonts import font_file
from deskapp.domain.fonts.font_file import FontFault, font_facts
from deskapp.domain.fonts.scripts import Script, scripts


def fault(data: bytes) -> FieldFault | None:
    try:
        font_facts(data)
    except FontFault as fault:
        return fault.fault
    return None


def table(data: bytes, tag: bytes) -> tuple[int, int]:
    """Where a table's entry stands, and where the table begins."""
    entry = data.index(tag)
    return entry, struct.unpack_from(">L", data, entry + 8)[0]


def permitted(bits: int) -> bytes:
    """The font with this permission."""
    _entry, start = table(THAI, b"OS/2")
    return THAI[: start + 8] + struct.pack(">H", bits) + THAI[start + 10 :]


@pytest.mark.parametrize(
    ("data", "name", "letters", "adds"),
    [
        (DEVANAGARI, "Noto Sans Devanagari Regular", HINDI_TEXT, (Script.DEVANAGARI,)),
        (THAI, "Noto Sans Thai Regular", THAI_TEXT, (Script.THAI,)),
        (HAN, "Noto Sans CJK SC", HAN_TEXT, (Script.HAN, Script.KANA)),
    ],
)
def test_a_font_tells_its_name_its_licence_its_letters_and_so_its_scripts(
    data: bytes, name: str, letters: str, adds: tuple[Script, ...]
) -> None:
    facts = font_facts(data)
    assert facts.name == name
    assert "SIL Open Font License" in facts.licence
    assert {ord(letter) for letter in letters if ord(letter) > 0x200} <= facts.characters
    assert scripts(facts.characters) == adds


def test_the_faces_that_come_along_add_none_of_the_scripts_that_are_missing() -> None:
    face = (paths.resources() / "fonts" / "DejaVuSans.ttf").read_bytes()
    assert set(scripts(font_facts(face).characters)) <= {Script.EMOJI}


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"wOFF" + THAI[4:], b"\x00\x01\x00\x00", THAI[:40], THAI[:-300]])
def test_what_is_no_font_or_not_whole_is_told(data: bytes) -> None:
    assert fault(data) in (FieldFault.FONT_UNKNOWN_KIND, FieldFault.FONT_BROKEN)


@pytest.mark.parametrize("tag", [b"cmap", b"glyf", b"hmtx"])
def test_a_font_without_a_table_that_it_needs_is_none(tag: bytes) -> None:
    entry, _start = table(THAI, tag)
    assert fault(THAI[:entry] + b"none" + THAI[entry + 4 :]) is FieldFault.FONT_UNKNOWN_KIND


@pytest.mark.parametrize(
    ("bits", "allowed"),
    [(0, True), (0x0004, True), (0x0008, True), (0x0002, False), (0x0006, True), (0x0100, False), (0x0204, False)],
)
def test_the_permission_of_a_font_is_heeded(bits: int, allowed: bool) -> None:
    assert fault(permitted(bits)) is (None if allowed else FieldFault.FONT_NOT_ALLOWED)


def test_a_file_that_is_too_large_is_not_looked_into() -> None:
    assert fault(THAI + b"\0" * font_file.LARGEST) is FieldFault.FONT_TOO_LARGE


def test_no_change_to_a_file_does_more_than_make_it_no_font() -> None:
    chance = random.Random(7)
    for _attempt in range(400):
        broken = bytearray(THAI)
        for _byte in range(chance.randint(1, 12)):
            broken[chance.randrange(chance.choice((300, len(broken))))] = chance.randrange(256)
        fault(bytes(broken))
