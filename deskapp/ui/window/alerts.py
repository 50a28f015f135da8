"""Says in the window, and on the desktop when the window is not in front, what has just become due; each once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from deskapp.domain.alerts import Alarms, Crossing, Watched, jumped
from deskapp.domain.sla import ClockState
from deskapp.language import _, ngettext
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Changes
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import confidential as confidential_wording

#: So many calls are named one by one; more are counted.
_NAMED = 3


class Alerts(QObject):
    """Follows the open calls' deadlines. The window connects its ticks to `set_now` and shows what `said` says."""

    #: words, whether something is overdue, the call that the message's button opens
    said = Signal(str, bool, int)

    def __init__(self, place: Workplace, window: QWidget) -> None:
        super().__init__(window)
        self._place = place
        self._window = window
        self._alarms = Alarms()
        self._now: datetime | None = None
        self._looked: tuple[datetime, timedelta] | None = None
        self._icon: QSystemTrayIcon | None = None
        place.hub.changed.connect(self._on_changed)
        self._load()

    def set_now(self, now: datetime) -> None:
        """A tick: nothing is scanned until something can have crossed a line."""
        self._watch_for_jumps(now)
        self._now = now
        self._tell(self._alarms.look(now))

    def _on_changed(self, changes: Changes) -> None:
        if changes.calls or changes.everything:
            self._load()

    def _load(self) -> None:
        self._place.read(lambda desk: desk.lists.watched(), self._on_watched, key=("alerts", id(self)))

    def _on_watched(self, watched: Sequence[Watched]) -> None:
        self._tell(self._alarms.watch(watched, self._place.desk.clock.now()))

    def _tell(self, crossed: Sequence[Crossing]) -> None:
        if not crossed:
            return
        latest = {one.call_id: one for one in crossed}
        self._place.read(
            lambda desk: desk.lists.some(tuple(latest)),
            lambda rows: self._on_rows(rows, latest),
            receiver=self,
        )

    def _on_rows(self, rows: Sequence[CallRow], crossed: Mapping[int, Crossing]) -> None:
        if not rows:
            return
        over = any(crossed[row.id].state is ClockState.OVERDUE for row in rows)
        words = _counted(crossed) if len(rows) > _NAMED else "\n".join(_named(row, crossed[row.id]) for row in rows)
        self.said.emit(words, over, rows[0].id)
        if not self._window.isActiveWindow():
            self._notify(words, over)

    def _notify(self, words: str, over: bool) -> None:
        """A desktop notification, where the desktop takes them."""
        QApplication.alert(self._window)
        if self._place.locked:
            words = _("A call needs somebody: unlock the window.")
        if not QSystemTrayIcon.isSystemTrayAvailable():
            return
        if self._icon is None:
            self._icon = QSystemTrayIcon(self._window.windowIcon(), self)
            self._icon.messageClicked.connect(self._on_clicked)
        self._icon.show()
        kind = QSystemTrayIcon.MessageIcon.Warning if over else QSystemTrayIcon.MessageIcon.Information
        self._icon.showMessage(_("Help desk"), words, kind)

    def _on_clicked(self) -> None:
        self._window.activateWindow()
        self._window.raise_()

    def _watch_for_jumps(self, now: datetime) -> None:
        passed = self._place.desk.clock.passed()
        before, self._looked = self._looked, (now, passed)
        if before is None:
            return
        by = jumped(now - before[0], passed - before[1])
        if by is not None and self._place.desk.staff_id is not None:
            self._place.act(lambda desk: desk.site.note_clock_jump(now, by), receiver=self)


def _named(row: CallRow, crossing: Crossing) -> str:
    if crossing.state is ClockState.OVERDUE:
        form = _("{ref} is overdue: {summary}")
    elif crossing.due_at is None:
        form = _("{ref} is up again: {summary}")
    else:
        form = _("{ref} is due soon: {summary}")
    return form.format(ref=row.ref, summary=row.summary or confidential_wording.confidential())


def _counted(crossed: Mapping[int, Crossing]) -> str:
    over = sum(one.state is ClockState.OVERDUE for one in crossed.values())
    soon = len(crossed) - over
    parts = []
    if over:
        parts.append(ngettext("{n} call has become overdue", "{n} calls have become overdue", over).format(n=over))
    if soon:
        parts.append(ngettext("{n} call is due soon", "{n} calls are due soon", soon).format(n=soon))
    return ", ".join(parts) + "."
