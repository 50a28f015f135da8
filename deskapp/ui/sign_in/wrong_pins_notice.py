"""Tells a supervisor who has signed in of too many wrong PINs, until one of them says that they know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.notice import Notice
from deskapp.wording import staff as wording

if TYPE_CHECKING:
    from deskapp.desk import Desk
    from deskapp.services.changes import Changes
    from deskapp.services.staff.views import WrongPins
    from deskapp.ui.work.workplace import Workplace


class WrongPinsNotice(QObject):
    """A message of the window at sign-in and after unlocking. Closed without its button, it comes again next time."""

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._whose: int | None = None
        self.notice = Notice()
        place.facts_changed.connect(self._look_at_another)
        place.unlocked.connect(self.look)
        place.hub.changed.connect(self._on_changed)
        self._look_at_another()

    def look(self) -> None:
        """Ask whether there is something to tell whoever works here."""
        me = self._place.me
        self.notice.end()
        if me is not None and me.role.reaches(Role.SUPERVISOR):
            self._place.read(_of, self._on_read, key=("wrong pins", id(self)), receiver=self)

    def _look_at_another(self, _facts: object = None) -> None:
        """Once each time that somebody has come."""
        whose = self._place.me.id if self._place.me is not None else None
        if whose != self._whose:
            self._whose = whose
            self.look()

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("wrong_pins"):
            self.look()

    def _on_read(self, read: tuple[int | None, tuple[WrongPins, ...]]) -> None:
        whose, found = read
        if not found or whose != self._place.desk.staff_id:
            return
        zone, now = self._place.zone, self._place.desk.clock.now()
        words = "\n".join(wording.wrong_pins(one, zone, now) for one in found)
        self.notice.say(words, Tint.OVER, _("I know of it"), act=lambda: self._know(found))

    def _know(self, found: tuple[WrongPins, ...]) -> None:
        self._place.act(lambda desk: desk.staff.know_wrong_pins(found), receiver=self)


def _of(desk: Desk) -> tuple[int | None, tuple[WrongPins, ...]]:
    """Whose they are to know, for whoever works here may be another by the time they are told."""
    return desk.staff_id, desk.staff.wrong_pins()
