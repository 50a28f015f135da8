"""Which handoff is meant by what a scanner read off a sheet, or somebody typed off it: "C-01482/1".

A scanner types as a keyboard does, by the places of the keys: on another layout "-" and "/" come out as other signs,
and on the French one digits as the signs of their keys.
"""

import re
from typing import NamedTuple

#: Between the parts may stand any one sign that is no letter, digit or blank, and what "-" is on a German keyboard.
_CODE = re.compile(r"c(?:[^\w\s]|[ß_])?0*([1-9]\d{0,17})(?:[^\w\s]|[ß_])0*([1-9]\d{0,4})", re.ASCII)
#: What the keys of the digits, of "-" and of "/" give on a French keyboard.
_FRENCH = str.maketrans("&é\"'(-è_çà)!", "1234567890-/")


class Code(NamedTuple):
    """The number of a call, and of one of its handoffs."""

    call_id: int
    number: int


def read(text: str) -> Code | None:
    """The handoff that a text names and nothing else; None where it is something else that is looked for."""
    said = text.strip().lower()
    if not any(sign in "0123456789" for sign in said):
        said = said.translate(_FRENCH)
    found = _CODE.fullmatch(said)
    return Code(int(found[1]), int(found[2])) if found else None
