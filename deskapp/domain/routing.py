"""Who to offer for a call: contacts ranked, each with reasons; a pure function of directory, routes and instant."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import field
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.routes import Asked, Named, OnCall, Plan, Route, Skipped, plan
from deskapp.domain.words import ContactKind, EscalationType, Level
from deskapp.domain.working_time import Calendar

_LEVELS = {level: place for place, level in enumerate(Level)}
#: A contact that closes within this time is shown as closing.
CLOSING = timedelta(hours=1)
#: Behind every place that a route gives.
_NO_PLACE = 1_000_000

Reason = tuple[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """What ranking looks at in a contact. `answered`: minutes to accept of their last escalations, newest first.

    deputies: contacts who stand in for this one, in order.
    estimated: of their last escalations, newest first: how long they said it would take, and how long it took.
    """

    id: int
    kind: ContactKind
    skills: Collection[int]
    authority: Level
    calendar: Calendar
    agreed_response: timedelta | None = None
    our_account: str = ""
    answered: tuple[timedelta, ...] = ()
    offered: int = 0
    deputies: tuple[int, ...] = ()
    estimated: tuple[tuple[timedelta, timedelta], ...] = ()


@dataclass(frozen=True, slots=True)
class Ranked:
    """A contact with its place's reasons, as codes and values, and when it is reachable."""

    id: int
    reasons: tuple[Reason, ...]
    reachable: bool
    until: datetime | None
    score: tuple[int, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Ranking:
    """Everybody, best first, and what the routes said on the way.

    nobody: "" where somebody is reachable; else why nobody can be offered now: no_contacts, nobody_reachable.
    Then `supervisors` are whom to ask: the supervisors on duty, by id.
    """

    ranked: tuple[Ranked, ...]
    plan: Plan
    nobody: str = ""
    supervisors: tuple[int, ...] = ()

    @property
    def skipped(self) -> tuple[Skipped, ...]:
        return self.plan.skipped


def rank(
    candidates: Iterable[Candidate],
    now: datetime,
    category_id: int | None,
    types: Collection[EscalationType] = (),
    asks: Collection[str] = (),
) -> tuple[Ranked, ...]:
    """Best first, without routes: who is reachable and has the skill and authority to finish it."""
    return route(Asked(category_id, types, asks), tuple(candidates), now).ranked


def route(
    asked: Asked,
    candidates: Sequence[Candidate],
    now: datetime,
    *,
    routes: Sequence[Route] = (),
    on_call: Mapping[int, OnCall] | None = None,
    supervisors: Sequence[int] = (),
    desk_open: bool = True,
) -> Ranking:
    """Best first. Reachable ones come before others; of those whom the routes name, in their order, before the rest.

    Of the rest it aims at one hand-off: whoever has the skill and authority to finish it. After hours
    (desk_open is False) the rota's person comes first. The order is decided, never by chance: equal ones by id.
    """
    known = {candidate.id: candidate for candidate in candidates}
    answers = on_call or {}
    found = plan(asked, routes, known.keys(), answers, now)
    on_duty = {
        one.contact_id: (rota, one)
        for rota, one in reversed(list(answers.items()))  # of several rotas, the first is told
        if one.contact_id is not None and one.contact_id in known and one.on_duty
    }
    look = _Look(now, asked, {one.contact_id: one for one in found.named}, on_duty, desk_open)
    there = {candidate.id: look.presence(candidate) for candidate in candidates}
    stand_in = _stand_ins(found.named, known, {contact_id for contact_id, presence in there.items() if presence[0]})
    ranked = [look.ranked(candidate, there[candidate.id], stand_in, there) for candidate in candidates]
    ranked.sort(key=attrgetter("id"))
    ranked.sort(key=attrgetter("score"), reverse=True)
    if any(one.reachable for one in ranked):
        return Ranking(tuple(ranked), found)
    nobody = "nobody_reachable" if ranked else "no_contacts"
    return Ranking(tuple(ranked), found, nobody, tuple(supervisors))


Presence = tuple[bool, datetime | None]


@dataclass(slots=True)
class _Look:
    """One ranking: what is asked, and what was found out already."""

    now: datetime
    asked: Asked
    named: Mapping[int, Named]
    on_duty: Mapping[int, tuple[int, OnCall]]
    desk_open: bool
    _hours: dict[int, Presence] = field(default_factory=dict)
    _wants_authority: bool = field(init=False)

    def __post_init__(self) -> None:
        types, asks = self.asked.types, self.asked.triggers
        self._wants_authority = EscalationType.HIERARCHICAL in types or "beyond_authority" in asks

    def presence(self, candidate: Candidate) -> Presence:
        """Whether they can be reached, and until or from when. On call counts as there until the handover."""
        duty = self.on_duty.get(candidate.id)
        hours = self._hours.get(id(candidate.calendar))
        if hours is None:
            calendar = candidate.calendar
            is_open = calendar.is_open(self.now)
            hours = (is_open, calendar.open_until(self.now) if is_open else calendar.next_opening(self.now))
            self._hours[id(calendar)] = hours
        if duty is not None and not hours[0]:
            return True, duty[1].until
        return hours

    def ranked(
        self,
        candidate: Candidate,
        presence: Presence,
        stand_in: Mapping[int, int],
        there: Mapping[int, Presence],
    ) -> Ranked:
        reachable, until = presence
        level = _LEVELS[candidate.authority]
        covers = self.asked.category_id is not None and self.asked.category_id in candidate.skills
        named, duty = self.named.get(candidate.id), self.on_duty.get(candidate.id)
        reasons = _named(named, duty) if named is not None or duty is not None else []
        away_for = stand_in.get(candidate.id)
        if away_for is not None:
            reasons.append(("deputy", {"contact": away_for}))
        answers_for = self.asked.answers_for == candidate.id
        if answers_for:
            reasons.append(("answers_for", {"category": self.asked.category_id}))
        elif covers:
            reasons.append(("covers", {"category": self.asked.category_id}))
        looks_after = self.asked.looks_after == candidate.id
        if looks_after:
            reasons.append(("looks_after", {"equipment": self.asked.equipment}))
        reasons += _of_itself(candidate, level)
        if not reachable:
            reasons += _away(candidate, until, there)
        accepts = 10 * len(candidate.answered) // candidate.offered if candidate.offered else 5
        fits = int(covers) + 2 * int(answers_for) + 2 * int(looks_after)
        first, second = (level, fits) if self._wants_authority else (fits, min(level, 1))
        score = (
            int(reachable),
            self._place(candidate.id, named, away_for),
            int(duty is not None and not self.desk_open),
            int(named is not None and named.catch_all and not reachable),
            first,
            second,
            int(duty is not None),
            _HOUSE[candidate.kind],
            accepts,
        )
        return Ranked(candidate.id, tuple(reasons), reachable, until, score)

    def _place(self, contact_id: int, named: Named | None, away_for: int | None) -> int:
        """Higher is earlier. A deputy has the place of whom they stand in for, unless their own is better."""
        places = [2 * one.place for one in (named,) if one is not None and not one.catch_all]
        if away_for is not None:
            places.append(2 * self.named[away_for].place + 1)
        return _NO_PLACE - min(places) if places else 0


def _stand_ins(named: Sequence[Named], known: Mapping[int, Candidate], reachable: Collection[int]) -> dict[int, int]:
    """For each contact that a route names and nobody can reach: the first reachable deputy, deputies' deputies too."""
    found: dict[int, int] = {}
    for one in named:
        if one.contact_id in reachable or one.catch_all:
            continue
        deputy = _first(one.contact_id, known, reachable.__contains__)
        if deputy is not None:
            found.setdefault(deputy, one.contact_id)
    return found


def _first(away: int, known: Mapping[int, Candidate], is_there: Callable[[int], bool]) -> int | None:
    """Level by level, each asked once: deputies who name one another end it, and turn nobody round for ever."""
    asked, level = {away}, [away]
    while level:
        following = []
        for contact_id in level:
            for deputy in known[contact_id].deputies:
                if deputy in asked or deputy not in known:
                    continue
                if is_there(deputy):
                    return deputy
                asked.add(deputy)
                following.append(deputy)
        level = following
    return None


def _named(named: Named | None, duty: tuple[int, OnCall] | None) -> list[Reason]:
    reasons: list[Reason] = []
    if named is not None:
        values = {"route": named.route_id, "place": named.place}
        code = "route_first" if named.first else "route"
        reasons.append(("catch_all" if named.catch_all else "chain" if named.later else code, values))
    if duty is not None:
        reasons.append(("on_call", {"rota": duty[0], "until": duty[1].until}))
    return reasons


def _away(candidate: Candidate, until: datetime | None, there: Mapping[int, Presence]) -> list[Reason]:
    reasons: list[Reason] = [("back", {"at": until}) if until else ("no_hours", {})]
    for deputy in candidate.deputies:
        if there.get(deputy, (False, None))[0]:
            reasons.append(("ask_deputy", {"contact": deputy}))
            break
    return reasons


def _of_itself(candidate: Candidate, level: int) -> list[Reason]:
    reasons: list[Reason] = []
    if level > 0:
        reasons.append(("authority", {"level": candidate.authority}))
    if candidate.agreed_response is not None:
        reasons.append(("agreed_response", {"length": candidate.agreed_response}))
    if candidate.our_account:
        reasons.append(("our_account", {"account": candidate.our_account}))
    if candidate.answered:
        reasons.append(
            (
                "answers_in",
                {
                    "length": sorted(candidate.answered)[len(candidate.answered) // 2],
                    "within": max(candidate.answered),
                    "accepted": len(candidate.answered),
                    "offered": candidate.offered,
                },
            )
        )
    average = on_average(candidate.estimated)
    if average is not None:
        said, took = average
        reasons.append(("estimates", {"said": said, "took": took, "last": len(candidate.estimated)}))
    return reasons


def on_average(pairs: Sequence[tuple[timedelta, timedelta]]) -> tuple[timedelta, timedelta] | None:
    """(what was said, what it took) on average; None of nothing."""
    if not pairs:
        return None
    return (
        sum((said for said, _took in pairs), timedelta()) / len(pairs),
        sum((took for _said, took in pairs), timedelta()) / len(pairs),
    )


#: Between equals, one's own house comes first.
_HOUSE = {
    ContactKind.EXPERT: 4,
    ContactKind.SENIOR: 3,
    ContactKind.CUSTOMER_SERVICES: 2,
    ContactKind.SUPPLIER: 1,
    ContactKind.CONTRACTOR: 0,
}
