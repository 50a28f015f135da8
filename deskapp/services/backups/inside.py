"""What is in a backup, looked at without a change, and what would be lost by putting it back."""

from pathlib import Path

from deskapp.models.base import from_stored
from deskapp.services.backups import keeping
from deskapp.services.backups.views import CallIn, Inside
from deskapp.services.texts import reference
from deskapp.storage.contents import link_in
from deskapp.storage.copies import Copy
from deskapp.storage.file_check import FileCheck

#: So many calls are named.
_NAMED = 8
_CALLS = """
SELECT call.id, summary, customer.name, logged_at FROM call JOIN customer ON customer.id = customer_id
WHERE call.id > ? ORDER BY call.id DESC LIMIT ?
"""
_OPEN = "SELECT count(*) FROM call WHERE state NOT IN ('closed', 'lapsed', 'void', 'archived')"


def inside(copy: Copy, path: Path) -> Inside:
    """Raises StorageProblem where the copy, or the desk, cannot be read."""
    old = FileCheck(copy.path)
    try:
        desk = FileCheck(path)
        try:
            apart = _apart(old, desk)
            last = old.rows("SELECT coalesce(max(id), 0) FROM call")[0][0]
            (lines,) = desk.rows("SELECT count(*) FROM event WHERE id > ?", (apart,))[0]
            (calls,) = desk.rows("SELECT count(*) FROM call WHERE id > ?", (last,))[0]
            written = old.rows("SELECT written_at FROM event ORDER BY id DESC LIMIT 1")
            return Inside(
                copy=keeping.view(copy),
                calls_open=old.rows(_OPEN)[0][0],
                newest=_calls(old, 0),
                lost_lines=lines,
                lost_calls=calls,
                lost=_calls(desk, last),
                last_line_at=from_stored(written[0][0]) if written else None,
            )
        finally:
            desk.close()
    finally:
        old.close()


def _apart(old: FileCheck, desk: FileCheck) -> int:
    """The number of the last line that both have: up to there they are one timeline."""
    low, high = 0, int(old.rows("SELECT coalesce(max(id), 0) FROM event")[0][0])
    while low < high:
        middle = (low + high + 1) // 2
        link = link_in(old, middle)
        if link is not None and link == link_in(desk, middle):
            low = middle
        else:
            high = middle - 1
    return low


def _calls(look: FileCheck, after: int) -> tuple[CallIn, ...]:
    return tuple(
        CallIn(reference(call_id), summary, customer, from_stored(logged_at))
        for call_id, summary, customer, logged_at in look.rows(_CALLS, (after, _NAMED))
    )
