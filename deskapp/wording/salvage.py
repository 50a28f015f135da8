"""What was saved of a damaged desk, and what was lost, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isinf
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.language import _, ngettext

if TYPE_CHECKING:
    from deskapp.services.site.salvage import Salvaged

#: So many of a kind are named.
_NAMED = 12


def saved(found: Salvaged, to: Path) -> str:
    """How much there is, and where."""
    rows, calls = sum(found.report.rows.values()), found.report.rows.get("call", 0)
    many = ngettext("{n} call", "{n} calls", calls).format(n=calls)
    words = ngettext(
        "{rows} row was saved into {path}, {calls} among them.",
        "{rows} rows were saved into {path}, {calls} among them.",
        rows,
    )
    return words.format(rows=rows, path=to, calls=many)


def lost(found: Salvaged) -> list[str]:
    """What is not there, or not as it was, a sentence each; empty where nothing was lost."""
    return [*_calls(found), *_timeline(found), *_rows(found), *_changed(found)]


def _calls(found: Salvaged) -> Iterator[str]:
    if found.lost_calls:
        words = ngettext(
            "The row of {n} call is lost: {which}. What else is known of it is there.",
            "The rows of {n} calls are lost: {which}. What else is known of them is there.",
            len(found.lost_calls),
        )
        yield words.format(n=len(found.lost_calls), which=_some(found.lost_calls))


def _timeline(found: Salvaged) -> Iterator[str]:
    gaps = [str(first) if first == last else f"{first}–{last}" for first, last in found.report.lost_events]
    if gaps:
        many = sum(last - first + 1 for first, last in found.report.lost_events)
        words = ngettext(
            "{n} line of the timeline is lost: {which}.", "{n} lines of the timeline are lost: {which}.", many
        )
        yield words.format(n=many, which=_some(gaps))


def _rows(found: Salvaged) -> Iterator[str]:
    for table, many in sorted(found.report.unread.items()):
        yield ngettext("{n} row of {table} cannot be read.", "{n} rows of {table} cannot be read.", many).format(
            n=many, table=table
        )
    for table, above, upto in found.report.stretches:
        if isinf(above) and isinf(upto):
            yield _("Where the rows of {table} begin is lost: all that were found elsewhere are there.").format(
                table=table
            )
        elif isinf(upto):
            yield _("Rows of {table} past {first} may be missing.").format(table=table, first=int(above))
        else:
            first = 1 if isinf(above) else int(above) + 1
            yield _("Rows {first} to {last} of {table} may be missing.").format(table=table, first=first, last=upto)


def _changed(found: Salvaged) -> Iterator[str]:
    for table, many in sorted(found.report.stand_ins.items()):
        words = ngettext(
            "{n} row of {table} that others name is lost: something plain stands for it.",
            "{n} rows of {table} that others name are lost: something plain stands for them.",
            many,
        )
        yield words.format(n=many, table=table)
    if found.report.mended:
        named = [f"{one.table} {one.row} ({one.column})" for one in found.report.mended]
        words = ngettext(
            "{n} value is none, and something plain stands there: {which}.",
            "{n} values are none, and something plain stands there: {which}.",
            len(named),
        )
        yield words.format(n=len(named), which=_some(named))
    if found.left_over is not None:
        words = ngettext(
            "{n} row has no place in a desk, and is kept in {path}.",
            "{n} rows have no place in a desk, and are kept in {path}.",
            found.report.left_over,
        )
        yield words.format(n=found.report.left_over, path=found.left_over)


def _some(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    told = list(names[:_NAMED])
    return ", ".join(told if more <= 0 else [*told, ngettext("{n} more", "{n} more", more).format(n=more)])
