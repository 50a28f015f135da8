"""What is left until a deadline, in the words and the tint of a chip. Worked out from the deadline and the present."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

from deskapp.domain.clock_state import ClockState, state_of_call
from deskapp.domain.words import PauseReason
from deskapp.language import _
from deskapp.ui.look.palettes import Tint
from deskapp.wording import codes, times

if TYPE_CHECKING:
    # Only the types: the views take long to load, and the first painted window does without them.
    from deskapp.domain.sla import Reading
    from deskapp.domain.working_time import Calendar
    from deskapp.services.calls.row import CallRow

_ZERO, _DAY = timedelta(0), timedelta(days=1)

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
        words = _("missed") if missed_by is None else _("missed {time}").format(time=times.over(missed_by))
        return Countdown(words, tint)
    if reading.left is None:
        return Countdown(_("running"), tint)
    if reading.state is ClockState.OVERDUE:
        return Countdown(_("{time} over").format(time=times.over(reading.left)), tint)
    return Countdown(_("{time} left").format(time=times.brief(reading.left)), tint)


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
        self._zone = ""
        self._midnight: datetime | None = None

    def set_calendars(self, calendars: Mapping[int, Calendar], zone: str = "") -> None:
        """The calendars that rows refer to, and the site's zone: what is due on another day says its instant."""
        self._calendars, self._zone, self._midnight = calendars, zone, None
        if self._now is not None:
            self.set_now(self._now)

    def set_now(self, now: datetime) -> None:
        self._now = now
        if self._zone and (self._midnight is None or not _ZERO < self._midnight - now <= _DAY):
            # Where summer time changes a day has 23 or 25 hours: asked again then, and right.
            tomorrow = now.astimezone(ZoneInfo(self._zone)).date() + _DAY
            self._midnight = datetime.combine(tomorrow, time(), ZoneInfo(self._zone)).astimezone(UTC)

    def of(self, row: CallRow) -> Countdown:
        """What the row's chip says now; nothing where no clock runs, or before the present is known.

        What is left of today; of what is due later the instant. Working time and real time left stand in no order
        that could be read: instants do.
        """
        left = self.left(row)
        due, now = row.due_at, self._now
        if due is None or now is None or left.tint is not TINTS[ClockState.RUNNING] or self._midnight is None:
            return left
        return Countdown(times.instant(due, self._zone, now), left.tint) if due >= self._midnight else left

    def left(self, row: CallRow) -> Countdown:
        """The same where the instant stands below it: what is left, whenever that is."""
        due, now = row.due_at, self._now
        if now is None:
            return NOTHING
        state = state_of_call(row.clock, due, row.warn_at, now)
        if row.paused is not None and state in (ClockState.RUNNING, ClockState.PAUSED):
            return _waiting(row, now)
        if due is None:
            return NOTHING
        if state is ClockState.OVERDUE:
            return Countdown(_("{time} over").format(time=times.over(now - due)), Tint.OVER)
        return Countdown(_("{time} left").format(time=times.brief(self._left(row, due, now))), TINTS[state])

    def below(self, row: CallRow) -> str:
        """What stands below the chip: for whom the call waits, or as "update Tue 11:03"; of one that is over when."""
        if self._now is None or not self._zone:
            return ""
        if self.left(row).tint is Tint.PAUSED and row.paused is not None and row.paused != PauseReason.AGREEMENT:
            return codes.waits_for(row.paused)
        at = row.back_by if row.clock is None else row.due_at
        if at is not None:
            said = codes.clock_short(row.clock) if row.clock else _("again")
            return _("{clock} {time}").format(clock=said, time=self.instant(at))
        return self.instant(row.ended_at) if row.ended_at is not None else ""

    def instant(self, at: datetime) -> str:
        """An instant in the site's clock, as near as it is."""
        return times.instant(at, self._zone, self._now) if self._zone and self._now is not None else ""

    def in_full(self, row: CallRow) -> str:
        """As "Next update, due Tue 11:03: 13:13 left": which clock, its instant, what is left; "" where none runs."""
        due, now = row.due_at, self._now
        if due is None or now is None or not row.clock or not self._zone:
            return self.of(row).words
        clock, at = codes.clock(row.clock), times.instant(due, self._zone, now)
        said = self.of(row).words
        if due > now and said == at:
            said = _("{time} left").format(time=times.brief(self._left(row, due, now)))
        return _("{clock}, due {at}: {said}").format(clock=clock, at=at, said=said)

    def _left(self, row: CallRow, due: datetime, now: datetime) -> timedelta:
        calendar = None if row.calendar_id is None else self._calendars.get(row.calendar_id)
        return due - now if calendar is None else calendar.elapsed(now, due)
