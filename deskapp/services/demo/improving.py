"""What the staff of the demo desk made of its figures: signals looked at, feedback sent and answered, actions agreed,
the policy issued; each at its own time."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any

from deskapp import paths
from deskapp.domain.findings.finding import Subject
from deskapp.domain.findings.kinds import FeedbackTo, Rule
from deskapp.domain.measures.periods import PeriodKind, containing
from deskapp.domain.words import ApprovalKind, Channel
from deskapp.services.demo.stage import Scene, Stage
from deskapp.services.demo.story import Telling
from deskapp.services.findings.acts import (
    AgreeOnAction,
    FeedbackAnswered,
    FeedbackLeft,
    FeedbackSent,
    MakeFeedback,
    WhichSignal,
)
from deskapp.services.written_policy.acts import IssuePolicy

_DAY, _AN_HOUR = timedelta(days=1), timedelta(hours=1)

Act = Mapping[str, Any]


@cache
def told() -> dict[str, Any]:
    """As it is written. It is ours, so a slip in it is a bug and fails loudly."""
    with (paths.resources() / "demo" / "improve.toml").open("rb") as file:
        return tomllib.load(file)


def scenes(telling: Telling) -> Iterator[Scene]:
    for act in told()["acts"]:
        at = telling.now - act["days"] * _DAY - _AN_HOUR
        yield Scene(at, act["by"], _played(act, telling, telling.day(at)))


def _played(act: Act, telling: Telling, day: date) -> Callable[[Stage], object]:
    return lambda stage: _DOES[act["do"]](stage, act, telling, day)


def _policy(stage: Stage, act: Act, telling: Telling, day: date) -> object:
    return stage.policy.issue(IssuePolicy(act["owner"], _from_opening(act["review"], telling), act["words"]))


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


def _signal(stage: Stage, name: str, day: date) -> WhichSignal:
    """A signal by its name, with the figures of the last month that was over on a day."""
    named = told()["signals"][name]
    subject = Subject(
        category_id=stage.categories[named["category"]] if "category" in named else None,
        trigger=named.get("trigger", ""),
        contact_id=stage.contacts[named["contact"]] if "contact" in named else None,
        approval=ApprovalKind(named["approval"]) if "approval" in named else None,
    )
    month = containing(PeriodKind.MONTH, day).before()
    return WhichSignal(f"{Rule(named['rule'])}:{subject.key}", month.first, named["title"])


def _from_opening(days: int, telling: Telling) -> date:
    return telling.day(telling.now) + days * _DAY


_DOES: Mapping[str, Callable[[Stage, Act, Telling, date], object]] = {
    "policy": _policy,
    "look": _look,
    "feedback": _feedback,
    "sent": _sent,
    "answered": _answered,
    "action": _action,
}
