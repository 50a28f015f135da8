"""PINs that cannot be guessed at leisure: how they are kept, counted and waited for (RULES.md, "People")."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from scene import without_pin

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError, Invalid, NotAllowed, NotFound
from deskapp.domain.words import Role
from deskapp.models.pins import StaffPin
from deskapp.services.staff import pins
from deskapp.services.staff.acts import SaveStaff

PIN = "2580"
SECOND = timedelta(seconds=1)


@pytest.fixture(autouse=True)
def quick_pins() -> None:
    """They are hashed as at every desk."""


@pytest.fixture
def guarded(desk: Desk) -> Desk:
    """The desk's manager has a PIN."""
    give(desk, 1, PIN)
    return desk


def give(desk: Desk, staff_id: int, pin: str) -> None:
    with desk.work.act() as unit:
        pins.set_pin(unit.session, staff_id, pins.hashed(pin), unit.now)


def refusal(act: Callable[[], object]) -> tuple[str, int | None]:
    with pytest.raises(DeskError) as refused:
        act()
    return refused.value.code, refused.value.values.get("seconds")


def row(desk: Desk, staff_id: int = 1) -> StaffPin:
    with desk.work.read() as session:
        return session.get_one(StaffPin, staff_id)


def lines(desk: Desk) -> list[int]:
    with desk.work.read() as session:
        found = session.connection().exec_driver_sql("SELECT id FROM event WHERE kind = 'pin_failed'")
        return [number for (number,) in found]


def test_the_right_pin_passes_and_a_wrong_one_does_not(guarded: Desk) -> None:
    pins.check(guarded.work, 1, PIN)
    assert refusal(lambda: pins.check(guarded.work, 1, "2581")) == ("pin_wrong", 0)
    pins.check(guarded.work, 1, f" {PIN} ")
    pins.check(guarded.work, 1, "２５８０")


def test_a_pin_is_kept_as_argon2id_with_19_mib(guarded: Desk) -> None:
    assert row(guarded).hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert PIN not in row(guarded).hash


def test_a_pin_is_nowhere_in_the_file(guarded: Desk, desk_file: Path) -> None:
    give(guarded, 1, "tell-tale-pin")
    refusal(lambda: pins.check(guarded.work, 1, "tell-tale-try"))
    for _ in range(8):
        refusal(lambda: pins.check(guarded.work, 1, "tell-tale-try"))
    kept = b"".join(path.read_bytes() for path in desk_file.parent.glob("desk.db*"))
    assert b"tell-tale" not in kept


