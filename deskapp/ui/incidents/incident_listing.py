"""Incidents as a list to write, and the calls of one."""

from collections.abc import Iterator, Sequence

from deskapp import direction
from deskapp.domain.exchange.table import Column, Kind, Row
from deskapp.language import _
from deskapp.services.incidents.views import IncidentDetail, IncidentView
from deskapp.ui.work.listing import Listing
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording


def of_all(incidents: Sequence[IncidentView]) -> Listing:
    """The incidents in their order."""
    shown, name = tuple(incidents), _("Incidents")
    columns = (
        *(Column(head) for head in (_("Incident"), _("Category"), _("Lead"))),
        *(Column(head, Kind.INSTANT) for head in (_("Began"), _("Opened"), _("Over"))),
        *(Column(head) for head in (_("Opened by"), _("Over by"), _("Outcome"), _("Message"))),
        *(Column(head, Kind.NUMBER) for head in (_("Calls"), _("To tell"), _("Steps"), _("Steps done"))),
    )
    return Listing("incidents", name, name, columns, lambda _desk: _all(shown), len(shown))


def of_one(detail: IncidentDetail) -> Listing:
    """The calls of one incident: who must still be told."""
    calls, title = tuple(detail.calls), detail.incident.title
    columns = (
        *(Column(head) for head in (_("Call"), _("Customer"), _("Number"), _("Summary"), _("Status"), _("Owner"))),
        Column(_("Joined"), Kind.INSTANT),
        Column(_("Told message"), Kind.NUMBER),
        Column(_("Told"), Kind.INSTANT),
        *(Column(head) for head in (_("Told by"), _("To tell"))),
    )
    name = direction.clean(_("Incident {title}").format(title=title))

    def rows() -> Iterator[Row]:
        for one in calls:
            row = one.row
            if row.masked:
                yield (
                    row.ref,
                    confidential_wording.confidential(),
                    "",
                    "",
                    codes.status_of(row),
                    row.owner,
                    *(None,) * 5,
                )
                continue
            yield (
                *(row.ref, row.customer, one.phone, row.summary, codes.status_of(row), row.owner),
                *(one.joined_at, one.told or None, one.told_at, one.told_by),
                _("yes") if one.must_be_told else _("no"),
            )

    return Listing("calls", _("Calls of this incident"), name, columns, lambda _desk: rows(), len(calls))


def _all(incidents: Sequence[IncidentView]) -> Iterator[Row]:
    for one in incidents:
        yield (
            *(one.title, one.category, one.lead, one.began_at, one.opened_at, one.over_at),
            *(one.opened_by, one.over_by, one.outcome, one.message),
            *(one.calls, one.to_tell, one.steps, one.steps_done),
        )
