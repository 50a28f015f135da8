"""Every code that can reach a screen has its words: enums, signs, refusals, fields, lines of the timeline."""

import ast
import tomllib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import deskapp
from deskapp import language, paths
from deskapp.commands import refusals
from deskapp.domain import words
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, DeskError, Invalid, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import CallState
from deskapp.services.calls.views import EventView
from deskapp.services.library.views import TriggerView
from deskapp.wording import approvals as approval_wording
from deskapp.wording import codes, times
from deskapp.wording import contacts as contact_wording
from deskapp.wording import encryption as encryption_wording
from deskapp.wording import events as event_wording
from deskapp.wording import handoff as handoff_wording
from deskapp.wording import refusals as refusals_words
from deskapp.wording.overseen import many as many_wording

HERE = Path(deskapp.__file__).parent
NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)


def _used(enum: type[StrEnum], under: str = "") -> set[str]:
    """Names of an enum's members that the program's own code uses, its tables of words left out."""
    return {
        node.attr
        for path in (HERE / under).rglob("*.py")
        if "wording" not in str(path.relative_to(HERE)) and path.name != "refusals.py"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == enum.__name__
    }


ENUMS: dict[type[StrEnum], Any] = {
    words.CallState: codes.state,
    words.Impact: codes.impact,
    words.Urgency: codes.urgency,
    words.Channel: codes.channel,
    words.Tier: codes.tier,
    words.RetentionKind: codes.retention_kind,
    words.Existing: contact_wording.existing,
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
    words.Asks: codes.asks,
    words.ApprovalKind: approval_wording.approval_kind,
    words.ApprovalState: approval_wording.approval_state,
    words.ApprovalMeans: approval_wording.approval_means,
    words.AttemptResult: codes.attempt_result,
    words.PaperWay: codes.paper_way,
    words.GuideKind: codes.guide_kind,
    words.FieldKind: codes.field_kind,
    words.VoidReason: codes.void_reason,
    words.Answered: many_wording.answered,
    words.ReturnBox: handoff_wording.return_box,
    words.CopyRead: encryption_wording.copy_read,
    words.OfCopies: encryption_wording.of_copies,
}
SAID_BY_SIGN_ALONE = {words.Priority, words.Paper}
WORDED_ELSEWHERE = {
    words.Verdict,
    words.PromiseKind,
    words.Answer,
    words.HandoffPart,
    words.RowOutcome,
    words.LongActKind,
    words.ActionOf,
    words.ActionEnd,
    words.ReviewState,
    words.DeskPaper,
}
KEPT_FROM_VIEW = {words.PaperState}


WORDED = [(say, value) for kind, say in ENUMS.items() for value in kind]


@pytest.mark.parametrize(("say", "value"), WORDED, ids=lambda part: getattr(part, "__name__", part))
def test_every_word_of_the_desk_has_its_words_on_screen(say, value: StrEnum) -> None:
    said = say(value)
    assert said
    assert "_" not in said
    assert say(value.value) == said


def test_no_enum_is_forgotten() -> None:
    every = {kind for kind in vars(words).values() if isinstance(kind, type) and issubclass(kind, StrEnum)}
    assert every - {StrEnum} == set(ENUMS) | SAID_BY_SIGN_ALONE | WORDED_ELSEWHERE | KEPT_FROM_VIEW


def _triggers() -> list[str]:
    with (paths.resources() / "defaults" / "desk.toml").open("rb") as file:
        return list(tomllib.load(file)["triggers"])


@pytest.mark.parametrize("code", _triggers())
def test_every_built_in_sign_has_its_words(code: str) -> None:
    assert codes.trigger(code) != code
    assert codes.trigger(TriggerView(code, "", ())) == codes.trigger(code)
    assert codes.trigger(TriggerView(code, "The site's own <b>", ())) == "The site's own <b>"


def test_the_built_in_signs_are_those_of_the_defaults() -> None:
    assert len(_triggers()) == len(set(_triggers())) == 22


@pytest.mark.parametrize("code", sorted(set(Refusal) - {Refusal.INVALID}))
def test_every_refusal_has_a_sentence(code: Refusal) -> None:
    if code in refusals._REFUSALS:
        # Met by the command line alone; it has a sentence of its own.
        return
    said = refusals_words.error(DeskError(code))
    assert said.endswith(".")
    assert said != code


