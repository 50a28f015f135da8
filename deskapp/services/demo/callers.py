"""Who calls in the demo's year: nobody comes back within the week after an escalation but those the plan names."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from deskapp.domain.working_time import Calendar
from deskapp.services.demo.cases import Case, Course
from deskapp.services.demo.plan import told
from deskapp.services.demo.story import Telling, story

#: So long after an escalation a new call counts as a repeat contact, and so long nobody else of the plan calls.
_WEEK = timedelta(days=7)
_QUIET = _WEEK + timedelta(hours=1)
#: Who has an open call in the story did not call so long before it: it counts their contacts.
_COUNTED = timedelta(days=32)
#: Before the story begins only customers who are not in it are escalated: the others call in it.
_BEFORE = timedelta(days=9)
_LINES = "Telephones"
#: Nobody calls more often about the same within so long: it would be a signal that nobody planned.
_OFTEN, _AGAIN = 3, timedelta(days=125)


class Callers:
    """Says who calls, call by call in the order of time."""

    def __init__(self, calendar: Calendar, telling: Telling, chance: Random) -> None:
        self._calendar, self._now, self._chance = calendar, telling.now, chance
        in_story = [one["name"] for one in story()["customers"]]
        self._others: Sequence[str] = told()["customers"]["names"]
        self._everybody = [*in_story, *self._others]
        self._busy = {call["customer"] for call in story()["open"]} | {one["customer"] for one in story()["earlier"]}
        self._outage = {call["customer"] for call in story()["outage"]["calls"]}
        self._outage_at = self._now - timedelta(days=story()["outage"]["days"])
        self._line: str = told()["line"]["customer"]
        #: When somebody of a name called about a category.
        self._lately: dict[tuple[str, str], list[datetime]] = {}
        #: Until when nobody of that name calls.
        self._quiet: dict[str, datetime] = {}
        #: Escalated calls whose customer will come back, and when they were solved.
        self._to_come: deque[tuple[Case, datetime]] = deque()

    def name(self, cases: Iterable[Case]) -> None:
        """Give each of the calls, in the order of time, its customer."""
        for case in cases:
            earlier = self._one_to_come(case, case.at)
            if earlier is not None:
                case.customer, case.repeats = earlier.customer, earlier
                case.text = {**case.text, "summary": f"Once more: {earlier.text['summary'].lower()}"}
            elif not case.customer:
                free = [one for one in self._everybody if self._may(one, case, case.at)]
                case.customer = self._chance.choice(free)
            self._lately.setdefault((case.customer, case.category), []).append(case.at)
            if case.course is Course.PASSED_ON:
                solved = self._calendar.due(case.at, case.takes)
                self._quiet[case.customer] = solved + _QUIET
                if case.comes_back:
                    self._to_come.append((case, solved))

    def _one_to_come(self, case: Case, at: datetime) -> Case | None:
        """Whose customer comes back with this call: first of the same matter, in the end of any."""
        if case.course is not Course.AT_ONCE or case.customer:
            return None
        for place, (earlier, solved) in enumerate(self._to_come):
            since = at - earlier.at
            near = case.category == earlier.category or since > timedelta(days=4)
            if solved < at and since < _WEEK and near and not self._often(earlier.customer, case.category, at):
                del self._to_come[place]
                return earlier
        return None

    def _often(self, name: str, category: str, at: datetime) -> bool:
        return sum(at - one < _AGAIN for one in self._lately.get((name, category), ())) >= _OFTEN

    def _may(self, name: str, case: Case, at: datetime) -> bool:
        if self._quiet.get(name, at) > at:
            return False
        if self._often(name, case.category, at):
            return False
        if name in self._busy and at > self._now - _COUNTED:
            return False
        if name in self._outage and abs(at - self._outage_at) < _BEFORE:
            return False
        if case.course is not Course.PASSED_ON:
            return name != self._line or case.category != _LINES
        return name != self._line and (at < self._now - _BEFORE or name in self._others)


def accounts() -> Iterator[tuple[str, str, str]]:
    """Name, account and number of each customer who is not in the story. The numbers are kept free for stories."""
    for place, name in enumerate(told()["customers"]["names"]):
        yield name, f"{30_110 + 17 * place}", f"0113 496 0{110 + 7 * place:03}"
