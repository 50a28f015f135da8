"""Says where the timeline is not as this workstation saw it; who leads the desk is told until they have seen to it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.notice import Notice
from deskapp.wording.backups import evidence as wording

if TYPE_CHECKING:
    from deskapp.desk import Desk
    from deskapp.domain.errors import DeskError
    from deskapp.services.backups.evidence import Missed
    from deskapp.services.changes import Changes
    from deskapp.ui.work.workplace import Workplace

#: So long after something changed it is kept how far the timeline goes.
_KEEP_MS = 2_000


class EvidenceNotice(QObject):
    """folder: where this workstation keeps what it saw. `begin` compares with that first, then keeps what it sees."""

    def __init__(self, place: Workplace, folder: Path, parent: QObject) -> None:
        super().__init__(parent)
        self._place, self._folder = place, folder
        self._whose: int | None = None
        self.notice = Notice()
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_KEEP_MS)
        self._later.timeout.connect(self.keep)

    def begin(self) -> None:
        """Compare, once what the start went without is there."""
        work = partial(_see, folder=self._folder)
        self._place.lanes.act(lambda: work(self._place.desk.open()), self._on_seen, self._on_failed, receiver=self)

    def keep(self) -> None:
        """Keep how far the timeline goes now."""
        folder = self._folder
        self._place.read(
            lambda desk: desk.evidence.note(folder), self._on_kept, self._on_failed, key=("head", id(self))
        )

    def _on_seen(self, missed: Missed | None) -> None:
        if missed is not None:
            self.notice.say(self._words((missed,)), Tint.OVER)
        self._place.hub.changed.connect(self._on_changed)
        self._place.facts_changed.connect(self._look_at_another)
        self._place.unlocked.connect(self._look)
        self._look_at_another()

    def _on_changed(self, changes: Changes) -> None:
        if not self._later.isActive():
            self._later.start()
        if changes.touches("evidence"):
            self._look()

    def _look_at_another(self, _facts: object = None) -> None:
        """Once each time that somebody has come."""
        whose = self._place.me.id if self._place.me is not None else None
        if whose != self._whose:
            self._whose = whose
            self._look()

    def _look(self) -> None:
        me = self._place.me
        if me is not None and me.role.reaches(Role.SUPERVISOR):
            self._place.read(lambda desk: desk.evidence.told(), self._on_told, self._on_failed, key=("told", id(self)))

    def _on_told(self, told: tuple[Missed, ...]) -> None:
        if told:
            self.notice.say(self._words(told), Tint.OVER, _("I see to it"), act=self._see_to_it)
        else:
            self.notice.end()

    def _words(self, missed: tuple[Missed, ...]) -> str:
        zone, now = self._place.zone, self._place.desk.clock.now()
        return "\n".join(wording.missed(one, zone, now) for one in missed)

    def _see_to_it(self) -> None:
        self.notice.end()
        self._place.act(lambda desk: desk.evidence.look_into(), receiver=self)

    def _on_kept(self, _nothing: object) -> None:
        """It is kept where nobody looks."""

    def _on_failed(self, _error: DeskError) -> None:
        """What is wrong with the file is told by whoever works with it; this is done again with the next change."""


def _see(desk: Desk, folder: Path) -> Missed | None:
    return desk.evidence.see(folder)
