"""The overdue list on paper: what the screen shows, or what was overdue at any instant."""

from datetime import datetime

from deskapp.documents.overdue_list import OverdueList, OverdueRow, overdue_pdf
from deskapp.domain.clock_state import ClockState, state_of_call
from deskapp.domain.words import CallState, ClockKind, Priority
from deskapp.language import words
from deskapp.services.calls.row import CallRow
from deskapp.services.overview.as_of import OverdueCall, Standing
from deskapp.services.overview.views import OverdueView
from deskapp.services.site.views import DeskFacts
from deskapp.wording import confidential as confidential_wording


def pdf(view: OverdueView, facts: DeskFacts, printed_at: datetime, printed_by: str) -> bytes:
    """The list as a PDF, in the site's language and on its paper."""
    return overdue_pdf(listed(view, facts, printed_at, printed_by), words(facts.site.language))


def of_standing(
    stood: Standing,
    as_of: datetime,
    facts: DeskFacts,
    printed_at: datetime,
    printed_by: str,
    *,
    soon: bool = False,
    narrowed: tuple[str, ...] = (),
) -> bytes:
    """What was overdue at an instant, as a PDF. soon: with what was due soon. narrowed: whose calls alone it lists."""
    site = facts.site
    calls = (*stood.overdue, *(stood.soon if soon else ()))
    overdue = OverdueList(
        site=site.name,
        zone=site.zone,
        as_of=as_of,
        printed_at=printed_at,
        printed_by=printed_by,
        rows=tuple(_stood(call, as_of) for call in calls),
        narrowed=narrowed,
        not_accepted=len(stood.waiting),
        due_soon=stood.due_soon,
        paper=site.paper,
        language=site.language,
    )
    return overdue_pdf(overdue, words(site.language))


def _stood(call: OverdueCall, as_of: datetime) -> OverdueRow:
    return OverdueRow(
        ref=call.ref,
        priority=call.priority,
        customer=confidential_wording.confidential() if call.masked else call.customer,
        summary=call.summary,
        state=call.state,
        escalated=call.escalated,
        due_at=call.due,
        clock=ClockState.OVERDUE if call.left is None else ClockState.SOON,
        kind=call.clock,
        left=call.due - as_of if call.left is None else call.left,
        owner=call.owner,
        with_name=call.with_name or "",
        back_from=call.back_from,
        may_lapse=call.may_lapse,
    )


def listed(view: OverdueView, facts: DeskFacts, printed_at: datetime, printed_by: str) -> OverdueList:
    """What the list says on paper."""
    site = facts.site
    return OverdueList(
        site=site.name,
        zone=site.zone,
        as_of=view.as_of,
        printed_at=printed_at,
        printed_by=printed_by,
        rows=tuple(_printed(row, view.as_of, facts) for row in view.rows),
        not_accepted=len(view.not_accepted),
        paper=site.paper,
        language=site.language,
    )


def _customer(row: CallRow) -> str:
    return confidential_wording.confidential() if row.masked else row.customer


def _printed(row: CallRow, now: datetime, facts: DeskFacts) -> OverdueRow:
    due = row.due_at
    left = None
    if due is not None:
        left = due - now
        calendar = facts.calendars.get(row.calendar_id) if row.calendar_id is not None else None
        if now <= due and calendar is not None:
            left = calendar.elapsed(now, due)
    return OverdueRow(
        ref=row.ref,
        priority=Priority(row.priority) if row.priority else None,
        customer=_customer(row),
        summary=row.summary,
        state=CallState(row.state),
        escalated=row.escalated,
        due_at=due,
        clock=state_of_call(row.clock, due, row.warn_at, now),
        kind=None if row.clock is None else ClockKind(row.clock),
        left=left,
        owner=row.owner,
        with_name=row.with_name,
        back_from=row.back_from,
        may_lapse=row.may_lapse,
    )
