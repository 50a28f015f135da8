"""Scripts that the bundled faces have not, by the characters that tell them."""

from collections.abc import Collection
from enum import StrEnum


class Script(StrEnum):
    """What a font of the site may add."""

    HAN = "han"
    KANA = "kana"
    HANGUL = "hangul"
    DEVANAGARI = "devanagari"
    BENGALI = "bengali"
    GURMUKHI = "gurmukhi"
    GUJARATI = "gujarati"
    ODIA = "odia"
    TAMIL = "tamil"
    TELUGU = "telugu"
    KANNADA = "kannada"
    MALAYALAM = "malayalam"
    SINHALA = "sinhala"
    THAI = "thai"
    TIBETAN = "tibetan"
    BURMESE = "burmese"
    ETHIOPIC = "ethiopic"
    KHMER = "khmer"
    SYRIAC = "syriac"
    THAANA = "thaana"
    EMOJI = "emoji"


#: From and to, of the letters without which a script cannot be written.
_LETTERS: dict[Script, tuple[int, int]] = {
    Script.HAN: (0x4E00, 0x9FFF),
    Script.KANA: (0x3041, 0x30FF),
    Script.HANGUL: (0xAC00, 0xD7A3),
    Script.DEVANAGARI: (0x0905, 0x0939),
    Script.BENGALI: (0x0985, 0x09B9),
    Script.GURMUKHI: (0x0A05, 0x0A39),
    Script.GUJARATI: (0x0A85, 0x0AB9),
    Script.ODIA: (0x0B05, 0x0B39),
    Script.TAMIL: (0x0B85, 0x0BB9),
    Script.TELUGU: (0x0C05, 0x0C39),
    Script.KANNADA: (0x0C85, 0x0CB9),
    Script.MALAYALAM: (0x0D05, 0x0D39),
    Script.SINHALA: (0x0D85, 0x0DC6),
    Script.THAI: (0x0E01, 0x0E45),
    Script.TIBETAN: (0x0F40, 0x0F6C),
    Script.BURMESE: (0x1000, 0x1021),
    Script.ETHIOPIC: (0x1200, 0x135A),
    Script.KHMER: (0x1780, 0x17B3),
    Script.SYRIAC: (0x0710, 0x072F),
    Script.THAANA: (0x0780, 0x07A5),
    Script.EMOJI: (0x1F300, 0x1F64F),
}
#: A few of its letters, as in a font for one firm's name, are a script already; one or two come along with others.
_FEW = 8


def scripts(characters: Collection[int]) -> tuple[Script, ...]:
    """Which of them can be written with these characters."""
    found = dict.fromkeys(_LETTERS, 0)
    for code in characters:
        for script, (first, last) in _LETTERS.items():
            if first <= code <= last:
                found[script] += 1
    return tuple(script for script, number in found.items() if number >= _FEW)
