"""Every code that can reach a screen has its words: enums, signs, refusals, fields, lines of the timeline."""

import ast
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest

from deskapp import paths
from deskapp.commands import refusals
from deskapp.domain import words
from deskapp.domain.errors import Conflict, DeskError, Invalid, NotAllowed
from deskapp.services.calls.views import EventView
from deskapp.services.library.views import TriggerView
from deskapp.wording import approvals as approval_wording
from deskapp.wording import codes, times
from deskapp.wording import events as event_wording
from deskapp.wording import refusals as refusals_words

HERE = Path(codes.__file__).parent
ERRORS = {"DeskError", "NotAllowed", "NotFound", "Conflict", "StorageProblem"}
NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)


def _calls(*names: str, under: str = "") -> Iterator[tuple[str, ast.Call]]:
    """Every call of these names in the program's own code."""
    for path in sorted((HERE / under).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                if name in names:
                    yield path.name, node


def _raised() -> set[str]:
    """Codes of refusals, as they stand in the code."""
    return {
        call.args[0].value
        for _path, call in _calls(*ERRORS)
        if call.args and isinstance(call.args[0], ast.Constant) and isinstance(call.args[0].value, str)
    }


def _field_codes() -> set[str]:
    """Codes of what is wrong with a field: in `Invalid({...})`, in tables of checks, as `wrong["field"] = "code"`."""
    found: set[str] = set()
    for _path, call in _calls("refuse_where"):
        found |= {code for check in call.args if isinstance(check, ast.Tuple) for code in _texts(check.elts[1])}
    for _path, call in _calls("Invalid", "CalendarError"):
        if call.args and isinstance(call.args[0], ast.Dict):
            found |= set(_texts(*call.args[0].values))
    for path in sorted((HERE / "services").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Subscript):
                name = node.targets[0].value
                if isinstance(name, ast.Name) and name.id == "wrong":
                    found |= set(_texts(node.value))
    return found


def _texts(*nodes: ast.expr) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.IfExp):
            yield from _texts(node.body, node.orelse)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _event_kinds() -> set[str]:
    """Kinds of lines that the services write: `Line("kind", ...)`, chosen kinds, and those given to `_done`."""
    found: set[str] = set()
    for _path, call in _calls("Line", under="services"):
        given = [*call.args[:1], *(keyword.value for keyword in call.keywords if keyword.arg == "kind")]
        found |= set(_texts(*given))
    for path in sorted((HERE / "services").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and any(_named(target, "kind") for target in node.targets):
                value = node.value
                found |= {
                    text for text in _texts(*(value.elts if isinstance(value, ast.Tuple) else [value])) if "_" in text
                }
    for path, call in _calls("_done", under="services"):
        if path == "escalation_life.py":
            found |= set(_texts(*call.args))
    return found


def _named(target: ast.expr, name: str) -> bool:
    parts = target.elts if isinstance(target, ast.Tuple) else [target]
    return any(isinstance(part, ast.Name) and part.id == name for part in parts)


ENUMS: dict[type[StrEnum], Any] = {
    words.CallState: codes.state,
    words.Impact: codes.impact,
    words.Urgency: codes.urgency,
    words.Channel: codes.channel,
    words.Tier: codes.tier,
    words.Tone: codes.tone,
    words.ClockKind: codes.clock,
    words.PauseReason: codes.pause_reason,
    words.ContactKind: codes.kind,
    words.EscalationType: codes.escalation_type,
    words.RouteHours: codes.route_hours,
    words.EscalationState: codes.escalation_state,
    words.Consent: codes.consent,
    words.Transfer: codes.transfer,
    words.Role: codes.role,
    words.Level: codes.role,
    words.ApprovalKind: approval_wording.approval_kind,
    words.ApprovalState: approval_wording.approval_state,
    words.ApprovalMeans: approval_wording.approval_means,
    words.AttemptResult: codes.attempt_result,
    words.GuideKind: codes.guide_kind,
    words.VoidReason: codes.void_reason,
}
SAID_BY_SIGN_ALONE = {words.Priority, words.Paper}
WORDED_ELSEWHERE = {words.Verdict, words.PromiseKind, words.Answer, words.HandoffPart}


WORDED = [(say, value) for kind, say in ENUMS.items() for value in kind]


@pytest.mark.parametrize(("say", "value"), WORDED, ids=lambda part: getattr(part, "__name__", part))
def test_every_word_of_the_desk_has_its_words_on_screen(say, value: StrEnum) -> None:
    said = say(value)
    assert said
    assert "_" not in said
    assert say(value.value) == said


def test_no_enum_is_forgotten() -> None:
    every = {kind for kind in vars(words).values() if isinstance(kind, type) and issubclass(kind, StrEnum)}
    assert every - {StrEnum} == set(ENUMS) | SAID_BY_SIGN_ALONE | WORDED_ELSEWHERE


def _triggers() -> list[str]:
    with (paths.resources() / "defaults" / "desk.toml").open("rb") as file:
        return list(tomllib.load(file)["triggers"])


@pytest.mark.parametrize("code", _triggers())
def test_every_built_in_sign_has_its_words(code: str) -> None:
    assert codes.trigger(code) != code
    assert codes.trigger(TriggerView(code, "", ())) == codes.trigger(code)
    assert codes.trigger(TriggerView(code, "The site's own <b>", ())) == "The site's own <b>"


def test_the_built_in_signs_are_those_of_the_defaults() -> None:
    assert len(_triggers()) == len(set(_triggers())) == 21


@pytest.mark.parametrize("code", sorted(_raised()))
def test_every_refusal_has_a_sentence(code: str) -> None:
    if code in refusals._REFUSALS:
        # Met by the command line alone; it has a sentence of its own.
        return
    said = refusals_words.error(DeskError(code))
    assert said.endswith(".")
    assert said != code


def test_refusals_are_found_in_the_code() -> None:
    assert {"nobody_signed_in", "call_edited", "still_escalated", "promise_over", "newer", "damaged"} <= _raised()


def test_no_sentence_is_kept_for_a_refusal_that_nothing_raises() -> None:
    elsewhere = {"disk_full", "read_only", "locked", "io", "damaged", "not_readable", "not_a_database", "not_writable"}
    assert set(refusals_words._ERRORS) - _raised() - elsewhere == set()


@pytest.mark.parametrize("code", sorted(_field_codes()))
def test_every_wrong_field_is_told_what_to_do(code: str) -> None:
    assert refusals_words.field_error(code).endswith(".")
    assert refusals_words.error(Invalid({"field": code})) == refusals_words.field_error(code)


def test_wrong_fields_are_found_in_the_code() -> None:
    assert {"missing", "past", "not_raised", "already_with_them", "of_another_category", "overlap"} <= _field_codes()


@pytest.mark.parametrize("kind", sorted(_event_kinds()))
def test_every_line_of_the_timeline_has_a_title(kind: str) -> None:
    assert kind in event_wording._TITLES
    event = EventView(1, 1, NOW, kind, "Sam", None, "P3", "P1", {})
    title = event_wording.event_title(event)
    assert title.strip()
    assert event_wording.event_words(event, "Europe/London", NOW) is not None


def test_lines_are_found_in_the_code() -> None:
    kinds = {"logged", "opened", "note", "attempt", "customer_told", "closed", "not_agreed", "contact_edited", "heard"}
    assert kinds <= _event_kinds()
    assert {"customer_added", "staff_edited", "sheet", "withdrawn", "desk_made"} <= _event_kinds()


def test_a_refusal_says_its_values() -> None:
    said = refusals_words.error(NotAllowed("call_state", ref="C-00001", state="waiting"))
    assert said == "C-00001 is waiting: this cannot be done with it now."
    assert refusals_words.error(NotAllowed("role_too_low", needs="manager")) == "This needs a manager."
    assert refusals_words.error(Conflict("contact_edited", name="{evil} <b>")).startswith("{evil} <b> was changed")


def test_a_sentence_is_never_lost_because_a_value_is_missing() -> None:
    assert refusals_words.error(DeskError("call_unknown")) == "There is no call ?."


def test_a_code_without_words_is_still_told() -> None:
    assert refusals_words.error(DeskError("brand_new", path="x")) == "brand_new (path=x)"
    assert refusals_words.field_error("brand_new") == "brand_new"


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (NOW.replace(hour=13, minute=6), "13:06"),
        (NOW + timedelta(days=1), "Tue 10:00"),
        (NOW + timedelta(days=6), "Sun 10:00"),
        (NOW + timedelta(days=7), "23 Nov 10:00"),
        (NOW - timedelta(days=1), "15 Nov 10:00"),
        (NOW.replace(year=2027), "16 Nov 2027 10:00"),
    ],
)
def test_an_instant_is_told_as_near_as_it_is(at: datetime, said: str) -> None:
    assert times.instant(at, "Europe/London", NOW) == said


def test_an_instant_is_told_in_the_sites_clock() -> None:
    assert times.instant(NOW, "Asia/Tokyo", NOW) == "19:00"
    assert times.instant(NOW.replace(hour=16), "Asia/Tokyo", NOW) == "Tue 01:00"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(minutes=45), "45 min"),
        (timedelta(hours=2), "2 h"),
        (timedelta(minutes=90), "1 h 30 min"),
        (timedelta(days=2), "48 h"),
        (-timedelta(minutes=5), "5 min"),
        (timedelta(0), "0 min"),
    ],
)
def test_a_length_of_time_is_told_in_hours_and_minutes_never_in_days(length: timedelta, said: str) -> None:
    assert times.duration(length) == said


def test_escalated_is_shown_first_of_a_call_that_is_open() -> None:
    assert codes.status("open", escalated=True) == "Escalated"
    assert codes.status("waiting", escalated=True) == "Waiting"
    assert codes.status("open", escalated=False) == "Open"
