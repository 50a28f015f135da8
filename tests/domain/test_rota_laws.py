"""Rotas: laws that hold for every rota, and a model that paints each minute by itself."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples
from rota_by_minutes import DAY, MINUTE, WEEKDAYS, Painted, paint

from deskapp.domain.rota import OnCall, Override, Rota, Rotation, Shift, Window

Spec = dict[str, Any]

TICK = timedelta(microseconds=1)
#: Zones, and instants near which their clocks do something that others do not.
PLACES = [
    ("UTC", datetime(2026, 1, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    ("America/St_Johns", datetime(2009, 11, 1, 2, 31, tzinfo=UTC)),  # back over midnight, at 00:01
    ("America/Sao_Paulo", datetime(2018, 11, 4, 3, tzinfo=UTC)),  # no midnight
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),  # half an hour
    ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    ("Antarctica/Troll", datetime(2026, 3, 29, 1, tzinfo=UTC)),  # two hours
    ("Antarctica/Troll", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(1985, 12, 31, 18, 30, tzinfo=UTC)),  # a quarter of an hour, at new year
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),  # skipped a day
    ("Pacific/Kwajalein", datetime(1969, 9, 30, 13, tzinfo=UTC)),  # repeated nearly a day
]
AROUND = 3 * DAY
names = st.sampled_from(["a", "b", "c"])
clocks = st.integers(0, 287).map(lambda five: f"{five // 12:02}:{five % 12 * 5:02}")
laws = settings(database=None)


@st.composite
def windows(draw: st.DrawFn) -> Spec:
    days = draw(st.sets(st.sampled_from(WEEKDAYS), min_size=1))
    return {"days": days, "start": draw(clocks), "end": draw(st.one_of(clocks, st.just("24:00")))}


@st.composite
def rotations(draw: st.DrawFn, near: datetime) -> Spec:
    start = near + draw(st.integers(-4 * 1440, 2 * 1440)) * MINUTE
    length = draw(st.integers(1, 500).map(lambda count: count * 7 * MINUTE))
    dates = st.integers(-3, 3).map(lambda days: near.date() + days * DAY)
    return {
        "unit": draw(st.sampled_from(["hour", "hour", "day", "week"])),
        "length": draw(st.integers(1, 5)),
        "start": start,
        "members": draw(st.lists(names, min_size=1, max_size=4)),
        "until": draw(st.one_of(st.none(), st.just(start + length))),
        "window": draw(st.one_of(st.none(), windows())),
        "holidays": draw(st.sets(dates, max_size=2)),
        "on_holidays": draw(st.sampled_from(["rest", "all_day"])),
    }


@st.composite
def stretches(draw: st.DrawFn, near: datetime) -> Spec:
    start = near + draw(st.integers(-2 * 1440, 2 * 1440)) * MINUTE
    return {"start": start, "end": start + draw(st.integers(1, 2 * 1440)) * MINUTE}


@st.composite
def overrides(draw: st.DrawFn, near: datetime) -> Spec:
    kind = draw(st.sampled_from(["set", "replace", "remove"]))
    member = None if kind == "remove" else draw(names)
    return {"kind": kind, **draw(stretches(near)), "member": member, "replaces": None if kind == "set" else draw(names)}


@st.composite
def rotas(draw: st.DrawFn) -> tuple[Spec, datetime]:
    """What a rota is made of, and an instant near which something happens."""
    zone, near = draw(st.sampled_from(PLACES))
    spec = {
        "zone": zone,
        "rotations": draw(st.lists(rotations(near), max_size=3)),
        "shifts": [{**draw(stretches(near)), "member": draw(names)} for _ in range(draw(st.integers(0, 3)))],
        "overrides": draw(st.lists(overrides(near), max_size=4)),
        "catch_all": draw(st.one_of(st.none(), names, st.just("z"))),
    }
    return spec, near


def made(spec: Spec) -> Rota:
    return Rota(
        zone=spec["zone"],
        rotations=[
            Rotation(**{**row, "window": row["window"] and Window(**row["window"])}) for row in spec["rotations"]
        ],
        overrides=[Override(**row) for row in spec["overrides"]],
        catch_all=spec["catch_all"],
        shifts=[Shift(**row) for row in spec["shifts"]],
    )


def seen(answer: OnCall) -> Painted:
    return answer.member, answer.rule if answer.planned or answer.rule == "removed" else "nobody"


@settings(laws, max_examples=examples(80))
@given(rotas())
def test_stretches_are_what_painting_each_minute_gives(drawn: tuple[Spec, datetime]) -> None:
    spec, near = drawn
    begin, end = near - AROUND, near + AROUND
    told: list[Painted] = []
    for one in made(spec).stretches(begin, end):
        told += [seen(one.on_call)] * ((one.end - one.start) // MINUTE)
    assert told == paint(spec, begin, end)


@settings(laws, max_examples=examples(60))
@given(rotas(), st.integers(1, 13))
def test_at_every_minute_there_is_one_answer_that_stretches_and_the_model_agree_on(
    drawn: tuple[Spec, datetime], step: int
) -> None:
    spec, near = drawn
    begin, rota = near - AROUND, made(spec)
    painted = paint(spec, begin, near + AROUND)
    told = iter(rota.stretches(begin, near + AROUND))
    one = next(told)
    for place in range(0, len(painted), step):
        at = begin + place * MINUTE
        while one.end <= at:
            one = next(told)
        answer = rota.on_call(at)
        assert answer == one.on_call
        assert seen(answer) == painted[place]
        assert answer.reason
        assert answer.member is not None or answer.reason.startswith("nobody")


@settings(laws, max_examples=examples(80))
@given(rotas(), names)
def test_whoever_was_taken_off_last_is_nowhere_on_call_meanwhile(drawn: tuple[Spec, datetime], gone: str) -> None:
    spec, near = drawn
    off = Override("remove", near - DAY, near + DAY, replaces=gone)
    rota = made(spec)
    after = replace(rota, overrides=[*rota.overrides, off])
    assert gone not in {one.member for one in after.stretches(off.start, off.end)}
    for begin, end in ((near - AROUND, off.start), (off.end, near + AROUND)):
        assert after.stretches(begin, end) == rota.stretches(begin, end)


@settings(laws, max_examples=examples(80))
@given(rotas(), st.integers(-2 * 1440, 2 * 1440), st.integers(0, 3 * 1440))
def test_stretches_follow_each_other_without_a_break_and_no_two_alike(
    drawn: tuple[Spec, datetime], first: int, length: int
) -> None:
    spec, near = drawn
    begin = near + first * MINUTE
    told = made(spec).stretches(begin, begin + length * MINUTE)
    if length:
        assert (told[0].start, told[-1].end) == (begin, begin + length * MINUTE)
    assert all(one.start < one.end for one in told)
    for earlier, later in pairwise(told):
        assert earlier.end == later.start
        assert earlier.on_call != later.on_call


@settings(laws, max_examples=examples(80))
@given(rotas())
def test_the_handover_instant_belongs_to_the_one_who_comes_in(drawn: tuple[Spec, datetime]) -> None:
    spec, near = drawn
    rota = made(spec)
    for earlier, later in pairwise(rota.stretches(near - AROUND, near + AROUND)):
        assert rota.on_call(later.start) == later.on_call
        assert rota.on_call(later.start - TICK) == earlier.on_call
        assert rota.until(later.start - TICK) == later.start


@settings(laws, max_examples=examples(60))
@given(rotas(), st.integers(-2 * 1440, 2 * 1440))
def test_an_answer_holds_until_the_end_of_its_stretch(drawn: tuple[Spec, datetime], minutes: int) -> None:
    spec, near = drawn
    rota, at = made(spec), near + minutes * MINUTE
    change = rota.until(at)
    told = rota.stretches(at, at + 40 * DAY)
    assert change == told[0].end if len(told) > 1 else change is None or change >= told[0].end


@settings(laws, max_examples=examples(60))
@given(rotas(), rotas(), st.integers(-1440, 1440))
def test_editing_the_future_never_changes_who_was_on_call_in_the_past(
    drawn: tuple[Spec, datetime], other: tuple[Spec, datetime], minutes: int
) -> None:
    rota, near = made(drawn[0]), drawn[1]
    now = near + minutes * MINUTE

    def later(part: Any) -> Any:
        return replace(part, start=max(part.start, now), end=max(part.end, now + MINUTE))

    new, move = made(other[0]), now - other[1]
    edited = replace(
        rota,
        rotations=[
            *(one if one.start >= now else replace(one, until=min(one.until or now, now)) for one in rota.rotations),
            *(replace(one, start=now, until=None) for one in new.rotations),
        ],
        overrides=[
            *rota.overrides,
            *(later(replace(one, start=one.start + move, end=one.end + move)) for one in new.overrides),
        ],
        shifts=[
            *(later(replace(one, start=one.start + move, end=one.end + move)) for one in new.shifts),
            *rota.shifts,
        ],
    )
    before = [(one.start, one.end, one.member) for one in _members(rota, now - AROUND, now)]
    assert [(one.start, one.end, one.member) for one in _members(edited, now - AROUND, now)] == before


def _members(rota: Rota, begin: datetime, end: datetime) -> list[Any]:
    """Stretches with the same member, whatever the reason."""
    found: list[Any] = []
    for one in rota.stretches(begin, end):
        if found and found[-1].member == one.member:
            found[-1] = replace(found[-1], end=one.end)
        else:
            found.append(one)
    return found


@settings(laws, max_examples=examples(60))
@given(rotas())
def test_what_is_written_reads_back_as_the_same_rota(drawn: tuple[Spec, datetime]) -> None:
    spec, near = drawn
    rota = made(spec)
    again = Rota.from_dict(json.loads(json.dumps(rota.to_dict())))
    assert again == rota
    assert again.to_dict() == rota.to_dict()
    assert again.stretches(near - DAY, near + DAY) == rota.stretches(near - DAY, near + DAY)


@settings(laws, max_examples=examples(60))
@given(rotas())
def test_a_gap_begins_and_ends_where_somebody_is_missing_and_nobody_is_planned_in_it(
    drawn: tuple[Spec, datetime],
) -> None:
    spec, near = drawn
    rota = made(spec)
    told, gaps = rota.stretches(near - AROUND, near + AROUND), rota.gaps(near - AROUND, near + AROUND)
    missing = [one for one in told if not one.on_call.planned and (one.rule != "outside_hours" or not one.member)]
    for one in missing:
        assert sum(gap.start <= one.start and one.end <= gap.end for gap in gaps) == 1
    assert {gap.start for gap in gaps} <= {one.start for one in missing}
    assert {gap.end for gap in gaps} <= {one.end for one in missing}
    for one in told:
        assert not (one.on_call.planned and any(gap.start < one.end and one.start < gap.end for gap in gaps))
