"""Deals out a month of the demo's year: so many calls of each kind as its plan says, who they went to, and how long
they took; the same for the same month, whenever that is."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from math import log
from random import Random
from statistics import NormalDist
from typing import Any, TypeVar

from deskapp.domain.money import parse_amount
from deskapp.domain.words import Priority
from deskapp.services.demo.cases import Case, Course, Hand, Refund
from deskapp.services.demo.plan import Month, told

_MINUTE = timedelta(minutes=1)
#: Nine in ten lie below it.
_NINE = NormalDist().inv_cdf(0.9)
_LONGEST = timedelta(hours=26)
#: A late update needs so much time that it can be late in.
_ROOM_TO_BE_LATE = timedelta(minutes=200)
#: The priorities of calls solved at once, and of escalated ones from the shortest to the longest.
_USUAL = (Priority.P3, Priority.P4, Priority.P3, Priority.P2, Priority.P4, Priority.P3, Priority.P2, Priority.P3)
_BY_LENGTH = "1323233243"
_FIRST = (5, 4, 5, 4, 4)
_LESS = (3, 2, 3, 1)

T = TypeVar("T")


def deal(month: Month, chance: Random) -> list[Case]:
    """The calls of a month, without their instants and customers."""
    return _Dealer(month, chance).cases()


class _Dealer:
    def __init__(self, month: Month, chance: Random) -> None:
        self._month, self._chance = month, chance
        self._slow_supplier: str = told()["linetel"]["name"]

    def cases(self) -> list[Case]:
        passed = list(self._passed_on())
        self._routes(passed)
        self._lengths(passed)
        self._answers(passed, self._month.answers)
        for case in self._some([one for one in passed if one.score is None], self._month.no_first):
            case.no_first = True
        for case in self._some(passed, self._month.repeated):
            case.comes_back = True
        rest = list(self._kept())
        self._answers([one for one in rest if one.course is Course.AT_ONCE], self._month.others)
        return [*passed, *rest]

    # Solved here

    def _kept(self) -> Iterator[Case]:
        """Solved at once, slowly, or not to the end; and those logged in error."""
        chance, month = self._chance, self._month
        quick: list[Case] = []
        for category, count in month.calls.items():
            texts = self._in_turn([{"summary": one, "solution": other} for one, other in told()["quick"][category]])
            for _call in range(count - month.escalated[category]):
                takes = (3 + int(11 * chance.random() ** 2)) * _MINUTE
                quick.append(Case(Course.AT_ONCE, category, next(texts), chance.choice(_USUAL), takes))
        line = told()["line"]
        for case in [one for one in quick if one.category == "Telephones"][: month.line]:
            case.text, case.customer, case.priority = line, line["customer"], Priority.P3
        plain = [one for one in quick if not one.customer]
        chosen = iter(self._some(plain, month.slow + month.lapsed))
        for place, case in zip(range(month.slow), chosen, strict=False):
            case.course, case.reopened = Course.SLOW, place < month.reopened
            case.takes = timedelta(hours=2 + 6 * chance.random())
            case.priority = chance.choice((Priority.P3, Priority.P3, Priority.P4))
        for case in chosen:
            case.course = Course.LAPSED
            case.takes = timedelta(minutes=20 + int(60 * chance.random()))
        yield from quick
        for _call in range(month.void):
            twin = chance.choice(quick)
            yield Case(Course.VOID, twin.category, twin.text, twin.priority, timedelta(minutes=5))

    # Passed on

    def _passed_on(self) -> Iterator[Case]:
        month = self._month
        refunds = deque(self._refunds())
        for category, count in month.escalated.items():
            if not count:
                continue
            texts: Sequence[Mapping[str, Any]] = told()["passed"][category]
            asking = self._in_turn([text for text in texts if "refund" in text])
            plain = self._in_turn([text for text in texts if "refund" not in text])
            resets = month.reset if category == "Accounts and access" else 0
            for number in range(count):
                case = Case(Course.PASSED_ON, category, {}, Priority.P3, timedelta())
                if "refund" in texts[0] and refunds:
                    case.text, case.refund = next(asking), refunds.popleft()
                elif number < resets:
                    case.text = {**told()["reset"], "planted": True}
                else:
                    case.text = next(plain)
                yield case

    def _refunds(self) -> Iterator[Refund]:
        plan, (asked, granted) = told()["refunds"], self._month.refunds
        amounts = plan["amounts"][:asked]
        for place, amount in enumerate(amounts):
            # The one before the middle is the one that is refused.
            yes = granted == asked or place != asked // 3
            words = plan["granted" if yes else "refused"]
            why = plan["asked"][place % len(plan["asked"])]
            yield Refund(parse_amount(amount) or 0, why, yes, words[place % len(words)])

    def _routes(self, cases: Sequence[Case]) -> None:
        """To whom each was passed on: some went to the wrong one first."""
        month = self._month
        lines = [one for one in cases if one.category == "Telephones"]
        others = [one for one in cases if one.category != "Telephones" and "planted" not in one.text]
        twice = round(month.two * 0.43)
        two = {id(one) for one in (*self._some(lines, twice), *self._some(others, month.two - min(twice, len(lines))))}
        for case in cases:
            right, wrong = told()["routes"][case.category]
            if "asks_for_manager" in case.text["triggers"]:
                right, wrong = "Rita Gomez", "Alex Meyer"
            names = (wrong, right) if id(case) in two else (right,)
            case.hands = [Hand(name, None) for name in names]
        hands = [hand for case in cases for hand in case.hands]
        self._accepted(hands)
        said = told()["said"]
        slow, fast = ([hand for hand in hands if (hand.contact == self._slow_supplier) is one] for one in (True, False))
        for some, count, reasons in ((slow, month.cold[0], said["cold"]), (fast, month.cold[1], said["cold_others"])):
            for place, hand in enumerate(self._some(some, count)):
                hand.cold = reasons[place % len(reasons)]

    def _accepted(self, hands: Sequence[Hand]) -> None:
        """When each is accepted, and how its estimate holds."""
        late: tuple[int, int] = tuple(told()["linetel"]["late"])
        for name, (least, most, one_in) in told()["accepting"].items():
            theirs = [hand for hand in hands if hand.contact == name]
            self._chance.shuffle(theirs)
            slow = name == self._slow_supplier
            in_time = round(len(theirs) * self._month.in_time) if slow else len(theirs) - self._too_late(theirs, one_in)
            for place, hand in enumerate(theirs):
                if place < in_time:
                    hand.accepts = _between(least, most, place, in_time)
                elif slow:
                    hand.accepts = _between(*late, place - in_time, len(theirs) - in_time)
                if slow:
                    hand.outrun = self._month.outrun * (0.85 + 0.3 * (place + 0.5) / len(theirs))
                elif self._chance.random() < 0.7:
                    hand.outrun = 0.9 + 0.35 * self._chance.random()

    def _too_late(self, hands: Sequence[Hand], one_in: int) -> int:
        return round(len(hands) / one_in) if one_in else 0

    # How long they took

    def _lengths(self, cases: Sequence[Case]) -> None:
        """The lengths that the plan names, longer ones where there is more to do; and priorities that go with them."""
        if not cases:
            return
        wide = log(self._month.nine / self._month.middle) / _NINE
        steps = [(place + 0.5) / len(cases) for place in range(len(cases))]
        free = [min(_LONGEST, self._month.middle * 2.718281828 ** (wide * NormalDist().inv_cdf(one))) for one in steps]
        for case in sorted(cases, key=_least, reverse=True):
            fitting = [one for one in free if one >= _least(case)] or [free[-1]]
            case.takes = self._chance.choice(fitting)
            free.remove(case.takes)
        ordered = sorted(cases, key=lambda case: case.takes)
        for place, case in enumerate(ordered):
            case.priority = Priority("P" + _BY_LENGTH[place * len(_BY_LENGTH) // len(ordered)])
            if any(hand.accepts is None for hand in case.hands):
                case.priority = Priority.P2
        late = [one for one in ordered if one.takes >= _ROOM_TO_BE_LATE]
        for case in late[: self._month.late]:
            case.priority, case.late = Priority.P2, True

    # Drawing

    def _answers(self, cases: Sequence[Case], said: tuple[int, int]) -> None:
        answered, content = said
        for place, case in enumerate(self._some(cases, answered)):
            case.score = _FIRST[place % len(_FIRST)] if place < content else _LESS[(place - content) % len(_LESS)]

    def _some(self, these: Sequence[T], count: int) -> list[T]:
        return self._chance.sample(list(these), min(count, len(these)))

    def _in_turn(self, these: Iterable[T]) -> Iterator[T]:
        """One after the other, over and over, in an order of this month."""
        every = list(these)
        self._chance.shuffle(every)
        while every:
            yield from every


def _between(least: int, most: int, place: int, count: int) -> timedelta:
    return (least + (most - least) * (place + 0.5) / count) * _MINUTE


def _least(case: Case) -> timedelta:
    """So long an escalated call takes at least: each hand-off is accepted before half of its time is over."""
    too_late = {name: max(40.0, 1.6 * most) * _MINUTE for name, (_least, most, _in) in told()["accepting"].items()}
    waits = (hand.accepts or too_late[hand.contact] for hand in case.hands)
    return sum((2 * one for one in waits), 15 * _MINUTE)
