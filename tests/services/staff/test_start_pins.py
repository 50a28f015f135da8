"""Start PINs (RULES.md, "People"): nobody is signed in by whoever gets there first; who is added, or reset, has a start
PIN that was told to them, and is asked once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from scene import everything, log, rows, staff

from deskapp.desk import Desk
from deskapp.domain import pins as rules
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, Invalid, NotAllowed
from deskapp.domain.words import ApprovalKind, Role
from deskapp.models.site import Site
from deskapp.services.approvals.acts import ApprovalAnswer, AskApproval
from deskapp.services.staff import pins
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.staff.views import StaffSaved

PIN, NEW = "2580", "8642x"


def refused(act: Callable[[], object]) -> DeskError:
    with pytest.raises(DeskError) as caught:
        act()
    return caught.value


@pytest.fixture
def kim(desk: Desk) -> StaffSaved:
    """An agent who was added and has not signed in yet; nobody else is signed in."""
    added = desk.site.save_staff(SaveStaff("Kim", Role.AGENT)).value
    desk.staff.sign_out()
    return added


def wrong(start: str) -> str:
    return "4711" if start != "4711" else "4712"


def test_whoever_is_added_has_a_start_pin_of_six_digits_that_is_not_guessed_first(desk: Desk) -> None:
    made = {desk.site.save_staff(SaveStaff(f"Kim {number}", Role.AGENT)).value.start_pin for number in range(12)}
    assert len(made) == 12
    for pin in made:
        assert (len(pin), pin.isdecimal(), rules.fault(pin)) == (6, True, None)


def test_a_start_pin_that_would_be_guessed_first_is_drawn_anew(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    digits = iter("111111" + "345678" + "402918")
    monkeypatch.setattr(pins.secrets, "choice", lambda _signs: next(digits))
    assert desk.site.save_staff(SaveStaff("Kim", Role.AGENT)).value.start_pin == "402918"


def test_it_is_kept_as_argon2id_and_nowhere_in_the_file_nor_in_what_is_logged(desk: Desk, kim: StaffSaved) -> None:
    ((kept, start),) = rows(desk.path, "SELECT hash, start FROM staff_pin WHERE staff_id = ?", kim.id)
    assert (kept[:10], start) == ("$argon2id$", 1)
    told = [words for (words,) in rows(desk.path, "SELECT words FROM event_words")]
    assert not [words for words in told if kim.start_pin in words]
    assert kim.start_pin not in repr(kim)
    assert kim.start_pin not in repr(pins.Start(kim.start_pin, kept))


def test_changing_somebody_gives_no_new_pin(desk: Desk, kim: StaffSaved) -> None:
    desk.sign_in(1)
    before = rows(desk.path, "SELECT * FROM staff_pin")
    assert desk.site.save_staff(SaveStaff("Kim Lee", Role.SUPERVISOR, id=kim.id)).value.start_pin == ""
    assert rows(desk.path, "SELECT * FROM staff_pin") == before


def test_nobody_gets_in_under_a_new_name_without_the_start_pin(desk: Desk, kim: StaffSaved) -> None:
    assert refused(lambda: desk.staff.sign_in(kim.id)).code == "pin_wrong"
    assert refused(lambda: desk.staff.choose_pin(kim.id, NEW)).code == "pin_wrong"
    assert refused(lambda: desk.staff.choose_pin(kim.id, NEW, wrong(kim.start_pin))).code == "pin_wrong"
    assert desk.staff_id is None


def test_a_start_pin_is_asked_once_and_goes_on_to_choosing_ones_own(desk: Desk, kim: StaffSaved) -> None:
    error = refused(lambda: desk.staff.sign_in(kim.id, kim.start_pin))
    assert isinstance(error, NotAllowed)
    assert (error.code, error.values, desk.staff_id) == ("pin_start", {"name": "Kim"}, None)
    assert [(one.has_pin, one.start) for one in desk.staff.members() if one.id == kim.id] == [(True, True)]
    assert desk.staff.choose_pin(kim.id, NEW, kim.start_pin).value.name == "Kim"
    assert desk.staff_id == kim.id
    desk.staff.sign_out()
    assert refused(lambda: desk.staff.sign_in(kim.id, kim.start_pin)).code == "pin_wrong"
    assert refused(lambda: desk.staff.choose_pin(kim.id, "again9", kim.start_pin)).code == "pin_wrong"
    assert desk.staff.sign_in(kim.id, NEW).value.id == kim.id
    assert [(one.has_pin, one.start) for one in desk.staff.members() if one.id == kim.id] == [(True, False)]
    kinds = [kind for (kind,) in rows(desk.path, "SELECT kind FROM event WHERE kind LIKE 'pin_c%'")]
    assert kinds == ["pin_chosen"]


@pytest.mark.parametrize("typed", ["{pin}", " {pin} "])
def test_the_new_pin_is_not_the_start_pin(desk: Desk, kim: StaffSaved, typed: str) -> None:
    error = refused(lambda: desk.staff.choose_pin(kim.id, typed.format(pin=kim.start_pin), kim.start_pin))
    assert isinstance(error, Invalid)
    assert error.fields == {"pin": "pin_is_start"}
    assert desk.staff_id is None


def test_a_start_pin_cannot_be_guessed_at_leisure_either(desk: Desk, kim: StaffSaved, clock: FixedClock) -> None:
    waits = []
    for number in range(12):
        guess = lambda: desk.staff.sign_in(kim.id, wrong(kim.start_pin))  # noqa: E731
        choice = lambda: desk.staff.choose_pin(kim.id, NEW, wrong(kim.start_pin))  # noqa: E731
        error = refused(choice if number % 2 else guess)
        waits.append(error.values["seconds"])
        clock.advance(timedelta(seconds=waits[-1]))
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300]
    refused(lambda: desk.staff.sign_in(kim.id, wrong(kim.start_pin)))
    assert refused(lambda: desk.staff.sign_in(kim.id, kim.start_pin)).code == "pin_wait"
    assert refused(lambda: desk.staff.choose_pin(kim.id, NEW, kim.start_pin)).code == "pin_wait"


def test_two_who_know_one_start_pin_cannot_both_choose(
    desk: Desk, kim: StaffSaved, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Desk(desk.path, clock).open()
    hashed = pins.hashed

    def meanwhile(pin: str) -> str:
        monkeypatch.setattr(pins, "hashed", hashed)
        other.staff.choose_pin(kim.id, "first one", kim.start_pin)
        return hashed(pin)

    monkeypatch.setattr(pins, "hashed", meanwhile)
    assert refused(lambda: desk.staff.choose_pin(kim.id, NEW, kim.start_pin)).code == "pin_there"
    other.close()
    desk.staff.sign_in(kim.id, "first one")


def test_a_reset_while_one_is_choosing_makes_the_start_pin_before_void(
    desk: Desk, kim: StaffSaved, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Desk(desk.path, clock, staff_id=1).open()
    hashed = pins.hashed
    given: list[str] = []

    def meanwhile(pin: str) -> str:
        monkeypatch.setattr(pins, "hashed", hashed)
        given.append(other.staff.reset_pin(kim.id).value.start_pin)
        return hashed(pin)

    monkeypatch.setattr(pins, "hashed", meanwhile)
    assert refused(lambda: desk.staff.choose_pin(kim.id, NEW, kim.start_pin)).code == "pin_there"
    other.close()
    assert desk.staff.choose_pin(kim.id, NEW, given[0]).value.id == kim.id


def test_a_start_pin_does_not_unlock(desk: Desk, kim: StaffSaved) -> None:
    desk.staff.choose_pin(kim.id, NEW, kim.start_pin)
    above = Desk(desk.path, desk.clock, staff_id=1).open()
    start = above.staff.reset_pin(kim.id).value.start_pin
    above.close()
    assert refused(lambda: desk.staff.unlock(NEW)).code == "pin_wrong"
    assert refused(lambda: desk.staff.unlock(start)).code == "pin_start"
    assert desk.staff.choose_pin(kim.id, NEW, start).value.id == kim.id
    assert desk.staff.unlock(NEW).value.id == kim.id


def test_a_start_pin_grants_nothing(desk: Desk) -> None:
    sue = desk.site.save_staff(SaveStaff("Sue", Role.SUPERVISOR)).value
    desk.sign_in(staff(desk, Role.AGENT, "Ann"))
    asked = AskApproval(log(desk).id, ApprovalKind.REFUND, 120_00, "Charged twice")
    number = desk.approvals.ask(asked).value.id
    before = {name: found for name, found in everything(desk.path).items() if name != "staff_pin"}
    answer = ApprovalAnswer(True, sue.id, pin=sue.start_pin)
    assert refused(lambda: desk.approvals.answer(number, answer)).code == "pin_start"
    assert refused(lambda: desk.approvals.ask(replace(asked, answer=answer))).code == "pin_start"
    assert {name: found for name, found in everything(desk.path).items() if name != "staff_pin"} == before


def test_who_lost_the_start_pin_is_given_another(desk: Desk, kim: StaffSaved) -> None:
    desk.sign_in(1)
    again = desk.staff.reset_pin(kim.id).value.start_pin
    desk.staff.sign_out()
    assert refused(lambda: desk.staff.sign_in(kim.id, kim.start_pin)).code == "pin_wrong"
    assert refused(lambda: desk.staff.sign_in(kim.id, again)).code == "pin_start"


def test_a_recovered_manager_has_no_start_pin_any_more(desk: Desk) -> None:
    rita = desk.site.save_staff(SaveStaff("Rita", Role.MANAGER)).value
    code = desk.staff.make_recovery_code().value
    desk.staff.recover(code, rita.id, NEW)
    assert desk.staff.sign_in(rita.id, NEW).value.id == rita.id
    assert not any(one.start for one in desk.staff.members())


def test_a_demo_desk_goes_without_start_pins(desk: Desk) -> None:
    with desk.work.act() as unit:
        unit.session.get_one(Site, 1).demo = True
    kim = desk.site.save_staff(SaveStaff("Kim", Role.AGENT)).value
    assert kim.start_pin == ""
    assert desk.staff.sign_in(kim.id).value.id == kim.id
    desk.staff.choose_pin(kim.id, PIN)
    desk.sign_in(1)
    assert desk.staff.reset_pin(kim.id).value.start_pin == ""
    assert desk.staff.sign_in(kim.id).value.id == kim.id


@pytest.mark.parametrize("between", [" ", "\N{NO-BREAK SPACE}", "-", "  "])
def test_a_start_pin_may_be_typed_by_halves_as_it_is_shown(desk: Desk, between: str) -> None:
    added = desk.site.save_staff(SaveStaff("Sam", Role.AGENT)).value
    half = len(added.start_pin) // 2
    typed = added.start_pin[:half] + between + added.start_pin[half:]
    # Right, but good for choosing one's own alone.
    assert refused(lambda: desk.staff.sign_in(added.id, f" {typed} ")).code == Refusal.PIN_START
    assert isinstance(refused(lambda: desk.staff.choose_pin(added.id, added.start_pin, typed)), Invalid)
    assert desk.staff.choose_pin(added.id, "1357", typed).value.id == added.id
