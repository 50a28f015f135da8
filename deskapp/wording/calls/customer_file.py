"""Everything about a customer in words: what stands in the place of others, and the tables of their calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain.event_kind import EventKind
from deskapp.domain.exchange.table import Column, Kind, Row, Table, columns
from deskapp.language import _
from deskapp.wording import codes
from deskapp.wording import events as event_wording
from deskapp.wording import places as place_wording
from deskapp.wording.calls import call_sheets

if TYPE_CHECKING:
    from deskapp.services.overview.about_customer import AboutCustomer
    from deskapp.services.overview.views import CallDetail


def instead() -> dict[str, str]:
    """What stands in the place of other people, by who they are."""
    return {
        "staff": _("[our staff]"),
        "contact": _("[a contact of ours]"),
        "customer": _("[another customer]"),
        "email": _("[an address]"),
        "number": _("[a number]"),
    }


def explained() -> tuple[str, ...]:
    """What whoever reads it, and whoever hands it over, must know."""
    return (
        _(
            "This is everything that is kept about this customer: the record, every call with its timeline, and what"
            " was passed on about them. Files that were attached lie beside this page, as they are."
        ),
        _(
            "Names, numbers and addresses of other people are left out. What people wrote may still tell of others in"
            " ways that no program finds: read it before it is handed over."
        ),
    )


def facts(about: AboutCustomer) -> list[tuple[str, str]]:
    """The customer's record, what there is of it."""
    one = about.customer
    told = (
        (_("Name"), one.name),
        (_("Organisation"), one.organisation),
        (_("Account"), one.account),
        (_("Phones"), "; ".join(one.phones)),
        (_("E-mail"), one.email),
        (_("Tier"), codes.tier(one.tier)),
        (_("Notes"), one.notes),
        *((_("Person"), place_wording.whole_person(one)) for one in about.people),
        *((_("Place"), place_wording.whole_place(one)) for one in about.places),
        *((_("Equipment"), place_wording.whole_equipment(one)) for one in about.equipment),
    )
    return [(name, value) for name, value in told if value]


def of_the_record(about: AboutCustomer, zone: str, now: datetime) -> Table:
    """The lines of the timeline on the record itself."""

    def lines() -> Iterator[Row]:
        for one in about.events:
            title = direction.clean(event_wording.event_title(one))
            yield one.at, one.by, title, direction.clean(event_wording.event_words(one, zone, now))

    heads = (Column(_("At"), Kind.INSTANT), *columns(_("By"), _("What"), _("Words")))
    return Table(_("The record"), heads, tuple(lines()), zone)


def of_call(call: CallDetail, zone: str, now: datetime, part: Callable[[str], str]) -> tuple[str, tuple[Table, ...]]:
    """A call: its title, and its tables, the first with one row; those that have nothing are left out.

    part: what a part of a sheet is called.
    """
    sheets = call_sheets.sheets(zone)
    rows: list[list[Row]] = [[] for _sheet in sheets]
    for place, row in call_sheets.rows(call, zone, now):
        rows[place].append(row)
    made = [
        Table(sheet.name, sheet.columns, tuple(lines), zone) for sheet, lines in zip(sheets, rows, strict=True) if lines
    ]
    said = tuple(_sheets(call, part))
    heads = (Column(_("Call")), Column(_("At"), Kind.INSTANT), *columns(_("No."), _("Part"), _("What it said")))
    left = (Table(_("Handoff sheets"), heads, said, zone),) if said else ()
    return f"{call.row.ref} · {call.row.summary}", (*made, *left)


def _sheets(call: CallDetail, part: Callable[[str], str]) -> Iterator[Row]:
    """What the sheets that left said; the paper itself is not kept."""
    for event in call.events:
        if event.kind == EventKind.SHEET:
            number = f"{event.payload.get('number', '')}-{event.payload.get('sheet', '')}"
            for label, said in event.payload.get("said", {}).items():
                if said:
                    yield call.row.ref, event.at, number, part(label), str(said)
