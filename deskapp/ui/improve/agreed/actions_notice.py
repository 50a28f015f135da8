"""Tells whoever works here of the actions that are theirs: when one is given to them, and when one is due or late."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from deskapp.desk import Desk
from deskapp.language import _, ngettext
from deskapp.services.actions.views import ActionView
from deskapp.services.changes import Changes
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import improving as wording


class ActionsNotice(QObject):
    """A message of the window: each action is told when it is new to them, and once a day while it asks for them."""

    all_asked = Signal()  # show one's actions

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._whose: int | None = None
        self._day: date | None = None
        self._told: frozenset[tuple[int, int]] = frozenset()
        self.notice = Notice()
        self.notice.acted.connect(self.all_asked)
        place.hub.changed.connect(self._on_changed)
        place.counted.connect(self._on_counted)
        self.look()

    def look(self) -> None:
        """See what is theirs now."""
        if self._place.desk.staff_id is not None:
            self._place.read(_of_mine, self._on_read, key=("actions of mine", id(self)), receiver=self)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("actions", "staff"):
            self.look()

    def _on_counted(self) -> None:
        """Another day has begun, and something may be due."""
        if self._day is not None and self._today() != self._day:
            self.look()

    def _today(self) -> date:
        return self._place.desk.clock.now().astimezone(ZoneInfo(self._place.zone)).date()

    def _on_read(self, found: tuple[int | None, tuple[ActionView, ...]]) -> None:
        whose, mine = found
        if whose != self._place.desk.staff_id:
            return
        today = self._today()
        if whose != self._whose or today != self._day:
            self._whose, self._day, self._told = whose, today, frozenset()
            self.notice.end()
        me = self._place.me
        name = me.name if me is not None else ""
        asks = [one for one in mine if one.due <= today or one.made_by != name]
        fresh = [one for one in asks if (one.id, one.version) not in self._told]
        self._told = frozenset((one.id, one.version) for one in asks)
        if not asks:
            self.notice.end()
        if fresh:
            self._tell(asks, fresh, today)

    def _tell(self, asks: list[ActionView], fresh: list[ActionView], today: date) -> None:
        late = any(one.is_late(today) for one in asks)
        tint = Tint.OVER if late else Tint.SOON
        if len(asks) == 1 or len(fresh) == 1:
            one = fresh[0]
            said = _("Yours to do, {state}: {what}").format(state=wording.state(one, today), what=one.what)
        else:
            due = sum(one.due <= today for one in asks)
            form = ngettext(
                "{n} action is yours to do, {due} due or late.",
                "{n} actions are yours to do, {due} due or late.",
                len(asks),
            )
            said = form.format(n=len(asks), due=due)
        self.notice.say(" ".join(said.split()), tint, _("Show them"))


def _of_mine(desk: Desk) -> tuple[int | None, tuple[ActionView, ...]]:
    """Whose they are, for whoever works here may be another by the time they are told."""
    return desk.staff_id, desk.actions.mine()
