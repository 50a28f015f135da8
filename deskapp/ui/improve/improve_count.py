"""How much of *Improve* asks for whoever works here now, for the side bar."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from deskapp.domain.errors import DeskError
from deskapp.domain.words import Role
from deskapp.services.changes import Changes
from deskapp.ui.work.workplace import Workplace


class ImproveCount(QObject):
    """Counted with the other figures of the side bar. Once a day what the last month points to is noted first."""

    counted = Signal(int)

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._noted: tuple[int | None, date] | None = None
        place.counted.connect(self.count)
        place.hub.changed.connect(self._on_changed)
        self.count()

    def count(self) -> None:
        place = self._place
        if place.desk.staff_id is None:
            return
        me = place.me
        now = (place.desk.staff_id, place.desk.clock.now().astimezone(ZoneInfo(place.zone)).date())
        if me is not None and me.role.reaches(Role.SUPERVISOR) and self._noted != now:
            self._noted = now
            place.act(lambda desk: desk.findings.look_through(), failed=self._on_failed, receiver=self)
        place.read(
            lambda desk: desk.findings.asks(), self.counted.emit, self._on_failed, key=("asks", id(self)), receiver=self
        )

    def _on_changed(self, changes: Changes) -> None:
        if changes.touches("signals", "actions", "staff"):
            self.count()

    def _on_failed(self, _error: DeskError) -> None:
        """Nothing is shown where it cannot be counted: somebody has just signed out, or the file is busy."""
