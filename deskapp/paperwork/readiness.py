"""Readiness on paper, in the site's language."""

from datetime import datetime

from deskapp.documents.papers.readiness_paper import GapLine, ReadinessPaper, WentLine, readiness_pdf
from deskapp.domain.readiness.questions import State
from deskapp.language import Words, words
from deskapp.services.readiness.views import Gap, KeptState, ReadinessView
from deskapp.services.site.views import DeskFacts
from deskapp.wording import improving


def pdf(of: ReadinessView, facts: DeskFacts, now: datetime, by: str) -> bytes:
    """The paper as a PDF, on the site's paper."""
    site, spoken = facts.site, words(facts.site.language)
    paper = ReadinessPaper(
        site=site.name,
        zone=site.zone,
        as_of=of.as_of,
        month=of.month,
        goal=site.warm_goal,
        answers=of.answers,
        gaps=tuple(_gap(one, of, spoken) for one in of.gaps),
        chosen=of.chosen,
        went=tuple(map(_went, of.kept)),
        printed_at=now,
        printed_by=by,
        paper=site.paper,
        language=site.language,
    )
    return readiness_pdf(paper, spoken)


def _gap(one: Gap, of: ReadinessView, spoken: Words) -> GapLine:
    action, question = one.action, one.answer.question
    if action is None:
        return GapLine(question, "", "", "")
    return GapLine(question, action.what, action.owner, improving.state(action, of.today, spoken))


def _went(one: KeptState) -> WentLine:
    states = list(one.states.values())
    there, part, missing = (states.count(state) for state in State)
    return WentLine(one.day, (there, part, missing))
