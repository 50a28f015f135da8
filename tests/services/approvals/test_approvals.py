"""Authority and approvals: RULES.md, "Authority"."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from played import Played
from scene import PASSED_ON, at, contact, everything, kinds, last, log, passing_on, rows, staff

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, DeskError, Invalid, NotAllowed, NotFound
from deskapp.domain.words import ApprovalKind, ApprovalMeans, ApprovalState, EscalationType, Level, Role
from deskapp.services.approvals.acts import ApprovalAnswer, AskApproval, SaveAuthority
from deskapp.services.approvals.views import ApprovalView
from deskapp.services.staff import pins
from deskapp.services.staff.acts import SaveStaff
from deskapp.wording import events as event_wording

#: No run of digits that a hash may hold by chance.
PIN = "Quill-47"
REFUND, CREDIT = ApprovalKind.REFUND, ApprovalKind.CREDIT


def _people_and_a_call(desk: Desk) -> tuple[int, int, int, int]:
    """An agent, two supervisors, and the agent's call; the agent, one supervisor and the manager have PINs."""
    agent = staff(desk, Role.AGENT, "Ann Agent")
    supervisor = staff(desk, Role.SUPERVISOR, "Sue Supervisor")
    colleague = staff(desk, Role.SUPERVISOR, "Sol Supervisor")
    for number in (agent, supervisor, 1):
        with desk.work.own() as session:
            pins.set_pin(session, number, pins.hashed(PIN), desk.clock.now())
    desk.sign_in(agent)
    return agent, supervisor, colleague, log(desk).id


class Floor:
    """A call of an agent, with a supervisor and two managers in the house; the agent is signed in."""

    def __init__(self, desk: Desk, agent: int, supervisor: int, colleague: int, call: int) -> None:
        self.desk, self.agent, self.supervisor, self.colleague, self.call = desk, agent, supervisor, colleague, call
        self.manager = 1
        desk.sign_in(agent)

    def ask(self, amount: int | None = 120_00, kind: ApprovalKind = REFUND, **more: object) -> ApprovalView:
        return self.desk.approvals.ask(AskApproval(self.call, kind, amount, "Charged twice", **more)).value  # type: ignore[arg-type]

    def by_phone(self, number: int, staff_id: int | None = None, granted: bool = True, **more: str) -> ApprovalView:
        who = self.supervisor if staff_id is None and "outside" not in more else staff_id
        return self.desk.approvals.answer(number, ApprovalAnswer(granted, who, **more)).value

    def one(self, number: int) -> ApprovalView:
        return next(one for one in self.desk.approvals.of_call(self.call) if one.id == number)

    def title(self, kind: str) -> str:
        return event_wording.event_title(last(self.desk, self.call, kind))

    def words(self, kind: str) -> str:
        return event_wording.event_words(last(self.desk, self.call, kind), "UTC", at(10))


@pytest.fixture
def desk_file(played: Played, tmp_path: Path, quick_pins: None) -> Path:
    file, _numbers = played(_people_and_a_call)
    return Path(shutil.copy(file, tmp_path / "desk.db"))


@pytest.fixture
def floor(played: Played, desk: Desk) -> Floor:
    _file, numbers = played(_people_and_a_call)
    return Floor(desk, *numbers)


@pytest.fixture
def other(floor: Floor, desk_file, clock: FixedClock) -> Iterator[Desk]:
    """The same file on another workstation, where the colleague works."""
    other = Desk(desk_file, clock, staff_id=floor.colleague).open()
    yield other
    other.close()


def refused(act: Callable[[], object]) -> DeskError:
    with pytest.raises(DeskError) as caught:
        act()
    return caught.value


def fields(act: Callable[[], object]) -> dict[str, str]:
    error = refused(act)
    assert isinstance(error, Invalid), error
    return error.fields


# "An amount above one's limit needs an approval by someone above"


def test_an_amount_above_ones_limit_needs_an_approval_by_someone_above(floor: Floor) -> None:
    asked = floor.ask(50_01)
    assert (asked.state, asked.needs, asked.asked_by) == (ApprovalState.ASKED, Level.SUPERVISOR, "Ann Agent")
    assert floor.title("approval_asked") == "Approval asked: Refund £50.01"
    assert floor.words("approval_asked") == "Charged twice · needs a supervisor"
    assert fields(lambda: floor.ask(50_00)) == {"amount": "within_own_limit"}


