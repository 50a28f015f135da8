"""People as a table, CSV or workbook: our own columns, and those that programs and people call otherwise."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field

from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError
from deskapp.domain.exchange.spreadsheets import guarded
from deskapp.domain.reach import Reach, kind_of, line, of_line, spoken_first
from deskapp.services.directory import people_columns, several
from deskapp.services.directory.contact_entries import (
    CUSTOMER_FIELDS,
    FIELDS,
    LONGEST,
    NONE,
    Entry,
    Gathered,
    Read,
    Refused,
    Told,
    checked,
)
from deskapp.services.directory.people_columns import DEPARTMENT, FIRST, LABEL, LAST, PARTS, PREFIX, Column
from deskapp.services.tabular import tables
from deskapp.services.tabular.csv_rows import LONGEST_RECORD
from deskapp.services.tabular.headings import plain
from deskapp.services.tabular.rows import BadRow
from deskapp.services.texts import several as joined

_MANY = ("skills", "may_see", "deputies")
_REACHED = ("phones", "email")
#: What stands before a name and is no part of it.
_SALUTATIONS = frozenset(["herr", "herrn", "frau", "mr", "mrs", "ms", "miss", "mx", "sir", "madam", "company", "firma"])
#: What a column of types says of every address: how it is kept, not what it is for.
_NO_KIND = ("smtp", "ex")
#: The group that Google has everybody in.
_EVERYBODY = "mycontacts"


def read(content: bytes) -> Read:
    """The entries of a CSV or a workbook.

    Raises DeskError: contacts_empty, contacts_no_name, contacts_too_large, csv_unreadable, table_too_large.
    """
    if not content.strip():
        raise DeskError(Refusal.CONTACTS_EMPTY)
    form = tables.guess(content)
    # How long a text may be is a matter of its field: a column that is left out may hold a picture.
    with tables.table(content, form, longest=LONGEST_RECORD) as table:
        columns = people_columns.columns(table.heading)
        if not {"name", FIRST, LAST, "organisation", "email"}.intersection(one.says for one in columns):
            raise DeskError(Refusal.CONTACTS_NO_NAME, columns=", ".join(table.heading)[:200])
        strict = any(plain(one.heading) in ("skills", "covers") for one in columns)
        gathered = Gathered(one.heading for one in columns if not one.says and one.heading)
        for record in table:
            if isinstance(record, BadRow):
                gathered.refuse(BadRow(record.line, record.code, {"limit": LONGEST, **record.values}))
                continue
            number, cells = record
            reading = _Reading(columns, [_in_lines(cell) for cell in cells])
            try:
                gathered.take(Entry(number, checked(reading.texts()), strict=strict))
            except Refused as refused:
                gathered.refuse(BadRow(number, refused.code, dict(refused.values)))
            gathered.leave_out(reading.left)
    return gathered.read("xlsx" if form.workbook else "csv", _is_own(columns))


def csv_of(rows: Iterable[Mapping[str, Told]], fields: Sequence[str]) -> bytes:
    """UTF-8 with the mark by which spreadsheets know it; what one would run as a formula is written as text."""
    made = io.StringIO()
    out = csv.writer(made, lineterminator="\r\n")
    out.writerow(fields)
    for row in rows:
        out.writerow([guarded(cell_text(row.get(name, ""))) for name in fields])
    return b"\xef\xbb\xbf" + made.getvalue().encode("utf-8", "replace")


@dataclass(slots=True)
class _Reading:
    """One row on its way to an entry, and what of it is left out, by heading."""

    columns: Sequence[Column]
    cells: Sequence[str]
    left: list[tuple[str, str]] = field(default_factory=list)
    said: list[tuple[Column, str]] = field(init=False)

    def __post_init__(self) -> None:
        # Of several values a line break at the end says how they are separated.
        self.said = [
            (column, cell if cell.strip() and column.says in (*_MANY, *_REACHED) else cell.strip())
            for column, cell in zip(self.columns, self.cells, strict=True)
        ]

    def texts(self) -> dict[str, Told]:
        told: dict[str, Told] = {}
        own = _is_own(self.columns)
        labels = self._labels()
        for name in _REACHED:
            if any(one.says == name for one in self.columns):
                told[name] = self._reached(name, labels, own)
        for column, cell in self.said:
            if not column.says:
                self.left.append((column.heading, cell))
            elif column.says in _MANY:
                told[column.says] = (*told.get(column.says, ()), *self._values(column, cell, own))
            elif column.says not in (*_REACHED, *PARTS, DEPARTMENT, LABEL):
                self._take(told, column, cell)
        self._department(told)
        told["name"] = self._name(told)
        if told.get("may_see") == (NONE,):
            told["may_see"] = ()
        return told

    def _take(self, told: dict[str, Told], column: Column, cell: str) -> None:
        """A field of one text. What a second column says of it stands below in the notes, else it is left out."""
        before = told.get(column.says, "")
        if column.says == "role" and _is_salutation(cell):
            self.left.append((column.heading, cell))  # "Title" is the position to some, and "Mrs." to others
        elif column.says == "notes" and before and cell:
            told["notes"] = f"{before}\n{cell}"
        elif not before:
            told[column.says] = cell
        elif cell != before:
            self.left.append((column.heading, cell))

    def _values(self, column: Column, cell: str, own: bool) -> Iterator[str]:
        parts = _own_values(cell) if own or column.says != "skills" else several.texts(cell)
        for part in parts:
            value = part if own else part.removeprefix("* ")
            if value.casefold() == _EVERYBODY:
                self.left.append((column.heading, value))
            else:
                yield value

    def _labels(self) -> dict[str, str]:
        """What each number or address of a numbered set is for; of what is not there, nothing is said."""
        there = {column.pair for column, cell in self.said if column.says in _REACHED and cell}
        labels: dict[str, str] = {}
        for column, cell in self.said:
            if column.says != LABEL or not cell:
                continue
            if column.pair in there and column.pair not in labels and cell.casefold() not in _NO_KIND:
                labels[column.pair] = cell
            else:
                self.left.append((column.heading, cell))
        return labels

    def _department(self, told: dict[str, Told]) -> None:
        departments = [cell for column, cell in self.said if column.says == DEPARTMENT and cell]
        if departments:
            told["organisation"] = ", ".join(filter(None, (str(told.get("organisation", "")), *departments)))

    def _reached(self, name: str, labels: Mapping[str, str], own: bool) -> tuple[Reach, ...]:
        """Numbers or addresses, each with the kind that its column, its label or itself says."""
        found: list[tuple[bool, Reach]] = []
        for column, cell in self.said:
            if column.says != name:
                continue
            if own:
                return tuple(of_line(part) for part in _own_values(cell))
            label = labels.get(column.pair, "")
            use = people_columns.use_words(label)
            split = several.numbers if name == "phones" else several.addresses
            for part in split(cell):
                text, kind = of_line(part)
                reach = Reach(text, kind_of((column.kind, use, people_columns.use_words(kind))))
                found.append((column.preferred or label.startswith("*"), reach))
        found.sort(key=lambda one: not one[0])
        return spoken_first([reach for _preferred, reach in found], any(one[0] for one in found))

    def _name(self, told: Mapping[str, Told]) -> str:
        """As it is written whole; else of its parts, the firm, an address, a number."""
        shown = str(told.get("name", ""))
        parts: dict[str, str] = {}
        for column, cell in self.said:
            if column.says not in PARTS or not cell:
                continue
            if (
                (column.says == PREFIX and _is_salutation(cell))
                or parts.get(column.says)
                or (shown and cell.casefold() not in shown.casefold())
            ):
                self.left.append((column.heading, cell))
            else:
                parts[column.says] = cell
        whole = " ".join(parts[part] for part in PARTS if part in parts)
        reached = (one[0] for name in ("email", "phones") for one in told.get(name, ()))
        return shown or whole or next(filter(None, map(str, (told.get("organisation", ""), *reached))), "")


def _is_salutation(cell: str) -> bool:
    return cell.rstrip(".").casefold() in _SALUTATIONS


def _is_own(columns: Sequence[Column]) -> bool:
    """Whether this program wrote the table, which then needs no guessing."""
    headings = {one.heading for one in columns}
    return headings.issuperset(FIELDS) or headings.issuperset(CUSTOMER_FIELDS)


def _own_values(cell: str) -> Iterator[str]:
    """A line break separates values that have a semicolon themselves."""
    parts = cell.split("\n" if "\n" in cell else ";")
    return filter(None, (part.strip() for part in parts))


def cell_text(value: Told) -> str:
    """What a cell holds of a field."""
    return value if isinstance(value, str) else joined([line(one) if isinstance(one, Reach) else one for one in value])


def _in_lines(cell: str) -> str:
    """A cell whose lines end in one way."""
    return cell.replace("\r\n", "\n").replace("\r", "\n") if "\r" in cell else cell
