"""Any order of asking, deciding, telling by phone, confirming and taking back, against a plain model."""

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from long_runs import examples
from scene import MONDAY_TEN, log, staff

from deskapp.desk import Desk
from deskapp.domain.authority import is_above, level_of, may
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError, Invalid
from deskapp.domain.words import AMOUNTS, ApprovalKind, Level, Role
from deskapp.services.approvals.acts import ApprovalAnswer, AskApproval

#: By id; the manager made the desk.
PEOPLE = {1: Role.MANAGER, 2: Role.AGENT, 3: Role.AGENT, 4: Role.SUPERVISOR, 5: Role.SUPERVISOR}
WHO = st.sampled_from(sorted(PEOPLE))
AMOUNT = st.sampled_from([50_00, 50_01, 500_00, 500_01, 5_000_00, 5_000_01])


@dataclass
class Asked:
    """What the model knows of an approval."""

    asker: int
    kind: ApprovalKind
    amount: int | None
    standing: str = "asked"
    #: None: somebody outside, or nobody yet.
    decider: int | None = None


class Approvals(RuleBasedStateMachine):
    """Each act is done by the desk and by the model, which says beforehand whether it is allowed."""

    asked = Bundle("asked")
    file: Path

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        path = self.folder / "desk.db"
        shutil.copyfile(self.file, path)
        self.desk = Desk(path, FixedClock(MONDAY_TEN), staff_id=1).open()
        for number, role in PEOPLE.items():
            if number != 1:
                assert staff(self.desk, role, f"Person {number}") == number
        self.call = log(self.desk).id
        self.limits = self.desk.approvals.limits().limits
        self.model: dict[int, Asked] = {}

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.close()
            shutil.rmtree(self.folder)

    def _above(self, person: int, one: Asked) -> bool:
        level, asker = level_of(PEOPLE[person]), level_of(PEOPLE[one.asker])
        return person != one.asker and is_above(level, asker) and may(level, one.kind, one.amount, self.limits)

    def _try(self, person: int, act, allowed: bool) -> bool:  # type: ignore[no-untyped-def]
        self.desk.sign_in(person)
        try:
            act(self.desk.approvals)
        except DeskError:
            assert not allowed
            return False
        assert allowed
        return True

    @rule(target=asked, who=WHO, kind=st.sampled_from(ApprovalKind), amount=AMOUNT)
    def ask(self, who: int, kind: ApprovalKind, amount: int) -> int:
        money = amount if kind in AMOUNTS else None
        twice = any((o.kind, o.amount, o.standing) == (kind, money, "asked") for o in self.model.values())
        needed = not may(level_of(PEOPLE[who]), kind, money, self.limits)
        self.desk.sign_in(who)
        try:
            number = self.desk.approvals.ask(AskApproval(self.call, kind, money, "r")).value.id
        except Invalid:
            assert twice or not needed
            return 0
        assert needed
        assert not twice
        self.model[number] = Asked(who, kind, money)
        return number

    @rule(number=asked, who=WHO, granted=st.booleans())
    def decide(self, number: int, who: int, granted: bool) -> None:
        one = self.model.get(number)
        if one is None:
            return
        allowed = one.standing == "asked" and self._above(who, one)
        act = (lambda a: a.grant(number)) if granted else (lambda a: a.refuse(number, "no"))
        if self._try(who, act, allowed):
            one.standing, one.decider = "granted" if granted else "refused", who

    @rule(number=asked, who=WHO, said_by=st.none() | WHO, granted=st.booleans())
    def tell_by_phone(self, number: int, who: int, said_by: int | None, granted: bool) -> None:
        one = self.model.get(number)
        if one is None:
            return
        fits = said_by is None or (said_by != who and self._above(said_by, one))
        answer = ApprovalAnswer(granted, said_by, "" if said_by else "Head office", words="so they say")
        if self._try(who, lambda a: a.answer(number, answer), one.standing == "asked" and fits):
            one.standing = "granted_unconfirmed" if granted else "refused_unconfirmed"
            one.decider = said_by

    @rule(number=asked, who=WHO, so=st.booleans())
    def confirm_or_deny(self, number: int, who: int, so: bool) -> None:
        one = self.model.get(number)
        if one is None:
            return
        theirs = who == one.decider if one.decider else PEOPLE[who] is Role.MANAGER and who != one.asker
        allowed = one.standing.endswith("_unconfirmed") and theirs
        act = (lambda a: a.confirm(number, "w")) if so else (lambda a: a.deny(number, "w"))
        if not self._try(who, act, allowed):
            return
        told = one.standing.removesuffix("_unconfirmed")
        if so:
            one.standing = told
        elif told == "granted":
            one.standing = "refused"
        else:
            one.standing, one.decider = "asked", None

    @rule(number=asked, who=WHO)
    def take_back(self, number: int, who: int) -> None:
        one = self.model.get(number)
        if one is None:
            return
        allowed = one.standing == "asked" and (who == one.asker or PEOPLE[who] is not Role.AGENT)
        if self._try(who, lambda a: a.withdraw(number), allowed):
            one.standing = "withdrawn"

    @invariant()
    def the_desk_says_what_the_model_says(self) -> None:
        if not hasattr(self, "model"):
            return
        self.desk.sign_in(1)
        found = {one.id: one for one in self.desk.approvals.of_call(self.call)}
        assert {number: one.standing for number, one in found.items()} == {
            number: one.standing for number, one in self.model.items()
        }
        for number, one in found.items():
            if one.standing == "granted":
                # By somebody above who may, or outside; confirmed where it was told by phone; never by whoever asked.
                assert one.decided_by
                assert one.decided_by_id != one.asked_by_id
                assert one.decided_by_id is None or self._above(one.decided_by_id, self.model[number])
                assert one.decided_by_id is not None or one.confirmed_by
                assert one.confirmed_by != one.asked_by
            assert is_above(one.needs, Level.AGENT)
        open_now = {"asked", "granted_unconfirmed", "refused_unconfirmed"}
        expected = {number for number, one in self.model.items() if one.standing in open_now}
        assert {one.id for one in self.desk.approvals.open()} == expected
        asks = any(one.standing == "asked" for one in self.model.values())
        assert ("beyond_authority" in self.desk.lists.calls("open")[0].signs) == asks


@pytest.fixture
def machine(blank_desk: Path) -> type[Approvals]:
    class Machine(Approvals):
        file = blank_desk

    return Machine


def test_whatever_people_do_nothing_is_granted_without_somebody_above(machine: type[Approvals]) -> None:
    """RULES.md, "Authority": nothing is shown as granted that nobody granted."""
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=examples(12),
            stateful_step_count=25,
            database=None,
        ),
    )
