"""Who calls in an invented history, and who answers: customers that come back, agents that come and go."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from random import Random

from deskapp.domain.data_class import dataclass
from deskapp.domain.spelling import same_name
from deskapp.domain.words import Tier
from deskapp.services.history.said import Said, desk, told

#: Of so many calls one is somebody's first.
CALLS_EACH = 10
#: The customers who call most are about so many; who calls less, calls the less the further behind them.
_FREQUENT = 50
#: So much of all who ever called were customers in the beginning.
_AT_FIRST = 0.4
_KEY = 0.015
_FIRMS = 0.55

#: An agent takes so many calls on a busy day.
_A_DAY = 24
_FEWEST, _MOST = 4, 60
_SHORTEST_STAY = timedelta(days=400)
#: Who leaves is given no new calls any more: theirs are over by then.
LAST_CALLS = timedelta(days=75)

#: Numbers that are nobody's, kept free for stories, and how many there are of each kind.
_FREE = (
    "020 7946 0{:03}",
    "0161 496 0{:03}",
    "0113 496 0{:03}",
    "0117 496 0{:03}",
    "0121 496 0{:03}",
    "0131 496 0{:03}",
)
_OF_EACH = 1000


@dataclass(frozen=True)
class Agent:
    id: int
    name: str
    joined: datetime
    left: datetime | None


def agents(first_id: int, begins: datetime, now: datetime, calls: int, chance: Random) -> list[Agent]:
    """The agents of the whole time, in the order in which they joined; enough of them are there at any instant."""
    days = (now - begins) / timedelta(days=1) * 5 / 7
    wanted = [max(_FEWEST, min(_MOST, round(calls / days * share / _A_DAY))) for share in (0.6, 1.6)]
    stays: list[tuple[datetime, datetime | None]] = []
    for place in range(wanted[1]):
        early = place < wanted[0]
        at = begins if early else begins + (now - begins) * 0.8 * (place - wanted[0] + 1) / (wanted[1] - wanted[0])
        while True:
            until = at + _SHORTEST_STAY + timedelta(days=int(chance.expovariate(1 / 1500)))
            gone = until < now - _SHORTEST_STAY
            stays.append((_day(at), _day(until) if gone else None))
            if not gone:
                break
            # Whoever takes their place is there before they leave.
            at = until - LAST_CALLS - timedelta(days=14)
    stays.sort(key=lambda stay: stay[0])
    names = _names(len(stays), chance)
    return [
        Agent(first_id + place, name, joined, left)
        for place, (name, (joined, left)) in enumerate(zip(names, stays, strict=True))
    ]


def _day(at: datetime) -> datetime:
    return at.replace(hour=8, minute=0, second=0, microsecond=0)


def _names(count: int, chance: Random) -> list[str]:
    """Names that no two of the staff share."""
    taken = [desk()["staff"]["manager"], *desk()["staff"]["supervisors"]]
    own = len(taken)
    while len(taken) < own + count:
        name = f"{chance.choice(told()['names']['first'])} {chance.choice(told()['names']['last'])}"
        if not any(same_name(name, other) for other in taken):
            taken.append(name)
    return taken[own:]


def at_work(agents: Sequence[Agent], at: datetime) -> list[Agent]:
    """Those who take calls at an instant."""
    return [one for one in agents if one.joined <= at and (one.left is None or at < one.left - LAST_CALLS)]


@dataclass
class Caller:
    """A customer, and what was last heard of them."""

    id: int
    name: str
    organisation: str
    account: str
    phone: str
    email: str
    tier: Tier
    last_call: int = 0
    last_at: datetime | None = None


class Callers:
    """Draws who calls. Somebody drawn for the first time is a new customer."""

    def __init__(self, calls: int, said: Said, chance: Random) -> None:
        self._most = max(1, round(calls / CALLS_EACH * 1.08))
        self._said, self._chance = said, chance
        #: By their rank among those who call.
        self._known: dict[int, Caller] = {}

    def draw(self, grown: float) -> tuple[Caller, bool]:
        """Who calls, and whether they are new; grown: how much of the history is over, 0 to 1."""
        there = self._most * (_AT_FIRST + (1 - _AT_FIRST) * grown)
        rank = int(_FREQUENT * ((1 + there / _FREQUENT) ** self._chance.random() - 1))
        known = self._known.get(rank)
        if known is not None:
            return known, False
        made = self._known[rank] = self._new(len(self._known) + 1)
        return made, True

    def _new(self, number: int) -> Caller:
        chance, names = self._chance, told()["names"]
        person = f"{self._said.one_of(names['first'])} {self._said.one_of(names['last'])}"
        firm = f"{self._said.one_of(names['place'])} {self._said.one_of(names['trade'])}"
        is_firm = chance.random() < _FIRMS
        place = number - 1
        # When none is free any more, some share one, and most write.
        phone = "" if place >= len(_FREE) * _OF_EACH and chance.random() < 0.6 else _number(place)
        mail = person.casefold().replace(" ", ".").replace("'", "") if not is_firm else "office"
        host = firm.casefold().replace(" ", "").replace("'", "")
        email = f"{mail}.{number}@{host}.example".encode("ascii", "ignore").decode()
        return Caller(
            id=number,
            name=firm if is_firm else person,
            organisation="" if is_firm or chance.random() < 0.7 else firm,
            account=f"{10_000 + number}",
            phone=phone,
            email=email if not phone or chance.random() < 0.5 else "",
            tier=Tier.KEY if chance.random() < _KEY else Tier.STANDARD,
        )


def _number(place: int) -> str:
    kind, rest = place % len(_FREE), place // len(_FREE) % _OF_EACH
    return _FREE[kind].format(rest)


class Roster:
    """Who is at work, looked up in the order of time."""

    def __init__(self, agents: Sequence[Agent]) -> None:
        self._agents = agents
        changes = {one.joined for one in agents} | {one.left - LAST_CALLS for one in agents if one.left is not None}
        self._changes = sorted(changes)
        self._since = -1
        self._there: list[Agent] = []

    def at(self, at: datetime) -> list[Agent]:
        since = bisect_right(self._changes, at)
        if since != self._since:
            self._since, self._there = since, at_work(self._agents, at)
        return self._there


def comings_and_goings(agents: Sequence[Agent]) -> Iterator[tuple[datetime, Agent, bool]]:
    """(instant, who, whether they are there from then on)."""
    for one in agents:
        yield one.joined, one, True
        if one.left is not None:
            yield one.left, one, False
