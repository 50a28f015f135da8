"""Tables into a file of their own: as a whole or not at all."""

from collections.abc import Sequence
from pathlib import Path

from deskapp.documents.new_file import new_file
from deskapp.documents.tables.csv_table import write_csv
from deskapp.documents.tables.table import Table

#: What a table is written as, by the ending of the file's name; the first keeps text as text whoever opens it.
FORMS = ("xlsx", "csv")


def save(path: Path, form: str, tables: Sequence[Table]) -> int:
    """Write the tables ("xlsx"), or the one table there is ("csv").

    Gives back how many texts were too long for a cell and are cut. Raises StorageProblem as `new_file` does; what
    comes while rows are asked for goes through, and nothing is left behind.
    """
    with new_file(path) as file:
        if form == "xlsx":
            from deskapp.documents.tables.xlsx_table import write_xlsx

            return write_xlsx(file, tables, path.parent)
        (table,) = tables
        write_csv(file, table)
        return 0
