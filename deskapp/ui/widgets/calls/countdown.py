"""What is left until a deadline, in the words and the tint of a chip. Worked out from the deadline and the present."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from deskapp.domain.clock_state import ClockState, state_at
from deskapp.domain.words import PauseReason
from deskapp.language import _
from deskapp.ui.look.palettes import Tint

if TYPE_CHECKING:
    # Only the types: the views take long to load, and the first painted window does without them.
    from deskapp.domain.sla import Reading
    from deskapp.domain.working_time import Calendar
    from deskapp.services.calls.row import CallRow

TINTS = {
    ClockState.RUNNING: Tint.OK,
    ClockState.SOON: Tint.SOON,
    ClockState.OVERDUE: Tint.OVER,
    ClockState.PAUSED: Tint.PAUSED,
    ClockState.NO_HOURS: Tint.PAUSED,
    ClockState.MET: Tint.OK,
    ClockState.MISSED: Tint.OVER,
}


class Countdown(NamedTuple):
    """The words of a chip, and the state that gives it shape and colour."""

    words: str
    tint: Tint


NOTHING = Countdown("", Tint.PLAIN)


def amount(time: timedelta) -> str:
    """A length of time as hours and minutes, from two days on as days and hours. Begun minutes are not counted."""
    minutes = int(time.total_seconds()) // 60
    hours = minutes // 60
    if hours >= 48:
        return _("{days} d {hours} h").format(days=hours // 24, hours=hours % 24)
    return f"{hours}:{minutes % 60:02}"


def of_reading(reading: Reading) -> Countdown:
    """How a clock stands, for the card of one clock."""
    tint = TINTS[reading.state]
    if reading.state is ClockState.MET:
        return Countdown(_("met"), tint)
    if reading.state is ClockState.PAUSED:
        return Countdown(_("paused"), tint)
    if reading.state is ClockState.NO_HOURS:
        return Countdown(_("no hours"), tint)
    if reading.state is ClockState.MISSED:
        missed_by = abs(reading.left) if reading.left is not None else None
        words = _("missed") if missed_by is None else _("missed {time}").format(time=amount(missed_by))
        return Countdown(words, tint)
    if reading.left is None:
        return Countdown(_("running"), tint)
    if reading.state is ClockState.OVERDUE:
        return Countdown(_("{time} over").format(time=amount(-reading.left)), tint)
    return Countdown(_("{time} left").format(time=amount(reading.left)), tint)


def _waiting(row: CallRow, now: datetime) -> Countdown:
    """A call that waits, and nothing else of it is due soon."""
    if row.paused == PauseReason.AGREEMENT:
        return Countdown(_("agree?"), Tint.PAUSED)
    if row.back_by is not None and now >= row.back_by:
        return Countdown(_("look again"), Tint.SOON)
    return Countdown(_("paused"), Tint.PAUSED)


class Countdowns:
    """The countdowns of a list's rows at one present."""

    def __init__(self) -> None:
        self._calendars: Mapping[int, Calendar] = {}
        self._now: datetime | None = None

    def set_calendars(self, calendars: Mapping[int, Calendar]) -> None:
        self._calendars = calendars

    def set_now(self, now: datetime) -> None:
        self._now = now

    def of(self, row: CallRow) -> Countdown:
        """What the row's chip says now; nothing where no clock runs, or before the present is known."""
        due, now = row.due_at, self._now
        if now is None:
            return NOTHING
        state = state_at(due, row.warn_at, now)
        if row.paused is not None and state in (ClockState.RUNNING, ClockState.PAUSED):
            return _waiting(row, now)
        if due is None:
            return NOTHING
        if state is ClockState.OVERDUE:
            return Countdown(_("{time} over").format(time=amount(now - due)), Tint.OVER)
        return Countdown(_("{time} left").format(time=amount(self._left(row, due, now))), TINTS[state])

    def _left(self, row: CallRow, due: datetime, now: datetime) -> timedelta:
        calendar = None if row.calendar_id is None else self._calendars.get(row.calendar_id)
        return due - now if calendar is None else calendar.elapsed(now, due)
