"""A call through any life: what people may do, in any order, against a plain model of RULES.md."""

import shutil
import tempfile
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from long_runs import LONG_RUNS
from scene import MONDAY_TEN, NO, YES, contact, escalate, log, passing_on

from deskapp.desk import Desk
from deskapp.domain import sla
from deskapp.domain.call_life import OVER_STATES, CallAct, after, fits
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import DeskError, Invalid
from deskapp.domain.words import (
    DUE_KINDS,
    OVERDUE_KINDS,
    UNRESOLVED_STATES,
    Answer,
    CallState,
    Channel,
    ClockKind,
    Consent,
    EscalationState,
    EscalationType,
    Impact,
    PauseReason,
    Priority,
    Role,
    Urgency,
    VoidReason,
)
from deskapp.services.calls.acts import (
    AddNote,
    ContactCustomer,
    EditCall,
    FollowUp,
    KeepPromise,
    LapseCall,
    MovePromise,
    PauseCall,
    PromiseCallBack,
    PromiseFollowUp,
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
from deskapp.services.escalations.acts import (
    AcceptEscalation,
    HearFromContact,
    RefuseEscalation,
    ReturnEscalation,
    WithdrawEscalation,
)
from deskapp.services.overview.views import CallDetail
from deskapp.services.site.acts import SaveSite
from deskapp.services.site.check import check
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.whole.restore import make_from

#: A new desk's file with staff and contacts, made once and copied for each life.
_blank: Path | None = None

#: In these nothing of a call runs any more, but a follow-up that the customer wished for.
OVER = {*OVER_STATES, CallState.VOID}
LENGTHS = st.sampled_from(
    [timedelta(0), timedelta(minutes=7), timedelta(hours=2), timedelta(hours=20), timedelta(days=4)]
)
AHEAD = st.sampled_from([None, timedelta(minutes=20), timedelta(hours=3), timedelta(days=2)])


def _file(folder: Path) -> Path:
    path = folder / "desk.db"
    assert _blank is not None
    shutil.copyfile(_blank, path)
    return path


@pytest.fixture(autouse=True, scope="module")
def _made(blank_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    global _blank
    _blank = tmp_path_factory.mktemp("life") / "desk.db"
    shutil.copyfile(blank_desk, _blank)
    desk = Desk(_blank, FixedClock(MONDAY_TEN), staff_id=1).open()
    desk.site.save_staff(SaveStaff("Sam", Role.AGENT))
    contact(desk, "Grace", role="Network team")
    contact(desk, "Inks", agreed_response=timedelta(hours=1))
    site = desk.facts().site
    act = SaveSite(site.name, "", "", site.zone, site.paper, "en", True, False, False, site.version)
    desk.site.save_site(act)
    desk.close()


class Life(RuleBasedStateMachine):
    """One call. The model keeps its state, its escalations and its promises; the desk must say the same."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = FixedClock(MONDAY_TEN)
        self.desk = Desk(_file(Path(self.folder.name)), self.clock, staff_id=1).open()
        self.out: dict[int, int] = {}
        self.agreed: set[int] = set()
        self.cycle = 1
        self.owner = 1
        #: The days of attempts that nobody answered, since the call was resolved, and since a conversation after that.
        self.attempts: list[date] = []
        self.before_void = CallState.NEW
        self.lapsed_cycles: set[int] = set()
        self.scores: dict[int, int] = {}

    def teardown(self) -> None:
        self.desk.close()
        self.folder.cleanup()

    @initialize(channel=st.sampled_from(Channel), deadline=AHEAD)
    def logged(self, channel: Channel, deadline: timedelta | None) -> None:
        row = log(self.desk, channel=channel, customer_deadline=self._ahead(deadline))
        self.number = row.id
        self.state = CallState.OPEN if channel is Channel.PHONE else CallState.NEW

    def _ahead(self, length: timedelta | None) -> datetime | None:
        return None if length is None else self.clock.now() + length

    def _after(self, act: CallAct) -> None:
        self.state = after(act, self.state)

    def _refused(self, code: str, act: object) -> None:
        with pytest.raises(DeskError) as refused:
            act()  # type: ignore[operator]
        assert refused.value.code == code

    @rule(length=LENGTHS)
    def time_goes_by(self, length: timedelta) -> None:
        self.clock.advance(length)

    @rule()
    def noted(self) -> None:
        self.desk.calls.note(AddNote(self.number, "Looked"))
        self._after(CallAct.NOTE)

    @rule(reached=st.booleans(), promised=AHEAD)
    def customer_contacted(self, reached: bool, promised: timedelta | None) -> None:
        act = ContactCustomer(self.number, reached, next_update=self._ahead(promised))
        followed_up = any(one.follow_up for one in self.desk.promises.open())
        if not fits(CallAct.SPOKE, self.state) and not (not reached and self.state is CallState.CLOSED and followed_up):
            self._refused("call_state", lambda: self.desk.calls.contact_customer(act))
            return
        self.desk.calls.contact_customer(act)
        self._after(CallAct.SPOKE if reached else CallAct.TRIED)
        if reached:
            self.attempts = []
        elif self.state is CallState.RESOLVED:
            self.attempts.append(self.clock.now().date())

    @rule(reason=st.sampled_from([PauseReason.CUSTOMER, PauseReason.SUPPLIER, PauseReason.OTHER]), back=AHEAD)
    def paused(self, reason: PauseReason, back: timedelta | None) -> None:
        act = PauseCall(self.number, reason, back_by=self._ahead(back))
        if not fits(CallAct.PAUSE, self.state):
            self._refused("call_state", lambda: self.desk.calls.pause(act))
            return
        self.desk.calls.pause(act)
        self._after(CallAct.PAUSE)

    @rule()
    def resumed(self) -> None:
        act = ResumeCall(self.number)
        if not fits(CallAct.RESUME, self.state):
            self._refused("call_state", lambda: self.desk.calls.resume(act))
            return
        self.desk.calls.resume(act)
        self._after(CallAct.RESUME)

    @rule(answer=st.sampled_from([None, NO, YES]))
    def resolved(self, answer) -> None:
        act = ResolveCall(self.number, "Cable", answer)
        if not fits(CallAct.RESOLVE, self.state):
            self._refused("call_state", lambda: self.desk.calls.resolve(act))
        elif self.out:
            self._refused("still_escalated", lambda: self.desk.calls.resolve(act))
        else:
            self.desk.calls.resolve(act)
            self._after(CallAct.RESOLVE)
            self.attempts = []
            self._answered(answer)

    @rule(answer=st.sampled_from([NO, YES]))
    def asked(self, answer) -> None:
        act = RecordAgreement(self.number, answer)
        if not fits(CallAct.AGREEMENT, self.state):
            self._refused("call_state", lambda: self.desk.calls.agree(act))
            return
        self.desk.calls.agree(act)
        self._answered(answer)

    def _answered(self, answer) -> None:
        if answer is YES:
            self._after(CallAct.CLOSE)
            self.agreed.add(self.cycle)
        elif answer is NO:
            self._after(CallAct.NOT_AGREED)

    @rule()
    def reopened(self) -> None:
        act = ReopenCall(self.number, "Back again")
        if not fits(CallAct.REOPEN, self.state):
            self._refused("call_state", lambda: self.desk.calls.reopen(act))
            return
        self.desk.calls.reopen(act)
        self._after(CallAct.REOPEN)
        self.cycle += 1

    @rule(who=st.sampled_from([1, 2]))
    def lapsed(self, who: int) -> None:
        act = LapseCall(self.number, "Nobody answers")
        self.desk.work.staff_id = who
        try:
            if who != 1:
                self._refused("only_supervisors_lapse", lambda: self.desk.calls.lapse(act))
            elif not fits(CallAct.LAPSE, self.state):
                self._refused("call_state", lambda: self.desk.calls.lapse(act))
            elif len(self.attempts) < 3 or len(set(self.attempts)) < 2:
                self._refused("too_few_attempts", lambda: self.desk.calls.lapse(act))
            else:
                self.desk.calls.lapse(act)
                self._after(CallAct.LAPSE)
                self.lapsed_cycles.add(self.cycle)
        finally:
            self.desk.work.staff_id = 1

    @precondition(lambda self: self.state is CallState.RESOLVED)
    @rule()
    def nobody_answered_for_three_days(self) -> None:
        """Else a lapse would hardly ever be met with."""
        for _attempt in range(3):
            self.customer_contacted(False, None)
            self.clock.advance(timedelta(days=1))

    @rule()
    def made_void(self) -> None:
        act = VoidCall(self.number, VoidReason.IN_ERROR, words="A wrong number")
        if not fits(CallAct.VOID, self.state):
            self._refused("call_state", lambda: self.desk.calls.void(act))
        elif self.out:
            self._refused("still_escalated", lambda: self.desk.calls.void(act))
        else:
            self.desk.calls.void(act)
            self.before_void = self.state
            self._after(CallAct.VOID)

    @rule()
    def restored(self) -> None:
        act = RestoreCall(self.number, "It was one after all")
        if not fits(CallAct.RESTORE, self.state):
            self._refused("call_state", lambda: self.desk.calls.restore(act))
            return
        self.desk.calls.restore(act)
        self.state = self.before_void

    @rule(ahead=st.sampled_from([timedelta(hours=2), timedelta(days=3)]))
    def followed_up(self, ahead: timedelta) -> None:
        act = PromiseFollowUp(self.number, self.clock.now() + ahead)
        if not fits(CallAct.FOLLOW_UP, self.state):
            self._refused("call_state", lambda: self.desk.promises.follow_up(act))
            return
        self.desk.promises.follow_up(act)

    @precondition(lambda self: self.state is CallState.RESOLVED)
    @rule(score=st.sampled_from([None, 1, 5]), wanted=st.booleans())
    def agreed_with_more(self, score: int | None, wanted: bool) -> None:
        more = {"satisfaction": score}
        if wanted:
            more["follow_up"] = FollowUp(self.clock.now() + timedelta(hours=3))
        self.desk.calls.agree(RecordAgreement(self.number, replace(YES, **more)))
        self._answered(YES)
        if score is not None:
            self.scores[self.cycle] = score

    @rule(score=st.integers(1, 5))
    def rated(self, score: int) -> None:
        act = RateCall(self.number, score)
        if not fits(CallAct.RATE, self.state):
            self._refused("call_state", lambda: self.desk.calls.rate(act))
            return
        self.desk.calls.rate(act)
        self.scores[self.cycle] = score

    @rule(impact=st.sampled_from(Impact), urgency=st.sampled_from(Urgency))
    def priority_set(self, impact: Impact, urgency: Urgency) -> None:
        act = SetPriority(self.number, impact, urgency)
        if not fits(CallAct.PRIORITY, self.state):
            self._refused("call_state", lambda: self.desk.calls.set_priority(act))
            return
        self.desk.calls.set_priority(act)
        self._after(CallAct.PRIORITY)

    @rule(deadline=AHEAD)
    def edited(self, deadline: timedelta | None) -> None:
        now = self.desk.overview.call(self.number)
        at = self._ahead(deadline)
        act = EditCall(self.number, now.version, now.row.summary, "", "", "", None, None, at)
        if not fits(CallAct.EDIT, self.state):
            self._refused("call_state", lambda: self.desk.calls.edit(act))
            return
        if self.state in OVER and at != now.row.customer_deadline:
            with pytest.raises(Invalid) as refused:
                self.desk.calls.edit(act)
            assert refused.value.fields == {"customer_deadline": "call_is_over"}
            return
        self.desk.calls.edit(act)
        if at != now.row.customer_deadline:
            self._after(CallAct.EDIT)

    @rule(person=st.sampled_from([1, 2]), promised=AHEAD, consent=st.sampled_from(["yes", "no", "not_asked"]))
    def escalated(self, person: int, promised: timedelta | None, consent: str) -> None:
        more = {"next_update": self._ahead(promised), "consent": Consent(consent), "consent_reason": "Why"}
        if not fits(CallAct.ESCALATE, self.state):
            act = passing_on(self.number, person, **more)
            self._refused("call_state", lambda: self.desk.escalations.escalate(act))
        elif person in self.out.values():
            with pytest.raises(Invalid) as refused:
                escalate(self.desk, self.number, person, **more)
            assert refused.value.fields == {"contact": "already_with_them"}
        else:
            self.out[escalate(self.desk, self.number, person, **more).id] = person
            self._after(CallAct.ESCALATE)

    @precondition(lambda self: len(self.out) == 1)
    @rule()
    def passed_to_the_next_in_the_chain(self) -> None:
        """One act takes the call back from whoever did not accept, and gives it to the next."""
        ((earlier, person),) = self.out.items()
        following = 3 - person
        self.out = {
            escalate(self.desk, self.number, following, instead_of=earlier, instead_reason="No answer").id: following
        }

    @precondition(lambda self: fits(CallAct.ESCALATE, self.state))
    @rule()
    def raised(self) -> None:
        if self.desk.overview.call(self.number).priority is Priority.P1:
            return
        raising = {"types": (EscalationType.PRIORITY,), "handoff": {}, "consent": None, "transfer": None}
        escalate(self.desk, self.number, None, **raising, priority=Priority.P1, priority_reason="The board")
        self._after(CallAct.ESCALATE)

    @precondition(lambda self: self.out)
    @rule(end=st.sampled_from(["accept", "hear", "refuse", "withdraw", "give_back"]), which=st.integers(0, 1))
    def answered_by_the_contact(self, end: str, which: int) -> None:
        number = sorted(self.out)[which % len(self.out)]
        act = {
            "accept": AcceptEscalation(number),
            "hear": HearFromContact(number, "Part ordered"),
            "refuse": RefuseEscalation(number, "No"),
            "withdraw": WithdrawEscalation(number, "No"),
            "give_back": ReturnEscalation(number, "Replaced"),
        }[end]
        before = {one.id: one.state for one in self.desk.overview.call(self.number).escalations}
        if end == "accept" and before[number] is EscalationState.ACCEPTED:
            self._refused("escalation_accepted", lambda: self.desk.escalations.accept(act))
            return
        getattr(self.desk.escalations, end)(act)
        if end not in ("accept", "hear"):
            del self.out[number]

    @rule(ahead=st.sampled_from([timedelta(minutes=30), timedelta(days=1)]))
    def call_back_promised(self, ahead: timedelta) -> None:
        act = PromiseCallBack(self.number, self.clock.now() + ahead)
        if not fits(CallAct.CALL_BACK, self.state):
            self._refused("call_state", lambda: self.desk.promises.call_back(act))
            return
        self.desk.promises.call_back(act)
        self._after(CallAct.CALL_BACK)

    @rule(which=st.integers(0, 5), move=st.booleans())
    def promise_kept_or_moved(self, which: int, move: bool) -> None:
        found = self.desk.promises.open()
        if not found:
            return
        promise = found[which % len(found)].id
        if move:
            self.desk.promises.move(MovePromise(promise, self.clock.now() + timedelta(hours=5), "Later"))
        else:
            self.desk.promises.keep(KeepPromise(promise))
            self.attempts = []

    @precondition(lambda self: fits(CallAct.REASSIGN, self.state) and self.state is not CallState.CLOSED)
    @rule()
    def reassigned(self) -> None:
        self.owner = 3 - self.owner
        self.desk.calls.reassign(Reassign((self.number,), self.owner, "On leave"))

    @invariant()
    def everything_fits(self) -> None:
        detail = self.desk.overview.call(self.number)
        self.the_desk_says_what_the_model_says(detail)
        self.never_closed_without_a_yes_of_the_present_cycle(detail)
        self.the_row_repeats_what_clocks_pauses_and_escalations_say_when_worked_out_afresh(detail)
        self.the_clocks_fit_the_state(detail)
        self.the_pauses_fit_the_state(detail)
        self.the_timelines_states_follow_one_another_to_the_present_one(detail)

    def the_desk_says_what_the_model_says(self, detail: CallDetail) -> None:
        assert (detail.state, detail.cycle) == (self.state, self.cycle)
        assert (detail.row.owner_id, bool(detail.row.owner)) == (self.owner, True)
        out = {one.id: one.contact_id for one in detail.escalations if one.ended_at is None}
        assert out == self.out
        assert len(set(out.values())) == len(out)

    def never_closed_without_a_yes_of_the_present_cycle(self, detail: CallDetail) -> None:
        yes = [one.cycle for one in detail.agreements if one.answer is Answer.YES]
        assert sorted(self.agreed) == yes
        assert (detail.state is CallState.CLOSED) == (self.cycle in yes)
        assert not self.lapsed_cycles & self.agreed
        assert dict(detail.endings.satisfaction) == self.scores

    def the_row_repeats_what_clocks_pauses_and_escalations_say_when_worked_out_afresh(self, detail: CallDetail) -> None:
        dues = [
            (due, clock.id, clock.kind, clock.facts)
            for clock in detail.clocks
            # Resolved stops response and resolution: what was late then is no later now.
            if clock.facts.stopped is None and clock.kind in DUE_KINDS
            if (due := sla.due(clock.facts)) is not None
        ]
        # A chase makes no call overdue, so it hides none that does; the first that warns brings the call up.
        dues = [one for one in dues if one[2] in OVERDUE_KINDS] or dues
        row = detail.row
        if not dues:
            assert (row.clock, row.due_at, row.warn_at, row.calendar_id) == (None,) * 4
        else:
            due, _id, kind, facts = min(dues, key=lambda one: one[:2])
            warnings = [at for one in dues if (at := sla.warn_at(one[3])) is not None]
            assert (row.clock, row.due_at, row.warn_at) == (kind, due, min(warnings, default=None))
            assert (row.calendar_id is None) == (facts.fixed is not None)
        standing = [pause.reason for pause in detail.pauses if pause.ended_at is None and pause.stops_clocks]
        assert row.paused == (standing[0] if standing else None)
        waits = [pause.back_by for pause in detail.pauses if pause.ended_at is None]
        assert row.back_by == (waits[0] if waits else None)
        newest = [one for one in detail.escalations if one.ended_at is None]
        assert row.with_name == (newest[-1].contact_role or newest[-1].contact if newest else "")

    def the_clocks_fit_the_state(self, detail: CallDetail) -> None:
        running = [clock for clock in detail.clocks if clock.verdict is None]
        kinds = [clock.kind for clock in running if clock.escalation_id is None and clock.promise_id is None]
        assert len(set(kinds)) == len(kinds)
        # A follow-up that was wished for after a yes goes on, also when the call is opened again.
        follow_ups = {one.id for one in detail.promises if one.follow_up}
        assert all(clock.cycle == self.cycle for clock in running if clock.promise_id not in follow_ups)
        assert (ClockKind.CHASE in kinds) == (self.state is CallState.RESOLVED)
        assert (ClockKind.RESOLUTION in kinds) == (self.state not in OVER)
        assert ClockKind.DEADLINE not in kinds or self.state in UNRESOLVED_STATES
        assert not (ClockKind.RESPONSE in kinds and ClockKind.UPDATE in kinds)
        if self.state in OVER:
            assert {clock.promise_id for clock in running} <= follow_ups
            assert self.state is CallState.CLOSED or running == []
        for clock in detail.clocks:
            if clock.verdict is not None:
                assert clock.facts.stopped >= clock.facts.started
                assert sla.verdict(clock.facts) == (clock.verdict, clock.margin)
        against = {clock.escalation_id for clock in running if clock.escalation_id is not None}
        assert against <= set(self.out)
        promised = {clock.promise_id for clock in running if clock.promise_id is not None}
        assert promised <= {one.id for one in self.desk.promises.open()}

    def the_pauses_fit_the_state(self, detail: CallDetail) -> None:
        open_ones = [pause for pause in detail.pauses if pause.ended_at is None]
        assert len(open_ones) == (self.state in (CallState.WAITING, CallState.RESOLVED))
        if open_ones:
            assert (open_ones[0].reason is PauseReason.AGREEMENT) == (self.state is CallState.RESOLVED)

    def the_timelines_states_follow_one_another_to_the_present_one(self, detail: CallDetail) -> None:
        steps = [(event.was, event.becomes) for event in detail.events if event.field == "state"]
        assert [was for was, _becomes in steps] == [None, *(becomes for _was, becomes in steps[:-1])]
        assert steps[-1][1] == self.state


# Shrinking would repeat lives on real files for minutes; twenty steps are short enough to read.
Life.TestCase.settings = settings(
    max_examples=200 if LONG_RUNS else 20,
    stateful_step_count=20,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=(Phase.explicit, Phase.generate),
)


@pytest.mark.long
class TestACallsWholeLife(Life.TestCase):  # type: ignore[name-defined,misc]
    """Hypothesis runs the machine as a test case."""


class WrittenLife(Life):
    """The same lives, each written as JSON at its end and read again."""

    def teardown(self) -> None:
        text = "\n".join(self.desk.whole.lines())
        source, again = Path(self.folder.name) / "desk.json", Path(self.folder.name) / "again.db"
        source.write_text(text, encoding="utf-8")
        make_from(again, source, self.clock)
        found = check(again)
        desk = Desk(again, self.clock, staff_id=1).open()
        same = "\n".join(desk.whole.lines()) == text
        desk.close()
        super().teardown()
        assert same
        assert found.findings == ()


WrittenLife.TestCase.settings = settings(Life.TestCase.settings, max_examples=10)


@pytest.mark.long
class TestALifeComesThroughJson(WrittenLife.TestCase):  # type: ignore[name-defined,misc]
    """Hypothesis runs the machine as a test case."""
