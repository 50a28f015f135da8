"""Tables and JSON into a file of their own: as a whole or not at all."""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from deskapp.documents.new_file import new_file
from deskapp.documents.tables.csv_table import write_csv
from deskapp.domain.exchange.table import Row, Table

#: What a table is written as, by the ending of the file's name; the first keeps text as text whoever opens it.
FORMS = ("xlsx", "csv")


def save(path: Path, form: str, table: Table) -> int:
    """Write one table as "xlsx" or "csv".

    Gives back how many texts were too long for a cell and are cut. Raises StorageProblem as `new_file` does; what
    comes while rows are asked for goes through, and nothing is left behind.
    """
    if form == "xlsx":
        return save_workbook(path, [table])
    with new_file(path) as file:
        write_csv(file, table)
    return 0


def save_workbook(path: Path, tables: Sequence[Table], lines: Iterable[tuple[int, Row]] | None = None) -> int:
    """Write several tables as the sheets of one workbook; `lines` as in `write_xlsx`, the rest as in `save`."""
    from deskapp.documents.tables.xlsx_table import write_xlsx

    with new_file(path) as file:
        return write_xlsx(file, tables, path.parent, lines)


def save_json(path: Path, values: Iterable[Any]) -> None:
    """Write a list of values as JSON, one a line, as they are asked for; raises as `save` does."""
    with new_file(path) as file:
        before = b"[\n"
        for value in values:
            # Half a character stands in JSON by its number alone.
            file.write(before + json.dumps(value).encode())
            before = b",\n"
        file.write((b"[" if before == b"[\n" else b"\n") + b"]\n")
