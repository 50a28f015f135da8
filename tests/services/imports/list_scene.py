"""Small lists in forms of their own, with the mapping for each."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from deskapp.desk import Desk
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.service import import_calls
from deskapp.services.imports.views import ImportReport

STATES = {"Open": "open", "New": "new", "Waiting": "waiting:customer", "Solved": "resolved", "Closed": "archived"}
COLUMNS: Mapping[str, Any] = {
    "reference": "id",
    "summary": "title",
    "state": "state",
    "opened_at": "created",
    "changed_at": "updated",
    "customer": "who",
}


def content(
    columns: Mapping[str, Any] | None = None, file: Mapping[str, Any] | None = None, **more: Any
) -> dict[str, Any]:
    """A mapping of a list with one row a call; a column that is None is left out."""
    every = {**COLUMNS, **(columns or {})}
    return {
        "source": "list",
        "file": {"zone": "Europe/Berlin", "time": "%Y-%m-%d %H:%M", **(file or {})},
        "columns": {name: column for name, column in every.items() if column is not None},
        "values": {"state": STATES, **more.pop("values", {})},
        **more,
    }


def text(heading: Sequence[str], *rows: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows((heading, *rows))
    return out.getvalue()


def take(desk: Desk, folder: Path, said: Mapping[str, Any], what: str | bytes, **more: Any) -> ImportReport:
    path = folder / "list.csv"
    path.write_bytes(what if isinstance(what, bytes) else what.encode())
    return import_calls(desk.work, path, import_mapping.read(said), **more)


def the_call(desk: Desk, reference: str) -> Any:
    return desk.overview.call(desk.calls.find(reference))


def all_of(desk: Desk, sql: str) -> list[tuple[Any, ...]]:
    with desk.work.read() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(sql)]
