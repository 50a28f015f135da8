"""Calls of a table as a list to write: the columns shown, with the next deadline as an instant beside its words."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from operator import itemgetter

from PySide6.QtCore import Qt

from deskapp import direction
from deskapp.desk import Desk
from deskapp.documents.tables.table import Column, Kind, Row
from deskapp.language import _
from deskapp.services.calls.row import CallRow
from deskapp.services.site.views import DeskFacts
from deskapp.ui.calls.log.call_table_model import NATIVE, with_words
from deskapp.ui.calls.log.call_table_model import Column as Shown
from deskapp.ui.widgets.calls.countdown import Countdowns
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording

#: What the table is sorted by, and which way round; None: as the view has it.
Sorting = tuple[Shown, Qt.SortOrder] | None


def columns() -> tuple[Column, ...]:
    return (
        Column(_("Call")),
        Column(_("Priority")),
        Column(_("Caller")),
        Column(_("Summary")),
        Column(_("Status")),
        Column(_("Next due"), Kind.INSTANT),
        Column(_("Over or left")),
        Column(_("Owner")),
        Column(_("With")),
        Column(_("Clock")),
    )


def cells(rows: Iterable[CallRow], facts: DeskFacts, now: datetime) -> Iterator[Row]:
    """The rows as they stand at `now`; of a confidential call of others as little as the table shows."""
    counting = Countdowns()
    counting.set_calendars(facts.calendars)
    counting.set_now(now)
    for row in rows:
        yield (
            row.ref,
            row.priority,
            confidential_wording.confidential() if row.masked else row.customer,
            row.summary,
            codes.status_of(row),
            row.due_at,
            counting.of(row).words,
            row.owner,
            direction.clean(with_words(row)),
            codes.clock(row.clock) if row.clock else "",
        )


def all_of(desk: Desk, view: str, sorting: Sorting) -> Iterator[CallRow]:
    """Every call of a view in the order of the table; read as they are asked for, of all only their keys at once."""
    ids = desk.lists.ids(view)
    if sorting is not None:
        column, order = sorting
        keys = [(NATIVE[column](row), row.id) for row in desk.lists.in_turn(ids)]
        keys.sort(key=itemgetter(0), reverse=order is Qt.SortOrder.DescendingOrder)
        ids = [call_id for _key, call_id in keys]
    return desk.lists.in_turn(ids)
