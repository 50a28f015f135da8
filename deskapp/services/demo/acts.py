"""What the staff of the demo desk did: each act of the story as a scene, to be played at its instant."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from deskapp.domain.words import (
    Answer,
    Channel,
    Consent,
    EscalationType,
    HandoffPart,
    Impact,
    PauseReason,
    Priority,
    Tone,
    Transfer,
    Urgency,
)
from deskapp.services.calls import acts
from deskapp.services.demo import approvals as demo_approvals
from deskapp.services.demo import things as demo_things
from deskapp.services.demo.stage import Scene, Stage
from deskapp.services.demo.story import Telling, length
from deskapp.services.escalations.acts import AcceptEscalation, Escalate, HearFromContact, ReturnEscalation


def log(call: Mapping[str, Any], telling: Telling) -> Callable[[Stage], object]:
    def play(stage: Stage) -> object:
        category = call["category"]
        return stage.calls.log(
            acts.LogCall(
                summary=call["summary"],
                customer_id=stage.customers[call["customer"]],
                details=telling.words(call.get("details", "")),
                category_id=stage.categories[category],
                impact=Impact(call.get("impact", "one")),
                urgency=Urgency(call.get("urgency", "soon")),
                customer_deadline=telling.ahead(call["deadline"]) if "deadline" in call else None,
                tone=Tone(call["tone"]) if "tone" in call else None,
                wants=call.get("wants", ""),
                checks=stage.checks[category][: call.get("checks", 0)],
                equipment=demo_things.about(stage, call),
                person=demo_things.speaks(stage, call),
            ),
            call["id"],
        )

    return play


def steps(call: Mapping[str, Any], telling: Telling) -> Iterator[Scene]:
    """What the story says was done about an open call, after it was logged."""
    for step in call["steps"]:
        yield Scene(
            telling.ago(step["ago"]), step.get("who", call["by"]), _STEPS[step["do"]](call["id"], step, telling)
        )


def accept(call_id: int, by: str = "", estimate: str | None = None) -> Callable[[Stage], object]:
    time_to_fix = None if estimate is None else length(estimate)
    return lambda stage: stage.escalations.accept(AcceptEscalation(stage.last_escalation[call_id], by, time_to_fix))


def give_back(call_id: int, outcome: str, reference: str = "") -> Callable[[Stage], object]:
    return lambda stage: stage.escalations.give_back(
        ReturnEscalation(stage.last_escalation[call_id], outcome, outcome, reference)
    )


def resolve(call_id: int, solution: str, agreed_by: str | None = None) -> Callable[[Stage], object]:
    """Solved; and agreed in the same act, when the customer was still on the line."""
    agreement = None if agreed_by is None else acts.GiveAgreement(Answer.YES, agreed_by)
    return lambda stage: stage.calls.resolve(acts.ResolveCall(call_id, solution, agreement))


def _escalation(act: Callable[[Stage], Escalate]) -> Callable[[Stage], object]:
    def play(stage: Stage) -> object:
        made = stage.escalations.escalate(act(stage))
        stage.last_escalation[made.value.call_id] = made.value.id
        return made

    return play


Step = Mapping[str, Any]


def _note(call_id: int, step: Step, telling: Telling) -> Callable[[Stage], object]:
    return lambda stage: stage.calls.note(acts.AddNote(call_id, step["words"], step.get("then")))


def _told(call_id: int, step: Step, telling: Telling) -> Callable[[Stage], object]:
    next_update = telling.ahead(step["next"]) if "next" in step else None
    told = acts.ContactCustomer(call_id, True, Channel.PHONE, step["words"], next_update, next_step=step.get("then"))
    return lambda stage: stage.calls.contact_customer(told)


def _pause(call_id: int, step: Step, telling: Telling) -> Callable[[Stage], object]:
    waits = acts.PauseCall(call_id, PauseReason(step["reason"]), step["words"])
    return lambda stage: stage.calls.pause(waits)


def _resume(call_id: int, step: Step, telling: Telling) -> Callable[[Stage], object]:
    return lambda stage: stage.calls.resume(acts.ResumeCall(call_id, step["words"]))


def _escalate(call_id: int, step: Step, telling: Telling) -> Callable[[Stage], object]:
    told = {
        HandoffPart.ISSUE: "issue",
        HandoffPart.STEPS: "done",
        HandoffPart.WANTS: "wants",
        HandoffPart.TONE: "tone",
        HandoffPart.DEADLINE: "deadline",
    }
    parts = {part.value: telling.words(step[name]) for part, name in told.items() if name in step}
    return _escalation(
        lambda stage: Escalate(
            call_id,
            types=tuple(EscalationType(code) for code in step["types"]),
            triggers=tuple((code, "") for code in step["triggers"]),
            contact_id=stage.contacts[step["to"]],
            handoff=parts,
            consent=Consent(step["consent"]),
            next_update=telling.ahead(step["next"]) if "next" in step else None,
            transfer=Transfer(step["transfer"]),
            transfer_reason=step.get("transfer_reason", ""),
            estimate=length(step["estimate"]) if "estimate" in step else None,
            priority=Priority(step["priority"]) if "priority" in step else None,
            priority_reason=step.get("priority_reason", ""),
        )
    )


def _sheet(call_id: int, step: Step, telling: Telling) -> Callable[[Stage], object]:
    return lambda stage: stage.escalations.sheet(stage.last_escalation[call_id])


def _accept(call_id: int, step: Step, telling: Telling) -> Callable[[Stage], object]:
    return accept(call_id, step["by"], step.get("estimate"))


def _hear(call_id: int, step: Step, telling: Telling) -> Callable[[Stage], object]:
    return lambda stage: stage.escalations.hear(HearFromContact(stage.last_escalation[call_id], step["words"]))


def _return(call_id: int, step: Step, telling: Telling) -> Callable[[Stage], object]:
    return give_back(call_id, step["words"], step.get("reference", ""))


def _resolve(call_id: int, step: Step, telling: Telling) -> Callable[[Stage], object]:
    return resolve(call_id, step["words"])


_STEPS: Mapping[str, Callable[[int, Step, Telling], Callable[[Stage], object]]] = {
    "note": _note,
    "told": _told,
    "pause": _pause,
    "resume": _resume,
    "escalate": _escalate,
    "sheet": _sheet,
    "accept": _accept,
    "hear": _hear,
    "return": _return,
    "resolve": _resolve,
    "approval": lambda call_id, step, _telling: demo_approvals.ask(call_id, step),
    "grant": lambda call_id, step, _telling: demo_approvals.grant(call_id, step),
}