@pytest.mark.parametrize(
    ("kind", "amount", "needs"),
    [
        (REFUND, 500_00, Level.SUPERVISOR),
        (REFUND, 500_01, Level.MANAGER),
        (CREDIT, 5_000_00, Level.MANAGER),
        (CREDIT, 5_000_01, Level.OUTSIDE),
        (ApprovalKind.POLICY_EXCEPTION, None, Level.SUPERVISOR),
        (ApprovalKind.CONTRACT_CHANGE, None, Level.MANAGER),
    ],
)
def test_what_is_asked_says_the_lowest_level_that_may_decide_it(floor: Floor, kind, amount, needs) -> None:
    assert floor.ask(amount, kind).needs is needs


def test_someone_above_grants_or_refuses_it_signed_in(floor: Floor) -> None:
    granted, no = floor.ask(), floor.ask(130_00)
    floor.desk.sign_in(floor.supervisor)
    floor.desk.approvals.grant(granted.id, "Good customer")
    floor.desk.approvals.refuse(no.id, "Not proven")
    assert [(one.state, one.means, one.decided_by) for one in floor.desk.approvals.of_call(floor.call)] == [
        (ApprovalState.GRANTED, ApprovalMeans.SIGNED_IN, "Sue Supervisor"),
        (ApprovalState.REFUSED, ApprovalMeans.SIGNED_IN, "Sue Supervisor"),
    ]
    assert floor.title("approval_granted") == "Refund £120.00 granted by Sue Supervisor"
    assert floor.title("approval_refused") == "Refund £130.00 refused by Sue Supervisor"
    assert floor.words("approval_refused") == "Not proven"
    assert last(floor.desk, floor.call, "approval_granted").by == "Sue Supervisor"


def test_an_amount_beyond_the_supervisor_is_not_theirs_to_decide(floor: Floor) -> None:
    asked = floor.ask(500_01)
    floor.desk.sign_in(floor.supervisor)
    error = refused(lambda: floor.desk.approvals.grant(asked.id))
    assert (error.code, error.values["needs"]) == ("approval_beyond", "manager")
    floor.desk.sign_in(floor.manager)
    assert floor.desk.approvals.grant(asked.id).value.state is ApprovalState.GRANTED


def test_an_agent_decides_nothing(floor: Floor) -> None:
    asked = floor.ask()
    floor.desk.sign_in(staff(floor.desk, Role.AGENT, "Abe"))
    for act in (floor.desk.approvals.grant, lambda number: floor.desk.approvals.refuse(number, "no")):
        assert refused(lambda act=act: act(asked.id)).code == "role_too_low"
    assert floor.one(asked.id).state is ApprovalState.ASKED


def test_limits_of_the_day_of_the_decision_count_but_never_makes_a_colleague_somebody_above(floor: Floor) -> None:
    desk = floor.desk
    desk.sign_in(floor.supervisor)
    asked = floor.ask(700_00)
    desk.sign_in(floor.manager)
    raised = desk.approvals.limits()
    limits = {level: dict(of) for level, of in raised.limits.items()}
    limits[Level.SUPERVISOR][REFUND] = 900_00
    desk.approvals.save_limits(SaveAuthority(limits, "£"))
    desk.sign_in(floor.colleague)
    assert refused(lambda: desk.approvals.grant(asked.id)).code == "approval_beyond"
    desk.sign_in(floor.manager)
    assert desk.approvals.grant(asked.id).value.needs is Level.MANAGER


# "not by oneself"


def test_nobody_approves_their_own_not_signed_in_not_by_pin_not_by_phone_not_by_confirming(floor: Floor) -> None:
    desk = floor.desk
    desk.sign_in(floor.manager)
    asked = floor.ask(6_000_00)
    assert refused(lambda: desk.approvals.grant(asked.id)).code == "approval_own"
    assert refused(lambda: desk.approvals.refuse(asked.id, "no")).code == "approval_own"
    for pin in (PIN, None):
        answer = ApprovalAnswer(True, floor.manager, pin=pin)
        assert fields(lambda answer=answer: desk.approvals.answer(asked.id, answer)) == {"staff_id": "oneself_decides"}
    floor.by_phone(asked.id, outside="Head office, Jo")
    assert refused(lambda: desk.approvals.confirm(asked.id, "Mail of today")).code == "approval_own"
    assert floor.one(asked.id).unconfirmed


