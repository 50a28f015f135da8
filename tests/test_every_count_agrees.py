"""Random lives of a desk: after each act every count of what is overdue, due soon and not accepted is the same.

Log, filters, side bar, supervisor, paper, table for a spreadsheet, list of escalations, what warns, and the command
line; now, as of later, and just before, at and after the next instant at which something is due (RULES.md, "Clocks").
"""

import io
import json
import random
import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout, suppress
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from incident_scene import join, opened, tell, write
from long_runs import LONG_RUNS
from scene import MONDAY_TEN, NO, YES, by_mail, contact, escalate, log

from deskapp import cli
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.clock_state import ClockState, state_of_call
from deskapp.domain.errors import DeskError
from deskapp.domain.words import (
    OVERDUE_KINDS,
    CallState,
    EscalationType,
    Impact,
    PauseReason,
    Priority,
    Urgency,
    VoidReason,
)
from deskapp.paperwork import overdue as overdue_papers
from deskapp.services.calls import acts
from deskapp.services.escalations.acts import (
    AcceptEscalation,
    HearFromContact,
    RefuseEscalation,
    ReturnEscalation,
    WithdrawEscalation,
)
from deskapp.services.incidents.acts import EndIncident
from deskapp.services.overview.as_of import standing
from deskapp.services.overview.late.ask import Ask, Tile
from deskapp.services.overview.late.views import Holding

MOMENT = datetime.resolution
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
CALLS = st.integers(1, 5)
LATER = st.sampled_from([5 * MINUTE, 50 * MINUTE, 4 * HOUR, 26 * HOUR, 70 * HOUR])
#: A new desk's file with five calls, made once and copied for each life.
_blank: Path | None = None


def every_count(desk: Desk, at: datetime) -> dict[str, int]:
    """What is overdue, due soon and not accepted as of an instant; fails where two places differ."""
    counts, view, then = desk.lists.counts(at), desk.supervision.overdue(at), standing(desk.work, at)
    asked = desk.late.view(Ask(), at)
    tiles = asked.figures.tiles
    rows = desk.lists.calls("open", at)
    states = {row.id: state_of_call(row.clock, row.due_at, row.warn_at, at) for row in rows}
    late = {number for number, state in states.items() if state is ClockState.OVERDUE}
    soon = {number for number, state in states.items() if state is ClockState.SOON}
    watched = [one for one in desk.lists.watched() if one.clock in OVERDUE_KINDS and one.call_id in states]
    warns_late = {one.call_id for one in watched if one.state(at) is ClockState.OVERDUE}
    warns_soon = {one.call_id for one in watched if one.state(at) is ClockState.SOON}
    some = set(list(states)[::2])
    assert {one for one in desk.lists.watched() if one.call_id in some} == set(desk.lists.watched(some))
    paper = overdue_papers.listed(view, desk.facts(), at, "Manager")
    printed = [row.clock for row in paper.rows]
    out = desk.escalations.out()
    # As the list of escalations counts them.
    waiting = desk.escalations.chase().not_accepted(at)
    news = [one for one in desk.escalations.news().acceptance if one.state(at) is ClockState.OVERDUE]

    assert late == warns_late == {call.id for call in then.overdue}
    assert soon == warns_soon - late
    assert len(late) == counts.overdue == tiles[Tile.OVERDUE].calls == printed.count(ClockState.OVERDUE)
    assert len(late) == sum(one.late for one in asked.who)
    # A call that is out with two waits at both.
    for place in asked.where:
        assert place.late == len(late & set(desk.late.ids(Ask(contacts=(place.id,)), at)))
    assert {row.id for row in rows if row.with_name} == set(desk.late.ids(Ask(contacts=_ids(asked.where)), at))
    assert len(soon) == counts.due_soon == tiles[Tile.DUE_SOON].calls == then.due_soon == printed.count(ClockState.SOON)
    assert {row.id for row in view.rows} >= late | soon
    assert waiting == len(view.not_accepted) == len(then.not_accepted) == paper.not_accepted == len(news)
    assert view.not_accepted == then.not_accepted
    assert {one.call_id for one in news} == set(desk.late.ids(Ask((Tile.NOT_ACCEPTED,)), at))
    missed = {one.call_id for one in desk.promises.open() if one.due_at < at}
    assert missed == set(desk.late.ids(Ask((Tile.PROMISES_MISSED,)), at))
    assert counts.escalations == len(out)
    assert counts.promises == len(desk.promises.open())
    assert counts.incidents == len(desk.incidents.open())
    assert counts.not_agreed == tiles[Tile.NOT_AGREED].calls == sum(row.state == CallState.RESOLVED for row in rows)
    assert (counts.open, counts.waiting) == (len(rows), len(desk.lists.calls("waiting", at)))
    return {"overdue": len(late), "due_soon": len(soon), "not_accepted": waiting}


