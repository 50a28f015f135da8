"""The major incident of the demo desk that is over: its calls, messages and steps, each at its own time."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from deskapp.services.demo.stage import Scene, Stage
from deskapp.services.demo.story import Telling, length
from deskapp.services.incidents import acts

Play = Callable[[Stage], object]


def began(told: Mapping[str, Any], telling: Telling) -> datetime:
    """When its first customer called: so many days before the opening, at the same hour as so long before it."""
    return telling.now - timedelta(days=told["days"]) - length(told["ago"])


def calls(told: Mapping[str, Any], telling: Telling) -> list[dict[str, Any]]:
    """Its calls, with their instants, in the order in which they came."""
    start = began(told, telling)
    return [{**call, "category": told["category"], "at": start + length(call["after"])} for call in told["calls"]]


def scenes(told: Mapping[str, Any], call_ids: list[int], telling: Telling) -> Iterator[Scene]:
    """What was done about it. call_ids: its calls, in the order of the story."""
    start = began(told, telling)
    for step in told["course"]:
        yield Scene(start + length(step["after"]), step["by"], _DOES[step["do"]](told, step, call_ids, start))


def _open(told: Mapping[str, Any], step: Mapping[str, Any], call_ids: list[int], start: datetime) -> Play:
    def play(stage: Stage) -> object:
        first = tuple(call_ids[: step["calls"]])
        category = stage.categories[told["category"]]
        made = stage.incidents.start(acts.OpenIncident(told["title"], first, category, start))
        stage.incident = made.value.id
        return made

    return play


def _join(told: Mapping[str, Any], step: Mapping[str, Any], call_ids: list[int], start: datetime) -> Play:
    return lambda stage: stage.incidents.join(acts.JoinIncident(stage.incident, (call_ids[step["call"] - 1],)))


def _message(told: Mapping[str, Any], step: Mapping[str, Any], call_ids: list[int], start: datetime) -> Play:
    return lambda stage: stage.incidents.write(
        acts.WriteMessage(stage.incident, step["words"], stage.incidents.one(stage.incident).incident.number)
    )


def _tell(told: Mapping[str, Any], step: Mapping[str, Any], call_ids: list[int], start: datetime) -> Play:
    def play(stage: Stage) -> object:
        number = stage.incidents.one(stage.incident).incident.number
        return stage.incidents.tell(acts.TellCustomer(stage.incident, call_ids[step["call"] - 1], number))

    return play


def _missed(told: Mapping[str, Any], step: Mapping[str, Any], call_ids: list[int], start: datetime) -> Play:
    return lambda stage: stage.incidents.not_reached(
        acts.NotReached(stage.incident, call_ids[step["call"] - 1], words=step["words"])
    )


def _step(told: Mapping[str, Any], step: Mapping[str, Any], call_ids: list[int], start: datetime) -> Play:
    def play(stage: Stage) -> object:
        line = stage.incidents.one(stage.incident).steps[step["step"] - 1]
        return stage.incidents.do_step(acts.DoStep(line.id, step.get("words", "")))

    return play


def _note(told: Mapping[str, Any], step: Mapping[str, Any], call_ids: list[int], start: datetime) -> Play:
    return lambda stage: stage.incidents.note(acts.NoteIncident(stage.incident, step["words"]))


def _over(told: Mapping[str, Any], step: Mapping[str, Any], call_ids: list[int], start: datetime) -> Play:
    def play(stage: Stage) -> object:
        version = stage.incidents.one(stage.incident).incident.version
        return stage.incidents.end(acts.EndIncident(stage.incident, version, step["words"]))

    return play


_DOES: Mapping[str, Callable[[Mapping[str, Any], Mapping[str, Any], list[int], datetime], Play]] = {
    "open": _open,
    "join": _join,
    "message": _message,
    "tell": _tell,
    "missed": _missed,
    "step": _step,
    "note": _note,
    "over": _over,
}
