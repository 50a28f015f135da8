"""Rows that cannot be read, in words: what is not shown, and what to do about it."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from deskapp.language import _, ngettext

#: So many are named.
_NAMED = 5


class BadRow(Protocol):
    """A row by its table and number, whose it is, and whether it is shown all the same."""

    @property
    def table(self) -> str: ...
    @property
    def row(self) -> int: ...
    @property
    def call_id(self) -> int | None: ...
    @property
    def shown(self) -> bool: ...


def told(rows: Sequence[BadRow], path: Path) -> str:
    """What is missing from what is shown, and the way out; "" where nothing is."""
    said = list(_sentences(rows))
    if not said:
        return ""
    said.append(
        _("Nothing was changed: “deskapp check {file}” says what is wrong, and a backup may have it whole.").format(
            file=path.name
        )
    )
    return " ".join(said)


def _sentences(rows: Sequence[BadRow]) -> Iterator[str]:
    gone = [one for one in rows if not one.shown]
    calls = [_ref(one.row) for one in gone if one.table == "call"]
    parts = [one for one in gone if one.table != "call"]
    whose = dict.fromkeys(_ref(one.call_id) if one.call_id else f"{one.table} {one.row}" for one in parts)
    mended = [f"{one.table} {one.row}" for one in rows if one.shown]
    if calls:
        words = ngettext("{n} call cannot be shown: {which}.", "{n} calls cannot be shown: {which}.", len(calls))
        yield words.format(n=len(calls), which=_some(calls))
    if parts:
        words = ngettext(
            "{n} entry cannot be shown, of {which}.", "{n} entries cannot be shown, of {which}.", len(parts)
        )
        yield words.format(n=len(parts), which=_some(whose))
    if mended:
        words = ngettext(
            "{n} entry is shown without what cannot be read in it: {which}.",
            "{n} entries are shown without what cannot be read in them: {which}.",
            len(mended),
        )
        yield words.format(n=len(mended), which=_some(mended))


def _ref(call_id: int) -> str:
    return f"C-{call_id:05d}"


def _some(names: Iterable[str]) -> str:
    there = list(names)
    more = len(there) - _NAMED
    return ", ".join(there if more <= 0 else [*there[:_NAMED], ngettext("{n} more", "{n} more", more).format(n=more)])
