"""What a row of the overdue view says, cell by cell, and what its groups and tiles are called."""

from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from deskapp import direction
from deskapp.domain.clock_state import ClockState, state_of_call
from deskapp.domain.words import ClockKind
from deskapp.domain.working_time import Calendar
from deskapp.language import _, ngettext
from deskapp.services.overview.late.ask import GroupBy, SortBy
from deskapp.services.overview.late.views import Group, LateRow, NextStep
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls.countdown import TINTS, Countdown
from deskapp.wording import codes, times
from deskapp.wording import confidential as confidential_wording
from deskapp.wording.overseen import late

NOTHING = Countdown("", Tint.PLAIN)


class Said(NamedTuple):
    """The words of a cell, and whether they ask for attention: then they stand with the shape of what is due soon."""

    words: str
    marked: bool = False


def group_by(one: GroupBy) -> str:
    """What the list can be grouped by."""
    return {
        GroupBy.WHAT_IS_LATE: _("what is late"),
        GroupBy.OWNER: _("owner"),
        GroupBy.CONTACT: _("contact"),
        GroupBy.NOTHING: _("nothing"),
    }[one]


def headings() -> Mapping[SortBy, str]:
    """What each column is called, in their order."""
    return {
        SortBy.CALL: _("Call"),
        SortBy.PRIORITY: _("Pri"),
        SortBy.CUSTOMER: _("Customer"),
        SortBy.WHAT_IS_LATE: _("What is late"),
        SortBy.OVER_BY: _("Over by"),
        SortBy.LAST_WORD: _("Last word"),
        SortBy.NEXT_STEP: _("Next step"),
        SortBy.OWNER: _("Owner"),
        SortBy.WITH: _("With"),
    }


def _group_of_clock(kind: ClockKind) -> str:
    return {
        ClockKind.DEADLINE: _("Customer's deadline"),
        ClockKind.CALL_BACK: _("Promise to the customer"),
        ClockKind.UPDATE: _("Next update to the customer"),
        ClockKind.RESPONSE: _("Response"),
        ClockKind.RESOLUTION: _("Resolve"),
        ClockKind.ACCEPTANCE: _("Acceptance by a contact"),
        ClockKind.FIRST_WORD: _("First word of a contact"),
        ClockKind.CHASE: _("Ask if solved"),
    }[kind]


def group(one: Group, by: GroupBy) -> str:
    """The heading of a group."""
    if by is GroupBy.WHAT_IS_LATE:
        return _group_of_clock(one.key) if isinstance(one.key, ClockKind) else _("Nothing late or due soon")
    if by is GroupBy.CONTACT:
        return one.name or _("With nobody else")
    return one.name


def group_told(one: Group, now: datetime) -> str:
    """How many stand under it, and what is over longest: "5 calls · longest 76:12"."""
    told = [ngettext("{n} call", "{n} calls", one.calls).format(n=one.calls)]
    if one.since is not None and now > one.since:
        told.append(late.longest(one.since, now))
    return direction.row(told)


class RowWords:
    """The cells of rows at one present, at one site."""

    def __init__(self) -> None:
        self._calendars: Mapping[int, Calendar] = {}
        self._zone = "UTC"
        self._now: datetime | None = None
        self.short: Mapping[str, str] = {}

    def set_site(self, calendars: Mapping[int, Calendar], zone: str) -> None:
        """The calendars that rows refer to, by id, and the site's zone."""
        self._calendars, self._zone = calendars, zone

    def set_now(self, now: datetime) -> None:
        self._now = now

    @property
    def now(self) -> datetime | None:
        return self._now

    def customer(self, row: LateRow) -> str:
        return confidential_wording.confidential() if row.masked else row.customer

    def what(self, row: LateRow) -> str:
        """As "resolve +1": the clock that the row stands for, and how many more are late."""
        return "" if row.what is None else late.with_more(row.what, row.more)

    def over_by(self, row: LateRow) -> Countdown:
        """How long it is over, or what is left of it."""
        now, due = self._now, row.due_at
        if now is None:
            return NOTHING
        if due is None:
            return Countdown(_("paused"), Tint.PAUSED) if row.paused else NOTHING
        # Every clock by its own instant: that one against a contact makes no call overdue is another question.
        state = state_of_call(None, due, row.warn_at, now)
        if state is ClockState.OVERDUE:
            return Countdown(times.over(now - due), Tint.OVER)
        calendar = None if row.calendar_id is None else self._calendars.get(row.calendar_id)
        left = due - now if calendar is None else calendar.elapsed(now, due)
        return Countdown(_("{time} left").format(time=times.brief(left)), TINTS[state])

    def over_in_full(self, row: LateRow) -> str:
        """As "Resolve, due Tue 11:03: 13:13 over"."""
        said = self.over_by(row)
        if row.what is None or row.due_at is None or self._now is None:
            return said.words or _("no deadline")
        words = _("{time} over").format(time=said.words) if said.tint is Tint.OVER else said.words
        at = times.instant(row.due_at, self._zone, self._now)
        return _("{clock}, due {at}: {said}").format(clock=codes.clock(row.what), at=at, said=words)

    def last_word(self, row: LateRow) -> Said:
        """When the customer was told something or tried; of an earlier day it is marked."""
        if row.masked:
            return Said("")
        if row.last_word_at is None:
            return Said(_("never"), marked=True)
        form = _("{time} told") if row.told else _("{time} tried")
        return Said(form.format(time=self._past(row.last_word_at)), marked=not self._is_today(row.last_word_at))

    def next_step(self, row: LateRow) -> Said:
        """What was written or promised; that there is nothing of it is marked."""
        if row.masked:
            return Said("")
        if row.step is NextStep.NONE:
            return Said(_("none written"), marked=True)
        return Said(_joined(self._step(row), self._at(row.step_at)))

    def who(self, row: LateRow) -> Said:
        """With whom it is: in person, or that nobody there has taken it yet."""
        if not row.with_name:
            return Said(_("back from {name}").format(name=row.back_from) if row.back_from else "")
        if not row.accepted:
            return Said(_("{contact}: nobody yet").format(contact=row.with_name), marked=True)
        return Said(", ".join(dict.fromkeys(one for one in (row.with_person, row.with_name) if one)))

    def owner(self, row: LateRow) -> str:
        return self.short.get(row.owner, row.owner)

    # Inside

    def _step(self, row: LateRow) -> str:
        if row.step is NextStep.CALL_BACK:
            return row.step_words or _("call back")
        if row.step is NextStep.UPDATE:
            return row.step_words or _("update")
        if row.step is NextStep.WAIT:
            return row.step_words or (_("waits {whom}").format(whom=codes.waits_for(row.paused)) if row.paused else "")
        return row.step_words

    def _at(self, at: datetime | None) -> str:
        return "" if at is None or self._now is None else times.instant(at, self._zone, self._now)

    def _is_today(self, at: datetime) -> bool:
        there = ZoneInfo(self._zone)
        return self._now is None or at.astimezone(there).date() == self._now.astimezone(there).date()

    def _past(self, at: datetime) -> str:
        """An instant of the last days by its weekday: "Thu 16:10"."""
        if self._now is None:
            return ""
        there = ZoneInfo(self._zone)
        local = at.astimezone(there)
        days = (self._now.astimezone(there).date() - local.date()).days
        if 0 < days < 7:
            return _("{weekday} {time}").format(weekday=times.weekday(local.weekday()), time=f"{local:%H:%M}")
        return times.instant(at, self._zone, self._now) if days == 0 else times.day_of(at, self._zone, self._now)


def _joined(words: str, time: str) -> str:
    return f"{words} {time}" if words and time else words or time