def test_the_database_itself_refuses_an_approval_by_oneself(floor: Floor, desk_file) -> None:
    from sqlalchemy import text
    from sqlalchemy.exc import IntegrityError

    asked = floor.ask()
    sql = "UPDATE approval SET state = 'granted', means = 'pin', decided_at = 1, decided_by_id = asked_by_id"
    with pytest.raises((IntegrityError, DeskError)), floor.desk.work.own() as session:
        session.execute(text(sql))
    assert floor.one(asked.id).state is ApprovalState.ASKED


# "by their PIN on the spot"


def test_someone_above_grants_by_their_pin_on_the_spot(floor: Floor) -> None:
    asked = floor.ask()
    granted = floor.desk.approvals.answer(asked.id, ApprovalAnswer(True, floor.supervisor, pin=PIN)).value
    assert (granted.state, granted.means, granted.unconfirmed) == (ApprovalState.GRANTED, ApprovalMeans.PIN, False)
    line = last(floor.desk, floor.call, "approval_granted")
    assert line.by == "Sue Supervisor"
    assert floor.words("approval_granted") == "by their PIN, at the workstation of Ann Agent"
    assert floor.desk.work.staff_id == floor.agent


def test_asked_and_granted_on_the_spot_is_one_act(floor: Floor) -> None:
    granted = floor.ask(answer=ApprovalAnswer(True, floor.supervisor, pin=PIN, words="Fine"))
    assert granted.state is ApprovalState.GRANTED
    assert kinds(floor.desk, floor.call)[-2:] == ["approval_asked", "approval_granted"]


def test_a_wrong_pin_grants_nothing_asks_nothing_and_is_counted(floor: Floor, desk_file) -> None:
    before = kinds(floor.desk, floor.call)
    error = refused(lambda: floor.ask(answer=ApprovalAnswer(True, floor.supervisor, pin="0000")))
    assert error.code == "pin_wrong"
    assert floor.desk.approvals.of_call(floor.call) == ()
    assert kinds(floor.desk, floor.call) == before
    assert rows(desk_file, "SELECT failed FROM staff_pin WHERE staff_id = ?", floor.supervisor) == [(1,)]


def test_the_pin_of_somebody_without_the_authority_grants_nothing(floor: Floor) -> None:
    asked = floor.ask(500_01)
    answer = ApprovalAnswer(True, floor.supervisor, pin=PIN)
    assert fields(lambda: floor.desk.approvals.answer(asked.id, answer)) == {"staff_id": "too_little_authority"}
    assert fields(lambda: floor.desk.approvals.answer(asked.id, ApprovalAnswer(True, None, pin=PIN))) == {
        "staff_id": "missing"
    }


def test_a_pin_stands_in_no_line_of_the_timeline_and_in_no_repr(floor: Floor, desk_file) -> None:
    answer = ApprovalAnswer(True, floor.supervisor, pin=PIN)
    floor.ask(answer=answer)
    assert PIN not in repr(answer)
    assert PIN not in str(everything(desk_file))


# "by phone", "stays marked unconfirmed until they confirm it"


def test_an_approval_by_phone_stays_marked_unconfirmed_until_they_confirm_it(floor: Floor) -> None:
    told = floor.by_phone(floor.ask().id, words="She is on the road")
    assert (told.standing, told.unconfirmed) == ("granted_unconfirmed", True)
    assert floor.title("approval_granted") == "Refund £120.00 granted by phone by Sue Supervisor, unconfirmed"
    floor.desk.sign_in(floor.supervisor)
    assert [one.id for one in floor.desk.approvals.open()] == [told.id]
    confirmed = floor.desk.approvals.confirm(told.id, "Yes, I said so").value
    assert (confirmed.standing, confirmed.confirmed_by) == ("granted", "Sue Supervisor")
    assert floor.title("approval_confirmed") == "Refund £120.00: granted by phone, confirmed by Sue Supervisor"
    assert floor.desk.approvals.open() == ()


@pytest.mark.parametrize("who", ["agent", "colleague", "manager"])
def test_nobody_but_they_confirm_or_deny_what_they_said_by_phone(floor: Floor, who: str) -> None:
    told = floor.by_phone(floor.ask().id)
    floor.desk.sign_in(getattr(floor, who))
    for act in (floor.desk.approvals.confirm, floor.desk.approvals.deny):
        error = refused(lambda act=act: act(told.id))
        assert (error.code, error.values["name"]) == ("approval_not_yours", "Sue Supervisor")
    assert floor.one(told.id).unconfirmed


