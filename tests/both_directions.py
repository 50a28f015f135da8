"""People who write from the right, the figures that stand beside them, and whether one was turned around."""

import re
from collections.abc import Iterable, Iterator

HEBREW, ARABIC, PERSIAN = "שרה לוי", "أحمد خليل", "فرهاد ایرانی"
PHONE, OTHER, ACCOUNT, LETTER = "020 7946 0018", "+44 161 496 0233", "KD 2026 0042", "anna-7.levi@example.org"
ADDRESS, AMOUNT, INVOICE = "12 Hill Road, N1 4AB", "£ 118.40", "INV 789 / 2026"
FIGURES = (PHONE, OTHER, ACCOUNT, LETTER, ADDRESS, AMOUNT, INVOICE)
#: As people write it: names, and numbers between them.
TOLD = f"{ARABIC} {PHONE} החשבונית {INVOICE} כפולה, {AMOUNT} {HEBREW}"


def turned(lines: Iterable[str]) -> list[str]:
    """Lines, as the eye meets them from the left, that show all of a figure and not as it was written."""
    return list(dict.fromkeys(_turned(lines)))


def _turned(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for figure in FIGURES:
            parts = figure.split() if " " in figure else re.findall(r"\w+", figure)
            if figure not in line and all(part in line for part in parts):
                yield f"{figure}: {line}"
