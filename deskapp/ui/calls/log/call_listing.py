"""Calls of a table as a list to write: the columns shown, with the next deadline as an instant beside its words."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

from deskapp import direction
from deskapp.desk import Desk
from deskapp.documents.tables.saving import save_json, save_workbook
from deskapp.domain.exchange.table import Column, Kind, Row
from deskapp.language import _
from deskapp.services.calls.row import CallRow
from deskapp.services.log.sieve import Shown
from deskapp.services.overview.call_json import call_json
from deskapp.services.overview.views import CallDetail
from deskapp.services.site.views import DeskFacts
from deskapp.ui.calls.log.call_table_model import with_words
from deskapp.ui.widgets.calls.countdown import Countdowns
from deskapp.ui.work.listing import Form, Listing, Tick
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording
from deskapp.wording.calls import call_sheets

#: So many calls are asked at once what they say in fields of their categories.
_AT_ONCE = 500


def columns(facts: DeskFacts) -> tuple[Column, ...]:
    """Those of every list of calls, then one for each field that a category asks for."""
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
        Column(_("Next step")),
        *call_sheets.own_columns(facts.categories),
    )


def lines(desk: Desk, rows: Iterable[CallRow], facts: DeskFacts, now: datetime) -> Iterator[Row]:
    """What `columns` names, of calls as they stand at `now`."""
    fields = call_sheets.own_columns(facts.categories)
    left = iter(rows)
    while part := tuple(islice(left, _AT_ONCE)):
        said = desk.lists.in_fields([row.id for row in part]) if fields else {}
        for row, told in zip(part, cells(part, facts, now), strict=True):
            yield (*told, *call_sheets.own_cells(fields, said.get(row.id, {})))


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
            row.next_step,
        )


def listing(
    key: str, which: str, name: str, ids: Callable[[Desk], Sequence[int]], count: int, facts: DeskFacts, now: datetime
) -> Listing:
    """The calls that `ids` names, in that order, as they stand at `now`."""

    def rows(desk: Desk) -> Iterator[Row]:
        return lines(desk, desk.lists.in_turn(ids(desk)), facts, now)

    return Listing(key, which, name, columns(facts), rows, count, whole(ids, facts))


def whole(ids: Callable[[Desk], Sequence[int]], facts: DeskFacts) -> tuple[Form, ...]:
    """The calls with all that belongs to them, for other programs and for the file; `ids`: which, in order."""
    zone, fields = facts.site.zone, call_sheets.own_columns(facts.categories)

    def calls(desk: Desk, tick: Tick) -> Iterator[CallDetail]:
        for number, call_id in enumerate(ids(desk)):
            tick(number)
            yield desk.overview.call(call_id)

    def workbook(desk: Desk, path: Path, tick: Tick) -> int:
        now = desk.clock.now()
        made = (line for call in calls(desk, tick) for line in call_sheets.rows(call, zone, now, fields))
        return save_workbook(path, call_sheets.sheets(zone, fields), made)

    def as_json(desk: Desk, path: Path, tick: Tick) -> int:
        now = desk.clock.now()
        save_json(path, (call_json(call, now) for call in calls(desk, tick)))
        return 0

    return (
        Form("whole_xlsx", "xlsx", _("Calls whole (XLSX)"), workbook),
        Form("whole_json", "json", _("Calls whole (JSON)"), as_json),
    )


def ids_of(desk: Desk, shown: Shown) -> Sequence[int]:
    """Every call that a list shows, in the order of the table."""
    return desk.log.ids(shown)
