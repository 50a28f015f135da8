"""Text and phone numbers as they are stored: as typed, but for what no file can hold."""

import unicodedata
from collections.abc import Sequence


def reference(call_id: int) -> str:
    """A call's reference: C-00001."""
    return f"C-{call_id:05d}"


def call_id_of(ref: str) -> int:
    """The id behind a reference that `reference` made; 0 for any other text."""
    digits_of_it = ref.removeprefix("C-")
    return int(digits_of_it) if digits_of_it.isdecimal() and digits_of_it.isascii() else 0


#: Of a text that was pasted into a search field so many characters are looked for.
_LONGEST = 200


def clean(text: str) -> str:
    """The text without blanks around it. Halves of a character, which cannot be stored, become U+FFFD."""
    return whole(text).strip()


def whole(text: str) -> str:
    """The text with its blanks. Two halves that belong together are the character they stand for."""
    if text.isascii() or not _has_halves(text):
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def several(values: Sequence[str]) -> str:
    """Several values in the one cell of a file: one after the other, a line each where one has a semicolon itself."""
    return "".join(f"{one}\n" for one in values) if any(";" in one for one in values) else "; ".join(values)


def digits(phone: str) -> str:
    """A number's digits alone, of whatever script, for finding it however it was typed."""
    if phone.isascii():
        return "".join(letter for letter in phone if letter.isdecimal())
    return "".join(str(unicodedata.decimal(letter)) for letter in phone if letter.isdecimal())


def typed(text: str) -> str:
    """What was typed into a search field as far as it is searched for; nobody looks for somebody by a page of text."""
    # LIKE reads a pattern up to its first NUL.
    return clean(clean(text)[:_LONGEST].partition("\0")[0])


def like(text: str) -> str:
    """What was typed, as the inside of a LIKE pattern with backslash as its escape."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _has_halves(text: str) -> bool:
    return any("\ud800" <= letter <= "\udfff" for letter in text)
