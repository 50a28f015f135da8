"""Escalations that are out, and calls that came back, as a list to write."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from deskapp.domain import sla
from deskapp.domain.exchange.table import Column, Kind, Row
from deskapp.language import _
from deskapp.services.escalations.views import EscalationOut, EscalationView, ToTell
from deskapp.ui.escalate.out_words import standing
from deskapp.ui.work.listing import Listing
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import escalations as escalation_wording


def listing(back: Sequence[ToTell], out: Sequence[EscalationOut], now: datetime) -> Listing:
    """Those that came back, then those that are out, as they stand at `now`."""
    name, count = _("Escalations"), len(back) + len(out)
    columns = (
        *(Column(head) for head in (_("Call"), _("Priority"), _("Summary"), _("Customer"), _("State"))),
        *(Column(head) for head in (_("With"), _("Role"), _("Rota"))),
        Column(_("Since"), Kind.INSTANT),
        Column(_("To accept by"), Kind.INSTANT),
        Column(_("Accepted"), Kind.INSTANT),
        Column(_("Estimated for"), Kind.INSTANT),
        Column(_("Next update"), Kind.INSTANT),
        Column(_("Came back"), Kind.INSTANT),
        Column(_("Outcome")),
        Column(_("Owner")),
    )
    shown = (tuple(back), tuple(out))
    return Listing("escalations", name, name, columns, lambda _desk: _rows(*shown, now), count)


def _rows(back: Sequence[ToTell], out: Sequence[EscalationOut], now: datetime) -> Iterator[Row]:
    for told in back:
        one = told.escalation
        about = (told.ref, told.priority, told.summary, told.customer, _("tell the customer"))
        yield (
            *about,
            *_whom(one),
            None,
            one.accepted_at,
            one.estimated_for,
            None,
            one.ended_at,
            escalation_wording.answer(one),
            told.owner,
        )
    for found in out:
        one, words = found.escalation, standing(found, now)[0]
        if found.masked:
            # As little as its card shows.
            hidden = (found.ref, None, confidential_wording.confidential(), "", words)
            yield (*hidden, "", "", "", *(None,) * 6, "", found.owner)
            continue
        due = sla.due(found.acceptance.facts) if found.acceptance else None
        about = (found.ref, found.priority, found.summary, found.customer, words)
        until = (due, one.accepted_at, one.estimated_for, found.next_update, None)
        yield (*about, *_whom(one), *until, "", found.owner)


def _whom(one: EscalationView) -> tuple[str, str, str, datetime]:
    return one.contact, one.contact_role, one.rota, one.made_at
