"""Another program's list, row by row: what can be taken, and each row that cannot, by line and reason."""

from collections.abc import Callable, Sequence
from dataclasses import field
from datetime import datetime
from enum import StrEnum
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeVar

from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import DeskError
from deskapp.domain.words import Channel, Impact, Priority, Urgency, Verdict
from deskapp.services.imports import csv_file
from deskapp.services.imports.mapping import Mapping, StateMeaning
from deskapp.services.tabular.rows import BadRow, Record

#: So much of a bad value is shown.
_SHOWN = 60
#: Rows between two looks at whether to go on.
_STEP = 1000
#: The cells whose meaning a row shares with most of its neighbours.
_SHARED = (
    "state",
    "opened_at",
    "impact",
    "urgency",
    "priority",
    "channel",
    "met",
    "reopened",
    "resolved_at",
)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What the cells of a row say in our words, but for its place."""

    state: StateMeaning
    opened_at: datetime
    impact: Impact | None
    urgency: Urgency | None
    priority: Priority | None
    channel: Channel | None
    met: Verdict | None
    reopened: int
    resolved_at: datetime | None


@dataclass(slots=True)
class Row:
    """One update of one call. `facts` are the cells as they were, by the mapping's names of the columns."""

    line: int
    key: str
    reference: str
    at: datetime
    change: int
    facts: dict[str, str]
    meaning: Meaning

    @property
    def order(self) -> tuple[datetime, int, str]:
        return self.at, self.change, self.key


@dataclass(slots=True)
class Reading:
    rows: list[Row] = field(default_factory=list)
    bad: list[BadRow] = field(default_factory=list)


