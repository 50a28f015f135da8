"""Ranking over 2,000 contacts and 200 rules, against looking at each contact once: its skill and its hours.

Run as `python tests/benchmarks/bench_routing.py`; prints a table. The issue's bound is 20 ms a ranking.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deskapp.domain.routes import Asked, OnCall, Route, Step
from deskapp.domain.routing import Candidate, route
from deskapp.domain.words import ContactKind, EscalationType, Level, Priority, RouteHours
from deskapp.domain.working_time import Calendar

CONTACTS, RULES, CALENDARS, ROUNDS = 2_000, 200, 20, 60
LIMIT = 0.020
NOW = datetime(2026, 11, 16, 10, tzinfo=UTC)
#: Of what one look at each contact takes.
REACH = 60.0


def measure() -> list[tuple[str, float, float, float]]:
    """(name, ours in seconds, floor in seconds, ratio to reach): the bound is held as a ratio of itself, too."""
    people, rules = _people(), _rules()
    call = Asked(7, (EscalationType.FUNCTIONAL,), ("no_solution",), Priority.P2)
    answers = {number: OnCall(number * 3, NOW + timedelta(hours=8)) for number in range(1, 20)}
    ours = _timed(lambda: route(call, people, NOW, routes=rules, on_call=answers))
    floor = _timed(lambda: sorted((7 in person.skills, person.id) for person in people))
    return [("rank 2,000 contacts by 200 rules", ours, floor, REACH), ("the same, of its 20 ms", ours, LIMIT, 1.0)]


def _timed(work: Callable[[], object]) -> float:
    taken = []
    for _round in range(ROUNDS):
        before = time.perf_counter()
        work()
        taken.append(time.perf_counter() - before)
    return median(taken[5:])


def _people() -> tuple[Candidate, ...]:
    hours = [
        Calendar("UTC", {day: [(f"{begin % 12:02}:00", "17:30")] for day in ("mon", "tue", "wed", "thu", "fri")})
        for begin in range(CALENDARS)
    ]
    return tuple(
        Candidate(
            number,
            list(ContactKind)[number % 5],
            (number % 10, number % 7),
            list(Level)[number % 4],
            hours[number % CALENDARS],
            timedelta(hours=number % 5) if number % 3 else None,
            f"A-{number}" if number % 4 == 0 else "",
            tuple(timedelta(minutes=number % 60 + more) for more in range(number % 6)),
            number % 6,
            (number % CONTACTS + 1,),
        )
        for number in range(1, CONTACTS + 1)
    )


def _rules() -> tuple[Route, ...]:
    """The rule that fits stands last, and its chain leads through ten others."""
    rules = [
        Route(
            number,
            (Step(number * 9 % CONTACTS + 1), Step(rota_id=number % 20), Step(number * 13 % CONTACTS + 1)),
            category_id=number % 10 + 10,
            hours=RouteHours.INSIDE,
            calendar=Calendar("UTC", {"mon": [("09:00", "17:30")]}),
            then_id=number + 1 if number % 10 else None,
        )
        for number in range(1, RULES)
    ]
    return (*rules, Route(RULES, (Step(5), Step(rota_id=3)), category_id=7, then_id=1))


def main() -> None:
    for name, ours, floor, reach in measure():
        print(f"{name:36} {ours * 1e3:8.3f} ms {floor * 1e3:8.3f} ms {ours / floor:7.2f} {reach:6.2f}")


if __name__ == "__main__":
    main()
