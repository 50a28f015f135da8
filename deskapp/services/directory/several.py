"""Several values that a program wrote into one cell or line, taken apart."""

import re
from collections.abc import Iterable, Iterator

#: Google writes three colons, Outlook and people a semicolon, spreadsheets a line break.
_BETWEEN = re.compile(r"\s*(?::::|;|\r\n|\r|\n)\s*")
#: Two numbers with a comma between them: it may also be a pause that is dialled, then what follows is short.
_COMMA = re.compile(r"\s*,\s+(?=[+(0]*\d)")
_ADDRESS = re.compile(r"\S+@\S+")
_A_NUMBER = 5


def texts(cell: str) -> Iterator[str]:
    """Any values, without blanks around them."""
    return filter(None, (part.strip() for part in _BETWEEN.split(cell)))


def numbers(cell: str) -> Iterator[str]:
    for part in texts(cell):
        several = _COMMA.split(part)
        whole = all(sum(sign.isdecimal() for sign in one) >= _A_NUMBER for one in several)
        yield from several if whole else (part,)


def addresses(cell: str) -> Iterator[str]:
    """E-mail addresses; where something else stands beside them, the text as it is."""
    for part in texts(cell):
        several = [one for one in re.split(r"[\s,]+", part) if one]
        yield from several if _all_addresses(several) else (part,)


def _all_addresses(several: Iterable[str]) -> bool:
    return all(_ADDRESS.fullmatch(one) for one in several)
