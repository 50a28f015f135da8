"""Which calls of a period are looked at: by lot, so that nobody chooses; a seed draws the same again."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from enum import StrEnum
from hashlib import sha256
from itertools import accumulate

from deskapp.domain.data_class import dataclass

#: Of each agent at least so many are drawn, where there are so many.
OF_EACH_AGENT = 2
#: A customer who gave no more than this of 5 was not content.
LOW_MARK = 2

_LOTS = 2**64


class Picked(StrEnum):
    """Why a call is among those that are looked at."""

    LOT = "lot"
    #: By lot too, so that there are enough of its agent.
    AGENT = "agent"
    #: Its customer was not content.
    LOW = "low"
    #: Somebody chose it by hand.
    CHOSEN = "chosen"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An escalated call of the period, by what tells it from others.

    types: of its first escalation there. outcome: how the call stands. low: its customer was not content.
    """

    call_id: int
    agent_id: int
    types: tuple[str, ...]
    outcome: str
    low: bool = False

    @property
    def stratum(self) -> tuple[tuple[str, ...], str]:
        return self.types, self.outcome


@dataclass(frozen=True, slots=True)
class Drawn:
    """Calls with why each is there, in the order of their lots; of how many, and how many there were with low marks."""

    picks: tuple[tuple[int, Picked], ...]
    pool: int
    low_found: int

    def count(self, *why: Picked) -> int:
        return sum(1 for _call_id, reason in self.picks if reason in why)


def draw(
    candidates: Iterable[Candidate],
    seed: str,
    size: int,
    *,
    each_agent: int = OF_EACH_AGENT,
    most_low: int = 0,
) -> Drawn:
    """Draw `size` calls by lot, and up to `most_low` more of those with low marks that the lot left out.

    Types and outcomes come in the share that they have of all, and of each agent there are `each_agent` where there are
    so many; there are more than `size` only where the agents alone need more. In whichever order the candidates come,
    and whoever else is among them, a seed gives a call the same lot.
    """
    every = sorted(candidates, key=lambda one: (_lot(seed, one.call_id), one.call_id))
    found = _with_agents(every, seed, size, each_agent)
    low = [one for one in every if one.low]
    more = [one.call_id for one in low if one.call_id not in found][:most_low]
    found |= dict.fromkeys(more, Picked.LOW)
    picks = tuple((one.call_id, found[one.call_id]) for one in every if one.call_id in found)
    return Drawn(picks, len(every), len(low))


def _with_agents(every: Sequence[Candidate], seed: str, size: int, each_agent: int) -> dict[int, Picked]:
    """The largest sample that, with what its agents still need, is no larger than was asked for."""
    found: dict[int, Picked] = {}
    for by_lot in range(min(size, len(every)), -1, -1):
        found = dict.fromkeys(_sample(every, seed, by_lot), Picked.LOT)
        have = Counter(one.agent_id for one in every if one.call_id in found)
        for one in every:
            if one.call_id not in found and have[one.agent_id] < each_agent:
                found[one.call_id] = Picked.AGENT
                have[one.agent_id] += 1
        if len(found) <= size:
            break
    return found


def _sample(every: Sequence[Candidate], seed: str, size: int) -> set[int]:
    """So many at even steps through all, stratum by stratum, from a start that is drawn: each has the same chance.

    Of a stratum there are as many as its share, rounded down or up.
    """
    strata: dict[tuple[tuple[str, ...], str], list[int]] = defaultdict(list)
    for one in every:
        strata[one.stratum].append(one.call_id)
    # Their order is by lot as well: neighbours share a step that falls between them.
    groups = sorted(strata.items(), key=lambda group: (_lot(seed, *group[0]), group[0]))
    total, start = len(every), _lot(seed, "start")
    ends = accumulate(len(calls) for _stratum, calls in groups)
    found: set[int] = set()
    begin = 0
    for (_stratum, calls), end in zip(groups, ends, strict=True):
        # The steps lie at (start / _LOTS + k) * total / size, in whole numbers.
        found.update(calls[: _steps(end, start, size, total) - _steps(begin, start, size, total)])
        begin = end
    return found


def _steps(place: int, start: int, size: int, total: int) -> int:
    """How many steps lie before a place: whole numbers k from 0 with (start / _LOTS + k) * total < place * size."""
    return max(0, -(-(place * size * _LOTS - start * total) // (total * _LOTS))) if size else 0


def _lot(seed: str, *of: object) -> int:
    """A number from 0 to below `_LOTS` that the seed alone decides, on every machine and in every version."""
    return int.from_bytes(sha256(repr((seed, *of)).encode()).digest()[:8], "big")
