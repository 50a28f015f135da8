"""The calls of the demo's year, each with its instant and its customer, in the order of time: as many as there are
references before the story."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.working_time import Calendar
from deskapp.services.demo.callers import Callers
from deskapp.services.demo.cases import Case, Course
from deskapp.services.demo.dealing import deal
from deskapp.services.demo.months import Stretch, back, put_in
from deskapp.services.demo.plan import Month, months
from deskapp.services.demo.story import Telling

#: The year is another for another one.
_SEED = "the demo's year"
_YEAR, _SECOND = timedelta(days=365), timedelta(seconds=1)
#: Months of the year, the present one not counted.
_MONTHS = 12
#: The desk began with one of its counters: so much as in the first of the planned months came in the beginning.
_AT_FIRST = 0.1


@dataclass(frozen=True)
class Told:
    """A call of the story, as far as the plan of its month counts it in."""

    at: datetime
    category: str
    escalated: bool
    refund: bool


def of_story(call: Mapping[str, Any], at: datetime) -> Told:
    """What the plan needs to know of a call of the story that was logged at an instant."""
    does = {step["do"] for step in call.get("steps", ())}
    return Told(at, call["category"], "escalate" in does, "approval" in does)


def cases(
    calendar: Calendar, telling: Telling, story: Sequence[Told], until: datetime, most: int
) -> list[tuple[Case, datetime]]:
    """So many calls at most, the newest, in the order of time; each with the instant by which it is over.

    story: calls that are told elsewhere. until: when all of the year is over.
    """
    stretches = back(telling.now, calendar.zone, _MONTHS)
    found: list[tuple[Case, datetime]] = []
    plans = months()
    for place, stretch in enumerate(stretches[: len(plans) + 1]):
        month = plans[-1].of_size(_so_far(plans[-1], stretch, telling)) if place == 0 else plans[-place]
        taken = [one for one in story if stretch.first <= calendar.local_date(one.at) <= stretch.last]
        found += _dealt(month, taken, _over(stretch, until), calendar, place)
    # Whatever references are left are those of the months before.
    begin = calendar.local_date(telling.now - _YEAR)
    before = [replace(one, first=max(one.first, begin)) for one in stretches[len(plans) + 1 :]]
    for place, (stretch, count) in enumerate(_grown(before, most - len(found)), len(plans) + 1):
        if count:
            month = replace(plans[0].of_size(count), void=0)
            found += _dealt(month, (), _over(stretch, until), calendar, place)
    found.sort(key=lambda one: one[0].at)
    kept = found[max(0, len(found) - most) :]
    Callers(calendar, telling, Random(_SEED)).name(case for case, _until in kept)
    return kept


def _dealt(
    month: Month, story: Iterable[Told], stretch: Stretch, calendar: Calendar, place: int
) -> Iterator[tuple[Case, datetime]]:
    chance = Random(f"{_SEED} {place}")
    dealt = deal(month, chance)
    for one in story:
        _make_room(dealt, one)
    if put_in(dealt, stretch, calendar, chance):
        yield from ((case, stretch.until - _SECOND) for case in dealt)


def _make_room(dealt: list[Case], told: Told) -> None:
    """What the story tells of the month takes the place of a call like it."""

    def unlike(case: Case) -> tuple[bool, ...]:
        passed = case.course is Course.PASSED_ON
        plain = passed or case.course is Course.AT_ONCE
        refund = (case.refund is not None) is not told.refund
        return (passed is not told.escalated, not plain, refund, case.category != told.category, case.planted)

    if dealt:
        dealt.remove(min(dealt, key=unlike))


def _so_far(month: Month, stretch: Stretch, telling: Telling) -> int:
    """How many came in the present month up to now, were it like that one."""
    whole = (stretch.first.replace(day=28) + timedelta(days=4)).replace(day=1) - stretch.first
    return round(month.logged * (stretch.last - stretch.first).days / whole.days)


def _over(stretch: Stretch, until: datetime) -> Stretch:
    return replace(stretch, until=min(stretch.until, until))


def _grown(stretches: Sequence[Stretch], calls: int) -> Iterator[tuple[Stretch, int]]:
    """So many calls over stretches, the newest first, more of them from month to month."""
    weights = [
        ((stretch.last - stretch.first).days + 1) * (1 - (1 - _AT_FIRST) * place / max(1, len(stretches) - 1))
        for place, stretch in enumerate(stretches)
    ]
    so_far, given = 0.0, 0
    for stretch, weight in zip(stretches, weights, strict=True):
        so_far += weight
        upto = round(max(0, calls) * so_far / sum(weights))
        yield stretch, upto - given
        given = upto
