"""Random lives of several calls of a few customers: the tables come to what a plain recount does after any acts."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import plain_recount
import pytest
from long_runs import LONG_RUNS
from plain_recount import Record
from scene import NO, YES, contact, escalate, log

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError
from deskapp.domain.measures.kinds import Measure
from deskapp.domain.measures.periods import between
from deskapp.domain.words import Channel, EscalationType, Impact, PauseReason, Priority, Role, Tone, Urgency, VoidReason
from deskapp.services.calls.acts import (
    ContactCustomer,
    EditCall,
    GiveCall,
    KeepPromise,
    LapseCall,
    MovePromise,
    PauseCall,
    PromiseCallBack,
    RateCall,
    Reassign,
    RecordAgreement,
    ReopenCall,
    ResolveCall,
    RestoreCall,
    ResumeCall,
    SetPriority,
    VoidCall,
)
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.escalations.acts import (
    AcceptEscalation,
    HearFromContact,
    RefuseEscalation,
    ReturnEscalation,
    WithdrawEscalation,
)
from deskapp.services.site.acts import SaveSite
from deskapp.services.staff.acts import SaveStaff

ACTS = 500 if LONG_RUNS else 150
#: So many acts between two recounts.
BETWEEN = 10
ZONES = ("Europe/Berlin", "Pacific/Auckland", "America/St_Johns", "UTC")
_COME_TO_AN_END = 3


class Lives:
    """A desk with a few customers and contacts, and acts of all kinds on whichever calls there are."""

    def __init__(self, desk: Desk, clock: FixedClock, seed: int) -> None:
        self.desk, self.clock, self.random = desk, clock, random.Random(seed)
        self.people = [contact(desk, "Grace").id, contact(desk, "Inks", agreed_response=timedelta(hours=1)).id]
        self.customers = [
            desk.directory.save_customer(SaveCustomer(f"Customer {n}", phones=(f"020 7946 095{n}",))).value.id
            for n in range(4)
        ]
        self.staff = [1, desk.site.save_staff(SaveStaff("Sam", Role.AGENT)).value.id]
        self.merges: list[int] = []
        self.done = self.refused = 0

    def act(self) -> None:
        acts: list[Callable[[int], object]] = [
            *(self._log, self._end, self._end, self._escalate, self._escalate, self._answer, self._answer),
            *(self._talk, self._pause, self._resolve, self._agree, self._reopen, self._void, self._restore),
            *(self._rate, self._priority, self._edit, self._give, self._reassign, self._promise, self._kept),
            *(self._lapse, self._merge, self._undo_merge, self._zone),
        ]
        weights = [4, *[2] * (len(acts) - 4), *[1] * 3]
        chosen = self.random.choices(acts, weights)[0]
        calls = self._calls()
        self.clock.advance(self.random.choice([timedelta(minutes=5), timedelta(hours=3), timedelta(hours=30)]))
        try:
            chosen(self.random.choice(calls) if calls else log(self.desk).id)
            self.done += 1
        except DeskError:
            # What has no place now is refused, and changes nothing: that is looked at like any other act.
            self.refused += 1

    def _calls(self) -> list[int]:
        with self.desk.work.read() as session:
            return [row[0] for row in session.connection().exec_driver_sql("SELECT id FROM call ORDER BY id")]

    def _version(self, call_id: int) -> int:
        return self.desk.overview.call(call_id).version

    def _log(self, _call: int) -> None:
        channel = self.random.choice([Channel.PHONE, Channel.EMAIL])
        whose = self.random.choice(self.customers)
        log(self.desk, customer_id=whose, channel=channel, category_id=self.random.choice([None, 1, 2]))

    def _end(self, call: int) -> None:
        self.desk.calls.resolve(ResolveCall(call, "Cable", self.random.choice([YES, YES, NO])))

    def _resolve(self, call: int) -> None:
        self.desk.calls.resolve(ResolveCall(call, "Cable"))

    def _agree(self, call: int) -> None:
        answer = replace(YES, satisfaction=self.random.choice([None, 2, 5])) if self.random.random() < 0.7 else NO
        self.desk.calls.agree(RecordAgreement(call, answer))

    def _escalate(self, call: int) -> None:
        if self.random.random() < 0.2:
            raising = {"types": (EscalationType.PRIORITY,), "handoff": {}, "consent": None, "transfer": None}
            escalate(self.desk, call, None, **raising, priority=Priority.P1, priority_reason="The board")
            return
        types = self.random.choice([(EscalationType.FUNCTIONAL,), (EscalationType.HIERARCHICAL,)])
        estimate = self.random.choice([None, timedelta(hours=2)])
        made = escalate(self.desk, call, self.random.choice(self.people), types=types, estimate=estimate)
        if self.random.random() < 0.3:
            self.clock.advance(timedelta(seconds=5))
            self.desk.escalations.withdraw(WithdrawEscalation(made.id, "Undone"))

    def _answer(self, _call: int) -> None:
        out = self.desk.escalations.out()
        if out:
            one = self.random.choice(out).escalation.id
            answers: list[Callable[[], object]] = [
                lambda: self.desk.escalations.accept(AcceptEscalation(one)),
                lambda: self.desk.escalations.hear(HearFromContact(one, "Part ordered", estimate=timedelta(hours=1))),
                lambda: self.desk.escalations.refuse(RefuseEscalation(one, "No")),
                lambda: self.desk.escalations.withdraw(WithdrawEscalation(one, "No")),
                *[lambda: self.desk.escalations.give_back(ReturnEscalation(one, "Replaced"))] * _COME_TO_AN_END,
            ]
            self.random.choice(answers)()

    def _talk(self, call: int) -> None:
        self.desk.calls.contact_customer(ContactCustomer(call, self.random.random() < 0.7))

    def _pause(self, call: int) -> None:
        if self.random.random() < 0.5:
            self.desk.calls.resume(ResumeCall(call))
        else:
            self.desk.calls.pause(PauseCall(call, self.random.choice([PauseReason.CUSTOMER, PauseReason.OTHER])))

    def _reopen(self, call: int) -> None:
        self.desk.calls.reopen(ReopenCall(call, "Back again"))

    def _void(self, call: int) -> None:
        self.desk.calls.void(VoidCall(call, VoidReason.IN_ERROR, words="A wrong number"))

    def _restore(self, call: int) -> None:
        self.desk.calls.restore(RestoreCall(call, "It was one after all"))

    def _rate(self, call: int) -> None:
        self.desk.calls.rate(RateCall(call, self.random.randint(1, 5)))

    def _priority(self, call: int) -> None:
        urgency = self.random.choice(list(Urgency))
        self.desk.calls.set_priority(SetPriority(call, self.random.choice(list(Impact)), urgency))

    def _edit(self, call: int) -> None:
        category = self.random.choice([None, 1, 2, 3])
        self.desk.calls.edit(EditCall(call, self._version(call), "Noise", "", "", "", Tone.CALM, category, None))

    def _give(self, call: int) -> None:
        self.desk.calls.give(GiveCall(call, self.random.choice(self.customers), "It is theirs"))

    def _reassign(self, call: int) -> None:
        self.desk.calls.reassign(Reassign((call,), self.random.choice(self.staff), "On leave"))

    def _promise(self, call: int) -> None:
        self.desk.promises.call_back(PromiseCallBack(call, self.clock.now() + timedelta(hours=2)))

    def _kept(self, _call: int) -> None:
        promises = self.desk.promises.open()
        if promises and self.random.random() < 0.5:
            self.desk.promises.keep(KeepPromise(self.random.choice(promises).id))
        elif promises:
            later = self.clock.now() + timedelta(hours=5)
            self.desk.promises.move(MovePromise(self.random.choice(promises).id, later, "Later"))

    def _lapse(self, call: int) -> None:
        for _attempt in range(3):
            self.desk.calls.contact_customer(ContactCustomer(call, False))
            self.clock.advance(timedelta(days=1))
        self.desk.calls.lapse(LapseCall(call, "Nobody answers"))

    def _merge(self, _call: int) -> None:
        keep, other = (self.desk.directory.customer(one) for one in self.random.sample(self.customers, 2))
        self.merges.append(self.desk.directory.merge_customers(keep, other).value.id)

    def _undo_merge(self, _call: int) -> None:
        if self.merges:
            self.desk.directory.undo_customer_merge(self.merges.pop())

    def _zone(self, _call: int) -> None:
        site = self.desk.facts().site
        zone = self.random.choice(ZONES)
        self.desk.site.save_site(SaveSite(site.name, "", "", zone, site.paper, "en", False, False, False, site.version))
        self.desk.steps.finish()


@pytest.mark.long
@pytest.mark.parametrize("seed", range(6 if LONG_RUNS else 2))
def test_after_any_acts_the_tables_come_to_what_a_plain_recount_does(desk: Desk, clock: FixedClock, seed: int) -> None:
    lives = Lives(desk, clock, seed)
    begun = clock.now().date() - timedelta(days=2)
    for number in range(1, ACTS + 1):
        lives.act()
        if number % BETWEEN == 0:
            so_far = between(begun, clock.now().date() + timedelta(days=2))
            half = between(begun, begun + (so_far.last - begun) / 2)
            record = Record(desk.path)
            counted = desk.measures.course((so_far, half))
            assert [plain_recount.figures(record, one) for one in (so_far, half)] == list(counted), number
            assert desk.measures.faults() == (), number
    # Most acts had their place, and ends were come to.
    assert lives.done > ACTS / 3
    assert desk.measures.read(so_far).counts.closed
    assert desk.measures.calls(Measure.ESCALATED, so_far).total > 2
    assert desk.measures.calls(Measure.RESOLVE_WALL, so_far).total
