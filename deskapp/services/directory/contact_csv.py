"""Contacts as CSV: our own columns, and those that address books of other programs call otherwise."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.domain.exchange.spreadsheets import bare, guarded
from deskapp.services.directory.contact_entries import FIELDS, LONGEST, NONE, Entry, Read, Refused, checked
from deskapp.services.tabular.rows import BadRow
from deskapp.services.texts import several

_MANY = ("skills", "phones", "may_see", "deputies")
#: What other programs call a column, folded; several may lead to one field.
_CALLED: Mapping[str, str] = {
    **{name: name for name in FIELDS},
    "full name": "name",
    "display name": "name",
    "contact": "name",
    "first name": "first",
    "given name": "first",
    "last name": "last",
    "family name": "last",
    "surname": "last",
    "company": "organisation",
    "organization": "organisation",
    "organization name": "organisation",
    "organization 1 - name": "organisation",
    "job title": "role",
    "title": "role",
    "position": "role",
    "organization title": "role",
    "e-mail": "email",
    "mail": "email",
    "e-mail address": "email",
    "email address": "email",
    "e-mail 1 - value": "email",
    "phone": "phones",
    "telephone": "phones",
    "mobile": "phones",
    "mobile phone": "phones",
    "business phone": "phones",
    "company main phone": "phones",
    "phone 1 - value": "phones",
    "phone 2 - value": "phones",
    "categories": "skills",
    "covers": "skills",
    "account": "our_account",
    "our account": "our_account",
    "note": "notes",
    "agreed response": "agreed_response",
    "may see": "may_see",
}


def read(content: bytes) -> Read:
    """The entries of a CSV. Raises DeskError: contacts_empty, contacts_no_name."""
    text = _decoded(content)
    lines = list(io.StringIO(text, newline=""))
    if not any(line.strip() for line in lines):
        raise DeskError(Refusal.CONTACTS_EMPTY)
    delimiter = _delimiter(lines[0])
    rows = _rows(lines, delimiter)
    heads = next((row for _line, row in rows if isinstance(row, list)), [])
    columns = [_CALLED.get(" ".join(head.replace("_", " ").split()).casefold(), "") for head in heads]
    columns = [name or _own(head) for name, head in zip(columns, heads, strict=True)]
    if not {"name", "first", "last"}.intersection(columns):
        raise DeskError(Refusal.CONTACTS_NO_NAME, columns=", ".join(heads)[:200])
    entries: list[Entry] = []
    bad: list[BadRow] = []
    for line, row in rows:
        if isinstance(row, str):
            bad.append(BadRow(line, row, {"limit": LONGEST}))
        elif len(row) != len(columns):
            bad.append(BadRow(line, "cells", {"found": len(row), "expected": len(columns)}))
        else:
            try:
                entries.append(Entry(line, checked(_texts(columns, row))))
            except Refused as refused:
                bad.append(BadRow(line, refused.code, dict(refused.values)))
    return Read(tuple(entries), tuple(bad), "csv")


def written(rows: Iterable[Mapping[str, str | Sequence[str]]]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; what one would run or recode is written as text."""
    made = io.StringIO()
    out = csv.writer(made, lineterminator="\r\n")
    out.writerow(FIELDS)
    for row in rows:
        out.writerow([guarded(cell_text(row.get(name, ""))) for name in FIELDS])
    return b"\xef\xbb\xbf" + made.getvalue().encode("utf-8", "replace")


def _own(head: str) -> str:
    """Our own names have an underscore where others have a blank."""
    folded = head.strip().casefold()
    return folded if folded in FIELDS else ""


def _decoded(content: bytes) -> str:
    """By its mark, else UTF-8, else what Windows programs write in western Europe: every byte is some letter."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _delimiter(heads: str) -> str:
    return max((",", ";", "\t"), key=heads.count)


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[tuple[int, list[str] | str]]:
    """Each record with the line it begins on. One that went wrong is given up as one line; reading goes on below."""
    begin, width = 0, 0
    while begin < len(lines):
        reader = csv.reader(_from(lines, begin), delimiter=delimiter, strict=True)
        start, before, begin = begin, 0, len(lines)
        try:
            for row in reader:
                # A stray quote glues lines together, and the record has another number of cells than the rest.
                if width and reader.line_num - before > 1 and len(row) != width:
                    raise csv.Error("glued")
                if any(cell.strip() for cell in row):
                    width = width or len(row)
                    yield start + before + 1, row
                before = reader.line_num
        except csv.Error as error:
            code = "cell_too_long" if "field limit" in str(error) else "quote_not_closed"
            yield start + before + 1, code
            begin = start + before + 1


def _from(lines: Sequence[str], begin: int) -> Iterator[str]:
    return iter(lines) if begin == 0 else (lines[number] for number in range(begin, len(lines)))


def _texts(columns: Sequence[str], row: Sequence[str]) -> dict[str, str | tuple[str, ...]]:
    texts: dict[str, str | tuple[str, ...]] = {}
    whole: dict[str, str] = {}
    for name, cell in zip(columns, row, strict=True):
        text = bare(cell).strip()
        if name in _MANY:
            # A line break separates values that have a semicolon themselves.
            parts = bare(cell).split("\n" if "\n" in bare(cell) else ";")
            values = tuple(one.strip() for one in parts if one.strip())
            texts[name] = (*texts.get(name, ()), *values)
        elif name in ("first", "last"):
            whole[name] = text
        elif name and not texts.get(name):
            texts[name] = text
    if whole and not texts.get("name"):
        texts["name"] = " ".join(filter(None, (whole.get("first"), whole.get("last"))))
    if texts.get("may_see") == (NONE,):
        texts["may_see"] = ()
    return texts


def cell_text(value: str | Sequence[str]) -> str:
    """What a cell holds of a field."""
    return value if isinstance(value, str) else several(value)