class _Refused(Exception):
    """A row that cannot be taken."""

    def __init__(self, code: str, **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


W = TypeVar("W", bound=StrEnum)


class RowReader:
    """Turns the facts of a row into a Row; also those that an earlier import kept in the timeline."""

    def __init__(self, mapping: Mapping) -> None:
        self._mapping = mapping
        self._unmapped = {name: "" for name in _SHARED if name not in mapping.columns}
        self._shared = itemgetter(*_SHARED)
        self._known: dict[tuple[str, ...], Meaning] = {}

    def parse(self, facts: dict[str, str], line: int) -> Row | BadRow:
        try:
            return self._read(facts, line)
        except _Refused as refused:
            return BadRow(line, refused.code, refused.values)

    def order(self, facts: dict[str, str], reference: str) -> tuple[datetime, int, str]:
        """The place of a row among its call's, from the few facts that give it. Raises ValueError."""
        try:
            return self._needed(facts, "changed_at"), self._number(facts, "change"), _key(facts, reference)
        except _Refused as refused:
            raise ValueError(refused.code) from refused

    def _read(self, facts: dict[str, str], line: int) -> Row:
        reference = facts["reference"]
        if reference in self._mapping.unknown:
            raise self._refused("cell_needed", "reference", "")
        at = self._needed(facts, "changed_at")
        change = self._number(facts, "change")
        cells = self._shared(facts | self._unmapped if self._unmapped else facts)
        meaning = self._known.get(cells)
        if meaning is None:
            meaning = self._known[cells] = self._meaning(facts)
        return Row(line, _key(facts, reference), reference, at, change, facts, meaning)

    def _meaning(self, facts: dict[str, str]) -> Meaning:
        mapping = self._mapping
        state = mapping.states.get(facts["state"])
        if state is None:
            raise self._refused("value_unknown", "state", facts["state"])
        return Meaning(
            state=state,
            opened_at=self._needed(facts, "opened_at"),
            impact=self._word(mapping.impacts.get, facts, "impact"),
            urgency=self._word(mapping.urgencies.get, facts, "urgency"),
            priority=self._word(mapping.priorities.get, facts, "priority"),
            channel=self._word(mapping.channels.get, facts, "channel"),
            met=self._word(mapping.verdicts.get, facts, "met"),
            reopened=self._number(facts, "reopened"),
            resolved_at=self._time(facts, "resolved_at"),
        )

    def _refused(self, code: str, name: str, value: str) -> _Refused:
        return _Refused(code, column=self._mapping.columns[name], value=value[:_SHOWN])

    def _needed(self, facts: dict[str, str], name: str) -> datetime:
        at = self._time(facts, name)
        if at is None:
            raise self._refused("cell_needed", name, "")
        return at

    def _time(self, facts: dict[str, str], name: str) -> datetime | None:
        text = facts.get(name, "")
        if text in self._mapping.unknown:
            return None
        try:
            return self._mapping.times.read(text)
        except (ValueError, OverflowError):
            raise self._refused("time_unreadable", name, text) from None

    def _number(self, facts: dict[str, str], name: str) -> int:
        text = facts.get(name, "")
        if text in self._mapping.unknown:
            return 0
        # Digits as people write them; nothing longer than any count of changes.
        if not (text.isascii() and text.isdigit() and len(text) <= 12):
            raise self._refused("number_unreadable", name, text)
        return int(text)

    def _word(self, known: Callable[[str], W | None], facts: dict[str, str], name: str) -> W | None:
        text = facts.get(name, "")
        if text in self._mapping.unknown:
            return None
        word = known(text)
        if word is None:
            raise self._refused("value_unknown", name, text)
        return word


def _key(facts: dict[str, str], reference: str) -> str:
    # A count of changes alone is not one of a kind: lists have been seen that repeat it.
    return f"{reference}/{facts.get('change', '')}/{facts['changed_at']}"


def read_rows(path: Path, mapping: Mapping, go_on: Callable[[int, int], None] = lambda done, total: None) -> Reading:
    """Read a CSV, also gzipped. `go_on(rows so far, lines)` is called now and then, and raises to stop.

    Raises DeskError: csv_missing, csv_unreadable, csv_empty, csv_encoding, csv_columns_missing.
    A row that is there twice counts once.
    """
    lines, records = csv_file.read(path, mapping)
    first = next(records, None)
    header = [] if first is None or isinstance(first, BadRow) else [name.strip() for name in first[1]]
    cells_of = _cells_of(header, mapping, path)
    reader = RowReader(mapping)
    found = Reading()
    by_key: dict[str, Row] = {}
    for count, record in enumerate(records):
        if count % _STEP == 0:
            go_on(count, lines)
        row = record if isinstance(record, BadRow) else _row(record, header, cells_of, mapping, reader)
        if isinstance(row, BadRow):
            found.bad.append(row)
        elif row.key not in by_key:
            by_key[row.key] = row
            found.rows.append(row)
        elif by_key[row.key].facts != row.facts:
            found.bad.append(BadRow(row.line, "row_twice", {"first": by_key[row.key].line}))
    found.bad.sort(key=lambda bad: bad.line)
    return found


CellsOf = Callable[[Sequence[str]], tuple[str, ...]]


def _cells_of(header: Sequence[str], mapping: Mapping, path: Path) -> CellsOf:
    """Picks the mapped columns' cells from a row's."""
    missing = [column for column in mapping.columns.values() if column not in header]
    if missing:
        raise DeskError(Refusal.CSV_COLUMNS_MISSING, path=str(path), columns=", ".join(missing))
    return itemgetter(*(header.index(column) for column in mapping.columns.values()))


def _row(record: Record, header: Sequence[str], cells_of: CellsOf, mapping: Mapping, reader: RowReader) -> Row | BadRow:
    line, cells = record
    if len(cells) != len(header):
        return BadRow(line, "cells", {"expected": len(header), "found": len(cells)})
    if len("".join(cells)) > mapping.longest_cell and len(max(cells, key=len)) > mapping.longest_cell:
        place = next(i for i, cell in enumerate(cells) if len(cell) > mapping.longest_cell)
        values = {"column": header[place], "length": len(cells[place]), "limit": mapping.longest_cell}
        return BadRow(line, "cell_too_long", values)
    return reader.parse(dict(zip(mapping.columns, map(str.strip, cells_of(cells)), strict=True)), line)
