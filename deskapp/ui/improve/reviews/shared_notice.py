"""Tells whoever works here, once each time there are more, that reviews of their calls were shared with them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from deskapp.desk import Desk
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.work.workplace import Workplace


class SharedNotice(QObject):
    """A message of the window; it ends when they are read."""

    shown_asked = Signal()  # show what was shared

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._whose: int | None = None
        self._told = 0
        self.notice = Notice()
        self.notice.acted.connect(self.shown_asked)
        place.hub.changed.connect(self._on_changed)
        self.look()

    def look(self) -> None:
        """See what is unread for whoever works here now."""
        if self._place.desk.staff_id is not None:
            self._place.read(_unread, self._on_read, key=("unread reviews", id(self)), receiver=self)

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("reviews", "staff"):
            self.look()

    def _on_read(self, found: tuple[int | None, int]) -> None:
        whose, count = found
        if whose != self._place.desk.staff_id:
            return
        if whose != self._whose:
            self._whose, self._told = whose, 0
            self.notice.end()
        before, self._told = self._told, count
        if not count:
            self.notice.end()
        elif count > before:
            words = ngettext(
                "{n} review of a call of yours was shared with you.",
                "{n} reviews of calls of yours were shared with you.",
                count,
            )
            self.notice.say(words.format(n=count), Tint.INFO, _("Show it") if count == 1 else _("Show them"))


def _unread(desk: Desk) -> tuple[int | None, int]:
    """Whose they are, for whoever works here may be another by the time they are told."""
    return desk.staff_id, desk.reviews.unread()
