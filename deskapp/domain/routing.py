"""Who to offer for a call: contacts ranked, each with reasons; a pure function of the directory and the instant."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from deskapp.domain.words import ContactKind, EscalationType, Level
from deskapp.domain.working_time import Calendar

_LEVELS = list(Level)
#: A contact that closes within this time is shown as closing.
CLOSING = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """What ranking looks at in a contact. `answered`: minutes to accept of their last escalations, newest first."""

    id: int
    kind: ContactKind
    skills: Collection[int]
    authority: Level
    calendar: Calendar
    agreed_response: timedelta | None = None
    our_account: str = ""
    answered: tuple[timedelta, ...] = ()
    offered: int = 0


@dataclass(frozen=True, slots=True)
class Ranked:
    """A contact with its place's reasons, as codes and values, and when it is reachable."""

    id: int
    reasons: tuple[tuple[str, Mapping[str, Any]], ...]
    reachable: bool
    until: datetime | None
    score: tuple[int, ...] = field(repr=False)


def rank(
    candidates: Iterable[Candidate],
    now: datetime,
    category_id: int | None,
    types: Collection[EscalationType] = (),
    asks: Collection[str] = (),
) -> tuple[Ranked, ...]:
    """Best first. It aims at one hand-off: whoever is reachable and has the skill and authority to finish it.

    asks: the triggers of the call. The order is decided, never by chance: equal ones by id.
    """
    wants_authority = EscalationType.HIERARCHICAL in types or "beyond_authority" in asks
    ranked = [_rank(candidate, now, category_id, wants_authority) for candidate in candidates]
    return tuple(sorted(ranked, key=lambda one: (*(-points for points in one.score), one.id)))


def _rank(candidate: Candidate, now: datetime, category_id: int | None, wants_authority: bool) -> Ranked:
    reasons: list[tuple[str, Mapping[str, Any]]] = []
    covers = category_id is not None and category_id in candidate.skills
    if covers:
        reasons.append(("covers", {"category": category_id}))
    level = _LEVELS.index(candidate.authority)
    if level > 0:
        reasons.append(("authority", {"level": candidate.authority}))
    if candidate.agreed_response is not None:
        reasons.append(("agreed_response", {"length": candidate.agreed_response}))
    if candidate.our_account:
        reasons.append(("our_account", {"account": candidate.our_account}))
    if candidate.answered:
        middle = sorted(candidate.answered)[len(candidate.answered) // 2]
        reasons.append(
            ("answers_in", {"length": middle, "accepted": len(candidate.answered), "offered": candidate.offered})
        )
    reachable = candidate.calendar.is_open(now)
    until = candidate.calendar.open_until(now) if reachable else candidate.calendar.next_opening(now)
    if not reachable:
        reasons.append(("back", {"at": until}) if until else ("no_hours", {}))
    accepts = 10 * len(candidate.answered) // candidate.offered if candidate.offered else 5
    first = (level if wants_authority else int(covers), int(covers) if wants_authority else min(level, 1))
    return Ranked(
        candidate.id, tuple(reasons), reachable, until, (int(reachable), *first, _HOUSE[candidate.kind], accepts)
    )


#: Between equals, one's own house comes first.
_HOUSE = {
    ContactKind.EXPERT: 4,
    ContactKind.SENIOR: 3,
    ContactKind.CUSTOMER_SERVICES: 2,
    ContactKind.SUPPLIER: 1,
    ContactKind.CONTRACTOR: 0,
}
