"""A damaged desk saved into a new file, and what there is to say of it."""

from pathlib import Path
from typing import NamedTuple

from deskapp.domain.clock import Clock
from deskapp.services.clocks.recount import recount
from deskapp.services.site.check import Finding, check
from deskapp.services.texts import reference
from deskapp.storage import copies
from deskapp.storage.salvage import salvage as storage


class Salvaged(NamedTuple):
    """What became of it, and what is wrong with the new desk all the same."""

    report: storage.Salvaged
    #: Calls whose own row was lost: what else is known of them is there.
    lost_calls: tuple[str, ...]
    findings: tuple[Finding, ...]
    #: Where rows are kept that have no place in the new desk; None: there are none.
    left_over: Path | None


def salvage(path: Path, to: Path, clock: Clock) -> Salvaged:
    """Save what can be read of a desk's file into a new one, and of its newest backup where it lost something.

    Raises StorageProblem as `storage.salvage` does.
    """
    copy = copies.newest(path)
    report = storage.salvage(path, to, clock.now(), recount, None if copy is None else copy.path)
    return saved_from(report, to)


def saved_from(report: storage.Salvaged, to: Path) -> Salvaged:
    """What there is to say of a file that was saved."""
    calls = tuple(reference(call_id) for call_id in report.lost_calls)
    return Salvaged(
        report, calls, check(to).findings, storage.beside(to) if report.left_over and report.is_kept else None
    )
