"""Signs the record shows by itself: RULES.md, "Signs"."""

import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskapp import paths
from deskapp.domain.signs.triggers import CallSigns, signs, suggested_types
from deskapp.domain.sla import ClockState
from deskapp.domain.words import EscalationType, Impact, Tier, Tone

PLAIN = CallSigns(Impact.ONE)
NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
F, H, P, I = EscalationType  # noqa: E741


def _codes(**facts: object) -> list[str]:
    return [sign.code for sign in signs(replace(PLAIN, **facts))]  # type: ignore[arg-type]


def test_a_plain_call_shows_no_sign() -> None:
    assert signs(PLAIN) == ()


@pytest.mark.parametrize(("state", "reason"), [(ClockState.SOON, "due_soon"), (ClockState.OVERDUE, "overdue")])
def test_time_limit_is_seen_when_the_resolution_clock_is_due_soon_or_overdue(state: ClockState, reason: str) -> None:
    (sign,) = signs(replace(PLAIN, resolution=state, resolution_due=NOW))
    assert (sign.code, sign.reason, sign.values) == ("time_limit", reason, {"due": NOW})


@pytest.mark.parametrize("state", [ClockState.RUNNING, ClockState.PAUSED, ClockState.MET, ClockState.MISSED, None])
def test_a_clock_that_runs_waits_or_has_stopped_is_no_sign(state: ClockState | None) -> None:
    assert _codes(resolution=state) == []


@pytest.mark.parametrize(
    ("impact", "codes"),
    [
        (Impact.ONE, []),
        (Impact.SEVERAL, ["several_people"]),
        (Impact.DEPARTMENT, ["several_people"]),
        (Impact.SITE, ["several_people", "several_departments"]),
    ],
)
def test_more_than_one_person_or_department_is_seen_by_the_impact(impact: Impact, codes: list[str]) -> None:
    assert _codes(impact=impact) == codes


@pytest.mark.parametrize("tone", list(Tone))
def test_abusive_is_seen_when_the_tone_says_so(tone: Tone) -> None:
    assert _codes(tone=tone) == (["abusive"] if tone is Tone.ABUSIVE else [])


def test_a_key_account_is_seen_by_the_customers_tier() -> None:
    assert _codes(tier=Tier.KEY) == ["may_leave"]


@pytest.mark.parametrize(
    ("deadline", "due", "strict"),
    [
        (timedelta(hours=-1), timedelta(0), True),
        (timedelta(0), timedelta(0), False),
        (timedelta(hours=1), timedelta(0), False),
        (timedelta(hours=1), None, True),
        (None, timedelta(0), False),
    ],
)
def test_a_deadline_is_strict_when_it_is_nearer_than_the_resolutions(
    deadline: timedelta | None, due: timedelta | None, strict: bool
) -> None:
    found = _codes(
        customer_deadline=None if deadline is None else NOW + deadline,
        resolution_due=None if due is None else NOW + due,
    )
    assert found == (["strict_deadline"] if strict else [])


@pytest.mark.parametrize(("contacts", "codes"), [(2, []), (3, ["repeat_contact"]), (9, ["repeat_contact"])])
def test_the_third_contact_in_30_days_is_a_repeat(contacts: int, codes: list[str]) -> None:
    assert _codes(contacts_30_days=contacts) == codes


@pytest.mark.parametrize(("others", "codes"), [(1, []), (2, ["many_customers"])])
def test_the_third_customer_with_a_call_alike_within_an_hour_is_many(others: int, codes: list[str]) -> None:
    calls = ("C-00001", "C-00002")[:others]
    assert _codes(alike=calls) == codes


def test_the_calls_alike_are_named() -> None:
    (sign,) = signs(replace(PLAIN, alike=("C-00001", "C-00002")))
    assert sign.values == {"count": 3, "calls": ("C-00001", "C-00002")}


@pytest.mark.parametrize(
    ("lines", "done", "solved", "codes"),
    [(0, 0, False, []), (3, 2, False, []), (3, 3, False, ["no_solution"]), (3, 3, True, [])],
)
def test_no_apparent_solution_when_the_checklist_is_done_and_nothing_solved_it(
    lines: int, done: int, solved: bool, codes: list[str]
) -> None:
    assert _codes(checklist_lines=lines, checklist_done=done, solved=solved) == codes


def test_what_the_customer_said_is_a_sign_with_their_words() -> None:
    (sign,) = signs(replace(PLAIN, said={"legal": ("my lawyers", "court")}))
    assert (sign.code, sign.reason, sign.values) == ("legal", "words", {"words": ("my lawyers", "court")})


def test_a_sign_that_the_record_shows_anyway_is_shown_once_and_says_why_by_the_record() -> None:
    (sign,) = signs(replace(PLAIN, tone=Tone.ABUSIVE, said={"abusive": ("idiot",)}))
    assert (sign.code, sign.reason) == ("abusive", "tone")


def test_needs_other_knowledge_when_the_category_has_an_owner_elsewhere() -> None:
    (sign,) = signs(replace(PLAIN, answers_for="Olga"))
    assert (sign.code, sign.reason, sign.values) == ("other_knowledge", "category_owner", {"contact": "Olga"})


def test_owner_is_another_function_when_a_route_names_it() -> None:
    (sign,) = signs(replace(PLAIN, named_by="Accounts"))
    assert (sign.code, sign.reason, sign.values) == ("owner_elsewhere", "route", {"route": "Accounts"})


def test_triggers_suggest_one_or_more_types_the_first_of_each_in_the_order_of_the_types() -> None:
    suggests = {"time_limit": (P, F), "legal": (H, P), "security": (I,)}
    assert suggested_types(["time_limit"], suggests) == (F, P)
    assert suggested_types(["security", "legal", "time_limit"], suggests, escalated=True) == (H, P, I)
    assert suggested_types(["the site removed it"], suggests) == ()
    assert suggested_types([], suggests) == ()


def test_the_time_limit_asks_for_a_contact_only_if_no_contact_has_the_call() -> None:
    suggests = {"time_limit": (P, F), "tool_missing": (F,)}
    assert suggested_types(["time_limit"], suggests, escalated=True) == (P,)
    assert suggested_types(["time_limit", "tool_missing"], suggests, escalated=True) == (F, P)


def test_what_has_the_highest_priority_is_not_to_be_raised() -> None:
    assert suggested_types(["time_limit"], {"time_limit": (P, F)}, highest=True) == (F,)


def test_every_sign_that_can_be_seen_is_one_of_the_defaults() -> None:
    with (paths.resources() / "defaults" / "desk.toml").open("rb") as file:
        known = set(tomllib.load(file)["triggers"])
    everything = CallSigns(
        impact=Impact.SITE,
        tier=Tier.KEY,
        tone=Tone.ABUSIVE,
        resolution=ClockState.OVERDUE,
        resolution_due=NOW,
        customer_deadline=NOW - timedelta(hours=1),
        contacts_30_days=3,
        alike=("C-00001", "C-00002"),
        checklist_lines=1,
        checklist_done=1,
        said={"legal": ("court",)},
        answers_for="Olga",
        named_by="Accounts",
    )
    found = [sign.code for sign in signs(everything)]
    assert len(set(found)) == len(found) == 12
    assert set(found) <= known
