"""`deskapp import-calls`: past calls of another program's list."""

from __future__ import annotations

import signal
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from deskapp.commands.arguments import Commands, command, dry_run, file_of_desk, instant, who_acts
from deskapp.commands.desks import opened
from deskapp.commands.output import bar, no_bar, plain, say
from deskapp.commands.people import act_as_named_or_head
from deskapp.domain.clock import Clock
from deskapp.language import _, ngettext

if TYPE_CHECKING:
    from deskapp.services.imports.service import Progress
    from deskapp.services.imports.views import ImportReport
    from deskapp.services.tabular.rows import BadRow


def add(commands: Commands) -> None:
    taken = command(
        commands,
        "import-calls",
        _("import past calls from a CSV or XLSX"),
        "deskapp import-calls desk.db calls.csv --map my_list.toml --dry-run",
        "deskapp import-calls desk.db log.csv.gz --map incident_event_log --as-of 2016-03-10T12:00:00Z",
    )
    file_of_desk(taken)
    taken.add_argument("csv", metavar="LIST", type=Path, help=_("the list, as CSV, also gzipped, or XLSX"))
    means = taken.add_mutually_exclusive_group(required=True)
    means.add_argument("--map", metavar="MAP", help=_("what its columns mean: a file, or the name of a mapping"))
    told = _("write a mapping by headings and first rows, to be looked over and given to --map; import nothing")
    means.add_argument("--propose", action="store_true", help=told)
    taken.add_argument("--as-of", metavar="INSTANT", type=instant, help=_("leave out later rows"))
    dry_run(taken)
    who_acts(taken)
    taken.add_argument("--skip-bad", action="store_true", help=_("leave out rows that cannot be read"))
    taken.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    from deskapp.services.imports import mapping as import_mapping
    from deskapp.services.imports.service import import_calls

    if asked.propose:
        return _propose(asked, clock)
    path = import_mapping.find(asked.map)
    with opened(asked.file, clock) as desk, _progress() as progress:
        mapping = import_mapping.load(path, desk.facts().site.zone)
        if not asked.dry_run:
            act_as_named_or_head(desk, asked.who)
        report = import_calls(
            desk.work,
            asked.csv,
            mapping,
            as_of=asked.as_of,
            dry_run=asked.dry_run,
            skip_bad=asked.skip_bad,
            progress=progress,
        )
    _say_found(report.bad)
    if report.refused:
        many = ngettext(
            "Nothing was imported: {n} row cannot be read. Mend it, or leave it out with --skip-bad.",
            "Nothing was imported: {n} rows cannot be read. Mend them, or leave them out with --skip-bad.",
            report.bad_rows,
        )
        sys.stderr.write(f"deskapp: {many.format(n=report.bad_rows)}\n")
        return 1
    _say(report, asked.dry_run)
    return 0


def _propose(asked: Namespace, clock: Clock) -> int:
    from deskapp.services.imports import mapping_text, proposal

    with opened(asked.file, clock) as desk:
        zone = desk.facts().site.zone
    found = proposal.look(asked.csv)
    say(mapping_text.written(proposal.propose(found, asked.csv.stem, zone)).rstrip("\n"))
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

    def progress(done: int, total: int) -> bool:
        bar(done, total)
        return not cancelled

    before = signal.signal(signal.SIGINT, cancel)
    try:
        yield progress
    finally:
        signal.signal(signal.SIGINT, before)
        no_bar()


def _say_found(found: Iterable[BadRow]) -> None:
    from deskapp.wording import imports as wording

    for row in found:
        say(plain(_("line {line}: {reason}").format(line=row.line, reason=wording.found(row))))


def _say(report: ImportReport, only_tried: bool) -> None:
    if only_tried:
        say(_("A dry run: nothing was changed. It would be:"))
    added = ngettext("{n} call added", "{n} calls added", report.calls_added).format(n=report.calls_added)
    moved = ngettext("{n} call moved on", "{n} calls moved on", report.calls_moved_on).format(n=report.calls_moved_on)
    taken = ngettext("{n} row taken", "{n} rows taken", report.rows_taken).format(n=report.rows_taken)
    known = ngettext("{n} row known already", "{n} rows known already", report.rows_known).format(n=report.rows_known)
    parts = [added, moved, taken, known]
    if report.later:
        parts.append(ngettext("{n} later row left out", "{n} later rows left out", report.later).format(n=report.later))
    if report.bad:
        parts.append(ngettext("{n} bad row skipped", "{n} bad rows skipped", report.bad_rows).format(n=report.bad_rows))
    say("; ".join(parts) + ".")
    for head, found in (
        (_("Left out, because the list cannot be right about them:"), report.left_out),
        (_("Not taken of rows that were:"), report.remarks),
        (_("Rows that are in the list twice, and count once:"), report.doubles),
    ):
        if found:
            say(head)
            _say_found(found)
    if report.left_alone:
        say(_("Left alone, because they were worked on here: {refs}").format(refs=plain(", ".join(report.left_alone))))