def test_they_confirm_by_their_pin_at_somebody_elses_workstation(floor: Floor) -> None:
    told = floor.by_phone(floor.ask().id)
    assert refused(lambda: floor.desk.approvals.confirm(told.id, pin="0000")).code == "pin_wrong"
    confirmed = floor.desk.approvals.confirm(told.id, pin=PIN).value
    assert (confirmed.standing, confirmed.confirmed_by) == ("granted", "Sue Supervisor")
    assert last(floor.desk, floor.call, "approval_confirmed").by == "Sue Supervisor"


def test_when_that_person_says_it_was_not_so_it_is_refused(floor: Floor) -> None:
    told = floor.by_phone(floor.ask().id)
    floor.desk.sign_in(floor.supervisor)
    denied = floor.desk.approvals.deny(told.id, "I said I would look at it").value
    assert (denied.standing, denied.words) == ("refused", "I said I would look at it")
    assert floor.title("approval_denied") == "Refund £120.00: not granted, says Sue Supervisor"


def test_when_they_say_that_they_did_not_refuse_it_is_asked_again(floor: Floor) -> None:
    told = floor.by_phone(floor.ask().id, granted=False, words="No, she says")
    assert told.standing == "refused_unconfirmed"
    again = floor.desk.approvals.deny(told.id, pin=PIN).value
    assert (again.standing, again.decided_by, again.means) == ("asked", "", None)


def test_for_somebody_outside_a_manager_confirms_and_says_where_it_is_in_writing(floor: Floor) -> None:
    desk = floor.desk
    asked = floor.ask(6_000_00)
    told = floor.by_phone(asked.id, outside="Head office, Jo")
    assert (told.decided_by, told.decided_by_id, told.unconfirmed) == ("Head office, Jo", None, True)
    desk.sign_in(floor.supervisor)
    assert refused(lambda: desk.approvals.confirm(told.id, "Mail")).code == "role_too_low"
    assert refused(lambda: desk.approvals.confirm(told.id, "Mail", pin=PIN)).code == "approval_outside"
    desk.sign_in(floor.manager)
    assert fields(lambda: desk.approvals.confirm(told.id, " ")) == {"words": "missing"}
    confirmed = desk.approvals.confirm(told.id, "Mail of 16 Nov").value
    assert (confirmed.standing, confirmed.confirmed_by) == ("granted", "Manager")
    assert floor.words("approval_confirmed") == "said by Head office, Jo · Mail of 16 Nov"


def test_what_outside_never_said_a_manager_denies(floor: Floor) -> None:
    told = floor.by_phone(floor.ask(6_000_00).id, outside="Head office")
    floor.desk.sign_in(floor.manager)
    denied = floor.desk.approvals.deny(told.id, "They know of nothing").value
    assert (denied.standing, denied.unconfirmed) == ("refused", False)
    assert floor.desk.approvals.open() == ()


def test_who_answers_by_phone_must_be_named_and_is_not_the_one_who_writes_it_down(floor: Floor) -> None:
    asked = floor.ask()
    assert fields(lambda: floor.by_phone(asked.id, outside="  ")) == {"outside": "missing"}
    floor.desk.sign_in(floor.supervisor)
    assert fields(lambda: floor.by_phone(asked.id)) == {"staff_id": "oneself_by_phone"}
    floor.desk.work.staff_id = 1
    floor.desk.site.save_staff(SaveStaff("Sue Supervisor", Role.SUPERVISOR, active=False, id=floor.supervisor))
    assert fields(lambda: floor.by_phone(asked.id)) == {"staff_id": "staff_gone"}


# "Nothing is shown as granted without"


def test_nothing_is_shown_as_granted_without_somebody_who_granted_it(floor: Floor) -> None:
    asked = floor.ask()
    no = floor.by_phone(floor.ask(130_00).id, granted=False, words="No")
    shown = floor.desk.overview.call(floor.call).approvals
    assert [one.standing for one in shown] == ["asked", "refused_unconfirmed"]
    assert not any("granted" in event.kind for event in floor.desk.overview.call(floor.call).events)
    assert (asked.decided_by, no.confirmed_at) == ("", None)


