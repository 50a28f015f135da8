"""Texts in a CSV that a spreadsheet opens: one would run some as a formula, and write others as another number."""

import re
import unicodedata

_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Plus, digits, blanks: a spreadsheet reads no formula in it, and a phone number stays what it is.
_PHONE = re.compile(r"\+\d[\d ]*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")

#: What every spreadsheet shows and saves as it was typed; with 12 digits some already write 1.23E+11.
_PLAIN = re.compile(r"0|[1-9]\d{0,10}")
#: No number or date is longer.
_LONGEST = 60
_TIME = r"\d{1,4} ?: ?\d{0,2}(?: ?: ?\d{1,2})?(?:[.,]\d+)?(?: ?[ap]\.?(?:m\.?)?)?"
_MONTHS = "|".join(
    (
        "jan(?:uary|uar|vier)?|feb(?:ruary|ruar|rero)?|f[eé]v(?:rier)?|mar(?:ch|s|zo)?|m[aä]r(?:z)?|maerz|mrz",
        "apr(?:il)?|avr(?:il)?|abr(?:il)?|may|mai|mayo|jun(?:e|i|io)?|juin|jul(?:y|i|io)?|juil(?:let)?",
        "aug(?:ust)?|ao[uû]t|ago(?:sto)?|sept?(?:ember|embre|iembre)?|oct(?:ober|obre|ubre)?|okt(?:ober)?",
        "nov(?:ember|embre|iembre)?|dec(?:ember)?|d[eé]c(?:embre)?|dez(?:ember)?|dic(?:iembre)?|ene(?:ro)?",
    )
)
#: What a spreadsheet of some language takes for a number, a date, a time or a truth value.
_RECODED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        # +49305550003, 000123, 3E5, 1.234,50 €, (5), 12 %, 123 456
        r"[-+($€£¥% ]*(?:\d+|\d{1,3}(?: \d{3}|[.,'’]\d{2,3})+)?(?:[.,]\d*)?(?: ?e ?[-+]?\d+)?[-+)$€£¥% ]*",
        # 12-05, 1/2, 12.05., 2020-12-05, 5/6/2020 10:30
        rf"\d{{1,4}} ?[-/.] ?\d{{1,4}}(?: ?[-/.] ?(?:\d{{1,4}})?)?\.?(?:[t, ]+{_TIME})?",
        r"[-+]?\d+ \d+/\d+",
        rf"{_TIME}|\d{{1,2}} ?[ap]m?",
        rf"(?:\d{{1,4}}(?:st|nd|rd|th)?[-/., ]*)?(?:{_MONTHS})(?:[-/., ]*\d{{1,4}}){{0,2}}(?:[t, ]+{_TIME})?",
    )
)
_TRUTHS = frozenset(("true", "false", "wahr", "falsch", "vrai", "faux", "verdadero", "falso", "vero"))


def as_text(cell: str) -> str:
    """The cell, led by an apostrophe where a spreadsheet would take it for a formula.

    Also behind blanks and invisible signs, and in the full-width forms that some spreadsheets read as well.
    """
    if _PHONE.fullmatch(cell) or _NUMBER.fullmatch(cell):
        return cell
    if cell.startswith(("\t", "\r", "\n")):
        return "'" + cell
    plain = unicodedata.normalize("NFKC", cell)
    first = next((sign for sign in plain if not _is_blank(sign)), "")
    return "'" + cell if first in _STARTS and first else cell


def guarded(cell: str) -> str:
    """The cell so that a spreadsheet keeps it as it is: led by an apostrophe where it would run it or recode it.

    `bare` gives back what it was, whatever it was: one that begins with an apostrophe itself has two.
    """
    return "'" + cell if cell.startswith("'") or as_text(cell) != cell or _is_recoded(cell) else cell


def bare(cell: str) -> str:
    """The cell without the apostrophe that `guarded` put before it; any other as it is."""
    return cell[1:] if cell.startswith("'") and guarded(cell[1:]) == cell else cell


def _is_recoded(cell: str) -> bool:
    if not cell or len(cell) > _LONGEST or _PLAIN.fullmatch(cell):
        return False
    plain = unicodedata.normalize("NFKC", cell)
    while plain and _is_blank(plain[0]):
        plain = plain[1:]
    while plain and _is_blank(plain[-1]):
        plain = plain[:-1]
    if plain.casefold() in _TRUTHS:
        return True
    return any(sign.isdecimal() for sign in plain) and any(form.fullmatch(plain) for form in _RECODED)


def _is_blank(sign: str) -> bool:
    # Format signs, such as a zero-width space or a byte order mark, are not seen but may be skipped.
    return sign.isspace() or unicodedata.category(sign) in ("Cf", "Cc")