def test_no_sentence_is_kept_for_a_refusal_that_nothing_raises() -> None:
    assert {code.name for code in Refusal} - _used(Refusal) == set()
    assert set(refusals_words._ERRORS) & set(refusals._REFUSALS) == set()


@pytest.mark.parametrize("code", FieldFault)
def test_every_wrong_field_is_told_what_to_do(code: FieldFault) -> None:
    assert refusals_words.field_error(code).endswith(".")
    assert refusals_words.error(Invalid({"field": code})) == refusals_words.field_error(code)


def test_no_sentence_is_kept_for_a_field_that_nothing_finds_wrong() -> None:
    assert {code.name for code in FieldFault} - _used(FieldFault) == set()


@pytest.mark.parametrize("kind", EventKind)
def test_every_line_of_the_timeline_has_a_title(kind: EventKind) -> None:
    assert kind in event_wording._TITLES
    event = EventView(1, 1, NOW, kind, "Sam", None, "P3", "P1", {})
    title = event_wording.event_title(event)
    assert title.strip()
    assert event_wording.event_words(event, "Europe/London", NOW) is not None


def test_every_kind_of_event_is_written_by_something() -> None:
    assert {kind.name for kind in EventKind} - _used(EventKind, "services") == set()


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
    ("length", "said", "beside_others"),
    [
        (timedelta(minutes=45), "45 min", "0:45"),
        (timedelta(hours=2), "2 h", "2:00"),
        (timedelta(minutes=90), "1 h 30 min", "1:30"),
        (timedelta(days=2), "48 h", "48:00"),
        (timedelta(hours=72, minutes=43), "72 h 43 min", "72:43"),
        (-timedelta(minutes=5), "5 min", "0:05"),
        (timedelta(0), "0 min", "0:00"),
        (timedelta(seconds=59), "59 s", "0:00"),
        (timedelta(hours=1, seconds=5), "1 h 5 s", "1:00"),
    ],
)
def test_a_length_of_time_is_told_in_hours_and_minutes_never_in_days(
    length: timedelta, said: str, beside_others: str
) -> None:
    assert times.duration(length) == times.duration(length, language.words("en")) == said
    assert times.brief(length) == beside_others


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (timedelta(hours=72, minutes=43), "72:43"),
        (timedelta(hours=99, minutes=59, seconds=59), "99:59"),
        (timedelta(hours=100), "4 d 4 h"),
        (-timedelta(days=10, hours=4, minutes=59), "10 d 4 h"),
    ],
)
def test_how_long_something_is_late_is_told_in_days_of_24_hours_from_a_hundred_hours_on(
    length: timedelta, said: str
) -> None:
    assert times.over(length) == said
    assert times.over(length, language.words("de")) == said.replace(" d ", " T ")


@given(st.timedeltas(timedelta(0), timedelta(days=400)))
def test_of_a_length_that_was_measured_both_forms_tell_the_same(length: timedelta) -> None:
    hours, minutes = (int(part) for part in times.brief(length).split(":"))
    told = timedelta(hours=hours, minutes=minutes)
    assert told <= length < told + timedelta(minutes=1)
    assert told == timedelta(0) or times.duration(length, measured=True) == times.duration(told)


def test_escalated_is_shown_first_of_a_call_that_is_open() -> None:
    assert codes.status("open", escalated=True) == "Escalated"
    assert codes.status("waiting", escalated=True) == "Waiting"
    assert codes.status("open", escalated=False) == "Open"


@dataclass(frozen=True)
class Standing:
    state: str = "open"
    escalated: bool = False
    back_from: str = ""
    may_lapse: bool = False


@pytest.mark.parametrize("state", CallState)
@pytest.mark.parametrize("escalated", [True, False])
def test_a_call_has_one_status_wherever_it_is_shown(state: CallState, escalated: bool) -> None:
    assert codes.status_of(Standing(state, escalated)) == codes.status(state, escalated)
    assert codes.status_of(Standing(state, escalated, may_lapse=True)) == "May lapse"
    unresolved = state in ("new", "open", "waiting")
    came_back = codes.status_of(Standing(state, escalated, back_from="Grace"))
    assert came_back == ("Came back" if unresolved else codes.status(state, escalated))
