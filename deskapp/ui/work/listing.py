"""What a list shows, as a table that can be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.documents.new_file import write
from deskapp.domain.data_class import dataclass
from deskapp.domain.exchange.table import Column, Row

if TYPE_CHECKING:
    from deskapp.desk import Desk


#: Is told how many were written, and raises where somebody does not want the file any more.
Tick = Callable[[int], None]


@dataclass(frozen=True)
class Form:
    """A form of its own that a list can be written in.

    save: writes the file, off the window's thread, and tells how far it is; gives back how many texts were cut.
    """

    key: str
    ending: str
    words: str
    save: Callable[[Desk, Path, Tick], int]


def in_one_go(key: str, ending: str, words: str, make: Callable[[Desk], bytes]) -> Form:
    """A form that is made as a whole."""

    def save(desk: Desk, path: Path, _tick: Tick) -> int:
        write(path, make(desk))
        return 0

    return Form(key, ending, words, save)


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
