"""What was saved of a damaged desk, and what was lost, in words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isinf
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.language import _, ngettext
from deskapp.wording import times

if TYPE_CHECKING:
    from datetime import datetime

    from deskapp.services.site.repair import Found
    from deskapp.services.site.salvage import Origin, Salvaged

#: What is asked for first of all.
_FIRST = ("call", "customer", "event")
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


def readable(found: Salvaged) -> str:
    """How much can be read."""
    calls = found.report.rows.get("call", 0)
    return ngettext("{n} call can be read.", "{n} calls can be read.", calls).format(n=calls)


def about_backup(found: Found, now: datetime) -> str:
    """The newest backup, and what came after it and can be read."""
    copy = found.copy
    if copy is None or copy.holds is None:
        return _("There is no backup of this desk that can be used.")
    words = ngettext(
        "The newest backup is of {at}, with {n} call.",
        "The newest backup is of {at}, with {n} calls.",
        copy.holds.calls,
    ).format(at=times.instant(copy.made_at, "UTC", now), n=copy.holds.calls)
    if found.saved is None:
        return words
    if not (found.calls_since or found.lines_since):
        return " ".join((words, _("Nothing can be read that came after it.")))
    calls = ngettext("{n} call", "{n} calls", found.calls_since).format(n=found.calls_since)
    lines = ngettext("{n} line", "{n} lines", found.lines_since).format(n=found.lines_since)
    since = _("After it came {calls} and {lines} of the timeline: they are lost if you use it.")
    return f"{words} {since.format(calls=calls, lines=lines)}"


def lost(found: Salvaged) -> list[str]:
    """What is not there, or not as it was, a sentence each; empty where nothing was lost."""
    return [*_calls(found), *_timeline(found), *_rows(found), *_changed(found)]


def origin(one: Origin, zone: str, now: datetime) -> str:
    """That a desk was saved from a damaged file, and what could not be read of that."""
    said = _("This desk was saved on {day} from a damaged file, {file}.").format(
        day=times.day_of(one.at, zone, now), file=one.file
    )
    missing = lost(one.saved) or [_("All rows that its pages told of were read.")]
    return " ".join((said, *missing))


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
    # Of calls and the timeline it is known which are lost, each by its number, unless all of them may be.
    lost_whole = {one.table for one in found.report.stretches if isinf(one.above) and isinf(one.upto)}
    whole = sorted(lost_whole, key=lambda table: (table not in _FIRST, table))
    if whole:
        words = ngettext(
            "Where the rows of {which} begin is lost: all that were found elsewhere are there.",
            "Where the rows of {n} tables begin is lost: {which}. All that were found elsewhere are there.",
            len(whole),
        )
        yield words.format(n=len(whole), which=_some(whole))
    for table, above, upto in found.report.stretches:
        if table in (*whole, "call", "event"):
            continue
        if isinf(upto):
            yield _("Rows of {table} past {first} may be missing.").format(table=table, first=int(above))
        else:
            first = 1 if isinf(above) else int(above) + 1
            yield _("Rows {first} to {last} of {table} may be missing.").format(table=table, first=first, last=upto)


def _changed(found: Salvaged) -> Iterator[str]:
    taken = sum(found.report.of_backup.values())
    if taken:
        words = ngettext(
            "{n} row that was lost was in the newest backup, and is there.",
            "{n} rows that were lost were in the newest backup, and are there.",
            taken,
        )
        yield words.format(n=taken)
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
