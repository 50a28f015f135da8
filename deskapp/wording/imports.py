"""What an import of past calls says of rows, in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp.language import _, ngettext

if TYPE_CHECKING:
    from deskapp.services.tabular.rows import BadRow


def found(row: BadRow) -> str:
    """What is the matter with a row of a list."""
    if row.code == "more_like_it":
        count = row.values["count"]
        return ngettext("and {count} more row like it", "and {count} more rows like it", count).format(count=count)
    return _FOUND[row.code]().format(**row.values)


_FOUND: Mapping[str, Callable[[], str]] = {
    "encoding": lambda: _("is not written in the list's encoding"),
    "quote_not_closed": lambda: _("a quotation mark is not closed, or stands where none may"),
    "cells": lambda: _("has {found} cells instead of {expected}"),
    "cell_too_long": lambda: _("a cell is longer than {limit} characters"),
    "cell_needed": lambda: _("{column} is unknown"),
    "value_unknown": lambda: _("the mapping does not know {value} in {column}"),
    "values_unknown": lambda: _("the mapping does not know {count} values in {column}, in {rows} rows: {values}"),
    "time_unreadable": lambda: _("{value} in {column} is no time as the mapping writes it"),
    "number_unreadable": lambda: _("{value} in {column} is no number"),
    "row_twice": lambda: _("says otherwise than line {first}, though it is the same update"),
    "row_double": lambda: _("is there twice: line {first} is the same"),
    "instant_not_taken": lambda: _("{value} in {column} lies before the call began or after the row was written"),
    "over_before_it_began": lambda: _("{reference} is over before it began"),
}
