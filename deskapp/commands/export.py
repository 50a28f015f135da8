"""`deskapp export`: calls, customers, contacts or equipment as a spreadsheet, CSV or JSON."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from deskapp.commands.arguments import Commands, command, file_of_desk, instant, to_file, who_acts
from deskapp.commands.desks import opened, refuse_over
from deskapp.commands.output import say
from deskapp.commands.people import act_as, named
from deskapp.desk import Desk
from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.language import _, ngettext

if TYPE_CHECKING:
    from deskapp.services.overview.views import CallDetail

VIEWS = ("open", "due", "mine", "waiting", "not_agreed", "escalated", "closed")
_KINDS = ("xlsx", "csv", "json")


def add(commands: Commands) -> None:
    export = command(
        commands,
        "export",
        _("write calls whole, customers, contacts or equipment into a file"),
        "deskapp export desk.db --calls --to calls.xlsx",
        "deskapp export desk.db --calls --view closed --since 2026-01-01T00:00:00Z --to closed.json",
        "deskapp export desk.db --customers --to customers.csv",
    )
    file_of_desk(export)
    what = export.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "--calls", action="store_true", help=_("calls with timeline and clocks; in a CSV a line for each call")
    )
    what.add_argument("--customers", action="store_true", help=_("the customers, in the columns that an import reads"))
    what.add_argument("--contacts", action="store_true", help=_("the contacts, in the columns that an import reads"))
    what.add_argument(
        "--equipment", action="store_true", help=_("places and equipment, in the columns that an import reads")
    )
    what.add_argument("--people", action="store_true", help=_("who speaks for customers, with their numbers"))
    to_file(export, "FILE")
    export.add_argument("--view", choices=VIEWS, help=_("calls of this list of the window alone, in its order"))
    export.add_argument("--since", metavar="INSTANT", type=instant, help=_("calls logged then or later"))
    export.add_argument("--until", metavar="INSTANT", type=instant, help=_("calls logged before then"))
    who_acts(export)
    export.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    kind = asked.to.suffix.lower().removeprefix(".")
    if kind not in _KINDS:
        raise DeskError(Refusal.EXPORT_KIND, path=str(asked.to), known=", ".join(f".{one}" for one in _KINDS))
    refuse_over(asked.file, asked.to)
    with opened(asked.file, clock) as desk:
        if asked.who is not None:
            act_as(desk, named(desk, asked.who).id)
        cut = _calls(desk, asked, kind) if asked.calls else _people(desk, asked, kind)
    say(_("Wrote {path}.").format(path=asked.to))
    if cut:
        form = ngettext(
            "{n} text is longer than a cell of a sheet holds, and ends with […]: the CSV has all of it.",
            "{n} texts are longer than a cell of a sheet holds, and end with […]: the CSV has all of them.",
            cut,
        )
        say(form.format(n=cut))
    return 0


def _calls(desk: Desk, asked: Namespace, kind: str) -> int:
    from deskapp.documents.tables.saving import save, save_json, save_workbook
    from deskapp.domain.exchange.table import Table
    from deskapp.services.overview.call_json import call_json
    from deskapp.wording.calls import call_sheets

    facts, now = desk.facts(), desk.clock.now()
    zone, fields = facts.site.zone, call_sheets.own_columns(facts.categories)
    calls = _found(desk, asked)
    if kind == "json":
        save_json(asked.to, (call_json(call, now) for call in calls))
        return 0
    sheets = call_sheets.sheets(zone, fields)
    lines = (line for call in calls for line in call_sheets.rows(call, zone, now, fields))
    if kind == "xlsx":
        return save_workbook(asked.to, sheets, lines)
    first = sheets[call_sheets.CALLS]
    rows = (row for place, row in lines if place == call_sheets.CALLS)
    return save(asked.to, kind, Table(first.name, first.columns, rows, zone))


def _found(desk: Desk, asked: Namespace) -> Iterator[CallDetail]:
    """The calls that were asked for; without a view all there are, the oldest first."""
    ids = desk.lists.ids(asked.view) if asked.view else sorted(desk.lists.ids("open") + desk.lists.ids("closed"))
    for row in desk.lists.in_turn(ids):
        if (asked.since is None or row.logged_at >= asked.since) and (
            asked.until is None or row.logged_at < asked.until
        ):
            yield desk.overview.call(row.id)


def _people(desk: Desk, asked: Namespace, kind: str) -> int:
    from deskapp.documents.tables.saving import save, save_json
    from deskapp.domain.exchange.table import Table, columns
    from deskapp.services.directory import contact_entries

    name: str
    heads: tuple[str, ...]
    rows: Iterable[tuple[str, ...]]
    if asked.equipment:
        from deskapp.services.places.file_entries import FIELDS

        name, heads, rows = _("Places and equipment"), FIELDS, desk.equipment_files.cells()
    elif asked.people:
        from deskapp.services.places.people import FIELDS as OF_PEOPLE

        name, heads, rows = _("People of customers"), OF_PEOPLE, desk.places.people_cells()
    elif asked.customers:
        name, heads, rows = _("Customers"), contact_entries.CUSTOMER_FIELDS, desk.directory.customer_cells()
    else:
        name, heads, rows = _("Contacts"), contact_entries.FIELDS, desk.contact_files.cells()
    if kind == "json":
        save_json(asked.to, (dict(zip(heads, row, strict=True)) for row in rows))
        return 0
    return save(asked.to, kind, Table(name, columns(*heads), rows, desk.facts().site.zone))
