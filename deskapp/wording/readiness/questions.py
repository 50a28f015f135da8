"""What is asked, how it stands, and how many calls a gap touches."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain.readiness.questions import Answer, Question, State
from deskapp.language import SPOKEN, Words
from deskapp.wording import times
from deskapp.wording.measures import periods

if TYPE_CHECKING:
    from deskapp.domain.measures.periods import Period
    from deskapp.services.readiness.views import KeptState, ReadinessView

#: Each state has its sign, for whoever sees no colours.
SIGNS = {State.THERE: "●", State.PART: "◆", State.MISSING: "▲"}


def title(question: Question, words: Words = SPOKEN) -> str:
    """The question, as the guide asks it."""
    say = words.gettext
    return {
        Question.POLICY: say("A clearly written escalation policy"),
        Question.AUTHORITY: say("Defined authority"),
        Question.TRIGGERS: say("Clear triggers"),
        Question.WARM: say("Warm transfer as the standard"),
        Question.TRAINING: say("Training"),
        Question.HANDOFF: say("Standard handoff notes"),
        Question.TRACKING: say("Regular tracking and review of measures"),
        Question.FEEDBACK: say("A feedback loop"),
    }[question]


def about(question: Question, goal: int, words: Words = SPOKEN) -> str:
    """What belongs to it. goal: of warm transfers, in a hundred."""
    say = words.gettext
    return {
        Question.POLICY: say("criteria, paths, response times"),
        Question.AUTHORITY: say("agents, supervisors, managers"),
        Question.TRIGGERS: say("functional, hierarchical, priority, incident"),
        Question.WARM: say("goal of the site: {n} %").format(n=goal),
        Question.TRAINING: say("de-escalation, difficult conversations"),
        Question.HANDOFF: say("and documentation in the record"),
        Question.TRACKING: say("period report, quality reviews"),
        Question.FEEDBACK: say("with product and operations"),
    }[question]


def short(question: Question, words: Words = SPOKEN) -> str:
    """In two words, where it stands as a gap."""
    say = words.gettext
    return {
        Question.POLICY: say("Written policy"),
        Question.AUTHORITY: say("Authority"),
        Question.TRIGGERS: say("Triggers"),
        Question.WARM: say("Warm transfer"),
        Question.TRAINING: say("Training"),
        Question.HANDOFF: say("Handoff notes"),
        Question.TRACKING: say("Tracking and review"),
        Question.FEEDBACK: say("Feedback"),
    }[question]


def state(which: State, words: Words = SPOKEN) -> str:
    """How it stands, without the sign."""
    say = words.gettext
    return {State.THERE: say("there"), State.PART: say("in part"), State.MISSING: say("missing")}[which]


def counted(which: State, count: int, words: Words = SPOKEN) -> str:
    """As "4 there"."""
    return words.gettext("{n} {state}").format(n=count, state=state(which, words))


def all_counted(view: ReadinessView, words: Words = SPOKEN) -> str:
    """As "4 there · 3 in part · 1 missing"."""
    return direction.row([counted(one, view.count(one), words) for one in State])


def kept(one: KeptState, words: Words = SPOKEN) -> str:
    """The same, of a state that was kept."""
    found = list(one.states.values())
    return direction.row([counted(which, found.count(which), words) for which in State])


def kept_on(day: date, today: date, words: Words = SPOKEN) -> str:
    """The day of a state that was kept, in short: "16 Nov", with its year where that is another."""
    short = words.gettext("{day} {month}").format(day=day.day, month=times.month(day.month, words))
    return short if day.year == today.year else f"{short} {day.year}"


def touches(answer: Answer, month: Period, words: Words = SPOKEN) -> str:
    """As "question 4 · 13 calls in October 2026"."""
    say = words.gettext
    number = say("question {n}").format(n=answer.question.number)
    if answer.touched is None:
        return direction.row((number, say("touches every call")))
    if not answer.touched:
        return number
    if answer.question is Question.FEEDBACK:
        form = words.ngettext("{n} call behind it", "{n} calls behind it", answer.touched)
    else:
        form = words.ngettext("{n} call in {month}", "{n} calls in {month}", answer.touched)
    return direction.row((number, form.format(n=answer.touched, month=periods.name(month, words))))
