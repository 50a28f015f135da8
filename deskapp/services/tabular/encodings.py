"""Which encoding a text is in, guessed from all of it; and how what is not in it stays in sight."""

import codecs
from typing import IO

#: Stands in a decoded text for what was not in its encoding: a sign that no decoder gives.
UNDECODED = "\udcff"
#: The name of the way to decode that puts it there.
MARKED = "deskapp-marked"
codecs.register_error(
    MARKED, lambda error: (UNDECODED, error.end) if isinstance(error, UnicodeDecodeError) else ("", 0)
)

#: Codecs of Python's that are no encoding of a text: some of them take for ever over a long one.
_NO_ENCODINGS = frozenset({"punycode", "idna", "unicode-escape", "raw-unicode-escape"})
_CHUNK = 1 << 20
#: So much text with letters beyond ASCII is enough to tell encodings of one byte a letter apart.
_ENOUGH = 1 << 18
#: The longer mark first: that of UTF-32 begins as that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What programs for Windows, for older Macs and for DOS write in the west of Europe.
_ONE_BYTE = ("cp1252", "mac-roman", "cp850")
#: Letters of the languages that are written in these, the likelier ones first.
_USUAL = "äöüßéèêàçñóíáúâôîûëïœæøåÄÖÜÉÅØÆÇÑ"
_NOW_AND_THEN = "€°§£»«–’“”„…‘•·²³µ½ºª¿¡àìòùãõÀÈÊÁÍÓÚÂÔ®©™\xa0"


def known(name: str) -> bool:
    """Whether something is the name of an encoding in which people keep texts."""
    try:
        "".encode(name)
        return codecs.lookup(name).name not in _NO_ENCODINGS
    except (LookupError, ValueError):
        return False


def guess(stream: IO[bytes]) -> str:
    """The encoding of all that the stream still has, by its mark, by its NULs, as UTF-8, else by its letters."""
    begin = stream.read(_CHUNK)
    for mark, name in _MARKS:
        if begin.startswith(mark):
            return name
    wide = _wide(begin[:4096])
    if wide:
        return wide
    decoder = codecs.getincrementaldecoder("utf-8")(MARKED)
    sample, right, wrong, chunk = bytearray(), 0, 0, begin
    while chunk:
        if not chunk.isascii():
            text = decoder.decode(chunk)
            marked = text.count(UNDECODED)
            wrong += marked
            right += sum(1 for sign in text if not sign.isascii()) - marked
            if len(sample) < _ENOUGH:
                sample += chunk[:_ENOUGH]
        chunk = stream.read(_CHUNK)
    # A stray byte among many letters is a bad row, not another encoding.
    return "utf-8" if wrong * 20 <= right else _of_one_byte(bytes(sample))


def _wide(begin: bytes) -> str:
    """UTF-16 without its mark: in a table most signs are of ASCII, and every other byte is a NUL."""
    half = len(begin) // 2
    if half < 4:
        return ""
    if begin[1::2].count(0) > half * 0.6 and begin[0::2].count(0) < half * 0.2:
        return "utf-16-le"
    if begin[0::2].count(0) > half * 0.6 and begin[1::2].count(0) < half * 0.2:
        return "utf-16-be"
    return ""


def _of_one_byte(sample: bytes) -> str:
    """The one in which the text reads best; Latin-1 where it has what cp1252 knows not."""
    best = max(_ONE_BYTE, key=lambda name: _reads(sample.decode(name, MARKED)))
    if best == "cp1252" and UNDECODED in sample.decode("cp1252", MARKED):
        return "latin-1"
    return best


def _reads(text: str) -> int:
    """How well a text reads: usual letters count for it, what no language has against it."""
    said, before = 0, " "
    for sign in text:
        if not sign.isascii():
            if sign in _USUAL:
                # A capital in the middle of a word is unlikely.
                said += -2 if sign.isupper() and before.islower() else 4
            elif sign in _NOW_AND_THEN:
                said += 1
            else:
                said -= 4
        before = sign
    return said
