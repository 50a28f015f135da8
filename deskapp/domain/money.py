"""Amounts of money as people write them, in hundredths; never in floating point."""

import re
import unicodedata

#: More than any refund; an amount beyond it is a slip of the keyboard.
LARGEST = 99_999_999_999

_GROUPED = re.compile(r"([1-9]\d{0,2})(?:([.,' ])\d{3}(?:\2\d{3})*)(?:(?!\2)[.,](\d{1,2}))?", re.ASCII)
_PLAIN = re.compile(r"(\d{1,12})?(?:[.,](\d{1,2}))?", re.ASCII)


def parse_amount(text: str, currency: str = "") -> int | None:
    """What was typed as an amount: "120", "1,250.50", "1.250,50", "1 250"; with the currency's sign or without.

    A separator before one or two digits at the end divides off the hundredths; one before three digits groups
    them, for no amount has thousandths. None where it is no amount, is below zero, or is beyond the largest.
    """
    typed = _plain(text, currency)
    grouped = _GROUPED.fullmatch(typed)
    if grouped:
        hundredths = grouped[3] or ""
        whole = typed[: len(typed) - len(hundredths) - 1] if hundredths else typed
        return _in_range("".join(letter for letter in whole if letter.isdecimal()), hundredths)
    plain = _PLAIN.fullmatch(typed)
    if plain is None or not (plain[1] or plain[2]):
        return None
    return _in_range(plain[1] or "0", plain[2] or "")


def amount_text(amount: int) -> str:
    """An amount as it is written in English: "1,250.50"."""
    return f"{amount // 100:,}.{amount % 100:02}"


def with_currency(amount: int, currency: str) -> str:
    """An amount with what it is in before it: "£50.00", "EUR 50.00"."""
    apart = " " if currency[-1:].isalpha() else ""
    return f"{currency}{apart}{amount_text(amount)}"


def _plain(text: str, currency: str) -> str:
    """In ASCII digits, without blanks around it and without the currency before or after it."""
    typed = "".join(_ascii(letter) for letter in text).strip()
    for sign in filter(None, (currency.strip(), "£", "€", "$")):
        if typed.casefold().startswith(sign.casefold()):
            return typed[len(sign) :].strip()
        if typed.casefold().endswith(sign.casefold()):
            return typed[: -len(sign)].strip()
    return typed


def _ascii(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    if letter in "’‘":
        return "'"
    return " " if letter.isspace() else {"٫": ".", "٬": ","}.get(letter, letter)


def _in_range(whole: str, hundredths: str) -> int | None:
    amount = int(whole) * 100 + int((hundredths + "00")[:2])
    return amount if amount <= LARGEST else None
