"""The plan of the demo's year: what each month was like, read from resources/demo, and months of fewer calls."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from deskapp import paths
from deskapp.domain.data_class import dataclass
from deskapp.services.demo.story import length


@cache
def told() -> dict[str, Any]:
    """The plan as it is written. It is ours, so a slip in it is a bug and fails loudly."""
    with (paths.resources() / "demo" / "year.toml").open("rb") as file:
        return tomllib.load(file)


@dataclass(frozen=True)
class Month:
    """What came in a month and what became of it; its figures are explained where they are written."""

    #: By category: calls logged, and escalated ones of these.
    calls: Mapping[str, int]
    escalated: Mapping[str, int]
    two: int
    slow: int
    lapsed: int
    void: int
    reopened: int
    middle: timedelta
    nine: timedelta
    #: Transfers that were not warm: to the slow supplier, to all others.
    cold: tuple[int, int]
    in_time: float
    outrun: float
    #: (those there were, those of them that went well).
    refunds: tuple[int, int]
    answers: tuple[int, int]
    others: tuple[int, int]
    repeated: int
    late: int
    reset: int
    line: int
    no_first: int

    @property
    def logged(self) -> int:
        return sum(self.calls.values())

    def of_size(self, calls: int) -> "Month":
        """A month like this one with so many calls."""
        by = calls / self.logged
        counts = _shared(list(self.calls.values()), calls)
        handed = _shared(list(self.escalated.values()), round(by * sum(self.escalated.values())))

        def some(count: int) -> int:
            return round(count * by)

        def pair(two: tuple[int, int]) -> tuple[int, int]:
            return some(two[0]), min(some(two[0]), some(two[1]))

        return Month(
            calls=dict(zip(self.calls, counts, strict=True)),
            escalated={name: min(one, most) for name, one, most in zip(self.escalated, handed, counts, strict=True)},
            two=some(self.two),
            slow=some(self.slow),
            lapsed=some(self.lapsed),
            void=some(self.void),
            reopened=some(self.reopened),
            middle=self.middle,
            nine=self.nine,
            cold=(some(self.cold[0]), some(self.cold[1])),
            in_time=self.in_time,
            outrun=self.outrun,
            refunds=pair(self.refunds),
            answers=pair(self.answers),
            others=pair(self.others),
            repeated=some(self.repeated),
            late=some(self.late),
            reset=some(self.reset),
            line=0,
            no_first=some(self.no_first),
        )


def months() -> tuple[Month, ...]:
    """The last whole months, the oldest first."""
    return tuple(_month(one) for one in told()["months"])


def _month(one: Mapping[str, Any]) -> Month:
    names = told()["categories"]
    in_time, outrun = one["linetel"]
    plain = ("two", "slow", "lapsed", "void", "reopened", "repeated", "late", "reset", "line", "no_first")
    return Month(
        calls=dict(zip(names, one["calls"], strict=True)),
        escalated=dict(zip(names, one["escalated"], strict=True)),
        middle=length(one["middle"]),
        nine=length(one["nine"]),
        cold=tuple(one["cold"]),
        in_time=in_time,
        outrun=outrun,
        refunds=tuple(one["refunds"]),
        answers=tuple(one["answers"]),
        others=tuple(one["others"]),
        **{name: one[name] for name in plain},
    )


def _shared(parts: Sequence[int], whole: int) -> list[int]:
    """So many in all, shared out as the parts are: the largest remainders first."""
    total = sum(parts)
    exact = [part * whole / total for part in parts]
    shared = [int(one) for one in exact]
    by_rest = sorted(range(len(parts)), key=lambda place: (shared[place] - exact[place], place))
    for place in by_rest[: whole - sum(shared)]:
        shared[place] += 1
    return shared
