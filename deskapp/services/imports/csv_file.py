"""A CSV as records with the line each begins on; what cannot be read is given up line by line, with a reason."""

import csv
import gzip
import io
import zlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.services.imports.mapping import Mapping
from deskapp.services.tabular.rows import BadRow, Record

_GZIP = b"\x1f\x8b"


def read(path: Path, mapping: Mapping) -> tuple[int, Iterator[Record | BadRow]]:
    """How many lines there are, and the records.

    Raises DeskError: csv_missing, csv_unreadable, csv_empty, csv_encoding.
    """
    lines, undecoded = _decoded(_content(path), mapping)
    if not lines:
        raise DeskError(Refusal.CSV_EMPTY, path=str(path))
    if undecoded and undecoded[0].line == 1:
        raise DeskError(Refusal.CSV_ENCODING, path=str(path), encoding=mapping.encoding.removesuffix("-sig"))
    return len(lines), _all(lines, undecoded, mapping)


def _all(lines: Sequence[str], undecoded: Sequence[BadRow], mapping: Mapping) -> Iterator[Record | BadRow]:
    unreadable = {bad.line for bad in undecoded}
    for record in _records(lines, mapping, unreadable):
        if not (isinstance(record, BadRow) and record.line in unreadable):
            yield record
    yield from undecoded


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
        return gzip.decompress(content) if content.startswith(_GZIP) else content
    except FileNotFoundError as error:
        raise DeskError(Refusal.CSV_MISSING, path=str(path)) from error
    except (OSError, EOFError, zlib.error) as error:
        raise DeskError(
            Refusal.CSV_UNREADABLE, path=str(path), said=getattr(error, "strerror", None) or str(error)
        ) from error


def _decoded(content: bytes, mapping: Mapping) -> tuple[list[str], list[BadRow]]:
    """The lines with their ends, and those that are not in the encoding (which stay in place, empty)."""
    try:
        # Not splitlines(): signs such as U+2028 end no row.
        return list(io.StringIO(content.decode(mapping.encoding), newline="")), []
    except UnicodeDecodeError:
        pass
    lines: list[str] = []
    bad: list[BadRow] = []
    for number, raw in enumerate(content.split(b"\n"), start=1):
        try:
            lines.append(raw.decode(mapping.encoding) + "\n")
        except UnicodeDecodeError as error:
            lines.append("\n")
            values = {"encoding": mapping.encoding.removesuffix("-sig"), "place": error.start + 1}
            bad.append(BadRow(number, "encoding", values))
    return lines, bad


def _records(lines: Sequence[str], mapping: Mapping, undecoded: Collection[int] = ()) -> Iterator[Record | BadRow]:
    """The cells of each record with the line it begins on.

    An open quote swallows the lines after it. So a record that went wrong is given up as one line, and
    reading goes on with the next: one stray quote never hides the rest of a list.
    """
    width: int | None = None
    begin = 0
    while begin < len(lines):
        reader = csv.reader(_from(lines, begin), delimiter=mapping.delimiter, strict=True)
        start, begin = begin, len(lines)
        first = start
        for record in _until_wrong(reader):
            after = start + reader.line_num
            wrong = (
                record if isinstance(record, str) else _spoilt(record, width, range(first + 1, after + 1), undecoded)
            )
            if wrong is not None:
                too_long = wrong == "cell_too_long" and after == first + 1
                code = "encoding" if wrong == "encoding" else "cell_too_long" if too_long else "quote_not_closed"
                yield BadRow(first + 1, code, {"limit": mapping.longest_cell} if too_long else {})
                begin = first + 1
                break
            if isinstance(record, list) and record:
                width = width or len(record)
                yield first + 1, record
            first = after


def _until_wrong(reader: Iterator[list[str]]) -> Iterator[list[str] | str]:
    try:
        yield from reader
    except csv.Error as error:
        yield "cell_too_long" if "field limit" in str(error) else "quote_not_closed"


def _spoilt(cells: Sequence[str], width: int | None, span: range, undecoded: Collection[int]) -> str | None:
    """Of a record of several lines: whether a stray quote glued them together, or one of them is unreadable."""
    if len(span) == 1:
        return None
    if any(line in undecoded for line in span):
        return "encoding"
    return "quote_not_closed" if width is not None and len(cells) != width else None


def _from(lines: Sequence[str], begin: int) -> Iterator[str]:
    return iter(lines) if begin == 0 else (lines[number] for number in range(begin, len(lines)))