# Conflicts, bad input, taking back


def test_of_two_supervisors_who_decide_at_once_the_later_one_sees_the_first(
    floor: Floor, other: Desk, desk_file
) -> None:
    asked = floor.ask()
    floor.desk.sign_in(floor.supervisor)
    floor.desk.approvals.grant(asked.id, "Fine")
    before = everything(desk_file)
    for act in (
        lambda: other.approvals.refuse(asked.id, "No"),
        lambda: other.approvals.grant(asked.id),
        lambda: other.approvals.withdraw(asked.id),
    ):
        error = refused(act)
        assert isinstance(error, Conflict)
        newer = error.values["newer"]
        assert (newer.state, newer.decided_by, newer.words) == (ApprovalState.GRANTED, "Sue Supervisor", "Fine")
    assert everything(desk_file) == before


def test_what_is_confirmed_is_not_confirmed_or_denied_again(floor: Floor) -> None:
    told = floor.by_phone(floor.ask().id)
    floor.desk.approvals.confirm(told.id, pin=PIN)
    for act in (floor.desk.approvals.confirm, floor.desk.approvals.deny):
        assert isinstance(refused(lambda act=act: act(told.id, pin=PIN)), Conflict)


@pytest.mark.parametrize(
    ("kind", "amount", "reason", "wrong"),
    [
        (REFUND, None, "r", {"amount": "missing"}),
        (REFUND, -1, "r", {"amount": "below_zero"}),
        (REFUND, 10**12, "r", {"amount": "out_of_range"}),
        (ApprovalKind.POLICY_EXCEPTION, 1, "r", {"amount": "no_amount_of_this"}),
        (REFUND, 120_00, " \n", {"reason": "missing"}),
        (REFUND, 50_00, "", {"reason": "missing", "amount": "within_own_limit"}),
    ],
    ids=["no amount", "below zero", "too much", "an amount of an exception", "no reason", "within and no reason"],
)
def test_bad_input_is_refused_by_field(floor: Floor, desk_file, kind, amount, reason, wrong) -> None:
    before = everything(desk_file)
    assert fields(lambda: floor.desk.approvals.ask(AskApproval(floor.call, kind, amount, reason))) == wrong
    assert everything(desk_file) == before


def test_the_same_is_not_asked_twice_while_nobody_has_answered(floor: Floor) -> None:
    first = floor.ask()
    assert fields(floor.ask) == {"amount": "asked_already"}
    floor.desk.approvals.withdraw(first.id, "Found a credit note")
    assert floor.ask().state is ApprovalState.ASKED
    assert floor.title("approval_withdrawn") == "Approval taken back: Refund £120.00"
    assert floor.words("approval_withdrawn") == "Found a credit note"


def test_whoever_asked_takes_it_back_or_a_supervisor_and_nobody_else(floor: Floor) -> None:
    asked = floor.ask()
    floor.desk.sign_in(staff(floor.desk, Role.AGENT, "Abe"))
    assert refused(lambda: floor.desk.approvals.withdraw(asked.id)).code == "approval_not_yours"
    floor.desk.sign_in(floor.supervisor)
    assert floor.desk.approvals.withdraw(asked.id).value.state is ApprovalState.WITHDRAWN


def test_a_refusal_says_why(floor: Floor) -> None:
    asked = floor.ask()
    answer = ApprovalAnswer(False, floor.supervisor, pin=PIN)
    assert fields(lambda: floor.desk.approvals.answer(asked.id, answer)) == {"words": "missing"}
    floor.desk.sign_in(floor.supervisor)
    assert fields(lambda: floor.desk.approvals.refuse(asked.id, " ")) == {"words": "missing"}


def test_an_amount_keeps_the_currency_in_which_it_was_asked(floor: Floor) -> None:
    asked = floor.ask()
    floor.desk.sign_in(floor.manager)
    floor.desk.approvals.save_limits(SaveAuthority(floor.desk.approvals.limits().limits, "EUR"))
    assert floor.one(asked.id).currency == "£"
    floor.desk.approvals.grant(asked.id)
    assert floor.title("approval_granted") == "Refund £120.00 granted by Manager"


