"""Tells a call of the demo's year, act by act, as its case says."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from random import Random

from deskapp.domain.lapse import ATTEMPTS, DAYS, counted
from deskapp.domain.words import (
    ApprovalKind,
    CallState,
    Channel,
    ClockKind,
    Consent,
    EscalationType,
    HandoffPart,
    Impact,
    PauseReason,
    Priority,
    Tone,
    Transfer,
    Urgency,
    VoidReason,
)
from deskapp.services.demo.cases import Case, Course, Hand
from deskapp.services.demo.plan import told
from deskapp.services.history.life import Life
from deskapp.services.history.people import Agent
from deskapp.services.history.setting import Helper, Setting, Thing

_MINUTE = timedelta(minutes=1)
#: What takes less is told in one go.
_ROOM_TO_CALL_BACK = timedelta(hours=1)
_HIERARCHICAL = ("beyond_authority", "asks_for_manager")
_URGENT: Mapping[Priority, tuple[Impact, Urgency]] = {
    Priority.P1: (Impact.DEPARTMENT, Urgency.NOW),
    Priority.P2: (Impact.ONE, Urgency.NOW),
    Priority.P3: (Impact.ONE, Urgency.SOON),
    Priority.P4: (Impact.ONE, Urgency.CAN_WAIT),
}
_TONES = (Tone.CALM, Tone.WORRIED, Tone.FRUSTRATED, Tone.CALM, Tone.ANGRY)

Act = Callable[[datetime], object]


class Lives:
    """supervisor: who decides what is beyond the agents, and lets calls lapse."""

    def __init__(self, setting: Setting, supervisor: Agent, chance: Random) -> None:
        self._setting, self._supervisor, self._chance = setting, supervisor, chance
        self._calendar = setting.calendar
        self._helpers = {one.name: one for one in setting.helpers}
        self._said: Mapping[str, Sequence[str]] = told()["said"]

    def tell(self, case: Case, life: Life, thing: Thing | None, until: datetime) -> None:
        """Nothing happens after `until`."""
        self._case, self._life, self._at, self._until = case, life, case.at, until
        #: Whether an update is still to come late.
        self._late = case.late
        #: Now and then one comes late with nobody in the way.
        self._forgets = self._chance.random() < 0.06
        self._log(thing)
        _COURSES[case.course](self)

    def _log(self, thing: Thing | None) -> None:
        case, chance = self._case, self._chance
        impact, urgency = _URGENT[case.priority]
        lines = self._setting.checks[self._setting.categories[case.category]]
        written = case.course is Course.SLOW and chance.random() < 0.4
        self._life.log(
            self._at,
            category=case.category,
            summary=case.text["summary"],
            details=case.text.get("details", ""),
            wants=case.text.get("wants", ""),
            channel=Channel.EMAIL if written else Channel.PHONE,
            impact=impact,
            urgency=urgency,
            tone=_TONES[int(chance.random() * len(_TONES))] if chance.random() < 0.9 else None,
            deadline=self._deadline(),
            repeat_of=None if case.repeats is None else case.repeats.call_id or None,
            checks=lines[: 1 + int(chance.random() * len(lines))] if chance.random() < 0.6 else (),
            about=thing,
        )

    def _deadline(self) -> datetime | None:
        """Few have one of their own, and most of those are kept."""
        drawn = self._chance.random()
        if drawn > 0.12 or self._case.course is Course.VOID:
            return None
        missed = self._case.course is Course.PASSED_ON and drawn < 0.04
        return self._later(self._case.takes * 0.7 if missed else self._case.takes * 1.5 + 15 * _MINUTE)

    # Courses

    def _at_once(self) -> None:
        life, case = self._life, self._case
        self._pass(case.takes * 0.6)
        if self._chance.random() < 0.3:
            life.note(self._at, self._any("note"))
        self._pass(case.takes * 0.4)
        life.resolve(self._at, case.text["solution"])
        life.agree(self._at, Channel.PHONE, case.score)

    def _slow(self) -> None:
        life, case, chance = self._life, self._case, self._chance
        end = self._later(case.takes)
        if life.channel is not Channel.PHONE:
            self._pass(self._target(ClockKind.RESPONSE) * (0.3 + 0.9 * chance.random()))
            life.spoke(self._at, self._any("told"))
        else:
            self._pass(6 * _MINUTE)
            life.note(self._at, self._any("note"))
        acts: list[tuple[datetime, Act]] = []
        drawn = chance.random()
        middle, near = self._share(self._at, end, 0.3), self._share(self._at, end, 0.8)
        if drawn < 0.45:
            due = self._share(self._at, end, 0.7)
            acts.append((middle, lambda at: life.call_back(at, due, "A word on where it stands.")))
            acts.append((self._near(due, chance.random() < 0.1), lambda at: life.keep(at, self._any("told"))))
        elif drawn < 0.75:
            acts.append((middle, lambda at: life.pause(at, PauseReason.CUSTOMER, "They look for the file.", end)))
            acts.append((near, lambda at: life.resume(at, "The file has come.")))
        self._play([*acts, (end, lambda at: self._solve(at, case.text["solution"]))])
        if case.reopened:
            self._pass(timedelta(hours=6 + 6 * chance.random()))
            life.reopen(self._at, self._any("reopened"))
            self._pass(timedelta(minutes=30 + 60 * chance.random()))
            life.resolve(self._at, self._any("again"))
            life.agree(self._at, Channel.PHONE, None)

    def _lapsed(self) -> None:
        life, case = self._life, self._case
        self._pass(case.takes)
        life.spoke(self._at, self._any("told"))
        life.resolve(self._at, case.text["solution"])
        tried = []
        for _turn in range(ATTEMPTS):
            self._pass(timedelta(hours=6 + 2 * self._chance.random()))
            life.attempt(self._at, self._any("nobody"))
            tried.append(self._at)
        attempts = counted(tried, self._setting.zone)
        self._pass(timedelta(hours=1))
        if attempts.days < DAYS:
            life.agree(self._at, Channel.PHONE, None)
        else:
            life.lapse(self._at, self._supervisor.id, self._any("lapsed"), attempts.count, attempts.days)

    def _void(self) -> None:
        self._pass((2 + int(12 * self._chance.random())) * _MINUTE)
        self._life.void(self._at, VoidReason.IN_ERROR, self._any("in_error"), None)

    def _passed_on(self) -> None:
        """Tried, handed on, taken, given back, and told: as long in all as the case says."""
        life, case, chance = self._life, self._case, self._chance
        end = self._later(case.takes)
        lead = min(case.takes * 0.12, 25 * _MINUTE)
        gap = min(case.takes * 0.1, 45 * _MINUTE)
        step = case.text["step"]
        acts: list[tuple[datetime, Act]] = [(self._later(lead * 0.6), lambda at: life.step(at, step))]
        begin, last = self._later(lead), self._later(case.takes - gap)
        for number, hand in enumerate(case.hands, 1):
            final = number == len(case.hands)
            stop = last if final else self._share(begin, last, 0.45)
            acts += self._handed(hand, begin, stop, final=final)
            begin = self._after(stop, 3 * _MINUTE)
        if case.takes > _ROOM_TO_CALL_BACK and chance.random() < 0.35:
            out = self._later(lead + _MINUTE)
            due = self._share(out, last, 0.5)
            acts.append((out, lambda at: life.call_back(at, due, "A word on where it stands.")))
            acts.append((self._near(due, chance.random() < 0.1), lambda at: life.keep(at, self._any("told"))))
        acts.sort(key=lambda one: one[0])
        self._play(acts)
        if case.no_first:
            self._play([(self._share(self._at, end, 0.3), lambda at: life.resolve(at, case.text["solution"]))])
            self._play([(self._share(self._at, end, 0.6), self._not_yet)])
            self._play([(end, lambda at: self._solve(at, self._any("mended")))])
        else:
            self._play([(end, lambda at: self._solve(at, case.text["solution"]))])

    def _handed(self, hand: Hand, begin: datetime, stop: datetime, *, final: bool) -> list[tuple[datetime, Act]]:
        """Out to somebody, from being escalated until it comes back."""
        life, case, chance = self._life, self._case, self._chance
        helper = self._helpers[hand.contact]
        target = helper.acceptance[case.priority]
        room = self._calendar.elapsed(begin, stop)
        if hand.accepts is None:
            their_hours = self._setting.calendars[target.calendar_version_id]
            accepted = their_hours.due(begin, target.length * 1.15).replace(microsecond=0)
        else:
            accepted = self._after(begin, hand.accepts)
        accepted = min(accepted, self._share(begin, stop, 0.7))
        takes = self._calendar.elapsed(accepted, stop)
        estimate = None if hand.outrun is None else _rounded(takes / hand.outrun)
        who = chance.choice(self._said["accepted"]) if helper.outside else ""
        acts: list[tuple[datetime, Act]] = [(begin, lambda at: self._escalate(at, hand, helper))]
        if case.refund is not None and final:
            decided = self._after(begin, min(room * 0.6, (14 + 50 * chance.random()) * _MINUTE))
            acts += [(begin, self._ask), (decided, self._decide)]
        acts.append((accepted, lambda at: life.accept(at, who, estimate)))
        if chance.random() < 0.7:
            acts.append((self._share(accepted, stop, 0.4), lambda at: life.hear(at, self._any("heard"), None)))
        outcome = case.text["solution"] if final else self._any("wrong")
        ref = f"{helper.name[0]}{10_000 + int(90_000 * chance.random())}" if helper.outside else ""
        acts.append(
            (stop, lambda at: life.give_back(at, outcome, outcome if final else "", ref, at if final else None))
        )
        return acts

    def _escalate(self, at: datetime, hand: Hand, helper: Helper) -> None:
        life, case, chance = self._life, self._case, self._chance
        triggers = tuple((code, "") for code in case.text["triggers"])
        above = any(code in _HIERARCHICAL for code, _reason in triggers)
        types = [EscalationType.HIERARCHICAL if above else EscalationType.FUNCTIONAL]
        handoff = {
            HandoffPart.ISSUE.value: f"{life.summary}. {life.details}".strip(),
            HandoffPart.STEPS.value: case.text["step"],
            HandoffPart.WANTS.value: life.wants,
        }
        if chance.random() < 0.92:
            handoff[HandoffPart.TONE.value] = self._any("tones")
        if chance.random() < 0.82:
            handoff[HandoffPart.DEADLINE.value] = self._any("deadlines")
        consent = Consent.NOT_ASKED if chance.random() < 0.05 else Consent.YES
        target = self._target(ClockKind.UPDATE)
        named = self._after(at, target * 0.95) if consent is Consent.YES and chance.random() < 0.5 else None
        transfer = Transfer.COLD if hand.cold else Transfer.WARM
        life.escalate(at, helper, types, triggers, handoff, consent, "", transfer, hand.cold, named)

    def _ask(self, at: datetime) -> None:
        refund = self._case.refund
        assert refund is not None
        self._life.ask(at, ApprovalKind.REFUND, refund.amount, refund.asked)

    def _decide(self, at: datetime) -> None:
        refund = self._case.refund
        assert refund is not None
        decide = self._life.grant if refund.granted else self._life.deny
        decide(at, self._supervisor, refund.words)

    def _not_yet(self, at: datetime) -> None:
        self._life.not_agreed(at, Channel.PHONE, self._any("missing"))

    def _solve(self, at: datetime, solution: str) -> None:
        """Agreed at once, or when the customer has looked at it themselves: then they are told, and when we ring."""
        life = self._life
        later = self._target(ClockKind.CHASE) * (0.15 + 1.3 * self._chance.random())
        waits = self._chance.random() > 0.6 and self._after(at, later * 1.1) < self._until
        if waits:
            life.spoke(at, self._any("back"), self._after(at, later * 1.1))
        life.resolve(at, solution)
        if waits:
            self._pass(later)
        life.agree(self._at, Channel.PHONE, self._case.score)

    # Time, and words in between

    def _play(self, acts: Sequence[tuple[datetime, Act]]) -> None:
        """Acts at their instants; before each the customer has heard of it, as often as was promised."""
        for at, act in acts:
            while self._life.state is not CallState.RESOLVED:
                out = bool(self._life.handed) and self._life.handed[-1].ended is None
                late = out and self._late
                talk = self._next_talk(late=late or self._forgets)
                if talk is None or talk >= at:
                    break
                self._at, self._late, self._forgets = talk, self._late and not late, False
                self._life.spoke(talk, self._any("sorry" if late else "back" if self._life.back_from else "told"))
            self._at = max(at, self._at)
            act(self._at)

    def _next_talk(self, *, late: bool) -> datetime | None:
        """When the customer is to be told next: as a rule in time."""
        last = self._life.last_word_at
        if last is None:
            return None
        target = self._target(ClockKind.UPDATE)
        return max(self._at + _MINUTE, self._after(last, target * (1.15 if late else 0.85)))

    def _target(self, kind: ClockKind) -> timedelta:
        return self._setting.targets[kind, self._life.priority].length

    def _near(self, due: datetime, late: bool) -> datetime:
        """When a call-back is kept: just before it is due, or a while after."""
        return self._after(due, 20 * _MINUTE) if late else due - 2 * _MINUTE

    def _share(self, begin: datetime, end: datetime, part: float) -> datetime:
        return self._after(begin, self._calendar.elapsed(begin, end) * part)

    def _later(self, length: timedelta) -> datetime:
        return self._after(self._at, length)

    def _after(self, at: datetime, length: timedelta) -> datetime:
        seconds = timedelta(seconds=int(length.total_seconds()))
        return min(self._calendar.due(at, seconds).replace(microsecond=0), self._until)

    def _pass(self, length: timedelta) -> None:
        self._at = self._later(length)

    def _any(self, name: str) -> str:
        return self._chance.choice(self._said[name])


_COURSES: Mapping[Course, Callable[[Lives], None]] = {
    Course.AT_ONCE: Lives._at_once,
    Course.SLOW: Lives._slow,
    Course.PASSED_ON: Lives._passed_on,
    Course.LAPSED: Lives._lapsed,
    Course.VOID: Lives._void,
}


def _rounded(length: timedelta) -> timedelta:
    """As people say how long something takes: five minutes more or less."""
    return max(1, round(length / (5 * _MINUTE))) * 5 * _MINUTE
