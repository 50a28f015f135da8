"""What every table gives, whichever kind of file it lies in: rows as text with their line, and bad ones by reason."""

from collections.abc import Sequence
from dataclasses import field
from typing import Any

from deskapp.domain.data_class import dataclass

#: A row's cells, with the line (of a sheet: the row) on which it begins; the first is 1.
Record = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that was not taken: the line it begins on (the header is 1), and why, as a code with values."""

    line: int
    code: str
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Form:
    """How a table is written.

    encoding and delimiter are "" for a workbook, sheet and sheets are empty for anything else. heading_line: the line
    on which the record with the names of the columns begins; None: the first that is not empty.
    """

    encoding: str = "utf-8"
    delimiter: str = ","
    heading_line: int | None = None
    sheet: str = ""
    sheets: tuple[str, ...] = ()

    @property
    def workbook(self) -> bool:
        return not self.delimiter


def is_blank(cells: Sequence[str]) -> bool:
    """Whether nothing stands in a row."""
    return not any(map(str.strip, cells))
