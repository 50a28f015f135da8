"""Who gets in, and how whoever forgot the PIN gets in again: RULES.md, "People"."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from scene import everything, rows, staff, without_pin

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError, Invalid, NotAllowed
from deskapp.domain.words import Role
from deskapp.models.pins import StaffPin
from deskapp.models.site import Site
from deskapp.services.staff import pins
from deskapp.services.staff.acts import SaveStaff

PIN, NEW = "2580", "8642x"


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(DeskError) as caught:
        act()
    return caught.value.code


def told(desk: Desk) -> list[str]:
    """The kinds of the lines that are about the door."""
    kinds = rows(desk.path, "SELECT kind FROM event ORDER BY id")
    about = {"signed_in", "signed_out", "pin_chosen", "pin_changed", "pin_reset", "recovered", "recovery_code_made"}
    return [kind for (kind,) in kinds if kind in about]


@pytest.fixture
def manned(desk: Desk) -> Desk:
    """Manager 1 and agent 2 have PINs; nobody is signed in."""
    sam = desk.site.save_staff(SaveStaff("Sam", Role.AGENT)).value
    assert sam.id == 2
    desk.staff.choose_pin(2, PIN, sam.start_pin)
    desk.staff.choose_pin(1, PIN)
    desk.staff.sign_out()
    return desk


def test_staff_sign_in_by_name_and_pin_and_it_is_recorded(manned: Desk) -> None:
    assert refused(lambda: manned.staff.sign_in(2, NEW)) == "pin_wrong"
    assert manned.staff_id is None
    assert manned.staff.sign_in(2, PIN).value.name == "Sam"
    assert manned.staff_id == manned.work.staff_id == 2
    manned.staff.sign_out()
    assert manned.staff_id is None
    assert told(manned)[-2:] == ["signed_in", "signed_out"]


def test_a_sign_in_after_wrong_pins_says_how_many(manned: Desk) -> None:
    for _ in range(2):
        refused(lambda: manned.staff.sign_in(2, NEW))
    manned.staff.sign_in(2, PIN)
    (words,) = rows(manned.path, "SELECT words FROM event_words ORDER BY event_id DESC LIMIT 1")[0]
    assert '"failed": 2' in words


@pytest.mark.parametrize(
    ("whose", "who"),
    [(Role.AGENT, Role.SUPERVISOR), (Role.SUPERVISOR, Role.MANAGER), (Role.MANAGER, Role.MANAGER)],
)
def test_somebody_from_before_there_were_pins_is_not_whoever_comes_first_but_let_in_from_above(
    manned: Desk, whose: Role, who: Role
) -> None:
    lena = without_pin(manned, staff(manned, whose, "Lena"))
    above = staff(manned, who, "Above")
    assert refused(lambda: manned.staff.sign_in(lena)) == "pin_from_above"
    assert refused(lambda: manned.staff.choose_pin(lena, NEW)) == "pin_from_above"
    assert refused(lambda: manned.staff.check_may_begin(lena)) == "pin_from_above"
    assert manned.staff_id is None
    manned.sign_in(above)
    start = manned.staff.reset_pin(lena).value.start_pin
    manned.staff.sign_out()
    with pytest.raises(Invalid) as weak:
        manned.staff.choose_pin(lena, "1234", start)
    assert weak.value.fields == {"pin": "pin_run"}
    assert manned.staff.choose_pin(lena, NEW, start).value.id == lena == manned.staff_id
    assert manned.staff.sign_in(lena, NEW).value.id == lena


def test_where_nobody_has_a_pin_a_manager_chooses_the_first_as_at_set_up_and_no_second_does(desk: Desk) -> None:
    people = {role: without_pin(desk, staff(desk, role, f"Pia {role}")) for role in Role}
    desk.staff.sign_out()
    for role in (Role.AGENT, Role.SUPERVISOR):
        assert refused(lambda role=role: desk.staff.choose_pin(people[role], NEW)) == "pin_from_above"
    desk.staff.check_may_begin(1)
    assert refused(lambda: desk.staff.sign_in(1)) == "pin_missing"
    desk.staff.choose_pin(1, PIN)
    desk.staff.sign_out()
    assert refused(lambda: desk.staff.choose_pin(people[Role.MANAGER], NEW)) == "pin_from_above"


def test_a_manager_who_never_had_a_pin_needs_the_code_that_was_made_before_the_only_other_one_left(desk: Desk) -> None:
    max_ = without_pin(desk, staff(desk, Role.MANAGER, "Max"))
    desk.staff.choose_pin(1, PIN)
    code = desk.staff.make_recovery_code().value
    desk.site.save_staff(SaveStaff("Manager", Role.MANAGER, active=False, id=1))
    desk.staff.sign_out()
    assert refused(lambda: desk.staff.choose_pin(max_, NEW)) == "pin_from_above"
    assert desk.staff.recover(code, max_, NEW).value.manager.id == max_


def test_nobody_who_has_a_pin_gets_another_without_the_old_one(manned: Desk) -> None:
    assert refused(lambda: manned.staff.choose_pin(2, NEW)) == "pin_wrong"
    assert refused(lambda: manned.staff.choose_pin(2, NEW, "0001")) == "pin_wrong"
    manned.staff.choose_pin(2, NEW, PIN)
    assert refused(lambda: manned.staff.sign_in(2, PIN)) == "pin_wrong"
    manned.staff.sign_in(2, NEW)


def test_a_first_pin_chosen_at_two_workstations_is_that_of_the_first(
    manned: Desk, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    with manned.work.own() as session:
        session.delete(session.get_one(StaffPin, 1))
    other = Desk(manned.path, clock).open()
    hashed = pins.hashed

    def meanwhile(pin: str) -> str:
        monkeypatch.setattr(pins, "hashed", hashed)
        other.staff.choose_pin(1, "first one")
        return hashed(pin)

    monkeypatch.setattr(pins, "hashed", meanwhile)
    assert refused(lambda: manned.staff.choose_pin(1, NEW)) == "pin_there"
    other.close()
    manned.staff.sign_in(1, "first one")


@pytest.mark.parametrize(
    ("who", "whose", "code"),
    [
        (Role.AGENT, Role.AGENT, "role_too_low"),
        (Role.AGENT, Role.MANAGER, "role_too_low"),
        (Role.SUPERVISOR, Role.AGENT, None),
        (Role.SUPERVISOR, Role.SUPERVISOR, "role_too_low"),
        (Role.SUPERVISOR, Role.MANAGER, "role_too_low"),
        (Role.MANAGER, Role.AGENT, None),
        (Role.MANAGER, Role.SUPERVISOR, None),
        (Role.MANAGER, Role.MANAGER, None),
    ],
)
def test_who_forgets_a_pin_is_reset_by_someone_above(
    desk: Desk, desk_file: Path, who: Role, whose: Role, code: str | None
) -> None:
    forgetful, above = staff(desk, whose, "Forgetful"), staff(desk, who, "Above")
    with desk.work.own() as session:
        pins.set_pin(session, forgetful, pins.hashed(PIN), desk.clock.now())
    desk.sign_in(above)
    before = everything(desk_file)
    if code is None:
        start = desk.staff.reset_pin(forgetful).value.start_pin
        assert refused(lambda: desk.staff.sign_in(forgetful, PIN)) == "pin_wrong"
        assert refused(lambda: desk.staff.sign_in(forgetful, start)) == "pin_start"
        assert told(desk)[-1] == "pin_reset"
    else:
        assert refused(lambda: desk.staff.reset_pin(forgetful)) == code
        assert everything(desk_file) == before


def test_nobody_resets_their_own_pin_nor_that_of_nobody(manned: Desk) -> None:
    manned.staff.sign_in(1, PIN)
    assert refused(lambda: manned.staff.reset_pin(1)) == "pin_own"
    assert refused(lambda: manned.staff.reset_pin(77)) == "staff_unknown"


def test_a_reset_forgets_the_attempts_made_before(manned: Desk) -> None:
    for _ in range(3):
        refused(lambda: manned.staff.sign_in(2, NEW))
    manned.staff.sign_in(1, PIN)
    start = manned.staff.reset_pin(2).value.start_pin
    manned.staff.choose_pin(2, NEW, start)
    manned.staff.sign_in(2, NEW)


def test_the_last_manager_gets_in_by_the_recovery_code_once(manned: Desk) -> None:
    manned.staff.sign_in(1, PIN)
    code = manned.staff.make_recovery_code().value
    manned.staff.sign_out()
    recovered = manned.staff.recover(code, 1, NEW).value
    assert recovered.manager.id == manned.staff_id == 1
    assert recovered.code != code
    manned.staff.sign_out()
    assert refused(lambda: manned.staff.recover(code, 1, "again9")) == "code_wrong"
    manned.staff.sign_in(1, NEW)
    manned.staff.sign_out()
    assert manned.staff.recover(recovered.code, 1, "again9").value.code not in (code, recovered.code)
    assert told(manned)[-1] == "recovered"


def test_the_code_may_be_typed_as_it_is_read_from_paper(manned: Desk) -> None:
    with manned.work.write() as session:
        pins.set_code(session, pins.hashed_code("0O1I-LKM3-9QXT-4HBN"), manned.clock.now())
    assert manned.staff.recover(" 001l lkm3 9qxt4hbn ", 1, NEW).value.manager.id == 1


@pytest.mark.parametrize("whose", ["an agent's", "one that left", "nobody's"])
def test_the_code_is_for_an_active_manager_alone_and_is_not_used_up_by_a_mistake(manned: Desk, whose: str) -> None:
    manned.staff.sign_in(1, PIN)
    code = manned.staff.make_recovery_code().value
    left = staff(manned, Role.MANAGER, "Left")
    manned.site.save_staff(SaveStaff("Left", Role.MANAGER, active=False, id=left))
    manned.staff.sign_out()
    number = {"an agent's": 2, "one that left": left, "nobody's": 77}[whose]
    expected = {"an agent's": "role_too_low", "one that left": "staff_inactive", "nobody's": "staff_unknown"}[whose]
    assert refused(lambda: manned.staff.recover(code, number, NEW)) == expected
    assert manned.staff_id is None
    assert manned.staff.recover(code, 1, NEW).value.manager.id == 1


def test_the_recovery_code_cannot_be_guessed_at_leisure_either(manned: Desk, clock: FixedClock) -> None:
    manned.staff.sign_in(1, PIN)
    code = manned.staff.make_recovery_code().value
    waits = []
    for _ in range(12):
        with pytest.raises(NotAllowed) as caught:
            manned.staff.recover("0000-0000-0000-0000", 1, NEW)
        waits.append(caught.value.values["seconds"])
        clock.advance(timedelta(seconds=waits[-1]))
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300]
    refused(lambda: manned.staff.recover("0000-0000-0000-0000", 1, NEW))
    assert refused(lambda: manned.staff.recover(code, 1, NEW)) == "pin_wait"


def test_a_desk_without_a_code_says_so(manned: Desk) -> None:
    assert not manned.staff.has_recovery_code()
    assert refused(lambda: manned.staff.recover("0000-0000-0000-0000", 1, NEW)) == "code_missing"


def test_the_code_is_nowhere_in_the_file_and_each_is_another(manned: Desk) -> None:
    manned.staff.sign_in(1, PIN)
    codes = {manned.staff.make_recovery_code().value for _ in range(5)}
    assert len(codes) == 5
    kept = b"".join(path.read_bytes() for path in manned.path.parent.glob("desk.db*"))
    for code in codes:
        assert len(code.replace("-", "")) == 16
        assert code.encode() not in kept
        assert code.replace("-", "").encode() not in kept


def test_deactivated_staff_cannot_sign_in_nor_choose_a_pin(manned: Desk) -> None:
    manned.sign_in(1)
    manned.site.save_staff(SaveStaff("Sam", Role.AGENT, active=False, id=2))
    for act in (lambda: manned.staff.sign_in(2, PIN), lambda: manned.staff.choose_pin(2, NEW, PIN)):
        assert refused(act) == "staff_inactive"


def test_a_demo_desk_may_be_used_without_pins_but_one_that_was_chosen_counts(manned: Desk) -> None:
    lena = without_pin(manned, staff(manned, Role.AGENT, "Lena"))
    manned.sign_in(1)
    with manned.work.act() as unit:
        unit.session.get_one(Site, 1).demo = True
    assert manned.staff.sign_in(lena).value.id == lena
    assert manned.staff.unlock().value.id == lena
    assert refused(lambda: manned.staff.sign_in(2)) == "pin_wrong"


def test_unlocking_asks_for_the_pin_of_who_is_signed_in(manned: Desk) -> None:
    assert refused(lambda: manned.staff.unlock(PIN)) == "nobody_signed_in"
    manned.staff.sign_in(2, PIN)
    before = told(manned)
    assert refused(lambda: manned.staff.unlock(NEW)) == "pin_wrong"
    assert manned.staff.unlock(PIN).value.id == 2
    assert told(manned) == before


def test_a_clock_that_was_set_back_while_nobody_looked_is_an_event_at_the_next_sign_in(
    manned: Desk, clock: FixedClock
) -> None:
    def jumps() -> list[str]:
        found = rows(
            manned.path, "SELECT words FROM event JOIN event_words ON event_id = id WHERE kind = 'clock_jumped'"
        )
        return [words for (words,) in found]

    # Another machine's clock may be a little behind.
    for back in (timedelta(0), timedelta(minutes=29)):
        clock.set_to(clock.now() - back)
        manned.staff.sign_in(2, PIN)
    assert jumps() == []
    clock.set_to(clock.now() - timedelta(days=3652))
    for _ in range(2):
        manned.staff.sign_in(2, PIN)
    (told,) = jumps()
    assert f'"seconds": {-3652 * 86_400}' in told


def test_a_window_gives_nothing_away_before_somebody_has_signed_in(manned: Desk, clock: FixedClock) -> None:
    window = Desk(manned.path, clock, guarded=True).open()
    assert [one.name for one in window.staff.members()] == ["Manager", "Sam"]
    assert refused(window.facts) == "nobody_signed_in"
    assert refused(lambda: window.lists.calls("open")) == "nobody_signed_in"
    window.staff.sign_in(2, PIN)
    assert window.lists.calls("open") == ()
    window.close()


def test_a_new_desk_may_begin_with_its_managers_pin_and_a_recovery_code(tmp_path: Path, clock: FixedClock) -> None:
    path = tmp_path / "new.db"
    code = make(path, clock, "Rita", PIN)
    desk = Desk(path, clock).open()
    assert desk.staff.sign_in(1, PIN).value.name == "Rita"
    desk.staff.sign_out()
    assert desk.staff.recover(code, 1, NEW).value.manager.name == "Rita"
    desk.close()


def test_a_weak_pin_makes_no_desk(tmp_path: Path, clock: FixedClock) -> None:
    with pytest.raises(Invalid):
        make(tmp_path / "new.db", clock, "Rita", "1111")
    assert list(tmp_path.iterdir()) == []