def _ids(places: Sequence[Holding]) -> tuple[int, ...]:
    return tuple(one.id for one in places) or (0,)


def by_the_command_line(desk: Desk, at: datetime) -> dict[str, int]:
    """What `deskapp overdue` tells, in its own process's terms."""
    said = io.StringIO()
    with redirect_stdout(said):
        assert cli.main(["overdue", str(desk.path), "--json", "--at", at.isoformat()], desk.clock) == 0
    found = json.loads(said.getvalue())
    return {"overdue": len(found["calls"]), "due_soon": found["due_soon"], "not_accepted": found["not_accepted"]}


def instants(desk: Desk, now: datetime) -> Iterator[datetime]:
    """Now, later, and around the next instants at which something becomes due."""
    yield from (now, now + 30 * HOUR)
    coming = [one.due_at for one in (*desk.lists.watched(), *desk.escalations.news().acceptance)]
    for due in sorted({at for at in coming if at is not None and at > now})[:1]:
        yield from (due - MOMENT, due, due + MOMENT)


@pytest.fixture(autouse=True, scope="module")
def _made(blank_desk: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    global _blank
    _blank = tmp_path_factory.mktemp("lives") / "desk.db"
    shutil.copyfile(blank_desk, _blank)
    desk = Desk(_blank, FixedClock(MONDAY_TEN), staff_id=1).open()
    for name in ("Grace Hopper", "Konrad Zuse"):
        contact(desk, name)
    for place in range(5):
        (by_mail if place % 2 else log)(desk, urgency=list(Urgency)[place % 3])
    opened(desk, 5)
    desk.close()


class Lives(RuleBasedStateMachine):
    """What has no place now is refused, and then nothing may have changed either."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = FixedClock(MONDAY_TEN)
        path = Path(self.folder.name) / "desk.db"
        assert _blank is not None
        shutil.copyfile(_blank, path)
        self.desk = Desk(path, self.clock, staff_id=1).open()

    def teardown(self) -> None:
        self.desk.close()
        self.folder.cleanup()

    @initialize()
    def begun(self) -> None:
        self._look()

    def _do(self, act: Callable[[], object]) -> None:
        with suppress(DeskError):
            act()
        self._look()

    def _look(self) -> None:
        now = self.clock.now()
        dice = random.Random(str(now))
        found = {at: every_count(self.desk, at) for at in instants(self.desk, now)}
        at = dice.choice(sorted(found))
        assert by_the_command_line(self.desk, at) == found[at]

    def _of(self, kind: str, which: int) -> int:
        """One of what is open now, by a number that says which; 0: there is none."""
        ids = {
            "promise": lambda: [one.id for one in self.desk.promises.open()],
            "escalation": lambda: [one.escalation.id for one in self.desk.escalations.out()],
            "incident": lambda: [one.id for one in self.desk.incidents.open()],
        }[kind]()
        return ids[which % len(ids)] if ids else 0

    def _version(self, incident_id: int) -> int:
        return self.desk.incidents.one(incident_id).incident.version

    @rule(length=st.sampled_from([MINUTE, 31 * MINUTE, 3 * HOUR, 20 * HOUR]))
    def time_goes_by(self, length: timedelta) -> None:
        self.clock.advance(length)
        self._look()

    @rule()
    def time_goes_to_the_next_due_instant(self) -> None:
        now = self.clock.now()
        coming = [one.due_at for one in self.desk.lists.watched() if one.due_at is not None and one.due_at > now]
        if coming:
            self.clock.set_to(min(coming))
        self._look()

    @rule(number=CALLS, reached=st.booleans(), promised=st.none() | LATER)
    def customer_contacted(self, number: int, reached: bool, promised: timedelta | None) -> None:
        at = None if promised is None else self.clock.now() + promised
        self._do(lambda: self.desk.calls.contact_customer(acts.ContactCustomer(number, reached, next_update=at)))

    @rule(number=CALLS, impact=st.sampled_from(Impact), urgency=st.sampled_from(Urgency))
    def priority_set(self, number: int, impact: Impact, urgency: Urgency) -> None:
        self._do(lambda: self.desk.calls.set_priority(acts.SetPriority(number, impact, urgency)))

    @rule(number=CALLS, reason=st.sampled_from([PauseReason.CUSTOMER, PauseReason.SUPPLIER]))
    def paused(self, number: int, reason: PauseReason) -> None:
        self._do(lambda: self.desk.calls.pause(acts.PauseCall(number, reason)))

    @rule(number=CALLS)
    def resumed(self, number: int) -> None:
        self._do(lambda: self.desk.calls.resume(acts.ResumeCall(number)))

    @rule(number=CALLS, answer=st.sampled_from([None, NO, YES]))
    def resolved(self, number: int, answer: acts.GiveAgreement | None) -> None:
        self._do(lambda: self.desk.calls.resolve(acts.ResolveCall(number, "A new cable", answer)))

    @rule(number=CALLS, answer=st.sampled_from([NO, YES]))
    def asked(self, number: int, answer: acts.GiveAgreement) -> None:
        self._do(lambda: self.desk.calls.agree(acts.RecordAgreement(number, answer)))

    @rule(number=CALLS)
    def reopened(self, number: int) -> None:
        self._do(lambda: self.desk.calls.reopen(acts.ReopenCall(number, "It is back")))

    @rule(number=CALLS)
    def lapsed_after_three_days(self, number: int) -> None:
        for _attempt in range(3):
            self._do(lambda: self.desk.calls.contact_customer(acts.ContactCustomer(number, reached=False)))
            self.clock.advance(timedelta(days=1))
        self._do(lambda: self.desk.calls.lapse(acts.LapseCall(number, "Nobody answers")))

    @rule(number=CALLS, other=CALLS)
    def made_void(self, number: int, other: int) -> None:
        void = acts.VoidCall(number, VoidReason.DUPLICATE, duplicate_of=other, over_too=True)
        in_error = acts.VoidCall(number, VoidReason.IN_ERROR, words="A wrong number")
        self._do(lambda: self.desk.calls.void(in_error if number == other else void))

    @rule(number=CALLS)
    def restored(self, number: int) -> None:
        self._do(lambda: self.desk.calls.restore(acts.RestoreCall(number, "It was one after all")))

    @rule(number=CALLS, ahead=LATER)
    def call_back_promised(self, number: int, ahead: timedelta) -> None:
        self._do(lambda: self.desk.promises.call_back(acts.PromiseCallBack(number, self.clock.now() + ahead)))

    @rule(number=CALLS, ahead=LATER)
    def followed_up(self, number: int, ahead: timedelta) -> None:
        self._do(lambda: self.desk.promises.follow_up(acts.PromiseFollowUp(number, self.clock.now() + ahead)))

    @rule(which=st.integers(0, 9), ahead=st.none() | LATER)
    def promise_kept_or_moved(self, which: int, ahead: timedelta | None) -> None:
        number = self._of("promise", which)
        if ahead is None:
            self._do(lambda: self.desk.promises.keep(acts.KeepPromise(number)))
        else:
            self._do(lambda: self.desk.promises.move(acts.MovePromise(number, self.clock.now() + ahead, "Not yet")))

    @rule(number=CALLS, ahead=st.none() | LATER)
    def deadline_edited(self, number: int, ahead: timedelta | None) -> None:
        call = self.desk.overview.call(number)
        at = None if ahead is None else self.clock.now() + ahead
        edit = acts.EditCall(number, call.version, call.row.summary, "", "", "", None, call.category_id, at)
        self._do(lambda: self.desk.calls.edit(edit))

    @rule(number=CALLS, other=CALLS)
    def given_to_another_customer(self, number: int, other: int) -> None:
        to = self.desk.overview.call(other).customer.id
        self._do(lambda: self.desk.calls.give(acts.GiveCall(number, to, "It was theirs")))

    @rule(number=CALLS, person=st.sampled_from([1, 2]), instead=st.booleans(), promised=st.none() | LATER)
    def escalated(self, number: int, person: int, instead: bool, promised: timedelta | None) -> None:
        more = {} if promised is None else {"next_update": self.clock.now() + promised}
        out = [one.escalation for one in self.desk.escalations.out() if one.escalation.call_id == number]
        if instead and out:
            more |= {"instead_of": out[0].id, "instead_reason": "No answer"}
        self._do(lambda: escalate(self.desk, number, person, **more))

    @rule(number=CALLS)
    def raised_and_undone(self, number: int) -> None:
        raising = {"types": (EscalationType.FUNCTIONAL, EscalationType.PRIORITY), "priority": Priority.P1}
        self._do(lambda: escalate(self.desk, number, 1, **raising, priority_reason="The board"))
        out = [one.escalation.id for one in self.desk.escalations.out() if one.escalation.call_id == number]
        self._do(lambda: self.desk.escalations.withdraw(WithdrawEscalation(max(out, default=0), "Undone")))

    @rule(which=st.integers(0, 9), answer=st.sampled_from(["accept", "hear", "refuse", "withdraw", "give_back"]))
    def answered_by_the_contact(self, which: int, answer: str) -> None:
        number = self._of("escalation", which)
        act = {
            "accept": AcceptEscalation(number),
            "hear": HearFromContact(number, "Part ordered", 3 * HOUR),
            "refuse": RefuseEscalation(number, "Not mine"),
            "withdraw": WithdrawEscalation(number, "Found out"),
            "give_back": ReturnEscalation(number, "A new cable"),
        }[answer]
        self._do(lambda: getattr(self.desk.escalations, answer)(act))

    @rule(numbers=st.lists(CALLS, min_size=1, max_size=3, unique=True), ends=st.booleans())
    def told_of_an_incident(self, numbers: list[int], ends: bool) -> None:
        for one in self.desk.incidents.open():
            self._do(lambda one=one: join(self.desk, one, *numbers))
            self._do(lambda one=one: write(self.desk, one))
            self._do(lambda one=one: tell(self.desk, one, numbers[0]))
            if ends:
                self._do(
                    lambda one=one: self.desk.incidents.end(
                        EndIncident(one.id, self._version(one.id), "The switch was changed")
                    )
                )

    @rule(ends=st.booleans())
    def contacts_merged(self, ends: bool) -> None:
        """Two that are one: what is out with the one is out with the other."""
        people = self.desk.directory.contacts()
        if ends and len(people) == 2:
            self._do(lambda: self.desk.directory.merge(*people))


# Shrinking would repeat lives on real files for minutes.
Lives.TestCase.settings = settings(
    max_examples=30 if LONG_RUNS else 2,
    stateful_step_count=60,
    suppress_health_check=list(HealthCheck),
    database=None,
    phases=(Phase.explicit, Phase.generate),
)


class TestEveryCountAgrees(Lives.TestCase):  # type: ignore[name-defined,misc]
    """Hypothesis runs the machine as a test case."""
