"""The handover on paper, in the site's language: what is due before the next opening, as far as whoever prints sees."""

from datetime import datetime

from deskapp.documents.papers.handover import DueRow, DutyLine, Handover, handover_pdf
from deskapp.language import words
from deskapp.services.overview.visits import views
from deskapp.services.site.views import DeskFacts
from deskapp.wording import confidential as confidential_wording


def pdf(of: views.Handover, facts: DeskFacts, now: datetime, by: str) -> bytes:
    """The paper as a PDF, on the site's paper."""
    site, told = facts.site, of.told
    handover = Handover(
        site=site.name,
        zone=site.zone,
        since=told.since,
        until=told.until,
        new=told.new,
        solved=told.solved,
        late=told.late,
        overdue=of.overdue,
        due=told.ahead,
        rows=tuple(map(_row, of.rows)),
        duty=tuple(DutyLine(one.rota, one.start, one.end, one.name, one.phone) for one in of.duty),
        trend=of.trend,
        printed_at=now,
        printed_by=by,
        paper=site.paper,
        language=site.language,
    )
    return handover_pdf(handover, words(site.language))


def _row(one: views.DueAhead) -> DueRow:
    return DueRow(
        at=one.at,
        clock=one.clock,
        ref=one.ref,
        priority=one.priority,
        customer=confidential_wording.confidential() if one.masked else one.customer,
        phone=one.phone,
        summary=one.summary,
        owner=one.owner,
        with_name=one.with_name,
        with_phone=one.with_phone,
        on_call=one.on_call,
    )
