"""Reminds managers that the written policy is to be looked at again."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.written_policy.views import ReviewDue
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times


class ReviewReminder(QObject):
    """One message of the window, once a day while it is so, and none for anybody else."""

    page_asked = Signal()

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._told: tuple[int | None, date] | None = None
        self.notice = Notice()
        self.notice.acted.connect(self.page_asked)
        place.facts_changed.connect(lambda _facts: self.look())
        place.hub.changed.connect(self._on_changes)

    def set_now(self, _now: datetime) -> None:
        """A tick: a new day is looked at once."""
        if self._told is not None and self._told[1] != self._today():
            self.look()

    def look(self) -> None:
        """Ask whether there is something to remind of."""
        me = self._place.me
        if me is None or me.role is not Role.MANAGER:
            self._told = None
            self.notice.end()
        elif self._told != (me.id, self._today()):
            self._told = (me.id, self._today())
            self._place.read(
                lambda desk: desk.written_policy.review_due(), self._on_due, key=("review", id(self)), receiver=self
            )

    def _on_changes(self, changes: Changes) -> None:
        if changes.touches("written_policy"):
            self._told = None
            self.look()

    def _on_due(self, due: ReviewDue | None) -> None:
        if due is None:
            self.notice.end()
            return
        words = _("The escalation policy, version {number}, was to be looked at again by {day}. Owner: {name}").format(
            number=due.number, day=times.day(due.next_review), name=due.owner
        )
        self.notice.say(words, Tint.SOON, _("Look at it"))

    def _today(self) -> date:
        return self._place.desk.clock.now().astimezone(ZoneInfo(self._place.zone)).date()
