"""What one call counts for, from what its record says of it: pure, so that a recount comes to the same.

A call counts on two local days of the site: that on which it was logged, and that on which it was over. What is told
only of calls that are over is told of closed ones; of lapsed ones nothing but that they lapsed; of archived ones, which
were closed elsewhere, what was done for them, and nothing of what their customers said.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from deskapp.domain.measures.kinds import Measure
from deskapp.domain.words import (
    OPEN_STATES,
    Answer,
    CallState,
    ClockKind,
    EscalationState,
    EscalationType,
    Transfer,
    Verdict,
)

#: Undo stands in the window for 10 seconds; so long it may take until the act arrives.
UNDONE_WITHIN = timedelta(seconds=15)
#: So long after an escalation ended a customer who calls again is a repeat contact.
REPEATED_WITHIN = timedelta(days=7)
#: From this score on a customer is content.
CONTENT = 4
#: Stands for the day of what belongs to none.
NO_DAY = 0
_OVER = (CallState.CLOSED, CallState.LAPSED, CallState.ARCHIVED)
#: Of these it is told how they were solved.
_SOLVED = (CallState.CLOSED, CallState.ARCHIVED)
#: Lengths are kept in so many bits, in whole seconds.
_LONGEST = 2**31 - 1
#: An estimate is kept by the thousandth of what it took.
OF_ESTIMATE = 1000

_SECOND = timedelta(seconds=1)
_TYPES = {kind.value: 1 << place for place, kind in enumerate(EscalationType)}

#: What a call counts for on the day it was logged, and on the day it was over, by name; each 0 or more.
ON_LOGGED = ("logged", "escalated", "still_open", "void", "archived")
ON_OVER = (
    *("closed", "lapsed", "untold", "first_contact", "without_escalation", "with_escalation", "repeated"),
    *("answered_escalated", "content_escalated", "answered_others", "content_others"),
    *("handed", "handoffs", "one_handoff", "transfers", "warm", "promised", "kept", "agreed_first"),
    *(f"{kind.value}_{what}" for kind in ClockKind for what in ("met", "all")),
)
SUMS = (*ON_LOGGED, *ON_OVER)

#: The lengths that are kept of each day: seconds, seconds, seconds, thousandths.
LENGTHS = ("working", "wall", "accept", "ratio")

#: Of which of these a share is made: what it says, and of what.
SHARES: dict[Measure, tuple[str, str]] = {
    Measure.ESCALATED: ("escalated", "logged"),
    Measure.FIRST_CONTACT: ("first_contact", "told"),
    Measure.WITHOUT_ESCALATION: ("without_escalation", "closed"),
    Measure.SATISFIED_ESCALATED: ("content_escalated", "answered_escalated"),
    Measure.SATISFIED_OTHERS: ("content_others", "answered_others"),
    Measure.REPEATED: ("repeated", "with_escalation"),
    Measure.ONE_HANDOFF: ("one_handoff", "handed"),
    Measure.WARM: ("warm", "transfers"),
    Measure.PROMISES_KEPT: ("kept", "promised"),
    Measure.LAPSED: ("lapsed", "over"),
    Measure.AGREED_FIRST: ("agreed_first", "closed"),
    **{Measure(f"clock_{kind.value}"): (f"{kind.value}_met", f"{kind.value}_all") for kind in ClockKind},
}
#: Of which length each of these is the middle.
MIDDLES: dict[Measure, str] = {
    Measure.RESOLVE_WORKING: "working",
    Measure.RESOLVE_WALL: "wall",
    Measure.ACCEPT_TIME: "accept",
    Measure.ESTIMATE: "ratio",
}


class ToldEscalation(NamedTuple):
    """What the record says of one escalating. Elapsed lengths are in the hours of its acceptance clock.

    accept, accept_target: how long it took to accept, and should have at most; None without such a clock, or where
    nobody accepted. estimated, taken: what was said first, and what it took from then on; None where either is missing.
    """

    id: int
    state: EscalationState
    made_at: datetime
    ended_at: datetime | None
    types: Sequence[str]
    contact_id: int | None
    transfer: Transfer | None
    accepted: bool
    acceptance: Verdict | None
    first_word: Verdict | None
    accept: timedelta | None
    accept_target: timedelta | None
    estimated: timedelta | None
    taken: timedelta | None


class Told(NamedTuple):
    """What the record says of one call. What is told only of a closed call is empty of any other.

    began: when its present cycle did. spoken: how many conversations there were until it was resolved. contacts: when
    other calls of its customer were logged, void and archived ones left out; those after its first escalation ended do.
    working: the working time between two instants, less what the call waited.
    """

    id: int
    state: CallState
    logged_at: datetime
    ended_at: datetime | None
    resolved_at: datetime | None
    began: datetime
    cycle: int
    category_id: int | None
    priority: str
    customer_id: int
    owner_id: int
    imported: bool
    spoken: int
    first_answer: Answer | None
    score: int | None
    escalations: Sequence[ToldEscalation]
    verdicts: Sequence[tuple[ClockKind, Verdict]]
    promises: Sequence[tuple[datetime, datetime | None, datetime | None]]
    contacts: Sequence[datetime]
    working: Callable[[datetime, datetime], timedelta]


class Handoff(NamedTuple):
    """What one escalation counts for, as its row is kept. Days are ordinals; seconds are whole; None: it says nothing.

    over_day: that of the call, where it is closed. late: accepted too late, or not in time; types: a bit each.
    """

    call_id: int
    escalation_id: int
    logged_day: int
    over_day: int | None
    category_id: int
    priority: str
    customer_id: int
    contact_id: int | None
    types: int
    ended_at: datetime | None
    in_time: int | None
    first_word: int | None
    accept: int | None
    accept_target: int | None
    ratio: int | None


class Facts(NamedTuple):
    """What one call counts for, as its row is kept. category_id 0: none. types: a bit each, of all its escalations.

    sums: by the places of `SUMS`. flags: `flag` says which.
    """

    call_id: int
    logged_day: int
    over_day: int | None
    category_id: int
    priority: str
    customer_id: int
    owner_id: int
    logged_at: datetime
    types: int
    flags: int
    working: int | None
    wall: int | None
    sums: tuple[int, ...]
    handoffs: tuple[Handoff, ...]


def bit(kind: EscalationType) -> int:
    """The bit of a type in `types`."""
    return _TYPES[kind.value]


def flag(measure: Measure, rest: bool = False) -> int:
    """The bit in `flags` of the calls that a measure says; rest: of those that it looks at and does not say.

    Of clocks, promises and transfers a call may have both: one that was met, and one that was not.
    """
    return 1 << (2 * _PLACES[measure] + rest)


_PLACES: dict[Measure, int] = {measure: place for place, measure in enumerate(Measure)}


def undone(escalation: ToldEscalation) -> bool:
    """Whether it was taken back at once, so that nobody was handed anything: the record keeps it, no figure does."""
    ended = escalation.ended_at
    taken_back = escalation.state is EscalationState.WITHDRAWN and ended is not None
    # A clock that was set back makes nothing old that is new.
    return taken_back and abs(ended - escalation.made_at) <= UNDONE_WITHIN  # type: ignore[operator]


def facts_of(told: Told, day_of: Callable[[datetime], int]) -> Facts:
    """What a call counts for. day_of: the ordinal of an instant's local day."""
    escalations = [one for one in told.escalations if not undone(one)]
    types = 0
    for one in escalations:
        types |= _bits(one.types)
    sums = dict.fromkeys(SUMS, 0)
    counted = told.state not in (CallState.VOID, CallState.ARCHIVED)
    over = told.ended_at if told.state in _OVER else None
    if counted:
        sums["logged"], sums["escalated"] = 1, int(bool(escalations))
        sums["still_open"] = int(told.state in OPEN_STATES)
    else:
        sums[told.state.value] = 1
    if told.state is CallState.VOID:
        escalations = []
    working = wall = None
    if over is not None:
        sums[told.state.value] = 1
    if told.state is CallState.CLOSED:
        _closed(told, escalations, sums)
    if over is not None and told.state in _SOLVED:
        _done(told, escalations, sums)
        if escalations and told.resolved_at is not None:
            working = _seconds(told.working(told.began, told.resolved_at))
            wall = _seconds(told.resolved_at - told.began)
    logged_day, over_day = day_of(told.logged_at), None if over is None else day_of(over)
    closed_day = over_day if told.state in _SOLVED else None
    # Those of an archived call are in no rate of what was logged.
    handed_day = logged_day if counted else NO_DAY
    handoffs = tuple(_handoff(told, one, handed_day, closed_day) for one in escalations)
    return Facts(
        told.id,
        logged_day,
        over_day,
        told.category_id or 0,
        told.priority,
        told.customer_id,
        told.owner_id,
        told.logged_at,
        types if counted else 0,
        _flags(sums, handoffs, working) if over is not None else 0,
        working,
        wall,
        tuple(sums.values()),
        handoffs,
    )


