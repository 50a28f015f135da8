"""Rows as CSV for a spreadsheet: what a spreadsheet would run as a formula is written as text."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence

_STARTS = ("=", "+", "-", "@", "\t", "\r")
#: Plus, digits, blanks: a spreadsheet reads no formula in it, and a phone number stays what it is.
_PHONE = re.compile(r"\+\d[\d ]*")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def csv_bytes(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it, lines ended by CR LF."""
    written = io.StringIO()
    out = csv.writer(written, lineterminator="\r\n")
    out.writerow([as_text(head) for head in heads])
    out.writerows([as_text(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


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


def _is_blank(sign: str) -> bool:
    # Format signs, such as a zero-width space or a byte order mark, are not seen but may be skipped.
    return sign.isspace() or unicodedata.category(sign) in ("Cf", "Cc")
