"""Everything about a customer in words: what stands in the place of others, and the tables of their calls."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain.event_kind import EventKind
from deskapp.domain.exchange.table import Column, Kind, Row, Table, columns
from deskapp.domain.words import PaperState
from deskapp.language import _, ngettext
from deskapp.wording import codes
from deskapp.wording import events as event_wording
from deskapp.wording import places as place_wording
from deskapp.wording.calls import call_sheets

if TYPE_CHECKING:
    from deskapp.services.overview.about_customer import AboutCustomer, GivenPaper
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


def explained(about: AboutCustomer) -> tuple[str, ...]:
    """What whoever reads it, and whoever hands it over, must know; what is not in it is said."""
    return tuple(filter(None, (*_read_first(), _left_out(about))))


def _left_out(about: AboutCustomer) -> str:
    said = (
        (
            about.hidden,
            ngettext(
                "{n} confidential call, of which a manager decides",
                "{n} confidential calls, of which a manager decides",
                about.hidden,
            ),
        ),
        (
            about.own,
            ngettext(
                "{n} line of a timeline that is the desk's own, such as a review of its work",
                "{n} lines of timelines that are the desk's own, such as reviews of its work",
                about.own,
            ),
        ),
    )
    told = direction.row((form.format(n=count) for count, form in said if count), "; ")
    return _("Left out: {what}.").format(what=told) if told else ""


def _read_first() -> tuple[str, ...]:
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


def of_call(
    call: CallDetail, papers: Sequence[GivenPaper], zone: str, now: datetime, part: Callable[[str], str]
) -> tuple[str, tuple[Table, ...]]:
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
    more = (_papers(call, papers, zone), _content(call, zone))
    return f"{call.row.ref} · {call.row.summary}", (*made, *left, *(table for table in more if table.rows))


def _papers(call: CallDetail, papers: Sequence[GivenPaper], zone: str) -> Table:
    """Which papers of it left the desk, by their numbers."""
    heads = (Column(_("Call")), Column(_("At"), Kind.INSTANT), *columns(_("Paper"), _("State")))
    rows = []
    for one in papers:
        which = _("handoff {number}").format(number=one.handoff) if one.handoff else _("the call")
        sheet = _("sheet {sheet}").format(sheet=one.number)
        rows.append((call.row.ref, one.at, f"{which}, {sheet}", _became(one.state)))
    return Table(_("Papers"), heads, tuple(rows), zone)


def _became(state: PaperState) -> str:
    return {
        PaperState.PRINTED: _("printed"),
        PaperState.SAVED: _("saved"),
        PaperState.DRAFTED: _("put into a draft"),
    }.get(state, _("not known"))


def _content(call: CallDetail, zone: str) -> Table:
    """How content they were, 1 to 5."""
    heads = (Column(_("Call")), *columns(_("Cycle"), _("How content"), kind=Kind.NUMBER))
    rows = tuple((call.row.ref, cycle, score) for cycle, score in call.endings.satisfaction)
    return Table(_("How content"), heads, rows, zone)


def _sheets(call: CallDetail, part: Callable[[str], str]) -> Iterator[Row]:
    """What the sheets that left said; the paper itself is not kept."""
    for event in call.events:
        if event.kind == EventKind.SHEET:
            number = f"{event.payload.get('number', '')}-{event.payload.get('sheet', '')}"
            for label, said in event.payload.get("said", {}).items():
                if said:
                    yield call.row.ref, event.at, number, part(label), str(said)
