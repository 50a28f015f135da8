"""The telephone number that a softphone hands over when somebody rings, in whichever of its spellings."""

import re
import unicodedata
from urllib.parse import unquote

#: They hand over addresses too: "tel:+44-161-4960233", "sip:0161%204960233@pbx;user=phone".
_SCHEME = re.compile(r"(?:tel|sips?|callto|phone):/{0,2}", re.IGNORECASE)
#: Whatever follows the number.
_AFTER = re.compile(r"[@;?,]|(?<=\d)\s*(?:x|ext\.?)\s*\d+$", re.IGNORECASE)
_NUMBER = re.compile(r"\+?[\d ()./\-]+", re.ASCII)
_LONGEST, _DIGITS = 200, range(2, 21)


def dialled(given: str) -> str:
    """The number as people write one, with ASCII digits and without its extension; "" where there is none."""
    if len(given) > _LONGEST:
        return ""
    within = re.search(r"<([^<>]*)>", given)
    text = unicodedata.normalize("NFKC", unquote(within[1] if within else given)).strip("\"' \t\r\n")
    text = _AFTER.split(_SCHEME.sub("", text, count=1), maxsplit=1)[0]
    number = " ".join("".join(map(_as_number, text)).split())
    digits = sum(sign.isdigit() for sign in number)
    return number if _NUMBER.fullmatch(number) and digits in _DIGITS else ""


def _as_number(sign: str) -> str:
    """Digits of every script, dashes of every length; marks that nobody sees are left out."""
    category = unicodedata.category(sign)
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    return {"Pd": "-", "Cf": "", "Zs": " "}.get(category, sign)
