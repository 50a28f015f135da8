"""Says what has just become due; each once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from deskapp.domain.alerts import Alarms, Crossing, Watched, jumped
from deskapp.domain.sla import ClockState
from deskapp.domain.words import OVERDUE_KINDS
from deskapp.language import _, ngettext
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Changes
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording

#: So many calls are named one by one; more are counted.
_NAMED = 3
#: So much of what a call is about is said of it.
_LONGEST = 160


class Alerts(QObject):
    """Follows the open calls' deadlines. The window connects its ticks to `set_now` and shows what `said` says."""

    #: words, whether something is overdue, the call that the message's button opens
    said = Signal(str, bool, int)

    def __init__(self, place: Workplace, window: QWidget) -> None:
        super().__init__(window)
        self._place = place
        self._alarms = Alarms()
        self._now: datetime | None = None
        self._looked: tuple[datetime, timedelta] | None = None
        place.hub.changed.connect(self._on_changed)
        self._load()

    def set_now(self, now: datetime) -> None:
        """A tick: nothing is scanned until something can have crossed a line."""
        self._watch_for_jumps(now)
        self._now = now
        self._tell(self._alarms.look(now))

    def _on_changed(self, changes: Changes) -> None:
        if changes.everything:
            self._load()
        elif changes.calls:
            self._load_some(changes.calls)

    def _load(self) -> None:
        self._place.read(lambda desk: desk.lists.watched(), self._on_watched, key=("alerts", id(self)))

    def _load_some(self, calls: frozenset[int]) -> None:
        """Of the others nothing is read: when something of theirs is due is known."""

        def read(watched: Sequence[Watched]) -> None:
            self._tell(self._alarms.watch_some(calls, watched, self._place.desk.clock.now()))

        self._place.read(lambda desk: desk.lists.watched(calls), read, receiver=self)

    def _on_watched(self, watched: Sequence[Watched]) -> None:
        self._tell(self._alarms.watch(watched, self._place.desk.clock.now()))

    def _tell(self, crossed: Sequence[Crossing]) -> None:
        if not crossed:
            return
        of_call: dict[int, list[Crossing]] = {}
        for one in crossed:
            of_call.setdefault(one.call_id, []).append(one)
        self._place.read(
            lambda desk: desk.lists.some(tuple(of_call)),
            lambda rows: self._on_rows(rows, of_call),
            receiver=self,
        )

    def _on_rows(self, rows: Sequence[CallRow], crossed: Mapping[int, Sequence[Crossing]]) -> None:
        if not rows:
            return
        over = any(_makes_overdue(one) for row in rows for one in crossed[row.id])
        named = [_named(row, one) for row in rows for one in crossed[row.id]]
        words = _counted(crossed) if len(rows) > _NAMED else "\n".join(named)
        self.said.emit(words, over, rows[0].id)

    def _watch_for_jumps(self, now: datetime) -> None:
        passed = self._place.desk.clock.passed()
        before, self._looked = self._looked, (now, passed)
        if before is None:
            return
        by = jumped(now - before[0], passed - before[1])
        if by is not None and self._place.desk.staff_id is not None:
            self._place.act(lambda desk: desk.site.note_clock_jump(now, by), receiver=self)


def _makes_overdue(crossing: Crossing) -> bool:
    return crossing.state is ClockState.OVERDUE and (crossing.clock is None or crossing.clock in OVERDUE_KINDS)


def _named(row: CallRow, crossing: Crossing) -> str:
    """As "C-00001 is overdue, next update: The printer"; each clock by its name."""
    # Each call has one line, and what somebody typed begins none of its own.
    said = " ".join(row.summary.split())
    summary = said if len(said) <= _LONGEST else f"{said[: _LONGEST - 1].rstrip()}…"
    summary = summary or confidential_wording.confidential()
    if crossing.due_at is None or crossing.clock is None:
        return _("{ref} is up again: {summary}").format(ref=row.ref, summary=summary)
    clock = codes.clock_within(crossing.clock)
    if crossing.state is not ClockState.OVERDUE:
        form = _("{ref} is due soon, {clock}: {summary}")
    elif _makes_overdue(crossing):
        form = _("{ref} is overdue, {clock}: {summary}")
    else:
        form = _("{ref}, {clock}, was due: {summary}")
    return form.format(ref=row.ref, clock=clock, summary=summary)


def _counted(crossed: Mapping[int, Sequence[Crossing]]) -> str:
    over = sum(any(_makes_overdue(one) for one in of_call) for of_call in crossed.values())
    soon = len(crossed) - over
    parts = []
    if over:
        parts.append(ngettext("{n} call has become overdue", "{n} calls have become overdue", over).format(n=over))
    if soon:
        parts.append(ngettext("{n} call is due soon", "{n} calls are due soon", soon).format(n=soon))
    return ", ".join(parts) + "."
