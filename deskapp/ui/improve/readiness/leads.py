"""Where each question leads: to a page of the settings, or to another part of *Improve*."""

from typing import NamedTuple

from deskapp.domain.readiness.questions import Answer, Question, TrackingFacts


class Lead(NamedTuple):
    """One of both: a page of the settings, or a part."""

    page: str = ""
    part: str = ""


_LEADS = {
    Question.POLICY: Lead(page="written_policy"),
    Question.AUTHORITY: Lead(page="authority"),
    Question.TRIGGERS: Lead(page="signs"),
    Question.WARM: Lead(part="measures"),
    Question.TRAINING: Lead(part="practice"),
    Question.HANDOFF: Lead(page="site"),
    Question.TRACKING: Lead(part="reviews"),
    Question.FEEDBACK: Lead(part="signals"),
}


def lead(answer: Answer) -> Lead:
    """Where what is missing is mended: a report that nobody printed among the measures."""
    if isinstance(answer.facts, TrackingFacts) and answer.facts.unprinted:
        return Lead(part="measures")
    return _LEADS[answer.question]
