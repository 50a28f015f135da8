"""Rotas as people plan and ask them: RULES.md, "Rotas"."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from scene import at, contact, log, passing_on, rows, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.rota import Override, Rota, RotaError, Rotation, Rule, Shift, Window
from deskapp.domain.words import Role
from deskapp.services.directory.acts import SaveContact
from deskapp.services.rotas import together
from deskapp.services.rotas.acts import CoverShift, EndOverride, SaveRota, SwapShifts, TakeOff, Turn
from deskapp.services.rotas.views import RotaView
from deskapp.services.site.acts import SaveSite

LONDON = "Europe/London"
EVERY_DAY = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = timedelta(days=1)


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    return {name: contact(desk, name).id for name in ("Ana", "Ben", "Cy")}


def nights(people: dict[str, int], *names: str, **more: object) -> SaveRota:
    """Turns of a week from Monday 16 November 17:30 on, each night until 8; Cy is the catch-all."""
    start = datetime(2026, 11, 16, 17, 30, tzinfo=ZoneInfo(LONDON))
    window = Window(EVERY_DAY, "17:30", "08:00")
    members = [str(people[name]) for name in names or ("Ana", "Ben")]
    rotation = Rotation("week", 1, start, members, window=window)
    return SaveRota(
        **{"name": "After hours", "zone": LONDON, "rotations": (rotation,), "catch_all": people["Cy"], **more}
    )


@pytest.fixture
def rota(desk: Desk, people: dict[str, int]) -> RotaView:
    return desk.rotas.save(nights(people)).value


def who(desk: Desk, rota: RotaView, instant: datetime) -> str:
    return desk.rotas.on_call(rota.id, instant).name


def edited(rota: RotaView, act: SaveRota) -> SaveRota:
    return SaveRota(act.name, act.zone, act.rotations, act.shifts, act.catch_all, act.active, rota.id, rota.version)


def test_the_handover_instant_belongs_to_the_one_who_comes_in(desk: Desk, rota: RotaView) -> None:
    handover = at(17, 30, day=23)
    assert who(desk, rota, handover - timedelta(seconds=1)) == "Cy"
    assert who(desk, rota, handover) == "Ben"
    answer = desk.rotas.on_call(rota.id, at(7, 59, day=23))
    assert (answer.name, answer.until) == ("Ana", at(8, day=23))


def test_the_answer_is_always_a_person_or_a_reason_why_there_is_none(desk: Desk, people: dict[str, int]) -> None:
    alone = desk.rotas.save(nights(people, catch_all=None)).value
    noon = desk.rotas.on_call(alone.id, at(12, day=17))
    assert (noon.contact_id, noon.name, noon.rule) == (None, "", Rule.OUTSIDE_HOURS)
    assert noon.reason == "nobody: outside the hours of the rota, and no catch-all"
    before = desk.rotas.on_call(alone.id, at(9))
    assert (before.contact_id, before.rule, before.reason) == (None, None, "nobody: before the rota was made")


def test_editing_a_rota_never_changes_who_was_on_call_in_the_past(
    desk: Desk, clock: FixedClock, people: dict[str, int], rota: RotaView
) -> None:
    clock.advance(2 * DAY)
    monday, tonight = at(20), at(20, day=18)
    desk.rotas.save(edited(rota, nights(people, "Ben", "Ana")))
    assert (who(desk, rota, monday), who(desk, rota, tonight)) == ("Ana", "Ben")
    assert [(one.name, one.end) for one in desk.rotas.stretches(rota.id, at(20), at(9, day=17))] == [
        ("Ana", at(8, day=17)),
        ("Cy", at(9, day=17)),
    ]


def test_an_edit_in_the_middle_of_a_shift_holds_from_its_instant_on(
    desk: Desk, clock: FixedClock, people: dict[str, int], rota: RotaView
) -> None:
    clock.set_to(at(22))
    desk.rotas.save(edited(rota, nights(people, "Ben")))
    assert [(one.name, one.start) for one in desk.rotas.stretches(rota.id, at(17, 30), at(8, day=17))] == [
        ("Ana", at(17, 30)),
        ("Ben", at(22)),
    ]
    answer = desk.rotas.on_call(rota.id, at(21))
    assert (answer.name, answer.until) == ("Ana", at(22))


def test_a_clock_that_was_set_back_does_not_reach_into_the_past(
    desk: Desk, clock: FixedClock, people: dict[str, int], rota: RotaView
) -> None:
    clock.set_to(at(22))
    second = desk.rotas.save(edited(rota, nights(people, "Ben"))).value
    clock.set_to(at(19))
    desk.rotas.save(edited(second, nights(people, "Cy")))
    assert (who(desk, rota, at(20)), who(desk, rota, at(22))) == ("Ana", "Cy")


def test_somebody_covers_instead_of_whoever_would_be_on_call(
    desk: Desk, people: dict[str, int], rota: RotaView
) -> None:
    act = CoverShift(rota.id, people["Ben"], at(17, 30, day=19), at(8, day=20), instead_of=people["Ana"])
    view = desk.rotas.cover(act).value
    answer = desk.rotas.on_call(rota.id, at(23, day=19))
    assert (answer.name, answer.instead_of, answer.until) == ("Ben", "Ana", at(8, day=20))
    assert who(desk, rota, at(23, day=20)) == "Ana"
    # The day between is outside the rota's hours, so nobody is replaced there.
    assert [(one.kind, one.name, one.instead_of) for one in view.overrides] == [("replace", "Ben", "Ana")]
    assert rows(desk.path, "SELECT kind FROM event ORDER BY id DESC LIMIT 1") == [("rota_covered",)]


def test_a_cover_of_a_cover_holds_too(desk: Desk, people: dict[str, int], rota: RotaView) -> None:
    night = at(17, 30, day=19), at(8, day=20)
    desk.rotas.cover(CoverShift(rota.id, people["Ben"], *night, instead_of=people["Ana"]))
    desk.rotas.cover(CoverShift(rota.id, people["Cy"], *night, instead_of=people["Ben"]))
    assert who(desk, rota, at(23, day=19)) == "Cy"


def by_cover(desk: Desk, people: dict[str, int], rota: RotaView, night: tuple[datetime, datetime]) -> None:
    desk.rotas.cover(CoverShift(rota.id, people["Ben"], *night, instead_of=people["Ana"]))


def by_set(desk: Desk, people: dict[str, int], rota: RotaView, night: tuple[datetime, datetime]) -> None:
    desk.rotas.cover(CoverShift(rota.id, people["Ben"], *night))


def by_swap(desk: Desk, people: dict[str, int], rota: RotaView, night: tuple[datetime, datetime]) -> None:
    theirs = Turn(people["Ben"], night[0] + 5 * DAY, night[1] + 5 * DAY)
    desk.rotas.swap(SwapShifts(rota.id, Turn(people["Ana"], *night), theirs))


def by_cover_of_a_cover(desk: Desk, people: dict[str, int], rota: RotaView, night: tuple[datetime, datetime]) -> None:
    desk.rotas.cover(CoverShift(rota.id, people["Cy"], *night, instead_of=people["Ana"]))
    desk.rotas.cover(CoverShift(rota.id, people["Ben"], *night, instead_of=people["Cy"]))


@pytest.mark.parametrize("stands_in", [by_cover, by_set, by_swap, by_cover_of_a_cover])
def test_who_stands_in_and_falls_ill_is_taken_off(
    desk: Desk, people: dict[str, int], stands_in: Callable[..., None]
) -> None:
    alone = desk.rotas.save(nights(people, catch_all=None)).value
    night = at(17, 30, day=19), at(8, day=20)
    stands_in(desk, people, alone, night)
    assert who(desk, alone, at(23, day=19)) == "Ben"
    desk.rotas.take_off(TakeOff(alone.id, people["Ben"], *night))
    answer = desk.rotas.on_call(alone.id, at(23, day=19))
    assert (answer.contact_id, answer.rule, answer.instead_of) == (None, Rule.REMOVED, "Ben")
    assert [who(desk, alone, at(23, day=day)) for day in (18, 20)] == ["Ana", "Ana"]
    assert at(17, 30, day=19) in [gap.start for gap in desk.rotas.gaps()]


def test_who_stands_in_for_somebody_goes_on_when_that_one_is_taken_off(
    desk: Desk, people: dict[str, int], rota: RotaView
) -> None:
    night = at(17, 30, day=19), at(8, day=20)
    covered = desk.rotas.cover(CoverShift(rota.id, people["Ben"], *night, instead_of=people["Ana"])).value
    assert [one.name for one in covered.overrides] == ["Ben"]
    off = desk.rotas.take_off(TakeOff(rota.id, people["Ana"], at(12, day=18), at(12, day=21))).value
    assert [who(desk, rota, at(23, day=day)) for day in (17, 18, 19, 20, 21)] == ["Ana", "Cy", "Ben", "Cy", "Ana"]
    number = next(one.number for one in off.overrides if one.name == "Ben")
    desk.rotas.end_override(EndOverride(rota.id, number, off.version))
    assert who(desk, rota, at(23, day=19)) == "Cy"


def test_the_catch_all_who_is_asked_for_somebody_taken_off_can_be_covered(
    desk: Desk, people: dict[str, int], rota: RotaView
) -> None:
    night = at(17, 30, day=19), at(8, day=20)
    desk.rotas.take_off(TakeOff(rota.id, people["Ana"], *night))
    desk.rotas.cover(CoverShift(rota.id, people["Ben"], *night, instead_of=people["Cy"]))
    assert who(desk, rota, at(23, day=19)) == "Ben"


def test_two_swap_and_each_takes_the_others_shift(desk: Desk, people: dict[str, int], rota: RotaView) -> None:
    mine = Turn(people["Ana"], at(17, 30, day=19), at(8, day=20))
    theirs = Turn(people["Ben"], at(17, 30, day=24), at(8, day=25))
    desk.rotas.swap(SwapShifts(rota.id, mine, theirs))
    assert (who(desk, rota, at(23, day=19)), who(desk, rota, at(23, day=24))) == ("Ben", "Ana")
    assert (who(desk, rota, at(23, day=18)), who(desk, rota, at(23, day=25))) == ("Ana", "Ben")


@pytest.mark.parametrize("which", [0, 1])
def test_a_swap_is_undone_whole_from_either_night(
    desk: Desk, people: dict[str, int], rota: RotaView, which: int
) -> None:
    mine, theirs = (at(17, 30, day=19), at(8, day=20)), (at(17, 30, day=24), at(8, day=25))
    swap = SwapShifts(rota.id, Turn(people["Ana"], *mine), Turn(people["Ben"], *theirs))
    swapped = desk.rotas.swap(swap).value
    other = desk.rotas.cover(CoverShift(rota.id, people["Cy"], at(17, 30, day=22), at(8, day=23))).value
    assert [one.together for one in other.overrides] == [(0, 1), (0, 1), (2,)]
    assert [one.together for one in swapped.overrides] == [(0, 1), (0, 1)]
    undone = desk.rotas.end_override(EndOverride(rota.id, which, other.version)).value
    assert [one.name for one in undone.overrides] == ["Cy"]
    assert (who(desk, rota, at(23, day=19)), who(desk, rota, at(23, day=24))) == ("Ana", "Ben")


def test_a_swap_whose_first_night_is_over_stays_whole_until_the_second_is(
    desk: Desk, clock: FixedClock, people: dict[str, int], rota: RotaView
) -> None:
    mine, theirs = (at(17, 30, day=19), at(8, day=20)), (at(17, 30, day=24), at(8, day=25))
    desk.rotas.swap(SwapShifts(rota.id, Turn(people["Ana"], *mine), Turn(people["Ben"], *theirs)))
    clock.set_to(at(12, day=21))
    view = desk.rotas.cover(CoverShift(rota.id, people["Cy"], at(17, 30, day=22), at(8, day=23))).value
    assert [(one.over, one.together) for one in view.overrides] == [(True, (0, 1)), (False, (0, 1)), (False, (2,))]
    clock.set_to(at(12, day=26))
    view = desk.rotas.cover(CoverShift(rota.id, people["Cy"], at(17, 30, day=27), at(8, day=28))).value
    assert [one.name for one in view.overrides] == ["Cy"]


def test_a_swap_that_was_made_before_acts_were_told_apart_is_undone_whole_too() -> None:
    mine, theirs = (at(17, 30, day=19), at(8, day=20)), (at(17, 30, day=24), at(8, day=25))
    pair = [Override("replace", *mine, "2", "1"), Override("replace", *theirs, "1", "2")]
    alone = Override("replace", at(17, 30, day=28), at(8, day=29), "2", "1")
    overrides = [alone, *pair, Override("set", *mine, "3"), alone]
    found = [together.with_it([Override("set", *mine, "3"), *pair, Override("set", *mine, "3")], n) for n in range(4)]
    assert found == [(0,), (1, 2), (1, 2), (3,)]
    assert together.with_it(overrides, 3) == (3,)


def test_after_a_remove_comes_the_catch_all_and_it_is_a_gap(desk: Desk, people: dict[str, int], rota: RotaView) -> None:
    assert desk.rotas.gaps() == ()
    desk.rotas.take_off(TakeOff(rota.id, people["Ana"], at(17, 30, day=21), at(8, day=23)))
    assert who(desk, rota, at(23, day=21)) == "Cy"
    (gap,) = desk.rotas.gaps()
    assert (gap.rota, gap.start, gap.end, gap.catch_all) == ("After hours", at(17, 30, day=21), at(8, day=23), "Cy")
    desk.rotas.cover(CoverShift(rota.id, people["Ben"], gap.start, gap.end))
    assert desk.rotas.gaps() == ()


def test_gaps_in_the_next_60_days_are_pointed_out_and_gaps_in_the_past_are_not(
    desk: Desk, clock: FixedClock, people: dict[str, int], rota: RotaView
) -> None:
    desk.rotas.take_off(TakeOff(rota.id, people["Ana"], at(17, 30, day=17), at(8, day=18)))
    far = at(17, 30) + 77 * DAY
    desk.rotas.take_off(TakeOff(rota.id, people["Ben"], far, far + DAY / 2))
    assert [gap.start for gap in desk.rotas.gaps()] == [at(17, 30, day=17)]
    clock.set_to(at(9, day=18))
    assert desk.rotas.gaps() == ()
    clock.set_to(far - 60 * DAY + timedelta(hours=1))
    assert [gap.start for gap in desk.rotas.gaps()] == [far]


def test_a_member_who_left_is_pointed_out_and_nothing_is_lost(
    desk: Desk, people: dict[str, int], rota: RotaView
) -> None:
    ana = desk.directory.contact(people["Ana"])
    desk.directory.save_contact(SaveContact(ana.kind, ana.name, active=False, id=ana.id, base_version=ana.version))
    first = desk.rotas.gaps()[0]
    assert (first.left, first.start, first.end) == ("Ana", at(17, 30), at(8, day=23))
    answer = desk.rotas.on_call(rota.id, at(23))
    assert (answer.left, answer.name, answer.instead_of) == (True, "Cy", "Ana")
    with pytest.raises(Invalid) as refused:
        desk.rotas.save(edited(rota, nights(people)))
    assert refused.value.fields == {"rotations": "member_left"}


def leave(desk: Desk, contact_id: int) -> None:
    one = desk.directory.contact(contact_id)
    desk.directory.save_contact(SaveContact(one.kind, one.name, active=False, id=one.id, base_version=one.version))


def test_nobody_who_left_is_on_call_at_a_time_to_come_and_the_past_stays(
    desk: Desk, clock: FixedClock, people: dict[str, int]
) -> None:
    alone = desk.rotas.save(nights(people, catch_all=None)).value
    clock.set_to(at(20, day=17))
    leave(desk, people["Ana"])
    answer = desk.rotas.on_call(alone.id)
    assert (answer.contact_id, answer.name, answer.instead_of) == (None, "", "Ana")
    assert answer.reason == "nobody: whoever has the turn is not in the directory any more, and no catch-all"
    assert who(desk, alone, at(20)) == "Ana"
    told = [(one.start, one.end, one.name) for one in desk.rotas.stretches(alone.id, at(17, 30, day=17), at(8, day=18))]
    assert told == [(at(17, 30, day=17), at(20, day=17), "Ana"), (at(20, day=17), at(8, day=18), "")]
    assert {one.contact_id for one in desk.rotas.on_call_now()} == {None}
    (nightly,) = desk.rotas.board(at(0, day=16), at(0, day=30)).rows
    assert nightly.now.contact_id is None


def test_a_catch_all_who_left_answers_nothing(desk: Desk, people: dict[str, int], rota: RotaView) -> None:
    assert desk.rotas.gaps() == ()
    leave(desk, people["Cy"])
    assert desk.rotas.on_call(rota.id, at(12, day=17)).contact_id is None
    # The desk opens at 9, the rota's night ends at 8.
    assert (desk.rotas.gaps()[0].start, desk.rotas.gaps()[0].end) == (at(8, day=17), at(9, day=17))


def test_evenings_and_weekends_that_answer_nobody_are_gaps(desk: Desk, people: dict[str, int]) -> None:
    window = Window(EVERY_DAY[:5], "18:00", "08:00")
    rotation = Rotation("week", 1, at(18, day=16), [str(people["Ana"])], window=window)
    rota = desk.rotas.save(SaveRota("After hours", LONDON, (rotation,))).value
    found = [(gap.start, gap.end) for gap in desk.rotas.gaps()]
    assert (at(17, 30, day=20), at(18, day=20)) in found
    assert (at(8, day=21), at(9, day=23)) in found
    board = desk.rotas.board(at(0, day=16), at(0, day=30))
    shown = [(one.start, one.end) for one in board.rows[0].stretches if one.gap]
    assert set(found[:8]) <= set(shown)
    view = SaveRota("After hours", LONDON, (rotation,), catch_all=people["Cy"], id=rota.id, base_version=rota.version)
    desk.rotas.save(view)
    assert desk.rotas.gaps() == ()


def test_a_gap_is_where_the_answer_is_nobody_while_the_desk_is_closed(desk: Desk, people: dict[str, int]) -> None:
    window = Window(("tue", "sat"), "07:00", "19:30")
    rota = desk.rotas.save(SaveRota("Two days", LONDON, (Rotation("day", 1, at(9), ["1"], window=window),))).value
    gaps, hours = desk.rotas.gaps(), desk.facts().desk_calendar.calendar
    for step in range(14 * 48):
        instant = at(10) + step * timedelta(minutes=30)
        nobody = desk.rotas.on_call(rota.id, instant).contact_id is None
        pointed_out = any(gap.start <= instant < gap.end for gap in gaps)
        assert pointed_out == (nobody and not hours.is_open(instant)), instant


def test_who_would_be_on_call_is_told_before_a_rota_is_saved(desk: Desk, people: dict[str, int]) -> None:
    rota = desk.rotas.save(nights(people)).value
    desk.rotas.cover(CoverShift(rota.id, people["Cy"], at(17, 30, day=19), at(8, day=20), people["Ana"]))
    act = edited(rota, nights(people, "Ben", "Ana", catch_all=None))
    plan = desk.rotas.would_be(act)
    assert (plan.moved[0].start, plan.moved[0].was, plan.moved[0].becomes) == (at(10), "Cy", "")
    moved = [(one.start, one.end, one.was, one.becomes) for one in plan.moved if one.was != "Cy"]
    assert moved[0] == (at(17, 30), at(8, day=19), "Ana", "Ben")
    assert [gap.start for gap in plan.gaps][:2] == [at(8, day=17), at(8, day=18)]
    assert desk.rotas.listed()[0].rota.rotations == rota.rota.rotations
    told = [(one.start, one.end, one.contact_id) for one in plan.stretches if one.contact_id is not None]
    desk.rotas.save(edited(desk.rotas.listed()[0], act))
    saved = desk.rotas.stretches(rota.id, at(10), at(10) + 60 * DAY)
    assert told == [(one.start, one.end, one.contact_id) for one in saved if one.contact_id is not None]


def test_a_rota_saved_as_it_stands_moves_nobodys_turn(desk: Desk, people: dict[str, int], rota: RotaView) -> None:
    assert desk.rotas.would_be(edited(rota, nights(people))).moved == ()


def test_a_new_rota_moves_nobodys_turn(desk: Desk, people: dict[str, int]) -> None:
    plan = desk.rotas.would_be(nights(people))
    assert (plan.moved, plan.gaps) == ((), ())
    assert [one.name for one in plan.stretches][:3] == ["Cy", "Ana", "Cy"]
    assert desk.rotas.listed() == ()


def test_a_rota_without_members_is_refused_with_a_clear_word(desk: Desk, people: dict[str, int]) -> None:
    with pytest.raises(RotaError) as refused:
        nights(people).rotations[0].__class__("week", 1, at(9), [])
    assert refused.value.fields == {"members": "missing"}
    with pytest.raises(Invalid) as empty:
        desk.rotas.save(SaveRota("Nobody", LONDON))
    assert empty.value.fields == {"rotations": "nobody_in_it"}


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"name": "  "}, {"name": "missing"}),
        ({"name": "AFTER hours"}, {"name": "taken"}),
        ({"catch_all": 99}, {"catch_all": "inactive"}),
        ({"zone": "Nowhere/Else"}, {"zone": "unknown_zone"}),
    ],
)
def test_what_cannot_be_taken_is_said_by_field(
    desk: Desk, people: dict[str, int], rota: RotaView, change: dict[str, object], fields: dict[str, str]
) -> None:
    with pytest.raises(Invalid) as refused:
        desk.rotas.save(nights(people, **{"name": "Another", **change}))
    assert refused.value.fields == fields
    assert [one.name for one in desk.rotas.listed()] == ["After hours"]


def test_of_several_rotas_each_is_found_by_its_name(desk: Desk, people: dict[str, int], rota: RotaView) -> None:
    second = desk.rotas.save(nights(people, name="Weekend")).value
    assert (desk.rotas.find("weekEND"), desk.rotas.find(" After hours ")) == (second.id, rota.id)
    with pytest.raises(NotFound):
        desk.rotas.find("After")


def test_a_dated_shift_wins_over_the_rotation_and_an_override_over_it(desk: Desk, people: dict[str, int]) -> None:
    shift = Shift(at(0, day=24), at(0, day=25), str(people["Cy"]))
    made = desk.rotas.save(nights(people, shifts=(shift,))).value
    assert who(desk, made, at(20, day=24)) == "Cy"
    desk.rotas.cover(CoverShift(made.id, people["Ana"], at(20, day=24), at(21, day=24)))
    assert [who(desk, made, at(hour, day=24)) for hour in (19, 20, 21)] == ["Cy", "Ana", "Cy"]


def test_overrides_stay_when_the_rota_is_edited_and_are_undone_from_now_on(
    desk: Desk, clock: FixedClock, people: dict[str, int], rota: RotaView
) -> None:
    act = CoverShift(rota.id, people["Ben"], at(17, 30, day=19), at(8, day=21), instead_of=people["Ana"])
    covered = desk.rotas.cover(act).value
    again = desk.rotas.save(edited(covered, nights(people, name="Nights"))).value
    clock.set_to(at(9, day=20))
    undone = desk.rotas.end_override(EndOverride(rota.id, 0, again.version)).value
    assert undone.overrides == ()
    assert (who(desk, rota, at(23, day=19)), who(desk, rota, at(23, day=20))) == ("Ben", "Ana")
    with pytest.raises(NotFound):
        desk.rotas.end_override(EndOverride(rota.id, 0, undone.version))


def test_two_people_never_overwrite_each_others_plan_unseen(desk: Desk, people: dict[str, int], rota: RotaView) -> None:
    desk.rotas.save(edited(rota, nights(people, name="Mine")))
    with pytest.raises(Conflict) as refused:
        desk.rotas.save(edited(rota, nights(people, name="Yours")))
    assert refused.value.values["newer"].name == "Mine"


def test_an_agent_asks_and_a_supervisor_edits_rotas(desk: Desk, people: dict[str, int], rota: RotaView) -> None:
    agent, supervisor = staff(desk, Role.AGENT), staff(desk, Role.SUPERVISOR)
    night = at(17, 30, day=19), at(8, day=20)
    desk.sign_in(agent)
    assert desk.rotas.on_call(rota.id, at(23)).name == "Ana"
    for act in (
        lambda: desk.rotas.save(edited(rota, nights(people))),
        lambda: desk.rotas.cover(CoverShift(rota.id, people["Ben"], *night)),
        lambda: desk.rotas.take_off(TakeOff(rota.id, people["Ana"], *night)),
        lambda: desk.rotas.swap(SwapShifts(rota.id, Turn(people["Ana"], *night), Turn(people["Ben"], *night))),
        lambda: desk.rotas.end_override(EndOverride(rota.id, 0, rota.version)),
    ):
        with pytest.raises(NotAllowed) as refused:
            act()
        assert refused.value.code == "role_too_low"
    desk.sign_in(supervisor)
    desk.rotas.cover(CoverShift(rota.id, people["Ben"], *night))


def test_a_cover_of_what_is_over_or_of_somebody_else_is_refused(
    desk: Desk, clock: FixedClock, people: dict[str, int], rota: RotaView
) -> None:
    clock.set_to(at(9, day=20))
    for act, fields in (
        (CoverShift(rota.id, people["Ben"], at(17, 30, day=19), at(8, day=20)), {"end": "past"}),
        (CoverShift(rota.id, people["Ben"], at(8, day=22), at(8, day=22)), {"end": "ends_before_start"}),
        (
            CoverShift(rota.id, people["Cy"], at(18, day=22), at(8, day=23), people["Ben"]),
            {"instead_of": "not_on_call_then"},
        ),
        (CoverShift(rota.id, people["Ana"], at(18, day=22), at(8, day=23), people["Ana"]), {"contact": "same_person"}),
        (CoverShift(rota.id, 99, at(18, day=22), at(8, day=23)), {"contact": "inactive"}),
    ):
        with pytest.raises(Invalid) as refused:
            desk.rotas.cover(act)
        assert refused.value.fields == fields


def test_the_side_bars_card_has_who_is_on_now_else_who_comes_next(
    desk: Desk, clock: FixedClock, rota: RotaView
) -> None:
    coming = desk.rotas.duty()
    assert coming is not None
    assert (coming.name, coming.since, coming.until) == ("Ana", at(17, 30), at(8, day=17))
    clock.set_to(at(3, day=17))
    assert desk.rotas.duty() == desk.rotas.on_call(rota.id)


def test_the_catch_all_is_not_offered_as_on_call_outside_the_rotas_hours(
    desk: Desk, people: dict[str, int], rota: RotaView
) -> None:
    told = {
        one.contact.name: [code for code, _values in one.reasons]
        for one in desk.overview.escalation_start(log(desk).id).contacts
    }
    assert "on_call" not in told["Cy"]


def test_through_a_rota_both_are_kept(desk: Desk, clock: FixedClock, people: dict[str, int], rota: RotaView) -> None:
    call = log(desk)
    clock.set_to(at(20))
    first = desk.overview.escalation_start(call.id).contacts[0]
    assert first.contact.name == "Ana"
    assert ("on_call", {"rota": rota.id, "until": at(8, day=17), "name": "After hours"}) in [
        (code, dict(values)) for code, values in first.reasons
    ]
    through = passing_on(call.id, people["Ana"], rota_id=rota.id)
    made = desk.escalations.escalate(through).value
    assert (made.contact, made.rota) == ("Ana", "After hours")
    with pytest.raises(Invalid) as refused:
        desk.escalations.escalate(passing_on(log(desk).id, people["Ben"], rota_id=rota.id))
    assert refused.value.fields == {"contact": "not_on_call_now"}


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(hours=st.lists(st.integers(1, 60), min_size=1, max_size=4), seed=st.integers(0, 3000))
def test_editing_the_future_never_changes_the_past(
    desk: Desk, clock: FixedClock, people: dict[str, int], hours: list[int], seed: int
) -> None:
    clock.set_to(at(10) + timedelta(days=seed))
    start = clock.now()
    act = nights(people, name=f"Rota {seed} {len(desk.rotas.listed())}")
    view = desk.rotas.save(act).value
    names, known = list(people), {}
    for number, passed in enumerate(hours):
        clock.advance(timedelta(hours=passed, minutes=seed % 60))
        now = clock.now()
        for step in range(24):
            instant = start + (now - start) * step / 24
            known[instant] = who(desk, view, instant)
        if number % 2:
            members = names[number % 3 :] + names[: number % 3]
            view = desk.rotas.save(edited(view, nights(people, *members, name=view.name))).value
        else:
            cover = CoverShift(view.id, people[names[(seed + number) % 3]], now - DAY, now + DAY)
            view = desk.rotas.cover(cover).value
        assert {instant: who(desk, view, instant) for instant in known} == known


def test_a_rota_reads_back_as_it_was_written(rota: RotaView) -> None:
    assert Rota.from_dict(rota.rota.to_dict()) == rota.rota
    assert rota.rota.rotations[0].start.astimezone(UTC) == at(17, 30)


def test_a_week_shows_the_shifts_at_its_edges_with_their_own_begin_and_end(
    desk: Desk, clock: FixedClock, people: dict[str, int], rota: RotaView
) -> None:
    always = Rotation("week", 1, at(0, day=9), [str(people["Cy"])])
    desk.rotas.save(SaveRota("Round the clock", LONDON, (always,)))
    clock.advance(60 * DAY)
    start, end = at(0, day=23), at(0, day=30)
    # What goes on far beyond is cut at the end; it began when the rota was made.
    nightly, endless = (row.stretches for row in desk.rotas.board(start, end).rows)
    assert (nightly[0].start, nightly[-1].end) == (at(17, 30, day=22), at(8, day=30))
    assert [(one.start, one.end) for one in endless] == [(at(10), end)]


def gaps_all_day(desk: Desk, wanted: bool) -> None:
    site = desk.facts().site
    unchanged = {name: getattr(site, name) for name in ("name", "address", "phone", "zone", "paper", "language")}
    desk.site.save_site(
        SaveSite(**unchanged, supplier_pauses=False, other_pauses=False, tone_to_outside=False,
                 base_version=site.version, gaps_all_day=wanted)
    )  # fmt: skip


def test_where_the_site_says_all_day_a_rota_has_gaps_in_the_desks_own_hours_too(
    desk: Desk, people: dict[str, int]
) -> None:
    rotation = Rotation("week", 1, at(17, 30), [str(people["Ana"])], window=Window(EVERY_DAY, "17:30", "09:00"))
    act = SaveRota("Nights", LONDON, (rotation,))
    assert desk.rotas.would_be(act).gaps[0].start == at(9, day=21)
    desk.rotas.save(act)
    assert desk.rotas.gaps()[0].start == at(9, day=21)
    gaps_all_day(desk, True)
    assert [(gap.start, gap.end) for gap in desk.rotas.gaps()][1] == (at(9, day=17), at(17, 30, day=17))
    assert desk.rotas.would_be(act).gaps == tuple(replace(gap, rota_id=0) for gap in desk.rotas.gaps())
    board = desk.rotas.board(at(10), at(0, day=18))
    assert [(one.start, one.end) for one in board.rows[0].stretches if one.gap][-1] == (
        at(9, day=17),
        at(17, 30, day=17),
    )
    assert len(board.gaps) == len(desk.rotas.gaps()) > 60
    gaps_all_day(desk, False)
    assert desk.rotas.gaps()[0].start == at(9, day=21)


def test_a_save_of_the_site_that_does_not_speak_of_gaps_leaves_them(desk: Desk) -> None:
    gaps_all_day(desk, True)
    site = desk.facts().site
    desk.site.save_site(
        SaveSite("Other", "", "", site.zone, site.paper, "en", False, False, False, base_version=site.version)
    )
    assert desk.facts().site.gaps_all_day
