"""A damaged desk saved into a new file, and what there is to say of it: once it is, and from then on in the desk."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import partial
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import select

from deskapp.domain.clock import Clock
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.models.base import from_stored
from deskapp.models.site import Staff
from deskapp.services import events
from deskapp.services.clocks.recount import recount
from deskapp.services.site.check import Finding, check
from deskapp.services.texts import reference
from deskapp.storage import copies
from deskapp.storage.database import Database
from deskapp.storage.salvage import salvage as storage
from deskapp.storage.salvage.reading import Stretch
from deskapp.storage.salvage.writing import Mended

#: So many of a kind are kept in the line that tells of it.
_MOST = 1000
_TOLD = (
    "SELECT at, words FROM event JOIN event_words ON event_id = event.id"
    f" WHERE call_id IS NULL AND kind = '{EventKind.DESK_SALVAGED}' ORDER BY event.id"
)


class Salvaged(NamedTuple):
    """What became of it, and what is wrong with the new desk all the same."""

    report: storage.Salvaged
    #: Calls whose own row was lost: what else is known of them is there.
    lost_calls: tuple[str, ...]
    findings: tuple[Finding, ...]
    #: Where rows are kept that have no place in the new desk; None: there are none.
    left_over: Path | None


class Origin(NamedTuple):
    """That a desk was saved from a damaged file: when, from which, and what became of that."""

    at: datetime
    file: str
    saved: Salvaged


def salvage(path: Path, to: Path, clock: Clock) -> Salvaged:
    """Save what can be read of a desk's file into a new one, and of its newest backup where it lost something.

    Raises StorageProblem as `storage.salvage` does.
    """
    copy = copies.newest(path)
    from_copy = None if copy is None else copy.path
    told = partial(tell, file=path.name, at=clock.now())
    report = storage.salvage(path, to, clock.now(), recount, from_copy, told)
    return saved_from(report, to)


def saved_from(report: storage.Salvaged, to: Path) -> Salvaged:
    """What there is to say of a file that was saved."""
    calls = tuple(reference(call_id) for call_id in report.lost_calls)
    return Salvaged(
        report, calls, check(to).findings, storage.beside(to) if report.left_over and report.is_kept else None
    )


def tell(new: Path, report: storage.Salvaged, *, file: str, at: datetime) -> None:
    """Write a line into what was saved, that says so as long as the desk is made of it. file: what it was saved from.

    It is a line of the first manager's, or of whoever there is; of nobody there can be none. Of a file that was whole
    there is nothing to say.
    """
    if report.is_whole:
        return
    database = Database(new)
    try:
        with database.write() as session:
            staff_id = session.scalar(select(Staff.id).order_by(Staff.role != Role.MANAGER, Staff.id).limit(1))
            if staff_id is not None:
                payload = {"file": file, **_kept(report)}
                events.record(session, [events.Line(EventKind.DESK_SALVAGED, at, staff_id, payload=payload)], at)
    finally:
        database.close()


def origins(rows: Callable[[str], Iterable[Sequence[Any]]]) -> tuple[Origin, ...]:
    """From which damaged files a desk was saved, the first one first. rows: asks the desk's file."""
    found = [(from_stored(at), json.loads(words)) for at, words in rows(_TOLD)]
    return tuple(Origin(at, str(words["file"]), _as_kept(words)) for at, words in found if "file" in words)


def _kept(report: storage.Salvaged) -> dict[str, Any]:
    """What a line keeps of it; JSON has no number for an end that is not known."""
    return {
        **report._asdict(),
        "lost_calls": report.lost_calls[:_MOST],
        "lost_events": report.lost_events[:_MOST],
        "mended": report.mended[:_MOST],
        "stretches": [[one if one not in (inf, -inf) else None for one in each] for each in report.stretches[:_MOST]],
    }


def _as_kept(words: Mapping[str, Any]) -> Salvaged:
    report = storage.Salvaged(
        rows=words["rows"],
        lost_calls=tuple(words["lost_calls"]),
        lost_events=tuple((first, last) for first, last in words["lost_events"]),
        stand_ins=words["stand_ins"],
        mended=tuple(Mended(*one) for one in words["mended"]),
        left_over=words["left_over"],
        is_kept=words["is_kept"],
        unread=words["unread"],
        stretches=tuple(
            Stretch(table, -inf if above is None else above, inf if upto is None else upto)
            for table, above, upto in words["stretches"]
        ),
        of_backup=words["of_backup"],
    )
    # Where what has no place in it lies was said when it was saved; it may have been put elsewhere since.
    return Salvaged(report, tuple(map(reference, report.lost_calls)), (), None)
