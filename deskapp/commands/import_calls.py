"""`deskapp import-calls`: past calls of another program's list."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType

from deskapp.commands.desks import opened
from deskapp.commands.output import plain, say
from deskapp.commands.people import act_as_named_or_head
from deskapp.commands.refusals import bad_row
from deskapp.domain.clock import Clock
from deskapp.language import _, ngettext
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.service import ImportReport, Progress, import_calls

_BAR = 30


def run(
    path: Path,
    source: Path,
    map_name: str,
    clock: Clock,
    *,
    as_of: datetime | None,
    dry_run: bool,
    skip_bad: bool,
    who: str | None = None,
) -> int:
    mapping = import_mapping.load(import_mapping.find(map_name))
    with opened(path, clock) as desk, _progress() as progress:
        if not dry_run:
            act_as_named_or_head(desk, who)
        report = import_calls(
            desk.work, source, mapping, as_of=as_of, dry_run=dry_run, skip_bad=skip_bad, progress=progress
        )
    _say_bad(report)
    if report.refused:
        many = ngettext(
            "Nothing was imported: {n} row cannot be read. Mend it, or leave it out with --skip-bad.",
            "Nothing was imported: {n} rows cannot be read. Mend them, or leave them out with --skip-bad.",
            len(report.bad),
        )
        sys.stderr.write(f"deskapp: {many.format(n=len(report.bad))}\n")
        return 1
    _say(report, dry_run)
    return 0


@contextmanager
def _progress() -> Iterator[Progress]:
    """A line on the terminal while it lasts. Ctrl+C cancels at the next look, so that all is rolled back."""
    cancelled = False

    def cancel(_signal: int, _frame: FrameType | None) -> None:
        nonlocal cancelled
        if cancelled:
            raise KeyboardInterrupt
        cancelled = True

    shown = sys.stderr.isatty()

    def progress(done: int, total: int) -> bool:
        if shown and total:
            filled = _BAR * done // total
            sys.stderr.write(f"\r[{'#' * filled}{'.' * (_BAR - filled)}] {done}/{total}")
            sys.stderr.flush()
        return not cancelled

    before = signal.signal(signal.SIGINT, cancel)
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)
        if shown:
            sys.stderr.write("\r" + " " * (_BAR + 24) + "\r")
            sys.stderr.flush()


def _say_bad(report: ImportReport) -> None:
    for bad in report.bad:
        reason = bad_row(bad.code).format(**bad.values)
        say(plain(_("line {line}: {reason}").format(line=bad.line, reason=reason)))


def _say(report: ImportReport, dry_run: bool) -> None:
    if dry_run:
        say(_("A dry run: nothing was changed. It would be:"))
    added = ngettext("{n} call added", "{n} calls added", report.calls_added).format(n=report.calls_added)
    moved = ngettext("{n} call moved on", "{n} calls moved on", report.calls_moved_on).format(n=report.calls_moved_on)
    taken = ngettext("{n} row taken", "{n} rows taken", report.rows_taken).format(n=report.rows_taken)
    known = ngettext("{n} row known already", "{n} rows known already", report.rows_known).format(n=report.rows_known)
    parts = [added, moved, taken, known]
    if report.later:
        parts.append(ngettext("{n} later row left out", "{n} later rows left out", report.later).format(n=report.later))
    if report.bad:
        parts.append(ngettext("{n} bad row skipped", "{n} bad rows skipped", len(report.bad)).format(n=len(report.bad)))
    say("; ".join(parts) + ".")
    if report.left_alone:
        say(_("Left alone, because they were worked on here: {refs}").format(refs=plain(", ".join(report.left_alone))))
