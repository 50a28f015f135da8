"""Whether every value is one that its column may hold: the file's own rules, asked again of each row.

A rule guards what is written through it; what was written past it is found here alone.
"""

from collections.abc import Iterator

from deskapp.storage import bad_rows
from deskapp.storage.file_check import FileCheck

#: What is read by a check of its own, which says more of what is wrong with it.
_READ_ELSEWHERE = {
    *(("calendar_version", "spec"), ("rota_version", "spec")),
    *(("route", name) for column in ("type", "priority", "hours") for name in (column, f"ck_route_{column}_known")),
}


def findings(look: FileCheck, most: int) -> Iterator[tuple[str, int | str, str]]:
    """(table, row by its key, column or rule) of each value that none of ours wrote; of a table so many at most."""
    lenient = look.lenient()
    for table, asked in bad_rows.questions():
        for row, what, _rowid in look.rows(asked, (most,)):
            if (table, what) not in _READ_ELSEWHERE:
                yield table, row, what
    yield from bad_rows.not_utf8(lenient)
