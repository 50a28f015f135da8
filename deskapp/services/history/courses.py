"""What becomes of calls in an invented history: solved at once, after a while, by somebody else, or not at all; and how
those stand that are still open."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random
from typing import TypeVar

from deskapp.domain.lapse import ATTEMPTS, DAYS, counted
from deskapp.domain.words import (
    ApprovalKind,
    AttemptResult,
    CallState,
    Channel,
    ClockKind,
    Consent,
    EscalationType,
    Impact,
    PauseReason,
    Priority,
    Tier,
    Tone,
    Transfer,
    Urgency,
    VoidReason,
)
from deskapp.services.history.life import Life
from deskapp.services.history.people import Agent
from deskapp.services.history.said import Problem, Said
from deskapp.services.history.setting import Helper, Setting

T = TypeVar("T")

_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
#: A call that repeats another comes so soon after it.
_REPEATS = timedelta(days=7)
#: A course that is not hurried by the present takes so much working time at most.
_ROOM = timedelta(hours=100)
#: The last act of a call that is over lies so long back at least.
_QUIET = timedelta(minutes=2)

_CHANNELS = (
    (0.68, Channel.PHONE),
    (0.88, Channel.EMAIL),
    (0.96, Channel.IN_PERSON),
    (0.99, Channel.CHAT),
    (1.0, Channel.OTHER),
)
_IMPACTS = ((0.86, Impact.ONE), (0.96, Impact.SEVERAL), (0.992, Impact.DEPARTMENT), (1.0, Impact.SITE))
_URGENCIES = ((0.34, Urgency.CAN_WAIT), (0.85, Urgency.SOON), (1.0, Urgency.NOW))
_TONES = (
    (0.7, None),
    (0.84, Tone.CALM),
    (0.92, Tone.WORRIED),
    (0.975, Tone.FRUSTRATED),
    (0.995, Tone.ANGRY),
    (1.0, Tone.ABUSIVE),
)
_WAITS = ((0.62, PauseReason.CUSTOMER), (0.92, PauseReason.SUPPLIER), (1.0, PauseReason.OTHER))
_SCORES = ((0.03, 1), (0.08, 2), (0.2, 3), (0.5, 4), (1.0, 5))
_TRANSFERS = ((0.6, Transfer.WARM), (0.85, Transfer.COLD), (1.0, Transfer.MESSAGE))
_FUNCTIONAL = (EscalationType.FUNCTIONAL,)
_BEYOND = "beyond_authority"
#: What agents may decide by themselves, in hundredths.
_LIMIT = 50_00
#: Types of an escalation with the signs it is made for.
_WHY = (
    (0.45, (_FUNCTIONAL, (("other_knowledge", ""),))),
    (0.7, (_FUNCTIONAL, (("tool_missing", ""),))),
    (0.82, (_FUNCTIONAL, (("no_solution", "The checklist is done."),))),
    (0.9, ((EscalationType.HIERARCHICAL,), ((_BEYOND, ""),))),
    (0.95, ((EscalationType.HIERARCHICAL,), (("asks_for_manager", ""),))),
    (1.0, ((EscalationType.FUNCTIONAL, EscalationType.HIERARCHICAL), (("business_impact", ""), ("no_solution", "")))),
)


class Courses:
    """Tells lives: `log`, then one of the courses. at the latest by `now` each of them has come to where it ends."""

    def __init__(self, setting: Setting, said: Said, chance: Random, now: datetime) -> None:
        self._setting, self._said, self._chance, self._now = setting, said, chance, now.replace(microsecond=0)
        self._calendar = setting.calendar

    # Logged

    def log(self, life: Life, at: datetime, *, open_still: bool) -> Problem:
        """open_still: whether it is open at the present."""
        chance, said = self._chance, self._said
        problem = said.problem()
        caller = life.caller
        repeats = caller.last_at is not None and at - caller.last_at < _REPEATS and chance.random() < 0.3
        lines = self._setting.checks[self._setting.categories[problem.category]]
        ticked = lines[: 1 + int(chance.random() * len(lines))] if chance.random() < 0.3 else ()
        deadline = None
        if not open_still and chance.random() < 0.02:
            deadline = self._later(at, 60 + 900 * chance.random())
        life.log(
            at,
            category=problem.category,
            summary=problem.summary,
            details=self._details(problem),
            wants=said.any("wants") if chance.random() < 0.45 else "",
            channel=self._drawn(_CHANNELS),
            impact=self._drawn(_IMPACTS),
            urgency=self._drawn(_URGENCIES),
            tone=self._drawn(_TONES),
            deadline=deadline,
            repeat_of=caller.last_call if repeats else None,
            checks=ticked,
        )
        caller.last_call, caller.last_at = life.id, at
        return problem

    def _details(self, problem: Problem) -> str:
        drawn = self._chance.random()
        if drawn < 0.25:
            return ""
        if drawn < 0.6:
            return problem.details
        return f"{problem.details} {self._said.any('details')}"

    # Over

    def over(self, life: Life, problem: Problem, colleagues: Sequence[Agent]) -> None:
        """A call that is over by now."""
        assert life.logged is not None
        chance = self._chance
        self._last = self._now - _QUIET
        room = self._calendar.elapsed(life.logged, self._last)
        #: How much of the time that a course would take there is for it.
        self._pace = min(1.0, room / _ROOM)
        self._at = life.logged
        drawn = chance.random()
        if drawn < 0.012:
            self._void(life)
            return
        self._beside(life, colleagues)
        if drawn < 0.6:
            self._at_once(life, problem)
        elif drawn < 0.83:
            self._after_a_while(life, problem)
        elif drawn < 0.93:
            self._passed_on(life, problem)
        else:
            self._waited(life, problem)
        if life.state is CallState.CLOSED and self._pace == 1.0 and chance.random() < 0.015:
            self._wait(60, 2000)
            life.reopen(self._at, self._said.any("again"))
            self._wait(20, 400)
            life.step(self._at, problem.step)
            self._wait(5, 60)
            life.resolve(self._at, problem.solution)
            life.agree(self._at, Channel.PHONE, self._score())

    def _at_once(self, life: Life, problem: Problem) -> None:
        self._answer(life)
        self._wait(1, 6)
        if self._chance.random() < 0.35:
            life.step(self._at, problem.step)
        self._wait(1, 9)
        life.resolve(self._at, problem.solution)
        life.agree(self._at, Channel.PHONE, self._score())

    def _after_a_while(self, life: Life, problem: Problem) -> None:
        chance, said = self._chance, self._said
        takes = self._takes(life)
        self._answer(life)
        self._wait(2, 15)
        life.step(self._at, problem.step)
        for _turn in range(int(1 + 2.5 * chance.random())):
            self._pass(takes * 0.3)
            if chance.random() < 0.5:
                life.note(self._at, said.any("note"))
            else:
                life.spoke(self._at, said.any("spoke"), self._next_update())
        if chance.random() < 0.12:
            self._called_back(life)
        self._pass(takes * 0.35)
        self._solve(life, problem)

    def _waited(self, life: Life, problem: Problem) -> None:
        said = self._said
        self._answer(life)
        self._wait(5, 60)
        life.spoke(self._at, said.any("spoke"), self._next_update())
        self._wait(1, 30)
        life.pause(self._at, self._drawn(_WAITS), said.any("waits"), self._later(self._at, 600))
        self._wait(100, 1800)
        life.resume(self._at, said.any("goes_on"))
        self._wait(5, 90)
        self._solve(life, problem)

    def _passed_on(self, life: Life, problem: Problem) -> None:
        chance, said = self._chance, self._said
        self._answer(life)
        self._wait(3, 40)
        life.step(self._at, problem.step)
        helper = self._helper(problem.category)
        self._wait(1, 10)
        self._escalate(life, problem, helper)
        self._ask_above(life)
        target = helper.acceptance[life.priority]
        if chance.random() < 0.2:
            self._wait(1, 10)
            life.try_contact(self._at, AttemptResult.NO_ANSWER, said.any("nobody"))
        self._pass(target.length * min(2.5, chance.lognormvariate(-1.1, 0.8)))
        if chance.random() < 0.04:
            life.refuse(self._at, said.any("again"))
            helper = self._helper(problem.category, instead_of=helper)
            self._wait(1, 15)
            self._escalate(life, problem, helper)
            self._wait(5, 60)
        life.accept(self._at, self._somebody() if chance.random() < 0.5 else "", self._estimate())
        takes = self._takes(life)
        if chance.random() < 0.6:
            self._pass(takes * 0.4)
            life.hear(self._at, said.any("heard"), self._estimate() if chance.random() < 0.2 else None)
        self._pass(takes * 0.5)
        done = said.any("answer")
        ref = f"{helper.name[0]}{10_000 + int(90_000 * chance.random())}" if helper.outside else ""
        life.give_back(self._at, done, problem.solution, ref, self._at if chance.random() < 0.4 else None)
        self._wait(2, 60)
        self._solve(life, problem)

    def _ask_above(self, life: Life) -> None:
        """What is beyond the agent's authority is asked of somebody above, who says yes as a rule."""
        if all(code != _BEYOND for code, _reason in life.handed[-1].triggers):
            return
        chance = self._chance
        amount = _LIMIT + 100 * int(1 + 400 * chance.random() ** 3)
        life.ask(self._at, chance.choice((ApprovalKind.REFUND, ApprovalKind.CREDIT)), amount, self._said.any("wants"))
        self._wait(2, 90)
        above = chance.choice(self._setting.supervisors)
        decide = life.grant if chance.random() < 0.85 else life.deny
        decide(self._at, above, self._said.any("given_on"))

    def _solve(self, life: Life, problem: Problem) -> None:
        """Resolved, and agreed at once, later, only the second time, or never."""
        chance = self._chance
        life.resolve(self._at, problem.solution)
        drawn = chance.random()
        if drawn < 0.55:
            life.agree(self._at, Channel.PHONE, self._score())
            return
        if drawn < 0.6:
            self._wait(10, 200)
            life.not_agreed(self._at, Channel.PHONE, self._said.any("missing"))
            self._wait(10, 300)
            life.step(self._at, problem.step)
            self._wait(2, 60)
            life.resolve(self._at, problem.solution)
            life.agree(self._at, Channel.PHONE, self._score())
            return
        if drawn < 0.63 and self._pace == 1.0 and self._lapse(life):
            return
        if drawn < 0.75:
            self._wait(30, 200)
            life.attempt(self._at, self._said.any("nobody"))
        self._wait(20, 500)
        life.agree(self._at, self._drawn(_CHANNELS), self._score())

    def _lapse(self, life: Life) -> bool:
        """Nobody answers, on days enough; whether there was time for it."""
        tried = []
        for _turn in range(ATTEMPTS):
            self._wait(200, 500)
            life.attempt(self._at, self._said.any("nobody"))
            tried.append(self._at)
        attempts = counted(tried, self._setting.zone)
        if attempts.days < DAYS:
            return False
        self._wait(30, 300)
        by = self._chance.choice(self._setting.supervisors)
        life.lapse(self._at, by.id, self._said.any("lapsed"), attempts.count, attempts.days)
        return True

    def _void(self, life: Life) -> None:
        self._wait(2, 90)
        if life.repeat_of is not None:
            life.void(self._at, VoidReason.DUPLICATE, "", life.repeat_of)
        else:
            life.void(self._at, VoidReason.IN_ERROR, self._said.any("in_error"), None)

    def _beside(self, life: Life, colleagues: Sequence[Agent]) -> None:
        """What may come to any call soon after it was logged."""
        chance, said = self._chance, self._said
        drawn = chance.random()
        if drawn > 0.1:
            return
        self._wait(1, 5)
        if drawn < 0.035:
            life.tag(self._at, said.tag())
        elif drawn < 0.055:
            self._another_priority(life)
        elif drawn < 0.08 and len(colleagues) > 1:
            to = chance.choice([one for one in colleagues if one.id != life.owner.id])
            life.reassign(self._at, to, said.any("given_on"))
        elif drawn < 0.084:
            life.seal(self._at, said.any("sealed"), colleagues[:1] if chance.random() < 0.5 else ())

    def _another_priority(self, life: Life) -> None:
        every = list(Priority)
        place = every.index(life.priority)
        to = place - 1 if place and self._chance.random() < 0.7 else min(place + 1, len(every) - 1)
        if to != place:
            life.set_priority(self._at, every[to], self._said.any("raised"))

    def _answer(self, life: Life) -> None:
        """Whoever wrote is answered, as a rule in time."""
        if life.state is CallState.NEW:
            target = self._setting.targets[ClockKind.RESPONSE, life.priority].length
            self._pass(target * min(2.0, self._chance.lognormvariate(-1.2, 0.7)))
            life.spoke(self._at, self._said.any("spoke"))

    def _called_back(self, life: Life) -> None:
        chance, said = self._chance, self._said
        due = self._later(self._at, 30 + 400 * chance.random())
        life.call_back(self._at, due, said.any("wants"))
        if chance.random() < 0.1:
            self._wait(5, 20)
            due = self._later(self._at, 30 + 300 * chance.random())
            life.move(self._at, due, said.any("waits"))
        late = chance.random() < 0.08
        self._at = min(max(self._at, due + (20 * _MINUTE if late else -2 * _MINUTE)), self._last)
        life.keep(self._at, said.any("spoke"))

    # Still open

    def still_open(self, life: Life, problem: Problem) -> None:
        """A call that is open at the present: few are late, some soon will be, most are in order."""
        assert life.logged is not None
        chance = self._chance
        self._last, self._pace, self._at = self._now, 1.0, life.logged
        age = self._calendar.elapsed(life.logged, self._now)
        targets = self._setting.targets
        resolution = targets[ClockKind.RESOLUTION, life.priority].length
        if chance.random() < 0.03:
            life.tag(self._at, self._said.tag())
        if life.state is CallState.NEW:
            response = targets[ClockKind.RESPONSE, life.priority].length
            if age < response * (1.4 if chance.random() < 0.05 else 0.9):
                return
            self._pass(min(response * 0.5, age * 0.3))
            life.spoke(self._at, self._said.any("spoke"))
        if chance.random() < 0.0025:
            life.seal(self._at, self._said.any("sealed"), ())
        self._pass(min(resolution, age) * (0.05 + 0.1 * chance.random()))
        life.step(self._at, problem.step)
        if chance.random() < 0.5:
            life.note(self._at, self._said.any("note"), self._said.any("next"))
        late = chance.random() < 0.022
        if age < resolution * (1.3 if late else 0.75):
            self._at_work(life, problem, late=late)
        elif chance.random() < 0.3 and not late:
            self._waiting_for_agreement(life, problem, resolution)
        else:
            self._waiting(life, problem, resolution, late=late)

    def _at_work(self, life: Life, problem: Problem, *, late: bool) -> None:
        chance = self._chance
        drawn = chance.random()
        if drawn < 0.35:
            self._out(life, problem)
        elif drawn < 0.5:
            life.note(self._at, self._said.any("note"))
        elif late or drawn < 0.6:
            # It may be the call-back alone that was forgotten.
            self._at = self._between()
            life.call_back(self._at, max(self._ahead(late), self._at + _MINUTE), self._said.any("wants"))
            late = late and chance.random() < 0.4
        if life.back_from is not None and chance.random() < 0.6 and life.told_again_after(self._now):
            return
        self._keep_informed(life, late=late)

    def _out(self, life: Life, problem: Problem) -> None:
        """It is with a contact, or came back just now."""
        chance, said = self._chance, self._said
        if any(out.ended is None for out in life.handed):
            return
        helper = self._helper(problem.category)
        # As a rule they have accepted before their time is over.
        target = helper.acceptance[life.priority]
        hours = self._setting.calendars[target.calendar_version_id]
        self._at = self._between()
        self._escalate(life, problem, helper)
        over = hours.due(self._at, target.length)
        if over > self._now:
            if chance.random() < 0.4:
                return
            accepted = self._at + (self._now - self._at) * chance.random() * 0.8
        elif chance.random() < 0.06:
            return
        else:
            accepted = self._at + (over - self._at) * chance.random()
        self._at = accepted.replace(microsecond=0)
        life.accept(self._at, self._somebody() if chance.random() < 0.5 else "", self._estimate())
        drawn = chance.random()
        if drawn < 0.5:
            self._at = self._between()
            life.hear(self._at, said.any("heard"), None)
        if drawn < 0.2:
            self._at = self._between()
            life.give_back(self._at, said.any("answer"), problem.solution, "", None)

    def _waiting(self, life: Life, problem: Problem, resolution: timedelta, *, late: bool) -> None:
        """It has waited for somebody since soon after it was logged: so its clock has hardly run."""
        chance, said = self._chance, self._said
        self._pass(resolution * 0.15 * chance.random())
        back_by = self._ahead(late=chance.random() < 0.05)
        if back_by <= self._at:
            back_by = self._now + _DAY
        life.pause(self._at, self._drawn(_WAITS), said.any("waits"), back_by)
        if chance.random() < 0.12:
            self._out(life, problem)
        for _turn in range(int(2 * chance.random())):
            self._at = self._between()
            life.note(self._at, said.any("note"))
        if chance.random() < 0.2:
            # It went on not long ago.
            ran = resolution * 0.4 * chance.random()
            begun = self._back(ran)
            if begun > self._at:
                self._at = begun
                life.resume(self._at, said.any("goes_on"))
                if chance.random() < 0.3:
                    self._out(life, problem)
        self._keep_informed(life, late=late)

    def _waiting_for_agreement(self, life: Life, problem: Problem, resolution: timedelta) -> None:
        chance, said = self._chance, self._said
        self._pass(resolution * 0.4 * chance.random())
        # Most were resolved lately; those who do not answer are tried.
        if chance.random() < 0.8:
            life.pause(self._at, PauseReason.CUSTOMER, said.any("waits"), None)
            self._at = max(self._at, self._back(timedelta(minutes=30 + 1500 * chance.random() ** 2)))
            life.resume(self._at, said.any("goes_on"))
        self._keep_informed(life, late=False, until=self._at + (self._now - self._at) * 0.2)
        life.resolve(self._at, problem.solution)
        for _turn in range(int(4 * chance.random() ** 2)):
            self._at = self._between()
            life.attempt(self._at, said.any("nobody"))

    def _keep_informed(self, life: Life, *, late: bool, until: datetime | None = None) -> None:
        """The last conversation, and what was promised with it: the next update."""
        begin, end = self._at, max(self._at, until or self._now)
        self._at = begin + (end - begin) * self._chance.random()
        self._at = self._at.replace(microsecond=0)
        update = self._setting.targets[ClockKind.UPDATE, life.priority].length
        if not late and self._calendar.due(self._at, update * 0.7) > self._now:
            life.spoke(self._at, self._said.any("spoke"))
            return
        ahead = max(self._ahead(late), self._at + _MINUTE)
        life.spoke(self._at, self._said.any("spoke"), ahead)

    def _ahead(self, late: bool) -> datetime:
        """An instant that was named: to come within days, a few within minutes; or over."""
        chance = self._chance
        if late:
            return self._back(timedelta(minutes=5 + 500 * chance.random() ** 2))
        if chance.random() < 0.02:
            return self._now + (1 + int(13 * chance.random())) * _MINUTE
        return self._later(self._now, 20 + 2500 * chance.random() ** 1.5)

    # Passed on

    def _escalate(self, life: Life, problem: Problem, helper: Helper) -> None:
        chance = self._chance
        types, triggers = self._drawn(_WHY)
        consent, why_not = Consent.YES, ""
        if chance.random() < 0.1:
            consent = Consent.NOT_ASKED
        elif not helper.outside and chance.random() < 0.02:
            consent, why_not = Consent.NO, self._said.any("sealed")
        transfer = self._drawn(_TRANSFERS)
        handoff = {
            "issue": f"{life.summary}. {life.details}".strip(),
            "steps": problem.step,
            "wants": life.wants or "That it works again.",
        }
        cold = self._said.any("waits") if transfer is Transfer.COLD else ""
        named = self._next_update() if consent is not Consent.NO else None
        life.escalate(self._at, helper, types, triggers, handoff, consent, why_not, transfer, cold, named)

    def _helper(self, category: str, instead_of: Helper | None = None) -> Helper:
        others = [one for one in self._setting.helpers if one is not instead_of]
        return self._chance.choice([one for one in others if category in one.skills] or others)

    def _estimate(self) -> timedelta | None:
        return timedelta(minutes=30 * int(1 + 15 * self._chance.random())) if self._chance.random() < 0.6 else None

    def _somebody(self) -> str:
        return self._chance.choice(("Jo", "Sasha", "Kim", "Robin", "Alexis", "the desk there"))

    # Time

    def _takes(self, life: Life) -> timedelta:
        """How long it takes to solve: as a rule well within the target."""
        target = self._setting.targets[ClockKind.RESOLUTION, life.priority].length
        hurried = 0.8 if life.caller.tier is Tier.KEY else 1.0
        return target * hurried * min(3.0, self._chance.lognormvariate(-1.4, 0.8))

    def _next_update(self) -> datetime | None:
        """A point in time named to the customer, now and then."""
        if self._chance.random() > 0.45:
            return None
        return self._later(self._at, 60 + 500 * self._chance.random())

    def _score(self) -> int | None:
        return self._drawn(_SCORES) if self._chance.random() < 0.3 else None

    def _wait(self, least: float, most: float) -> None:
        """So many minutes of working time go by, most often few."""
        self._pass(timedelta(minutes=least + (most - least) * self._chance.random() ** 2))

    def _pass(self, length: timedelta) -> None:
        seconds = int(length.total_seconds() * self._pace)
        self._at = min(self._calendar.due(self._at, timedelta(seconds=seconds)), self._last)

    def _later(self, at: datetime, minutes: float) -> datetime:
        return self._calendar.due(at, timedelta(minutes=int(minutes)))

    def _back(self, length: timedelta) -> datetime:
        """So much working time before the present, whole seconds."""
        spans = self._calendar.spans(self._now - length - 7 * _DAY, self._now)
        for begin, end in reversed(spans):
            if length < end - begin:
                return (end - length).replace(microsecond=0)
            length -= end - begin
        return self._now - 7 * _DAY

    def _between(self) -> datetime:
        """An instant from the last act to the present."""
        at = self._at + (self._now - self._at) * self._chance.random()
        return at.replace(microsecond=0)

    def _drawn(self, of: Sequence[tuple[float, T]]) -> T:
        drawn = self._chance.random()
        return next(one for share, one in of if drawn < share)