def _closed(told: Told, escalations: Sequence[ToldEscalation], sums: dict[str, int]) -> None:
    escalated = bool(escalations)
    sums["with_escalation" if escalated else "without_escalation"] = 1
    sums["agreed_first"] = int(told.first_answer is Answer.YES)
    # An import does not say how the customer was answered.
    sums["untold"] = int(told.imported)
    first = told.cycle == 1 and told.spoken <= 1 and told.first_answer is Answer.YES
    sums["first_contact"] = int(first and not escalated and not told.imported)
    sums["repeated"] = int(escalated and _repeated(escalations, told.contacts))
    if told.score is not None:
        who = "escalated" if escalated else "others"
        sums[f"answered_{who}"], sums[f"content_{who}"] = 1, int(told.score >= CONTENT)
    for due, kept, moved in told.promises:
        if kept is not None or (moved is not None and moved > due):
            sums["promised"] += 1
            sums["kept"] += kept is not None and kept <= due


def _done(told: Told, escalations: Sequence[ToldEscalation], sums: dict[str, int]) -> None:
    """What was done for it, whether or not anybody knows how its customer was answered: closed here, or elsewhere."""
    handed = [one for one in escalations if one.contact_id is not None]
    sums["handoffs"], sums["handed"], sums["one_handoff"] = len(handed), int(bool(handed)), int(len(handed) == 1)
    sums["transfers"] = sum(one.transfer is not None for one in handed)
    sums["warm"] = sum(one.transfer is Transfer.WARM for one in handed)
    for kind, verdict in told.verdicts:
        sums[f"{kind.value}_all"] += 1
        sums[f"{kind.value}_met"] += verdict is Verdict.MET


