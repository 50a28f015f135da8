"""What the card of one clock says: its name, its chip, how much is used up, and a line of why."""

from datetime import datetime, timedelta
from typing import NamedTuple

from deskapp.domain import sla
from deskapp.domain.sla import ClockState, Reading
from deskapp.domain.words import UNRETURNED, CallState, Channel, ClockKind, Verdict
from deskapp.language import _
from deskapp.services.clocks.views import ClockView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.widgets.calls.countdown import Countdown, of_reading
from deskapp.wording import codes, times

#: So many cards have room in the panel.
SHOWN = 4

#: The order of the cards.
_ORDER = (
    ClockKind.CHASE,
    ClockKind.RESOLUTION,
    ClockKind.UPDATE,
    ClockKind.CALL_BACK,
    ClockKind.DEADLINE,
    ClockKind.RESPONSE,
    ClockKind.ACCEPTANCE,
    ClockKind.FIRST_WORD,
)


class CardWords(NamedTuple):
    """What `ClockCard.set` takes; of a card without room for the why, a shorter name and the instant alone."""

    name: str
    countdown: Countdown
    used: float
    why: str
    brief: str
    at: str


def most_relevant(call: CallDetail, now: datetime) -> tuple[ClockView, ...]:
    """At most four clocks of the present cycle: what runs before what has stopped, the newest of each kind."""
    newest: dict[ClockKind, ClockView] = {}
    for clock in call.clocks:
        if clock.cycle != call.cycle:
            continue
        before = newest.get(clock.kind)
        if before is None or _weight(call, clock, now) <= _weight(call, before, now):
            newest[clock.kind] = clock
    chosen = sorted(newest.values(), key=lambda clock: _weight(call, clock, now))[:SHOWN]
    return tuple(sorted(chosen, key=lambda clock: _ORDER.index(clock.kind)))


def card(clock: ClockView, call: CallDetail, zone: str, now: datetime) -> CardWords:
    """A clock as it stands now."""
    reading = sla.reading(clock.facts, now)
    why = _why(clock, call, reading, zone, now)
    instant = clock.facts.stopped if clock.facts.stopped is not None else reading.due
    at = "" if instant is None else times.instant(instant, zone, now)
    used = _used(clock, reading)
    return CardWords(_name(clock.kind), of_reading(reading), used, why, _brief(clock.kind), at)


def _weight(call: CallDetail, clock: ClockView, now: datetime) -> tuple[int, float]:
    """Lower is more worth a card."""
    running = clock.facts.stopped is None and clock.verdict is None
    if clock.kind is ClockKind.RESOLUTION:
        return 0, 0.0
    if running:
        due = sla.due(clock.facts)
        if clock.kind is ClockKind.FIRST_WORD and due is not None and now <= due:
            # The contact's; what the customer waits for has the room before it.
            return 2, due.timestamp()
        return 1, due.timestamp() if due else float("inf")
    out = {one.id for one in call.escalations if one.state in UNRETURNED}
    if clock.kind is ClockKind.ACCEPTANCE and clock.escalation_id in out:
        return 2, 0.0
    stopped = clock.facts.stopped or clock.facts.started
    # Of those that have stopped the missed ones say more, then the latest.
    return (3 if clock.verdict is Verdict.MISSED else 4), -stopped.timestamp()


def _name(kind: ClockKind) -> str:
    """The chip stands beside it, so the longest name is shorter here."""
    return _("Deadline") if kind is ClockKind.DEADLINE else codes.clock(kind)


def _brief(kind: ClockKind) -> str:
    """Of several beside each other, in a word."""
    return {
        ClockKind.RESPONSE: _("Response"),
        ClockKind.UPDATE: _("Update"),
        ClockKind.RESOLUTION: _("Resolve"),
        ClockKind.ACCEPTANCE: _("Accept"),
        ClockKind.FIRST_WORD: _("First word"),
        ClockKind.CHASE: _("Chase"),
        ClockKind.CALL_BACK: _("Call-back"),
        ClockKind.DEADLINE: _("Deadline"),
    }[kind]


def _used(clock: ClockView, reading: Reading) -> float:
    facts, left = clock.facts, reading.left
    if reading.state in (ClockState.OVERDUE, ClockState.MISSED):
        return 1.0
    whole = facts.fixed - facts.started if facts.fixed is not None else facts.target
    if whole is None or left is None or whole <= timedelta(0):
        return 0.0
    return 1 - left / whole


def _why(clock: ClockView, call: CallDetail, reading: Reading, zone: str, now: datetime) -> str:
    facts = clock.facts
    if clock.kind is ClockKind.ACCEPTANCE and facts.stopped is not None and not call.masked:
        return _accepted(clock, call, zone, now)
    if clock.kind is ClockKind.RESPONSE and facts.stopped == facts.started:
        return _("at once, by phone") if call.channel is Channel.PHONE and not call.masked else _("at once")
    if facts.stopped is not None:
        return _("at {time}").format(time=times.instant(facts.stopped, zone, now))
    if reading.state is ClockState.PAUSED:
        left = times.brief(reading.left) if reading.left is not None and reading.left >= timedelta(0) else ""
        if call.state is CallState.RESOLVED:
            return _("{time} left if not agreed").format(time=left) if left else _("until they answer")
        return _("{time} left when it goes on").format(time=left) if left else _("stands still")
    if reading.state is ClockState.NO_HOURS:
        return _("its hours are over for good")
    if reading.due is None:
        return _("no target")
    due = times.instant(reading.due, zone, now)
    if clock.kind in (ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD) and clock.contact:
        return _("{contact}, by {time}").format(contact=clock.contact, time=due)
    if clock.kind is ClockKind.DEADLINE:
        return _("by {time}").format(time=due)
    if facts.fixed is not None:
        return _("promised {time}").format(time=due)
    return _due(clock, call, due, reading, zone, now)


def _due(clock: ClockView, call: CallDetail, due: str, reading: Reading, zone: str, now: datetime) -> str:
    """As "due 13:30, P1 1 hour"; outside hours, until when it stands still."""
    calendar = clock.facts.calendar
    if reading.state is not ClockState.OVERDUE and calendar is not None and not calendar.is_open(now):
        opens = calendar.next_opening(now)
        if opens is not None:
            return _("due {due}, goes on {time}").format(due=due, time=times.instant(opens, zone, now))
    if clock.facts.target is None or call.masked:
        return _("due {time}").format(time=due)
    target = times.duration(clock.facts.target)
    return _("due {time}, {priority} {target}").format(time=due, priority=call.priority.value, target=target)


def _accepted(clock: ClockView, call: CallDetail, zone: str, now: datetime) -> str:
    escalation = next((one for one in call.escalations if one.id == clock.escalation_id), None)
    if escalation is None or escalation.accepted_at is None:
        return _("{contact}: not taken on").format(contact=clock.contact)
    who = escalation.accepted_by or escalation.contact
    if escalation.estimate is None:
        at = times.instant(escalation.accepted_at, zone, now)
        return _("{who}, {time}").format(who=who, time=at)
    return _("{who}, est. {time}").format(who=who, time=times.duration(escalation.estimate))
