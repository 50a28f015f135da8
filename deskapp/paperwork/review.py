"""A review on paper as it stands before its reviewer: in the words of the window, names hidden where they are there."""

from __future__ import annotations

from datetime import datetime

from deskapp import direction
from deskapp.documents.papers.review_sheet import ReviewSheet, Scored, review_pdf
from deskapp.domain.reviews.scorecard import LOWEST
from deskapp.domain.words import ReviewState
from deskapp.language import SPOKEN, _
from deskapp.services.reviews.views import ReviewPage
from deskapp.services.site.views import DeskFacts
from deskapp.wording import codes
from deskapp.wording.reviews import draws as wording
from deskapp.wording.reviews import evidence as evidence_wording
from deskapp.wording.reviews import told as told_wording


def pdf(page: ReviewPage, facts: DeskFacts, now: datetime, by: str, *, names_hidden: bool) -> bytes:
    """One's own finished marks, and those of others where both are; else the lines, to be scored by hand."""
    zone, call, mine = facts.site.zone, page.call, page.mine
    hide = told_wording.names(page, hidden=names_hidden)
    shown = evidence_wording.lines(page.evidence, zone, now)
    finished = mine is not None and mine.state is ReviewState.FINISHED
    scored = []
    for line in page.card.lines:
        said = mine is not None and line.code in mine.marks
        mark = mine.marks[line.code] if mine is not None and said else None
        means = line.meanings[mark - LOWEST] if mark is not None else ""
        others = [
            (one.reviewer, wording.mark(one.marks[line.code]))
            for one in page.others
            if one.marks is not None and line.code in one.marks
        ]
        words = wording.mark(mark) if said else ""
        scored.append(Scored(line.name, hide.hide(shown.get(line.code, "")), words, means, tuple(others)))
    sheet = ReviewSheet(
        site=facts.site.name,
        zone=zone,
        ref=call.row.ref,
        title=hide.hide(call.row.summary),
        about=direction.row((call.customer.name, call.category, call.row.priority, codes.state(call.state).lower())),
        agent=told_wording.alias(0) if names_hidden else page.agent,
        reviewer=by,
        state=_("finished") if finished else _("draft"),
        said=tuple(told_wording.said(page, hide)),
        story=tuple((one.at, one.title, one.words) for one in told_wording.story(page, hide, zone, now)),
        scored=tuple(scored),
        note=mine.note if mine is not None else "",
        actions=tuple(hide.hide(wording.agreed(one)) for one in page.actions),
        printed_at=now,
        printed_by=by,
        paper=facts.site.paper,
        language=facts.site.language,
    )
    return review_pdf(sheet, SPOKEN)
