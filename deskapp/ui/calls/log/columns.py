"""The columns of a list of calls: what they are called, how wide they begin, and what they are sorted by."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from deskapp.domain.spelling import folded
from deskapp.domain.words import CallState
from deskapp.language import _
from deskapp.services.log.sieve import Order

if TYPE_CHECKING:
    # Only the types: the views take long to load, and the first painted window does without them.
    from deskapp.services.calls.row import CallRow


class Column(IntEnum):
    CALL = 0
    PRIORITY = 1
    CALLER = 2
    SUMMARY = 3
    STATUS = 4
    NEXT_DUE = 5
    OWNER = 6
    WITH = 7
    CATEGORY = 8
    LOGGED = 9
    TAGS = 10

    @property
    def order(self) -> Order:
        """What a list is sorted by where it is read."""
        return Order(self.name.lower())


#: Widths in the drawing, as the table begins; the summary takes the rest, and at least so much.
WIDTHS: Mapping[Column, int] = {
    Column.CALL: 76,
    Column.PRIORITY: 40,
    Column.CALLER: 136,
    Column.SUMMARY: 150,
    Column.STATUS: 86,
    Column.NEXT_DUE: 122,
    Column.OWNER: 60,
    Column.WITH: 118,
    Column.CATEGORY: 110,
    Column.LOGGED: 96,
    Column.TAGS: 110,
}
#: Not shown until somebody asks for them: the state stands below the reference.
AT_FIRST_HIDDEN = frozenset((Column.STATUS, Column.CATEGORY, Column.LOGGED, Column.TAGS))

_STATES: tuple[str, ...] = tuple(CallState)

#: What a list that is held whole is sorted by; None has no value there, and comes last whichever way round.
NATIVE: Mapping[Column, Callable[[CallRow], Any]] = {
    Column.CALL: lambda row: row.id,
    Column.PRIORITY: lambda row: row.priority or None,
    Column.CALLER: lambda row: _text(f"{row.organisation} {row.person or row.customer}"),
    Column.SUMMARY: lambda row: _text(row.summary),
    Column.STATUS: lambda row: _STATES.index(row.state),
    # A wait that is over by its own promise brings the call up like a deadline, as in the list's own order.
    Column.NEXT_DUE: lambda row: min((at for at in (row.due_at, row.back_by) if at is not None), default=None),
    Column.OWNER: lambda row: _text(row.owner),
    Column.WITH: lambda row: _text(row.with_name),
    Column.CATEGORY: lambda row: _text(row.category),
    Column.LOGGED: lambda row: row.logged_at,
    Column.TAGS: lambda row: _text(row.tags[0]) if row.tags else None,
}


def _text(words: str) -> str | None:
    return folded(words).strip() or None


def caller(row: CallRow) -> tuple[str, str]:
    """Who calls, in two lines: the organisation and the person, or the person and their account."""
    if row.organisation:
        return row.organisation, row.person
    return row.person or row.customer, _("account {account}").format(account=row.account) if row.account else ""


def headings() -> tuple[str, ...]:
    """What each column is called, in its order."""
    return (
        _("Call"),
        _("Pri"),
        _("Caller"),
        _("Summary"),
        _("Status"),
        _("Next due"),
        _("Owner"),
        _("With"),
        _("Category"),
        _("Logged"),
        _("Tags"),
    )


def names() -> tuple[str, ...]:
    """The same in full, where they are chosen and heard."""
    said = list(headings())
    said[Column.PRIORITY] = _("Priority")
    return tuple(said)
