"""A rota over time: stretches, the next change, gaps ahead; and what a rota refuses."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from rota_scene import TICK, berlin, nights, rota, weekly, who

from deskapp.domain.errors import Invalid
from deskapp.domain.rota import Override, Rota, RotaError, Rotation, Rule, Shift, Window


def test_turns_of_the_same_member_are_one_stretch() -> None:
    plan = rota(weekly("a", "a", "b"))
    assert [one.end - one.start for one in plan.stretches(berlin(1, 5, 8), berlin(1, 26, 8))] == [
        timedelta(weeks=2),
        timedelta(weeks=1),
    ]


def test_no_stretches_where_the_end_is_not_after_the_start() -> None:
    assert rota(weekly("a")).stretches(berlin(1, 6), berlin(1, 6)) == []
    assert rota(weekly("a")).stretches(berlin(1, 6), berlin(1, 5)) == []


def test_until_tells_the_next_change_however_far_it_is() -> None:
    plan = rota(weekly("a", until=berlin(1, 4, year=2060)), shifts=[Shift(berlin(6, 1), berlin(6, 2), "s")])
    assert plan.until(berlin(1, 5, 7)) == berlin(1, 5, 8)
    assert plan.until(berlin(1, 5, 8)) == berlin(6, 1)
    assert plan.until(berlin(6, 1)) == berlin(6, 2)
    assert plan.until(berlin(6, 2)) == berlin(1, 4, year=2060)
    assert plan.until(berlin(1, 4, year=2060)) is None


def test_until_sees_a_long_turn_to_its_end() -> None:
    plan = rota(Rotation(unit="week", length=260, start=berlin(1, 5), members=["a", "b"]))
    assert plan.until(berlin(1, 5)) == berlin(1, 5) + timedelta(weeks=260)


def test_until_sees_the_one_holiday_of_a_rota_that_else_never_changes() -> None:
    plan = rota(weekly("a", holidays={date(2040, 12, 25)}))
    assert plan.until(berlin(1, 5, 8)) == berlin(12, 25, year=2040)
    assert plan.until(berlin(12, 26, year=2040)) is None


def test_instants_come_out_in_utc() -> None:
    plan = rota(weekly("a", "b"))
    change = plan.until(berlin(1, 6))
    assert change is not None
    assert change.tzinfo is UTC
    assert {one.start.tzinfo for one in plan.stretches(berlin(1, 6), berlin(1, 20))} == {UTC}


def test_outside_its_hours_a_rota_has_no_gap() -> None:
    assert rota(weekly("a", window=nights()), catch_all="z").gaps(berlin(1, 5, 8), berlin(2, 5)) == []


def test_a_gap_reaches_over_hours_that_nobody_has_to_the_next_night_that_nobody_has() -> None:
    plan = rota(
        weekly("a", window=nights()),
        overrides=[Override("remove", berlin(11, 21, 12), berlin(11, 23, 12), replaces="a")],
        catch_all="z",
    )
    (gap,) = plan.gaps(berlin(11, 16), berlin(12, 16))
    assert (gap.start, gap.end, gap.member) == (berlin(11, 21, 17, 30), berlin(11, 23, 8), "z")
    assert gap.reason == "catch-all: taken off by an override"


def test_gaps_are_where_a_rotation_has_ended_not_begun_or_rests() -> None:
    plan = rota(weekly("a", until=berlin(2, 1), holidays={date(2026, 1, 20)}), weekly("b", start=berlin(2, 9, 8)))
    found = plan.gaps(berlin(1, 5, 8), berlin(3, 1))
    assert [(gap.start, gap.end, gap.rule) for gap in found] == [
        (berlin(1, 20), berlin(1, 21), Rule.HOLIDAY),
        (berlin(2, 1), berlin(2, 9, 8), Rule.ENDED),
    ]


def test_a_rota_of_shifts_alone_has_gaps_between_them() -> None:
    plan = rota(shifts=[Shift(berlin(1, 5), berlin(1, 6), "a"), Shift(berlin(1, 7), berlin(1, 8), "a")])
    assert [(gap.start, gap.end) for gap in plan.gaps(berlin(1, 5), berlin(1, 8))] == [(berlin(1, 6), berlin(1, 7))]


# What is refused


START = datetime(2026, 1, 5, tzinfo=UTC)
ROTATION: dict[str, Any] = {"unit": "day", "length": 1, "start": START, "members": ["a"]}
DAYS = frozenset({"mon"})


@pytest.mark.parametrize(
    ("make", "field", "code"),
    [
        (lambda: Rotation(**{**ROTATION, "members": []}), "members", "missing"),
        (lambda: Rotation(**{**ROTATION, "members": ["a", " "]}), "members", "missing"),
        (lambda: Rotation(**{**ROTATION, "unit": "month"}), "unit", "unknown"),
        (lambda: Rotation(**{**ROTATION, "length": 0}), "length", "below_one"),
        (lambda: Rotation(**{**ROTATION, "length": 1.5}), "length", "below_one"),
        (lambda: Rotation(**{**ROTATION, "start": START.replace(tzinfo=None)}), "start", "not_aware"),
        (lambda: Rotation(**{**ROTATION, "start": datetime(1, 1, 1, tzinfo=UTC)}), "start", "out_of_range"),
        (lambda: Rotation(**ROTATION, until=START), "until", "ends_before_start"),
        (lambda: Rotation(**ROTATION, holidays={START}), "holidays", "bad_day"),
        (lambda: Rotation(**ROTATION, on_holidays="sleep"), "on_holidays", "unknown"),
        (lambda: Window(set(), "09:00", "17:00"), "days", "missing"),
        (lambda: Window({"monday"}, "09:00", "17:00"), "days", "bad_day"),
        (lambda: Window(DAYS, "9:00", "17:00"), "start", "bad_time"),
        (lambda: Window(DAYS, "24:00", "17:00"), "start", "bad_time"),
        (lambda: Window(DAYS, "09:00", "24:01"), "end", "bad_time"),
        (lambda: Window(DAYS, "09:60", "17:00"), "start", "bad_time"),
        (lambda: Shift(START, START, "a"), "end", "ends_before_start"),
        (lambda: Shift(START, START + TICK, ""), "member", "missing"),
        (lambda: Override("cover", START, START + TICK, "a"), "kind", "unknown"),
        (lambda: Override("set", START + TICK, START, "a"), "end", "ends_before_start"),
        (lambda: Override("set", START, START + TICK), "member", "missing"),
        (lambda: Override("replace", START, START + TICK, "b"), "replaces", "missing"),
        (lambda: Override("remove", START, START + TICK, "b"), "replaces", "missing"),
        (lambda: Rota("Mars/Olympus"), "zone", "unknown_zone"),
        (lambda: Rota(""), "zone", "unknown_zone"),
        (lambda: Rota.from_dict({}), "zone", "unknown_zone"),
        (lambda: Rota.from_dict({"zone": "UTC", "rotations": [{"unit": "day"}]}), "start", "bad_day"),
        (lambda: Rota.from_dict({"zone": "UTC", "shifts": [{"start": "soon"}]}), "start", "bad_day"),
    ],
)
def test_what_cannot_be_is_refused_with_the_field_and_a_code(make: Any, field: str, code: str) -> None:
    with pytest.raises(RotaError) as refused:
        make()
    assert refused.value.fields == {field: code}
    assert isinstance(refused.value, Invalid)


@pytest.mark.parametrize(
    ("at", "code"),
    [(datetime(2026, 1, 5), "not_aware"), (datetime.max.replace(tzinfo=UTC), "out_of_range")],  # noqa: DTZ001
)
def test_an_instant_that_cannot_be_told_is_refused(at: datetime, code: str) -> None:
    plan = rota(weekly("a", "b"))
    for ask in (plan.on_call, plan.until, lambda at: plan.stretches(START, at)):
        with pytest.raises(RotaError) as refused:
            ask(at)
        assert refused.value.fields == {"at": code}


def test_a_rota_can_be_followed_to_the_last_days_that_can_be_told() -> None:
    plan = rota(weekly("a", "b", start=datetime(2, 1, 1, tzinfo=UTC)), zone="Pacific/Kiritimati")
    last = datetime(9999, 12, 30, tzinfo=UTC)
    assert who(plan, last) in ("a", "b")
    assert plan.until(last) is None
    assert plan.stretches(datetime(1, 1, 3, tzinfo=UTC), datetime(2, 1, 20, tzinfo=UTC))[0].rule is Rule.NOT_STARTED
