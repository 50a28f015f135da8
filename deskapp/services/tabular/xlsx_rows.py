"""A workbook's sheet as rows of text, one at a time: kept values of formulas, dates as dates, and no bomb unpacked."""

import datetime as dt
import re
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.services.tabular.content import LARGEST
from deskapp.services.tabular.rows import Record, is_blank

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

#: More than any sheet of a desk unpacks to, and what nothing but a bomb is packed by once it is not small.
_LARGEST_PART = 2_000_000_000
_SMALL, _TIGHTEST = 50_000_000, 400
#: A part that is not read row by row lies in memory whole.
_LARGEST_IN_MEMORY = 400_000_000
_BY_ROWS = "xl/worksheets/"
#: So many cells has no list of a desk; a row is filled up to its last cell, so that few bytes can make very many.
_MOST_CELLS = 200_000_000
#: The last row that a workbook can have.
_LAST_ROW = 1_048_576
_LEADING_NOUGHTS = re.compile(r"0+")
#: What a damaged or a foreign workbook makes the library stumble over.
_DAMAGED = (zipfile.BadZipFile, ParseError, KeyError, ValueError, TypeError, IndexError, AttributeError, OverflowError)


@contextmanager
def workbook(stream: IO[bytes], name: str) -> Iterator["Workbook"]:
    """A workbook, opened to be read once. Raises DeskError: csv_unreadable, table_too_large."""
    from openpyxl import load_workbook

    with _sound(name), warnings.catch_warnings():
        _refuse_bombs(stream, name)
        # What it leaves aside (validations, drawings) is nothing that is read here.
        warnings.simplefilter("ignore")
        book = load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    try:
        yield book
    finally:
        book.close()


@contextmanager
def _sound(name: str) -> Iterator[None]:
    try:
        yield
    except _DAMAGED as error:
        raise DeskError(Refusal.CSV_UNREADABLE, path=name, said=str(error)[:200]) from error


def sheets(book: "Workbook") -> tuple[str, ...]:
    """The names of the sheets that have rows, as they stand in the workbook; those that are hidden are left out."""
    return tuple(sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible")


def records(book: "Workbook", sheet: str, name: str) -> Iterator[Record]:
    """The rows of a sheet in which something stands, as text. Raises DeskError csv_unreadable."""
    rows = enumerate(_cells(book, sheet, name), start=1)
    while True:
        with _sound(name):
            line, cells = next(rows, (0, ()))
            texts = [_text(cell.value, cell) for cell in cells]
        if not line:
            return
        if not is_blank(texts):
            yield line, texts


def _cells(book: "Workbook", sheet: str, name: str) -> Iterator[Sequence[Any]]:
    read: Any = book[sheet]
    # A sheet may say wrongly how far it reaches, and would be cut there.
    read.reset_dimensions()
    count = 0
    for line, cells in enumerate(read.iter_rows(), start=1):
        count += len(cells)
        if line > _LAST_ROW:
            raise ValueError("more rows than a sheet can have")
        if count > _MOST_CELLS:
            raise DeskError(Refusal.TABLE_TOO_LARGE, path=name)
        yield cells


def _text(value: Any, cell: Any) -> str:
    if isinstance(value, str):
        # Text that looks like the format's sign for a letter is written so; the library leaves it where a cell has it.
        return value.replace("_x005F_", "_") if "_x005F_" in value else value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, dt.datetime):
        whole = value.replace(microsecond=0) + dt.timedelta(seconds=value.microsecond >= 500_000)
        return whole.strftime("%Y-%m-%d %H:%M:%S")
    if isinstance(value, dt.timedelta):
        return str(value)
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return _number(value, str(getattr(cell, "number_format", "") or ""))


def _number(value: float, shown: str) -> str:
    """A number as it stands in the sheet as far as that matters: a whole one has no point, and noughts lead it."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        value = int(value)
    text = str(value)
    return text.zfill(len(shown)) if isinstance(value, int) and _LEADING_NOUGHTS.fullmatch(shown) else text


def _refuse_bombs(stream: IO[bytes], name: str) -> None:
    """By what the parts say they unpack to: the library that unpacks them reads no byte beyond that."""
    with zipfile.ZipFile(stream) as packed:
        parts: Sequence[zipfile.ZipInfo] = packed.infolist()
        whole = sum(part.file_size for part in parts)
        for part in parts:
            tight = part.file_size > _SMALL and part.file_size > _TIGHTEST * max(part.compress_size, 1)
            largest = _LARGEST_PART if part.filename.lower().startswith(_BY_ROWS) else _LARGEST_IN_MEMORY
            if tight or part.file_size > largest or whole > LARGEST:
                raise DeskError(Refusal.TABLE_TOO_LARGE, path=name)
    stream.seek(0)
