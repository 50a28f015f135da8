"""What a list shows, as a table that can be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from deskapp.documents.tables.table import Column, Row
from deskapp.domain.data_class import dataclass

if TYPE_CHECKING:
    from deskapp.desk import Desk


@dataclass(frozen=True)
class Form:
    """A form of its own that a list can be written in. Its `make` is called off the window's thread."""

    key: str
    ending: str
    words: str
    make: Callable[[Desk], bytes]


@dataclass(frozen=True)
class Listing:
    """A list in its order with its columns.

    name: of the file and its sheet. which: what tells it from the screen's other lists. rows: asked for off the
    window's thread. count: how many there are, to tell how far it is; 0: not known. forms: beside XLSX and CSV.
    """

    key: str
    which: str
    name: str
    columns: tuple[Column, ...]
    rows: Callable[[Desk], Iterable[Row]]
    count: int
    forms: tuple[Form, ...] = ()