def _repeated(escalations: Iterable[ToldEscalation], contacts: Sequence[datetime]) -> bool:
    return any(
        one.ended_at is not None and any(one.ended_at < at <= one.ended_at + REPEATED_WITHIN for at in contacts)
        for one in escalations
    )


def _handoff(told: Told, one: ToldEscalation, logged_day: int, over_day: int | None) -> Handoff:
    # Withdrawn or refused in time, nobody accepted it, and nobody was late.
    counts_here = one.accepted or one.acceptance is Verdict.MISSED
    in_time = int(one.acceptance is Verdict.MET) if one.acceptance is not None and counts_here else None
    ratio = None
    if one.estimated is not None and one.taken is not None and one.estimated >= _SECOND:
        ratio = min(round(OF_ESTIMATE * (one.taken / one.estimated)), _LONGEST)
    return Handoff(
        told.id,
        one.id,
        logged_day,
        over_day,
        told.category_id or 0,
        told.priority,
        told.customer_id,
        one.contact_id,
        _bits(one.types),
        one.ended_at,
        in_time,
        None if one.first_word is None else int(one.first_word is Verdict.MET),
        None if one.accept is None else _seconds(one.accept),
        None if one.accept_target is None else _seconds(one.accept_target),
        ratio,
    )


def _flags(sums: dict[str, int], handoffs: Sequence[Handoff], working: int | None) -> int:
    flags = 0
    for measure, (says, of) in SHARES.items():
        if measure is not Measure.ESCALATED:
            said, all_of = sums[says], _all_of(sums, of)
            flags |= flag(measure) * (said > 0) | flag(measure, rest=True) * (all_of > said)
    flags |= flag(Measure.HANDOFFS) * (sums["handoffs"] > 0)
    for measure in (Measure.RESOLVE_WORKING, Measure.RESOLVE_WALL):
        flags |= flag(measure) * (working is not None)
    for measure, told in (
        (Measure.ACCEPT_TIME, any(one.accept is not None for one in handoffs)),
        (Measure.ESTIMATE, any(one.ratio is not None for one in handoffs)),
    ):
        flags |= flag(measure) * told
    return flags


def _all_of(sums: dict[str, int], name: str) -> int:
    """The denominators that are made of others."""
    if name == "told":
        return sums["closed"] - sums["untold"]
    return sums["closed"] + sums["lapsed"] if name == "over" else sums[name]


def _bits(types: Iterable[str]) -> int:
    found = 0
    for kind in types:
        found |= _TYPES.get(kind, 0)
    return found


def _seconds(length: timedelta) -> int:
    return min(max(length // _SECOND, 0), _LONGEST)
