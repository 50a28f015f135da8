"""Escalations that are out, and calls that came back, as a list to write."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from deskapp.domain import sla
from deskapp.domain.exchange.table import Column, Kind, Row
from deskapp.language import _
from deskapp.services.escalations.chase import Chase, ChaseAsk, Chased, Holder
from deskapp.services.escalations.views import EscalationView, ToTell
from deskapp.ui.escalate.out_words import standing
from deskapp.ui.work.listing import Listing
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import escalations as escalation_wording


def listing(back: Sequence[ToTell], ask: ChaseAsk, count: int, now: datetime) -> Listing:
    """Those that came back, then all that is out and fits the question, as they stand at `now`; so many."""
    name = _("Escalations")
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
        Column(_("Number")),
        Column(_("Last heard"), Kind.INSTANT),
        Column(_("Clock")),
        Column(_("Due"), Kind.INSTANT),
    )
    whole = replace(ask, limit=None)
    return Listing(
        "escalations", name, name, columns, lambda desk: _rows(back, desk.escalations.chase(whole), now), count
    )


def _rows(back: Sequence[ToTell], chase: Chase, now: datetime) -> Iterator[Row]:
    for told in back:
        one = told.escalation
        about = (told.ref, told.priority, told.summary, told.customer, _("tell the customer"))
        until = (None, one.accepted_at, one.estimated_for, None, one.ended_at)
        yield (*about, *_whom(one), *until, escalation_wording.answer(one), told.owner, told.phone, None, "", None)
    for holder in chase.holders:
        for row in holder.rows:
            yield _out(holder, row, now)


def _out(holder: Holder, row: Chased, now: datetime) -> Row:
    found, one, words = row.out, row.out.escalation, standing(row.out, now)[0]
    if found.masked:
        # As little as its card shows.
        hidden = (found.ref, None, confidential_wording.confidential(), "", words)
        return (*hidden, "", "", "", *(None,) * 6, "", found.owner, "", None, "", None)
    due = sla.due(found.acceptance.facts) if found.acceptance else None
    about = (found.ref, found.priority, found.summary, found.customer, words)
    until = (due, one.accepted_at, one.estimated_for, found.next_update, None)
    clock = "" if row.clock is None else codes.clock(row.clock)
    return (*about, *_whom(one), *until, "", found.owner, holder.phone, row.heard_at, clock, row.due_at)


def _whom(one: EscalationView) -> tuple[str, str, str, datetime]:
    return one.contact, one.contact_role, one.rota, one.made_at