def test_attempts_are_counted_in_the_database_before_they_are_checked(guarded: Desk, monkeypatch) -> None:
    def cut_off(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(PasswordHasher, "verify", cut_off)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            pins.check(guarded.work, 1, PIN)
    assert row(guarded).failed == 3
    assert refusal(lambda: pins.check(guarded.work, 1, PIN)) == ("pin_wait", 1)


def test_waits_of_1_to_300_seconds_after_the_third_wrong_one(guarded: Desk, clock: FixedClock) -> None:
    waits = []
    for _ in range(14):
        code, seconds = refusal(lambda: pins.check(guarded.work, 1, "2581"))
        assert code == "pin_wrong"
        waits.append(seconds)
        if seconds:
            clock.advance((seconds - 1) * SECOND)
            # Even the right one waits, and is not looked at.
            assert refusal(lambda: pins.check(guarded.work, 1, PIN)) == ("pin_wait", 1)
            clock.advance(SECOND)
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
    pins.check(guarded.work, 1, PIN)
    assert row(guarded).failed == 0


def test_a_night_of_guessing_comes_to_a_few_dozen_pins(guarded: Desk, clock: FixedClock) -> None:
    end = clock.now() + timedelta(hours=6)
    tried = 0
    with guarded.work.act() as unit:
        unit.session.get_one(StaffPin, 1).failed = 11
    while clock.now() < end:
        code, seconds = refusal(lambda: pins.check(guarded.work, 1, "2581"))
        assert code == "pin_wrong"
        tried += 1
        clock.advance((seconds or 0) * SECOND)
    assert tried <= 6 * 3600 / 300 + 1


def test_a_wait_survives_a_restart(guarded: Desk, desk_file: Path, clock: FixedClock) -> None:
    for _ in range(3):
        refusal(lambda: pins.check(guarded.work, 1, "2581"))
    guarded.close()
    again = Desk(desk_file, clock).open()
    try:
        assert refusal(lambda: pins.check(again.work, 1, PIN)) == ("pin_wait", 1)
        clock.advance(SECOND)
        pins.check(again.work, 1, PIN)
    finally:
        again.close()


def test_a_wait_survives_a_clock_set_back_and_is_waited_out_once(guarded: Desk, clock: FixedClock) -> None:
    for _ in range(5):
        refusal(lambda: pins.check(guarded.work, 1, "2581"))
        clock.advance(2 * SECOND)
    assert row(guarded).failed == 5
    clock.advance(-timedelta(days=400))
    assert refusal(lambda: pins.check(guarded.work, 1, PIN)) == ("pin_wait", 2)
    clock.advance(SECOND)
    assert refusal(lambda: pins.check(guarded.work, 1, PIN)) == ("pin_wait", 1)
    clock.advance(SECOND)
    pins.check(guarded.work, 1, PIN)


@pytest.mark.parametrize("hop", [SECOND, timedelta(hours=1), timedelta(days=3652), timedelta(days=-3652)])
def test_a_clock_that_is_set_forward_or_back_shortens_no_wait_also_after_a_restart_of_the_app(
    guarded: Desk, desk_file: Path, clock: FixedClock, hop: timedelta
) -> None:
    for _ in range(5):
        refusal(lambda: pins.check(guarded.work, 1, "2581"))
        clock.advance(2 * SECOND)
    clock.set_to(clock.now() + hop)
    again = Desk(desk_file, clock).open()
    for desk in (guarded, again):
        assert refusal(lambda desk=desk: pins.check(desk.work, 1, PIN)) == ("pin_wait", 2)
    clock.advance(2 * SECOND)
    pins.check(again.work, 1, PIN)
    again.close()


def test_at_another_machine_or_after_a_restart_of_this_one_a_wait_begins_anew_once(
    guarded: Desk, desk_file: Path, clock: FixedClock
) -> None:
    for _ in range(5):
        refusal(lambda: pins.check(guarded.work, 1, "2581"))
        clock.advance(2 * SECOND)
    machine = FixedClock(clock.now() + timedelta(days=1))
    other = Desk(desk_file, machine).open()
    assert refusal(lambda: pins.check(other.work, 1, PIN)) == ("pin_wait", 4)
    machine.advance(3 * SECOND)
    assert refusal(lambda: pins.check(other.work, 1, PIN)) == ("pin_wait", 1)
    machine.advance(SECOND)
    pins.check(other.work, 1, PIN)
    other.close()


@pytest.mark.parametrize("hop", [timedelta(days=-1), timedelta(hours=-1), -SECOND])
def test_setting_the_clock_back_again_and_again_gains_no_attempt(
    guarded: Desk, clock: FixedClock, hop: timedelta
) -> None:
    for _ in range(3):
        refusal(lambda: pins.check(guarded.work, 1, "2581"))
    for _ in range(5):
        clock.advance(hop)
        assert refusal(lambda: pins.check(guarded.work, 1, PIN)) == ("pin_wait", 1)
    assert row(guarded).failed == 3


def test_parallel_attempts_of_two_windows_cannot_slip_past_the_count(
    guarded: Desk, desk_file: Path, clock: FixedClock
) -> None:
    other = Desk(desk_file, clock).open()
    answers: list[str] = []
    at_once = threading.Barrier(8)

    def attempt(desk: Desk) -> None:
        at_once.wait()
        try:
            pins.check(desk.work, 1, "2581")
        except NotAllowed as refused:
            answers.append(refused.code)

    threads = [threading.Thread(target=attempt, args=(desk,)) for desk in (guarded, other) * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert sorted(answers) == ["pin_wait"] * 5 + ["pin_wrong"] * 3
    assert row(guarded).failed == 3


def test_each_has_a_count_of_their_own(guarded: Desk) -> None:
    sam = guarded.site.save_staff(SaveStaff("Sam", Role.AGENT)).value.id
    give(guarded, sam, "1357")
    for _ in range(3):
        refusal(lambda: pins.check(guarded.work, sam, "2581"))
    pins.check(guarded.work, 1, PIN)
    assert refusal(lambda: pins.check(guarded.work, sam, "1357")) == ("pin_wait", 1)


def test_failures_are_told_in_the_timeline_without_flooding_it(guarded: Desk, clock: FixedClock) -> None:
    told = []
    for _ in range(24):
        refusal(lambda: pins.check(guarded.work, 1, "2581"))
        clock.advance(300 * SECOND)
        told.append(len(lines(guarded)))
    # At the 3rd, 6th, 12th and 24th.
    assert told == [0] * 2 + [1] * 3 + [2] * 6 + [3] * 12 + [4]


def test_what_is_no_hash_lets_nobody_in(guarded: Desk) -> None:
    with guarded.work.act() as unit:
        unit.session.get_one(StaffPin, 1).hash = PIN
    assert refusal(lambda: pins.check(guarded.work, 1, PIN)) == ("pin_wrong", 0)


def test_a_hash_of_other_parameters_is_made_anew_by_the_right_pin(guarded: Desk) -> None:
    with guarded.work.act() as unit:
        unit.session.get_one(StaffPin, 1).hash = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1).hash(PIN)
    refusal(lambda: pins.check(guarded.work, 1, "2581"))
    assert "m=64" in row(guarded).hash
    pins.check(guarded.work, 1, PIN)
    assert "m=19456,t=2,p=1" in row(guarded).hash
    pins.check(guarded.work, 1, PIN)


def test_who_has_no_pin_has_left_or_never_was_proves_nothing(guarded: Desk) -> None:
    sam = guarded.site.save_staff(SaveStaff("Sam", Role.AGENT)).value.id
    without_pin(guarded, sam)
    assert refusal(lambda: pins.check(guarded.work, sam, "")) == ("pin_missing", None)
    give(guarded, sam, "1357")
    guarded.site.save_staff(SaveStaff("Sam", Role.AGENT, active=False, id=sam))
    assert refusal(lambda: pins.check(guarded.work, sam, "1357")) == ("staff_inactive", None)
    with pytest.raises(NotFound):
        pins.check(guarded.work, 77, PIN)


@pytest.mark.parametrize("pin", ["", " ", "\0", "\ud800", "x" * 100_000, "2580\0", "2580'--"])
def test_anything_may_be_typed_as_a_pin_and_is_wrong(guarded: Desk, pin: str) -> None:
    assert refusal(lambda: pins.check(guarded.work, 1, pin)) == ("pin_wrong", 0)


def test_a_weak_pin_is_refused_beside_its_field() -> None:
    with pytest.raises(Invalid) as refused:
        pins.refuse_weak("1234")
    assert refused.value.fields == {"pin": "pin_run"}
    pins.refuse_weak("2580")


def test_a_check_inside_a_batch_is_our_mistake(guarded: Desk) -> None:
    # It could be rolled back with the batch, and the count with it.
    with pytest.raises(RuntimeError), guarded.work.batch():
        pins.check(guarded.work, 1, PIN)


def test_the_next_supervisor_is_told_of_too_many_wrong_pins_whose_when_and_how_many_until_one_says_so(
    guarded: Desk, clock: FixedClock
) -> None:
    def guess(times: int) -> None:
        for _ in range(times):
            refusal(lambda: pins.check(guarded.work, 1, "2581"))
            clock.advance(300 * SECOND)

    guess(2)
    pins.check(guarded.work, 1, PIN)
    assert guarded.staff.wrong_pins() == ()  # fingers slip
    begun = clock.now()
    guess(5)
    (told,) = guarded.staff.wrong_pins()
    assert (told.staff_id, told.name, told.times) == (1, "Manager", 5)
    assert (told.since, told.last) == (begun + 600 * SECOND, begun + 1200 * SECOND)
    pins.check(guarded.work, 1, PIN)  # the right one, or a reset, takes nothing back
    guess(3)
    (more,) = guarded.staff.wrong_pins()
    assert (more.times, more.since) == (8, told.since)
    guarded.staff.know_wrong_pins([told])
    # What came meanwhile is told still; and of one run each attempt once.
    assert [one.times for one in guarded.staff.wrong_pins()] == [3]
    guarded.staff.know_wrong_pins([more])
    guarded.staff.know_wrong_pins([more])
    assert guarded.staff.wrong_pins() == ()
    guess(1)
    assert [one.times for one in guarded.staff.wrong_pins()] == [1]
    with guarded.work.read() as session:
        known = session.connection().exec_driver_sql("SELECT count(*) FROM event WHERE kind = 'wrong_pins_known'")
        assert known.scalar() == 2


def test_wrong_recovery_codes_are_told_too_and_attempts_that_were_killed_with_the_next(
    guarded: Desk, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    guarded.staff.make_recovery_code()
    for _ in range(3):
        refusal(lambda: guarded.staff.recover("0000-0000-0000-0000", 1, "8642x"))
    clock.advance(SECOND)
    monkeypatch.setattr(pins, "_tell", cut_off)
    with pytest.raises(KeyboardInterrupt):
        guarded.staff.recover("0000-0000-0000-0000", 1, "8642x")
    monkeypatch.undo()
    clock.advance(2 * SECOND)
    refusal(lambda: guarded.staff.recover("0000-0000-0000-0000", 1, "8642x"))
    (told,) = guarded.staff.wrong_pins()
    assert (told.staff_id, told.name, told.times) == (None, "", 5)


def cut_off(*_: object) -> None:
    raise KeyboardInterrupt
