"""How somebody has arranged the columns of a list, as this workstation keeps it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from deskapp.ui.calls.log.columns import AT_FIRST_HIDDEN, Column

#: Narrower or wider is no column.
_LEAST, _MOST = 30, 1_200


class KeptColumns(NamedTuple):
    """The order from the first to the last, widths in the drawing where somebody chose one, what is hidden, the order
    of the rows.
    """

    order: tuple[Column, ...] = tuple(Column)
    widths: Mapping[Column, int] = {}
    hidden: frozenset[Column] = AT_FIRST_HIDDEN
    sorted_by: Column | None = None
    descending: bool = False

    def as_text(self) -> str:
        return json.dumps(
            {
                "order": [column.order.value for column in self.order],
                "widths": {column.order.value: width for column, width in self.widths.items()},
                "hidden": sorted(column.order.value for column in self.hidden),
                "sorted_by": None if self.sorted_by is None else self.sorted_by.order.value,
                "descending": self.descending,
            }
        )


def read(text: str) -> KeptColumns:
    """What was kept; whatever of it makes no sense is as it is at first. A column of a later version comes last."""
    try:
        kept = json.loads(text)
    except ValueError:
        return KeptColumns()
    if not isinstance(kept, dict):
        return KeptColumns()
    order = list(dict.fromkeys(_columns(kept.get("order"))))
    order += [column for column in Column if column not in order]
    hidden = kept.get("hidden")
    shown = frozenset(_columns(hidden)) if isinstance(hidden, list) else AT_FIRST_HIDDEN
    widths = kept.get("widths")
    sorted_by = _column(kept.get("sorted_by"))
    return KeptColumns(
        tuple(order),
        _widths(widths) if isinstance(widths, dict) else {},
        # The reference and the summary are what a row is.
        shown - {Column.CALL, Column.SUMMARY},
        sorted_by,
        sorted_by is not None and kept.get("descending") is True,
    )


def _widths(kept: Mapping[Any, Any]) -> dict[Column, int]:
    found = {}
    for name, width in kept.items():
        column = _column(name)
        if column is not None and isinstance(width, int) and _LEAST <= width <= _MOST:
            found[column] = width
    return found


def _columns(names: Any) -> list[Column]:
    found = [_column(name) for name in names] if isinstance(names, list) else []
    return [column for column in found if column is not None]


def _column(name: Any) -> Column | None:
    return next((column for column in Column if column.order.value == name), None)