def test_what_was_told_by_phone_is_confirmed_though_the_call_is_closed_meanwhile(floor: Floor) -> None:
    from scene import YES

    from deskapp.services.calls.acts import ResolveCall

    told = floor.by_phone(floor.ask().id)
    asked = floor.ask(130_00)
    floor.desk.calls.resolve(ResolveCall(floor.call, "s", YES))
    floor.desk.sign_in(floor.supervisor)
    assert [one.id for one in floor.desk.approvals.open()] == [told.id]
    assert floor.desk.approvals.confirm(told.id).value.standing == "granted"
    assert floor.one(asked.id).standing == "asked"


def test_what_is_not_there_is_not_found(floor: Floor) -> None:
    for act in (floor.desk.approvals.withdraw, floor.desk.approvals.confirm):
        assert isinstance(refused(lambda act=act: act(99)), NotFound)
    assert isinstance(refused(lambda: floor.desk.approvals.of_call(99)), NotFound)


def test_any_text_is_kept_as_it_was_typed(floor: Floor) -> None:
    said = "ض" * 3000 + " 👩‍👩‍👧 {x} <b>\n%s"
    asked = floor.desk.approvals.ask(AskApproval(floor.call, REFUND, 120_00, said)).value
    assert asked.reason == said
    told = floor.by_phone(asked.id, outside="«Ω» & [Söhne]", words=said)
    assert (told.decided_by, told.words) == ("«Ω» & [Söhne]", said)


# The list of those who decide


def test_the_list_holds_what_is_asked_for_open_calls_then_what_is_unconfirmed(floor: Floor) -> None:
    told = floor.by_phone(floor.ask(130_00).id)
    asked = floor.ask()
    floor.desk.sign_in(floor.supervisor)
    found = floor.desk.approvals.open()
    assert [one.id for one in found] == [asked.id, told.id]
    assert (found[0].ref, found[0].customer) == ("C-00001", "Ada Lovelace")


def test_an_agent_does_not_read_the_list(floor: Floor) -> None:
    assert refused(floor.desk.approvals.open).code == "role_too_low"


# The sign "beyond the agent's authority"


def test_what_is_asked_and_not_granted_is_a_sign_to_escalate_hierarchically(floor: Floor) -> None:
    asked = floor.ask()
    assert "beyond_authority" in floor.desk.lists.calls("open")[0].signs
    start = floor.desk.overview.escalation_start(floor.call)
    sign = next(one for one in start.signs if one.code == "beyond_authority")
    assert sign.values == {"kind": REFUND, "amount": 120_00, "currency": "£"}
    suggests = next(one.suggests for one in start.triggers if one.code == "beyond_authority")
    assert suggests == (EscalationType.HIERARCHICAL,)
    floor.desk.approvals.answer(asked.id, ApprovalAnswer(True, floor.supervisor, pin=PIN))
    assert "beyond_authority" not in floor.desk.lists.calls("open")[0].signs


# Together with an escalation


def test_an_approval_is_asked_in_the_same_act_as_the_escalation(floor: Floor) -> None:
    boss = contact(floor.desk, "Grace Hopper").id
    act = passing_on(floor.call, boss, types=(EscalationType.HIERARCHICAL,), handoff=PASSED_ON)
    ask = AskApproval(floor.call, REFUND, 120_00, "Charged twice", ApprovalAnswer(True, floor.supervisor, pin=PIN))
    floor.desk.escalations.escalate(replace(act, approval=ask))
    assert [one.standing for one in floor.desk.approvals.of_call(floor.call)] == ["granted"]
    assert kinds(floor.desk, floor.call)[-3:] == ["approval_asked", "approval_granted", "escalated"]


def test_an_approval_that_is_refused_leaves_the_escalation_undone(floor: Floor, desk_file) -> None:
    boss = contact(floor.desk, "Grace Hopper").id
    act = passing_on(floor.call, boss, types=(EscalationType.HIERARCHICAL,))
    before = everything(desk_file)
    ask = AskApproval(floor.call, REFUND, 40_00, "")
    wrong = fields(lambda: floor.desk.escalations.escalate(replace(act, approval=ask)))
    assert wrong == {"amount": "within_own_limit", "reason": "missing"}
    assert everything(desk_file) == before


def test_nobody_asks_for_a_call_that_is_over(floor: Floor) -> None:
    from scene import YES

    from deskapp.services.calls.acts import ResolveCall

    floor.desk.calls.resolve(ResolveCall(floor.call, "s", YES))
    error = refused(floor.ask)
    assert isinstance(error, NotAllowed)
    assert error.code == "call_state"
