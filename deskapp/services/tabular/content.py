"""The bytes of a table, from a file or from memory: opened without being read, unzipped, and known by their kind."""

import gzip
import io
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO, cast

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError

#: Where a table lies: a file, or its bytes.
Source = Path | bytes

#: More than any list of a desk has, unpacked.
LARGEST = 4_000_000_000
_GZIP = b"\x1f\x8b"
_ZIP = b"PK\x03\x04"
#: Workbooks of before 2007 and other offices, which nothing here reads.
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_WORKBOOK_PART = b"[Content_Types].xml"


class Kind(StrEnum):
    TEXT = "text"
    WORKBOOK = "workbook"


class _Unzipped(gzip.GzipFile):
    """What was gzipped, up to what any list unpacks to."""

    def __init__(self, raw: IO[bytes], name: str) -> None:
        super().__init__(fileobj=raw, mode="rb")
        self._of = name

    def read1(self, size: int = -1) -> bytes:
        if self.tell() > LARGEST:
            raise DeskError(Refusal.TABLE_TOO_LARGE, path=self._of)
        return super().read1(size)


class Content:
    """An open table. `at` and `size` are bytes of the file as it lies there, for a progress that moves."""

    def __init__(self, raw: IO[bytes], size: int, name: str) -> None:
        self.raw = raw
        self.size = size
        self.name = name
        self._zipped = _peek(raw, 2) == _GZIP

    @property
    def at(self) -> int:
        return min(self.raw.tell(), self.size) if not self.raw.closed else self.size

    @property
    def kind(self) -> Kind:
        """Raises DeskError table_kind for what is a workbook, but none that can be read."""
        begin = _peek(self.raw, 8)
        if begin.startswith(_OLD_WORKBOOK):
            raise DeskError(Refusal.TABLE_KIND, path=self.name)
        if not begin.startswith(_ZIP):
            return Kind.TEXT
        if _WORKBOOK_PART not in _peek(self.raw, 4096) and b"mimetype" in _peek(self.raw, 64):
            raise DeskError(Refusal.TABLE_KIND, path=self.name)
        return Kind.WORKBOOK

    def text(self) -> IO[bytes]:
        """The bytes from the first on, unzipped where they were gzipped."""
        self.raw.seek(0)
        return cast(IO[bytes], _Unzipped(self.raw, self.name)) if self._zipped else self.raw


@contextmanager
def opened(source: Source) -> Iterator[Content]:
    """Raises DeskError: csv_missing, csv_unreadable, csv_empty; also for what only turns out while it is read."""
    name = "" if isinstance(source, bytes) else str(source)
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else source.open("rb") as raw:
            size = raw.seek(0, io.SEEK_END)
            raw.seek(0)
            if not size:
                raise DeskError(Refusal.CSV_EMPTY, path=name)
            yield Content(raw, size, name)
    except FileNotFoundError as error:
        raise DeskError(Refusal.CSV_MISSING, path=name) from error
    except (OSError, EOFError, zlib.error) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise DeskError(Refusal.CSV_UNREADABLE, path=name, said=said) from error


def _peek(raw: IO[bytes], size: int) -> bytes:
    at = raw.tell()
    raw.seek(0)
    begin = raw.read(size)
    raw.seek(at)
    return begin
