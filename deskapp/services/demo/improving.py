"""What the staff of the demo desk made of its figures: signals looked at, feedback sent and answered, actions agreed,
calls reviewed, the policy issued, reports printed, cards opened, readiness kept; each at its own time."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from deskapp import paths
from deskapp.domain.calming.cards import Situation
from deskapp.domain.findings.finding import Subject
from deskapp.domain.findings.kinds import FeedbackTo, Rule
from deskapp.domain.measures.periods import Period, PeriodKind, containing
from deskapp.domain.words import ApprovalKind, Channel, PaperWay, Role
from deskapp.services.demo.stage import Scene, Stage
from deskapp.services.demo.story import Telling, length
from deskapp.services.findings.acts import (
    AgreeOnAction,
    FeedbackAnswered,
    FeedbackLeft,
    FeedbackSent,
    MakeFeedback,
    WhichSignal,
)
from deskapp.services.reviews.acts import DrawCalls, FinishReview
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.written_policy.acts import IssuePolicy

_DAY, _AN_HOUR = timedelta(days=1), timedelta(hours=1)
#: The same calls are drawn of the same month.
_SEED = "demo"

Act = Mapping[str, Any]


@cache
def told() -> dict[str, Any]:
    """As it is written. It is ours, so a slip in it is a bug and fails loudly."""
    with (paths.resources() / "demo" / "improve.toml").open("rb") as file:
        return tomllib.load(file)


def scenes(telling: Telling) -> Iterator[Scene]:
    for act in told()["acts"]:
        at = telling.third_day(act["month"]) if "month" in act else telling.now - act["days"] * _DAY
        at += length(act.get("after", "0:00")) - _AN_HOUR
        yield Scene(at, act["by"], _played(act, telling, telling.day(at)))


def _played(act: Act, telling: Telling, day: date) -> Callable[[Stage], object]:
    return lambda stage: _DOES[act["do"]](stage, act, telling, day)


def _policy(stage: Stage, act: Act, telling: Telling, day: date) -> object:
    issued = stage.policy.issue(IssuePolicy(act["owner"], _from_opening(act["review"], telling), act["words"]))
    return stage.papers.policy_left(issued.value.number, PaperWay.PRINTED)


def _report(stage: Stage, act: Act, telling: Telling, day: date) -> object:
    """Of the month before."""
    return stage.papers.report_left(_month_before(day), PaperWay.PRINTED)


def _keep(stage: Stage, act: Act, telling: Telling, day: date) -> object:
    return stage.readiness.keep()


def _card(stage: Stage, act: Act, telling: Telling, day: date) -> object:
    """A card was looked at on a call."""
    return stage.cards.opened(Situation(act["card"]))


def _look(stage: Stage, act: Act, telling: Telling, day: date) -> object:
    return stage.findings.look_through()


def _feedback(stage: Stage, act: Act, telling: Telling, day: date) -> object:
    """Its sheet is copied as text at once: nothing is printed here."""
    made = stage.findings.feed_back(
        MakeFeedback(
            _signal(stage, act["about"], day),
            act["told"],
            FeedbackTo(act["area"]),
            act["to"],
            act["asks"],
            _from_opening(act["wanted"], telling),
        )
    )
    stage.feedback[act["about"]] = made.value.id
    return stage.findings.left(FeedbackLeft(made.value.id, copied=True))


def _sent(stage: Stage, act: Act, telling: Telling, day: date) -> object:
    feedback_id = stage.feedback[act["about"]]
    version = stage.findings.sheet(feedback_id).feedback.version
    return stage.findings.sent(FeedbackSent(feedback_id, day, Channel(act["how"]), version))


def _answered(stage: Stage, act: Act, telling: Telling, day: date) -> object:
    feedback_id = stage.feedback[act["about"]]
    version = stage.findings.sheet(feedback_id).feedback.version
    return stage.findings.answered(FeedbackAnswered(feedback_id, day, act["answer"], version, act["changed"]))


def _action(stage: Stage, act: Act, telling: Telling, day: date) -> object:
    owner, due = stage.staff[act["owner"]], _from_opening(act["due"], telling)
    return stage.findings.agree(AgreeOnAction(_signal(stage, act["about"], day), act["what"], owner, due))


def _draw(stage: Stage, act: Act, telling: Telling, day: date) -> object:
    return stage.reviews.draw(DrawCalls(_month_before(day), act["size"], act["low"], seed=_SEED))


def _role(stage: Stage, act: Act, telling: Telling, day: date) -> object:
    """Somebody stands in for a while."""
    return stage.settings.save_staff(SaveStaff(act["who"], Role(act["role"]), id=stage.staff[act["who"]]))


def _review(stage: Stage, act: Act, telling: Telling, day: date) -> object:
    """Of the calls that were drawn and are for whoever reviews, the next; too: of those that somebody else has done.

    and_by: who reviews it afterwards, and nobody does that of a call of their own.
    """
    view = stage.reviews.view()
    mine = [one.call_id for one in view.draws[0].calls]
    calls = [one for one in mine if (one in stage.reviewed) is act.get("too", False)]
    if "and_by" in act:
        calls = [one for one in calls if stage.reviews.page(one).agent_id != stage.staff[act["and_by"]]]
    call_id = calls[act.get("place", 0)]
    stage.reviewed.append(call_id)
    marks = dict(zip((line.code for line in view.card.lines), act["marks"], strict=True))
    return stage.reviews.finish(FinishReview(call_id, view.card.id, marks, act["note"], share=act.get("share", False)))


def _signal(stage: Stage, name: str, day: date) -> WhichSignal:
    """A signal by its name, with the figures of the last month that was over on a day."""
    named = told()["signals"][name]
    subject = Subject(
        category_id=stage.categories[named["category"]] if "category" in named else None,
        trigger=named.get("trigger", ""),
        contact_id=stage.contacts[named["contact"]] if "contact" in named else None,
        approval=ApprovalKind(named["approval"]) if "approval" in named else None,
    )
    return WhichSignal(f"{Rule(named['rule'])}:{subject.key}", _month_before(day).first, named["title"])


def _month_before(day: date) -> Period:
    """The last month that was over on a day."""
    return containing(PeriodKind.MONTH, day).before()


def _from_opening(days: int, telling: Telling) -> date:
    return telling.day(telling.now) + days * _DAY


_DOES: Mapping[str, Callable[[Stage, Act, Telling, date], object]] = {
    "policy": _policy,
    "report": _report,
    "keep": _keep,
    "draw": _draw,
    "role": _role,
    "review": _review,
    "look": _look,
    "card": _card,
    "feedback": _feedback,
    "sent": _sent,
    "answered": _answered,
    "action": _action,
}
